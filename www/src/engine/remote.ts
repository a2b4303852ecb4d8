// Calls across a MessagePort: a number for each request, an answer or an error for each number.

/** A request as it crosses. */
export interface Request {
  id: number;
  method: string;
  args: unknown[];
}

/** An answer as it crosses. `note` reports on the way and may come many times before the answer. */
export type Answer =
  | { id: number; value: unknown }
  | { id: number; note: unknown }
  | { id: number; error: Refusal }
  | { crash: Refusal };

/** An error as it crosses. */
interface Refusal {
  code: string;
  message: string;
  address?: string;
}

/** Why the engine could not do what was asked: `code` for programs, `message` for people. */
export class ClienteleError extends Error {
  override name = 'ClienteleError';

  constructor(
    /** `file`, `missing`, `config`, `draw`, `cancelled`, `closed`, `crashed`, `blocked`, `later` or `review`. */
    readonly code: string,
    message: string,
    /** Of `blocked`: the address that was refused, if it was an address. */
    readonly address?: string,
  ) {
    super(message);
  }
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  note?: (note: never) => void;
}

/** Our end of a port, or a worker: both post and listen alike. */
export interface Port {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** Calls what listens at the other end. */
export class Remote {
  private pending = new Map<number, Pending>();
  private lastId = 0;
  private ended: Error | undefined;

  constructor(
    private port: Port,
    private onCrash: (error: ClienteleError) => void = () => {},
  ) {
    port.onmessage = (event) => this.receive(event.data as Answer);
  }

  /** Asks, and waits for the answer. `note` hears of progress. */
  call<T>(method: string, args: unknown[], transfer: Transferable[] = [], note?: (note: never) => void): Promise<T> {
    if (this.ended) return Promise.reject(this.ended);
    const id = ++this.lastId;
    return new Promise<T>((resolve, reject) => {
      this.pending.set(id, { resolve: resolve as (value: unknown) => void, reject, note });
      this.port.postMessage({ id, method, args } satisfies Request, transfer);
    });
  }

  /** Refuses everything that waits and everything to come. */
  end(error: Error): void {
    this.ended ??= error;
    for (const waiting of this.pending.values()) waiting.reject(this.ended);
    this.pending.clear();
  }

  private receive(answer: Answer): void {
    if ('crash' in answer) {
      const error = revive(answer.crash);
      this.end(error);
      this.onCrash(error);
      return;
    }
    const waiting = this.pending.get(answer.id);
    if (!waiting) return;
    if ('note' in answer) {
      waiting.note?.(answer.note as never);
      return;
    }
    this.pending.delete(answer.id);
    if ('error' in answer) waiting.reject(revive(answer.error));
    else waiting.resolve(answer.value);
  }
}

/** Answers calls with the methods of `target`; each gets its arguments and a way to send notes. */
export function serve(port: Port, target: Served, crashed: () => ClienteleError | undefined = () => undefined): void {
  port.onmessage = async (event) => {
    const { id, method, args } = event.data as Request;
    const note = (value: unknown, transfer: Transferable[] = []) => port.postMessage({ id, note: value } satisfies Answer, transfer);
    try {
      const { value, transfer } = await target.answer(method, args, note);
      port.postMessage({ id, value } satisfies Answer, transfer);
    } catch (error) {
      // The module traps where it cannot go on; what it holds is not to be trusted then.
      const end = crashed() ?? (error instanceof WebAssembly.RuntimeError ? new ClienteleError('crashed', error.message) : undefined);
      if (end) port.postMessage(crash(end));
      else port.postMessage({ id, error: describe(error) } satisfies Answer);
    }
  };
}

/** What `serve` calls. */
export interface Served {
  answer(method: string, args: unknown[], note: (value: unknown, transfer?: Transferable[]) => void): Promise<Reply>;
}

/** A value, and what of it moves instead of being copied. */
export interface Reply {
  value: unknown;
  transfer: Transferable[];
}

/** An error as data: those of the module carry a code, all others are ours. */
export function describe(error: unknown): Refusal {
  const { code, message, address } = (error ?? {}) as { code?: unknown; message?: unknown; address?: string };
  return { code: typeof code === 'string' ? code : 'internal', message: String(message ?? error), address };
}

function revive({ code, message, address }: Refusal): ClienteleError {
  return new ClienteleError(code, message, address);
}

/** The last message of a worker that can do nothing more. */
export function crash(error: ClienteleError): Answer {
  return { crash: describe(error) };
}

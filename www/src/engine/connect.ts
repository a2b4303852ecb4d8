// Starts the module: in workers where the page allows them, on the page itself where it does not.

import { firstTexts } from '../texts/first.js';
import { english } from '../words.js';
import { ClienteleError, Remote } from './remote.js';

/** Where the module and the worker come from. Default: beside this script. */
export interface Sources {
  /** The module. Default: `clientele.wasm` beside this script. */
  wasm?: Source;
  /**
   * The later file of the module, which all but the first answers need. Default: `later.wasm` beside the module; hand
   * it over where you hand over the module itself.
   */
  later?: Source;
  /** The address of the worker script. Its origin must be the page's. */
  worker?: URL | string;
  /** The address of the second script of the element. Default: `later.js` beside this script. */
  script?: URL | string;
  /** `page` never starts a worker. */
  mode?: 'worker' | 'page';
}

/** The compiled module, its bytes, a response with them, or their address. */
export type Source = WebAssembly.Module | BufferSource | Response | URL | string;

/** A running module. */
export interface Backend {
  mode: 'worker' | 'page';
  remote: Remote;
  end(): void;
}

/** The first message to a worker. */
export interface Start {
  role: 'analyst' | 'reader';
  module: WebAssembly.Module;
  /** The later file, or where it is to be had. It comes by itself; this is for what cannot wait. */
  later: WebAssembly.Module | string | undefined;
  /** For the analyst: a port to each reader. For a reader: its end. */
  ports: MessagePort[];
}

/** Both files of the module as workers get them. */
type Files = Pick<Start, 'module' | 'later'>;

const texts = firstTexts(english.say).trouble;

// Strict pages take script addresses only from a named policy; ours passes on what the host configured.
const policy = makePolicy();

/** Starts workers and the module in them. */
export async function connect(sources: Sources, onCrash: (error: ClienteleError) => void): Promise<Backend> {
  const worker = new URL(sources.worker ?? new URL('./worker.js', import.meta.url), document.baseURI);
  const wasm = sources.wasm ?? new URL('./clientele.wasm', import.meta.url);
  // The script of the analyst and the module load at the same time.
  const compiling = compile(wasm);
  const starting = sources.mode === 'page' ? Promise.resolve(undefined) : startWorker(worker);
  compiling.catch(() => {});
  const first = await starting;
  try {
    const module = await compiling;
    const source = sources.later ?? beside(wasm);
    // Only a worker can stand still until the later file comes.
    const later = first ? await atHand(source) : await compile(source).catch(() => undefined);
    const backend = first ? await inWorkers(first, worker, { module, later }, onCrash) : await onPage(worker, { module, later }, onCrash);
    if (!(later instanceof WebAssembly.Module)) void complete(backend.remote, source);
    return backend;
  } catch (error) {
    first?.terminate();
    throw error;
  }
}

/** Loads the later file while the first one works already. What needs it waits for it, or hears why it cannot be had. */
async function complete(remote: Remote, source: Source | undefined): Promise<void> {
  const later = await compile(source).catch((error: Error) => error.message);
  await remote.call('complete', [later]).catch(() => {});
}

/** The later file if the host has handed it over, else its address. */
async function atHand(source: Source | undefined): Promise<WebAssembly.Module | string | undefined> {
  if (source instanceof Response) return source.url;
  if (source instanceof URL || typeof source === 'string') return new URL(source, document.baseURI).href;
  return compile(source).catch(() => undefined);
}

function beside(wasm: Source): URL | undefined {
  const isAddress = typeof wasm === 'string' || wasm instanceof URL;
  return isAddress ? new URL('./later.wasm', new URL(wasm, document.baseURI)) : undefined;
}

async function inWorkers(first: Worker, url: URL, files: Files, onCrash: (error: ClienteleError) => void) {
  const channels = Array.from({ length: readerCount() }, () => new MessageChannel());
  const remote = new Remote(first, onCrash);
  first.postMessage({ role: 'analyst', ...files, ports: channels.map((c) => c.port1) } satisfies Start, channels.map((c) => c.port1));
  await remote.call('ready', []);
  // Readers start now, not when a large file comes: after loading, the page asks the network for nothing.
  const readers = channels.map(({ port2 }) => {
    const reader = newWorker(url);
    reader?.postMessage({ role: 'reader', ...files, ports: [port2] } satisfies Start, [port2]);
    return reader;
  });
  const end = () => {
    for (const worker of [first, ...readers]) worker?.terminate();
    remote.end(new ClienteleError('closed', texts.closed));
  };
  first.addEventListener('error', () => {
    const error = new ClienteleError('crashed', texts.crashed);
    remote.end(error);
    onCrash(error);
  });
  whenIdle(() => void remote.call('warm', []).catch(() => {}));
  return { mode: 'worker' as const, remote, end };
}

/** Calls when the page has shown itself and has nothing to do. */
function whenIdle(then: () => void): void {
  if (typeof requestIdleCallback === 'undefined') setTimeout(then, 200);
  else requestIdleCallback(then);
}

/** The same code on the page, which answers between slices. */
async function onPage(url: URL, files: Files, onCrash: (error: ClienteleError) => void): Promise<Backend> {
  const { open } = (await import(/* @vite-ignore */ url.href)) as typeof import('../worker.js');
  const { port1, port2 } = new MessageChannel();
  const remote = new Remote(port1, onCrash);
  const close = open(port2, { role: 'analyst', ...files, ports: [] });
  await remote.call('ready', []);
  return {
    mode: 'page',
    remote,
    end: () => {
      close();
      port1.close();
      remote.end(new ClienteleError('closed', texts.closed));
    },
  };
}

/** A worker that runs; nothing where the page's policy or the browser refuses it. */
function startWorker(url: URL): Promise<Worker | undefined> {
  const worker = newWorker(url);
  if (!worker) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    worker.onmessage = () => resolve(worker);
    worker.onerror = (event) => {
      event.preventDefault();
      worker.terminate();
      resolve(undefined);
    };
  });
}

function newWorker(url: URL): Worker | undefined {
  try {
    return new Worker(policy(url.href), { type: 'module', name: 'clientele' });
  } catch {
    return undefined;
  }
}

async function compile(source: Source | undefined): Promise<WebAssembly.Module> {
  if (!source) throw new ClienteleError('later', texts.noLater);
  if (source instanceof WebAssembly.Module) return source;
  const where = source instanceof URL || typeof source === 'string' ? String(source) : 'the given bytes';
  try {
    if (ArrayBuffer.isView(source) || source instanceof ArrayBuffer) return await WebAssembly.compile(source);
    const response = source instanceof Response ? source : await fetch(source as URL | string);
    if (!response.ok) throw new ClienteleError('blocked', texts.blockedLoad(where), where);
    const streams = response.headers.get('content-type')?.startsWith('application/wasm') ?? false;
    return streams
      ? await WebAssembly.compileStreaming(response)
      : await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof ClienteleError) throw error;
    const forbidden = error instanceof WebAssembly.CompileError || (error as Error).name === 'EvalError';
    throw forbidden ? new ClienteleError('blocked', texts.blockedWasm) : new ClienteleError('blocked', texts.blockedLoad(where), where);
  }
}

/** The analyst has a core for itself where there are more than two; while it joins it has little to do. */
function readerCount(): number {
  const cores = navigator.hardwareConcurrency || 2;
  return Math.min(6, cores > 2 ? cores - 1 : cores);
}

function makePolicy(): (url: string) => string {
  type Factory = { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };
  const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
  try {
    const made = factory?.createPolicy('clientele', { createScriptURL: (url: string) => url });
    if (made) return (url) => made.createScriptURL(url);
  } catch {
    // A second copy of this script on the page, or a policy that is not allowed: plain addresses do where types are not required.
  }
  return (url) => url;
}

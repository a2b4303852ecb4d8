// The analyst: owns the session, lets readers read, draws. One method for each thing that the engine asks.

import { type Choices, type CustomersAsked, type Look, type ReaderLocale, type Review, Session, type ViewName } from '../../glue/clientele.js';
import { ClienteleError, type Remote, type Reply, type Served } from '../engine/remote.js';
import { plain } from './unpack.js';
import { bytesOf, type Job, readSlice, type SliceNote } from './reader.js';

const HEAD = 1 << 18;
// Below this a second worker costs more than it saves.
const SMALL = 4 << 20;
// Above this a slice is cut again, so that its part stays small beside the memory of a worker.
const LARGE = 256 << 20;

type Note = (value: unknown) => void;

/** Answers the engine. */
export class Analyst implements Served {
  private session = new Session();
  private files = new Map<number, Blob>();
  /** What is to be told of files that came packed. */
  private notes = new Map<number, string[]>();
  private surface: ReturnType<typeof newSurface> | undefined;
  /** Takes the later file of the module, or why there is none. */
  complete!: (later: WebAssembly.Module | string) => void;
  /** Settled when the later file is there, or cannot be had. */
  private whole = new Promise<WebAssembly.Module | string>((resolve) => (this.complete = resolve)).then((later) => this.extend(later));

  /** `first` is what the first file of the module exports. */
  constructor(
    private readers: Remote[],
    private first: object,
  ) {
    this.whole.catch(() => {});
  }

  async answer(method: string, args: unknown[], note: Note): Promise<Reply> {
    const methods = this as unknown as Record<string, (...args: unknown[]) => unknown>;
    if (!METHODS.has(method)) throw new ClienteleError('config', `The analyst cannot ${method}.`);
    const run = async () => methods[method]!(...args, note);
    const value = await run().catch(async (error: { code?: string }) => {
      if (error.code !== 'later') throw error;
      await this.whole;
      return run();
    });
    return { value, transfer: transferable(value) };
  }

  /** Ends the session and gives its memory back to the module. */
  close(): void {
    this.session.free();
  }

  ready(): void {}

  async inspect(name: string, packed: Blob, note: Note) {
    const { file, notes } = await plain(packed, this.session, note);
    const head = await bytesOf(file, 0, HEAD);
    const review = this.session.inspect(name, file.size, head);
    this.files.set(review.file, file);
    this.notes.set(review.file, notes);
    return this.told(review);
  }

  assign(id: number, choices: Choices) {
    return this.told(this.session.assign(id, choices));
  }

  private told(review: Review): Review {
    return { ...review, notes: [...(this.notes.get(review.file) ?? []), ...review.notes] };
  }

  /** Reads a whole file: in this worker if it is small, else in slices by all readers at once, joined in order. */
  async read(id: number, note: Note) {
    const file = this.files.get(id);
    if (!file) throw new ClienteleError('config', `There is no file ${id}.`);
    const plan = this.session.plan(id);
    // A slice has a dictionary of its own, which is joined with the others: few large slices repeat the least.
    const n = file.size <= SMALL ? 1 : this.readers.length || 1;
    const slices = pairs(this.session.slices(id, file.size, Math.max(n, Math.ceil(file.size / LARGE))));
    await this.join(id, slices.map(([from, to]) => ({ id, file, plan, from, to, exact: false })), note);
    note({ bytes: file.size, size: file.size, rows: this.session.rows(id), phase: 'grouping' });
    return this.session.finish(id);
  }

  /** Drops a file, and stops what is still read of it. */
  remove(id: number): void {
    this.files.delete(id);
    this.notes.delete(id);
    this.session.remove(id);
    for (const reader of this.readers) void reader.call('stop', [id]);
  }

  account(id: number) {
    return this.session.account(id);
  }

  result(view: ViewName, config: object) {
    return this.session.result(view, config);
  }

  speak(locale: ReaderLocale): void {
    this.session.speak(locale);
  }

  report(view: ViewName, config: object) {
    return this.session.report(view, config);
  }

  contents() {
    return this.session.contents();
  }

  async draw(view: ViewName, config: object, look: Look) {
    const { canvas, context } = (this.surface ??= newSurface());
    const drawn = this.session.draw(view, config, context, look);
    return { ...drawn, bitmap: await bitmapOf(canvas) };
  }

  /** The picture for export, with its finding above and its origin below. */
  async png(view: ViewName, config: object, look: Look): Promise<Blob> {
    const { canvas, context } = newSurface();
    this.session.draw(view, config, context, look);
    return 'convertToBlob' in canvas ? canvas.convertToBlob({ type: 'image/png' }) : pngOf(canvas);
  }

  svg(view: ViewName, config: object, look: Look): Blob {
    return new Blob([this.session.svg(view, config, look)], { type: 'image/svg+xml' });
  }

  csv(view: ViewName, config: object): Blob {
    return csvFile(this.session.csv(view, config));
  }

  customers(asked: CustomersAsked, start: number, n: number) {
    return this.session.customers(asked, start, n);
  }

  customersCsv(asked: CustomersAsked): Blob {
    return csvFile(this.session.customersCsv(asked));
  }

  issues(id: number): Blob {
    return csvFile(this.session.issuesCsv(id));
  }

  /** Adds the later file to the first: it fills the empty slots of the table of functions. */
  private async extend(later: WebAssembly.Module | string): Promise<void> {
    if (typeof later === 'string') throw new ClienteleError('later', later);
    await WebAssembly.instantiate(later, { first: this.first } as WebAssembly.Imports);
    this.session.complete();
  }

  /** Keeps every reader busy, and hands parts to the session in the order of the file. */
  private async join(id: number, jobs: Job[], note: Note): Promise<void> {
    const done = jobs.map((): SliceNote => ({ bytes: 0, rows: 0 }));
    const size = jobs.at(-1)?.to ?? 0;
    const progress = (i: number) => (at: SliceNote) => {
      done[i] = at;
      const sum = (of: (at: SliceNote) => number) => done.reduce((total, one) => total + of(one), 0);
      note({ bytes: Math.min(sum((one) => one.bytes), size), size, rows: sum((one) => one.rows), phase: 'reading' });
    };
    const readers = jobs.length === 1 ? [] : this.readers;
    const ahead = Math.max(1, readers.length * 2);
    const parts: Promise<Uint8Array>[] = [];
    const start = (i: number) => {
      const job = jobs[i];
      if (!job) return;
      const part = this.readPart(job, readers[i % readers.length], progress(i));
      part.catch(() => {});
      parts[i] = part;
    };
    for (let i = 0; i < ahead; i++) start(i);
    for (let i = 0; i < jobs.length; i++) {
      const part = await parts[i]!;
      delete parts[i];
      this.check(id);
        // The slice began inside quotes: it is read again from where a record starts.
      const again = this.session.push(id, part);
      if (again) await this.reread(id, { ...jobs[i]!, ...again, exact: true }, progress(i));
      start(i + ahead);
    }
  }

  private async reread(id: number, job: Job, note: (at: SliceNote) => void): Promise<void> {
    const part = await this.readPart(job, this.readers[0], note);
    this.check(id);
    if (this.session.push(id, part)) throw new ClienteleError('internal', 'The parts of the file do not fit together.');
  }

  private readPart(job: Job, reader: Remote | undefined, note: (at: SliceNote) => void): Promise<Uint8Array> {
    if (reader) return reader.call('read', [job], [], note as never);
    return readSlice(job, note, () => !this.files.has(job.id));
  }

  private check(id: number): void {
    if (!this.files.has(id)) throw new ClienteleError('cancelled', 'Reading was cancelled.');
  }
}

/** What the engine may ask for. */
const METHODS = new Set(
  'ready complete speak inspect assign read account remove result report contents draw png svg csv customers customersCsv issues'.split(' '),
);

function csvFile(text: string): Blob {
  return new Blob([text], { type: 'text/csv;charset=utf-8' });
}

type Canvas = OffscreenCanvas | HTMLCanvasElement;

/** A canvas to draw on; one of the page where OffscreenCanvas is missing. The session gives it its size. */
function newSurface() {
  const canvas: Canvas =
    typeof OffscreenCanvas === 'undefined' ? document.createElement('canvas') : new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D | null;
  if (!context) throw new ClienteleError('draw', 'This browser gives no surface to draw on.');
  return { canvas, context };
}

function bitmapOf(canvas: Canvas): ImageBitmap | Promise<ImageBitmap> {
  return 'transferToImageBitmap' in canvas ? canvas.transferToImageBitmap() : createImageBitmap(canvas);
}

function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  const refused = new ClienteleError('draw', 'This browser could not write the picture.');
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(refused)), 'image/png'));
}

/** `from, to, from, to...` in pairs. */
function pairs(numbers: Float64Array): [number, number][] {
  return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i]!, numbers[2 * i + 1]!]);
}

/** Typed columns and pictures move to the page; they are made anew for each answer. */
function transferable(value: unknown): Transferable[] {
  if (value === null || typeof value !== 'object') return [];
  if (ArrayBuffer.isView(value)) return [value.buffer as ArrayBuffer];
  if (typeof ImageBitmap !== 'undefined' && value instanceof ImageBitmap) return [value];
  if (Array.isArray(value) || value instanceof Blob) return [];
  return Object.values(value).flatMap(transferable);
}

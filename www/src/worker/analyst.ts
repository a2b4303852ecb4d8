// The analyst: owns the session, lets readers read, draws. One method for each thing that the engine asks.

import { type Choices, type Filter, type Fit, type CustomersAsked, type FindingsConfig, type Look, type ReaderLocale, type Review, Session, type TakeConfig, type ValueConfig, type ViewName, version } from '../../glue/clientele.js';
import { ClienteleError, type Remote, type Reply, type Served } from '../engine/remote.js';
import { Arrivals } from './arrivals.js';
import { madeUpOrders } from './madeup.js';
import { type Job, type SliceNote, SliceReader } from './reader.js';
import type { Rest } from './rest.js';
import { say } from './say.js';
import { plain } from './unpack.js';

const HEAD = 1 << 18;
// Below this a second worker costs more than it saves.
const SMALL = 4 << 20;
// Above this a slice is cut again: what is read of later slices waits in memory until those before are joined.
const LARGE = 32 << 20;

type Note = (value: unknown) => void;

/** Answers the engine. */
export class Analyst implements Served {
  private session = new Session();
  private files = new Map<number, Blob>();
  /** What is to be told of files that came packed. */
  private notes = new Map<number, string[]>();
  /** How files are understood that had to be read again. */
  private reviews = new Map<number, Review>();
  /** Reads what no other reader does. */
  private own = new SliceReader();
  private surface: ReturnType<typeof newSurface> | undefined;
  /** Takes the later file of the module, or why there is none. */
  complete!: (later: WebAssembly.Module | string) => void;
  /** Reads what is made up, until a real file comes. */
  private trial: Analyst | undefined;
  private rereading: Promise<void> | undefined;
  /** Settled when the later file is there, or cannot be had. */
  private whole = new Promise<WebAssembly.Module | string>((resolve) => (this.complete = resolve)).then((later) => this.extend(later));

  /** `isTrial` tells its files from those of another analyst. */
  constructor(
    private readers: Remote[],
    private rest: Rest,
    private isTrial = false,
  ) {
    this.whole.catch(() => {});
  }

  async answer(method: string, args: unknown[], note: Note): Promise<Reply> {
    const methods = this as unknown as Record<string, (...args: unknown[]) => unknown>;
    if (!METHODS.has(method)) throw new ClienteleError('config', `The analyst cannot ${method}.`);
    const run = async () => methods[method]!(...args, note);
    if (AFTER.has(method)) await this.whole;
    const value = await run().catch(async (error: { code?: string }) => {
      if (error.code === 'later' && !this.rest.failure) await this.whole;
      else if (error.code === 'unread') await (this.rereading ??= this.reread().finally(() => (this.rereading = undefined)));
      else throw error;
      return this.answer(method, args, note).then(({ value }) => value);
    });
    return { value, transfer: transferable(value) };
  }

  /** Ends the session and gives its memory back to the module. */
  close(): void {
    this.session.free();
  }

  ready(): void {}

  version(): string {
    return version();
  }

  /**
   * Reads made-up orders once and draws their segments, while nobody waits: by then the browser has compiled well what
   * a first file runs through, which makes that a quarter faster. Ends at once when a real file comes.
   */
  async warm(): Promise<void> {
    if (this.files.size > 0 || this.trial) return;
    const trial = new Analyst(this.readers, this.rest, true);
    this.trial = trial;
    try {
      const { file } = await trial.inspect('', madeUpOrders(), () => {});
      const steps = [
        () => trial.read(file, () => {}, 0),
        () => trial.account(file),
        () => trial.result('segments', {}),
        () => trial.draw('segments', {}, { width: 400, ratio: 1, theme: { forced: false, properties: [] } }),
      ];
      for (const step of steps) {
        await new Promise((resolve) => setTimeout(resolve));
        if (this.trial !== trial) break;
        await step();
      }
    } catch {
      // It was stopped.
    }
    trial.close();
    if (this.trial === trial) this.trial = undefined;
  }

  private endTrial(): void {
    const { trial } = this;
    this.trial = undefined;
    for (const id of trial?.files.keys() ?? []) trial?.remove(id);
  }

  async inspect(name: string, packed: Blob, note: Note) {
    this.endTrial();
    const { file, head, notes } = await plain(packed, this.session, HEAD, note);
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
  async read(id: number, note: Note, small = SMALL) {
    const file = this.files.get(id);
    if (!file) throw new ClienteleError('config', `There is no file ${id}.`);
    await this.readAll(id, file, note, small);
    const review = this.session.replan(id);
    if (review) {
      this.reviews.set(id, this.told(review));
      await this.readAll(id, file, note, small);
    }
    note({ bytes: file.size, size: file.size, rows: this.session.rows(id), phase: 'grouping' });
    return this.session.finish(id);
  }

  private async readAll(id: number, file: Blob, note: Note, small: number): Promise<void> {
    const plan = this.session.plan(id);
    // As many for each reader.
    const n = this.readers.length || 1;
    const wanted = file.size <= small ? 1 : n * Math.ceil(file.size / LARGE / n);
    const slices = pairs(this.session.slices(id, file.size, wanted));
    const jobs = slices.map(([from, to], i) => ({ id, key: this.key(id), file, plan, reader: 1 + (i % n), from, to, exact: false }));
    await this.join(id, jobs, note);
  }

  /** Reads files once more whose rows were let go and are needed again, as another file came or went. */
  private async reread(): Promise<void> {
    for (const id of this.session.spent()) {
      const file = this.files.get(id);
      if (!file) throw new ClienteleError('config', `There is no file ${id}.`);
      this.session.reopen(id);
      await this.readAll(id, file, () => {}, SMALL);
      this.session.refill(id);
    }
  }

  /** Drops a file, and stops what is still read of it. */
  remove(id: number): void {
    this.files.delete(id);
    this.notes.delete(id);
    this.reviews.delete(id);
    this.session.remove(id);
    const key = this.key(id);
    this.own.stop(key);
    for (const reader of this.readers) void reader.call('stop', [key]);
  }

  account(id: number) {
    return { ...this.session.account(id), review: this.reviews.get(id) };
  }

  result(view: ViewName, config: object) {
    return this.session.result(view, config);
  }

  findings(config: FindingsConfig) {
    return this.session.findings(config);
  }

  speak(locale: ReaderLocale): void {
    this.session.speak(locale);
  }

  select(filters: Filter[]) {
    return this.session.select(filters);
  }

  prepare(config: ValueConfig): number {
    return this.session.prepare(config);
  }

  fit(model: string, frequency: Uint32Array, recency: Float64Array, age: Float64Array): Fit | null {
    return this.session.fit(model, frequency, recency, age);
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

  csv(view: ViewName, config: object, take: TakeConfig): Blob {
    return csvFile(this.session.csv(view, config, take));
  }

  taken(view: ViewName, config: object, take: TakeConfig) {
    return this.session.taken(view, config, take);
  }

  customers(asked: CustomersAsked, start: number, n: number) {
    return this.session.customers(asked, start, n);
  }

  customersCsv(asked: CustomersAsked, take: TakeConfig): Blob {
    return csvFile(this.session.customersCsv(asked, take));
  }

  issues(id: number): Blob {
    return csvFile(this.session.issuesCsv(id));
  }

  /** Adds the later file here; readers add it when they need it. */
  private extend(later: WebAssembly.Module | string): void {
    if (typeof later === 'string') throw new ClienteleError('later', later);
    for (const reader of this.readers) void reader.call('complete', [later]);
    this.rest.take(later);
    this.rest.load();
    this.session.complete();
  }

  /** Keeps every reader busy, and hands parts to the session in the order of the file. */
  private async join(id: number, jobs: Job[], note: Note): Promise<void> {
    const done = jobs.map((): SliceNote => ({ bytes: 0, rows: 0 }));
    const size = jobs.at(-1)?.to ?? 0;
    const arrivals = jobs.map(() => new Arrivals<Uint8Array>());
    const hear = (i: number) => ({ bytes, rows, part }: SliceNote) => {
      done[i] = { bytes, rows };
      if (part) arrivals[i]!.add(part);
      const sum = (of: (at: SliceNote) => number) => done.reduce((total, one) => total + of(one), 0);
      note({ bytes: Math.min(sum((one) => one.bytes), size), size, rows: sum((one) => one.rows), phase: 'reading' });
    };
    const readers = jobs.length === 1 ? [] : this.readers;
    const ahead = Math.max(1, readers.length * 2);
    const start = (i: number) => {
      const job = jobs[i];
      if (!job) return;
      const remote = readers[job.reader - 1];
      const reading: Promise<unknown> = remote ? remote.call('read', [job], [], hear(i) as never) : this.own.read(job, hear(i));
      reading.then(() => arrivals[i]!.end(), (error: Error) => arrivals[i]!.end(error));
    };
    for (let i = 0; i < ahead; i++) start(i);
    for (let i = 0; i < jobs.length; i++) {
      for (let part = await arrivals[i]!.next(); part; part = await arrivals[i]!.next()) await this.push(jobs[i]!, part);
      start(i + ahead);
    }
    const key = this.key(id);
    this.own.free(key);
    for (const reader of readers) void reader.call('free', [key]);
  }

  /** What readers know a file by: those of a trial and real ones have the same numbers. */
  private key(id: number): number {
    return 2 * id + Number(this.isTrial);
  }

  /** Joins a part. One that began inside quotes is read again from where a record starts. */
  private async push(job: Job, part: Uint8Array): Promise<void> {
    this.check(job.id);
    const again = this.session.push(job.id, part);
    if (!again) return;
    await new SliceReader().read({ ...job, ...again, reader: 0, exact: true }, ({ part }) => {
      this.check(job.id);
      if (part && this.session.push(job.id, part)) throw new ClienteleError('internal', say('The parts of the file do not fit together.'));
    });
  }

  private check(id: number): void {
    if (!this.files.has(id)) throw new ClienteleError('cancelled', 'Reading was cancelled.');
  }
}

/** What the engine may ask for. */
const METHODS = new Set(
  'ready warm version complete speak prepare fit inspect assign read account remove result findings select report contents draw png svg csv taken customers customersCsv issues'.split(' '),
);

/** Of these, what is in the later file altogether. */
const AFTER = new Set('select png svg csv taken customers customersCsv issues'.split(' '));

function csvFile(text: string): Blob {
  return new Blob([text], { type: 'text/csv;charset=utf-8' });
}

type Canvas = OffscreenCanvas | HTMLCanvasElement;

/** A canvas to draw on; one of the page where OffscreenCanvas is missing. The session gives it its size. */
function newSurface() {
  const canvas: Canvas =
    typeof OffscreenCanvas === 'undefined' ? document.createElement('canvas') : new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D | null;
  if (!context) throw new ClienteleError('draw', say('This browser gives no surface to draw on.'));
  return { canvas, context };
}

function bitmapOf(canvas: Canvas): ImageBitmap | Promise<ImageBitmap> {
  return 'transferToImageBitmap' in canvas ? canvas.transferToImageBitmap() : createImageBitmap(canvas);
}

function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  const refused = new ClienteleError('draw', say('This browser could not write the picture.'));
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

// A reader: takes slices of a file by itself and returns their records as parts in typed columns.

import { Reader } from '../../glue/clientele.js';
import { ClienteleError, type Reply, type Served } from '../engine/remote.js';
import { Bytes } from './bytes.js';
import type { Rest } from './rest.js';

/** A slice to be read. */
export interface Job {
  /** The handle of the file. */
  id: number;
  /** What readers know the file by. */
  key: number;
  file: Blob;
  /** How to read; what `Session.plan` returned. */
  plan: Uint8Array;
  /** The reader's number: its parts build on those that it made before of the same file. 0 is one of its own for each job. */
  reader: number;
  /** The records that start in this range of bytes. */
  from: number;
  to: number;
  /** Is a record known to start at `from`? Else the first one is sought after the first line end. */
  exact: boolean;
}

/** How far a slice is, and now and then a part of it. */
export interface SliceNote {
  bytes: number;
  rows: number;
  part?: Uint8Array;
}

type Note = (at: SliceNote, transfer: Transferable[]) => void;

// Bytes of a file that go into one part: few enough that it is joined while the next is read.
const PART = 8 << 20;

/** Answers `read` with the parts of a slice as notes, and `stop` for a file by giving up its slices. */
export class SliceReader implements Served {
  private stopped = new Set<number>();
  private open = new Map<number, Reader>();
  /** One slice after the other, so that parts come in the order in which texts are numbered. */
  private turn: Promise<unknown> = Promise.resolve();

  /** `rest` is that of its worker, if it has one of its own. */
  constructor(private rest?: Rest) {}

  async answer(method: string, args: unknown[], note: (value: unknown, transfer?: Transferable[]) => void): Promise<Reply> {
    if (method === 'read') await this.read(args[0] as Job, note);
    else if (method === 'stop') this.stop(args[0] as number);
    else if (method === 'complete') this.rest?.take(args[0] as WebAssembly.Module);
    else this.free(args[0] as number);
    return { value: undefined, transfer: [] };
  }

  /** Reads a slice when those before it are read. */
  read(job: Job, note: Note): Promise<void> {
    const done = this.turn.then(() => this.readSlice(job, note));
    this.turn = done.catch(() => {});
    return done;
  }

  stop(key: number): void {
    this.stopped.add(key);
    void this.turn.then(() => this.free(key));
  }

  /** Nothing more of this file comes. */
  free(key: number): void {
    this.open.get(key)?.free();
    this.open.delete(key);
  }

  private async readSlice(job: Job, note: Note): Promise<void> {
    const reader = this.open.get(job.key) ?? new Reader(job.plan, job.reader);
    if (job.reader) this.open.set(job.key, reader);
    try {
      await this.readWith(reader, job, note);
    } catch (error) {
      if (job.reader) this.free(job.key);
      throw error;
    } finally {
      if (!job.reader) reader.free();
    }
  }

  /** Reads one slice in chunks. The last record may run past the end of the slice; it belongs to this one. */
  private async readWith(reader: Reader, { key, file, from, to, exact }: Job, note: Note): Promise<void> {
    reader.start(from, to, exact);
    const before = reader.rows;
    const bytes = new Bytes(file, from, to);
    const tell = (part?: Uint8Array) =>
      note({ bytes: Math.min(at, to) - from, rows: reader.rows - before, part }, part ? [part.buffer] : []);
    let at = from;
    let parted = from;
    try {
      for (let wantsMore = true; wantsMore && at < file.size; ) {
        const chunk = await bytes.next();
        if (this.stopped.has(key)) throw new ClienteleError('cancelled', 'Reading was cancelled.');
        if (chunk.length === 0) break;
        at += chunk.length;
        wantsMore = reader.push(chunk);
        const part = at - parted >= PART ? reader.part() : undefined;
        if (part) parted = at;
        tell(part);
      }
      tell(reader.end(at >= file.size));
    } finally {
      bytes.close();
    }
  }
}

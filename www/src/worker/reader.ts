// A reader: takes a slice of a file by itself and returns its records as one part in typed columns.

import { Reader } from '../../glue/clientele.js';
import { ClienteleError, type Reply, type Served } from '../engine/remote.js';

/** A slice to be read. */
export interface Job {
  /** The handle of the file. */
  id: number;
  file: Blob;
  /** How to read; what `Session.plan` returned. */
  plan: Uint8Array;
  /** The records that start in this range of bytes. */
  from: number;
  to: number;
  /** Is a record known to start at `from`? Else the first one is sought after the first line end. */
  exact: boolean;
}

/** How far a slice is. */
export interface SliceNote {
  bytes: number;
  rows: number;
}

// Large enough that a chunk is worth a call, small enough that a cancelled reading stops within a frame or two.
const CHUNK = 4 << 20;

/** Answers `read` with the bytes of a part, and `stop` for a file by giving up its slices. */
export class SliceReader implements Served {
  private stopped = new Set<number>();

  async answer(method: string, args: unknown[], note: (value: unknown) => void): Promise<Reply> {
    if (method === 'stop') {
      this.stopped.add(args[0] as number);
      return { value: undefined, transfer: [] };
    }
    const job = args[0] as Job;
    const part = await readSlice(job, note, () => this.stopped.has(job.id));
    return { value: part, transfer: [part.buffer] };
  }
}

/** Reads one slice in chunks. The last record may run past the end of the slice; it belongs to this one. */
export async function readSlice(job: Job, note: (at: SliceNote) => void, isCancelled: () => boolean): Promise<Uint8Array> {
  const { file, plan, from, to, exact } = job;
  const reader = new Reader(plan, from, to, exact);
  const fetch = (at: number) => bytesOf(file, at, Math.min(at + CHUNK, file.size));
  try {
    let at = from;
    let next = fetch(at);
    let wantsMore = true;
    while (wantsMore && at < file.size) {
      const chunk = await next;
      if (isCancelled()) throw new ClienteleError('cancelled', 'Reading was cancelled.');
      at += chunk.length;
      // The disk reads the next bytes while these are taken apart.
      next = fetch(at);
      next.catch(() => {});
      wantsMore = reader.push(chunk);
      note({ bytes: Math.min(at, to) - from, rows: reader.rows });
    }
    return reader.finish(at >= file.size);
  } catch (error) {
    reader.free();
    throw error;
  }
}

/** The bytes of a range of a file. */
export async function bytesOf(file: Blob, from: number, to: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch {
    throw new ClienteleError('file', 'The file could not be read from the disk. Was it moved or changed while it was open?');
  }
}

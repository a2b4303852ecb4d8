// The bytes of a file from a place on, the next ones read from the disk while the last are taken apart.

import { ClienteleError } from '../engine/remote.js';
import { say } from './say.js';

/** As many at a time: enough to be worth a call, few enough that a cancelled reading stops within a frame or two. */
const CHUNK = 1 << 20;
/** The last record of a range ends beyond it, mostly not far. */
const BEYOND = 1 << 16;
/** Some browsers leave a read of a file's stream without an answer; after so many milliseconds it is read by slices. */
const PATIENCE = 3000;

let isStuck = false;

/** Reads a range in order, and goes on beyond it for as long as it is asked. */
export class Bytes {
  private stream: ReadableStreamBYOBReader | undefined;
  private end: number;
  private ahead: Promise<Uint8Array> | undefined;
  private spare: ArrayBuffer[] = [];

  constructor(
    private file: Blob,
    private at: number,
    to: number,
  ) {
    this.end = Math.min(to + BEYOND, file.size);
    this.stream = isStuck ? undefined : streamOf(file.slice(at, this.end));
    this.ahead = this.fetch();
    this.ahead.catch(() => {});
  }

  /** The next bytes, of any number; none at the end of the file. They are overwritten by those after the next. */
  async next(): Promise<Uint8Array> {
    const chunk = await (this.ahead ?? this.fetch());
    this.ahead = this.at < this.end ? this.fetch() : undefined;
    this.ahead?.catch(() => {});
    // What came before has been taken apart by now, so its room is free; this one's is when the next is asked for.
    if (chunk.buffer.byteLength === CHUNK) this.spare.push(chunk.buffer as ArrayBuffer);
    return chunk;
  }

  /** Leaves the rest. */
  close(): void {
    this.stream?.cancel().catch(() => {});
    this.stream = undefined;
  }

  private async fetch(): Promise<Uint8Array> {
    const chunk = (await this.fromStream()) ?? (await bytesOf(this.file, this.at, Math.min(this.at + CHUNK, this.file.size)));
    this.at += chunk.length;
    return chunk;
  }

  /** Nothing where there is no stream, or where it has ended or does not answer. */
  private async fromStream(): Promise<Uint8Array | undefined> {
    if (!this.stream || this.at >= this.end) return undefined;
    // The newest spare room still holds the bytes that are being taken apart.
    const room = this.spare.length > 1 ? this.spare.shift()! : new ArrayBuffer(CHUNK);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, PATIENCE)));
    try {
      const read = await Promise.race([this.stream.read(new Uint8Array(room)), late]);
      if (!read) isStuck = true;
      if (read?.value?.length) return read.value;
      this.close();
      return undefined;
    } catch {
      throw unreadable();
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Bytes straight into room of ours, which takes half the time; nothing where the browser cannot. */
function streamOf(file: Blob): ReadableStreamBYOBReader | undefined {
  try {
    return file.stream().getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
}

/** The bytes of a range of a file. */
export async function bytesOf(file: Blob, from: number, to: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch {
    throw unreadable();
  }
}

function unreadable(): ClienteleError {
  return new ClienteleError('file', say('The file could not be read from the disk. Was it moved or changed while it was open?'));
}

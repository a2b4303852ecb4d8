// From what was dropped to the text that is read: compressed files are unpacked, a workbook becomes the text of its table.

import type { Session } from '../../glue/clientele.js';
import { ClienteleError } from '../engine/remote.js';
import { bytesOf } from './bytes.js';
import { say } from './say.js';

/** A file as text. */
export interface Plain {
  file: Blob;
  /** Its first bytes. */
  head: Uint8Array;
  /** What the user should know of the way there. */
  notes: string[];
}

/** Hears how many bytes of the packed file are taken. */
type Note = (value: { bytes: number; size: number; rows: 0; phase: 'unpacking' }) => void;

// What unpacks to so much more is made to harm; below the floor it harms nobody.
const MOST_RATIO = 250;
const FLOOR = 16 << 20;
const MOST_BYTES = 4 * 1024 ** 3;
// A workbook is taken into memory as a whole.
const MOST_WORKBOOK = 512 << 20;
// Chunks are handed to the browser in heaps of this size: it may keep them on the disk.
const HEAP = 64 << 20;
// Packed bytes that are unpacked at a time: they may become a thousand times as many.
const PIECE = 16 << 10;

/** The text of a file; the file itself if that is what it is. And the first bytes of it, at most so many. */
export async function plain(file: Blob, session: Session, most: number, note: Note): Promise<Plain> {
  let text = file;
  let head = await bytesOf(text, 0, most);
  if (starts(head, 0x1f, 0x8b)) {
    text = await inflate(file, session, note);
    head = await bytesOf(text, 0, most);
  }
  if (!starts(head, 0x50, 0x4b)) return { file: text, head, notes: [] };
  if (text.size > MOST_WORKBOOK) throw new ClienteleError('file', say('The workbook is too large to be unpacked in a page. Save the sheet as CSV: it may be of any size.'));
  note({ bytes: 0, size: text.size, rows: 0, phase: 'unpacking' });
  const { pieces, notes } = session.sheet(await bytesOf(text, 0, text.size));
  const sheet = new Blob(pieces);
  return { file: sheet, head: await bytesOf(sheet, 0, most), notes };
}

function starts(head: Uint8Array, ...bytes: number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte);
}

/** Unpacks gzip, chunk by chunk, within bounds: by the browser, which takes one member and refuses more, or by ours. */
async function inflate(file: Blob, session: Session, note: Note): Promise<Blob> {
  try {
    return await gathered(file, native(file), note);
  } catch (error) {
    // What the browser refuses may be whole all the same, and ours tells what is wrong.
    if (error instanceof ClienteleError) throw error;
    return gathered(file, ours(file, session), note);
  }
}

/** Unpacked bytes, and how many packed ones were taken for them and those before. */
type Chunks = AsyncGenerator<{ bytes: Uint8Array<ArrayBuffer>; taken: number }>;

async function* native(file: Blob): Chunks {
  let taken = 0;
  const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, out) {
      taken += chunk.length;
      out.enqueue(chunk);
    },
  });
  const reader = file.stream().pipeThrough(count).pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield { bytes: read.value, taken };
  } finally {
    void reader.cancel().catch(() => {});
  }
}

async function* ours(file: Blob, session: Session): Chunks {
  session.unpack(new Uint8Array(), false);
  for (let taken = 0; taken < file.size; ) {
    const packed = await bytesOf(file, taken, Math.min(taken + PIECE, file.size));
    taken += packed.length;
    yield { bytes: session.unpack(packed, false) as Uint8Array<ArrayBuffer>, taken };
  }
  yield { bytes: session.unpack(new Uint8Array(), true) as Uint8Array<ArrayBuffer>, taken: file.size };
}

async function gathered(file: Blob, chunks: Chunks, note: Note): Promise<Blob> {
  let size = 0;
  const heaps: Blob[] = [];
  let heap: Uint8Array<ArrayBuffer>[] = [];
  let inHeap = 0;
  for await (const { bytes, taken } of chunks) {
    heap.push(bytes);
    inHeap += bytes.length;
    size += bytes.length;
    if (inHeap >= HEAP) {
      heaps.push(new Blob(heap));
      [heap, inHeap] = [[], 0];
      note({ bytes: taken, size: file.size, rows: 0, phase: 'unpacking' });
    }
    if (size > MOST_BYTES || (size > FLOOR && size > taken * MOST_RATIO)) {
      throw new ClienteleError('file', say('The compressed file unpacks to far more than a table of its size holds. It was not read.'));
    }
  }
  return new Blob([...heaps, ...heap]);
}

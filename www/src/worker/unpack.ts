// From what was dropped to the text that is read: compressed files are unpacked, a workbook becomes the text of its table.

import type { Session } from '../../glue/clientele.js';
import { ClienteleError } from '../engine/remote.js';
import { bytesOf } from './bytes.js';

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

/** The text of a file; the file itself if that is what it is. And the first bytes of it, at most so many. */
export async function plain(file: Blob, session: Session, most: number, note: Note): Promise<Plain> {
  let text = file;
  let head = await bytesOf(text, 0, most);
  if (starts(head, 0x1f, 0x8b)) {
    text = await inflate(file, note);
    head = await bytesOf(text, 0, most);
  }
  if (!starts(head, 0x50, 0x4b)) return { file: text, head, notes: [] };
  if (text.size > MOST_WORKBOOK) throw new ClienteleError('file', 'The workbook is too large to be unpacked in a page. Save the sheet as CSV: it may be of any size.');
  note({ bytes: 0, size: text.size, rows: 0, phase: 'unpacking' });
  const { pieces, notes } = session.sheet(await bytesOf(text, 0, text.size));
  const sheet = new Blob(pieces);
  return { file: sheet, head: await bytesOf(sheet, 0, most), notes };
}

function starts(head: Uint8Array, ...bytes: number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte);
}

/** Unpacks gzip, chunk by chunk, within bounds. */
async function inflate(file: Blob, note: Note): Promise<Blob> {
  let taken = 0;
  let size = 0;
  const heaps: Blob[] = [];
  let heap: Uint8Array<ArrayBuffer>[] = [];
  let inHeap = 0;
  const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, out) {
      taken += chunk.length;
      out.enqueue(chunk);
    },
  });
  const stream = file.stream().pipeThrough(count).pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new ClienteleError('file', 'The compressed file is damaged or cut off. Download or pack it again.');
    });
    if (done) break;
    heap.push(value);
    inHeap += value.length;
    size += value.length;
    if (inHeap >= HEAP) {
      heaps.push(new Blob(heap));
      [heap, inHeap] = [[], 0];
      note({ bytes: taken, size: file.size, rows: 0, phase: 'unpacking' });
    }
    if (size > MOST_BYTES || (size > FLOOR && size > taken * MOST_RATIO)) {
      void reader.cancel().catch(() => {});
      throw new ClienteleError('file', 'The compressed file unpacks to far more than a table of its size holds. It was not read.');
    }
  }
  return new Blob([...heaps, ...heap]);
}

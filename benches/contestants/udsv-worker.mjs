import { initParser } from 'udsv';
import { Job } from './job.mjs';

const SLICE = 1 << 22;

onmessage = async ({ data: file }) => {
  const job = new Job();
  const header = (await file.slice(0, 4096).text()).split('\n')[0].split(',');
  const [customer, date, total] = Job.columns.map((name) => header.indexOf(name));
  const parser = initParser({
    skip: 1,
    col: ',',
    row: '\n',
    encl: '"',
    esc: '"',
    trim: false,
    cols: header.map((name) => ({ name, type: 's', repl: {} })),
  });
  const decoder = new TextDecoder();
  let next = file.slice(0, SLICE).arrayBuffer();
  for (let at = 0; at < file.size; at += SLICE) {
    const bytes = await next;
    // The next slice is read while this one is parsed.
    next = file.slice(at + SLICE, at + 2 * SLICE).arrayBuffer();
    parser.chunk(decoder.decode(bytes, { stream: true }), parser.stringArrs, (row) => job.row(row[customer], row[date], row[total]));
  }
  parser.end();
  postMessage(job.end());
};

postMessage('ready');

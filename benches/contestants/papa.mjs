// Papa Parse with its own worker, rows handed over in chunks.
import Papa from 'papaparse';
import { Job } from './job.mjs';

export const name = 'Papa Parse';
export const packageName = 'papaparse';

export async function start() {
  // Its worker is made from its own script, which it finds by this name.
  globalThis.Papa = Papa;
}

export function run(file) {
  return new Promise((resolve, reject) => {
    const job = new Job();
    let columns;
    const chunk = ({ data }) => {
      const first = columns ? 0 : 1;
      columns ??= Job.columns.map((name) => data[0].indexOf(name));
      const [customer, date, total] = columns;
      for (let i = first; i < data.length; i++) job.row(data[i][customer], data[i][date], data[i][total]);
    };
    const options = { worker: true, delimiter: ',', chunkSize: 1 << 22, skipEmptyLines: true };
    Papa.parse(file, { ...options, chunk, complete: () => resolve(job.end()), error: reject });
  });
}

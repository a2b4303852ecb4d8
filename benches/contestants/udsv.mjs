// uDSV in a worker of ours, streamed, with a callback that keeps no row.
export const name = 'uDSV';
export const packageName = 'udsv';

let worker;

export async function start() {
  worker = new Worker('/contestants/udsv-worker.mjs', { type: 'module' });
  await new Promise((resolve) => (worker.onmessage = resolve));
}

export function run(file) {
  return new Promise((resolve, reject) => {
    worker.onerror = reject;
    worker.onmessage = ({ data }) => resolve(data);
    worker.postMessage(file);
  });
}

// The floor: the same file streamed through a worker, slice by slice, and nothing done with it.
export const name = 'the Blob, only streamed';

const SLICE = 1 << 22;

const script = `onmessage = async ({ data }) => {
  let bytes = 0;
  for (let at = 0; at < data.size; at += ${SLICE}) bytes += (await data.slice(at, at + ${SLICE}).arrayBuffer()).byteLength;
  postMessage(bytes);
};`;

let worker;

export async function start() {
  worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
}

/** Reads all; there is no answer to compare. */
export function run(file) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data === file.size ? resolve({}) : reject(new Error(`${data} of ${file.size} bytes`)));
    worker.postMessage(file);
  });
}

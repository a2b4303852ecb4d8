// Ours, as it ships: from the file to the segments and their picture on a canvas.
import { createEngine } from '/pkg/clientele.js';

export const name = 'Clientele';

// The picture's own colours; a page would give its own.
const theme = { forced: false, properties: [] };
let engine;

export async function start() {
  engine = await createEngine({ currency: 'EUR' });
}

export async function run(file) {
  const begun = performance.now();
  let looked = begun;
  let read = 0;
  const [outcome] = await engine.load([file], {
    onReview: () => void (looked = performance.now()),
    onProgress: ({ phase }) => {
      if (phase === 'grouping') read ||= performance.now();
    },
  });
  if (outcome.error) throw outcome.error;
  const loaded = performance.now();
  const segments = await engine.segments();
  const answered = performance.now();
  const canvas = document.createElement('canvas');
  document.body.append(canvas);
  await engine.draw(canvas, 'segments', {}, { width: 800, theme });
  return {
    customers: segments.nCustomers,
    orders: outcome.loaded.account.rowsUsed,
    cents: Math.round(100 * segments.amount),
    stages: {
      'looking at the head': looked - begun,
      'bytes to joined columns': read - looked,
      'grouping by customer': loaded - read,
      segments: answered - loaded,
      picture: performance.now() - answered,
    },
  };
}

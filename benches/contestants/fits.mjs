// Ours, as it ships: fits of histories that are in memory.
import { createEngine } from '/pkg/clientele.js';

export const name = 'Clientele, fits';

let engine;

export async function start() {
  engine = await createEngine({});
}

export async function run(file, { models, rounds }) {
  const lines = (await file.text()).trim().split('\n').slice(1);
  const frequency = new Uint32Array(lines.length);
  const [recency, age] = [new Float64Array(lines.length), new Float64Array(lines.length)];
  lines.forEach((line, i) => ([frequency[i], recency[i], age[i]] = line.split(',').map(Number)));
  const results = [];
  for (const model of models) {
    const took = [];
    let fit;
    // The first time the browser still compiles: it is measured like the others, and the median tells the rest.
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now();
      fit = await engine.fit(model, frequency, recency, age);
      took.push(performance.now() - begun);
    }
    results.push({ model, took, fit });
  }
  return results;
}

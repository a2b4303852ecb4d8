// How long a changed setting takes until the new picture is on the screen, for each view and control, over a million
// orders and a million events; and the five-step funnel, with --peers beside DuckDB-Wasm.
//   node controls.mjs [--peers] [--rows 1000000] [--changes 9]
import { cpus } from 'node:os';
import { bundle, given, measure, median, out, serve } from './browser.mjs';
import { dataFile } from './generate.mjs';

const rows = Number(given('rows', 1_000_000));
const n = Number(given('changes', 9));
const withPeers = process.argv.includes('--peers');
const BAR = 50;
const SLIDER = 16;

const ms = (number) => number.toFixed(1).padStart(9);

function table(kind, answer) {
  console.log(`\n${rows} ${kind}: ms from a changed setting to the picture drawn, and to the screen painted`);
  console.log(`${'view'.padEnd(16)}${'control'.padEnd(28)}${'drawn p50'.padStart(9)}${'worst'.padStart(9)}${'painted'.padStart(9)}${'worst'.padStart(9)}  bar`);
  for (const { view, control, error, drawn, painted } of answer) {
    const name = view.padEnd(16) + control.padEnd(28);
    if (error) {
      console.log(`${name} ${error}`);
      continue;
    }
    // The screen shows a picture with its next frame, 0 to 17 ms after it is drawn: a slider may use up one frame.
    const isSlider = control.includes('slider');
    const bar = isSlider ? SLIDER : BAR;
    const over = median(isSlider ? drawn : painted) > bar ? ' over' : '';
    console.log(`${name}${ms(median(drawn))}${ms(Math.max(...drawn))}${ms(median(painted))}${ms(Math.max(...painted))}  ${bar}${over}`);
  }
}

const server = await serve();
const address = `http://127.0.0.1:${server.address().port}/`;
console.log(`${cpus().length} cores`);
for (const kind of ['orders', 'events']) {
  const { result } = await measure('controls', address, dataFile(out, kind, rows), { kind, n });
  table(kind, result.rows);
}

const contestants = ['funnel', ...(withPeers ? ['duckdb-funnel'] : [])];
await bundle(contestants.filter((name) => name !== 'funnel'));
console.log(`\nThe funnel of five steps over ${rows} events, already loaded: median ms`);
const counts = new Set();
let ours;
for (const name of contestants) {
  const { label, result } = await measure(name, address, dataFile(out, 'events', rows), {});
  const took = median(result.took);
  ours ??= took;
  counts.add(result.counts.join(' '));
  console.log(`${label.padEnd(16)}${ms(took)}  x ${(took / ours).toFixed(1)}  ${result.counts.join(' ')}`);
}
if (counts.size > 1) throw new Error('The answers differ.');
server.close();

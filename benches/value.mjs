// How long a fit takes in the module as it ships, in one thread of Chromium: 100,000 customers of continuous ages, each of
// the three models; with --peers beside lifetimes and PyMC-Marketing on the same file and machine.
//   node value.mjs [--peers] [--rows 100000] [--rounds 3]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, given, measure, median, out, serve } from './browser.mjs';

const n = Number(given('rows', 100_000));
const rounds = Number(given('rounds', 3));
const peers = process.argv.includes('--peers');

/** Uniform numbers from 0 to 1 (mulberry32), and Gamma ones (Marsaglia and Tsang 2000). */
function dice(seed) {
  let state = seed >>> 0;
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(unit())) * Math.cos(2 * Math.PI * unit());
  const gamma = (shape) => {
    if (shape < 1) return unit() ** (1 / shape) * gamma(shape + 1);
    const d = shape - 1 / 3;
    for (;;) {
      const x = normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(unit()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  return { unit, gamma, waiting: () => -Math.log(unit()) };
}

/** Customers of the CDNOW parameters (weeks), watched for 27 to 78 weeks: `frequency,recency,T` a line. */
function customers(pareto) {
  const { unit, gamma, waiting } = dice(20050501);
  const lines = ['frequency,recency,T'];
  for (let i = 0; i < n; i++) {
    const age = 27 + 51 * unit();
    const rate = gamma(pareto ? 0.553 : 0.243) / (pareto ? 10.578 : 4.414);
    const [a, b] = [gamma(0.793), gamma(2.426)];
    const leaves = pareto ? 0 : a / (a + b);
    const gone = pareto ? (waiting() * 11.669) / gamma(0.606) : Infinity;
    let [x, last, t] = [0, 0, 0];
    for (;;) {
      t += waiting() / rate;
      if (!(t <= Math.min(age, gone))) break;
      [x, last] = [x + 1, t];
      if (unit() < leaves) break;
    }
    lines.push(`${x},${last},${age}`);
  }
  return `${lines.join('\n')}\n`;
}

mkdirSync(out, { recursive: true });
const sets = [
  ['BG/NBD', 'bg', false, ['BG/NBD', 'MBG/NBD', 'Pareto/NBD']],
  ['Pareto/NBD', 'pareto', true, ['BG/NBD', 'Pareto/NBD']],
];
const server = await serve();
const address = `http://127.0.0.1:${server.address().port}/`;
console.log(`${cpus().length} cores; ${n} customers, ages continuous; seconds, median of ${rounds}`);
const ours = new Map();
for (const [name, short, pareto, models] of sets) {
  const file = join(out, `histories-${short}-${n}.csv`);
  if (!existsSync(file)) writeFileSync(file, customers(pareto));
  const { result, browser } = await measure('fits', address, file, { models, rounds });
  for (const { model, took, fit } of result) {
    ours.set(`${short} ${model}`, { took: median(took) / 1000, logLikelihood: fit.logLikelihood });
    const values = fit.parameters.map(({ name, value }) => `${name} ${value.toPrecision(5)}`).join(' ');
    console.log(`Clientele (Chromium ${browser}) ${name} data ${model.padEnd(11)} ${(median(took) / 1000).toFixed(3)} s  LL ${fit.logLikelihood.toFixed(4)}  ${values}  ${fit.converged ? 'certain' : 'not sure'}`);
  }
}
server.close();

if (peers) {
  const script = fileURLToPath(new URL('../tests/peers/value.py', import.meta.url));
  const files = sets.map(([, short]) => [short, join(out, `histories-${short}-${n}.csv`)]);
  const python = execFileSync('python3', [script, '--install', join(out, 'peers')], { encoding: 'utf8' }).trim().split('\n').at(-1);
  for (const [short, file] of files) {
    const told = JSON.parse(execFileSync(python, [script, '--fit', file, '--rounds', String(rounds)], { encoding: 'utf8', maxBuffer: 1 << 26 }).trim().split('\n').at(-1));
    for (const { peer, model, took, logLikelihood, error } of told) {
      const own = ours.get(`${short} ${model}`);
      if (error) console.log(`${peer} ${short} data ${model}: ${error}`);
      else console.log(`${peer} ${short} data ${model.padEnd(11)} ${median(took).toFixed(3)} s  x ${(median(took) / own.took).toFixed(1)}  LL below ours by ${(own.logLikelihood - logLikelihood).toFixed(4)}`);
    }
  }
}

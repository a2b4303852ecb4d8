// Measures in rounds, every contestant once a round in a browser of its own, so that a slow minute of the machine hits
// all alike. Only ratios from one run mean anything.
//   node run.mjs [--peers] [--rows 1000000] [--rounds 3] [--only clientele,duckdb]
import { readFileSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { bundle, given, here, measure, median, out, serve } from './browser.mjs';
import { dataFile } from './generate.mjs';

const PEERS = ['duckdb', 'papa', 'udsv'];
const rows = Number(given('rows', 1_000_000));
const rounds = Number(given('rounds', 3));
const chosen = given('only', ['blob', 'clientele', ...(process.argv.includes('--peers') ? PEERS : [])].join(',')).split(',');

const version = (name) => {
  const packages = { duckdb: '@duckdb/duckdb-wasm', papa: 'papaparse', udsv: 'udsv' };
  if (!packages[name]) return '';
  return ` ${JSON.parse(readFileSync(join(here, 'node_modules', packages[name], 'package.json'), 'utf8')).version}`;
};

/** Everybody must have the same answer. */
function checkAnswers(all) {
  const answers = [...all.values()].flat().map(({ result }) => result).filter(({ customers }) => customers !== undefined);
  const texts = new Set(answers.map(({ customers, orders, cents }) => `${customers} customers, ${orders} orders, ${cents} cents`));
  if (texts.size > 1) throw new Error(`The answers differ: ${[...texts].join(' | ')}`);
  return [...texts][0];
}

function report(all, file) {
  const megabytes = statSync(file).size / 1e6;
  const ours = median((all.get('clientele') ?? [...all.values()][0]).map(({ took }) => took));
  const [{ browser }] = [...all.values()][0];
  console.log(`\n${rows} orders, ${megabytes.toFixed(0)} MB, Chromium ${browser}, ${cpus().length} cores, ${rounds} rounds`);
  console.log(`${'contestant'.padEnd(28)}${'median ms'.padStart(10)}${'best ms'.padStart(9)}${'MB/s'.padStart(7)}${'x ours'.padStart(8)}${'blocked'.padStart(9)}${'peak MB'.padStart(9)}`);
  for (const [name, runs] of all) {
    const took = median(runs.map((run) => run.took));
    const cells = [took.toFixed(0).padStart(10), Math.min(...runs.map((run) => run.took)).toFixed(0).padStart(9), ((1000 * megabytes) / took).toFixed(0).padStart(7)];
    cells.push((took / ours).toFixed(2).padStart(8), median(runs.map((run) => run.blocked)).toFixed(0).padStart(9), String(median(runs.map((run) => run.peak)) ?? '-').padStart(9));
    console.log(`${(runs[0].label + version(name)).padEnd(28)}${cells.join('')}`);
  }
  const stages = all.get('clientele')?.map(({ result }) => result.stages);
  if (stages) for (const stage of Object.keys(stages[0])) console.log(`  ours, ${stage}: ${median(stages.map((each) => each[stage])).toFixed(0)} ms`);
}

const file = dataFile(out, 'orders', rows);
await bundle([...chosen.filter((name) => PEERS.includes(name)), ...(chosen.includes('udsv') ? ['udsv-worker'] : [])]);
const server = await serve();
const address = `http://127.0.0.1:${server.address().port}/`;
const all = new Map(chosen.map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const name of chosen) all.get(name).push(await measure(name, address, file));
}
report(all, file);
console.log(`All agree: ${checkAnswers(all)}`);
server.close();

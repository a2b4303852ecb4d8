// Measures in rounds, every contestant once a round in a browser of its own, so that a slow minute of the machine hits
// all alike. Only ratios from one run mean anything.
//   node run.mjs [--peers] [--rows 1000000] [--rounds 3] [--only clientele,duckdb]
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dataFile } from './generate.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const www = join(here, '../www/');
const require = createRequire(join(www, 'package.json'));
const { chromium } = require('playwright-core');
const esbuild = require('esbuild');

const given = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const PEERS = ['duckdb', 'papa', 'udsv'];
const rows = Number(given('rows', 1_000_000));
const rounds = Number(given('rounds', 3));
const chosen = given('only', ['blob', 'clientele', ...(process.argv.includes('--peers') ? PEERS : [])].join(',')).split(',');
const out = join(tmpdir(), 'clientele-bench');

/** Peers come from npm and are bundled; ours is served as it ships. */
async function bundlePeers() {
  const entries = [...chosen.filter((name) => PEERS.includes(name)), ...(chosen.includes('udsv') ? ['udsv-worker'] : [])];
  if (entries.length === 0) return;
  await esbuild.build({
    entryPoints: entries.map((name) => join(here, 'contestants', `${name}.mjs`)),
    outdir: join(out, 'contestants'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    minify: true,
    logLevel: 'error',
  });
}

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

function serve() {
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    const folders = path.startsWith('/pkg/') ? [www] : [out, here];
    const file = folders.map((folder) => join(folder, path)).find((file) => existsSync(file) && statSync(file).isFile());
    if (!file) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** Peak memory of the page's process in MB; `undefined` where the system does not tell. */
function peak(profile) {
  if (!existsSync('/proc/self/status')) return undefined;
  const peaks = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((id) => {
    try {
      const command = readFileSync(`/proc/${id}/cmdline`, 'latin1');
      if (!command.includes('--type=renderer') || !command.includes(profile)) return 0;
      return Number(readFileSync(`/proc/${id}/status`, 'latin1').match(/VmHWM:\s+(\d+)/)[1]) / 1000;
    } catch {
      return 0; // It ended while we looked.
    }
  });
  return Math.round(Math.max(...peaks)) || undefined;
}

let turn = 0;
async function measure(name, address, file) {
  // The mark tells this browser's processes from those of any other.
  const mark = `clientele-bench-${process.pid}-${++turn}`;
  const browser = await chromium.launch({
    executablePath: process.env.CLIENTELE_BROWSER,
    args: ['--disable-background-networking', '--disable-component-update', '--disable-quic', '--disable-sync', '--no-first-run', `--user-agent=${mark}`],
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(600_000);
    await page.goto(`${address}page.html`);
    await page.waitForFunction(() => window.ready);
    await page.setInputFiles('input', file);
    const label = await page.evaluate((name) => window.prepare(name), name);
    const measured = await page.evaluate(() => window.measure());
    return { label, peak: peak(mark), browser: browser.version(), ...measured };
  } finally {
    await browser.close();
  }
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
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
await bundlePeers();
const server = await serve();
const address = `http://127.0.0.1:${server.address().port}/`;
const all = new Map(chosen.map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const name of chosen) all.get(name).push(await measure(name, address, file));
}
report(all, file);
console.log(`All agree: ${checkAnswers(all)}`);
server.close();

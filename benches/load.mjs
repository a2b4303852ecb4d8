// The first chart from a dropped file, page load included: from the navigation to the frame that shows it. The file is handed to the
// page's own field in the moment in which the page takes it. One browser, a fresh context for each run, nothing cached, all
// contestants in turn; files are sent packed by gzip, as from a server. Then, of ours alone, with a large file: the longest time in which
// the page could not answer, and how long cancelling takes.
//   node load.mjs [--peers] [--rows 20000] [--rounds 5] [--large 1000000] [--only clientele,duckdb]
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { bundle, given, here, launch, median, out, serve } from './browser.mjs';
import { dataFile } from './generate.mjs';

const PEERS = ['duckdb', 'perspective'];
const PACKAGES = { duckdb: '@duckdb/duckdb-wasm', perspective: '@perspective-dev/viewer' };
const NAMES = { clientele: 'Clientele', duckdb: 'DuckDB-Wasm', perspective: 'Perspective' };
const rows = Number(given('rows', 20_000));
const rounds = Number(given('rounds', 5));
const large = Number(given('large', 1_000_000));
const chosen = given('only', ['clientele', ...(process.argv.includes('--peers') ? PEERS : [])].join(',')).split(',');

const version = (name) => (PACKAGES[name] ? JSON.parse(readFileSync(join(here, 'node_modules', PACKAGES[name], 'package.json'), 'utf8')).version : '');

/** Runs in the page before its own scripts: hands over the file, and notes when what it says is on the screen. */
function hand(text) {
  const bench = (window.bench = {});
  const shadow = () => document.querySelector('clientele-widget')?.shadowRoot;
  const field = () => document.querySelector('input[data-ready]') ?? shadow()?.querySelector('input[type=file]');
  const isShown = () => window.shown || shadow()?.querySelector('#picture-segments canvas')?.width > 1;
  const watch = () => {
    if (!isShown()) return void requestAnimationFrame(watch);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (bench.painted = performance.now());
    requestAnimationFrame(() => port2.postMessage(0));
  };
  // How far ours is, looked at between its own steps.
  const note = () => {
    const widget = document.querySelector('clientele-widget');
    if (widget?.engine) bench.ready ??= performance.now();
    if (widget?.stage === 'results') bench.answered ??= performance.now();
    if (!bench.painted && !document.querySelector('input[data-ready]')) setTimeout(note, 1);
  };
  const give = () => {
    const input = field();
    if (!input) return void setTimeout(give, 1);
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'orders.csv', { type: 'text/csv' }));
    bench.handed = performance.now();
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    watch();
    note();
  };
  give();
}

async function first(browser, address, name, text) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  try {
    const page = await context.newPage();
    const seen = { requests: 0, errors: [] };
    page.on('request', () => seen.requests++);
    page.on('pageerror', (error) => seen.errors.push(String(error)));
    await page.addInitScript(`(${hand})(${JSON.stringify(text)})`);
    await page.goto(`${address}pages/${name}.html`, { waitUntil: 'commit' });
    await page.waitForFunction(() => window.bench?.painted, undefined, { timeout: 60_000 }).catch((error) => {
      throw new Error(`${name} showed nothing: ${seen.errors.join(' | ') || error}`);
    });
    return { ...(await page.evaluate(() => window.bench)), requests: seen.requests };
  } finally {
    await context.close();
  }
}

/** The longest time in which the page could not answer while it reads and answers a large file, and how long it takes to cancel. */
async function strain(browser, address, file) {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(`${address}pages/clientele.html`);
  await page.waitForFunction(() => document.querySelector('clientele-widget')?.engine);
  await page.waitForTimeout(500);
  const watch = () =>
    page.evaluate(() => {
      window.longest = 0;
      let before = performance.now();
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const now = performance.now();
        window.longest = Math.max(window.longest, now - before);
        before = now;
        port2.postMessage(0);
      };
      port2.postMessage(0);
      window.ready = new Promise((resolve) => document.querySelector('clientele-widget').addEventListener('clientele:ready', resolve, { once: true }));
    });
  const input = page.locator('clientele-widget input[type=file]').first();
  const cancel = async () => {
    await input.setInputFiles(file);
    await page.waitForFunction(() => document.querySelector('clientele-widget').shadowRoot.querySelector('progress')?.value > 0.2);
    return page.evaluate(async () => {
      const widget = document.querySelector('clientele-widget');
      const begun = performance.now();
      widget.shadowRoot.querySelector('.panel button').click();
      while (widget.stage === 'reading') await new Promise((resolve) => setTimeout(resolve));
      return performance.now() - begun;
    });
  };
  const cancelled = [await cancel(), await cancel(), await cancel()];
  await watch();
  await input.setInputFiles(file);
  await page.evaluate(() => window.ready);
  const longest = await page.evaluate(() => window.longest);
  await page.context().close();
  return { longest, cancelled: Math.max(...cancelled) };
}

const file = dataFile(out, 'orders', rows);
const text = readFileSync(file, 'utf8');
await bundle(chosen.includes('duckdb') ? ['duckdb-page'] : []);
const server = await serve({ packed: true });
const address = `http://127.0.0.1:${server.address().port}/`;
const browser = await launch();
try {
  const all = new Map(chosen.map((name) => [name, []]));
  // The first round fills the server's store of packed files and is not counted.
  for (let round = 0; round <= rounds; round++) {
    for (const name of chosen) {
      const measured = await first(browser, address, name, text);
      if (round > 0) all.get(name).push(measured);
    }
  }
  const ours = median((all.get('clientele') ?? [...all.values()][0]).map(({ painted }) => painted));
  console.log(`\nFirst chart from ${rows} orders (${(text.length / 1e6).toFixed(1)} MB), page load included. Chromium ${browser.version()}, ${cpus().length} cores, ${rounds} rounds`);
  console.log(`${'page'.padEnd(28)}${'median ms'.padStart(10)}${'best ms'.padStart(9)}${'handed at'.padStart(10)}${'requests'.padStart(9)}${'x ours'.padStart(8)}`);
  for (const [name, runs] of all) {
    const painted = runs.map((run) => run.painted);
    const cells = [median(painted).toFixed(0).padStart(10), Math.min(...painted).toFixed(0).padStart(9), median(runs.map((run) => run.handed)).toFixed(0).padStart(10)];
    cells.push(String(Math.max(...runs.map((run) => run.requests))).padStart(9), (median(painted) / ours).toFixed(2).padStart(8));
    console.log(`${`${NAMES[name]} ${version(name)}`.padEnd(28)}${cells.join('')}`);
  }
  const stages = all.get('clientele') ?? [];
  const at = (key) => median(stages.map((run) => run[key])).toFixed(0);
  if (stages.length > 0) console.log(`  ours: file handed ${at('handed')}, engine ready ${at('ready')}, first answer ${at('answered')}, painted ${at('painted')} ms`);
  if (large > 0) {
    const { longest, cancelled } = await strain(browser, address, dataFile(out, 'orders', large));
    console.log(`While ${large} orders are read and answered the page is busy for at most ${longest.toFixed(0)} ms (bar 50).`);
    console.log(`Cancelling takes at most ${cancelled.toFixed(0)} ms (bar 100).`);
  }
} finally {
  await browser.close();
  server.close();
}

// What every measurement needs: the peers bundled, a server, and a browser of its own for each turn.
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

export const here = fileURLToPath(new URL('.', import.meta.url));
const www = join(here, '../www/');
const require = createRequire(join(www, 'package.json'));
const { chromium } = require('playwright-core');
const esbuild = require('esbuild');

const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-quic', '--disable-sync', '--no-first-run'];

export const out = join(tmpdir(), 'clientele-bench');

/** The value of an option of the command. */
export const given = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};

/** Peers come from npm and are bundled; ours is served as it ships. */
export async function bundle(entries) {
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

const TYPES = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

const store = new Map();
/** A file as a server with gzip sends it, packed once. */
function pack(file) {
  if (!store.has(file)) store.set(file, gzipSync(readFileSync(file), { level: 9 }));
  return store.get(file);
}

/** With `packed` files are sent as gzip. */
export function serve({ packed = false } = {}) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    const folders = path.startsWith('/pkg/') ? [www] : [out, here];
    const file = folders.map((folder) => join(folder, path)).find((file) => existsSync(file) && statSync(file).isFile());
    if (!file) return void response.writeHead(404).end();
    const head = { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'cache-control': 'no-store' };
    response.writeHead(200, packed ? { ...head, 'content-encoding': 'gzip' } : head);
    if (packed) response.end(pack(file));
    else createReadStream(file).pipe(response);
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

/** A browser that asks the network for nothing by itself. */
export const launch = (...args) =>
  chromium.launch({ executablePath: process.env.CLIENTELE_BROWSER, args: [...QUIET, ...args] });

let turn = 0;
/** Starts a contestant on a page of its own and lets it do its job on a file. `told` goes to the job. */
export async function measure(name, address, file, told) {
  // The mark tells this browser's processes from those of any other.
  const mark = `clientele-bench-${process.pid}-${++turn}`;
  const browser = await launch(`--user-agent=${mark}`);
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(600_000);
    await page.goto(`${address}page.html`);
    await page.waitForFunction(() => window.ready);
    await page.setInputFiles('input', file);
    const label = await page.evaluate((name) => window.prepare(name), name);
    const measured = await page.evaluate((told) => window.measure(told), told);
    return { label, peak: peak(mark), browser: browser.version(), ...measured };
  } finally {
    await browser.close();
  }
}

/** The middle one of some numbers. */
export const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

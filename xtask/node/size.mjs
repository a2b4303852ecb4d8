// Weighs every script, style sheet and module that www serves, as a server with brotli would send it.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const root = new URL('../../', import.meta.url).pathname;
const budget = JSON.parse(readFileSync(join(root, 'pkg-config/size.json'), 'utf8'));
const www = join(root, 'www');
const skipped = new Set(['node_modules', 'src', 'glue', 'sample']);

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return folder === www && skipped.has(name) ? [] : files(path);
    return /\.(js|mjs|css|wasm)$/.test(name) ? [path] : [];
  });
}

function weigh(path) {
  const bytes = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { name: relative(www, path), raw: bytes.length, brotli: brotliCompressSync(bytes, { params }).length };
}

const line = (name, raw, brotli) => console.log(`${name.padEnd(28)}${raw.padStart(10)}${brotli.padStart(10)}`);
const sum = (rows) => rows.reduce((total, row) => total + row.brotli, 0);

const rows = files(www).map(weigh);
const later = new Set(budget.later);
const first = sum(rows.filter((row) => !later.has(row.name)));
const all = sum(rows);
line('file', 'raw', 'brotli');
for (const row of rows) line(row.name + (later.has(row.name) ? ' (later)' : ''), String(row.raw), String(row.brotli));
let isOver = false;
for (const [name, bytes] of [['first', first], ['all', all]]) {
  const { bar, ceiling } = budget[name];
  line(name === 'first' ? 'first load' : 'with what loads later', '', String(bytes));
  if (bytes > bar) console.log(`  not there yet: ${bytes - bar} over the bar of ${bar}`);
  if (bytes > ceiling) console.error(`  over the ceiling of ${ceiling}`);
  isOver ||= bytes > ceiling;
}

const missing = ['pkg/clientele.wasm', 'pkg/clientele.js', 'pkg/worker.js', ...budget.later].filter((name) => !rows.some((row) => row.name === name));
if (missing.length > 0) console.error(`Missing: ${missing.join(', ')}. Build them with: cargo xtask build`);
process.exitCode = missing.length > 0 || isOver ? 1 : 0;

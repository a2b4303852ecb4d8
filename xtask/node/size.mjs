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
line(`first load, at most ${budget.first}`, '', String(first));
line(`all, at most ${budget.all}`, '', String(all));

const missing = ['pkg/clientele.wasm', 'pkg/clientele.js', ...budget.later].filter((name) => !rows.some((row) => row.name === name));
if (missing.length > 0) console.error(`Missing: ${missing.join(', ')}. Build them with: cargo xtask build`);
if (first > budget.first || all > budget.all) console.error('Over the budget.');
process.exitCode = missing.length > 0 || first > budget.first || all > budget.all ? 1 : 0;

// Lists what is compiled or bundled into the shipped files: `name version licence`, one a line; with --texts the
// licence texts too, each once. Crates come from `cargo tree`, npm packages from the lock file.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const root = new URL('../../', import.meta.url).pathname;

function crates() {
  const edges = ['--edges', 'normal,no-proc-macro', '--target', 'wasm32-unknown-unknown'];
  const format = ['--prefix', 'none', '--format', '{p}|{l}', '--no-dedupe'];
  const cargo = process.env.CARGO ?? 'cargo';
  const tree = execFileSync(cargo, ['tree', '--package', 'clientele', ...edges, ...format], { cwd: root, encoding: 'utf8' });
  return [...new Set(tree.trim().split('\n'))]
    .map((line) => line.match(/^(\S+) v(\S+).*\|(.*)$/).slice(1))
    .filter(([name]) => name !== 'clientele')
    .map(([name, version, licence]) => ({ name, version, licence, folders: registry().map((folder) => join(folder, `${name}-${version}`)) }));
}

function registry() {
  const sources = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'registry/src');
  return existsSync(sources) ? readdirSync(sources).map((name) => join(sources, name)) : [];
}

function packages() {
  const lock = JSON.parse(readFileSync(join(root, 'www/package-lock.json'), 'utf8'));
  return Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { version, license }]) => ({
      name: path.slice('node_modules/'.length),
      version,
      licence: license,
      folders: [join(root, 'www', path)],
    }));
}

function texts({ folders }) {
  return folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /^(licen[cs]e|copying|notice)/i.test(name) && !/apache/i.test(name))
      .sort()
      .map((name) => readFileSync(join(folder, name), 'utf8').trim()),
  );
}

const parts = [...crates(), ...packages()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
for (const { name, version, licence } of parts) console.log(`${name} ${version} ${licence}`);

if (process.argv.includes('--texts')) {
  const holders = new Map();
  for (const part of parts) {
    for (const text of texts(part)) holders.set(text, [...(holders.get(text) ?? []), part.name]);
  }
  for (const [text, names] of holders) console.log(`\n${'-'.repeat(80)}\n${names.join(', ')}\n\n${text}`);
}

// What is in the folder that ships, and that it works from there alone.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ask, file, load, open } from './harness.mjs';
import { root } from './server.mjs';

const DIST = join(root, 'dist/clientele');
const scripts = ['clientele.js', 'later.js', 'worker.js'].map((name) => [name, readFileSync(join(DIST, name), 'utf8')]);

test('the shipped scripts evaluate no text and name no other place', () => {
  for (const [name, text] of scripts) {
    const found = text.match(/\beval\(|new Function|document\.write|localStorage|indexedDB|sendBeacon|XMLHttpRequest|WebSocket/g) ?? [];
    // The worker may fetch later.wasm itself, once, where code in it is needed before the page has handed it over.
    assert.deepEqual(found, name === 'worker.js' ? ['XMLHttpRequest'] : [], name);
    const addresses = [...text.matchAll(/https?:\/\/[^\s"'`)]+/g)].map(([address]) => address);
    assert.deepEqual(addresses.filter((address) => !address.startsWith('http://www.w3.org/')), [], name);
  }
});

test('the JavaScript side of the wasm does not look for the module by itself', () => {
  assert.doesNotMatch(readFileSync(join(root, 'www/glue/clientele.js'), 'utf8'), /import\.meta|new URL\(/);
});

test('the template library comes once, with the first script', () => {
  const versions = scripts.map(([name, text]) => [name, /litHtmlVersions/.test(text)]);
  assert.deepEqual(versions, [['clientele.js', true], ['later.js', false], ['worker.js', false]]);
});

test('the package names only files that are there, and holds no others than it should', () => {
  const manifest = JSON.parse(readFileSync(join(DIST, 'package.json'), 'utf8'));
  const named = Object.values(manifest.exports).flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)));
  for (const path of named) assert.ok(statSync(join(DIST, path)).isFile(), path);
  assert.match(manifest.version, /^\d+\.\d+\.\d+/);
  assert.notEqual(manifest.version, '0.0.0');
  const expected = ['LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'clientele.js', 'clientele.wasm', 'csp', 'later.js', 'later.wasm', 'licences.txt', 'package.json', 'types', 'words', 'worker.js'];
  assert.deepEqual(readdirSync(DIST).sort(), expected);
});

test('a host in TypeScript compiles against the shipped types', () => {
  const folder = mkdtempSync(join(root, 'target/host-'));
  const host = `
    import { ClienteleWidget, createEngine, type Engine, type Segments } from ${JSON.stringify(join(DIST, 'clientele.js'))};
    const widget: ClienteleWidget = document.createElement('clientele-widget') as ClienteleWidget;
    widget.locale = 'de';
    export async function customers(file: File): Promise<number> {
      const engine: Engine = await createEngine({ currency: 'EUR' });
      await engine.load([file]);
      const segments: Segments = await engine.segments();
      engine.close();
      // @ts-expect-error: there is no such answer
      await engine.horoscope();
      return segments.nCustomers;
    }
  `;
  const options = { strict: true, noEmit: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler', lib: ['es2022', 'dom', 'dom.iterable'], types: [] };
  // The package's own exports lead from the script to its types.
  options.paths = { [join(DIST, 'clientele.js')]: [join(DIST, 'types/src/clientele.d.ts')] };
  writeFileSync(join(folder, 'host.ts'), host);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['host.ts'] }));
  const tsc = spawnSync(process.execPath, [join(root, 'www/node_modules/typescript/bin/tsc'), '--project', folder], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  assert.equal(tsc.stdout, '');
  assert.equal(tsc.status, 0);
});

test('the folder works on a server of its own, under any path', async () => {
  const mounts = { '/tests/': 'tests/browser/pages/', '/deep/down/': 'dist/clientele/' };
  const { page, errors, violations, close } = await open({ path: 'tests/dist.html', mounts });
  await load(page, [file('tests/data/cdnow_transactions.csv')]);
  assert.equal((await ask(page, 'segments')).nCustomers, 2357);
  assert.deepEqual(await violations(), []);
  assert.deepEqual(errors, []);
  await close();
});

// The module comes in two files: the first answers need only the first one, and never wait for the second.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answers, ask, canvases, drop, file, load, open, pictures } from './harness.mjs';

const SHOP = ['orders', 'events', 'customers'].map((name) => file(`www/sample/${name}.csv`));
const CDNOW = file('tests/data/cdnow_transactions.csv');
const FIRST = ['segments', 'funnel', 'ladder', 'value'];

/** Each answer of the engine in plain data, or the code of its refusal. */
const sayAll = (page) =>
  page.evaluate(async (views) => {
    const { engine } = document.querySelector('clientele-widget');
    const plain = (answer) => JSON.stringify(answer, (_, value) => (ArrayBuffer.isView(value) ? [...value] : value));
    const one = async (view) => [view, await engine[view]().then(plain, (error) => error.code)];
    return Object.fromEntries(await Promise.all(views.map(one)));
  }, FIRST);

test('without the later file the first answers are all there, and what needs it says so', async () => {
  for (const files of [SHOP, [CDNOW]]) {
    const whole = await open({ path: 'tests/one.html' });
    await load(whole.page, files);
    const lacking = await open({ path: 'tests/one.html', routes: { '**/later.wasm': (route) => route.abort() } });
    await load(lacking.page, files);
    assert.deepEqual(await sayAll(lacking.page), await sayAll(whole.page));
    const drawn = await canvases(lacking.page);
    assert.ok(drawn.length >= 3 && drawn.every((canvas) => canvas.colours > 1));
    assert.equal(await ask(lacking.page, 'overview').catch((error) => /later\.wasm/.test(error.message)), true);
    assert.match(await lacking.page.locator('clientele-widget').getByRole('alert').innerText(), /later\.wasm/);
    assert.equal(await lacking.page.evaluate(() => document.querySelector('clientele-widget').stage), 'results');
    await Promise.all([whole.close(), lacking.close()]);
  }
});

test('the first answers stand before a slow later file comes, and what needs it waits', async () => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const slow = async (route) => {
    await held;
    await route.continue();
  };
  const { page, violations, errors, close } = await open({ path: 'tests/one.html', routes: { '**/later.wasm': slow } });
  const ready = answers(page);
  await drop(page, [CDNOW]);
  await page.waitForFunction(() => document.querySelector('clientele-widget').stage === 'results');
  assert.equal((await ask(page, 'segments')).nCustomers, 2357);
  await pictures(page);
  const overview = ask(page, 'overview');
  const first = await Promise.race([overview, ask(page, 'value')]);
  assert.ok('purchases' in first, 'the value overtakes the overview');
  release();
  assert.equal((await overview).nCustomers, 2357);
  await ready;
  assert.deepEqual(await violations(), []);
  assert.deepEqual(errors, []);
  await close();
});

test('where the page forbids workers the later file comes all the same', async () => {
  const { page, close } = await open({ path: 'tests/one.html', policy: { 'worker-src': "'none'" } });
  await load(page, [CDNOW]);
  assert.equal((await ask(page, 'overview')).nCustomers, 2357);
  await close();
});

test('a host may hand over both files, or only the first', async () => {
  const { page, violations, close } = await open({ path: 'tests/one.html' });
  const said = await page.evaluate(async () => {
    const { createEngine } = await import('/pkg/clientele.js');
    const bytes = async (name) => (await fetch(`/pkg/${name}`)).arrayBuffer();
    const [wasm, later] = await Promise.all(['clientele.wasm', 'later.wasm'].map(bytes));
    const text = 'customer_id,order_date,amount\nann,2024-01-13,5\nbob,2024-02-14,7\nann,2024-03-15,9\n';
    const ask = async (options) => {
      const engine = await createEngine(options);
      await engine.load([new File([text], 'few.csv')]);
      const answer = await engine.overview().then(({ nOrders }) => nOrders, ({ code }) => code);
      const segments = await engine.segments();
      engine.close();
      return [answer, segments.nCustomers];
    };
    return [await ask({ wasm, later }), await ask({ wasm: wasm.slice() })];
  });
  assert.deepEqual(said, [[3, 2], ['later', 2]]);
  assert.deepEqual(await violations(), []);
  await close();
});

// The module and the scripts of the element come in two files each: the first answers need only the first ones, and never wait for
// the others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answers, ask, canvases, drop, file, load, open, pictures, textFile } from './harness.mjs';

const SHOP = ['orders', 'events', 'customers'].map((name) => file(`www/sample/${name}.csv`));
const CDNOW = file('tests/data/cdnow_transactions.csv');
// What reads this encoding is in the later file.
const ODD = { name: 'odd.csv', bytes: Buffer.from(`\ufeff${CDNOW.bytes.toString('utf8')}`, 'utf16le') };
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

test('without the second script the first answers are all there, and what needs it says so', async () => {
  const { page, violations, close } = await open({ path: 'tests/one.html', routes: { '**/later.js': (route) => route.abort() } });
  const widget = page.locator('clientele-widget');
  // Two columns may be the customer: only the user can tell, and the question is in the second script.
  await drop(page, [textFile('two.csv', 'buyer,client,date,amount\na,b,03/04/2024,5\nc,d,05/06/2024,7\n')]);
  assert.match(await widget.getByRole('alert').innerText(), /two\.csv\s+Settings.*later\.js/);
  await load(page, [CDNOW]);
  assert.equal((await ask(page, 'segments')).nCustomers, 2357);
  const said = await widget.locator('#segments .settings [role=alert]').innerText();
  assert.match(said, /http:.*later\.js/);
  assert.equal(await widget.locator('.settings select, .settings input').count(), 0);
  assert.deepEqual(await violations(), []);
  await close();
});

test('the first answers stand before a slow second script comes, and it changes nothing above their settings', async () => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const slow = async (route) => {
    await held;
    await route.continue();
  };
  const { page, violations, errors, close } = await open({ path: 'tests/one.html', routes: { '**/later.js': slow } });
  await load(page, [CDNOW]);
  const widget = page.locator('clientele-widget');
  const place = () =>
    page.evaluate(() => {
      const section = document.querySelector('clientele-widget').shadowRoot.querySelector('#segments');
      const { x, y, width, height } = section.querySelector('canvas').getBoundingClientRect();
      return { x, y: y - section.getBoundingClientRect().y, width, height, finding: section.querySelector('.finding').textContent };
    });
  const before = await place();
  assert.equal(await widget.locator('#segments .settings input').count(), 0);
  assert.equal(await widget.getByRole('alert').count(), 0, 'what is on its way is not missed yet');
  release();
  await widget.locator('#segments .settings input').first().waitFor();
  await widget.getByRole('region', { name: 'What all answers are about' }).waitFor();
  assert.deepEqual(await place(), before);
  // It works as if it had been there from the beginning.
  await widget.locator('#segments .settings input[type=number]').fill('4');
  await widget.locator('#segments .settings input[type=number]').press('Enter');
  await page.waitForFunction(() => document.querySelector('clientele-widget').shadowRoot.querySelector('#segments .rule').textContent.includes('1 to 4'));
  assert.deepEqual(await violations(), []);
  assert.deepEqual(errors, []);
  await close();
});

test('what a file needs of the later file before it has come is asked for on the spot', async () => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  let asked = 0;
  const slow = async (route) => {
    if (asked++ === 0) await held;
    await route.continue();
  };
  const { page, violations, errors, close } = await open({ path: 'tests/one.html', routes: { '**/later.wasm': slow } });
  const ready = answers(page);
  await drop(page, [ODD]);
  await page.waitForFunction(() => document.querySelector('clientele-widget').stage === 'results');
  assert.equal((await ask(page, 'segments')).nCustomers, 2357);
  assert.ok(asked > 1, 'the worker did not wait for the page');
  release();
  await ready;
  assert.equal((await ask(page, 'overview')).nCustomers, 2357);
  assert.deepEqual(await violations(), []);
  assert.deepEqual(errors, []);
  await close();
});

test('a file that needs the later file and cannot have it is said so, and starting again is offered', async () => {
  const { page, close } = await open({ path: 'tests/one.html', routes: { '**/later.wasm': (route) => route.abort() } });
  await drop(page, [ODD]);
  await page.waitForFunction(() => document.querySelector('clientele-widget').stage === 'broken');
  assert.match(await page.locator('clientele-widget .notice').innerText(), /later\.wasm/);
  await page.unroute('**/later.wasm');
  await page.locator('clientele-widget').getByRole('button', { name: 'Start again' }).click();
  await load(page, [ODD]);
  assert.equal((await ask(page, 'segments')).nCustomers, 2357);
  await close();
});

// What the embedder and the privacy officer ask: no surprise in the page, nothing that leaves it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, file, load, open, stored, textFile, drop } from './harness.mjs';

const CDNOW = file('tests/data/cdnow_transactions.csv');

test('after loading: no request, nothing stored, no violation of the strict policy', async () => {
  const { page, server, foreign, errors, violations, close } = await open({ path: 'tests/one.html' });
  await page.waitForFunction(() => document.querySelector('clientele-widget').engine);
  await page.waitForLoadState('networkidle');
  const before = server.asked.length;
  await load(page, [CDNOW]);
  for (const view of ['segments', 'ladder', 'value']) await ask(page, view);
  await page.setViewportSize({ width: 500, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForLoadState('networkidle');
  assert.deepEqual(server.asked.slice(before), []);
  assert.deepEqual(foreign, []);
  assert.deepEqual(await stored(page), { local: 0, session: 0, databases: 0, caches: 0, cookies: '', bytes: 0 });
  assert.deepEqual(await violations(), []);
  assert.deepEqual(errors, []);
  await close();
});

test('two elements on one page know nothing of each other', async () => {
  const { page, errors, violations, close } = await open({ path: 'tests/two.html' });
  const few = 'customer_id,order_date,amount\nann,2024-01-13,5\nbob,2024-02-14,7\nann,2024-03-15,9\n';
  await Promise.all([load(page, [CDNOW], '#one'), load(page, [textFile('few.csv', few)], '#two')]);
  assert.equal((await ask(page, 'segments', {}, '#one')).nCustomers, 2357);
  assert.equal((await ask(page, 'segments', {}, '#two')).nCustomers, 2);
  await page.evaluate(() => document.querySelector('#one').remove());
  assert.equal((await ask(page, 'segments', {}, '#two')).amount, 21);
  assert.deepEqual(await violations(), []);
  assert.deepEqual(errors, []);
  await close();
});

test('removing the element ends its workers', async () => {
  const { page, close } = await open({ path: 'tests/one.html' });
  await load(page, [CDNOW]);
  assert.ok(page.workers().length > 0);
  const ended = Promise.all(page.workers().map((worker) => worker.waitForEvent('close')));
  await page.evaluate(() => document.querySelector('clientele-widget').remove());
  await ended;
  assert.equal(page.workers().length, 0);
  await close();
});

test('where workers are forbidden the page does the work, with the same results', async () => {
  const allowed = await open({ path: 'tests/one.html' });
  await load(allowed.page, [CDNOW]);
  const forbidden = await open({ path: 'tests/one.html', policy: { 'worker-src': "'none'" } });
  await load(forbidden.page, [CDNOW]);
  const mode = (page) => page.evaluate(() => document.querySelector('clientele-widget').engine.mode);
  assert.deepEqual([await mode(allowed.page), await mode(forbidden.page)], ['worker', 'page']);
  for (const view of ['segments', 'ladder', 'value']) {
    assert.deepEqual(await ask(forbidden.page, view), await ask(allowed.page, view), view);
  }
  assert.match(await forbidden.page.locator('clientele-widget section.page').innerText(), /worker-src/, 'the page says so');
  assert.equal(forbidden.page.workers().length, 0);
  assert.deepEqual((await forbidden.violations()).filter((text) => !text.startsWith('worker-src')), []);
  await Promise.all([allowed.close(), forbidden.close()]);
});

test('a policy without WebAssembly is named in the message, and the page lives on', async () => {
  const { page, close } = await open({ path: 'tests/one.html', policy: { 'script-src': "'self'" } });
  const widget = page.locator('clientele-widget');
  await widget.getByRole('alert').waitFor();
  assert.match(await widget.getByRole('alert').innerText(), /wasm-unsafe-eval/);
  assert.equal(await page.locator('h1').innerText(), 'One');
  await close();
});

test('the engine answers without the element', async () => {
  const { page, violations, close } = await open({ path: 'tests/one.html' });
  const answer = await page.evaluate(async () => {
    const { createEngine } = await import('/pkg/clientele.js');
    const engine = await createEngine();
    const text = 'customer_id,order_date,amount\nann,2024-01-13,5\nbob,2024-02-14,7\nann,2024-03-15,9\n';
    const [outcome] = await engine.load([new File([text], 'few.csv')]);
    const segments = await engine.segments();
    engine.close();
    const later = await engine.segments().then(() => 'answered', (error) => error.code);
    return { used: outcome.loaded.account.rowsUsed, customers: segments.nCustomers, plain: Object.getPrototypeOf(segments) === Object.prototype, later };
  });
  assert.deepEqual(answer, { used: 3, customers: 2, plain: true, later: 'closed' });
  assert.deepEqual(await violations(), []);
  await close();
});

test('reading stops within 100 ms of cancelling', async () => {
  const { page, close } = await open({ path: 'tests/one.html' });
  await page.waitForFunction(() => document.querySelector('clientele-widget').engine);
  const waited = await page.evaluate(async () => {
    const { createEngine } = await import('/pkg/clientele.js');
    const engine = await createEngine();
    const lines = Array.from({ length: 20_000 }, (_, i) => `c${i % 5000},2024-${10 + (i % 3)}-${10 + (i % 18)},${i % 97}.50\n`).join('');
    const big = new File(['customer_id,order_date,amount\n', ...Array(60).fill(lines)], 'big.csv');
    const abort = new AbortController();
    const loading = engine.load([big], { signal: abort.signal });
    await new Promise((resolve) => setTimeout(resolve, 60));
    const start = performance.now();
    abort.abort();
    const outcomes = await loading.catch((error) => [{ error }]);
    const waited = performance.now() - start;
    engine.close();
    return { waited, code: outcomes[0]?.error?.code };
  });
  assert.equal(waited.code, 'cancelled');
  assert.ok(waited.waited < 100, `${waited.waited} ms`);
  await close();
});

test('what is dropped beside a question stays unread until it is answered', async () => {
  const { page, close } = await open({ path: 'tests/one.html' });
  // Every day and every month is at most 12: nothing in the file says which is which.
  const lines = Array.from({ length: 60 }, (_, i) => `c${i % 20},${String(1 + (i % 12)).padStart(2, '0')}/${String(1 + ((i * 5) % 12)).padStart(2, '0')}/2024,${10 + i}`);
  await drop(page, [textFile('ambiguous.csv', ['customer_id,order_date,amount', ...lines].join('\n'))]);
  await page.waitForFunction(() => document.querySelector('clientele-widget').stage === 'review');
  assert.equal(await page.locator('clientele-widget canvas').count(), 0);
  await close();
});

test('two elements on one page have a look of their own each', async () => {
  const { page, close } = await open({ path: 'tests/two.html' });
  const green = [11, 110, 79];
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('#two{--clientele-accent:rgb(11,110,79);--clientele-font:monospace}#two::part(finding){text-transform:uppercase}');
    document.adoptedStyleSheets = [sheet];
  });
  const cdnow = file('tests/data/cdnow_transactions.csv');
  for (const selector of ['#one', '#two']) await load(page, [cdnow], selector);
  const look = (selector) =>
    page.evaluate(({ selector, green }) => {
      const root = document.querySelector(selector).shadowRoot;
      const canvas = root.querySelector('#segments canvas');
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
      let hits = 0;
      for (let at = 0; at < data.length; at += 4) hits += green.every((value, i) => data[at + i] === value) ? 1 : 0;
      const finding = getComputedStyle(root.querySelector('#segments .finding'));
      return { hits, font: finding.fontFamily, written: finding.textTransform };
    }, { selector, green });
  const [one, two] = [await look('#one'), await look('#two')];
  assert.equal(one.hits, 0);
  assert.ok(two.hits > 1000, `${two.hits} pixels in the colour of the second`);
  assert.notEqual(one.font, two.font);
  assert.deepEqual([one.written, two.written], ['none', 'uppercase']);
  await close();
});

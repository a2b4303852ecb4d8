// From a dropped file to right numbers and pictures, in what ships.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answers, ask, canvases, drop, file, load, open, pictures, textFile } from './harness.mjs';

const CDNOW = file('tests/data/cdnow_transactions.csv');

/** The rows of the CDNOW log, read in the plainest way: it has no quotes. */
const rows = CDNOW.bytes.toString('utf8').trim().split(/\r?\n/).slice(1).map((line) => line.split(','));

function daysByCustomer() {
  const days = new Map();
  for (const [customer, date] of rows) days.set(customer, (days.get(customer) ?? new Set()).add(date));
  return days;
}

test('a dropped order log is answered without a question', async () => {
  const { page, close } = await open({ path: 'tests/one.html' });
  await load(page, [CDNOW]);
  const segments = await ask(page, 'segments');
  const cents = rows.reduce((sum, row) => sum + Math.round(100 * Number(row[3])), 0);
  assert.equal(segments.nCustomers, daysByCustomer().size);
  assert.equal(Math.round(100 * segments.amount), cents);
  assert.equal(segments.groups.reduce((sum, group) => sum + group.nCustomers, 0), segments.nCustomers);

  const ladder = await ask(page, 'ladder');
  const rung = (code) => ladder.rungs.find((rung) => rung.code === code)?.nCustomers;
  const repeated = [...daysByCustomer().values()].filter((days) => days.size > 1).length;
  assert.equal(rung('purchase'), daysByCustomer().size);
  assert.equal(rung('multiple_purchase'), repeated);

  const value = await ask(page, 'value');
  assert.ok(JSON.stringify(value).includes('expected') || Object.keys(value).length > 3);
  await close();
});

test('every picture is drawn, crisp, and named by its finding', async () => {
  for (const deviceScaleFactor of [1, 2]) {
    const { page, close } = await open({ path: 'tests/one.html', deviceScaleFactor });
    await load(page, [CDNOW]);
    const drawn = await canvases(page);
    assert.ok(drawn.length >= 3, `${drawn.length} pictures`);
    for (const { name, width, height, shown, colours } of drawn) {
      assert.ok(colours > 8, `"${name}" shows ${colours} colours`);
      assert.ok(Math.abs(width - shown.width * deviceScaleFactor) <= 1, `${width} pixels on ${shown.width}`);
      assert.ok(Math.abs(height - shown.height * deviceScaleFactor) <= 1, `${height} pixels on ${shown.height}`);
      assert.match(name, /\d/, 'a finding has a number');
    }
    assert.equal(new Set(drawn.map(({ name }) => name)).size, drawn.length);
    await close();
  }
});

test('the order of rows does not matter, nor in how many files they come', async () => {
  const { page, close } = await open({ path: 'tests/two.html' });
  const [header, ...lines] = CDNOW.bytes.toString('utf8').trim().split(/\r?\n/);
  const half = lines.length >> 1;
  const part = (name, lines) => textFile(name, [header, ...lines].join('\n'));
  await load(page, [CDNOW], '#one');
  await load(page, [part('b.csv', lines.slice(half).reverse()), part('a.csv', lines.slice(0, half))], '#two');
  const [one, two] = [await ask(page, 'segments', {}, '#one'), await ask(page, 'segments', {}, '#two')];
  assert.deepEqual(two.groups, one.groups);
  assert.deepEqual(two.monetary, one.monetary);
  await close();
});

test('a file that cannot be read is refused with a reason, and what was loaded stays', async () => {
  const { page, close, errors } = await open({ path: 'tests/one.html' });
  await load(page, [CDNOW]);
  const before = await ask(page, 'segments');
  const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(500)]);
  for (const bad of [textFile('empty.csv', ''), { name: 'picture.csv', bytes: png }]) {
    const waiting = answers(page);
    await drop(page, [bad]);
    await waiting;
    const alert = page.locator('clientele-widget [role=alert]');
    await alert.waitFor();
    assert.match(await alert.innerText(), new RegExp(bad.name));
    assert.ok((await alert.innerText()).length > bad.name.length + 20, 'the reason is given');
    await alert.getByRole('button').click();
    assert.deepEqual(await ask(page, 'segments'), before);
  }
  assert.deepEqual(errors, []);
  await close();
});

test('hostile cells stay text', async () => {
  const { page, close, errors, violations } = await open({ path: 'tests/one.html' });
  const hostile = ['<img src=x onerror=alert(1)>', '__proto__', 'constructor', '=HYPERLINK("http://x")', '"><script>alert(1)</script>'];
  const quote = (cell) => `"${cell.replaceAll('"', '""')}"`;
  const lines = Array.from({ length: 200 }, (_, i) => {
    const day = `2024-${String(1 + (i % 12)).padStart(2, '0')}-${String(13 + (i % 15)).padStart(2, '0')}`;
    return [quote(hostile[i % hostile.length] + (i % 40)), day, `${10 + (i % 7)}.50`].join(',');
  });
  let asked = false;
  page.on('dialog', (dialog) => {
    asked = true;
    void dialog.dismiss();
  });
  const name = '<img src=x onerror=alert(1)>.csv';
  await load(page, [textFile(name, ['customer_id,order_date,amount', ...lines].join('\n'))]);
  const segments = await ask(page, 'segments');
  assert.equal(segments.nCustomers, new Set(lines.map((line) => line.replace(/,[^,]*,[^,]*$/, ''))).size);
  assert.equal(await page.locator('clientele-widget img').count(), 0);
  assert.equal(await page.evaluate(() => Object.keys(Object.prototype).length), 0);
  assert.equal(asked, false);
  assert.deepEqual(await violations(), []);
  assert.deepEqual(errors, []);
  await close();
});

test('the sample shop is one click away', async () => {
  const { page, close, errors, violations } = await open();
  const waiting = answers(page);
  await page.getByRole('button', { name: /sample/i }).first().click();
  await waiting;
  await pictures(page);
  const segments = await ask(page, 'segments');
  const orders = file('www/sample/orders.csv').bytes.toString('utf8').trim().split('\n').slice(1);
  const buyers = new Set(orders.filter((line) => !line.startsWith('R')).map((line) => line.split(',')[2]));
  assert.equal(segments.nCustomers, buyers.size);
  const overview = await page.evaluate(() => document.querySelector('clientele-widget').engine.contents());
  const events = file('www/sample/events.csv').bytes.toString('utf8').trim().split('\n').slice(1);
  assert.equal(overview.nEvents, events.length);
  assert.deepEqual(await violations(), []);
  assert.deepEqual(errors, []);
  await close();
});

test('a setting that does not fit is refused by its name', async () => {
  const { page, close } = await open({ path: 'tests/one.html' });
  await load(page, [CDNOW]);
  const refusal = (view, config) => ask(page, view, config).then(() => 'not refused', (error) => error.message);
  assert.match(await refusal('segments', { nBins: 2.5 }), /"nBins" takes a whole number from 0 to 255/);
  assert.match(await refusal('segments', { asOf: 'today' }), /"asOf" takes a whole number/);
  assert.match(await refusal('segments', { purchases: 'weeks' }), /no way to count purchases "weeks"/);
  assert.match(await refusal('ladder', { loyaldays: 4 }), /no setting "loyaldays" in "ladder"/);
  assert.match(await refusal('value', { margin: '1' }), /"margin" takes a number/);
  assert.match(await refusal('value', [1]), /"value" takes an object/);
  const nested = (levels) => (levels ? { asOf: nested(levels - 1) } : 1);
  assert.match(await refusal('overview', nested(30)), /nested too deep/);

  // What is left out, `null` or `undefined` is as usual.
  const usual = await ask(page, 'segments');
  assert.deepEqual(await ask(page, 'segments', { asOf: null, nBins: undefined }), usual);
  assert.notDeepEqual((await ask(page, 'segments', { nBins: 3 })).recency, usual.recency);
  await close();
});

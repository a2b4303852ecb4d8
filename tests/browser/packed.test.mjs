// Compressed files and workbooks, whole and broken; cells made to harm.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ask, drop, file, load, open, textFile } from './harness.mjs';

const CDNOW = file('tests/data/cdnow_transactions.csv');
const packed = (name, bytes) => ({ name, bytes: gzipSync(bytes) });

/** What the widget says once it shows this text. */
const says = (page, text) => page.locator('clientele-widget').getByText(text).first().waitFor();

test('a compressed file gives the answers of the file in it, and asks nobody', async () => {
  const { page, foreign, errors, violations, close } = await open({ path: 'tests/one.html' });
  await load(page, [packed('cdnow.csv.gz', CDNOW.bytes)]);
  const segments = await ask(page, 'segments');
  assert.equal(segments.nCustomers, 2357);
  assert.deepEqual([foreign, errors, await violations()], [[], [], []]);
  await close();
});

test('a file packed in several pieces, one after the other, is read whole', async () => {
  const { page, errors, close } = await open({ path: 'tests/one.html' });
  const cut = CDNOW.bytes.length >> 1;
  const bytes = Buffer.concat([gzipSync(CDNOW.bytes.subarray(0, cut)), gzipSync(CDNOW.bytes.subarray(cut))]);
  await load(page, [{ name: 'cdnow.csv.gz', bytes }]);
  assert.equal((await ask(page, 'segments')).nCustomers, 2357);
  assert.deepEqual(errors, []);
  await close();
});

test('workbooks of two writers are read to the cent, without a request', async () => {
  for (const name of ['orders_openpyxl.xlsx', 'orders_xlsxwriter.xlsx']) {
    const { page, errors, close } = await open({ path: 'tests/one.html' });
    await page.waitForLoadState('networkidle');
    const requests = [];
    page.on('request', (request) => requests.push(request.url()));
    await load(page, [file(`tests/data/${name}`)]);
    const segments = await ask(page, 'segments');
    // tests/data/workbooks.py counts the sum in whole cents.
    assert.equal(Math.round(100 * segments.amount), 650_140, name);
    assert.equal(segments.nCustomers, 13, name);
    assert.deepEqual([requests, errors], [[], []], name);
    await close();
  }
});

test('packed files that are broken or made to harm are refused with the reason, and what was loaded stays', async () => {
  const { page, close } = await open({ path: 'tests/one.html' });
  await load(page, [CDNOW]);
  const whole = packed('cut.csv.gz', CDNOW.bytes);
  const cases = [
    [{ ...whole, bytes: whole.bytes.subarray(0, whole.bytes.length >> 1) }, 'is cut off'],
    [{ ...whole, bytes: Buffer.concat([whole.bytes, Buffer.from('and more of it')]) }, 'compressed file is damaged'],
    [{ name: 'bomb.csv.gz', bytes: gzipSync(Buffer.alloc(64 << 20, 'a,b\n')) }, 'unpacks to far more'],
    [{ name: 'cut.xlsx', bytes: file('tests/data/orders_openpyxl.xlsx').bytes.subarray(0, 4000) }, 'damaged or cut off'],
  ];
  for (const [bad, reason] of cases) {
    await drop(page, [bad]);
    await says(page, reason);
    assert.equal((await ask(page, 'segments')).nCustomers, 2357, bad.name);
  }
  await close();
});

test('headers and cells made to harm are text', async () => {
  const { page, errors, violations, close } = await open({ path: 'tests/one.html' });
  const hostile = '<img src=x onerror="window.__hit=1">';
  const rows = Array.from({ length: 30 }, (_, i) => `${hostile.replaceAll('"', '""')}${i % 7},2024-0${1 + (i % 9)}-1${i % 10},${10 + i},${'x'.repeat(i === 3 ? 2 << 20 : 3)}`);
  const text = ['customer_id,order_date,total,__proto__', ...rows.map((row) => row.replace(/^([^,]*)/, '"$1"'))].join('\n');
  await load(page, [textFile('__proto__.csv', text)]);
  assert.equal((await ask(page, 'segments')).nCustomers, 7);
  assert.equal(await page.evaluate(() => window.__hit), undefined);
  assert.equal(await page.evaluate(() => ({}).polluted), undefined);
  assert.deepEqual([errors, await violations()], [[], []]);
  await close();
});

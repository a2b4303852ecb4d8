// However a file is read, the answers are the same: by many readers in slices, on the page alone, or where the browser
// leaves a read of the stream without an answer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, load, open, textFile } from './harness.mjs';

/** Some 9 MB: more than one worker reads alone, with line ends inside quotes wherever it may be cut. */
const ROWS = 90_000;
const line = (i) => {
  const day = new Date(Date.UTC(2023, 0, 1 + (i % 700))).toISOString().slice(0, 10);
  const note = `a note of ${i}\nwith ""${i % 7}"", on\nthree lines, ${'x'.repeat(i % 40)}`;
  return `O-${i},customer-${(i * 7919) % 6000}@mail.example,${day},${(i % 90) + 1}.50,"${note}"\n`;
};
const ORDERS = textFile('orders.csv', `order_id,email,order_date,total,category\n${Array.from({ length: ROWS }, (_, i) => line(i)).join('')}`);
const ON_PAGE = { policy: { 'worker-src': "'none'" } };

async function segmentsOf(options, before = () => {}) {
  const { page, errors, close } = await open({ path: 'tests/one.html', ...options });
  await page.evaluate(before);
  await load(page, [ORDERS]);
  const mode = await page.evaluate(() => document.querySelector('clientele-widget').engine.mode);
  const answer = await ask(page, 'segments');
  assert.deepEqual(errors.filter((error) => !error.includes("worker-src 'none'")), []);
  await close();
  return { mode, answer: JSON.stringify(answer, (_, value) => (ArrayBuffer.isView(value) ? [...value] : value)) };
}

test('many readers, one reader and a stream that never answers give the same', async () => {
  const many = await segmentsOf({});
  const one = await segmentsOf(ON_PAGE);
  const silent = await segmentsOf(ON_PAGE, () => {
    ReadableStreamBYOBReader.prototype.read = () => new Promise(() => {});
  });
  const without = await segmentsOf(ON_PAGE, () => {
    Blob.prototype.stream = () => {
      throw new TypeError('There are no streams.');
    };
  });
  assert.deepEqual([many.mode, one.mode, silent.mode, without.mode], ['worker', 'page', 'page', 'page']);
  assert.match(many.answer, /"nCustomers":6000/);
  for (const other of [one, silent, without]) assert.equal(other.answer, many.answer);
});

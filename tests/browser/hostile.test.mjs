// Files made to harm, and broken ones, dropped on the page: it lives, says what happened, and soon.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drop, load, open } from './harness.mjs';

const HEADER = 'customer,date,amount,note\n';
const rows = (n, of) => `${Array.from({ length: n }, (_, i) => of(i)).join('\n')}\n`;
const good = (i) => `c${i % 50},2024-03-${String(1 + (i % 28)).padStart(2, '0')},${10 + i},ok`;
// As good, and bought by as many customers as a shop of that size has.
const spread = (i) => `c${i % 9973},2024-${String(1 + ((i * 7) % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')},${10 + (i % 90)},ok`;
const text = (name, ...parts) => ({ name, bytes: Buffer.concat(parts.map((part) => Buffer.from(part))) });

/** Each with a part of what the page must say, and whether answers come of it. */
const FILES = [
  [text('__proto__.csv', '__proto__,constructor,<img src=x onerror=window.__hit=1>,customer,date,amount\n', rows(60, (i) => `x,y,<b onclick=window.__hit=1>,=1+${i % 9},2024-03-0${1 + (i % 9)},${i}`)), '60 rows used', true],
  [text('a huge cell.csv', HEADER, rows(30, good), `c1,2024-03-05,5,${'x'.repeat(10 << 20)}\n`, rows(30, good)), '61 rows used', true],
  [text('many columns.csv', rows(1, () => Array.from({ length: 100_000 }, (_, i) => `c${i}`).join(',')), rows(3, () => Array(100_000).fill(1).join(','))), 'too long: 256 kB', false],
  [text('nul.csv', HEADER, rows(30, good), 'an\0na,2024-03-05,1,\0\n', rows(30, good)), '61 rows used', true],
  [{ name: 'zeros.csv', bytes: Buffer.alloc(100_000) }, 'binary file', false],
  [text('half pairs.csv', Buffer.from(`\ufeff${HEADER}${rows(40, good)}`, 'utf16le'), Buffer.from([0, 0xd8, 0x2c, 0, 0, 0xdc, 0x2c, 0, 0x31, 0, 0x0a, 0, 0x61])), '40 rows used, 2 set aside', true],
  [text('late letters.csv', HEADER, rows(14_000, spread), Buffer.from('M\xfcller,2024-03-05,9,x\n', 'latin1')), '14,001 rows used', true],
  [text('bad rows.csv', HEADER, rows(14_000, good), rows(200_000, (i) => `,2024-03-05,${i},x`)), '14,000 rows used, 200,000 set aside', true],
];

for (const [file, said, hasAnswers] of FILES) {
  test(`${file.name} is answered or refused, and the page lives`, async () => {
    const { page, errors, violations, close } = await open({ path: 'tests/one.html' });
    const start = Date.now();
    await (hasAnswers ? load(page, [file]) : drop(page, [file]));
    await page.locator('clientele-widget').getByText(said).first().waitFor();
    const seconds = (Date.now() - start) / 1000;
    assert.ok(seconds < 20, `${seconds} s`);
    assert.equal(await page.evaluate(() => window.__hit), undefined);
    assert.equal(await page.evaluate(() => Object.keys(Object.prototype).length), 0);
    assert.deepEqual([errors, await violations()], [[], []]);
    await close();
  });
}

test('of very many rows set aside all are counted and the first are listed, and the page says so', async () => {
  const { page, close } = await open({ path: 'tests/one.html' });
  await load(page, [FILES.at(-1)[0]]);
  const widget = page.locator('clientele-widget');
  await widget.getByText('Columns and issues').first().click();
  await widget.getByText('214,000 rows read = 14,000 used + 200,000 set aside').waitFor();
  await widget.getByText('The list of rows set aside holds the first 1,000 of 200,000').waitFor();
  await close();
});

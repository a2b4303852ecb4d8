// How files were understood is kept as a recipe without their data, and replayed on next month's files.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { answers, ask, drop, load, open, textFile } from './harness.mjs';

/** Orders of which nothing tells whether the day or the month comes first. */
const month = (header, extra = '') =>
  [header, ...Array.from({ length: 24 }, (_, i) => `secret-customer-${i % 6},0${1 + (i % 5)}/0${1 + (i % 3)}/2024,${i}.50${extra}`)].join('\n');

const widget = (page) => page.locator('clientele-widget');

test('a saved recipe answers for the next file, and holds no cell of this one', async () => {
  const { page, errors, close } = await open({ path: 'tests/one.html', acceptDownloads: true });
  await drop(page, [textFile('january.csv', month('buyer,date,paid'))]);
  await widget(page).getByText(/Month first/).waitFor();
  // Both readings are there before one is chosen.
  assert.equal(await widget(page).getByText(/and the first rows run from/).count(), 2);
  await widget(page).getByText(/Month first/).click();
  let waiting = answers(page);
  await widget(page).getByRole('button', { name: 'Use this' }).click();
  await waiting;
  const before = await ask(page, 'segments');

  await widget(page).getByRole('button', { name: 'Columns and issues' }).click();
  const download = page.waitForEvent('download');
  await widget(page).getByRole('button', { name: 'Save how the files were understood' }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  assert.ok(!text.includes('secret'), text);
  assert.deepEqual(JSON.parse(text).files[0].columns[1], { header: 'date', role: 'date', dateOrder: 'mdy' });
  await close();

  const next = await open({ path: 'tests/one.html' });
  await load(next.page, [textFile('recipe.json', text), textFile('february.csv', month('buyer,date,paid'))]);
  assert.deepEqual((await ask(next.page, 'segments')).nCustomers, before.nCustomers);
  await next.close();

  const changed = await open({ path: 'tests/one.html' });
  await drop(changed.page, [textFile('recipe.json', text), textFile('march.csv', month('buyer,date,total', ''))]);
  await widget(changed.page).getByText(/“paid” is no longer there/).waitFor();
  await widget(changed.page).getByText(/“total” is new/).waitFor();
  waiting = answers(changed.page);
  await widget(changed.page).getByRole('button', { name: 'Use this' }).click();
  await waiting;
  assert.equal((await ask(changed.page, 'segments')).nCustomers, 6);
  assert.deepEqual([errors, changed.errors], [[], []]);
  await changed.close();
});

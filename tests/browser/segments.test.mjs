// Groups of customers on the page: the map of codes, segments from conditions, two rules, profiles.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, file, load, open, textFile } from './harness.mjs';

const SAMPLE = ['orders', 'events', 'customers'].map((name) => file(`www/sample/${name}.csv`));

/** The section of a topic, scrolled to; with a tab of it opened. */
async function section(page, topic, tab) {
  const found = page.locator(`clientele-widget #${topic}`);
  await found.scrollIntoViewIfNeeded();
  if (tab) await found.getByRole('button', { name: tab, exact: true }).click();
  await page.waitForFunction((topic) => document.querySelector('clientele-widget').shadowRoot.getElementById(topic)?.getAttribute('aria-busy') === 'false', topic);
  return found;
}

const settled = (page, topic) =>
  page.waitForFunction((topic) => document.querySelector('clientele-widget').shadowRoot.getElementById(topic)?.getAttribute('aria-busy') === 'false', topic);

test('a group and the rest are all, and nothing doubtful is claimed', async () => {
  const { page, close, errors } = await open({ path: 'tests/one.html' });
  await load(page, SAMPLE);
  const segments = await ask(page, 'segments');
  for (let group = 0; group < segments.groups.length; group++) {
    const profile = await ask(page, 'profile', { group });
    assert.equal(profile.nCustomers, segments.groups[group].nCustomers);
    assert.equal(profile.nCustomers + profile.nRest, segments.nCustomers);
    for (const trait of profile.traits.filter(({ certain }) => certain)) {
      assert.ok(trait.interval.low > 0 || trait.interval.high < 0, trait.name);
      assert.ok(trait.p <= 0.05 && !trait.madeOf, trait.name);
    }
  }
  const view = await section(page, 'profile');
  const before = await view.locator('.finding').innerText();
  await view.getByLabel('Look at').selectOption({ label: 'Lost' });
  await settled(page, 'profile');
  assert.notEqual(await view.locator('.finding').innerText(), before);
  assert.deepEqual(errors, []);
  await close();
});

test('a code moved by hand takes its customers along, in all views, and comes back', async () => {
  const { page, close, errors } = await open({ path: 'tests/one.html' });
  await load(page, SAMPLE);
  const usual = await ask(page, 'codes');
  assert.equal(usual.codes.length, 125);
  assert.equal(usual.codes.reduce((sum, { nCustomers }) => sum + nCustomers, 0), usual.nCustomers);
  const view = await section(page, 'segments', 'Code map');
  for (const scale of ['Recency', 'Frequency', 'Money']) {
    await view.getByLabel(`${scale}, from`).fill('1');
    await view.getByLabel(`${scale}, to`).fill('1');
  }
  await view.getByLabel('To the segment').selectOption({ label: 'Champions' });
  await view.getByRole('button', { name: 'Move', exact: true }).click();
  const chip = view.getByRole('button', { name: /Take back/ });
  await chip.waitFor();
  const map = [{ recency: [1, 1], frequency: [1, 1], money: [1, 1], segment: 'champions' }];
  const moved = await ask(page, 'codes', { map });
  const lowest = usual.codes.at(-1).nCustomers;
  const count = (answer, name) => answer.groups.find(({ code }) => code === name).nCustomers;
  const [before, after] = [await ask(page, 'segments'), await ask(page, 'segments', { map })];
  assert.equal(count(after, 'champions'), count(before, 'champions') + lowest);
  assert.equal(moved.codes.filter((code) => code.moved).length, 1);
  await chip.click();
  await chip.waitFor({ state: 'detached' });
  assert.deepEqual(errors, []);
  await close();
});

test('own cuts are taken, and those that fall are refused beside the fields', async () => {
  const { page, close } = await open({ path: 'tests/one.html' });
  await load(page, SAMPLE);
  const view = await section(page, 'segments', 'Code map');
  const field = view.locator('.cuts').getByLabel('Orders');
  await field.fill('1, 2');
  await field.press('Tab');
  await page.waitForFunction(() => document.querySelector('clientele-widget').shadowRoot.querySelector('#segments .finding').textContent.includes('27'));
  await field.fill('2, 1');
  await field.press('Tab');
  await view.getByRole('alert').waitFor();
  await close();
});

test('segments from conditions count at once, keep what is typed, and hold hostile cells as data', async () => {
  const { page, close, errors, violations } = await open({ path: 'tests/one.html' });
  const evil = '<img src=x onerror=alert(1)>';
  const lines = Array.from({ length: 60 }, (_, i) => `c${i % 30},2024-${String(1 + (i % 12)).padStart(2, '0')}-1${i % 9},${10 + i}.00,${i % 2 ? evil : '__proto__'}`);
  await load(page, [textFile('orders.csv', ['customer_id,order_date,amount,channel', ...lines].join('\n'))]);
  const view = await section(page, 'segments', 'Own segments');
  await view.getByRole('button', { name: 'Add a segment' }).click();
  const name = view.getByLabel('Name of the segment');
  await name.waitFor();
  await name.fill(`${evil} =1+1`);
  await view.getByRole('spinbutton', { name: /Amount: Value/ }).pressSequentially('75', { delay: 5 });
  await page.waitForTimeout(500);
  assert.equal(await name.inputValue(), `${evil} =1+1`);
  assert.equal(await page.locator('clientele-widget img').count(), 0);
  const rules = [
    { name: 'odd', any: [[{ field: 'order', name: 'channel', is: 'any of', values: [evil] }]] },
    { name: 'rest', any: [[{ field: 'amount', is: 'at least', number: 0 }]] },
  ];
  const answer = await ask(page, 'rules', { rules });
  assert.deepEqual(answer.groups.map(({ nCustomers }) => nCustomers), [15, 15, 0]);
  assert.deepEqual(await violations(), []);
  assert.deepEqual(errors, []);
  await close();
});

test('two equal rules agree, others are counted cell by cell', async () => {
  const { page, close } = await open({ path: 'tests/one.html' });
  await load(page, SAMPLE);
  const same = await ask(page, 'agreement', { one: {}, other: { by: 'segments' } });
  assert.deepEqual([same.adjustedRand, same.same], [1, same.nCustomers]);
  const tiers = await ask(page, 'agreement', { other: { by: 'tiers' } });
  assert.equal(tiers.cells.flat().reduce((sum, n) => sum + n, 0), tiers.nCustomers);
  assert.ok(tiers.same === null && tiers.adjustedRand < 1);
  const view = await section(page, 'segments', 'Two rules');
  assert.match(await view.locator('.finding').innerText(), /rule/i);
  await close();
});

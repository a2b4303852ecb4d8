// Retention, tiers, movement, groups, the ladders and the selection on a shop that is counted by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, load, open, pictures, textFile } from './harness.mjs';

// Four first bought in January, two in February, two in March. Of the four a and c came back in February, a and b in March; of the two e
// came back in March. The last order is of the last day of March, so that March is over.
const ORDERS = textFile(
  'orders.csv',
  `customer,order,date,amount,channel
a,1,2024-01-05,100,web
a,2,2024-02-06,50,web
a,3,2024-03-07,25,web
b,4,2024-01-10,40,web
b,5,2024-03-12,40,web
c,6,2024-01-15,30,shop
c,7,2024-02-15,30,shop
d,8,2024-01-20,20,shop
e,9,2024-02-03,60,web
e,10,2024-03-03,10,web
f,11,2024-02-20,15,shop
g,12,2024-03-10,200,web
h,13,2024-03-31,5,shop
`,
);
const EVENTS = textFile(
  'events.csv',
  `customer,time,event
a,2024-01-04T08:00:00,visit
i,2024-01-04T08:00:00,visit
a,2024-02-01T08:00:00,login
j,2024-02-02T08:00:00,demo
`,
);

async function ready(files = [ORDERS]) {
  const opened = await open({ path: 'tests/one.html' });
  await load(opened.page, files);
  const topic = (id) => opened.page.locator(`#${id}`);
  /** Comes near to a section, so that it is answered, and chooses one of its pictures. */
  const show = async (id, name) => {
    await topic(id).scrollIntoViewIfNeeded();
    if (name) await topic(id).locator('.tabs button', { hasText: name }).click();
    await opened.page.waitForFunction((id) => {
      const section = document.querySelector('clientele-widget').shadowRoot.getElementById(id);
      return section?.getAttribute('aria-busy') === 'false' && section.querySelector('canvas');
    }, id);
    await pictures(opened.page);
    return topic(id);
  };
  return { ...opened, topic, show };
}

const said = (page) => page.locator('clientele-widget [aria-live]').last().innerText();
const select = (section, label) => section.locator('label', { hasText: label }).locator('select');
const field = (section, label) => section.locator('label', { hasText: label }).locator('input');
const settled = (page) => page.waitForTimeout(500);

/** What is said of each mark as the keyboard goes from the first to the last. */
async function walked(page, section) {
  await section.locator('.walk').focus();
  await page.keyboard.press('End');
  const last = await said(page);
  await page.keyboard.press('Home');
  const all = [await said(page)];
  while (all.at(-1) !== last && all.length < 200) {
    await page.keyboard.press('ArrowRight');
    all.push(await said(page));
  }
  return all;
}

const cells = (section) =>
  section.locator('.sheet table tbody tr').evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent.trim())));

test('retention by month gives the counts of the file, cell by cell, and the customers behind a cell', async () => {
  const { page, close, errors, show } = await ready();
  const retention = await show('retention');
  await select(retention, 'Period').first().selectOption('month');
  await settled(page);
  const answer = await ask(page, 'retention', { period: 'month' });
  const returned = answer.cohorts.map(({ nCustomers, cells }) => [nCustomers, cells.map((cell) => cell && cell.returned)]);
  assert.deepEqual(returned, [[4, [4, 2, 2]], [2, [2, 1]], [2, [2]]]);
  // Of six whose second month is over three came back: 50 %; the mean of the cohorts is that of 2/4 and 1/2.
  assert.deepEqual([answer.averages[1].pooled, answer.averages[1].meanOfCohorts], [0.5, 0.5]);
  const rows = await cells(retention);
  const january = rows.find((row) => /January|Jan/.test(row[0]));
  assert.ok(january.some((cell) => /50/.test(cell)), january.join(' | '));

  // The keyboard reaches every cell once; what is not over is blank.
  const words = await walked(page, retention);
  assert.equal(words.length, 3 * rows.length, words.join('\n'));
  assert.equal(words.filter((text) => text.endsWith('–')).length, 3);
  const place = words.findIndex((text) => /Jan/.test(text) && /(^|\D)50/.test(text));
  assert.ok(place >= 0, words.join('\n'));
  await page.keyboard.press('Home');
  for (let i = 0; i < place; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await retention.locator('#members').waitFor();
  assert.match(await retention.locator('#members').innerText(), /2/);
  const listed = (await retention.locator('.members tbody tr').allInnerTexts()).map((row) => row.trim()[0]).sort();
  assert.deepEqual(listed, ['a', 'c']);

  // Money, own brackets, and cohorts by channel.
  await select(retention, 'Cohorts by').selectOption({ label: 'channel of the first order' });
  await settled(page);
  const byChannel = await ask(page, 'retention', { period: 'month', cohorts: { firstOrder: 'channel' } });
  assert.deepEqual(byChannel.cohorts.map(({ value, nCustomers }) => [value, nCustomers]).sort(), [['shop', 4], ['web', 4]]);
  assert.match(JSON.stringify(await cells(retention)), /web/);
  assert.deepEqual(errors, []);
  await close();
});

test('the other pictures of retention stand behind tabs, each with its table', async () => {
  const { page, close, errors, show } = await ready();
  for (const name of ['From period to period', 'How long they stay', 'Time between']) {
    const section = await show('retention', name);
    assert.equal(await section.locator('.tabs [aria-pressed=true]').innerText(), name);
    const words = await walked(page, section);
    const rows = await cells(section);
    assert.ok(rows.length > 0, name);
    assert.equal(await section.locator('canvas').getAttribute('aria-label'), await section.locator('.finding').innerText());
    assert.ok(words.length <= rows.length && words.every((text) => rows.some((row) => text.startsWith(row[0]))), `${name}: ${words.join(' / ')}`);
  }
  assert.deepEqual(errors, []);
  await close();
});

test('tiers, movement and groups count each customer once, and their marks are their rows', async () => {
  const { page, close, errors, show } = await ready();
  const tiers = await show('tiers');
  const answer = await ask(page, 'tiers');
  assert.equal(answer.nCustomers, 8);
  assert.equal(answer.worth, 625);
  // The best 5 % of eight are one customer, g or a? Money: g 200, a 175, b 80, e 70, c 60, d 20, f 15, h 5.
  assert.deepEqual([answer.tiers[0].nCustomers, answer.tiers[0].worth], [1, 200]);
  assert.equal((await walked(page, tiers)).length, (await cells(tiers)).length);

  const movement = await show('segments', 'Who moved');
  const { flows } = await ask(page, 'movement');
  assert.equal(flows.reduce((sum, flow) => sum + flow.nCustomers, 0), 8);
  assert.equal((await walked(page, movement)).length, flows.length);
  assert.equal((await cells(movement)).length, flows.length);

  const groups = await show('segments', 'Groups in the data');
  await field(groups, 'Number of groups').fill('2');
  await field(groups, 'Number of groups').press('Enter');
  await settled(page);
  const found = await ask(page, 'groups', { nGroups: 2 });
  assert.equal(found.groups.reduce((sum, group) => sum + group.nCustomers, 0), 8);
  assert.equal((await walked(page, groups)).length, 2);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await groups.locator('#members').waitFor();
  assert.match(await groups.locator('#members').innerText(), new RegExp(String(found.groups[0].nCustomers)));
  assert.deepEqual(errors, []);
  await close();
});

test('what is picked shows as a chip, filters every answer, and can be undone and done again', async () => {
  const { page, close, errors, show } = await ready();
  await show('segments');
  const picked = page.locator('clientele-widget .picked');
  const all = (await ask(page, 'segments')).nCustomers;
  assert.equal(all, 8);
  await picked.locator('summary').click();
  const values = await picked.locator('option').evaluateAll((all) => all.map(({ value, textContent }) => [value, textContent]));
  const web = values.find(([, text]) => text === 'web')[0];
  await picked.locator('select').selectOption(web);
  const chips = picked.locator('li');
  await chips.first().waitFor();
  assert.equal(await chips.count(), 1);
  assert.match(await chips.first().innerText(), /channel: web/);
  assert.equal((await ask(page, 'segments')).nCustomers, 4);
  assert.equal((await ask(page, 'overview')).nCustomers, 4);
  const retention = await ask(page, 'retention', { period: 'month' });
  assert.deepEqual(retention.cohorts.map(({ nCustomers }) => nCustomers), [2, 1, 1]);
  const button = (name) => picked.getByRole('button', { name, exact: true });
  await button('Undo').click();
  await settled(page);
  assert.equal(await chips.count(), 0);
  assert.equal((await ask(page, 'segments')).nCustomers, 8);
  await button('Redo').click();
  await settled(page);
  assert.equal((await ask(page, 'segments')).nCustomers, 4);
  await chips.first().getByRole('button').click();
  await settled(page);
  assert.equal((await ask(page, 'segments')).nCustomers, 8);
  assert.match(await picked.innerText(), /All customers/);
  assert.deepEqual(errors, []);
  await close();
});

test('own rungs and stages are set on the page and say what they are taken from', async () => {
  const { page, close, errors, show } = await ready([ORDERS, EVENTS]);
  const rungs = await show('ladder', 'Ladder with own rungs');
  await select(rungs, 'Has tried').selectOption('below');
  await settled(page);
  await field(rungs, 'First order below').last().fill('20');
  await field(rungs, 'First order below').last().press('Enter');
  await settled(page);
  await field(rungs, 'Loyal from purchase day').fill('3');
  await field(rungs, 'Loyal from purchase day').press('Enter');
  await settled(page);
  const ladder = await ask(page, 'rungs', { trial: { below: 20 }, loyalFrom: 3 });
  // All ten are known; eight took an order, of whom f and h only a small first one; a, b, c, e bought twice, a three times.
  assert.deepEqual(ladder.rungs.map(({ code, nCustomers }) => [code, nCustomers]), [
    ['aware', 10],
    ['trial', 8],
    ['purchase', 6],
    ['multiple_purchase', 4],
    ['loyalty', 1],
  ]);
  const shown = await cells(rungs);
  assert.deepEqual(shown.map((row) => row[1]), ['10', '8', '6', '4', '1']);
  assert.match(shown[1].join(), /The first order was below 20/);
  assert.match(shown[2].join(), /Process/);
  assert.equal((await walked(page, rungs)).length, 5);
  // No order says which coupon was used: that is said beside the settings, and the answer before stays.
  await select(rungs, 'Has tried').selectOption('coupon');
  await settled(page);
  assert.match(await rungs.locator('[role=alert]').innerText(), /coupon/);

  const stages = await show('ladder', 'Stages of acquisition');
  const usual = await ask(page, 'stages');
  assert.deepEqual(usual.stages.map(({ code, source, nCustomers, nSeen }) => [code, source, nCustomers, nSeen]), [
    ['interaction', 'any event', 10, 3],
    ['delivery', 'orders', 8, 8],
    ['use', 'events after purchase', 1, 1],
  ]);
  await select(stages, 'Use from').selectOption('repeat orders');
  await settled(page);
  assert.deepEqual((await cells(stages)).map((row) => row[1]), ['10', '8', '4']);
  assert.equal((await walked(page, stages)).length, 3);
  assert.deepEqual(errors, []);
  await close();
});

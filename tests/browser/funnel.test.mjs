// A funnel is built with the mouse and the keyboard, and looked at more closely.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, load, open, textFile } from './harness.mjs';

// Customers 0 to 39: all visit, three in four view an hour later, half of all buy a minute after that; even ones by mail.
const lines = ['customer,time,event,channel'];
const at = (customer, minutes) => new Date(Date.UTC(2024, 0, 1 + customer, 8, minutes)).toISOString().slice(0, 19);
for (let customer = 0; customer < 40; customer++) {
  const add = (minutes, event) => lines.push(`c${customer},${at(customer, minutes)},${event},${customer % 2 ? 'web' : 'mail'}`);
  add(0, 'visit');
  if (customer % 4 < 3) add(60, 'view');
  if (customer % 4 < 2) add(61, 'buy');
}
const EVENTS = textFile('events.csv', lines.join('\n'));

async function ready() {
  const opened = await open({ path: 'tests/one.html' });
  await load(opened.page, [EVENTS]);
  return { ...opened, funnel: opened.page.locator('#funnel') };
}

const steps = (funnel) => funnel.locator('.steps .step').count();

test('steps are added, moved by keyboard, made optional and removed', async () => {
  const { page, close, errors, funnel } = await ready();
  assert.equal(await steps(funnel), 3);
  const chosen = () => funnel.locator('.steps .step > select').evaluateAll((all) => all.map((field) => field.value));
  const before = await chosen();
  await funnel.locator('.steps .step > select').nth(1).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await page.waitForTimeout(500);
  assert.deepEqual(await chosen(), [before[0], before[2], before[1]]);
  await funnel.locator('.steps .step').nth(1).locator('summary').click();
  await funnel.locator('.steps .step').nth(1).locator('input[type=checkbox]').click();
  await page.waitForTimeout(500);
  assert.ok(await funnel.locator('.steps .step').nth(1).locator('details').getAttribute('open') !== null, 'the details stay open');
  assert.match(await funnel.locator('.sheet').first().innerText(), /visit/);
  await funnel.locator('.steps .step > button').last().click();
  await page.waitForTimeout(500);
  assert.equal(await steps(funnel), 2);
  assert.equal(await funnel.locator('[role=alert]').count(), 0);
  assert.deepEqual(errors, []);
  await close();
});

test('each part behind the funnel has a finding, a picture and a table that agree with the engine', async () => {
  const { page, close, errors, funnel } = await ready();
  const names = await funnel.locator('[role=tab]').evaluateAll((tabs) => tabs.map((tab) => tab.id.slice(4)));
  assert.equal(names.length, 8);
  for (const name of names) {
    await funnel.locator(`#tab-${name}`).click();
    await page.waitForTimeout(400);
    const refused = await funnel.locator('.part .notice').count();
    if (name === 'funnel_money') {
      // There are neither orders nor costs: that is said.
      assert.equal(refused, 1, name);
      continue;
    }
    assert.equal(refused, 0, name);
    assert.match(await funnel.locator('.part .sub').innerText(), /\S/);
    const canvas = funnel.locator('.part canvas');
    assert.ok((await canvas.boundingBox()).height > 40, name);
    assert.ok((await funnel.locator('.part tbody tr').count()) > 0, name);
  }
  const config = { funnel: { steps: ['visit', 'view', 'buy'].map((name) => ({ name, events: [name] })) } };
  const windows = await ask(page, 'funnelWindows', config);
  // All who buy do so 61 minutes after their visit.
  const within = (seconds) => windows.counts[windows.windowSeconds.indexOf(seconds)];
  assert.deepEqual(within(3600), [40, 30, 0]);
  assert.deepEqual(within(7200), [40, 30, 20]);
  const groups = await ask(page, 'funnelGroups', { ...config, property: 'channel' });
  assert.deepEqual(groups.groups.map(({ value, counts }) => [value, counts]), [['mail', [20, 20, 10]], ['web', [20, 10, 10]]]);
  const why = await ask(page, 'funnelCustomer', { ...config, customer: 'c2' });
  assert.equal(why.taken.length, 2);
  assert.match(why.stopped, /never happened/);
  assert.deepEqual(errors, []);
  await close();
});

test('the slider moves over the curve and its window can be used', async () => {
  const { page, close, funnel } = await ready();
  await funnel.locator('#tab-funnel_windows').click();
  await page.waitForTimeout(500);
  const slider = funnel.locator('.slider input');
  await slider.focus();
  await page.keyboard.press('Home');
  assert.match(await funnel.locator('.slider output').innerText(), /: 0\.0% convert, 0 customers/);
  await funnel.locator('.slider button').click();
  await page.waitForTimeout(500);
  assert.match(await funnel.locator('.finding').innerText(), /Nobody gets from/);
  await close();
});

test('settings that contradict each other are refused beside them, and those before still hold', async () => {
  const { page, close, funnel } = await ready();
  await funnel.locator('.more summary').click();
  await funnel.locator('label', { hasText: 'What is counted' }).locator('select').selectOption('entries');
  await page.waitForTimeout(400);
  const finding = await funnel.locator('.finding').innerText();
  await funnel.locator('label', { hasText: 'The best run of each customer' }).locator('select').selectOption('any order');
  await page.waitForTimeout(400);
  assert.match(await funnel.locator('[role=alert]').innerText(), /Entries cannot be counted under the rule/);
  assert.equal(await funnel.locator('.finding').innerText(), finding);
  assert.equal(await funnel.locator('label', { hasText: 'The best run of each customer' }).locator('select').inputValue(), 'best chain');
  await close();
});

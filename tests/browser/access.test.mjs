// Everyone can use it: axe, the keyboard alone, small screens, and what axe does not see on a canvas.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answers, axe, drop, file, load, open, pictures, textFile } from './harness.mjs';

const CDNOW = file('tests/data/cdnow_transactions.csv');

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing wrong in any state, ${colorScheme}`, async () => {
    const { page, close } = await open({ colorScheme });
    assert.deepEqual(await axe(page), [], 'empty');
    await load(page, [CDNOW]);
    assert.deepEqual(await axe(page), [], 'results');
    await drop(page, [textFile('broken.csv', '')]);
    await page.locator('clientele-widget [role=alert]').waitFor();
    assert.deepEqual(await axe(page), [], 'a file refused');
    await page.locator('clientele-widget').getByRole('button', { name: /cdnow/ }).first().click();
    await page.waitForFunction(() => document.querySelector('clientele-widget').stage === 'review');
    assert.deepEqual(await axe(page), [], 'review');
    await close();
  });
}

/** The innermost focused element, through shadow roots. */
const focused = (page) =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return { tag: at.tagName, role: at.getAttribute('role'), text: (at.getAttribute('aria-label') ?? at.textContent).trim() };
  });

test('the sample is reached, read and walked with the keyboard alone', async () => {
  const { page, errors, close } = await open();
  const waiting = answers(page);
  let at;
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab');
    at = await focused(page);
    if (/sample/i.test(at.text)) break;
  }
  assert.match(at.text, /sample/i);
  await page.keyboard.press('Enter');
  await waiting;
  await pictures(page);

  const walked = [];
  const spoken = () => page.locator('clientele-widget [aria-live=polite]').first().innerText();
  let stops = 0;
  for (; stops < 600; stops++) {
    await page.keyboard.press('Tab');
    at = await focused(page);
    if (at.tag === 'BODY') break;
    if (at.role !== 'application') continue;
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(50);
    const first = await spoken();
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(50);
    walked.push([first, await spoken()]);
    await page.keyboard.press('Escape');
  }
  assert.ok(stops < 600, 'the tab order comes to an end');
  assert.ok(walked.length >= 3, `${walked.length} pictures were walked`);
  for (const [first, second] of walked) {
    assert.match(first, /\d/);
    assert.notEqual(first, second);
  }
  assert.deepEqual(errors, []);
  await close();
});

test('every mark of a picture is announced with its row of the table', async () => {
  const { page, close } = await open({ path: 'tests/one.html' });
  await load(page, [CDNOW]);
  // Views are answered when they come near the screen: all of them first, so that none appears between others.
  const sections = page.locator('clientele-widget section.view');
  for (let i = 0; i < (await sections.count()); i++) {
    await sections.nth(i).scrollIntoViewIfNeeded();
    await page.waitForTimeout(700);
  }
  const walks = page.locator('clientele-widget [role=application]');
  for (let i = 0; i < (await walks.count()); i++) {
    const section = page.locator('clientele-widget section.view').filter({ has: page.locator('[role=application]') }).nth(i);
    const heads = await section.locator('tbody th').allInnerTexts();
    await walks.nth(i).focus();
    const said = new Set();
    for (let step = 0; step <= heads.length + 2; step++) {
      await page.keyboard.press('ArrowRight');
      await page.waitForTimeout(30);
      said.add(await page.locator('clientele-widget [aria-live=polite]').first().innerText());
    }
    assert.ok(said.size > 1, `picture ${i + 1} has one mark`);
    for (const text of said) assert.ok(heads.some((head) => text.startsWith(head.trim())), `"${text}" is in no row`);
  }
  await close();
});

test('nothing sticks out on a phone', async () => {
  const { page, close } = await open({ viewport: { width: 320, height: 700 } });
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok((await wide()) <= 320, 'empty');
  await load(page, [CDNOW]);
  assert.ok((await wide()) <= 320, `results: ${await wide()} px`);
  await close();
});

test('every control is at least 24 px high and wide', async () => {
  const { page, close } = await open({ path: 'tests/one.html' });
  await load(page, [CDNOW]);
  const small = await page.evaluate(() => {
    const all = [...document.querySelector('clientele-widget').shadowRoot.querySelectorAll('button, select, input, summary')];
    // Who presses the label of a box ticks it: both are one target.
    const target = (element) => (/checkbox|radio/.test(element.type) && element.closest('label')) || element;
    const boxes = all.map((element) => ({ text: element.outerHTML.slice(0, 100), box: target(element).getBoundingClientRect() }));
    return boxes.filter(({ box }) => box.width > 1 && (box.width < 24 || box.height < 24)).map(({ text }) => text);
  });
  assert.deepEqual(small, []);
  await close();
});

test('the keyboard goes on where the next state begins, and each state is said', async () => {
  const { page, close } = await open();
  const spoken = () => page.locator('clientele-widget [aria-live=polite]').first().innerText();
  const waiting = answers(page);
  await page.getByRole('button', { name: /sample/i }).focus();
  await page.keyboard.press('Enter');
  await waiting;
  const finding = await page.locator('clientele-widget h2').first().innerText();
  assert.ok((await spoken()).endsWith(finding.replaceAll('\n', ' ')), await spoken());
  const at = await focused(page);
  assert.deepEqual([at.tag, at.text], ['H2', finding]);

  await page.getByRole('button', { name: /columns.*orders\.csv/i }).focus();
  await page.keyboard.press('Enter');
  assert.equal((await focused(page)).tag, 'H2');
  await close();
});

test('a file that lacks what the answers need says so, and waits for the user', async () => {
  const { page, close } = await open();
  await drop(page, [textFile('weather.csv', 'city,weather\nBerlin,rain\nParis,sun\n')]);
  const notice = page.locator('clientele-widget .notice');
  assert.match(await notice.innerText(), /customer.*date.*leave this file out/is);
  await page.getByRole('button', { name: 'Use this' }).click();
  assert.equal((await focused(page)).tag, 'SELECT', 'the first column is to be answered');
  await notice.getByRole('button').click();
  await page.waitForFunction(() => document.querySelector('clientele-widget').stage === 'empty');
  await close();
});

for (const [locale, day] of [['en-GB', '30 Jun 1998'], ['en-US', 'Jun 30, 1998'], ['de-DE', 'Jun 30, 1998']]) {
  test(`a reader of ${locale} sees the days of an English page as they write them`, async () => {
    const { page, close } = await open({ path: 'tests/one.html', locale });
    await load(page, [CDNOW]);
    const rule = await page.locator('clientele-widget .rule').first().innerText();
    assert.ok(rule.includes(day), rule);
    await page.evaluate(() => (document.querySelector('clientele-widget').locale = 'sv-SE'));
    const own = (text) => document.querySelector('clientele-widget').shadowRoot.querySelector('.rule').textContent.includes(text);
    await page.waitForFunction(own, '30 juni 1998');
    await close();
  });
}

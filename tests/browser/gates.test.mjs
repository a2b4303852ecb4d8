// What no checker of pages sees on a canvas: colours forced by the system, print, zoom, the other direction, the tab
// order there and back, the name of each picture, its table, and what is said of each mark.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answers, open, pictures } from './harness.mjs';

/** The sample shop in the widget. */
async function shop(options) {
  const opened = await open(options);
  const { page } = opened;
  const waiting = answers(page);
  await page.getByRole('button', { name: /sample/i }).first().click();
  await waiting;
  await pictures(page);
  return opened;
}

const inside = (page, look, argument) => page.evaluate(`(${look})(document.querySelector('clientele-widget').shadowRoot, ${JSON.stringify(argument)})`);

/** Does something with each view of each section, one after the other, once it is drawn. */
async function eachView(page, act) {
  const sections = page.locator('clientele-widget section.view');
  for (let i = 0; i < (await sections.count()); i++) {
    const section = sections.nth(i);
    const tabs = section.locator(':scope > .tabs button');
    for (let tab = 0; tab < Math.max(1, await tabs.count()); tab++) {
      await section.evaluate((element) => element.scrollIntoView());
      if ((await tabs.count()) > 0) await tabs.nth(tab).click();
      await section.locator(':scope[aria-busy=false] canvas').first().waitFor({ state: 'attached' });
      await page.waitForFunction((section) => section.querySelector('canvas')?.height > 20, await section.elementHandle());
      await act(section, `${await section.getAttribute('id')} ${tab}`);
    }
  }
}

test('colours forced by the system: pictures take them, fields keep an edge, the cursor is seen', async () => {
  const { page, errors, close } = await shop({ forcedColors: 'active', colorScheme: 'dark', reducedMotion: 'reduce', contrast: 'more' });
  const faults = await inside(page, (root) => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.setProperty('background-color', 'Canvas');
    probe.style.setProperty('color', 'CanvasText');
    const numbers = (text) => (text.match(/\d+/g) ?? []).slice(0, 3).map(Number);
    const [ground, ink] = ['backgroundColor', 'color'].map((name) => numbers(getComputedStyle(probe)[name]));
    probe.remove();
    const faults = [];
    for (const canvas of root.querySelectorAll('canvas')) {
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
      let inked = 0;
      let grounded = 0;
      for (let at = 0; at < data.length; at += 4) {
        const is = (color) => data[at] === color[0] && data[at + 1] === color[1] && data[at + 2] === color[2];
        if (data[at + 3] === 0 || is(ground)) grounded++;
        else if (is(ink)) inked++;
      }
      if (grounded < data.length / 16 || inked < 20) faults.push(`${canvas.ariaLabel}: ${inked} pixels of ink, ${grounded} of ground`);
    }
    for (const field of root.querySelectorAll('button:not(.quiet, .sort), select, input:not([type=checkbox], [hidden])')) {
      const style = getComputedStyle(field);
      if (field.getBoundingClientRect().width > 0 && parseFloat(style.borderTopWidth) < 1) faults.push(field.outerHTML.slice(0, 80));
    }
    return faults;
  });
  assert.deepEqual(faults, []);
  await page.locator('clientele-widget .walk').first().focus();
  await page.keyboard.press('ArrowRight');
  const ring = await inside(page, (root) => {
    const rings = [...root.querySelectorAll('.picture.lit .ring')];
    return rings.map((ring) => ({ outline: getComputedStyle(ring).outlineStyle + getComputedStyle(ring).borderTopStyle, width: ring.getBoundingClientRect().width }));
  });
  assert.equal(ring.length, 1);
  assert.match(ring[0].outline, /solid|dashed/);
  assert.ok(ring[0].width > 2);
  const moving = await inside(page, (root) => root.getAnimations({ subtree: true }).filter(({ playState }) => playState === 'running').length);
  assert.equal(moving, 0, 'nothing moves where less motion is asked for');
  assert.deepEqual(errors, []);
  await close();
});

test('on paper each view begins a page, and what only a screen can do is not there', async () => {
  const { page, close } = await shop();
  await page.emulateMedia({ media: 'print' });
  const seen = await inside(page, (root) => {
    const isShown = (element) => element.getClientRects().length > 0;
    const views = [...root.querySelectorAll('section.view')].filter((view) => view.querySelector('canvas'));
    return {
      views: views.length,
      breaks: views.slice(1).filter((view) => getComputedStyle(view).breakBefore === 'page').length,
      controls: [...root.querySelectorAll('button:not(.sort), select, input')].filter(isShown).map((element) => element.outerHTML.slice(0, 80)),
    };
  });
  assert.ok(seen.views >= 4);
  assert.equal(seen.breaks, seen.views - 1);
  assert.deepEqual(seen.controls, []);
  const pages = ((await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
  assert.ok(pages >= seen.views, `${pages} pages for ${seen.views} views`);
  await close();
});

test('at 400 % nothing is cut off or too small, in every view', async () => {
  const { page, close } = await shop({ viewport: { width: 320, height: 640 } });
  const faults = [];
  await eachView(page, async (section, name) => {
    const found = await section.evaluate((section) => {
      const faults = [];
      if (document.documentElement.scrollWidth > innerWidth) faults.push(`${document.documentElement.scrollWidth} px wide`);
      for (const field of section.querySelectorAll('button, select, input, summary, a')) {
        const box = (field.type === 'checkbox' ? (field.closest('label') ?? field) : field).getBoundingClientRect();
        if (box.width > 1 && (box.width < 24 || box.height < 24)) faults.push(`small: ${field.outerHTML.slice(0, 80)}`);
      }
      for (const text of section.querySelectorAll('h2, h3, p, dd, dt, label')) {
        if (text.scrollWidth > text.clientWidth + 1 && text.clientWidth > 1 && getComputedStyle(text).overflowX !== 'visible') faults.push(`cut: ${text.textContent.trim().slice(0, 60)}`);
      }
      return faults;
    });
    faults.push(...found.map((fault) => `${name}: ${fault}`));
  });
  assert.deepEqual(faults, []);
  await close();
});

test('from right to left: the page turns, nothing sticks out, pictures are drawn', async () => {
  const { page, errors, close } = await open({ path: 'tests/one.html', viewport: { width: 900, height: 800 } });
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
    document.documentElement.lang = 'ar';
  });
  const { file, load } = await import('./harness.mjs');
  await load(page, [file('tests/data/cdnow_transactions.csv')]);
  const seen = await inside(page, (root) => {
    const head = root.querySelector('.view .finding').getBoundingClientRect();
    const main = root.querySelector('.page').getBoundingClientRect();
    return { direction: getComputedStyle(root.querySelector('.page')).direction, gap: main.right - head.right, wide: document.documentElement.scrollWidth - innerWidth };
  });
  assert.equal(seen.direction, 'rtl');
  assert.ok(seen.gap < 80, `the heading stands ${seen.gap} px from the right`);
  assert.ok(seen.wide <= 0, `${seen.wide} px stick out`);
  assert.deepEqual(errors, []);
  await close();
});

/** What has the focus, by a number of its own; -1 for nothing. */
const place = (page) =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    if (at === document.body) return -1;
    return (at.__stop ??= window.__stops = (window.__stops ?? 0) + 1);
  });

test('the keyboard goes through everything once, and the same way back', async () => {
  const { page, close } = await shop();
  // All answers first, so that none comes between on the way back.
  await eachView(page, () => {});
  await page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    at?.blur();
    document.body.tabIndex = -1;
    document.body.focus();
  });
  const there = [];
  for (let i = 0; i < 400; i++) {
    await page.keyboard.press('Tab');
    const at = await place(page);
    if (at === -1) break;
    // A field for a date has several stops of its own.
    if (at !== there.at(-1)) there.push(at);
  }
  assert.ok(there.length > 20 && there.length < 400, `${there.length} stops`);
  assert.equal(new Set(there).size, there.length, 'each stop comes once');
  const back = [];
  for (let i = 0; i < 600; i++) {
    await page.keyboard.press('Shift+Tab');
    const at = await place(page);
    if (at !== back.at(-1)) back.push(at);
    if (at === there[0]) break;
  }
  assert.deepEqual(back.filter((at) => at !== -1), there.toReversed());
  await close();
});

test('each picture is named by its finding, its table says the same, and each mark is said once', async () => {
  const { page, close } = await shop({ viewport: { width: 1200, height: 900 } });
  const faults = [];
  let views = 0;
  await eachView(page, async (section, name) => {
    views++;
    const named = await section.evaluate((section) => {
      const canvas = section.querySelector('canvas');
      const headings = [...section.querySelectorAll(':scope > .finding, :scope > .sub')].map((heading) => heading.textContent.trim());
      return { role: canvas.getAttribute('role'), name: canvas.getAttribute('aria-label'), headings };
    });
    if (named.role !== 'img' || !named.headings.includes(named.name)) faults.push(`${name}: named “${named.name}”`);
    // What the live region says for each press of the key, and how often it changes.
    const walk = section.locator('.walk').first();
    await walk.focus();
    await page.evaluate(() => {
      const live = document.querySelector('clientele-widget').shadowRoot.querySelector('[aria-live=polite]');
      window.__said = [];
      window.__hears?.disconnect();
      window.__hears = new MutationObserver(() => window.__said.push(live.textContent.trim()));
      window.__hears.observe(live, { childList: true, characterData: true, subtree: true });
    });
    const rows = await section.evaluate((section) => section.querySelectorAll('.sheet tbody tr').length);
    const said = [];
    for (let step = 0; step < 400; step++) {
      const before = await page.evaluate(() => window.__said.length);
      await page.keyboard.press('ArrowRight');
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
      const news = await page.evaluate((from) => window.__said.slice(from), before);
      if (news.length === 0) break;
      if (news.length > 1) faults.push(`${name}: said ${news.length} times: ${news[0]}`);
      said.push(news.at(-1));
      if (step > 60) break;
    }
    const lines = await section.evaluate((section) =>
      [...section.querySelectorAll('.sheet tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent.trim())),
    );
    if (said.length === 0 && rows > 0) faults.push(`${name}: nothing is said`);
    for (const sentence of said) {
      const isTold = lines.some((cells) => sentence.startsWith(cells[0]) && cells.slice(1).some((cell) => sentence.includes(cell)));
      if (!isTold) faults.push(`${name}: no row says “${sentence}”`);
    }
    await page.keyboard.press('Escape');
  });
  assert.ok(views >= 10, `${views} views`);
  assert.deepEqual(faults, []);
  await close();
});

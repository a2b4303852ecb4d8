// Nothing on the screen jumps: from the drop to the last answer what a reader has before their eyes keeps its place.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { file, load, open } from './harness.mjs';

const SHOP = ['orders', 'events', 'customers'].map((name) => file(`www/sample/${name}.csv`));

/** The browser's own measure; 0.1 counts as good. It sees what was on the screen before and after. */
const MOST = 0.02;

for (const [name, viewport] of Object.entries({ desk: { width: 1440, height: 900 }, tablet: { width: 768, height: 1024 }, phone: { width: 360, height: 740 } })) {
  test(`nothing jumps from the drop to the last answer, ${name}`, async () => {
    const { page, errors, close } = await open({ path: 'tests/one.html', viewport });
    await page.evaluate(() => {
      window.shifts = [];
      const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');
      const where = ({ node, previousRect, currentRect }) => `${node?.nodeName ?? ''} ${box(previousRect)} -> ${box(currentRect)}`;
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries()) window.shifts.push({ value, sources: sources.map(where) });
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await load(page, SHOP);
    // What matters most is looked for last.
    await page.locator('clientele-widget .matters li').first().waitFor();
    await page.waitForTimeout(300);
    const shifts = await page.evaluate(() => window.shifts);
    const sum = shifts.reduce((total, { value }) => total + value, 0);
    assert.ok(sum <= MOST, `${sum}: ${JSON.stringify(shifts)}`);
    assert.deepEqual(errors, []);
    await close();
  });
}

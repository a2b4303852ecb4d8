// Takes the reference pictures anew, of what `cargo xtask build` made:
//   CLIENTELE_BROWSER=/usr/bin/chromium node --test tests/browser/reference.mjs
// They are for people: the README shows them, and a change of the look is reviewed by them. No test compares them,
// because fonts differ between machines.
import assert from 'node:assert/strict';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { answers, open, pictures } from './harness.mjs';
import { root } from './server.mjs';

const FOLDER = join(root, 'tests/browser/reference');
const MOST_BYTES = 150_000;
const MARGIN = 24;

/** The top of one view of the sample shop: heading, picture, side column; in the language that every browser has. */
async function take(view, width, colorScheme) {
  const { page, close } = await open({ viewport: { width, height: 1000 }, colorScheme, locale: 'en-US' });
  const waiting = answers(page);
  await page.getByRole('button', { name: /sample/i }).click();
  await waiting;
  await pictures(page);
  await page.mouse.move(0, 0);
  const clip = await page.evaluate(
    ({ view, margin }) => {
      const section = document.querySelector('clientele-widget').shadowRoot.getElementById(view);
      const [head, body] = ['.question', '.body'].map((part) => section.querySelector(part).getBoundingClientRect());
      const top = head.top + scrollY - margin;
      return { x: body.left - margin, y: top, width: body.width + 2 * margin, height: body.bottom + scrollY + margin - top };
    },
    { view, margin: MARGIN },
  );
  const path = join(FOLDER, `${view}-${width}-${colorScheme}.png`);
  await page.screenshot({ path, clip, fullPage: true });
  await close();
  const { size } = statSync(path);
  assert.ok(size <= MOST_BYTES, `${path} has ${size} bytes, more than ${MOST_BYTES}`);
}

mkdirSync(FOLDER, { recursive: true });
test('segments of the sample shop, wide and light', () => take('segments', 1440, 'light'));

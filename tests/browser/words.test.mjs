// Other languages: the whole page in the reader's own, one small file for it, and none for English.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { answers, drop, file, open, pictures, textFile } from './harness.mjs';
import { root } from './server.mjs';

// Headers of a file are no words of ours.
const HEADED = (() => {
  const { name, bytes } = file('tests/data/cdnow_transactions.csv');
  const [, ...rows] = bytes.toString('utf8').split('\n');
  return textFile(name, ['id_cliente,datum,summe', ...rows].join('\n'));
})();
const LANGUAGES = { de: 'de-DE', es: 'es-ES', fr: 'fr-FR' };

const catalogue = (language) => JSON.parse(readFileSync(join(root, `www/words/${language}.json`), 'utf8'));

/** What stands between the blanks of a sentence. */
const fragments = (sentence) => {
  const parts = [''];
  let depth = 0;
  for (const sign of sentence) {
    if (sign === '{') depth++;
    else if (sign === '}') depth--;
    if (depth === 0 && sign !== '}') parts[parts.length - 1] += sign;
    else if (parts.at(-1) !== '') parts.push('');
  }
  return parts.map((part) => part.trim()).filter((part) => part.length >= 9 && part.includes(' '));
};

/** All that a reader sees or hears of the widget. */
const texts = (page) =>
  page.evaluate(() => {
    const found = [];
    const visit = (node) => {
      if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
      if (!(node instanceof Element)) return;
      if (node.localName === 'style') return;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(node.getAttribute(name) ?? '');
      for (const child of [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes]) visit(child);
    };
    visit(document.querySelector('clientele-widget'));
    return found.map((text) => text.trim()).filter((text) => text !== '');
  });

/** English that is left, where the catalogue has something else. */
function english(found, { page, engine }) {
  const all = Object.entries({ ...page, ...engine });
  const own = all.map(([, other]) => other).join('\n');
  const whole = new Set(all.filter(([key, other]) => key !== other && !key.includes('{')).map(([key]) => key));
  const parts = all.flatMap(([key]) => fragments(key)).filter((part) => !own.includes(part));
  return found.filter((text) => (whole.has(text) && !own.includes(text)) || parts.some((part) => text.includes(part)));
}

/** A page whose widget speaks a language from the start. */
async function speaking(tag) {
  const asked = [];
  const opened = await open({ path: 'tests/one.html' });
  opened.page.on('request', (request) => asked.push(request.url()));
  await opened.page.evaluate((locale) => {
    const widget = document.createElement('clientele-widget');
    widget.setAttribute('locale', locale);
    document.querySelector('clientele-widget').replaceWith(widget);
  }, tag);
  await opened.page.waitForFunction(() => document.querySelector('clientele-widget').engine);
  return { ...opened, catalogues: () => asked.filter((url) => url.includes('/words/')).length };
}

for (const [language, tag] of Object.entries(LANGUAGES)) {
  test(`no English is left where the reader wants ${language}`, async () => {
    const { page, errors, catalogues, close } = await speaking(tag);
    const words = catalogue(language);
    const check = async (state) => assert.deepEqual(english(await texts(page), words), [], state);
    assert.equal(await page.locator('clientele-widget section.page').first().getAttribute('lang'), language);
    await check('empty');
    const waiting = answers(page);
    await drop(page, [HEADED]);
    await waiting;
    await pictures(page);
    await check('results');
    await page.locator('clientele-widget').getByRole('button', { name: /cdnow/ }).first().click();
    await page.waitForFunction(() => document.querySelector('clientele-widget').stage === 'review');
    await check('review');
    await page.locator('clientele-widget').getByRole('button', { name: words.page['Back to the report'] }).click();
    await drop(page, [textFile('broken.csv', '')]);
    await page.locator('clientele-widget [role=alert]').waitFor();
    await check('a file refused');
    assert.equal(catalogues(), 1);
    assert.deepEqual(errors, []);
    await close();
  });
}

test('English asks for no catalogue, and a language can be changed', async () => {
  const { page, catalogues, close } = await speaking('en-GB');
  const waiting = answers(page);
  await drop(page, [HEADED]);
  await waiting;
  assert.equal(catalogues(), 0);
  const again = answers(page);
  await page.evaluate(() => document.querySelector('clientele-widget').setAttribute('locale', 'de-DE'));
  await again;
  assert.deepEqual(english(await texts(page), catalogue('de')), []);
  assert.equal(catalogues(), 1);
  await close();
});

test('where a catalogue cannot be had the reader gets English', async () => {
  const { page, close } = await open({ path: 'tests/one.html', routes: { '**/words/*.json': (route) => route.fulfill({ status: 404 }) } });
  await page.evaluate(() => document.querySelector('clientele-widget').setAttribute('locale', 'fr-FR'));
  await page.locator('clientele-widget section.page[lang=en]').waitFor();
  await page.locator('clientele-widget').getByRole('button', { name: 'Choose files' }).waitFor();
  await close();
});

// A link to the settings of all views: a colleague who opens it with the same file sees the same answers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { file, load, open } from './harness.mjs';

const SHOP = ['orders', 'events'].map((name) => file(`www/sample/${name}.csv`));
const permissions = ['clipboard-read', 'clipboard-write'];

/** Headings and rules as they stand, by section. */
const told = (page) =>
  page.evaluate(() =>
    [...document.querySelector('clientele-widget').shadowRoot.querySelectorAll('section.view')].map((section) => [
      section.id,
      section.querySelector('.finding')?.textContent,
      section.querySelector('.rule')?.textContent,
    ]),
  );

const linkOf = (content) => `#clientele=1.${deflateRawSync(Buffer.from(JSON.stringify(content))).toString('base64url')}`;

test('a copied link gives a colleague the same settings, and holds no customer', async () => {
  const mine = await open({ permissions });
  await load(mine.page, SHOP);
  const widget = mine.page.locator('clientele-widget');
  await widget.getByLabel('Scores from 1 to').fill('4');
  await widget.getByLabel('Scores from 1 to').press('Enter');
  await widget.getByLabel('Within').selectOption({ label: '7 days' });
  await widget.getByLabel('Months ahead').first().fill('6');
  await widget.getByLabel('Months ahead').first().press('Enter');
  // Who was looked up must not travel.
  const customer = await mine.page.evaluate(async () => (await document.querySelector('clientele-widget').engine.customers({}, 0, 1)).table.rows[0][0]);
  await widget.getByLabel('Look at one customer').first().fill(String(customer));
  await widget.getByLabel('Look at one customer').first().press('Enter');
  await widget.locator('#customer .finding').waitFor();
  await mine.page.waitForFunction(() => !document.querySelector('clientele-widget').shadowRoot.querySelector('#segments.stale, #funnel.stale, #value.stale'));
  const asked = mine.server.asked.length;
  await widget.getByRole('button', { name: 'Copy a link to these settings' }).click();
  await widget.getByText('Copied. The link holds settings and no data.').waitFor({ state: 'attached' });
  const link = await mine.page.evaluate(() => navigator.clipboard.readText());
  assert.equal(mine.server.asked.length, asked);
  assert.ok(link.startsWith(`${mine.server.address}#clientele=1.`) && link.length < 1000, link);
  const content = inflateRawSync(Buffer.from(link.split('=1.')[1], 'base64url')).toString();
  assert.ok(!content.includes(String(customer)), content);
  const before = (await told(mine.page)).filter(([id]) => ['segments', 'funnel', 'value'].includes(id));

  const theirs = await open({ path: link.slice(mine.server.address.length) });
  await theirs.page.locator('clientele-widget').getByText('They are used for the files that you load now.').waitFor();
  await load(theirs.page, SHOP);
  const after = (await told(theirs.page)).filter(([id]) => ['segments', 'funnel', 'value'].includes(id));
  assert.deepEqual(after, before);
  assert.equal(await theirs.page.locator('clientele-widget').getByLabel('Scores from 1 to').inputValue(), '4');
  for (const { violations, errors } of [mine, theirs]) {
    assert.deepEqual(await violations(), []);
    assert.deepEqual(errors, []);
  }
  await Promise.all([mine.close(), theirs.close()]);
});

test('a link that is broken, foreign, or does not fit says so and changes nothing', async () => {
  const { page, violations, errors, close } = await open();
  await load(page, SHOP);
  const widget = page.locator('clientele-widget');
  const before = await told(page);
  const good = linkOf({ views: [['segments', { nBins: 3 }]], shown: [], parts: [] });
  const bomb = `#clientele=1.${deflateRawSync(Buffer.alloc(1 << 24)).toString('base64url')}`;
  const cases = [
    [good.slice(0, -4), /holds no settings/],
    ['#clientele=hello', /holds no settings/],
    ['#clientele=1.%00', /holds no settings/],
    [bomb, /holds no settings/],
    [linkOf({ views: [['horoscope', {}]], shown: [], parts: [] }), /holds no settings/],
    [linkOf({ views: [['__proto__', {}]], shown: [], parts: [] }), /holds no settings/],
    [linkOf({ views: [['segments', { nBins: 4 }], ['value', { nonsense: 1 }]], shown: [], parts: [] }), /do not fit.*Value.*nonsense/],
    [linkOf({ views: [['segments', { nBins: 99 }]], shown: [], parts: [] }), /do not fit.*Segments.*99|do not fit.*Segments.*nBins/],
  ];
  for (const [fragment, said] of cases) {
    await page.evaluate((fragment) => (location.hash = fragment), fragment);
    const alert = widget.getByRole('alert');
    await alert.waitFor();
    assert.match((await alert.innerText()).replace(/\s+/g, ' '), said, fragment);
    assert.deepEqual(await told(page), before, fragment);
    await alert.getByRole('button').click();
  }
  // A good one is used at once, on what is loaded.
  await page.evaluate((fragment) => (location.hash = fragment), good);
  await page.waitForFunction(() => document.querySelector('clientele-widget').shadowRoot.querySelector('#segments .rule').textContent.includes('1 to 3'));
  assert.deepEqual(await violations(), []);
  assert.deepEqual(errors, []);
  await close();
});

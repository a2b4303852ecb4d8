// What a reader takes along: sorted tables, the clipboard, and the whole as one file.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { file, load, open } from './harness.mjs';

const CDNOW = file('tests/data/cdnow_transactions.csv');
const view = (page, id) => page.locator('clientele-widget').locator(`section#${id}`);

test('a table is sorted by the head of a column, with the keyboard alone', async () => {
  const { page, close } = await open({ path: 'tests/one.html' });
  await load(page, [CDNOW]);
  const table = view(page, 'segments').locator('.sheet').first();
  const head = table.locator('thead th').nth(1);
  const counts = async () => (await table.locator('tbody tr td:nth-child(2)').allInnerTexts()).map((text) => Number(text.replaceAll(',', '')));
  const asItCame = await counts();
  assert.equal(await head.getAttribute('aria-sort'), null);
  await head.getByRole('button').focus();
  await page.keyboard.press('Enter');
  assert.equal(await head.getAttribute('aria-sort'), 'descending');
  assert.deepEqual(await counts(), [...asItCame].sort((a, b) => b - a));
  await page.keyboard.press('Enter');
  assert.equal(await head.getAttribute('aria-sort'), 'ascending');
  assert.deepEqual(await counts(), [...asItCame].sort((a, b) => a - b));
  await page.keyboard.press('Enter');
  assert.equal(await head.getAttribute('aria-sort'), null);
  assert.deepEqual(await counts(), asItCame);
  await close();
});

test('table and picture go to the clipboard', async () => {
  const { page, close } = await open({ path: 'tests/one.html', permissions: ['clipboard-read', 'clipboard-write'] });
  await load(page, [CDNOW]);
  const segments = view(page, 'segments');
  await segments.getByRole('button', { name: /^Copy the table/ }).click();
  await page.locator('clientele-widget').getByText('Copied.').waitFor({ state: 'attached' });
  const read = (type) => page.evaluate(async (type) => {
    const [item] = await navigator.clipboard.read();
    const blob = await item.getType(type);
    return type === 'image/png' ? blob.size : blob.text();
  }, type);
  const lines = (await read('text/plain')).split('\n').map((line) => line.split('\t'));
  const heads = await segments.locator('.sheet thead th').allInnerTexts();
  assert.deepEqual(lines[0], heads.map((head) => head.trim()));
  assert.equal(lines.length, 12);
  assert.match(await read('text/html'), /<table>/);
  await segments.getByRole('button', { name: /^Copy the picture/ }).click();
  const types = () => page.evaluate(async () => (await navigator.clipboard.read())[0].types);
  for (let tries = 0; tries < 100 && !(await types()).includes('image/png'); tries++) await page.waitForTimeout(50);
  assert.ok((await read('image/png')) > 5000);
  await close();
});

test('the report is one file that opens without a network, keeps its own policy, and names no customer', async () => {
  const { page, close } = await open({ path: 'tests/one.html' });
  // A customer's number that no sum or count can show by chance.
  const named = { ...CDNOW, bytes: Buffer.from(CDNOW.bytes.toString('utf8').replace(/^(\d+),/gm, 'person-$1@example.org,')) };
  await load(page, [named]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('clientele-widget').getByRole('button', { name: 'Report as HTML' }).click(),
  ]);
  const html = await readFile(await download.path(), 'utf8');
  assert.match(download.suggestedFilename(), /\.html$/);
  assert.ok(!/person-\d/.test(html), 'a customer is named');
  assert.ok(!/<script/i.test(html));
  const style = /<style>(.*?)<\/style>/s.exec(html)[1];
  assert.ok(html.includes(`sha256-${createHash('sha256').update(style).digest('base64')}`), 'the policy names another style sheet');
  assert.ok(html.includes(`SHA-256 ${createHash('sha256').update(named.bytes).digest('hex')}`), 'another digest of the input');
  const findings = await page.locator('clientele-widget').locator('.view > .finding').allInnerTexts();
  const path = join(tmpdir(), `clientele-report-${process.pid}.html`);
  await writeFile(path, html);
  const offline = await page.context().browser().newContext({ offline: true });
  const opened = await offline.newPage();
  const faults = [];
  opened.on('console', (message) => faults.push(message.text()));
  await opened.goto(`file://${path}`);
  const text = await opened.locator('body').innerText();
  for (const finding of findings.slice(1)) assert.ok(text.includes(finding), finding);
  const drawn = await opened.locator('img').evaluateAll((all) => all.map((img) => img.complete && img.naturalWidth > 100));
  assert.ok(drawn.length >= 3 && drawn.every(Boolean), String(drawn));
  assert.deepEqual(faults, []);
  await offline.close();
  await close();
});

test('exports say where they come from, in the file itself', async () => {
  const { page, close } = await open({ path: 'tests/one.html' });
  await load(page, [CDNOW]);
  const taken = await page.evaluate(async () => {
    const { engine } = document.querySelector('clientele-widget');
    const look = { width: 400, theme: { forced: false, properties: [] } };
    const [csv, png, svg] = await Promise.all([engine.csv('segments', { nBins: 4 }), engine.png('segments', { nBins: 4 }, look), engine.svg('segments', { nBins: 4 }, look)]);
    const image = await createImageBitmap(png);
    return { csv: await csv.text(), png: new TextDecoder('latin1').decode(await png.arrayBuffer()), svg: await svg.text(), wide: image.width, version: await engine.version() };
  });
  const digest = createHash('sha256').update(CDNOW.bytes).digest('hex');
  for (const [kind, text] of Object.entries({ csv: taken.csv.split('\r\n')[1], png: taken.png, svg: /<metadata>(.*?)<\/metadata>/s.exec(taken.svg)[1] })) {
    assert.ok(text.includes(digest), `${kind}: the digest of the input`);
    assert.ok(text.includes(`Clientele ${taken.version}`), `${kind}: the version`);
    assert.match(text, /20\d\d-\d\d-\d\dT/, `${kind}: the time`);
    assert.match(text, /nBins/, `${kind}: the settings`);
  }
  assert.equal(taken.wide, 800, 'the PNG still opens');
  const elsewhere = await page.context().browser().newContext();
  const opened = await elsewhere.newPage();
  await opened.goto(`data:image/svg+xml;base64,${Buffer.from(taken.svg).toString('base64')}`);
  const root = await opened.evaluate(() => [document.documentElement.localName, document.documentElement.getAttribute('width'), document.querySelector('parsererror')?.textContent]);
  assert.deepEqual([root[0], Number(root[1]), root[2] ?? ''], ['svg', 400, ''], 'the SVG still opens');
  await elsewhere.close();
  // One table with one more column: each line has as many cells.
  const cells = (line) => line.replace(/"([^"]|"")*"/g, 'quoted').split(',').length;
  const lines = taken.csv.trim().split('\r\n');
  assert.equal(new Set(lines.map(cells)).size, 1);
  await close();
});

test('codes stand in place of customers, the same in each list and others in the next engine', async () => {
  const { page, close } = await open({ path: 'tests/two.html' });
  const codes = [];
  for (const selector of ['#one', '#two']) {
    await load(page, [CDNOW], selector);
    codes.push(
      await page.evaluate(async (selector) => {
        const { engine } = document.querySelector(selector);
        const first = async (asked) => (await (await engine.customersCsv(asked, { codes: true })).text()).split('\r\n').slice(1, -1).map((line) => line.split(',')[0]);
        const plain = (await (await engine.customersCsv({})).text()).split('\r\n').slice(1, -1).map((line) => line.split(',')[0]);
        const risk = (await (await engine.csv('decide', { show: 'risk', n: 5 }, { codes: true })).text()).split('\r\n').slice(1, -1).map((line) => line.split(',')[0]);
        return { all: await first({}), some: await first({ view: 'segments', row: 0 }), plain, risk };
      }, selector),
    );
  }
  const [one, two] = codes;
  assert.equal(one.all.length, one.plain.length);
  assert.equal(new Set(one.all).size, new Set(one.plain).size);
  for (const list of [one.all, one.some, one.risk]) for (const code of list) assert.match(code, /^[0-9a-f]{32}$/);
  assert.ok([...one.some, ...one.risk].every((code) => one.all.includes(code)));
  assert.ok(!two.all.some((code) => one.all.includes(code)), 'another key');
  await close();
});

test('small groups are withheld in tables and in the report', async () => {
  const { page, close } = await open({ path: 'tests/one.html' });
  await load(page, [CDNOW]);
  const [all, some] = await page.evaluate(async () => {
    const { engine } = document.querySelector('clientele-widget');
    return Promise.all([engine.taken('segments', {}), engine.taken('segments', {}, { least: 100 })]);
  });
  const small = all.rows.filter((row) => row[1] > 0 && row[1] < 100);
  assert.ok(small.length > 0, 'the sample has a small group');
  const hidden = some.rows.filter((row) => row[1] === null);
  assert.ok(hidden.length >= Math.max(2, small.length));
  assert.ok(hidden.every((row) => row.slice(1).every((cell) => cell === null || typeof cell === 'string')));
  const widget = page.locator('clientele-widget');
  await widget.getByText('Before anything leaves the page').click();
  await widget.getByLabel('Withhold groups of fewer customers than').fill('100');
  await widget.getByLabel('Withhold groups of fewer customers than').press('Enter');
  const [download] = await Promise.all([page.waitForEvent('download'), widget.getByRole('button', { name: 'Report as HTML' }).click()]);
  const html = await readFile(await download.path(), 'utf8');
  const pictures = (text) => text.split('<img').length;
  assert.ok(pictures(html) < html.split('<section>').length, 'the picture of a withheld table is left out');
  await close();
});

// The report in the hands of a person: lists behind marks, files to take away, questions, and what a crash looks like.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { answers, ask, axe, drop, file, load, open, pictures, textFile } from './harness.mjs';

const CDNOW = file('tests/data/cdnow_transactions.csv');

/** Clicks, and gives the name and the bytes of the file that the browser saves. */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('Enter on a mark lists its customers, and the file holds them all', async () => {
  const { page, errors, close } = await open({ path: 'tests/one.html' });
  await load(page, [CDNOW]);
  const { groups } = await ask(page, 'segments');
  const place = groups.findIndex((group) => group.nCustomers > 20);
  const section = page.locator('clientele-widget #segments');
  await section.getByRole('application').focus();
  for (let i = 0; i <= place; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const list = section.locator('.members');
  await list.waitFor();
  assert.match(await list.getByRole('heading').innerText(), new RegExp(groups[place].name));
  assert.equal(await list.locator('tbody tr').count(), 20);
  const { y, height } = await list.boundingBox();
  assert.ok(y >= 0 && y + height <= page.viewportSize().height, 'the list is in sight');
  assert.deepEqual(await axe(page), []);
  const { name, bytes } = await saved(page, list.getByRole('button', { name: /CSV/ }));
  assert.equal(name, `${groups[place].name}.csv`);
  const lines = bytes.toString('utf8').trim().split('\r\n');
  assert.equal(lines.length - 1, groups[place].nCustomers);
  const shown = await list.locator('tbody th').first().innerText();
  assert.equal(lines[1].split(',')[0], shown);
  assert.deepEqual(errors, []);
  await close();
});

test('what was set aside stands first in a review, and columns that nothing needs are folded away', async () => {
  const { page, close } = await open();
  const unused = Array.from({ length: 40 }, (_, i) => `spare ${i}`);
  const row = (n) => [`c${n % 9}`, `2024-01-${10 + (n % 15)}`, n === 3 ? 'much' : n, ...unused.map(() => '')].join(',');
  const lines = [['customer', 'date', 'amount', ...unused].join(','), ...Array.from({ length: 60 }, (_, n) => row(n))];
  await load(page, [textFile('wide.csv', lines.join('\n'))]);
  await page.getByRole('button', { name: /columns.*wide\.csv/i }).click();
  const form = page.locator('clientele-widget form');
  const sight = async (part) => (await part.boundingBox())?.y ?? Infinity;
  assert.ok((await sight(form.getByText('60 rows read = 59 used + 1 set aside'))) < (await sight(form.locator('table').first())));
  assert.equal(await form.locator('select:visible').count(), 1 + 3, 'the kind and the columns that are used');
  await form.getByText('40 columns').click();
  assert.equal(await form.locator('select:visible').count(), 1 + 43);
  await close();
});

test('table and picture can be taken away', async () => {
  const { page, violations, close } = await open({ path: 'tests/one.html' });
  await load(page, [CDNOW]);
  const section = page.locator('clientele-widget #segments');
  const csv = await saved(page, section.getByRole('button', { name: /CSV/ }));
  assert.equal(csv.bytes.toString('utf8').trim().split('\r\n').length, 1 + (await section.locator('.sheet tbody tr').count()));
  const png = await saved(page, section.getByRole('button', { name: /PNG/ }));
  assert.deepEqual([...png.bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  const svg = (await saved(page, section.getByRole('button', { name: /SVG/ }))).bytes.toString('utf8');
  const finding = await section.locator('.finding').innerText();
  assert.ok(svg.startsWith('<svg') && svg.includes(finding.split(/\s+/)[0]), 'the picture says its finding');
  assert.ok(svg.includes('cdnow_transactions.csv'), 'and where its numbers come from');
  assert.deepEqual(await violations(), []);
  await close();
});

test('a question is answered once, and the answer is what the file is read by', async () => {
  const { page, close } = await open({ path: 'tests/one.html' });
  // Every day and every month is at most 12; the first line is 2 January or 1 February.
  const lines = Array.from({ length: 60 }, (_, i) => `c${i % 20},${String(2 + (i % 11)).padStart(2, '0')}/${String(1 + ((i * 5) % 12)).padStart(2, '0')}/2024,${10 + i}`);
  const ambiguous = textFile('ambiguous.csv', ['customer_id,order_date,amount', ...lines].join('\n'));
  const firstDays = [];
  for (const answer of [/day first/i, /month first/i]) {
    await drop(page, [ambiguous]);
    const widget = page.locator('clientele-widget');
    const choice = widget.getByRole('radio', { name: answer });
    await choice.waitFor();
    const waiting = answers(page);
    await choice.check();
    await widget.getByRole('button', { name: 'Use this' }).click();
    await waiting;
    firstDays.push((await ask(page, 'contents')).firstDay);
    await page.evaluate(() => document.querySelector('clientele-widget').clear());
    await page.waitForFunction(() => document.querySelector('clientele-widget').engine);
  }
  const days = (order) => lines.map((line) => {
    const [one, two] = line.split(',')[1].split('/').map(Number);
    return Date.UTC(2024, (order === 'dmy' ? two : one) - 1, order === 'dmy' ? one : two) / 86_400_000;
  });
  assert.deepEqual(firstDays, [Math.min(...days('dmy')), Math.min(...days('mdy'))]);
  await close();
});

test('a changed setting changes answer, table and picture together', async () => {
  const { page, close } = await open({ path: 'tests/one.html' });
  await load(page, [CDNOW]);
  const section = page.locator('clientele-widget #segments');
  const before = await section.locator('tbody').innerText();
  const field = section.getByLabel('As of');
  await field.fill('1997-06-30');
  await field.dispatchEvent('change');
  await page.waitForFunction((before) => document.querySelector('clientele-widget').shadowRoot.querySelector('#segments tbody').innerText !== before, before);
  const day = Date.UTC(1997, 5, 30) / 86_400_000;
  const { groups } = await ask(page, 'segments', { asOf: day });
  const shown = await section.locator('tbody tr td:nth-child(2)').allInnerTexts();
  assert.deepEqual(shown.map((text) => Number(text.replaceAll(',', ''))), groups.map((group) => group.nCustomers));
  await close();
});

test('a crash ends the engine, is said, and leaves the page unharmed', async () => {
  const worker = "onmessage = ({ data }) => data.role ? 0 : postMessage(['ready', 'speak', 'warm'].includes(data.method) ? { id: data.id, value: null } : { crash: { code: 'crashed', message: 'out of order' } }); postMessage('here');";
  const { page, errors, close } = await open({ path: 'tests/one.html' });
  await page.route('**/broken.js', (route) => route.fulfill({ body: worker, contentType: 'text/javascript' }));
  await page.evaluate(() => {
    const widget = document.createElement('clientele-widget');
    widget.id = 'broken';
    widget.sources = { worker: '/broken.js' };
    document.body.append(widget);
  });
  await page.waitForFunction(() => document.querySelector('#broken').engine);
  await drop(page, [CDNOW], '#broken');
  const widget = page.locator('#broken');
  await widget.getByRole('alert').waitFor();
  await widget.getByRole('button', { name: 'Start again' }).click();
  await widget.getByRole('button', { name: 'Choose files' }).waitFor();
  await load(page, [CDNOW], 'clientele-widget:not(#broken)');
  assert.deepEqual(errors, []);
  await close();
});

test('a trap in the module is such a crash', async () => {
  // The real worker, where one function of the module traps as a panic does.
  const trap = '[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11]';
  const worker = `import '/pkg/worker.js';
    const { Module, Instance } = WebAssembly;
    const { f } = new Instance(new Module(new Uint8Array(${trap}))).exports;
    WebAssembly.Instance = function (...given) {
      return { exports: { ...new Instance(...given).exports, session_inspect: f } };
    };`;
  const { page, errors, close } = await open({ path: 'tests/one.html' });
  await page.route('**/trapping.js', (route) => route.fulfill({ body: worker, contentType: 'text/javascript' }));
  await page.evaluate(() => {
    const widget = document.createElement('clientele-widget');
    widget.id = 'trapping';
    widget.sources = { worker: '/trapping.js' };
    document.body.append(widget);
  });
  await page.waitForFunction(() => document.querySelector('#trapping').engine);
  await drop(page, [CDNOW], '#trapping');
  const alert = page.locator('#trapping').getByRole('alert');
  assert.match(await alert.innerText(), /The analysis stopped unexpectedly/);
  await load(page, [CDNOW], 'clientele-widget:not(#trapping)');
  assert.deepEqual(errors, []);
  await close();
});

// Makes the files that are measured: orders or events of a shop, the same bytes for the same arguments.
//   node generate.mjs orders 1000000 FILE
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Uniform numbers from 0 to 1 (mulberry32), and what is made from them. */
function dice(seed) {
  let state = seed >>> 0;
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(unit() * n);
  return { unit, below, one: (list) => list[below(list.length)], waiting: (mean) => -mean * Math.log(1 - unit()) };
}

const FIRST = ['ada', 'bruno', 'celia', 'dario', 'edith', 'florian', 'greta', 'henri', 'iris', 'jakob', 'karla', 'louis', 'mira', 'noel', 'olga', 'pavel'];
const LAST = ['almeida', 'bergmann', 'castillo', 'dupont', 'eklund', 'fontaine', 'gruber', 'holm', 'ibsen', 'janssen', 'kovac', 'lindholm', 'marchetti', 'nowak'];
const HOSTS = ['mail.example', 'post.example', 'letters.example', 'office.example.org'];
const CHANNELS = ['search', 'newsletter', 'social', 'direct', 'affiliate', 'marketplace'];
const COUNTRIES = ['DE', 'FR', 'NL', 'GB', 'US', 'SE', 'ES', 'IT'];
const OFFSETS = ['+01:00', '+01:00', '+01:00', '+00:00', '-05:00', '+01:00', '+01:00', '+01:00'];
// As they stand in the file: some need quotes, some have quotes inside, some are not ASCII.
const CATEGORIES = ['Shoes', 'Books', 'Outdoor', '"Home, garden"', 'Beauté', '"Screens 27"" and more"', 'Spielzeug für Große', '"Tea, ""loose"""'];
const STEPS = ['page_view', 'signup', 'trial_start', 'purchase', 'repeat_purchase'];
const DAY = 86400;
const START = Date.UTC(2022, 0, 1) / 1000;
const DAYS = 3 * 365;

const pad = (number) => String(number).padStart(2, '0');

/** Local time of a moment with its offset. */
function local(seconds, offset) {
  const hours = Number(offset.slice(0, 3));
  return `${new Date((seconds + hours * 3600) * 1000).toISOString().slice(0, 19)}${offset}`;
}

/** Moments of customers who come again at their own pace and leave after any order with their own probability. */
function moments(rows, { unit, waiting }) {
  const all = new Float64Array(rows);
  let filled = 0;
  let customer = 0;
  while (filled < rows) {
    const pace = 15 + 150 * unit();
    const leaves = 0.03 + 0.35 * unit() * unit();
    let at = START + Math.floor(unit() * DAYS * DAY);
    do {
      all[filled++] = at * 2 ** 22 + customer;
      at += 1 + Math.floor(waiting(pace) * DAY);
    } while (filled < rows && unit() > leaves && at < START + DAYS * DAY);
    customer++;
  }
  return all.sort();
}

function* orders(rows) {
  yield 'order_id,customer_email,order_date,channel,country,sku,category,quantity,unit_price,discount,total\n';
  const all = moments(rows, dice(11));
  const { one, below, unit } = dice(12);
  for (let i = 0; i < rows; i++) {
    const at = Math.floor(all[i] / 2 ** 22);
    const customer = all[i] - at * 2 ** 22;
    // What is always the same of a customer follows from the number.
    const own = dice(customer);
    const email = `${own.one(FIRST)}.${own.one(LAST)}${customer}@${own.one(HOSTS)}`;
    const country = own.below(COUNTRIES.length);
    const quantity = 1 + below(3);
    const price = 300 + below(9000);
    const percent = unit() < 0.3 ? 5 * (1 + below(6)) : 0;
    const total = Math.round((quantity * price * (100 - percent)) / 100);
    const cells = [
      `ORD-${100000000 + i}`, email, local(at, OFFSETS[country]), one(CHANNELS), COUNTRIES[country],
      `SKU-${100000 + below(30000)}`, one(CATEGORIES), quantity, (price / 100).toFixed(2), percent ? `0.${pad(percent)}` : '0',
      (total / 100).toFixed(2),
    ];
    yield `${cells.join(',')}\n`;
  }
}

function* events(rows) {
  yield 'user_id,timestamp,event,channel\n';
  const all = moments(rows, dice(21));
  const { unit, below } = dice(22);
  const reached = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const at = Math.floor(all[i] / 2 ** 22);
    const customer = all[i] - at * 2 ** 22;
    const next = reached[customer] < 4 && unit() < 0.45 ? reached[customer]++ : below(reached[customer] + 1);
    yield `user-${(Math.imul(customer, 2654435761) >>> 0).toString(16).padStart(8, '0')},${local(at, '+00:00')},${STEPS[next]},${CHANNELS[customer % 6]}\n`;
  }
}

/** The file of this kind and size; made on first use. */
export function dataFile(folder, kind, rows) {
  const path = join(folder, `${kind}-${rows}.csv`);
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true });
  const handle = openSync(`${path}.part`, 'w');
  let batch = [];
  for (const line of { orders, events }[kind](rows)) {
    batch.push(line);
    if (batch.length === 20_000) {
      writeSync(handle, batch.join(''));
      batch = [];
    }
  }
  writeSync(handle, batch.join(''));
  closeSync(handle);
  renameSync(`${path}.part`, path);
  return path;
}

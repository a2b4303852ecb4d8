// Orders that nobody placed: what the module reads once before the first real file, see `Analyst.warm`.

const ROWS = 1 << 15;
// So many rows are text at a time.
const STEP = 1 << 11;
const CHANNELS = ['search', 'social', 'direct', 'mail'];
const GOODS = ['Shoes', 'Books', '"Home, garden"', 'Beauté'];

/** As an export of a shop writes them. */
export function madeUpOrders(): Blob {
  const encoder = new TextEncoder();
  const pieces = [encoder.encode('order,email,date,channel,country,product,category,quantity,total\n')];
  for (let from = 0; from < ROWS; from += STEP) {
    let text = '';
    for (let i = from; i < from + STEP; i++) text += row(i);
    pieces.push(encoder.encode(text));
  }
  return new Blob(pieces);
}

/** Orders in the order of time, a few for each customer. */
function row(i: number): string {
  const who = (i * 2654435761) % 12289;
  const two = (n: number) => (n < 10 ? `0${n}` : n);
  const day = `20${20 + (i >> 13)}-${two(1 + ((i >> 10) & 7))}-${two(1 + ((i >> 5) & 15))}`;
  const cents = 300 + ((who * 31 + i) % 20000);
  const goods = `P-${who % 997},${GOODS[(i >> 2) & 3]}`;
  return `A-${100000 + i},customer${who}@mail.example,${day}T${two(i & 15)}:${two(i % 60)}:00+01:00,${CHANNELS[i & 3]},DE,${goods},${1 + (i % 3)},${cents / 100}\n`;
}

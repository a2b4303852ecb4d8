// Orders that nobody placed: what the module reads once before the first real file, see `Analyst.warm`.

const ROWS = 1 << 16;
const CHANNELS = ['search', 'social', 'direct', 'mail'];
const GOODS = ['Shoes', 'Books', '"Home, garden"', 'Beauté'];

/** As an export of a shop writes them. */
export function madeUpOrders(): Blob {
  const rows = ['order,email,date,channel,country,product,category,quantity,total'];
  for (let i = 0; i < ROWS; i++) {
    // A few orders for each customer, in the order of time.
    const who = (i * 2654435761) % 12289;
    const two = (n: number) => String(n).padStart(2, '0');
    const day = `20${two(20 + ((i >> 14) & 3))}-${two(1 + ((i >> 11) & 7))}-${two(1 + ((i >> 6) & 27))}`;
    const time = `T${two((i >> 3) % 24)}:${two(i % 60)}:00+01:00`;
    const cents = 300 + ((who * 31 + i) % 20000);
    rows.push(`A-${100000 + i},customer${who}@mail.example,${day}${time},${CHANNELS[i & 3]},DE,P-${who % 997},${GOODS[(i >> 2) & 3]},${1 + (i % 3)},${cents / 100}`);
  }
  return new Blob([rows.join('\n')]);
}

// The order in which a table shows its rows: as they come, or by a column that the reader chose.

import type { Sheet } from '../../glue/clientele.js';
import type { Formats } from '../format.js';

/** A column by its name, and whether its greatest value stands first. */
export interface Order {
  column: string;
  down: boolean;
}

// By reader and by table: an order outlives a changed setting, and two elements do not share one.
const chosen = new WeakMap<Formats, Map<string, Order>>();

/** The order that the reader chose for a table, if any. */
export function orderOf(formats: Formats, table: string): Order | undefined {
  return chosen.get(formats)?.get(table);
}

/** The next order of a column: numbers from the greatest, words from A, then the other way, then as the rows come. */
export function turn(formats: Formats, table: string, { name, unit }: Sheet['columns'][number]): void {
  const orders = chosen.get(formats) ?? new Map<string, Order>();
  chosen.set(formats, orders);
  const first = unit !== 'text';
  const now = orders.get(table);
  if (now?.column !== name) orders.set(table, { column: name, down: first });
  else if (now.down === first) orders.set(table, { column: name, down: !first });
  else orders.delete(table);
}

/** The places of the rows in this order. Equal ones stay as they came; what is not known stands last. */
export function ordered({ columns, rows }: Sheet, order: Order | undefined): number[] {
  const places = rows.map((_, at) => at);
  const column = columns.findIndex(({ name }) => name === order?.column);
  if (!order || column < 0) return places;
  const known = (at: number) => rows[at]?.[column] ?? null;
  const words = new Intl.Collator(undefined, { numeric: true });
  return places.sort((a, b) => {
    const [x, y] = [known(a), known(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    const rising = typeof x === 'number' && typeof y === 'number' ? x - y : words.compare(String(x), String(y));
    return order.down ? -rising : rising;
  });
}

// The table beside a picture: the same numbers, for reading, for screen readers, for copying.

import { html, nothing, type ReactiveElement, type TemplateResult } from 'lit';
import type { Sheet } from '../../glue/clientele.js';
import type { Formats } from '../format.js';
import { ordered, orderOf, turn } from './order.js';

/** From this many rows on a table can be sorted. */
const SORTED = 3;

/** Longer tables scroll by themselves. */
const MOST_ROWS = 20;

function hostOf(event: Event): ReactiveElement {
  return ((event.currentTarget as Element).getRootNode() as ShadowRoot).host as ReactiveElement;
}

/**
 * A table; `lit` is the row on which the picture's cursor stands; with more than `most` rows it scrolls. With `open` the
 * name of each row opens what it names. The head of a column sorts by it; the numbers of `lit` are those of the sheet.
 */
export function sheetTable(
  sheet: Sheet,
  formats: Formats,
  caption: string,
  lit: number | undefined,
  most = MOST_ROWS,
  open?: (name: string) => void,
): TemplateResult {
  const { columns, rows } = sheet;
  const order = orderOf(formats, caption);
  const side = (i: number) => (i === 0 ? 'name' : columns[i]?.unit === 'text' ? 'words' : 'num');
  return html`<div part="table" class="scroll sheet ${rows.length > most ? 'long' : ''}" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <caption class="sr">${caption}</caption>
      <thead>
        <tr>
          ${columns.map((column, i) => {
            const sorted = order?.column === column.name ? (order.down ? 'descending' : 'ascending') : nothing;
            const click = (event: Event) => {
              turn(formats, caption, column);
              hostOf(event).requestUpdate();
            };
            return html`<th scope="col" class=${side(i)} aria-sort=${sorted}>
              ${rows.length < SORTED ? column.name : html`<button class="sort" @click=${click}>${column.name}</button>`}
            </th>`;
          })}
        </tr>
      </thead>
      <tbody>
        ${ordered(sheet, order).map(
          (at) => html`<tr class=${at === lit ? 'lit' : ''}>
            ${rows[at]!.map((cell, i) => {
              const text = formats.cell(cell, columns[i]?.unit ?? 'text');
              const name = open && typeof cell === 'string' ? html`<button class="quiet" @click=${() => open(cell)}>${text}</button>` : text;
              return i === 0 ? html`<th scope="row" class=${side(i)}>${name}</th>` : html`<td class=${side(i)}>${text}</td>`;
            })}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

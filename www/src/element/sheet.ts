// The table beside a picture: the same numbers, for reading, for screen readers, for copying.

import { html, type TemplateResult } from 'lit';
import type { Sheet } from '../../glue/clientele.js';
import type { Formats } from '../format.js';

/** Longer tables scroll by themselves. */
const MOST_ROWS = 20;

/**
 * A table; `lit` is the row on which the picture's cursor stands; with more than `most` rows it scrolls. With `open` the
 * name of each row opens what it names.
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
  const side = (i: number) => (i === 0 ? 'name' : columns[i]?.unit === 'text' ? 'words' : 'num');
  return html`<div class="scroll sheet ${rows.length > most ? 'long' : ''}" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <caption class="sr">${caption}</caption>
      <thead>
        <tr>${columns.map((column, i) => html`<th scope="col" class=${side(i)}>${column.name}</th>`)}</tr>
      </thead>
      <tbody>
        ${rows.map(
          (row, at) => html`<tr class=${at === lit ? 'lit' : ''}>
            ${row.map((cell, i) => {
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

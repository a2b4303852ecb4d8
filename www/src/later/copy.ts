// To the clipboard: a table for spreadsheets and for texts, a picture for slides.

import type { Sheet } from '../../glue/clientele.js';
import type { Formats } from '../format.js';

/** A table as text with tabs and as HTML, as it stands on the page. */
export async function copyTable(sheet: Sheet | Promise<Sheet>, formats: Formats): Promise<void> {
  const row = (cells: string[], tag: string) => `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  const made = Promise.resolve(sheet).then((sheet) => linesOf(sheet, formats));
  const asText = (lines: string[][]) => lines.map((cells) => cells.map((cell) => cell.replace(/\s+/g, ' ')).join('\t')).join('\n');
  const asHtml = ([head = [], ...body]: string[][]) => `<table>${row(head, 'th')}${body.map((cells) => row(cells, 'td')).join('')}</table>`;
  const item = (write: (lines: string[][]) => string, type: string) => made.then((lines) => new Blob([write(lines)], { type }));
  await navigator.clipboard.write([new ClipboardItem({ 'text/plain': item(asText, 'text/plain'), 'text/html': item(asHtml, 'text/html') })]);
}

/** A picture that is still being drawn: some browsers let only what begins with the click onto the clipboard. */
export async function copyPicture(png: Promise<Blob>): Promise<void> {
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
}

/** Heads and rows; a text that a spreadsheet could take for a formula has an apostrophe in front. */
export function linesOf({ columns, rows }: Sheet, formats: Formats): string[][] {
  const cell = (value: string | number | null, i: number) => {
    const text = formats.cell(value, columns[i]?.unit ?? 'text');
    return typeof value === 'string' ? guarded(text) : text;
  };
  return [columns.map(({ name }) => guarded(name)), ...rows.map((row) => row.map(cell))];
}

/** As `guarded` in src/report/csv.rs. */
function guarded(text: string): string {
  return /^[ \u00a0]*[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}

/** Text inside HTML. */
export function escaped(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (sign) => names[sign]!);
}

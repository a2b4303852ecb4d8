// What later.js borrows of the first script. It brings none of it itself: templates of a second copy of Lit would be foreign to
// the first, and sent twice. All files beside this one take these from here; they may be called once `borrow` was.

import type * as Lit from 'lit';
import type { keyed as Keyed } from 'lit/directives/keyed.js';
import type { live as Live } from 'lit/directives/live.js';
import type * as Report from '../element/results.js';
import type * as Sheet from '../element/sheet.js';
import type * as Remote from '../engine/remote.js';

export type { TemplateResult } from 'lit';

/** What is borrowed. */
export interface Kit {
  html: typeof Lit.html;
  nothing: typeof Lit.nothing;
  keyed: typeof Keyed;
  live: typeof Live;
  sheetTable: typeof Sheet.sheetTable;
  figures: typeof Report.figures;
  noteList: typeof Report.noteList;
  ClienteleError: typeof Remote.ClienteleError;
}

export let html: Kit['html'];
export let nothing: Kit['nothing'];
export let keyed: Kit['keyed'];
export let live: Kit['live'];
export let sheetTable: Kit['sheetTable'];
export let figures: Kit['figures'];
export let noteList: Kit['noteList'];
export let ClienteleError: Kit['ClienteleError'];

/** Takes what the first script lends. */
export function borrow(kit: Kit): void {
  ({ html, nothing, keyed, live, sheetTable, figures, noteList, ClienteleError } = kit);
}

/** Rules as a style sheet. */
export function css(rules: TemplateStringsArray): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules.join(''));
  return sheet;
}

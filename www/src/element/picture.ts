// One picture: draws when it is seen, resized or restyled; lets the pointer and the arrow keys walk over its marks.

import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import type { Report, ViewName } from '../../glue/clientele.js';
import type { Drawing, DrawOptions } from '../engine/engine.js';
import type { Formats } from '../format.js';
import type { Model } from './model.js';
import { isDark, readTheme } from './theme.js';
import { rowsAre } from './views.js';

/** The picture of one view, with its cursor. */
export class Picture implements ReactiveController {
  private stage = createRef<HTMLElement>();
  private canvas = createRef<HTMLCanvasElement>();
  private probe = createRef<HTMLElement>();
  private drawing: Drawing = { width: 0, height: 0, marks: [] };
  /** Was it drawn on a dark ground? Paper is not: see `styles/media.ts`. */
  private dark = false;
  private cursor = -1;
  /** Where the pointer is across the picture, while it moves the cursor. */
  private pointer: number | undefined;
  /** The answer that is drawn, or is being drawn, and how wide. */
  private drawn: object | undefined;
  private width = 0;
  private wanted = false;
  private busy = false;
  private sheet = new CSSStyleSheet();
  private seen: HTMLElement | undefined;
  private sizes = new ResizeObserver(() => this.stage.value?.clientWidth !== this.width && this.redraw());

  constructor(
    private element: LitElement,
    private model: Model,
    readonly view: ViewName,
  ) {}

  /** The row of the table that the cursor stands on. */
  get row(): number | undefined {
    return this.drawing.marks[this.cursor]?.row;
  }

  /** The mark on which the cursor stands. */
  get point(): number | undefined {
    return this.cursor < 0 ? undefined : this.cursor;
  }

  /** Puts the cursor on a mark, as a field beside the picture asks. */
  pointAt(mark: number): void {
    this.pointer = undefined;
    this.moveTo(Math.min(mark, this.drawing.marks.length - 1), false);
  }

  /** The column of the table, where each cell has its mark; 0 where a mark stands for a whole row. */
  get column(): number {
    return this.drawing.marks[this.cursor]?.column ?? 0;
  }

  hostDisconnected(): void {
    this.sizes.disconnect();
    this.seen = undefined;
    this.drawn = undefined;
  }

  /** Follows the element: a stage that came or went, an answer that changed. */
  hostUpdated(): void {
    const stage = this.stage.value;
    if (stage !== this.seen) {
      if (this.seen) this.sizes.unobserve(this.seen);
      if (stage) this.sizes.observe(stage);
      this.seen = stage;
      this.drawn = undefined;
      this.adopt();
    }
    const answer = this.model.answer(this.view);
    if (stage && answer && answer.report !== this.drawn) this.redraw();
  }

  /** Draws as soon as the drawing before it is done. */
  redraw(): void {
    this.wanted = true;
    if (!this.busy) void this.draw();
  }

  /** The canvas, the ring around the mark under the cursor, and the words for it. */
  render(report: Report): TemplateResult {
    const { texts, formats } = this.model;
    const listed = rowsAre(this.view, this.model.answers.get(this.view)?.config) !== undefined;
    const walk = listed ? texts.results.walk : texts.results.walkOnly;
    const row = this.row;
    return html`<div
      id="picture-${this.view}"
      part="picture"
      class="picture ${row === undefined ? '' : 'lit'} ${this.dark ? 'dark' : ''} ${listed ? 'listed' : ''}"
      ${ref(this.stage)}
    >
      <span class="probe" ${ref(this.probe)}></span>
      <canvas ${ref(this.canvas)} width="1" height="1" role="img" aria-label=${report.finding}></canvas>
      <div
        class="walk"
        tabindex="0"
        role="application"
        aria-label=${walk(texts.views[this.view])}
        @keydown=${this.onKey}
        @pointermove=${this.onPoint}
        @pointerdown=${this.onPoint}
        @click=${this.onChoose}
        @pointerleave=${this.onLeave}
        @blur=${this.onLeave}
      ></div>
      <div class="ring"></div>
      <div class="tip" aria-hidden="true">${row === undefined ? nothing : tip(report, row, this.column, formats)} ${listed ? html`<p>${texts.results.list}</p>` : nothing}</div>
    </div>`;
  }

  /** Size, colours and language that hold where the picture stands. */
  look(): DrawOptions {
    const theme = this.probe.value ? readTheme(this.probe.value) : { forced: false, properties: [] };
    return { width: this.stage.value?.clientWidth ?? 640, theme };
  }

  private async draw(): Promise<void> {
    const { engine } = this.model;
    const answer = this.model.answer(this.view);
    const canvas = this.canvas.value;
    if (!engine || !answer || !canvas || !this.stage.value?.clientWidth) return;
    this.busy = true;
    this.wanted = false;
    this.drawn = answer.report;
    this.width = this.stage.value.clientWidth;
    try {
      const look = this.look();
      this.drawing = await engine.draw(canvas, this.view, answer.config, look);
      this.darken(isDark(look.theme.properties[0]?.[1] ?? ''));
      if (this.cursor >= this.drawing.marks.length) this.moveTo(-1, false);
      else this.place();
    } catch (error) {
      this.model.failed(error);
    } finally {
      this.busy = false;
    }
    if (this.wanted) await this.draw();
  }

  private darken(dark: boolean): void {
    if (dark === this.dark) return;
    this.dark = dark;
    this.element.requestUpdate();
  }

  private onChoose = (): void => {
    if (this.row !== undefined) void this.model.later?.choose(this.view, this.row, this.column);
  };

  private onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') return this.onChoose();
    const last = this.drawing.marks.length - 1;
    const forward = this.model.rightToLeft ? 'ArrowLeft' : 'ArrowRight';
    const back = this.model.rightToLeft ? 'ArrowRight' : 'ArrowLeft';
    const target = new Map([
      ['ArrowDown', this.cursor + 1],
      [forward, this.cursor + 1],
      ['ArrowUp', Math.max(this.cursor - 1, 0)],
      [back, Math.max(this.cursor - 1, 0)],
      ['Home', 0],
      ['End', last],
      ['Escape', -1],
    ]).get(event.key);
    if (target === undefined || last < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.pointer = undefined;
    this.moveTo(Math.min(target, last), true);
  };

  private onPoint = (event: PointerEvent): void => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    this.pointer = x;
    const hit = this.drawing.marks.findIndex((m) => x >= m.x && x <= m.x + m.width && y >= m.y && y <= m.y + m.height);
    if (hit !== this.cursor) this.moveTo(hit, false);
    else this.place();
  };

  private onLeave = (): void => this.moveTo(-1, false);

  private moveTo(cursor: number, speak: boolean): void {
    this.cursor = cursor;
    this.place();
    this.element.requestUpdate();
    const answer = this.model.answer(this.view);
    const row = this.row;
    if (speak && answer && row !== undefined) this.model.announce(words(answer.report, row, this.column, this.model.formats));
  }

  /** Sizes the canvas and moves ring and tip by rules in a style sheet of ours: strict policies forbid style attributes. */
  private place(): void {
    const { width, height, marks } = this.drawing;
    const at = `#picture-${this.view}`;
    const mark = marks[this.cursor];
    const rules = [`${at} canvas{width:${width}px;height:${height}px}`];
    if (mark) {
      const across = this.pointer ?? mark.x + mark.width / 2;
      const below = mark.y < height / 2;
      const inline = across > width / 2 ? `right:${width - across + 12}px` : `left:${across + 12}px`;
      const block = below ? `top:${mark.y + mark.height + 8}px` : `bottom:${height - mark.y + 8}px`;
      rules.push(`${at} .ring{left:${mark.x}px;top:${mark.y}px;width:${mark.width}px;height:${mark.height}px}`);
      rules.push(`${at} .tip{${inline};${block}}`);
    }
    this.sheet.replaceSync(rules.join(''));
  }

  private adopt(): void {
    const root = this.element.renderRoot;
    if (!(root instanceof ShadowRoot) || root.adoptedStyleSheets.includes(this.sheet)) return;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.sheet];
  }
}

/** A row of the table in words: its first cell, then each number under its heading; or the one cell that a mark stands for. */
export function words(report: Report, row: number, column: number, formats: Formats): string {
  const { columns, rows } = report.table;
  const cells = rows[row] ?? [];
  const parts = columns.map(({ name, unit }, i) => {
    const text = formats.cell(cells[i] ?? null, unit);
    return i === 0 ? text : `${name} ${text}`;
  });
  return (column > 0 ? [parts[0], parts[column]] : parts).join(', ');
}

function tip(report: Report, row: number, column: number, formats: Formats): TemplateResult {
  const { columns, rows } = report.table;
  const cells = rows[row] ?? [];
  // A cell: what it says, and how many customers its row has.
  const listed = column > 0 ? [column, 1] : columns.flatMap((head, i) => (i === 0 || head.unit === 'text' ? [] : [i]));
  return html`<b>${formats.cell(cells[0] ?? null, columns[0]?.unit ?? 'text')}</b>
    <dl>
      ${listed.slice(0, 5).map((i) => html`<dt>${columns[i]?.name}</dt><dd>${formats.cell(cells[i] ?? null, columns[i]?.unit ?? 'text')}</dd>`)}
    </dl>`;
}

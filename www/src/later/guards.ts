// What is done to tables before they leave the page: codes in place of customers, small groups withheld.

import type { TakeOptions } from '../engine/engine.js';
import { number, valid } from './fields.js';
import { html, type TemplateResult } from './kit.js';
import type { Whole as Model } from './whole.js';

/** The fields for it. */
export function guards(model: Model): TemplateResult {
  const { later, texts } = model;
  const { codes = false, least = 0 } = later.taking;
  const change = (change: TakeOptions) => {
    later.taking = { ...later.taking, ...change };
    model.set({});
  };
  return html`<details class="guards">
    <summary>${texts.guards.title}</summary>
    <div class="controls">
      <label class="check"><input type="checkbox" .checked=${codes} @change=${(event: Event) => change({ codes: (event.currentTarget as HTMLInputElement).checked })} /> ${texts.guards.codes}</label>
      ${number(texts.guards.least, least, 0, 1000, 1, valid((text) => change({ least: Number(text) })))}
      <p class="small muted wide">${texts.guards.about}</p>
    </div>
  </details>`;
}

// Nothing is loaded yet: a place to drop, and what there is to gain.

import { html, nothing, type TemplateResult } from 'lit';
import type { Model } from './model.js';

/** The first thing that a visitor sees. */
export function emptyState(model: Model, sample: string | undefined): TemplateResult {
  const { empty } = model.texts;
  return html`<div part="drop" class="drop">
      <h2 tabindex="-1">${empty.title}</h2>
      <p class="lead">${empty.lead}</p>
      <div class="row">
        ${filePicker(model, empty.choose, 'primary')}
        <button aria-expanded=${model.state.pasting} @click=${() => model.set({ pasting: !model.state.pasting })}>${empty.paste}</button>
        ${sample ? html`<button @click=${() => model.loadSample(new URL(sample, document.baseURI))}>${empty.sample}</button>` : nothing}
      </div>
      <p class="promise">${empty.promise}</p>
    </div>
    ${model.state.pasting ? pasteBox(model) : nothing}
    <div class="answers">
      ${empty.answers.map(([name, text]) => html`<div><h3>${name}</h3><p>${text}</p></div>`)}
    </div>
    <details class="small">
      <summary>${empty.needs}</summary>
      <p class="muted">${empty.needsText}</p>
    </details>`;
}

/** A button that opens the system's file dialogue. */
export function filePicker(model: Model, label: string, look: string): TemplateResult {
  const open = (event: Event) => ((event.currentTarget as Element).nextElementSibling as HTMLInputElement).click();
  const chosen = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    void model.load(input.files ?? []);
    input.value = '';
  };
  return html`<button class=${look} @click=${open}>${label}</button
    ><input type="file" multiple hidden accept=".csv,.tsv,.txt,.gz,.xlsx,.json,text/csv" tabindex="-1" aria-label=${label} @change=${chosen} />`;
}

function pasteBox(model: Model): TemplateResult {
  const { empty } = model.texts;
  const go = (event: Event) => {
    event.preventDefault();
    const text = new FormData(event.currentTarget as HTMLFormElement).get('rows');
    const data = new Blob([String(text ?? '')], { type: 'text/csv' });
    if (data.size > 0) void model.load([{ name: empty.pastedName, data }]);
  };
  return html`<form class="paste" @submit=${go}>
    <label for="rows">${empty.pasteLabel}</label>
    <textarea id="rows" name="rows" rows="7" spellcheck="false" required></textarea>
    <div class="row"><button class="primary">${empty.pasteGo}</button></div>
  </form>`;
}

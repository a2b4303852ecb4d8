// One selection for all views: what is picked as chips, and fields to pick an attribute or days.

import { html, nothing, type TemplateResult } from './kit.js';
import type { Filter } from '../../glue/clientele.js';
import { fromIsoDay, isoDay } from '../format.js';
import type { Whole as Model } from './whole.js';

/** What all views are about, and how to change it. */
export function pickedBar(model: Model): TemplateResult {
  const { texts } = model;
  const { selection } = model.later;
  const { picks, selected } = selection;
  const { picked } = texts;
  const bar = picks.length === 0 ? html`<p class="muted">${picked.all}</p>` : html`<p>${picked.now(selected?.nCustomers ?? 0, selected?.nAll ?? 0)}</p>
        <ul>
          ${picks.map(
            ({ label }, at) => html`<li>
              <span>${label}</span>
              <button class="quiet" aria-label=${picked.remove(label)} @click=${() => selection.pick(picks.filter((_, i) => i !== at))}>×</button>
            </li>`,
          )}
        </ul>
        <button class="quiet" @click=${() => selection.pick([])}>${picked.clear}</button>`;
  const history =
    selection.canUndo || selection.canRedo
      ? html`<button class="quiet" ?disabled=${!selection.canUndo} @click=${() => selection.undo()}>${picked.undo}</button>
          <button class="quiet" ?disabled=${!selection.canRedo} @click=${() => selection.redo()}>${picked.redo}</button>`
      : nothing;
  return html`<div class="picked" role="region" aria-label=${picked.title}>${bar} ${history} ${narrowing(model)}</div>`;
}

/** Attributes with their values, and days. */
function narrowing(model: Model): TemplateResult {
  const { picked } = model.texts;
  const { contents } = model;
  const groups = [
    ...(contents?.attributes ?? []).map(({ name, values }) => ({ name, values, filter: (value: string): Filter => ({ attribute: name, values: [value] }) })),
    ...(contents?.orderAttributes ?? []).map(({ name, values }) => ({ name, values, filter: (value: string): Filter => ({ rows: name, values: [value] }) })),
  ].filter(({ values }) => values.length > 1);
  const chosen = (event: Event) => {
    const field = event.currentTarget as HTMLSelectElement;
    const [group, value] = JSON.parse(field.value) as [number, string];
    const { name, filter } = groups[group]!;
    field.value = '';
    void model.later.selection.narrow({ filter: filter(value), label: `${name}: ${value}` });
  };
  return html`<details>
    <summary>${picked.narrow}</summary>
    <form class="controls" @submit=${days(model)}>
      ${groups.length === 0
        ? nothing
        : html`<label>
            ${picked.attribute}
            <select @change=${chosen}>
              <option value="" selected disabled>–</option>
              ${groups.map(
                ({ name, values }, group) => html`<optgroup label=${name}>
                  ${values.map((value) => html`<option value=${JSON.stringify([group, value])}>${value}</option>`)}
                </optgroup>`,
              )}
            </select>
          </label>`}
      <label>${picked.from} ${dayField(model, 'from')}</label>
      <label>${picked.to} ${dayField(model, 'to')}</label>
      <button>${picked.days}</button>
    </form>
    <p class="small muted">${picked.hint}</p>
  </details>`;
}

function dayField({ contents }: Model, name: string): TemplateResult {
  const { firstDay = null, lastDay = null } = contents ?? {};
  return html`<input type="date" name=${name} min=${firstDay === null ? nothing : isoDay(firstDay)} max=${lastDay === null ? nothing : isoDay(lastDay)} />`;
}

function days(model: Model): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const day = (name: string) => fromIsoDay(String(data.get(name) ?? ''));
    const [from, to] = [day('from'), day('to')];
    if (from === null && to === null) return;
    const written = (at: number | null) => (at === null ? '…' : model.formats.day(at));
    void model.later.selection.narrow({ filter: { from, to }, label: `${written(from)} – ${written(to)}` });
  };
}

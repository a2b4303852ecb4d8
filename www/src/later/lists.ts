// The customers behind a mark that was chosen, and what can be done with them.

import type { Filter, ViewName } from '../../glue/clientele.js';
import type { Members } from '../element/state.js';
import { openCustomer, saveMembers } from './customers.js';
import { html, nothing, sheetTable, type TemplateResult } from './kit.js';
import type { Whole as Model } from './whole.js';

/** Rows of a list that stand below a picture without scrolling. */
const SHORT = 8;

/** The customers behind the mark that was chosen. */
export function listedCustomers(model: Model, view: ViewName): TemplateResult | typeof nothing {
  const { members } = model.state;
  if (members?.view !== view) return nothing;
  const { formats } = model;
  const { lists, picked, review } = model.texts;
  const { list, name } = members;
  const title = lists.members(name, formats.whole(list.total));
  const rest = list.total - list.table.rows.length;
  // Behind a funnel the question is why; elsewhere, who.
  const explained = view === 'funnel' || view === 'funnel_rules';
  const open = (id: string) => void (explained ? model.later.parts.explain(id) : openCustomer(model, id));
  return html`<div class="members">
    <div class="head">
      <h3 id="members" tabindex="-1">${title}</h3>
      <div class="row">
        <button @click=${() => model.later.selection.narrow({ filter: filterOf(members), label: `${model.texts.views[view]}: ${name}` })}>${picked.these}</button>
        <button @click=${() => saveMembers(model)}>${lists.csv}</button>
        <button class="quiet" @click=${(event: Event) => closeMembers(model, view, event)}>${lists.close}</button>
      </div>
    </div>
    ${sheetTable(list.table, formats, title, undefined, SHORT, open)}
    ${rest > 0 ? html`<p class="small muted">${review.more(formats.whole(rest))}</p>` : nothing}
  </div>`;
}

/** The mark behind a list. */
function filterOf({ asked }: Members): Filter {
  const { view, config = {}, row = 0, column = 0 } = asked;
  return { view: view!, config, row, column };
}

/** Where the list was asked for, the keyboard goes on. */
function closeMembers(model: Model, view: ViewName, event: Event): void {
  const walk = (event.currentTarget as Element).closest('.part, .view')?.querySelector<HTMLElement>('.walk');
  model.set({ members: undefined });
  walk?.focus();
}

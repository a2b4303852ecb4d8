// Conditions of a step on the properties of its events: lists of which one must hold as a whole.

import { html, nothing, type TemplateResult } from '../kit.js';
import type { Condition, Property, Step } from '../../../glue/clientele.js';
import type { Whole as Model } from '../whole.js';
import { choice, replaced } from './builder.js';

const TEXT_TESTS = ['any of', 'none of', 'contains', 'lacks', 'blank', 'filled'] as const;
const NUMBER_TESTS = ['less', 'at most', 'equal', 'at least', 'more'] as const;
type Is = Condition['is'];

/** The amount of an event, where no column has this name. */
const VALUE = 'value';

/** The conditions of a step, with fields to add one more and one more list. */
export function conditionList(model: Model, step: Step, set: (step: Step) => void): TemplateResult | typeof nothing {
  const { funnel } = model.texts;
  const properties = known(model);
  if (properties.length === 0) return nothing;
  const lists = [step.conditions ?? [], ...(step.alternatives ?? [])].filter((list, i) => i === 0 || list.length > 0);
  const put = (all: Condition[][]) => {
    const [conditions = [], ...alternatives] = all.filter((list) => list.length > 0);
    set({ ...step, conditions, alternatives });
  };
  const fresh = (name: string): Condition => ({ property: name, is: 'filled' });
  const names = properties.map(({ name }): [string, string] => [name, name]);
  return html`${lists.map(
      (list, at) => html`${at > 0 ? html`<p class="hint">${funnel.orElse}</p>` : nothing}
        ${list.map((one, i) =>
          conditionFields(model, properties, one, (next) =>
            put(replaced(lists, at, next ? replaced(list, i, next) : list.filter((_, other) => other !== i))),
          ),
        )}
        <label>
          ${list.length > 0 ? funnel.and : funnel.where}
          ${choice([['', '–'], ...names], '', (name) => name && put(replaced(lists, at, [...list, fresh(name)])))}
        </label>`,
    )}
    ${lists[0]!.length > 0
      ? html`<label>
          ${funnel.orWhere} ${choice([['', '–'], ...names], '', (name) => name && put([...lists, [fresh(name)]]))}
        </label>`
      : nothing}`;
}

function known(model: Model): Property[] {
  const properties = (model.contents?.properties ?? []).filter((property) => property.of === 'events');
  const hasValue = model.contents?.eventsHaveValues && !properties.some(({ name }) => name === VALUE);
  return hasValue ? [...properties, { name: VALUE, of: 'events', values: [], nValues: 0 }] : properties;
}

/** One condition; without a successor it is taken out. */
function conditionFields(model: Model, properties: Property[], one: Condition, set: (next: Condition | undefined) => void): TemplateResult {
  const { funnel } = model.texts;
  const property = properties.find(({ name }) => name === one.property);
  const tests = [...TEXT_TESTS, ...NUMBER_TESTS].map((is): [string, string] => [is, funnel.tests[is]]);
  return html`<fieldset class="condition">
    <legend>${one.property} <button class="quiet" aria-label=${funnel.dropCondition(one.property)} @click=${() => set(undefined)}>×</button></legend>
    ${choice(tests, one.is, (is) => set(turned(one, is as Is, property)), `${one.property}: ${funnel.test}`)} ${valueField(model, one, property, set)}
  </fieldset>`;
}

/** The same condition with another test; what was typed is kept where it has a meaning. */
function turned(one: Condition, is: Is, property: Property | undefined): Condition {
  const { property: name } = one;
  const values = 'values' in one ? one.values : [];
  if (is === 'any of' || is === 'none of') return { property: name, is, values: values.length ? values : (property?.values.slice(0, 1) ?? []) };
  if (is === 'contains' || is === 'lacks') return { property: name, is, values: values.slice(0, 1) };
  if (is === 'blank' || is === 'filled') return { property: name, is };
  return { property: name, is, number: 'number' in one ? one.number : 0 };
}

function valueField(model: Model, one: Condition, property: Property | undefined, set: (next: Condition) => void): TemplateResult | typeof nothing {
  const { funnel } = model.texts;
  if ('number' in one) {
    const changed = (event: Event) => {
      const field = event.currentTarget as HTMLInputElement;
      if (field.reportValidity()) set({ ...one, number: field.valueAsNumber });
    };
    return html`<input type="number" step="any" required .value=${String(one.number)} aria-label=${`${one.property}: ${funnel.value}`} @change=${changed} />`;
  }
  if (!('values' in one)) return nothing;
  if (one.is === 'contains' || one.is === 'lacks') {
    const changed = (event: Event) => set({ ...one, values: [(event.currentTarget as HTMLInputElement).value] });
    return html`<input type="text" .value=${one.values[0] ?? ''} aria-label=${`${one.property}: ${funnel.value}`} @change=${changed} />`;
  }
  const rest = (property?.values ?? []).filter((value) => !one.values.includes(value));
  const add = (value: string) => value && set({ ...one, values: [...one.values, value] });
  return html`<ul class="chips">
      ${one.values.map(
        (value) => html`<li>
          <button class="chip" aria-label=${funnel.dropEvent(value)} @click=${() => set({ ...one, values: one.values.filter((other) => other !== value) })}>${value} ×</button>
        </li>`,
      )}
    </ul>
    ${rest.length > 0 ? choice([['', funnel.addValue], ...rest.map((value): [string, string] => [value, value])], '', add, `${one.property}: ${funnel.value}`) : nothing}`;
}

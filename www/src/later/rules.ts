// The builder of segments from conditions. What is typed is counted at once; the list in the making is kept here, so that no
// answer that comes late overwrites what was typed meanwhile.

import type { RulesConfig, SegmentCondition, SegmentField, SegmentRule, SegmentTest } from '../../glue/clientele.js';
import { fromIsoDay, isoDay } from '../format.js';
import { html, live, nothing, type TemplateResult } from './kit.js';
import { segmentNames } from './parts.js';
import type { Whole as Model } from './whole.js';

const NUMBERS: readonly SegmentField[] = ['recency', 'orders', 'amount', 'meanOrder', 'age'];
const DAYS: readonly SegmentField[] = ['firstDay', 'lastDay'];
const BOUNDS: readonly SegmentTest[] = ['at least', 'at most', 'filled', 'blank'];
const TEXTS: readonly SegmentTest[] = ['any of', 'none of', 'filled', 'blank'];
/** A page of more segments is none. */
const MOST = 50;

/** Lists in the making. */
const drafts = new WeakMap<Model, SegmentRule[]>();

/** Forgets what was typed. */
export function forgetRules(model: Model): void {
  drafts.delete(model);
}

/** The segments in their order, each with its conditions. */
export function rulesFields(model: Model, config: RulesConfig): TemplateResult {
  const { parts } = model.texts;
  const rules = drafts.get(model) ?? config.rules ?? [];
  const put = (next: SegmentRule[]) => {
    drafts.set(model, next);
    void model.configure('rules', { rules: next });
  };
  const change = (at: number, next: SegmentRule) => put(rules.map((old, i) => (i === at ? next : old)));
  const fresh = (): SegmentRule => ({ name: parts.fresh(model.formats.whole(rules.length + 1)), any: [[{ field: 'amount', is: 'at least', number: 0 }]] });
  const up = (at: number) => put(rules.map((old, i) => (i === at ? rules[at - 1]! : i === at - 1 ? rules[at]! : old)));
  return html`<ol class="steps wide rules">
      ${rules.map(
        (rule, at) => html`<li class="step">
          <fieldset>
            <legend>${rule.name}</legend>
            <label class="wide">
              ${parts.name}
              <input maxlength="80" .value=${live(rule.name)} @input=${(event: Event) => change(at, { ...rule, name: (event.currentTarget as HTMLInputElement).value })} />
            </label>
            ${rule.any.map((list, i) => conditions(model, list, i > 0, (next) => change(at, { ...rule, any: next ? rule.any.map((old, k) => (k === i ? next : old)) : rule.any.filter((_, k) => k !== i) })))}
            <div class="row">
              <button class="quiet" @click=${() => change(at, { ...rule, any: [...rule.any, [{ field: 'recency', is: 'at most', number: 30 }]] })}>${parts.alternative}</button>
              ${at === 0 ? nothing : html`<button class="quiet" aria-label=${parts.up(rule.name)} @click=${() => up(at)}>↑</button>`}
              <button class="quiet" aria-label=${parts.drop(rule.name)} @click=${() => put(rules.filter((_, i) => i !== at))}>×</button>
            </div>
          </fieldset>
        </li>`,
      )}
    </ol>
    ${rules.length >= MOST ? nothing : html`<button @click=${() => put([...rules, fresh()])}>${parts.add}</button>`}`;
}

/** Conditions that must all hold. */
function conditions(model: Model, list: SegmentCondition[], isFurther: boolean, put: (next: SegmentCondition[] | undefined) => void): TemplateResult {
  const { parts } = model.texts;
  const drop = (at: number) => put(list.length > 1 ? list.filter((_, i) => i !== at) : undefined);
  return html`${isFurther ? html`<p class="hint">${parts.or}</p>` : nothing}
    ${list.map(
      (one, at) => html`${at > 0 ? html`<p class="hint">${parts.and}</p>` : nothing}
        ${condition(model, one, (next) => put(list.map((old, i) => (i === at ? next : old))), () => drop(at))}`,
    )}
    <button class="quiet" @click=${() => put([...list, { field: 'recency', is: 'at most', number: 90 }])}>${parts.condition}</button>`;
}

/** A field by its place in the list of choices: names of columns come from the files and are no keys. */
interface Choice {
  field: SegmentField;
  name?: string;
  label: string;
  values: string[];
}

function choices(model: Model): Choice[] {
  const { parts } = model.texts;
  const { contents } = model;
  const known = (field: keyof typeof parts.fields) =>
    field === 'product' ? contents?.products : field === 'category' ? contents?.categories : true;
  const values = (field: keyof typeof parts.fields) =>
    field === 'product' ? contents?.productNames ?? [] : field === 'category' ? contents?.categoryNames ?? [] : [];
  const fixed = (Object.keys(parts.fields) as (keyof typeof parts.fields)[]).filter(known);
  return [
    ...fixed.map((field) => ({ field, label: parts.fields[field], values: values(field) })),
    ...(contents?.attributes ?? []).map(({ name, values }) => ({ field: 'attribute' as const, name, label: name, values })),
    ...(contents?.orderAttributes ?? []).map(({ name, values }) => ({ field: 'order' as const, name, label: parts.ordered(name), values })),
  ];
}

function condition(model: Model, one: SegmentCondition, put: (next: SegmentCondition) => void, drop: () => void): TemplateResult {
  const { parts } = model.texts;
  const all = choices(model);
  const at = all.findIndex(({ field, name }) => field === one.field && name === one.name);
  const own = all[at] ?? { field: one.field, name: one.name, label: one.name ?? one.field, values: [] };
  const isText = !NUMBERS.includes(one.field) && !DAYS.includes(one.field);
  const turn = (event: Event) => {
    const next = all[Number((event.currentTarget as HTMLSelectElement).value)]!;
    const base = { field: next.field, ...(next.name !== undefined && { name: next.name }) };
    if (NUMBERS.includes(next.field)) put({ ...base, is: 'at least', number: 0 });
    else if (DAYS.includes(next.field)) put({ ...base, is: 'at least', number: model.contents?.firstDay ?? 0 });
    else put({ ...base, is: 'any of', values: [] });
  };
  const test = (event: Event) => {
    const is = (event.currentTarget as HTMLSelectElement).value as SegmentTest;
    const { values, number, ...base } = one;
    if (is === 'filled' || is === 'blank') put({ ...base, is });
    else if (isText) put({ ...base, is, values: values ?? [] });
    else put({ ...base, is, number: number ?? 0 });
  };
  return html`<fieldset class="condition">
    <legend>${own.label} <button class="quiet" aria-label=${parts.dropCondition(own.label)} @click=${drop}>×</button></legend>
    <select aria-label=${parts.condition} @change=${turn}>
      ${all.map(({ label }, i) => html`<option value=${String(i)} ?selected=${i === at}>${label}</option>`)}
    </select>
    <select aria-label="${own.label}: ${parts.test}" @change=${test}>
      ${(isText ? TEXTS : BOUNDS).map((is) => html`<option value=${is} ?selected=${is === one.is}>${parts.tests[is]}</option>`)}
    </select>
    ${one.is === 'filled' || one.is === 'blank' ? nothing : isText ? texts(model, one, own, put) : bound(model, one, own, put)}
  </fieldset>`;
}

/** A number or a day, counted with every key. */
function bound(model: Model, one: SegmentCondition, { label }: Choice, put: (next: SegmentCondition) => void): TemplateResult {
  const name = `${label}: ${model.texts.parts.value}`;
  if (DAYS.includes(one.field)) {
    const typed = (event: Event) => {
      const number = fromIsoDay((event.currentTarget as HTMLInputElement).value);
      if (number !== null) put({ ...one, number });
    };
    return html`<input type="date" aria-label=${name} .value=${isoDay(one.number ?? 0)} @change=${typed} />`;
  }
  const typed = (event: Event) => {
    const { valueAsNumber } = event.currentTarget as HTMLInputElement;
    if (Number.isFinite(valueAsNumber)) put({ ...one, number: valueAsNumber });
  };
  return html`<input type="number" step="any" aria-label=${name} .value=${String(one.number ?? 0)} @input=${typed} />`;
}

/** Texts of the file to choose from, or to type. */
function texts(model: Model, one: SegmentCondition, own: Choice, put: (next: SegmentCondition) => void): TemplateResult {
  const { parts } = model.texts;
  const named: [string, string][] =
    one.field === 'segment' ? segmentNames(model) : one.field === 'tier' ? Object.entries(parts.tierNames) : own.values.map((value) => [value, value]);
  const values = one.values ?? [];
  const label = `${own.label}: ${parts.value}`;
  const add = (value: string) => value && !values.includes(value) && put({ ...one, values: [...values, value] });
  const picked = (event: Event) => {
    const field = event.currentTarget as HTMLSelectElement | HTMLInputElement;
    add(field instanceof HTMLSelectElement ? (named[Number(field.value)]?.[0] ?? '') : field.value);
    field.value = '';
  };
  const rest = named.map(([value, name], i) => ({ value, name, i })).filter(({ value }) => !values.includes(value));
  return html`<ul class="chips">
      ${values.map((value) => {
        const name = named.find(([other]) => other === value)?.[1] ?? value;
        return html`<li><button class="chip" aria-label=${parts.dropValue(name)} @click=${() => put({ ...one, values: values.filter((other) => other !== value) })}>${name} ×</button></li>`;
      })}
    </ul>
    ${rest.length === 0
      ? nothing
      : html`<select aria-label=${label} @change=${picked}>
          <option value="" selected>${parts.addValue}</option>
          ${rest.map(({ name, i }) => html`<option value=${String(i)}>${name}</option>`)}
        </select>`}
    ${one.field === 'segment' || one.field === 'tier' ? nothing : html`<input aria-label=${`${label}, ${parts.addValue}`} placeholder=${parts.addValue} @change=${picked} />`}`;
}

// The builder of a funnel: steps, what must not happen between them, how to count. The plain settings stand open, the rest behind
// a disclosure.

import { html, live, nothing, type TemplateResult } from '../kit.js';
import type { Exclusion, FunnelConfig, FunnelRule, Step } from '../../../glue/clientele.js';
import type { Whole as Model } from '../whole.js';
import { conditionList } from './conditions.js';

export const DAY_SECONDS = 86_400;
const WINDOWS = [1, 7, 14, 30, 90, 365].map((days) => days * DAY_SECONDS);
export const USUAL_WINDOW = 14 * DAY_SECONDS;
const GAPS = [60, 600, 1800, 3600, DAY_SECONDS, 3 * DAY_SECONDS, 7 * DAY_SECONDS, 30 * DAY_SECONDS];
const RULES: FunnelRule[] = [
  'best chain',
  'first entry only',
  'window restarts at each step',
  'no window',
  'neighbouring steps',
  'any order',
  'strict increase',
];
const EFFECTS = ['end attempt', 'drop customer', 'keep first step'] as const;
const MOST_HELD = 3;

/** Changes settings of the funnel. */
export type Change = (change: FunnelConfig) => void;

/** All settings of the funnel. */
export function funnelFields(model: Model, config: FunnelConfig): TemplateResult {
  const change: Change = (part) => void model.configure('funnel', part);
  const { funnel, rules, ruleHints } = model.texts;
  const rule = config.rule ?? RULES[0]!;
  return html`<div class="controls">
      <ol class="steps wide" aria-label=${funnel.steps}>
        ${(config.steps ?? []).map((step, at, steps) => stepItem(model, change, steps, step, at))}
      </ol>
      ${adder(model, change, config.steps ?? [])}
      <label class="wide">
        ${model.texts.settings.rule}
        ${choice(RULES.map((name) => [name, rules[name]]), rule, (name) => change({ rule: name as FunnelRule }))}
      </label>
      <p class="hint wide">${ruleHints[rule]}</p>
      ${rule === 'no window' ? nothing : windowField(model, change, config)}
    </div>
    ${more(model, change, config)}`;
}

/** The list with another item at a place. */
export function replaced<T>(list: T[], at: number, item: T): T[] {
  return list.map((old, i) => (i === at ? item : old));
}

/** A list of choices. */
export function choice(choices: [value: string, label: string][], chosen: string, then: (value: string) => void, label?: string): TemplateResult {
  const changed = (event: Event) => {
    const field = event.currentTarget as HTMLSelectElement;
    const { value } = field;
    // What is refused does not hold: the next rendering says what does.
    then(value);
  };
  return html`<select aria-label=${label ?? nothing} .value=${live(chosen)} @change=${changed}>
    ${choices.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
  </select>`;
}

/** A span of time that may be another than those offered. */
function spans(model: Model, offered: number[], chosen: number): [string, string][] {
  const all = offered.includes(chosen) || chosen <= 0 ? offered : [...offered, chosen].sort((a, b) => a - b);
  return all.map((seconds) => [String(seconds), model.formats.longSpan(seconds)]);
}

function windowField(model: Model, change: Change, config: FunnelConfig): TemplateResult {
  const chosen = config.windowSeconds || USUAL_WINDOW;
  return html`<label class="wide">
    ${model.texts.settings.window}
    ${choice(spans(model, WINDOWS, chosen), String(chosen), (seconds) => change({ windowSeconds: Number(seconds) }))}
  </label>`;
}

function eventNames(model: Model): string[] {
  return model.contents?.events.map((event) => event.name) ?? [];
}

/** The step that is being dragged. */
let dragged: number | undefined;

function stepItem(model: Model, change: Change, steps: Step[], step: Step, at: number): TemplateResult {
  const { funnel } = model.texts;
  const set = (next: Step) => change({ steps: replaced(steps, at, next) });
  const move = (from: number, to: number) => {
    const rest = steps.filter((_, i) => i !== from);
    change({ steps: [...rest.slice(0, to), steps[from]!, ...rest.slice(to)] });
  };
  const onKey = (event: KeyboardEvent) => {
    const to = at + Number(event.key === 'ArrowDown') - Number(event.key === 'ArrowUp');
    if (!event.altKey || to === at || to < 0 || to >= steps.length) return;
    event.preventDefault();
    move(at, to);
  };
  const onDrop = (event: DragEvent) => {
    if (dragged === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (dragged !== at) move(dragged, at);
    dragged = undefined;
  };
  const onOver = (event: DragEvent) => {
    if (dragged === undefined) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const inner = at > 0 && at < steps.length - 1;
  const marks = [step.optional ? funnel.optional : '', has(step) ? funnel.filtered : ''].filter(Boolean);
  return html`<li class="step" @keydown=${onKey} @dragover=${onOver} @drop=${onDrop}>
    <span
      class="grip"
      draggable="true"
      title=${funnel.drag}
      aria-hidden="true"
      @dragstart=${(event: DragEvent) => {
        dragged = at;
        event.dataTransfer?.setData('text/plain', step.name);
      }}
      @dragend=${() => (dragged = undefined)}
      >${model.formats.whole(at + 1)}</span
    >
    ${eventField(model, step, set, `${model.texts.settings.step} ${model.formats.whole(at + 1)}`)}
    ${marks.length ? html`<p class="hint">${marks.join(', ')}</p>` : nothing}
    <details>
      <summary aria-label=${funnel.detailsOf(step.name)} title=${funnel.details}>⋯</summary>
      <div class="inside">
        ${step.events.length > 0 ? moreEvents(model, step, set) : nothing} ${conditionList(model, step, set)}
        ${inner
          ? html`<label class="tick">
              <input type="checkbox" .checked=${live(!!step.optional)} @change=${(e: Event) => set({ ...step, optional: (e.currentTarget as HTMLInputElement).checked })} />
              ${funnel.mayBeMissing}
            </label>`
          : nothing}
        <div class="row">
          <button class="quiet" ?disabled=${at === 0} @click=${() => move(at, at - 1)} aria-label=${funnel.up(step.name)}>↑ ${funnel.upShort}</button>
          <button class="quiet" ?disabled=${at === steps.length - 1} @click=${() => move(at, at + 1)} aria-label=${funnel.down(step.name)}>↓ ${funnel.downShort}</button>
        </div>
      </div>
    </details>
    ${steps.length > 1
      ? html`<button class="quiet" aria-label=${model.texts.settings.removeStep(step.name)} @click=${() => remove(change, model, steps, at)}>×</button>`
      : nothing}
  </li>`;
}

function has(step: Step): boolean {
  return !!step.conditions?.length || !!step.alternatives?.length;
}

/** Takes a step out; exclusions that lose their ends go with it, and no step at an end stays optional. */
function remove(change: Change, model: Model, steps: Step[], at: number): void {
  const rest = steps.filter((_, i) => i !== at);
  const exclusions = (model.answers.get('funnel')?.config as FunnelConfig | undefined)?.exclusions ?? [];
  const shift = (step: number) => (step > at + 1 ? step - 1 : step);
  const kept = exclusions
    .map((one) => ({ ...one, fromStep: shift(one.fromStep), toStep: Math.min(shift(one.toStep), rest.length) }))
    .filter((one) => one.fromStep < one.toStep);
  change({ steps: tidy(rest), exclusions: kept });
}

function tidy(steps: Step[]): Step[] {
  return steps.map((step, i) => ((i === 0 || i === steps.length - 1) && step.optional ? { ...step, optional: false } : step));
}

const ANY = '\u0000any';

/** The first event of a step; any event; or the name of a step of several. */
function eventField(model: Model, step: Step, set: (step: Step) => void, label: string): TemplateResult {
  const names = eventNames(model);
  const chosen = step.events.length === 0 ? ANY : step.events.length === 1 ? step.events[0]! : '';
  const choices: [string, string][] = names.map((name) => [name, name]);
  if (chosen !== ANY && chosen && !names.includes(chosen)) choices.unshift([chosen, chosen]);
  if (!chosen) choices.unshift(['', step.name]);
  choices.push([ANY, model.texts.funnel.anyEvent]);
  const changed = (name: string) => {
    if (name === ANY) set({ ...step, name: model.texts.funnel.anyEvent, events: [] });
    else if (name) set({ ...step, name, events: [name] });
  };
  return choice(choices, chosen, changed, label);
}

/** The events of which each fills the step. */
function moreEvents(model: Model, step: Step, set: (step: Step) => void): TemplateResult {
  const { funnel } = model.texts;
  const rest = eventNames(model).filter((name) => !step.events.includes(name));
  const rename = (events: string[]): Step => ({ ...step, events, name: events.join(` ${funnel.or} `) });
  return html`${step.events.length > 1
      ? html`<ul class="chips">
          ${step.events.map(
            (name) => html`<li>
              <button class="chip" aria-label=${funnel.dropEvent(name)} @click=${() => set(rename(step.events.filter((other) => other !== name)))}>${name} ×</button>
            </li>`,
          )}
        </ul>`
      : nothing}
    ${rest.length > 0
      ? html`<label>
          ${funnel.orEvent}
          ${choice([['', '–'], ...rest.map((name): [string, string] => [name, name])], '', (name) => name && set(rename([...step.events, name])))}
        </label>`
      : nothing}`;
}

function adder(model: Model, change: Change, steps: Step[]): TemplateResult | typeof nothing {
  const names = eventNames(model);
  if (names.length === 0) return nothing;
  const used = new Set(steps.flatMap((step) => step.events));
  const ordered = [...names.filter((name) => !used.has(name)), ...names.filter((name) => used.has(name))];
  const add = (name: string) => name && change({ steps: [...steps, { name, events: [name] }] });
  return html`<label class="wide">
    ${model.texts.settings.addStep} ${choice([['', '–'], ...ordered.map((name): [string, string] => [name, name])], '', add)}
  </label>`;
}

/** What few need. */
function more(model: Model, change: Change, config: FunnelConfig): TemplateResult {
  const { funnel } = model.texts;
  const properties = (model.contents?.properties ?? []).filter((property) => property.of === 'events');
  const grain = config.grain === 'sessions' ? `sessions ${config.session ?? ''}` : (config.grain ?? 'customers');
  const grains: [string, string][] = [
    ['customers', funnel.grains.customers],
    ['entries', funnel.grains.entries],
    ['sessions ', funnel.grains.silence],
    ...properties.map(({ name }): [string, string] => [`sessions ${name}`, funnel.grains.session(name)]),
  ];
  const setGrain = (value: string) => {
    const [kind, ...rest] = value.split(' ');
    change({ grain: kind as 'customers', session: kind === 'sessions' ? rest.join(' ') || null : null });
  };
  const gap = config.gapSeconds ?? 0;
  return html`<details class="more">
    <summary>${funnel.more}</summary>
    <div class="controls">
      <label class="wide">${funnel.count} ${choice(grains, grain, setGrain)}</label>
      <label class="wide">
        ${funnel.gap}
        ${choice([['0', funnel.noGap], ...spans(model, GAPS, gap)], String(gap), (seconds) => change({ gapSeconds: Number(seconds) || null }))}
      </label>
      ${held(model, change, config)}
      <label class="tick wide">
        <input type="checkbox" .checked=${live(!!config.open)} @change=${(e: Event) => change({ open: (e.currentTarget as HTMLInputElement).checked })} />
        ${funnel.open}
      </label>
      ${exclusions(model, change, config)}
    </div>
  </details>`;
}

function held(model: Model, change: Change, config: FunnelConfig): TemplateResult | typeof nothing {
  const { funnel } = model.texts;
  const hold = config.hold ?? [];
  const rest = (model.contents?.properties ?? []).filter(({ name, of }) => of === 'events' && !hold.includes(name));
  if (rest.length === 0 && hold.length === 0) return nothing;
  return html`<div class="wide">
    <label>
      ${funnel.hold}
      ${hold.length < MOST_HELD
        ? choice([['', '–'], ...rest.map(({ name }): [string, string] => [name, name])], '', (name) => name && change({ hold: [...hold, name] }))
        : nothing}
    </label>
    <ul class="chips">
      ${hold.map(
        (name) => html`<li>
          <button class="chip" aria-label=${funnel.release(name)} @click=${() => change({ hold: hold.filter((other) => other !== name) })}>${name} ×</button>
        </li>`,
      )}
    </ul>
  </div>`;
}

function exclusions(model: Model, change: Change, config: FunnelConfig): TemplateResult | typeof nothing {
  const { funnel } = model.texts;
  const steps = config.steps ?? [];
  const list = config.exclusions ?? [];
  if (steps.length < 2) return nothing;
  const names = eventNames(model);
  const add = (name: string) =>
    name && change({ exclusions: [...list, { name, events: [name], fromStep: 1, toStep: steps.length }] });
  const set = (at: number, next: Exclusion) => change({ exclusions: replaced(list, at, next) });
  return html`<div class="wide">
    ${list.map((one, at) => exclusionFields(model, steps, one, (next) => set(at, next), () => change({ exclusions: list.filter((_, i) => i !== at) })))}
    <label>
      ${funnel.exclude} ${choice([['', '–'], ...names.map((name): [string, string] => [name, name])], '', add)}
    </label>
    ${list.length > 0
      ? html`<label>
          ${funnel.effect}
          ${choice(EFFECTS.map((name) => [name, funnel.effects[name]]), config.exclusionRule ?? EFFECTS[0], (name) =>
            change({ exclusionRule: name as (typeof EFFECTS)[number] }),
          )}
        </label>`
      : nothing}
  </div>`;
}

function exclusionFields(model: Model, steps: Step[], one: Exclusion, set: (next: Exclusion) => void, drop: () => void): TemplateResult {
  const { funnel } = model.texts;
  const numbered = (from: number, to: number): [string, string][] =>
    steps.slice(from - 1, to).map((step, i) => [String(from + i), `${model.formats.whole(from + i)} ${step.name}`]);
  return html`<fieldset class="exclusion">
    <legend>${funnel.not(one.name)} <button class="quiet" aria-label=${funnel.dropExclusion(one.name)} @click=${drop}>×</button></legend>
    <label>
      ${funnel.after}
      ${choice(numbered(1, steps.length - 1), String(one.fromStep), (n) => set({ ...one, fromStep: Number(n), toStep: Math.max(one.toStep, Number(n) + 1) }))}
    </label>
    <label>
      ${funnel.before} ${choice(numbered(one.fromStep + 1, steps.length), String(one.toStep), (n) => set({ ...one, toStep: Number(n) }))}
    </label>
  </fieldset>`;
}

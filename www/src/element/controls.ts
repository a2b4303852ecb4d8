// The settings of each view, with the values that hold.

import { html, nothing, type TemplateResult } from 'lit';
import type { Forecaster, FunnelConfig, FunnelRule, LadderConfig, SegmentsConfig, Step, TrustConfig, TrustShow, ValueConfig, ViewName } from '../../glue/clientele.js';
import { fromIsoDay, isoDay } from '../format.js';
import type { Answer, Model } from './model.js';

/** The settings of a view as fields. */
export function controls(model: Model, view: ViewName, answer: Answer): TemplateResult {
  switch (view) {
    case 'segments':
      return html`<div class="controls">${asOf(model, view, answer.config as { asOf?: number | null })} ${bins(model, answer.config as SegmentsConfig)}</div>`;
    case 'overview':
      return html`<div class="controls">${asOf(model, view, answer.config as { asOf?: number | null })}</div>`;
    case 'value':
      return html`<div class="controls">${asOf(model, view, answer.config as { asOf?: number | null })} ${outlook(model, answer.config as ValueConfig)}</div>`;
    case 'trust':
      return html`<div class="controls">${asOf(model, view, answer.config as { asOf?: number | null })} ${trustShow(model, answer.config as TrustConfig)}</div>`;
    case 'funnel':
      return funnelFields(model, answer.config as FunnelConfig);
    case 'ladder':
      return html`<div class="controls">${asOf(model, view, answer.config as { asOf?: number | null })} ${loyalty(model, answer.config as LadderConfig)}</div>`;
  }
}

/** Runs with the new value of a field, if the browser accepts it. */
function valid(then: (value: string) => void): (event: Event) => void {
  return (event) => {
    const field = event.currentTarget as HTMLInputElement | HTMLSelectElement;
    if (field.reportValidity()) then(field.value);
  };
}

function asOf(model: Model, view: ViewName, config: { asOf?: number | null }): TemplateResult {
  const { firstDay: first = null, lastDay: last = null } = model.contents ?? {};
  const day = config.asOf ?? last;
  const changed = valid((text) => void model.configure(view as 'segments', { asOf: fromIsoDay(text) }));
  return html`<label>
    ${model.texts.settings.asOf}
    <input
      type="date"
      .value=${day === null ? '' : isoDay(day)}
      min=${first === null ? nothing : isoDay(first)}
      max=${last === null ? nothing : isoDay(last)}
      @change=${changed}
    />
  </label>`;
}

function bins(model: Model, config: SegmentsConfig): TemplateResult {
  const changed = valid((text) => void model.configure('segments', { nBins: Number(text) }));
  return number(model.texts.settings.nBins, config.nBins ?? 5, 2, 9, 1, changed);
}

function loyalty(model: Model, config: LadderConfig): TemplateResult {
  const { settings } = model.texts;
  const set = (change: (value: number) => LadderConfig) => valid((text) => void model.configure('ladder', change(Number(text))));
  return html`${number(settings.loyalDays, config.loyalDays ?? 3, 3, 99, 1, set((loyalDays) => ({ loyalDays })))}
  ${number(settings.overdueFactor, config.overdueFactor ?? 3, 1, 20, 1, set((overdueFactor) => ({ overdueFactor })))}`;
}

function outlook(model: Model, config: ValueConfig): TemplateResult {
  const { settings, forecasters } = model.texts;
  const set = (change: (value: number) => ValueConfig) => valid((text) => void model.configure('value', change(Number(text))));
  return html`${number(settings.horizon, config.horizonMonths ?? 12, 1, 60, 1, set((horizonMonths) => ({ horizonMonths })))}
  ${number(settings.discount, percent(config.discountPerYear ?? 0.1), 0, 100, 0.5, set((n) => ({ discountPerYear: n / 100 })))}
  <label>
    ${settings.margin}
    <input
      type="number"
      .value=${config.margin ? String(percent(config.margin)) : ''}
      min="1"
      max="100"
      placeholder=${settings.byCost}
      @change=${valid((text) => void model.configure('value', { margin: text ? Number(text) / 100 : null }))}
    />
  </label>
  <label class="wide">
    ${settings.model}
    <select @change=${valid((name) => void model.configure('value', { model: name as Forecaster }))}>
      ${(['automatic', ...FORECASTERS] as const).map(
        (name) => html`<option value=${name} ?selected=${name === config.model}>${forecasters[name]}</option>`,
      )}
    </select>
  </label>`;
}

const FORECASTERS = ['BG/NBD', 'MBG/NBD', 'Pareto/NBD', 'Rate so far'] as const;
const LOOKS = ['forecasts', 'gains', 'calibration', 'frequency', 'weeks', 'so far', 'counts'] as const;

function trustShow(model: Model, config: TrustConfig): TemplateResult {
  const { settings, looks } = model.texts;
  const changed = valid((show) => void model.configure('trust', { show: show as TrustShow }));
  return html`<label class="wide">
    ${settings.show}
    <select @change=${changed}>
      ${LOOKS.map((name) => html`<option value=${name} ?selected=${name === (config.show ?? LOOKS[0])}>${looks[name]}</option>`)}
    </select>
  </label>`;
}

function number(label: string, value: number, min: number, max: number, step: number, changed: (event: Event) => void): TemplateResult {
  return html`<label>
    ${label}
    <input type="number" .value=${String(value)} min=${min} max=${max} step=${step} required @change=${changed} />
  </label>`;
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}

const DAY_SECONDS = 86_400;
const WINDOWS = [1, 7, 14, 30, 90, 365];
const USUAL_WINDOW = 14;
const RULES: FunnelRule[] = [
  'best chain',
  'first entry only',
  'window restarts at each step',
  'no window',
  'neighbouring steps',
  'any order',
  'strict increase',
];

function funnelFields(model: Model, config: FunnelConfig): TemplateResult {
  const { settings, rules } = model.texts;
  const steps = config.steps ?? [];
  const set = (change: FunnelConfig) => void model.configure('funnel', change);
  const rule = valid((name) => set({ rule: name as FunnelRule }));
  const window = valid((days) => set({ windowSeconds: Number(days) * DAY_SECONDS }));
  const days = config.windowSeconds ? config.windowSeconds / DAY_SECONDS : USUAL_WINDOW;
  return html`<div class="controls">
    ${steps.map((step, i) => stepField(model, steps, step, i))} ${stepAdder(model, steps)}
    <label class="wide">
      ${settings.rule}
      <select @change=${rule}>
        ${RULES.map((name) => html`<option value=${name} ?selected=${name === (config.rule ?? RULES[0])}>${rules[name]}</option>`)}
      </select>
    </label>
    ${config.rule === 'no window'
      ? nothing
      : html`<label class="wide">
          ${settings.window}
          <select @change=${window}>
            ${WINDOWS.map((n) => html`<option value=${n} ?selected=${days === n}>${settings.days(n)}</option>`)}
          </select>
        </label>`}
  </div>`;
}

function stepField(model: Model, steps: Step[], step: Step, at: number): TemplateResult {
  const { settings } = model.texts;
  const set = (list: Step[]) => void model.configure('funnel', { steps: list });
  const names = model.contents?.events.map((event) => event.name) ?? [];
  const chosen = step.events.length === 1 ? step.events[0] : undefined;
  const changed = valid((name) => set(steps.map((old, i) => (i === at && name ? stepOf(name) : old))));
  return html`<div class="wide step">
    <label>
      <span class="sr">${settings.step}</span> ${model.formats.whole(at + 1)}
      <select @change=${changed}>
        ${chosen === undefined ? html`<option value="" selected>${step.name}</option>` : nothing}
        ${names.map((name) => html`<option value=${name} ?selected=${name === chosen}>${name}</option>`)}
      </select>
    </label>
    ${steps.length > 1
      ? html`<button class="quiet" aria-label=${settings.removeStep(step.name)} @click=${() => set(steps.filter((_, i) => i !== at))}>×</button>`
      : nothing}
  </div>`;
}

function stepAdder(model: Model, steps: Step[]): TemplateResult | typeof nothing {
  const used = new Set(steps.flatMap((step) => step.events));
  const unused = (model.contents?.events ?? []).filter((event) => !used.has(event.name));
  if (unused.length === 0) return nothing;
  const add = (event: Event) => {
    const field = event.currentTarget as HTMLSelectElement;
    if (field.value) void model.configure('funnel', { steps: [...steps, stepOf(field.value)] });
    field.value = '';
  };
  return html`<label class="wide">
    ${model.texts.settings.addStep}
    <select @change=${add}>
      <option value="">–</option>
      ${unused.map(({ name }) => html`<option value=${name}>${name}</option>`)}
    </select>
  </label>`;
}

function stepOf(event: string): Step {
  return { name: event, events: [event] };
}

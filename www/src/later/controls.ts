// The settings of each view, with the values that hold.

import { html, nothing, type TemplateResult } from './kit.js';
import type { CustomerConfig, DecideConfig, DecideShow, Forecaster, FunnelConfig, Grouping, LadderConfig, SegmentsConfig, TrustConfig, TrustShow, ValueConfig, ViewName } from '../../glue/clientele.js';
import { fromIsoDay, isoDay } from '../format.js';
import { number, percent, valid } from './fields.js';
import { laterFields } from './more.js';
import { funnelFields } from './funnel/builder.js';
import type { Answer } from '../element/state.js';
import type { Whole as Model } from './whole.js';

/** The settings of a view as fields. */
export function controls(model: Model, view: ViewName, answer: Answer): TemplateResult {
  switch (view) {
    case 'segments':
      return html`<div class="controls">${asOf(model, view, answer.config as { asOf?: number | null })} ${bins(model, answer.config as SegmentsConfig)}</div>`;
    case 'overview':
      return html`<div class="controls">${asOf(model, view, answer.config as { asOf?: number | null })}</div>`;
    case 'value':
      return html`<div class="controls">${asOf(model, view, answer.config as { asOf?: number | null })} ${outlook(model, answer.config as ValueConfig)} ${who(model, {})}</div>`;
    case 'decide':
      return html`<div class="controls">${decideFields(model, answer.config as DecideConfig)}</div>`;
    case 'customer':
      return html`<div class="controls">${who(model, answer.config as CustomerConfig)} ${ahead(model, answer.config as CustomerConfig)}</div>`;
    case 'trust':
      return html`<div class="controls">${asOf(model, view, answer.config as { asOf?: number | null })} ${trustShow(model, answer.config as TrustConfig)}</div>`;
    case 'funnel':
      return funnelFields(model, answer.config as FunnelConfig);
    case 'ladder':
      return html`<div class="controls">${asOf(model, view, answer.config as { asOf?: number | null })} ${loyalty(model, answer.config as LadderConfig)}</div>`;
    default:
      // The parts behind the funnel have fields of their own.
      if (view.startsWith('funnel_')) return html``;
      if (view === 'agreement') return html`<div class="controls">${laterFields(model, view, answer)}</div>`;
      // The map of codes has the settings of the segments.
      return html`<div class="controls">${asOf(model, view === 'codes' ? 'segments' : view, answer.config as { asOf?: number | null })} ${laterFields(model, view, answer)}</div>`;
  }
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

const SHOWS = ['groups', 'risk', 'contact', 'movement', 'alive', 'worth', 'referrals', 'contracts', 'opportunities'] as const;
const BYS = ['segment', 'tier', 'channel', 'country', 'first product', 'cohort'] as const;

function decideFields(model: Model, config: DecideConfig): TemplateResult {
  const { settings, decisions, groupings } = model.texts;
  const set = (change: DecideConfig) => void model.configure('decide', change);
  const picked = (change: (value: string) => DecideConfig) => valid((value) => set(change(value)));
  const show = config.show ?? 'groups';
  return html`<label class="wide">
      ${settings.show}
      <select @change=${picked((name) => ({ show: name as DecideShow }))}>
        ${SHOWS.map((name) => html`<option value=${name} ?selected=${name === show}>${decisions[name]}</option>`)}
      </select>
    </label>
    ${show === 'groups'
      ? html`<label class="wide">
          ${settings.by}
          <select @change=${picked((name) => ({ by: name as Grouping }))}>
            ${BYS.map((name) => html`<option value=${name} ?selected=${name === (config.by ?? 'segment')}>${groupings[name]}</option>`)}
          </select>
        </label>`
      : nothing}
    ${show === 'contact'
      ? html`${number(settings.contactCost, config.cost ?? 1, 0, 1_000_000, 0.01, picked((text) => ({ cost: Number(text) })))}
        ${number(settings.uplift, percent(config.uplift ?? 0.1), 0.1, 100, 0.1, picked((text) => ({ uplift: Number(text) / 100 })))}`
      : nothing}
    ${show === 'movement'
      ? html`<label>
          ${settings.compareWith}
          <input type="date" .value=${config.since == null ? '' : isoDay(config.since)} @change=${picked((text) => ({ since: text ? fromIsoDay(text) : null }))} />
        </label>`
      : nothing}
    ${show === 'contracts'
      ? number(settings.periodMonths, config.periodMonths ?? 1, 1, 60, 1, picked((text) => ({ periodMonths: Number(text) })))
      : nothing}
    ${number(settings.horizon, config.horizonMonths ?? 12, 1, 60, 1, picked((text) => ({ horizonMonths: Number(text) })))}
    ${number(settings.discount, percent(config.discountPerYear ?? 0.1), 0, 100, 0.5, picked((text) => ({ discountPerYear: Number(text) / 100 })))}`;
}

function who(model: Model, config: CustomerConfig): TemplateResult {
  const changed = valid((id) => id && void model.later.open(id));
  return html`<label class="wide">
    ${model.texts.settings.customer}
    <input type="search" .value=${config.customer ?? ''} autocomplete="off" @change=${changed} />
  </label>`;
}

function ahead(model: Model, config: CustomerConfig): TemplateResult {
  const { settings } = model.texts;
  const set = (change: (value: number) => CustomerConfig) => valid((text) => void model.configure('customer', change(Number(text))));
  return html`${asOf(model, 'customer', config)}
  ${number(settings.horizon, config.horizonMonths ?? 12, 1, 60, 1, set((horizonMonths) => ({ horizonMonths })))}
  ${number(settings.discount, percent(config.discountPerYear ?? 0.1), 0, 100, 0.5, set((n) => ({ discountPerYear: n / 100 })))}
  ${number(settings.noneDays, config.noneDays ?? 91, 1, 3650, 1, set((noneDays) => ({ noneDays })))}`;
}

const FORECASTERS = ['BG/NBD', 'MBG/NBD', 'Pareto/NBD', 'Rate so far'] as const;
const LOOKS = ['forecasts', 'gains', 'calibration', 'frequency', 'weeks', 'so far', 'counts', 'fit', 'parameters'] as const;

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

// The settings of each part behind the funnel.

import { html, live, nothing, type TemplateResult } from '../kit.js';
import type {
  FunnelConfig,
  FunnelCustomerConfig,
  FunnelGroupsConfig,
  FunnelNextConfig,
  FunnelPartName,
  FunnelTimesConfig,
  FunnelTrendConfig,
  Report,
} from '../../../glue/clientele.js';
import type { Whole as Model } from '../whole.js';
import type { Picture } from '../../element/picture.js';
import { choice } from './builder.js';

const ATTRIBUTIONS = ['first', 'last', 'step', 'all steps'] as const;
const PERIODS = ['day', 'week', 'week from sunday', 'month', 'quarter'] as const;

/** The fields of a part; without a report it was refused. */
export function partFields(model: Model, part: FunnelPartName, picture: Picture, report: Report | undefined): TemplateResult | typeof nothing {
  const config = model.later.parts.settings.get(part) ?? {};
  switch (part) {
    case 'funnel_windows':
      return report ? slider(model, picture, report) : nothing;
    case 'funnel_groups':
      return groupFields(model, config as FunnelGroupsConfig);
    case 'funnel_trend':
      return trendFields(model, config as FunnelTrendConfig);
    case 'funnel_times':
      return timesFields(model, config as FunnelTimesConfig);
    case 'funnel_next':
      return nextFields(model, config as FunnelNextConfig);
    case 'funnel_customer':
      return customerFields(model, config as FunnelCustomerConfig);
    default:
      return nothing;
  }
}

/** The required steps, numbered. */
function steps(model: Model): [string, string][] {
  const config = model.answers.get('funnel')?.config as FunnelConfig | undefined;
  const required = (config?.steps ?? []).filter((step) => !step.optional);
  return required.map((step, i) => [String(i + 1), `${model.formats.whole(i + 1)} ${step.name}`]);
}

/** Moves over the windows of the curve, which is there already: nothing is computed. */
function slider(model: Model, picture: Picture, report: Report): TemplateResult {
  const { funnel } = model.texts;
  const { rows } = report.table;
  const now = model.later.parts.windowAt ?? picture.point;
  const at = Math.min(now ?? rows.length - 1, rows.length - 1);
  const row = rows[at] ?? [];
  const move = (event: Event) => {
    model.later.parts.windowAt = Number((event.currentTarget as HTMLInputElement).value);
    picture.pointAt(model.later.parts.windowAt);
  };
  const words = funnel.within(String(row[0] ?? ''), model.formats.cell(row[1] ?? null, 'share'), model.formats.cell(row.at(-1) ?? null, 'count'));
  return html`<div class="slider">
    <label>
      ${model.texts.settings.window}
      <input type="range" min="0" max=${rows.length - 1} step="1" .value=${live(String(at))} aria-valuetext=${words} @input=${move} />
    </label>
    <output>${words}</output>
    <button @click=${() => model.later.parts.useWindow(at)}>${funnel.useWindow}</button>
  </div>`;
}

function groupFields(model: Model, config: FunnelGroupsConfig): TemplateResult {
  const { funnel } = model.texts;
  const properties = model.contents?.properties ?? [];
  const key = (of: string, name: string) => `${of} ${name}`;
  const usual = properties.find(({ nValues }) => nValues >= 2 && nValues <= 50) ?? properties[0];
  const ofCustomers = config.property ? config.attribution === 'customer' : usual?.of === 'customers';
  const chosen = key(ofCustomers ? 'customers' : 'events', config.property ?? usual?.name ?? '');
  const choices = properties.map(({ name, of }): [string, string] => [key(of, name), funnel.of[of](name)]);
  const set = (value: string) => {
    const of = value.split(' ')[0]!;
    const attribution = of === 'customers' ? 'customer' : config.attribution === 'customer' ? 'first' : config.attribution;
    void model.later.parts.configure('funnel_groups', { property: value.slice(of.length + 1), attribution });
  };
  const attribution = config.attribution === 'customer' ? 'first' : (config.attribution ?? 'first');
  return html`<div class="controls">
    <label>${funnel.property} ${choice(choices, chosen, set)}</label>
    ${ofCustomers
      ? nothing
      : html`<label>
          ${funnel.attribution}
          ${choice(ATTRIBUTIONS.map((name) => [name, funnel.attributions[name]]), attribution, (name) =>
            model.later.parts.configure('funnel_groups', { property: config.property ?? usual?.name, attribution: name as 'first' }),
          )}
        </label>`}
    ${attribution === 'step' && !ofCustomers
      ? html`<label>
          ${model.texts.settings.step}
          ${choice(steps(model), String(config.step ?? 1), (n) => model.later.parts.configure('funnel_groups', { step: Number(n) }))}
        </label>`
      : nothing}
  </div>`;
}

function trendFields(model: Model, config: FunnelTrendConfig): TemplateResult {
  const { funnel } = model.texts;
  const choices: [string, string][] = [['', funnel.periods.usual], ...PERIODS.map((name): [string, string] => [name, funnel.periods[name]])];
  const set = (name: string) => model.later.parts.configure('funnel_trend', { period: (name || null) as FunnelTrendConfig['period'] });
  return html`<div class="controls"><label>${funnel.period} ${choice(choices, config.period ?? '', set)}</label></div>`;
}

function timesFields(model: Model, config: FunnelTimesConfig): TemplateResult {
  const { funnel } = model.texts;
  const all = steps(model);
  const from = Math.min(config.from ?? 1, all.length - 1);
  const to = Math.max(config.to || all.length, from + 1);
  return html`<div class="controls">
    <label>
      ${funnel.from}
      ${choice(all.slice(0, -1), String(from), (n) => model.later.parts.configure('funnel_times', { from: Number(n), to: Math.max(to, Number(n) + 1) }))}
    </label>
    <label>${funnel.to} ${choice(all.slice(from), String(to), (n) => model.later.parts.configure('funnel_times', { from, to: Number(n) }))}</label>
  </div>`;
}

function nextFields(model: Model, config: FunnelNextConfig): TemplateResult {
  const set = (n: string) => model.later.parts.configure('funnel_next', { step: Number(n) });
  return html`<div class="controls"><label>${model.texts.funnel.stoppedAt} ${choice([['0', model.texts.funnel.worst], ...steps(model)], String(config.step ?? 0), set)}</label></div>`;
}

function customerFields(model: Model, config: FunnelCustomerConfig): TemplateResult {
  const { funnel } = model.texts;
  const ask = (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const field = form.elements.namedItem('customer') as HTMLInputElement;
    void model.later.parts.configure('funnel_customer', { customer: field.value });
  };
  return html`<form class="row ask" @submit=${ask}>
    <label>
      ${funnel.customer}
      <input name="customer" autocomplete="off" spellcheck="false" .value=${config.customer ?? ''} placeholder=${funnel.customerHint} />
    </label>
    <button>${funnel.explain}</button>
  </form>`;
}

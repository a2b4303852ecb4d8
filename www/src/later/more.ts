// The settings of the later views, with the values that hold.

import { html, nothing, type TemplateResult } from './kit.js';
import type {
  Activity,
  AgreementConfig,
  Contents,
  Feature,
  GroupsConfig,
  MovementConfig,
  PeriodName,
  ProfileConfig,
  RetentionConfig,
  RhythmConfig,
  RungsConfig,
  StagesConfig,
  RulesConfig,
  SegmentsConfig,
  SurvivalConfig,
  TiersConfig,
  ViewName,
} from '../../glue/clientele.js';
import type { Configs } from '../engine/engine.js';
import { fromIsoDay, isoDay } from '../format.js';
import { rungsFields, stagesFields } from './climb.js';
import { choice, number, percent, valid } from './fields.js';
import { agreementFields, codesFields, profileFields } from './parts.js';
import { rulesFields } from './rules.js';
import type { Answer } from '../element/state.js';
import type { Whole as Model } from './whole.js';

/** The settings of a later view as fields, the day as of which it is seen left out. */
export function laterFields(model: Model, view: ViewName, { config, report }: Answer): TemplateResult | typeof nothing {
  switch (view) {
    case 'retention':
      return retention(model, config as RetentionConfig);
    case 'rates':
      return html`${period(model, 'rates', config as RetentionConfig)} ${activity(model, 'rates', config as RetentionConfig)}`;
    case 'survival':
      return html`${survival(model, config as SurvivalConfig)} ${activity(model, 'survival', config as SurvivalConfig)}`;
    case 'lateness':
      return html`${overdue(model, config as RhythmConfig)} ${activity(model, 'lateness', config as RhythmConfig)}`;
    case 'gaps':
      return activity(model, 'gaps', config as RhythmConfig);
    case 'rungs':
      return rungsFields(model, config as RungsConfig);
    case 'stages':
      return stagesFields(model, config as StagesConfig);
    case 'tiers':
      return tiers(model, config as TiersConfig);
    case 'groups':
      return groups(model, config as GroupsConfig);
    case 'profile':
      return profileFields(model, config as ProfileConfig, report.choices);
    case 'codes':
      return codesFields(model, config as SegmentsConfig, report);
    case 'rules':
      return rulesFields(model, config as RulesConfig);
    case 'agreement':
      return agreementFields(model, config as AgreementConfig);
    case 'movement':
      return movement(model, config as MovementConfig);
    default:
      return nothing;
  }
}

type Pairs<T extends string> = readonly (readonly [value: T, label: string])[];

/** The words of a catalogue as choices, in its order. */
function pairs<T extends string>(words: Record<T, string>, only: (value: T) => boolean = () => true): Pairs<T> {
  return (Object.entries(words) as [T, string][]).filter(([value]) => only(value));
}

function setter<V extends ViewName>(model: Model, view: V): (change: Partial<Configs[V]>) => void {
  return (change) => void model.configure(view, change);
}

function period(model: Model, view: 'retention' | 'rates', config: RetentionConfig): TemplateResult {
  const { settings, periods } = model.texts;
  const set = setter(model, view);
  const all: Pairs<PeriodName | ''> = [['', settings.auto], ...pairs(periods)];
  return choice(settings.period, all, config.period ?? '', (value) => set({ period: value || null }));
}

function retention(model: Model, config: RetentionConfig): TemplateResult {
  const { settings, measures, clocks, returns } = model.texts;
  const set = setter(model, 'retention');
  const ranges = (text: string) => set({ brackets: text.split(/[^0-9]+/).filter(Boolean).map(Number) });
  return html`${period(model, 'retention', config)} ${cohorts(model, config)} ${activity(model, 'retention', config)}
  ${choice(settings.measure, pairs(measures), config.measure ?? 'customers', (measure) => set({ measure }))}
  ${choice(settings.rule, pairs(returns), config.rule ?? 'on', (rule) => set({ rule }))}
  ${choice(settings.clock, pairs(clocks), config.clock ?? 'calendar', (clock) => set({ clock }))}
  ${number(settings.minimum, config.minimum ?? 1, 1, 1000, 1, valid((text) => set({ minimum: Number(text) })))}
  ${number(settings.columns, config.columns ?? 12, 1, 500, 1, valid((text) => set({ columns: Number(text) })))}
    <label>
      ${settings.brackets}
      <input
        inputmode="numeric"
        placeholder="1, 3, 6, 12"
        pattern="\\s*([1-9][0-9]*([,; ]+[1-9][0-9]*)*)?\\s*"
        .value=${(config.brackets ?? []).join(', ')}
        @change=${valid(ranges)}
      />
    </label>`;
}

/** What counts as being there, where there is more than purchases to choose from. */
function activity<V extends 'retention' | 'rates' | 'survival' | 'gaps' | 'lateness'>(model: Model, view: V, { activity: now }: { activity?: Activity | null }): TemplateResult | typeof nothing {
  const { settings, activities } = model.texts;
  const { nOrders = 0, nEvents = 0, events = [] } = model.contents ?? {};
  if (nEvents === 0) return nothing;
  const words = Object.entries(activities).filter(([name]) => name !== 'purchases' || nOrders > 0);
  const names = events.slice(0, 40).map(({ name }): [string, string] => [`e:${name}`, name]);
  const chosen = now == null ? '' : typeof now === 'string' ? now : `e:${now[0]}`;
  return choice(settings.activity, [['', settings.auto], ...words, ...names] as [string, string][], chosen, (value) => {
    const activity = value.startsWith('e:') ? [value.slice(2)] : ((value || null) as Activity | null);
    void model.configure(view, { activity } as Partial<Configs[V]>);
  });
}

/** Every way to form cohorts that the loaded files allow; names of attributes come from the files. */
function cohorts(model: Model, config: RetentionConfig): TemplateResult {
  const { settings, cohorts: words } = model.texts;
  const { contents } = model;
  const known = (value: keyof typeof words) =>
    ({ first: true, every: true, product: contents?.products, category: contents?.categories, campaign: contents?.campaigns })[value] ?? false;
  const values: (readonly [string, string])[] = [...pairs(words, known)];
  for (const { name } of contents?.attributes ?? []) values.push([`a:${name}`, name]);
  for (const { name } of contents?.orderAttributes ?? []) values.push([`o:${name}`, settings.firstOrder(name)]);
  const now = config.cohorts ?? 'first';
  const chosen = typeof now === 'string' ? now : 'attribute' in now ? `a:${now.attribute}` : `o:${now.firstOrder}`;
  return choice(settings.cohorts, values, chosen, (value) => {
    const name = value.slice(2);
    const cohorts = value.startsWith('a:') ? { attribute: name } : value.startsWith('o:') ? { firstOrder: name } : value;
    void model.configure('retention', { cohorts: cohorts as RetentionConfig['cohorts'] });
  });
}

function survival(model: Model, config: SurvivalConfig): TemplateResult {
  const { settings } = model.texts;
  const silence = (text: string) => void model.configure('survival', { silenceDays: text ? Number(text) : null });
  const contracts = (of: '' | 'yes' | 'no') => void model.configure('survival', { contracts: of === '' ? null : of === 'yes' });
  const now = config.contracts === undefined || config.contracts === null ? '' : config.contracts ? 'yes' : 'no';
  return html`<label>
      ${settings.silence}
      <input type="number" min="1" max="3650" placeholder=${settings.auto} .value=${String(config.silenceDays ?? '')} @change=${valid(silence)} />
    </label>
    ${model.contents?.contracts
      ? choice(settings.lives, [['', settings.auto], ['yes', settings.contracts], ['no', settings.activities]] as const, now, contracts)
      : nothing}`;
}

function overdue(model: Model, config: RhythmConfig): TemplateResult {
  const changed = valid((text) => void model.configure('lateness', { overdueFactor: Number(text) }));
  return number(model.texts.settings.overdueFactor, config.overdueFactor ?? 3, 1, 20, 1, changed);
}

const ENDS: [number, number, number] = [0.05, 0.2, 0.5];

function tiers(model: Model, config: TiersConfig): TemplateResult {
  const { settings, worths, tierEnds } = model.texts;
  const ends = config.ends ?? ENDS;
  const end = (at: number) => (text: string) => {
    const changed = ends.map((old, i) => (i === at ? Number(text) / 100 : old)) as [number, number, number];
    void model.configure('tiers', { ends: changed });
  };
  return html`${model.contents?.costs
    ? choice(settings.measure, pairs(worths), config.measure ?? 'profit', (measure) => void model.configure('tiers', { measure }))
    : nothing}
  ${tierEnds.map((label, i) =>
    number(label, percent(ends[i]!), percent(ends[i - 1] ?? 0) + 0.1, percent(ends[i + 1] ?? 1) - 0.1, 0.1, valid(end(i))),
  )}`;
}

const FEATURES: Feature[] = ['recency', 'orders', 'amount'];

function groups(model: Model, config: GroupsConfig): TemplateResult {
  const { settings, features } = model.texts;
  const chosen = config.features ?? FEATURES;
  const toggle = (name: Feature) => (event: Event) => {
    const field = event.currentTarget as HTMLInputElement;
    const next = (Object.keys(features) as Feature[]).filter((other) => (other === name ? field.checked : chosen.includes(other)));
    if (next.length > 0) void model.configure('groups', { features: next });
    else field.checked = true;
  };
  const n = (text: string) => void model.configure('groups', { nGroups: text ? Number(text) : null });
  return html`<label>
      ${settings.nGroups}
      <input type="number" min="2" max="20" placeholder=${settings.auto} .value=${String(config.nGroups ?? '')} @change=${valid(n)} />
    </label>
    <fieldset class="wide">
      <legend>${settings.features}</legend>
      ${pairs(features).map(
        ([name, label]) => html`<label><input type="checkbox" .checked=${chosen.includes(name)} @change=${toggle(name)} /> ${label}</label>`,
      )}
    </fieldset>`;
}

function movement(model: Model, config: MovementConfig): TemplateResult {
  const { settings, movements } = model.texts;
  const { firstDay, lastDay } = model.contents ?? ({} as Partial<Contents>);
  const from = valid((text) => void model.configure('movement', { from: fromIsoDay(text) }));
  return html`<label>
      ${settings.since}
      <input
        type="date"
        .value=${typeof config.from === 'number' ? isoDay(config.from) : ''}
        min=${typeof firstDay === 'number' ? isoDay(firstDay) : nothing}
        max=${typeof lastDay === 'number' ? isoDay(lastDay) : nothing}
        @change=${from}
      />
    </label>
    ${choice(settings.picture, pairs(movements), config.as ?? 'flow', (as) => void model.configure('movement', { as }))}`;
}

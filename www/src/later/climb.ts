// The settings of the ladders that the reader defines: what each rung means, and what each stage is taken from.

import type { RungsConfig, StageSource, StagesConfig } from '../../glue/clientele.js';
import { choice, number, valid } from './fields.js';
import { html, nothing, type TemplateResult } from './kit.js';
import type { Whole as Model } from './whole.js';

/** Names of events offered, the most frequent ones. */
const MOST_EVENTS = 40;

const events = (model: Model): [string, string][] =>
  (model.contents?.events ?? []).slice(0, MOST_EVENTS).map(({ name }) => [`e:${name}`, name]);

const named = (value: string) => ({ events: [value.slice(2)] });

const word = (now: string | { events: string[] } | { below: number } | null | undefined, usual: string) =>
  now == null ? usual : typeof now === 'string' ? now : 'below' in now ? 'below' : `e:${now.events[0]}`;

/** A number that may be left out. */
function maybe(label: string, value: number | null | undefined, min: number, max: number, step: number | 'any', set: (value: number | null) => void): TemplateResult {
  return html`<label>
    ${label}
    <input type="number" min=${min} max=${max} step=${step} .value=${String(value ?? '')} @change=${valid((text) => set(text ? Number(text) : null))} />
  </label>`;
}

/** What each rung of loyalty means. */
export function rungsFields(model: Model, config: RungsConfig): TemplateResult {
  const { settings, awares, trials } = model.texts;
  const set = (change: RungsConfig) => void model.configure('rungs', change);
  const least = config.multipleFrom ?? 2;
  const aware = (value: string) => set({ aware: (value.startsWith('e:') ? named(value) : value) as RungsConfig['aware'] });
  const below = config.trial && typeof config.trial === 'object' && 'below' in config.trial ? config.trial.below : undefined;
  const trial = (value: string) =>
    set({ trial: (value.startsWith('e:') ? named(value) : value === 'below' ? { below: 10 } : value) as RungsConfig['trial'] });
  return html`${choice(settings.aware, [...Object.entries(awares), ...events(model)], word(config.aware, 'any file'), aware)}
  ${choice(settings.trial, [...Object.entries(trials), ...events(model)], word(config.trial, 'any event'), trial)}
  ${below === undefined ? nothing : number(settings.trialBelow, below, 0, 1_000_000_000, 0.01, valid((text) => set({ trial: { below: Number(text) } })))}
  ${maybe(settings.leastAmount, config.leastAmount, 0, 1_000_000_000, 'any', (leastAmount) => set({ leastAmount }))}
  ${number(settings.multipleFrom, least, 2, 99, 1, valid((text) => set({ multipleFrom: Number(text), loyalFrom: Math.max(config.loyalFrom ?? 4, Number(text)) })))}
  ${number(settings.loyalFrom, config.loyalFrom ?? 4, least, 999, 1, valid((text) => set({ loyalFrom: Number(text) })))}
  ${maybe(settings.withinMonths, config.withinMonths, 1, 1200, 1, (withinMonths) => set({ withinMonths }))}
  ${maybe(settings.overdueFactor, config.overdueFactor, 1, 20, 1, (overdueFactor) => set({ overdueFactor }))}`;
}

/** What each stage of acquisition is taken from. */
export function stagesFields(model: Model, config: StagesConfig): TemplateResult {
  const { settings, stages, sources } = model.texts;
  const { nOrders = 0, nEvents = 0, campaigns = false } = model.contents ?? {};
  const may: Record<string, boolean> = {
    contacts: campaigns,
    responses: campaigns,
    'any event': nEvents > 0,
    'events after purchase': nEvents > 0,
    orders: nOrders > 0 || nEvents > 0,
    'repeat orders': nOrders > 0 || nEvents > 0,
  };
  const offered = Object.entries(sources).filter(([name]) => may[name] ?? true);
  const values: [string, string][] = [['', settings.auto], ...offered, ...events(model)];
  const names = Object.entries(stages) as [keyof typeof stages, string][];
  return html`${names.map(([name, label]) =>
    choice(label, values, word(config[name] as StageSource | null, ''), (value) =>
      void model.configure('stages', { [name]: value.startsWith('e:') ? named(value) : value || null }),
    ),
  )}`;
}

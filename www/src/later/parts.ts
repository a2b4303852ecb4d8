// The settings of views about groups of customers, whatever made them.

import type { AgreementConfig, AssignedCodes, PartsConfig, ProfileConfig, Report, SegmentsConfig } from '../../glue/clientele.js';
import { fromIsoDay, isoDay } from '../format.js';
import { choice, number, valid } from './fields.js';
import { html, nothing, sheetTable, type TemplateResult } from './kit.js';
import type { Whole as Model } from './whole.js';

type By = NonNullable<PartsConfig['by']>;
type Scale = 'recency' | 'frequency' | 'money';

const SCALES: readonly Scale[] = ['recency', 'frequency', 'money'];

/** The segments by their codes, in the order in which answers name them. */
export const SEGMENTS = ['champions', 'loyal', 'potential_loyalists', 'new', 'promising', 'need_attention', 'about_to_sleep', 'at_risk', 'cannot_lose', 'hibernating', 'lost'] as const;

/** What the segments are called, with their codes. */
export function segmentNames(model: Model): [string, string][] {
  const rows = model.answers.get('segments')?.report.table.rows ?? [];
  return SEGMENTS.map((code, at) => [code, String(rows[at]?.[0] ?? code)]);
}

function ways(model: Model): [By, string][] {
  const possible = (by: By) => by !== 'picked' || model.later.selection.picks.length > 0;
  return (Object.entries(model.texts.parts.ways) as [By, string][]).filter(([by]) => possible(by));
}

/** Which group, of which groups, and how many traits. */
export function profileFields(model: Model, config: ProfileConfig, choices: string[]): TemplateResult {
  const { parts, settings } = model.texts;
  const set = (change: ProfileConfig) => void model.configure('profile', change);
  const groups = choices.map((name, at): [string, string] => [String(at), name]);
  const group = config.group === undefined || config.group === null ? '' : String(config.group);
  return html`${choice(parts.by, ways(model), config.by ?? 'segments', (by) => set({ by, group: null }))}
  ${choice(parts.group, [['', settings.auto], ...groups], group, (at) => set({ group: at === '' ? null : Number(at) }))}
  ${number(parts.traits, config.n ?? 12, 1, 500, 1, valid((text) => set({ n: Number(text) })))}`;
}

/** How customers are scored, where the scales are cut, and which codes belong elsewhere. */
export function codesFields(model: Model, config: SegmentsConfig, report: Report): TemplateResult {
  const { parts, settings } = model.texts;
  const set = (change: SegmentsConfig) => void model.configure('segments', change);
  const refused = model.refused.get('segments');
  return html`${refused === undefined ? nothing : html`<p class="notice wide" role="alert">${refused}</p>`}
    ${number(settings.nBins, config.nBins ?? 5, 2, 9, 1, valid((text) => set({ nBins: Number(text), cuts: null, map: [] })))}
    ${choice(parts.purchases, Object.entries(parts.counted) as ['orders' | 'days', string][], config.purchases ?? 'orders', (purchases) => set({ purchases }))}
    <fieldset class="wide cuts">
      <legend>${parts.cuts}</legend>
      <p class="hint">${parts.cutHint}</p>
      ${SCALES.map((scale) => cutField(model, config, scale, set))}
    </fieldset>
    ${mapFields(model, config, set)}
    ${report.scales ? html`<div class="wide">${sheetTable(report.scales, model.formats, parts.cuts, undefined)}</div>` : nothing}`;
}

/** As many cuts as there are scores but one: another number of cuts is another number of scores. */
function cutField(model: Model, config: SegmentsConfig, scale: Scale, set: (change: SegmentsConfig) => void): TemplateResult {
  const { parts } = model.texts;
  const changed = (text: string) => {
    const own = text.split(/[^0-9.]+/).filter(Boolean).map(Number);
    const nBins = own.length > 0 ? own.length + 1 : (config.nBins ?? 5);
    const cuts = Object.fromEntries(SCALES.map((name) => [name, name === scale ? own : (config.cuts?.[name] ?? [])]));
    const fits = SCALES.every((name) => cuts[name]!.length === 0 || cuts[name]!.length === nBins - 1);
    set({ nBins, cuts: fits ? cuts : { [scale]: own }, ...(nBins !== (config.nBins ?? 5) && { map: [] }) });
  };
  return html`<label>
    ${parts.scales[scale]}
    <input
      inputmode="decimal"
      pattern="\\s*([0-9]+([.][0-9]+)?([,; ]+[0-9]+([.][0-9]+)?)*)?\\s*"
      placeholder="–"
      .value=${(config.cuts?.[scale] ?? []).join(', ')}
      @change=${valid(changed)}
    />
  </label>`;
}

/** Ranges of codes and the segment to which they shall belong. The code whose customers are listed stands there first. */
function mapFields(model: Model, config: SegmentsConfig, set: (change: SegmentsConfig) => void): TemplateResult {
  const { parts } = model.texts;
  const map = config.map ?? [];
  const names = segmentNames(model);
  const last = config.nBins ?? 5;
  const { members } = model.state;
  const code = members?.view === 'codes' ? [...members.name].map(Number) : [];
  const written = (own: AssignedCodes) =>
    SCALES.map((scale) => (own[scale][0] === own[scale][1] ? String(own[scale][0]) : own[scale].join('–'))).join(' · ') +
    ` → ${names.find(([segment]) => segment === own.segment)?.[1] ?? own.segment}`;
  const assign = (event: Event) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const range = (scale: Scale): [number, number] => {
      const [from, to] = ['from', 'to'].map((end) => Number(data.get(`${scale} ${end}`)));
      return [Math.min(from!, to!), Math.max(from!, to!)];
    };
    const own: AssignedCodes = { recency: range('recency'), frequency: range('frequency'), money: range('money'), segment: String(data.get('segment')) };
    set({ map: [...map, own] });
  };
  const field = (scale: Scale, at: number, end: 'from' | 'to') => html`<label>
    ${parts[end](parts.short[scale])}
    <input type="number" name="${scale} ${end}" min="1" max=${last} required .value=${String(code[at] ?? last)} />
  </label>`;
  return html`<form class="wide" @submit=${assign}>
      <fieldset class="ranges">
        <legend>${parts.move}</legend>
        ${SCALES.map((scale, at) => html`${field(scale, at, 'from')} ${field(scale, at, 'to')}`)}
        <label class="wide">
          ${parts.segment}
          <select name="segment">${names.map(([segment, name]) => html`<option value=${segment}>${name}</option>`)}</select>
        </label>
        <button>${parts.assign}</button>
      </fieldset>
    </form>
    ${map.length === 0
      ? nothing
      : html`<div class="wide">
          <ul class="chips" aria-label=${parts.moved}>
            ${map.map((own, at) => html`<li><button class="chip" aria-label=${parts.undo(written(own))} @click=${() => set({ map: map.filter((_, i) => i !== at) })}>${written(own)} ×</button></li>`)}
          </ul>
          <button class="quiet" @click=${() => set({ map: [] })}>${parts.reset}</button>
        </div>`}`;
}

/** The other rule. */
export function agreementFields(model: Model, config: AgreementConfig): TemplateResult {
  const { parts, settings } = model.texts;
  const usual: PartsConfig = { by: 'segments', segments: { purchases: 'days' } };
  const other = config.other ?? usual;
  const segments = other.segments ?? {};
  const by = other.by ?? 'segments';
  const set = (change: SegmentsConfig) => void model.configure('agreement', { other: { by: 'segments', segments: { ...segments, ...change } } });
  const turn = (by: By) => void model.configure('agreement', { other: by === 'segments' ? usual : { by } });
  return html`${choice(parts.other, ways(model).filter(([by]) => by !== 'picked'), by, turn)}
  ${by === 'segments'
    ? html`${number(settings.nBins, segments.nBins ?? 5, 2, 9, 1, valid((text) => set({ nBins: Number(text), cuts: null, map: [] })))}
        ${choice(parts.purchases, Object.entries(parts.counted) as ['orders' | 'days', string][], segments.purchases ?? 'orders', (purchases) => set({ purchases }))}
        <label>
          ${settings.asOf}
          <input type="date" .value=${segments.asOf == null ? '' : isoDay(segments.asOf)} @change=${valid((text) => set({ asOf: text ? fromIsoDay(text) : null }))} />
        </label>`
    : nothing}`;
}

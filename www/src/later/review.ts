// How a file was understood: what a row is, what each column was taken for and why, what was noticed. The user decides.

import { html, nothing, type TemplateResult } from './kit.js';
import type { AskedQuestion, Choices, DateOrder, DateReading, DecimalMark, IssueKind, PreviewRow, ReviewColumn } from '../../glue/clientele.js';
import { quoted } from '../format.js';
import type { Loaded } from '../engine/engine.js';
import type { RecipeViews } from '../engine/recipe.js';
import { save } from './save.js';
import type { Asking } from '../element/state.js';
import type { Whole as Model } from './whole.js';

/** How segments are made, without the day as of which they were seen: next month has another. */
function views(model: Model): RecipeViews | undefined {
  const [segments, rules] = [model.settingsOf('segments'), model.settingsOf('rules')];
  const { asOf: _, ...rule } = segments ?? {};
  const kept = { ...(Object.keys(rule).length > 0 && { segments: rule }), ...(rules?.rules?.length && { rules: { rules: rules.rules } }) };
  return Object.keys(kept).length > 0 ? kept : undefined;
}

/** Saves how the loaded files were understood. */
function saveRecipe(model: Model): void {
  const { engine } = model;
  if (engine) save(new Blob([JSON.stringify(engine.recipe(views(model)), null, 1)], { type: 'application/json' }), 'recipe.json');
}

/** The review of one file. */
export function reviewState(model: Model, asking: Asking): TemplateResult {
  const { review, settled } = asking;
  const { texts } = model;
  const submit = (event: Event) => {
    event.preventDefault();
    // The form waits for what must be answered.
    if (!review.confident && !changed(asking.choices)) return openFirst(event.currentTarget as Element);
    asking.decide(changed(asking.choices) ? asking.choices : settled ? undefined : {});
  };
  const loaded = model.files.find((file) => file.id === review.file);
  return html`<form class="panel" @submit=${submit}>
    <div>
      <h2 class="state" tabindex="-1">${settled ? texts.review.titleSure : texts.review.title}</h2>
      <h3 class="file">${review.name}</h3>
      <p class="muted small">${[model.formats.bytes(review.size), ...review.form].join(' · ')}</p>
    </div>
    ${loaded ? issueList(model, loaded) : nothing}
    ${loaded ? nothing : review.notes.map((note) => html`<p class="small">${quoted(note)}</p>`)}
    ${changeBox(model, asking)} ${missingBox(model, asking)} ${review.questions.map((question) => questionBox(model, asking, question))} ${kindBox(model, asking)}
    ${columnTables(model, asking)} ${previewTable(model, asking)}
    <div class="row">
      <button class="primary">${settled && !changed(asking.choices) ? texts.review.back : texts.review.apply}</button>
      <button type="button" @click=${() => asking.decide(null)}>${texts.review.discard}</button>
      ${loaded ? html`<button type="button" @click=${() => saveRecipe(model)}>${texts.recipe.save}</button>` : nothing}
    </div>
  </form>`;
}

function openFirst(form: Element): void {
  form.querySelector<HTMLElement>('.columns select')?.focus();
}

function changed(choices: Choices): boolean {
  return Object.keys(choices).length > 0;
}

function choose(model: Model, asking: Asking, change: Choices): void {
  model.set({ asking: { ...asking, choices: { ...asking.choices, ...change } } });
}

/** Replaces what was said of one column. */
function say<T>(list: [number, T][] | undefined, column: number, value: T): [number, T][] {
  return [...(list ?? []).filter(([other]) => other !== column), [column, value]];
}

function headerOf({ texts, formats }: Model, column: ReviewColumn | undefined, index: number): string {
  return column?.header || texts.review.unnamed(formats.whole(index + 1));
}

/** What differs from the recipe that was replayed. */
function changeBox({ texts, state }: Model, { review }: Asking): TemplateResult | typeof nothing {
  const { recipe, roles, kinds } = texts;
  if (!review.changes?.length) return nothing;
  return html`<div class="notice">
    <b>${recipe.changed(state.recipe ?? '')}</b>
    <ul>
      ${review.changes.map(({ what, header, role }) => {
        const name = roles[role] ?? kinds[role] ?? role;
        const words = { new: recipe.new(header, name), gone: recipe.gone(header, name), other: recipe.other(name) };
        return html`<li>${quoted(words[what])}</li>`;
      })}
    </ul>
  </div>`;
}

/** The first rows as they stand, and those of the first thousand that something is wrong with. */
function previewTable(model: Model, { review }: Asking): TemplateResult | typeof nothing {
  const { texts, formats } = model;
  const { preview } = review;
  if (preview.length === 0) return nothing;
  const columns = review.columns.map((_, i) => i).filter((i) => review.columns[i]!.role !== 'ignored' || preview.some(({ bad }) => bad.includes(i)));
  const cell = (row: PreviewRow, i: number) => {
    const text = row.cells[i] ?? '';
    return row.bad.includes(i) ? html`<mark>${text || texts.preview.blank}</mark>` : text;
  };
  const isWrong = preview.some(({ problem }) => problem);
  return html`<details ?open=${isWrong}>
    <summary>${isWrong ? texts.preview.wrong : texts.preview.title}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label=${texts.preview.title}>
      <table class="preview">
        <thead>
          <tr><th scope="col">${texts.preview.line}</th>${columns.map((i) => html`<th scope="col">${headerOf(model, review.columns[i], i)}</th>`)}<th scope="col">${texts.preview.problem}</th></tr>
        </thead>
        <tbody>
          ${preview.map((row) => html`<tr><th scope="row">${formats.whole(row.line)}</th>${columns.map((i) => html`<td>${cell(row, i)}</td>`)}<td>${quoted(row.problem)}</td></tr>`)}
        </tbody>
      </table>
    </div>
  </details>`;
}

/** What no column holds, and the way out. */
function missingBox({ texts }: Model, { review, decide }: Asking): TemplateResult | typeof nothing {
  const missing = review.questions.filter(({ kind }) => kind === 'missing');
  if (missing.length === 0) return nothing;
  return html`<div class="notice">
    <b>${texts.review.missing}</b>
    <ul>${missing.map(({ text }) => html`<li>${quoted(text)}</li>`)}</ul>
    <p class="muted small">${texts.review.missingHint}</p>
    <div class="row"><button type="button" @click=${() => decide(null)}>${texts.review.discard}</button></div>
  </div>`;
}

function questionBox(model: Model, asking: Asking, question: AskedQuestion): TemplateResult | typeof nothing {
  const { ask } = model.texts;
  const { choices, review } = asking;
  const said = <T>(list: [number, T][] | undefined, column: number) => list?.find(([other]) => other === column)?.[1];
  switch (question.kind) {
    case 'missing':
      return nothing;
    case 'which': {
      const chosen = choices.roles?.find(([, role]) => role === question.role)?.[0];
      const options = question.columns.map((column): [string, string] => {
        const values = (review.columns[column]?.values ?? []).join(', ');
        return [String(column), `${headerOf(model, review.columns[column], column)}: ${values}`];
      });
      const pick = (column: string) => choose(model, asking, { roles: say(choices.roles, Number(column), question.role) });
      return radios(question.text, options, chosen?.toString(), pick);
    }
    case 'dateOrder': {
      const { dateOrders } = choices;
      const pick = (order: string) =>
        choose(model, asking, { dateOrders: say(dateOrders, question.column, order as DateOrder) });
      // Both readings stand side by side, with what each would mean.
      const means = ({ text, day, first, last }: DateReading) =>
        ask.means(text, model.formats.day(day), model.formats.day(first), model.formats.day(last));
      const readings = review.columns[question.column]?.readings ?? [];
      const orders = ask.orders.map(([order, label]): [string, string, string?] => {
        const reading = readings.find((one) => one.order === order);
        return [order, label, reading && means(reading)];
      });
      return radios(question.text, orders, said(dateOrders, question.column), pick);
    }
    case 'decimalMark': {
      const { decimalMarks } = choices;
      const pick = (mark: string) =>
        choose(model, asking, { decimalMarks: say(decimalMarks, question.column, mark as DecimalMark) });
      return radios(question.text, ask.marks, said(decimalMarks, question.column), pick);
    }
  }
}

function radios(legend: string, options: readonly (readonly [string, string, string?])[], said: string | undefined, picked: (value: string) => void): TemplateResult {
  return html`<fieldset class="notice">
    <legend>${quoted(legend)}</legend>
    ${options.map(
      ([value, text, detail]) => html`<label>
        <input type="radio" name=${legend} value=${value} required .checked=${said === value} @change=${() => picked(value)} />
        <span>${text}${detail ? html`<br /><span class="muted small">${quoted(detail)}</span>` : nothing}</span>
      </label>`,
    )}
  </fieldset>`;
}

function kindBox(model: Model, asking: Asking): TemplateResult {
  const { review, choices } = asking;
  const { kinds, review: words } = model.texts;
  const picked = (event: Event) => choose(model, asking, { kind: (event.currentTarget as HTMLSelectElement).value as never });
  return html`<div class="row">
    <label for="kind">${words.kind}</label>
    <select id="kind" @change=${picked}>
      ${review.kinds.map((kind) => html`<option value=${kind} ?selected=${kind === (choices.kind ?? review.kind)}>${kinds[kind] ?? kind}</option>`)}
    </select>
    <span class="muted small">${quoted(review.kindReason)}</span>
  </div>`;
}

/** Exports of shops have dozens of columns that nothing needs: they are folded away while nothing is missing. */
function columnTables(model: Model, asking: Asking): TemplateResult {
  const { review } = asking;
  const all = review.columns.map((_, i) => i);
  const used = all.filter((i) => review.columns[i]!.role !== 'ignored');
  const unused = all.filter((i) => !used.includes(i));
  if (!review.confident || unused.length < FOLDED) return columnTable(model, asking, all);
  return html`${columnTable(model, asking, used)}
    <details>
      <summary>${model.texts.review.unused(model.formats.whole(unused.length))}</summary>
      ${columnTable(model, asking, unused)}
    </details>`;
}

const FOLDED = 6;

function columnTable(model: Model, asking: Asking, columns: number[]): TemplateResult {
  const { review } = model.texts;
  return html`<table class="columns">
    <thead>
      <tr><th scope="col">${review.column}</th><th scope="col">${review.values}</th><th scope="col">${review.role}</th><th scope="col">${review.why}</th></tr>
    </thead>
    <tbody>
      ${columns.map((i) => columnRow(model, asking, asking.review.columns[i]!, i))}
    </tbody>
  </table>`;
}

function columnRow(model: Model, asking: Asking, column: ReviewColumn, index: number): TemplateResult {
  const { roles } = model.texts;
  const said = asking.choices.roles?.find(([other]) => other === index)?.[1];
  const role = said ?? column.role;
  const picked = (event: Event) =>
    choose(model, asking, { roles: say(asking.choices.roles, index, (event.currentTarget as HTMLSelectElement).value as never) });
  const header = headerOf(model, column, index);
  return html`<tr class=${role === 'ignored' ? 'skipped' : ''}>
    <th scope="row">${header}</th>
    <td class="values">${column.values.slice(0, 3).join(' · ')}</td>
    <td>
      <select aria-label=${`${model.texts.review.role}: ${header}`} @change=${picked}>
        ${asking.review.roles.map((code) => html`<option value=${code} ?selected=${code === role}>${roles[code] ?? code}</option>`)}
      </select>
    </td>
    <td class="muted small">${said ? nothing : quoted(column.reason)}</td>
  </tr>`;
}

function issueList(model: Model, file: Loaded): TemplateResult {
  const { formats, texts } = model;
  const { account } = file;
  const { review } = texts;
  return html`<section class="panel" aria-labelledby="issues">
    <h3 class="file" id="issues">${review.issues}</h3>
    <p>${review.accounting(formats.whole(account.rowsRead), formats.whole(account.rowsUsed), formats.whole(account.setAside))}</p>
    ${account.notes.map((note) => html`<p class="small muted">${quoted(note)}</p>`)}
    ${account.issues.map((kind) => issueBox(model, kind))}
    ${account.setAside > 0
      ? html`<div class="row">
          <button type="button" @click=${async () => save(await model.engine!.issues(file.id), `${file.name} - set aside.csv`)}>
            ${review.download}
          </button>
        </div>`
      : nothing}
  </section>`;
}

function issueBox({ formats, texts }: Model, kind: IssueKind): TemplateResult {
  const { review } = texts;
  return html`<details>
    <summary>${quoted(kind.text)} (${formats.whole(kind.count)})</summary>
    <ul class="small muted">
      ${kind.examples.map((one) => html`<li>${review.issueLine(formats.whole(one.line))}: ${quoted(one.text)}</li>`)}
      ${kind.count > kind.examples.length ? html`<li>${review.more(formats.whole(kind.count - kind.examples.length))}</li>` : nothing}
    </ul>
  </details>`;
}

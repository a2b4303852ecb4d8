// The report: each view as question, finding, picture, table, settings, and what to do.

import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Report, Sheet, ViewName } from '../../glue/clientele.js';
import type { Loaded } from '../engine/engine.js';
import { filePicker } from './empty.js';
import type { Model } from './model.js';
import type { Picture } from './picture.js';
import { sheetTable } from './sheet.js';
import type { Answer } from './state.js';
import { rowsAre, type Topic } from './views.js';

/** All answers, one below the other. */
export function resultsState(model: Model, pictures: Map<ViewName, Picture>): TemplateResult {
  const { texts } = model;
  const { topics } = model;
  return html`${header(model, pictures)}
    <nav part="nav" aria-label=${texts.results.nav}>
      <ul>
        ${topics.map((topic) => html`<li><a href="#${topic[0]}" @click=${jump}>${texts.views[topic[0]]}</a></li>`)}
      </ul>
    </nav>
    ${topics.length === 0 ? nothing : model.later?.picked() ?? html`<div class="picked"></div>`} ${topics.length === 0 ? html`<p class="notice">${texts.results.nothing}</p>` : nothing}
    ${topics.map((topic) => keyed(topic[0], section(model, topic, pictures)))}`;
}

function header(model: Model, pictures: Map<ViewName, Picture>): TemplateResult {
  const { texts } = model;
  return html`<div class="head">
      <ul class="files">${model.files.map((file) => fileLine(model, file))}</ul>
      <div class="row">
        ${filePicker(model, texts.results.add, '')}
        ${model.answers.size > 0 ? model.later?.head(pictures) : nothing}
        <button class="quiet" @click=${() => model.forget()}>${texts.results.forget}</button>
      </div>
    </div>`;
}

function fileLine(model: Model, file: Loaded): TemplateResult {
  const { formats, texts } = model;
  const { results } = texts;
  const { rowsUsed, setAside } = file.account;
  const figures = [results.rows(formats.whole(rowsUsed))];
  if (setAside > 0) figures.push(results.aside(formats.whole(setAside)));
  return html`<li>
    <span class="name">${file.name}</span>
    <span class="muted">${figures.join(', ')}</span>
    <span class="do">
      <button class="quiet" aria-label="${results.review}: ${file.name}" @click=${() => model.reopen(file)}>${results.review}</button>
      <button class="quiet" aria-label="${results.remove}: ${file.name}" @click=${() => model.remove(file)}>${results.remove}</button>
    </span>
  </li>`;
}

/** Links inside a shadow root do not find their target by themselves. */
function jump(event: Event): void {
  event.preventDefault();
  const link = event.currentTarget as HTMLAnchorElement;
  const target = (link.getRootNode() as ShadowRoot).getElementById(link.hash.slice(1));
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  target?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth' });
  target?.querySelector<HTMLElement>('.finding')?.focus({ preventScroll: true });
}

/** A topic with the view that it shows. */
function section(model: Model, topic: Topic, pictures: Map<ViewName, Picture>): TemplateResult {
  const view = model.shown(topic);
  const answer = model.answers.get(view);
  const wait = !answer || model.pending.has(view);
  return html`<section part="view" class="view ${wait ? 'stale' : ''}" id=${topic[0]} .topic=${topic} aria-busy=${wait} aria-labelledby="${topic[0]}-finding">
    ${tabs(model, topic, view)} ${answer ? keyed(view, body(model, topic, pictures, view, answer)) : skeleton(model, topic, view)}
  </section>`;
}

/** The views of a topic to choose from. */
function tabs(model: Model, topic: Topic, shown: ViewName): TemplateResult | typeof nothing {
  const views = model.possible(topic);
  const { texts } = model;
  if (views.length < 2) return nothing;
  return html`<div class="tabs" role="group" aria-label=${texts.results.pictures(texts.views[topic[0]])}>
    ${views.map(
      (view) => html`<button aria-pressed=${view === shown} @click=${() => model.show(topic, view)}>
        ${view === topic[0] ? texts.firsts[view] ?? texts.views[view] : texts.views[view]}
      </button>`,
    )}
  </div>`;
}

/** As tall as what will stand there, so that nothing below it jumps. */
function skeleton({ texts }: Model, topic: Topic, view: ViewName): TemplateResult {
  return html`<div class="wait">
    <h2 class="finding" id="${topic[0]}-finding" tabindex="-1">${texts.views[view]}</h2>
  </div>`;
}

function body(model: Model, topic: Topic, pictures: Map<ViewName, Picture>, view: ViewName, answer: Answer): TemplateResult {
  const picture = pictures.get(view)!;
  const refused = model.refused.get(view);
  const { report } = answer;
  const { results, views } = model.texts;
  return html`${heading(topic[0], report.summary ?? report)} ${report.summary ? figures(model, report.summary.figures) : nothing}
    ${view === 'overview' ? model.later?.matters() ?? html`<div class="matters"></div>` : nothing}
    ${report.summary
      ? html`<h3 class="sub">${report.finding}</h3>
          <p class="rule">${report.rule}</p>`
      : nothing}
    ${refused === undefined ? nothing : html`<p class="notice" role="alert">${refused}</p>`}
    <div class="body">
      <div class="main">${picture.render(report)}</div>
      <div class="aside">${advice(model, report)} ${settings(model, view, answer)} ${notes(model, [...(report.summary?.notes ?? []), ...report.notes])}</div>
    </div>
    ${model.later?.members(view)} ${sheetTable(report.table, model.formats, `${results.table}: ${views[view]}`, picture.row, undefined, rowsAre(view, answer.config) === 'customers' ? (id) => void model.later?.open(id) : undefined)}
    ${model.later?.takeAway(picture, answer) ?? html`<div class="take"></div>`} ${view === 'funnel' ? model.later?.funnel(pictures) : nothing}`;
}

function heading(view: ViewName, { question, finding, rule }: Pick<Report, 'question' | 'finding' | 'rule'>): TemplateResult {
  return html`<p class="question">${question}</p>
    <h2 part="finding" class="finding" id="${view}-finding" tabindex="-1">${finding}</h2>
    <p class="rule">${rule}</p>`;
}

/** Key figures in a row: the first columns of a table of one row; the finding says the rest. */
export function figures({ formats }: Model, { columns, rows }: Sheet): TemplateResult {
  const shown = columns.slice(0, FIGURES);
  return html`<dl part="figures" class="figures">
    ${shown.map(({ name, unit }, i) => html`<div><dt>${name}</dt><dd>${formats.cell(rows[0]?.[i] ?? null, unit)}</dd></div>`)}
  </dl>`;
}

const FIGURES = 5;

function advice({ texts }: Model, { action }: Report): TemplateResult | typeof nothing {
  if (!action) return nothing;
  return html`<div>
    <h3>${texts.results.todo}</h3>
    <p>${action}</p>
  </div>`;
}

function settings(model: Model, view: ViewName, answer: Answer): TemplateResult {
  return html`<div part="settings" class="settings">
    <h3>${model.texts.results.settings}</h3>
    ${model.later?.controls(view, answer) ?? lacking(model)}
  </div>`;
}

/** What stands where later.js is missing. While it is on its way, nothing does. */
function lacking({ lacking, texts }: Model): TemplateResult | typeof nothing {
  return lacking === undefined ? nothing : html`<p class="notice" role="alert">${texts.trouble.noScript(lacking)}</p>`;
}

function notes({ texts }: Model, notes: string[]): TemplateResult | typeof nothing {
  if (notes.length === 0) return nothing;
  return html`<div>
    <h3>${texts.results.notes}</h3>
    ${noteList(notes)}
  </div>`;
}

/** Sentences one under the other. */
export function noteList(notes: string[]): TemplateResult {
  return html`<ul class="muted">${notes.map((note) => html`<li>${note}</li>`)}</ul>`;
}


// The report: each view as question, finding, picture, table, settings, and what to do.

import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Filter, Report, Sheet, ViewName } from '../../glue/clientele.js';
import type { Loaded } from '../engine/engine.js';
import { controls } from './controls.js';
import { copyPicture, copyTable } from './copy.js';
import { filePicker } from './empty.js';
import { funnelParts } from './funnel/parts.js';
import type { Picture } from './picture.js';
import { reportFile } from './report.js';
import { save } from './save.js';
import { sheetTable } from './sheet.js';
import { type Answer, type Members, type Model, rowsAre, type Topic } from './model.js';
import { findingsList } from './findings.js';
import { pickedBar } from './picked.js';

/** All answers, one below the other. */
export function resultsState(model: Model, pictures: Map<ViewName, Picture>): TemplateResult {
  const { texts } = model;
  const { topics } = model;
  return html`${header(model, pictures)}
    <nav aria-label=${texts.results.nav}>
      <ul>
        ${topics.map((topic) => html`<li><a href="#${topic[0]}" @click=${jump}>${texts.views[topic[0]]}</a></li>`)}
      </ul>
    </nav>
    ${topics.length === 0 ? nothing : pickedBar(model)} ${topics.length === 0 ? html`<p class="notice">${texts.results.nothing}</p>` : nothing}
    ${topics.map((topic) => keyed(topic[0], section(model, topic, pictures)))}`;
}

function header(model: Model, pictures: Map<ViewName, Picture>): TemplateResult {
  const { texts } = model;
  const whole = async () => {
    try {
      const { theme } = [...pictures.values()][0]!.look();
      save(await reportFile(model, theme), `${texts.report.name}.html`);
    } catch (error) {
      model.failed(error);
    }
  };
  return html`<div class="head">
      <ul class="files">${model.files.map((file) => fileLine(model, file))}</ul>
      <div class="row">
        ${filePicker(model, texts.results.add, '')}
        ${model.answers.size > 0 ? html`<button class="quiet" @click=${whole}>${texts.report.save}</button>` : nothing}
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
  return html`<section class="view ${wait ? 'stale' : ''}" id=${topic[0]} .topic=${topic} aria-busy=${wait} aria-labelledby="${topic[0]}-finding">
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
    ${view === 'overview' ? findingsList(model) : nothing}
    ${report.summary
      ? html`<h3 class="sub">${report.finding}</h3>
          <p class="rule">${report.rule}</p>`
      : nothing}
    ${refused === undefined ? nothing : html`<p class="notice" role="alert">${refused}</p>`}
    <div class="body">
      <div class="main">${picture.render(report)}</div>
      <div class="aside">${advice(model, report)} ${settings(model, view, answer)} ${notes(model, [...(report.summary?.notes ?? []), ...report.notes])}</div>
    </div>
    ${listedCustomers(model, view)} ${sheetTable(report.table, model.formats, `${results.table}: ${views[view]}`, picture.row, undefined, rowsAre(view, answer.config) === 'customers' ? (id) => void model.open(id) : undefined)}
    ${takeAway(model, picture, answer)} ${view === 'funnel' ? funnelParts(model, pictures) : nothing}`;
}

function heading(view: ViewName, { question, finding, rule }: Pick<Report, 'question' | 'finding' | 'rule'>): TemplateResult {
  return html`<p class="question">${question}</p>
    <h2 class="finding" id="${view}-finding" tabindex="-1">${finding}</h2>
    <p class="rule">${rule}</p>`;
}

/** Key figures in a row: the first columns of a table of one row; the finding says the rest. */
export function figures({ formats }: Model, { columns, rows }: Sheet): TemplateResult {
  const shown = columns.slice(0, FIGURES);
  return html`<dl class="figures">
    ${shown.map(({ name, unit }, i) => html`<div><dt>${name}</dt><dd>${formats.cell(rows[0]?.[i] ?? null, unit)}</dd></div>`)}
  </dl>`;
}

const FIGURES = 5;

/** More customers than there are. */
const EVERYBODY = 1e9;

function advice({ texts }: Model, { action }: Report): TemplateResult | typeof nothing {
  if (!action) return nothing;
  return html`<div>
    <h3>${texts.results.todo}</h3>
    <p>${action}</p>
  </div>`;
}

function settings(model: Model, view: ViewName, answer: Answer): TemplateResult {
  return html`<div class="settings">
    <h3>${model.texts.results.settings}</h3>
    ${controls(model, view, answer)}
  </div>`;
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

/** Rows of a list that stand below a picture without scrolling. */
const SHORT = 8;

/** The customers behind the mark that was chosen. */
export function listedCustomers(model: Model, view: ViewName): TemplateResult | typeof nothing {
  const { members } = model.state;
  if (members?.view !== view) return nothing;
  const { formats } = model;
  const { results } = model.texts;
  const { list, name } = members;
  const title = results.members(name, formats.whole(list.total));
  const rest = list.total - list.table.rows.length;
  // Behind a funnel the question is why; elsewhere, who.
  const explained = view === 'funnel' || view === 'funnel_rules';
  const open = (id: string) => void (explained ? model.explain(id) : model.open(id));
  return html`<div class="members">
    <div class="head">
      <h3 id="members" tabindex="-1">${title}</h3>
      <div class="row">
        <button @click=${() => model.narrow({ filter: filterOf(members), label: `${model.texts.views[view]}: ${name}` })}>${model.texts.picked.these}</button>
        <button @click=${() => model.saveMembers()}>${results.membersCsv}</button>
        <button class="quiet" @click=${(event: Event) => closeMembers(model, view, event)}>${results.close}</button>
      </div>
    </div>
    ${sheetTable(list.table, formats, title, undefined, SHORT, open)}
    ${rest > 0 ? html`<p class="small muted">${model.texts.review.more(formats.whole(rest))}</p>` : nothing}
  </div>`;
}

/** The mark behind a list. */
function filterOf({ asked }: Members): Filter {
  const { view, config = {}, row = 0, column = 0 } = asked;
  return { view: view!, config, row, column };
}

/** Where the list was asked for, the keyboard goes on. */
function closeMembers(model: Model, view: ViewName, event: Event): void {
  const walk = (event.currentTarget as Element).closest('.part, .view')?.querySelector<HTMLElement>('.walk');
  model.set({ members: undefined });
  walk?.focus();
}

export function takeAway(model: Model, picture: Picture, { config, report }: Answer): TemplateResult {
  const { view } = picture;
  const { results, views } = model.texts;
  const name = views[view];
  const go = (make: () => Promise<Blob>, ending: string) => async () => {
    try {
      save(await make(), `${name}.${ending}`);
    } catch (error) {
      model.failed(error);
    }
  };
  const copy = (write: () => Promise<void>) => () =>
    write().then(
      () => model.announce(results.copied),
      () => model.failed(new Error(results.notCopied)),
    );
  const { engine } = model;
  if (!engine) return html``;
  // A list of some customers is exported with all of them.
  const all = rowsAre(view, config) === 'customers' ? { ...config, n: EVERYBODY } : config;
  return html`<div class="row take">
    <button class="quiet" aria-label="${results.csv}: ${name}" @click=${go(() => engine.csv(view, all), 'csv')}>${results.csv}</button>
    <button class="quiet" aria-label="${results.png}: ${name}" @click=${go(() => engine.png(view, config, picture.look()), 'png')}>${results.png}</button>
    <button class="quiet" aria-label="${results.svg}: ${name}" @click=${go(() => engine.svg(view, config, picture.look()), 'svg')}>${results.svg}</button>
    <button class="quiet" aria-label="${results.copyTable}: ${name}" @click=${copy(() => copyTable(report.table, model.formats))}>${results.copyTable}</button>
    <button class="quiet" aria-label="${results.copyPicture}: ${name}" @click=${copy(() => copyPicture(engine.png(view, config, picture.look())))}>${results.copyPicture}</button>
  </div>`;
}

// What can be taken away: tables, pictures, the whole report.

import type { ViewName } from '../../glue/clientele.js';
import type { Picture } from '../element/picture.js';
import type { Answer } from '../element/state.js';
import { rowsAre } from '../element/views.js';
import { copyPicture, copyTable } from './copy.js';
import { html, type TemplateResult } from './kit.js';
import { reportFile } from './report.js';
import { save } from './save.js';
import type { Whole as Model } from './whole.js';

/** More customers than there are. */
const EVERYBODY = 1e9;

/** The button that saves all answers on the page as one file. */
export function reportButton(model: Model, pictures: Map<ViewName, Picture>): TemplateResult {
  const { texts } = model;
  const go = async () => {
    try {
      const { theme } = [...pictures.values()][0]!.look();
      save(await reportFile(model, theme), `${texts.report.name}.html`);
    } catch (error) {
      model.failed(error);
    }
  };
  return html`<button class="quiet" @click=${go}>${texts.report.save}</button>`;
}

/** What can be taken away of an answer: its table and its picture, as files or over the clipboard. */
export function takeAway(model: Model, picture: Picture, { config, report }: Answer): TemplateResult {
  const { view } = picture;
  const { take, views } = model.texts;
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
      () => model.announce(take.copied),
      () => model.failed(new Error(take.notCopied)),
    );
  const { engine } = model;
  if (!engine) return html``;
  // A list of some customers is exported with all of them.
  const all = rowsAre(view, config) === 'customers' ? { ...config, n: EVERYBODY } : config;
  return html`<div part="take" class="row take">
    <button class="quiet" aria-label="${take.csv}: ${name}" @click=${go(() => engine.csv(view, all, model.later.taking), 'csv')}>${take.csv}</button>
    <button class="quiet" aria-label="${take.png}: ${name}" @click=${go(() => engine.png(view, config, picture.look()), 'png')}>${take.png}</button>
    <button class="quiet" aria-label="${take.svg}: ${name}" @click=${go(() => engine.svg(view, config, picture.look()), 'svg')}>${take.svg}</button>
    <button class="quiet" aria-label="${take.copyTable}: ${name}" @click=${copy(() => copyTable(Object.keys(model.later.taking).length > 0 ? engine.taken(view, config, model.later.taking) : report.table, model.formats))}>${take.copyTable}</button>
    <button class="quiet" aria-label="${take.copyPicture}: ${name}" @click=${copy(() => copyPicture(engine.png(view, config, picture.look())))}>${take.copyPicture}</button>
  </div>`;
}

// What stands behind the funnel: a tab for each question, one of them open. Nothing is computed before its tab is opened.

import type { FunnelPartName, Report, ViewName } from '../../../glue/clientele.js';
import type { Picture } from '../../element/picture.js';
import { PARTS } from '../../element/views.js';
import { listedCustomers } from '../lists.js';
import { figures, html, keyed, noteList, nothing, sheetTable, type TemplateResult } from '../kit.js';
import { takeAway } from '../take.js';
import type { Whole as Model } from '../whole.js';
import { partFields } from './controls.js';

/** The tabs, and the open one. */
export function funnelParts(model: Model, pictures: Map<ViewName, Picture>): TemplateResult {
  const { funnel } = model.texts;
  const { part } = model.state;
  const onKey = (event: KeyboardEvent) => {
    const step = Number(event.key === 'ArrowRight') - Number(event.key === 'ArrowLeft');
    const tabs = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('[role=tab]')];
    const at = tabs.indexOf(event.target as HTMLElement);
    const turn = model.rightToLeft ? -step : step;
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? tabs.length - 1 : turn ? (at + turn + tabs.length) % tabs.length : -1;
    if (next < 0 || at < 0) return;
    event.preventDefault();
    tabs[next]!.focus();
  };
  return html`<div class="parts">
    <h3 id="parts">${funnel.closer}</h3>
    <div class="tabs" role="tablist" aria-labelledby="parts" @keydown=${onKey}>
      ${PARTS.map((name, i) => {
        const open = name === part;
        return html`<button
          role="tab"
          id="tab-${name}"
          class=${open ? 'open' : ''}
          aria-selected=${open}
          aria-controls=${open ? 'part' : nothing}
          tabindex=${open || (!part && i === 0) ? 0 : -1}
          @click=${() => model.later.parts.open(open ? undefined : name)}
        >
          ${funnel.parts[name]}
        </button>`;
      })}
    </div>
    ${part ? html`<div id="part" class="part" role="tabpanel" aria-labelledby="tab-${part}">${keyed(part, panel(model, part, pictures.get(part)!))}</div>` : nothing}
  </div>`;
}

function panel(model: Model, part: FunnelPartName, picture: Picture): TemplateResult {
  const answer = model.answers.get(part);
  const refused = model.refused.get(part);
  const stale = model.pending.has(part) ? 'stale' : '';
  if (!answer) {
    const text = refused ?? model.texts.reading.starting;
    return html`<p class="notice ${stale}" role="status">${text}</p>
      ${refused === undefined ? nothing : partFields(model, part, picture, undefined)}`;
  }
  const { report } = answer;
  return html`<div class=${stale}>
    <p class="question">${report.question}</p>
    <h3 class="sub" id="${part}-finding">${report.finding}</h3>
    <p class="rule">${report.rule}</p>
    ${refused === undefined ? nothing : html`<p class="notice" role="alert">${refused}</p>`}
    ${report.summary ? figures(model, report.summary.figures) : nothing}
    ${partFields(model, part, picture, report)}
    ${picture.render(report)} ${notesBelow(report)} ${listedCustomers(model, part)}
    ${sheetTable(report.table, model.formats, `${model.texts.results.table}: ${model.texts.views[part]}`, picture.row, MOST_ROWS)}
    ${takeAway(model, picture, answer)}
  </div>`;
}

/** Rows of a table under a part. */
const MOST_ROWS = 12;

function notesBelow(report: Report): TemplateResult | typeof nothing {
  return report.notes.length === 0 ? nothing : html`<div class="notes">${noteList(report.notes)}</div>`;
}

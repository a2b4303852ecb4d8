// What matters most today: findings from all views, each with its certainty, what to do, and a way to the view.

import { html, nothing, type TemplateResult } from 'lit';
import type { Finding } from '../../glue/clientele.js';
import type { Model } from './model.js';

/** The findings below the key figures; nothing where none is certain. */
export function findingsList(model: Model): TemplateResult | typeof nothing {
  const { findings, texts } = model;
  if (findings.length === 0) return nothing;
  return html`<div class="matters">
    <h3 id="matters">${texts.results.matters}</h3>
    <ol aria-labelledby="matters">${findings.map((finding) => item(model, finding))}</ol>
  </div>`;
}

function item(model: Model, finding: Finding): TemplateResult {
  const { results, views } = model.texts;
  return html`<li>
    <p class="what">${finding.finding}</p>
    <p class="small muted">${finding.certainty}</p>
    <p>${finding.action}</p>
    <button aria-label="${results.follow(views[finding.view])}: ${finding.finding}" @click=${() => model.follow(finding)}>${results.follow(views[finding.view])}</button>
  </li>`;
}

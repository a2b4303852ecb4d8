// What matters most today: findings from all views, each with its certainty, what to do, and a way to the view.

import type { Finding, FunnelConfig, ViewName } from '../../glue/clientele.js';
import { html, nothing, type TemplateResult } from './kit.js';
import type { Whole as Model } from './whole.js';

/** Views whose settings the findings rest on. */
const FOUND_IN: readonly ViewName[] = ['overview', 'funnel', 'value'];

/** What matters most in all answers. */
export class Findings {
  /** Nothing until it was looked for. */
  list: Finding[] | undefined;

  constructor(private model: Model) {}

  /** Looks for it anew where the settings of a view matter for it. */
  async changed(view: ViewName): Promise<void> {
    if (FOUND_IN.includes(view)) await this.find();
  }

  /** Looks for it, under the settings that hold. */
  async find(): Promise<void> {
    const { engine, answers } = this.model;
    const overview = answers.get('overview');
    if (!engine || !overview) return;
    const funnel = answers.get('funnel')?.config as FunnelConfig | undefined;
    try {
      const found = await engine.findings({ ...overview.config, funnel, value: answers.get('value')?.config as object });
      if (answers.get('overview') === overview) this.list = found;
    } catch (error) {
      this.model.failed(error);
    }
    this.model.set({});
  }
}

/** The findings below the key figures; nothing where none is certain. */
export function findingsList(model: Model): TemplateResult | typeof nothing {
  const { texts } = model;
  const { list } = model.later.findings;
  // Keeps the place of what is still looked for.
  if (!list) return html`<div class="matters"></div>`;
  if (list.length === 0) return nothing;
  return html`<div part="findings" class="matters">
    <h3 id="matters">${texts.matters.title}</h3>
    <ol aria-labelledby="matters">${list.map((finding) => item(model, finding))}</ol>
  </div>`;
}

function item(model: Model, finding: Finding): TemplateResult {
  const { matters, views } = model.texts;
  return html`<li>
    <p class="what">${finding.finding}</p>
    <p class="small muted">${finding.certainty}</p>
    <p>${finding.action}</p>
    ${finding.view === 'overview' ? nothing : html`<button aria-label="${matters.follow(views[finding.view])}: ${finding.finding}" @click=${() => model.lead(finding.view, finding.config)}>${matters.follow(views[finding.view])}</button>`}
  </li>`;
}

// What later.js brings to one element: the views as the first script calls them, and what they do.

import type { ViewName } from '../../glue/clientele.js';
import type { Picture } from '../element/picture.js';
import type { Answer, Asking } from '../element/state.js';
import type { TakeOptions } from '../engine/engine.js';
import { type LaterTexts, laterTexts } from '../texts/later.js';
import type { Say } from '../words.js';
import { controls } from './controls.js';
import { choose, openCustomer } from './customers.js';
import { Findings, findingsList } from './findings.js';
import { Parts } from './funnel/open.js';
import { funnelParts } from './funnel/parts.js';
import { funnelStyles } from './funnel/styles.js';
import { html, type TemplateResult } from './kit.js';
import { guards } from './guards.js';
import { Link } from './link.js';
import { listedCustomers } from './lists.js';
import { pickedBar } from './picked.js';
import { reviewState } from './review.js';
import { forgetRules } from './rules.js';
import { Selection } from './selection.js';
import * as styles from './styles.js';
import { reportButton, takeAway } from './take.js';
import type { Whole } from './whole.js';

/** One for each element. */
export class Later {
  readonly styles = [styles.controls, styles.review, styles.matters, styles.lists, funnelStyles];
  /** What all answers are about. */
  readonly selection: Selection;
  /** What stands behind the funnel. */
  readonly parts: Parts;
  /** What is done to tables before they leave the page. */
  taking: TakeOptions = {};
  /** What matters most. */
  readonly findings: Findings;
  /** Settings from elsewhere, and for elsewhere. */
  readonly link: Link;

  constructor(private model: Whole) {
    this.selection = new Selection(model);
    this.parts = new Parts(model);
    this.findings = new Findings(model);
    this.link = new Link(model);
  }

  /** Forgets what was chosen. */
  forget(): void {
    this.selection.forget();
    this.parts.forget();
    this.findings.list = undefined;
    this.taking = {};
    forgetRules(this.model);
  }

  /** Its texts in the language of `say`. */
  texts(say: Say): LaterTexts {
    return laterTexts(say);
  }

  /** How a file was understood. */
  review(asking: Asking): TemplateResult {
    return reviewState(this.model, asking);
  }

  /** The settings of a view as fields. */
  controls(view: ViewName, answer: Answer): TemplateResult {
    return controls(this.model, view, answer);
  }

  /** What all answers are about, and how to change it. */
  picked(): TemplateResult {
    return pickedBar(this.model);
  }

  /** The customers behind a mark that was chosen. */
  members(view: ViewName): TemplateResult | symbol {
    return listedCustomers(this.model, view);
  }

  /** What matters most, below the key figures. */
  matters(): TemplateResult | symbol {
    return findingsList(this.model);
  }

  /** What can be taken away of an answer. */
  takeAway(picture: Picture, answer: Answer): TemplateResult {
    return takeAway(this.model, picture, answer);
  }

  /** The buttons for all answers together: one file, a link to what is set; and what is done to tables before they leave. */
  head(pictures: Map<ViewName, Picture>): TemplateResult {
    return html`${reportButton(this.model, pictures)} ${this.link.button()} ${guards(this.model)}`;
  }

  /** What stands behind the funnel. */
  funnel(pictures: Map<ViewName, Picture>): TemplateResult {
    return funnelParts(this.model, pictures);
  }

  /** Lists the customers behind a row of a view's table. */
  choose(view: ViewName, row: number, column: number): Promise<void> {
    return choose(this.model, view, row, column);
  }

  /** Opens the view of one customer. */
  open(customer: string): Promise<void> {
    return openCustomer(this.model, customer);
  }
}

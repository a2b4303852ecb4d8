// What is open behind the funnel, its own settings, and its answer.

import type { FunnelConfig, FunnelPartName } from '../../../glue/clientele.js';
import type { Configs } from '../../engine/engine.js';
import type { Whole } from '../whole.js';

/** The part that is open, and what each was asked with. */
export class Parts {
  /** The own settings of what stands behind the funnel. */
  settings = new Map<FunnelPartName, object>();
  /** Where the slider over the windows stands, once it was moved. */
  windowAt: number | undefined;

  constructor(private model: Whole) {}

  /** Forgets all settings. */
  forget(): void {
    this.settings.clear();
    this.windowAt = undefined;
  }

  /** Opens what stands behind the funnel, or closes it. */
  async open(part: FunnelPartName | undefined): Promise<void> {
    this.model.set({ part });
    await this.answer();
  }

  /** Changes the own settings of what stands behind the funnel. */
  async configure<V extends FunnelPartName>(part: V, change: Partial<Configs[V]>): Promise<void> {
    this.settings.set(part, { ...this.settings.get(part), ...change });
    await this.answer();
    const answer = this.model.answer(part);
    if (answer) this.model.announce(this.model.refused.get(part) ?? answer.report.finding);
  }

  /** Explains why the funnel counts a customer as it does. */
  async explain(customer: string): Promise<void> {
    this.settings.set('funnel_customer', { customer });
    await this.open('funnel_customer');
    const answer = this.model.answer('funnel_customer');
    if (answer) this.model.announce(answer.report.finding);
  }

  /** Counts the funnel within the window of a row of the curve. */
  async useWindow(row: number): Promise<void> {
    const curve = this.model.answers.get('funnel_windows');
    const { windowSeconds = [] } = (curve && (await this.model.engine?.funnelWindows(curve.config as Configs['funnel_windows']))) ?? {};
    await this.model.configure('funnel', { windowSeconds: windowSeconds[row] });
  }

  /** Answers what is open behind the funnel, with the settings of the funnel. */
  async answer(): Promise<void> {
    const { part } = this.model.state;
    const funnel = this.model.answers.get('funnel')?.config as FunnelConfig | undefined;
    this.windowAt = undefined;
    if (part && funnel) await this.model.compute(part, { ...this.settings.get(part), funnel });
  }
}

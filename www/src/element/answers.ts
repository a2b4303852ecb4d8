// The answers on the page: which views there are to show, what each was asked with, and asking anew.

import type { Contents, FunnelPartName, ViewName } from '../../glue/clientele.js';
import type { Configs, Loaded } from '../engine/engine.js';
import type { ClienteleError } from '../engine/remote.js';
import { dependentsOf, inherited } from './related.js';
import type { Answer } from './state.js';
import { ASKING, FIRST, LATER, OF_EVENTS, PARTS, type Topic, TOPICS, VIEWS, WAITING } from './views.js';
import { Voice } from './voice.js';

/** Asks for answers and keeps them. */
export abstract class Answers extends Voice {
  contents: Contents | undefined;
  answers = new Map<ViewName, Answer>();
  /** Views whose answer is being computed. */
  pending = new Set<ViewName>();
  /** Why the settings last asked for do not hold; those before them do. */
  refused = new Map<ViewName, string>();
  /** The view that each topic shows. */
  private chosen = new Map<Topic, ViewName>();
  /** Topics near what is on the screen. */
  private near = new Set<Topic>();
  /** Views to which the loaded files do not speak. */
  private silent = new Set<ViewName>();
  /** Are the first answers still being asked for? */
  private settling = false;
  private asked = new Map<ViewName, number>();
  /** Counts the turns in which models are fitted ahead. */
  private preparing = 0;
  /** Settings of answers that wait to be asked for again. */
  private kept = new Map<ViewName, Configs[ViewName]>();

  /** What is loaded. */
  get files(): Loaded[] {
    return this.engine?.loaded ?? [];
  }

  /** The answer of a view, if it is on the page. */
  answer(view: ViewName): Answer | undefined {
    return this.state.stage === 'results' ? this.answers.get(view) : undefined;
  }

  /** The view that a topic shows. */
  shown(topic: Topic): ViewName {
    return this.chosen.get(topic) ?? topic[0];
  }

  /** Views of a topic to which the loaded files may speak. */
  possible(topic: Topic): ViewName[] {
    return topic.filter((view) => this.answers.has(view) || (view !== 'customer' && this.may(view)));
  }

  /** Topics with anything to show. */
  get topics(): Topic[] {
    return TOPICS.filter((topic) => this.possible(topic).length > 0);
  }

  /** Shows another view of a topic. */
  show(topic: Topic, view: ViewName): void {
    this.chosen.set(topic, view);
    this.changed();
    void this.ensure(topic).then(() => {
      const answer = this.answer(view);
      if (answer && this.shown(topic) === view) this.announce(answer.report.finding);
    });
  }

  /** The settings of all views, asked or still to be asked. */
  get settled(): [ViewName, object][] {
    const asked = [...this.answers].map(([view, { config }]): [ViewName, object] => [view, config]);
    return [...[...this.kept].filter(([view]) => !this.answers.has(view)), ...asked];
  }

  /** Lets a section show this view. */
  turn(view: ViewName): void {
    const topic = TOPICS.find((topic) => topic.includes(view));
    if (topic) this.chosen.set(topic, view);
  }

  /** Settings for a view from now on: it is answered under them as soon as it is asked. */
  async prefer(view: ViewName, config: object): Promise<void> {
    this.kept.set(view, config as Configs[ViewName]);
    if (this.state.stage !== 'results') this.answers.delete(view);
    else if (this.answers.has(view)) await this.compute(view, config as Configs[ViewName]);
  }

  /** Opens a view from elsewhere, with settings that show what was promised there. */
  async lead(view: ViewName, config: object): Promise<void> {
    const topic = TOPICS.find((topic) => topic.includes(view));
    if (!topic) return;
    this.turn(view);
    if (Object.keys(config).length > 0) await this.compute(view, { ...this.settings(view), ...config } as Configs[ViewName]);
    else await this.ensure(topic);
    this.set({ opened: topic[0] });
    this.announce(this.answer(view)?.report.finding ?? '');
  }

  /** A topic came near the screen, or left it. */
  approach(topic: Topic, near: boolean): void {
    if (near) this.near.add(topic);
    else this.near.delete(topic);
    if (near) void this.ensure(topic);
  }

  /** Answers for another selection: what is in sight first; what is far away when it comes near. */
  async refresh(): Promise<void> {
    for (const [view, { config }] of this.answers) this.kept.set(view, config);
    this.silent.clear();
    const near = TOPICS.filter((topic) => this.near.has(topic)).map((topic) => this.shown(topic));
    for (const view of this.answers.keys()) if (WAITING.includes(view) && !near.includes(view)) this.answers.delete(view);
    this.answers.delete('customer');
    const rest = [...FIRST, ...LATER].filter((view) => !near.includes(view));
    for (const view of [...near, ...rest].filter((view) => view !== 'customer')) await this.compute(view, this.settings(view));
    await this.later?.parts.answer();
    await this.later?.findings.find();
  }

  /** Forgets all answers. */
  protected drop(): void {
    this.contents = undefined;
    this.answers.clear();
    this.refused.clear();
    this.kept.clear();
    this.chosen.clear();
    this.later?.forget();
  }

  /** Changes settings of a view and answers again. */
  async configure<V extends ViewName>(view: V, change: Partial<Configs[V]>): Promise<void> {
    await this.compute(view, { ...this.answers.get(view)?.config, ...change } as Configs[V], true);
    const answer = this.answer(view);
    if (answer) this.announce(this.refused.get(view) ?? answer.report.finding);
    if (view === 'funnel') await this.later?.parts.answer();
    await this.follow(view);
    await this.later?.findings.changed(view);
  }

  /** Answers anew what rests on the settings of a view: what is in sight now, the rest when it comes near. */
  private async follow(view: ViewName): Promise<void> {
    for (const other of dependentsOf(view)) {
      const answer = this.answers.get(other);
      const topic = TOPICS.find((topic) => topic.includes(other));
      if (!answer || !topic) continue;
      if (this.near.has(topic) && this.shown(topic) === other) await this.compute(other, answer.config);
      else {
        this.kept.set(other, answer.config);
        this.answers.delete(other);
      }
    }
  }

  /** The settings of a view, if it was answered or waits to be. */
  settingsOf<V extends ViewName>(view: V): Configs[V] | undefined {
    return (this.answers.get(view)?.config ?? this.kept.get(view)) as Configs[V] | undefined;
  }

  /** Begins with these settings when the view is answered next. */
  protected keep(view: ViewName, config: object): void {
    this.answers.delete(view);
    this.kept.set(view, config as Configs[ViewName]);
  }

  /** Shows what the loaded files answer, or the empty state if there is none. */
  protected async settle(): Promise<void> {
    if (this.files.length === 0) return this.set({ stage: 'empty', progress: undefined });
    this.settling = true;
    try {
      this.contents = await this.engine?.contents();
      await this.pay(this.named());
      // The engine has dropped what was picked with the files.
      this.later?.selection.forget();
      await this.later?.link.apply();
      this.silent.clear();
      const kept = WAITING.map((view) => [view, this.answers.get(view)?.config] as const);
      for (const [view, config] of kept) if (config) this.kept.set(view, config);
      for (const view of WAITING) this.answers.delete(view);
      // The first answers do not wait for the later file of the module.
      let later: Promise<void>[] = [];
      for (const view of FIRST) {
        await this.compute(view, this.settings(view));
        // The first answers are read while the others are computed: their pictures are drawn before those are asked.
        if (this.answers.size > 0 && this.state.stage === 'reading') {
          this.set({ stage: 'results', progress: undefined });
          await new Promise((resolve) => setTimeout(resolve));
        }
        if (later.length === 0) later = LATER.map((view) => this.compute(view, this.settings(view)));
      }
      await Promise.all([...later, this.refine()]);
      await this.later?.parts.answer();
      this.set({ stage: 'results', progress: undefined });
      this.settling = false;
      void this.later?.findings.find();
      for (const topic of this.near) void this.ensure(topic);
      const report = VIEWS.map((view) => this.answers.get(view)?.report).find(Boolean);
      this.announce(report ? this.texts.results.ready((report.summary ?? report).finding) : this.texts.results.nothing);
      this.tell('ready', this.files);
      void this.prepare();
    } catch (error) {
      this.failed(error);
    } finally {
      this.settling = false;
    }
  }

  /** The currency that the files name, where the host page says none. */
  private named(): string | undefined {
    const named = this.contents?.currency === '$' ? 'USD' : (this.contents?.currency ?? '');
    return this.options.currency ?? (/^[A-Z]{3}$/.test(named) ? named : undefined);
  }

  /** The value with the forecast that did best on the past, which the later file of the module finds out. */
  private async refine(): Promise<void> {
    const { config } = this.answers.get('value') ?? {};
    if (config && !('model' in config)) await this.compute('value', { ...config, model: 'automatic' });
  }

  /** Fits the models that may be chosen, one at a time and in between what the reader asks for. */
  private async prepare(): Promise<void> {
    const { engine } = this;
    const turn = ++this.preparing;
    try {
      for (let left = 1; left > 0; ) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        const config = this.answers.get('value')?.config;
        if (!engine || !config || turn !== this.preparing || engine !== this.engine) return;
        if (this.pending.size === 0) left = await engine.prepare(config as Configs['value']);
      }
    } catch {
      // What cannot be had is said where it is asked for.
    }
  }

  private may(view: ViewName): boolean {
    const { nOrders = 0, nEvents = 0, contracts = false } = this.contents ?? {};
    if (this.silent.has(view)) return false;
    if (view === 'funnel') return nEvents > 0;
    return nOrders > 0 || (nEvents > 0 && OF_EVENTS.includes(view)) || (contracts && view === 'survival');
  }

  /** Answers what a topic shows, unless that is done. */
  private async ensure(topic: Topic): Promise<void> {
    const view = this.shown(topic);
    if (this.settling && !WAITING.includes(view)) return;
    if (this.state.stage !== 'results' || this.answers.has(view) || this.pending.has(view) || !this.may(view)) return;
    await this.compute(view, this.settings(view));
    if (this.answers.has(view)) return;
    // The files do not speak to it after all: another view of the topic may.
    this.silent.add(view);
    const next = this.possible(topic)[0];
    if (next && this.chosen.get(topic) !== next) this.show(topic, next);
    this.changed();
  }

  /** The settings that hold, or those to begin with. */
  private settings(view: ViewName): Configs[ViewName] {
    const usual = view === 'funnel' ? { steps: this.contents?.steps ?? [] } : {};
    return this.answers.get(view)?.config ?? this.kept.get(view) ?? usual;
  }

  async compute<V extends ViewName>(view: V, own: Configs[V], isChange = false): Promise<void> {
    const { engine } = this;
    const config = inherited((view) => this.settingsOf(view), view, own);
    if (!engine) return;
    if (this.state.members?.view === view) this.set({ members: undefined });
    const turn = (this.asked.get(view) ?? 0) + 1;
    this.asked.set(view, turn);
    this.pending.add(view);
    this.changed();
    try {
      const report = await engine.report(view, config);
      // An answer that was overtaken by a newer question is not shown.
      if (this.asked.get(view) === turn) {
        this.answers.set(view, { config, report });
        this.refused.delete(view);
      }
    } catch (error) {
      if (this.asked.get(view) !== turn) return;
      const { code, message } = error as ClienteleError;
      const isPart = PARTS.includes(view as FunnelPartName);
      // What a changed setting asks for and no file says stands beside the settings; the answer before stays.
      if (code === 'missing' && isChange && ASKING.includes(view)) return void this.refused.set(view, sentence(message));
      // Files that do not speak to a view are no trouble.
      // Somebody was asked for who is not there: that is no file's silence.
      if (code === 'missing' && view === 'customer' && 'customer' in config) return this.failed(error, this.texts.views[view]);
      if (!this.answers.has(view)) this.silent.add(view);
      if (code === 'missing' || (isPart && code === 'config')) this.answers.delete(view);
      // Settings that came from elsewhere and do not fit these files: as usual, then.
      if (code === 'config' && !this.answers.has(view) && this.kept.delete(view)) void this.compute(view, {} as Configs[V]);
      // What is refused stands beside the settings.
      if (isPart ? code === 'missing' || code === 'config' : code === 'config' && this.answers.has(view)) this.refused.set(view, sentence(message));
      else if (code !== 'missing') this.failed(error, this.texts.views[view]);
    } finally {
      if (this.asked.get(view) === turn) this.pending.delete(view);
      this.changed();
    }
  }
}

/** A message as it stands on its own. */
function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

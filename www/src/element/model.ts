// What the element shows and what it can do. The element is its shell, the templates are its views.

import type { Choices, Contents, CustomersAsked, CustomerTable, DecideConfig, Filter, Finding, Selected, FunnelConfig, FunnelPartName, Report, Review, ViewName } from '../../glue/clientele.js';
import {
  type Configs,
  createEngine,
  type Engine,
  type EngineOptions,
  type Loaded,
} from '../engine/engine.js';
import type { AskedReview, Progress } from '../engine/loading.js';
import { readRecipe, type Recipe } from '../engine/recipe.js';
import { isRightToLeft } from '../engine/locale.js';
import { ClienteleError } from '../engine/remote.js';
import { Formats } from '../format.js';
import { type Texts, textsIn } from '../texts.js';
import { english, englishFor, languageFor, type Words, type WordsSource, wordsFor } from '../words.js';
import { save } from './save.js';

/** Everything that a view shows. */
export interface Answer<V extends ViewName = ViewName> {
  config: Configs[V];
  report: Report;
}

/** A question to the user about a file. */
export interface Asking {
  review: AskedReview;
  /** Is the file loaded already, so that it can be left as it is? */
  settled: boolean;
  choices: Choices;
  /** Other choices, `null` to leave the file out, or nothing to leave it as it is. */
  decide(choices: Choices | null | undefined): void;
}

/** A list of customers on the page. */
export interface Members {
  view: ViewName;
  /** What the row of the view's table is called. */
  name: string;
  asked: CustomersAsked;
  list: CustomerTable;
}

/** One thing picked, as its chip names it. */
export interface Pick {
  filter: Filter;
  label: string;
}

/** A file that was not read, or something else that failed. */
export interface Trouble {
  name: string;
  message: string;
}

/** What a file can be handed in as. */
export type Source = File | { name: string; data: Blob };

/** A section of the page: views that answer one question, of which one is shown. */
export type Topic = readonly [ViewName, ...ViewName[]];

/** All sections in the order in which they are shown. The first view of each gives it its name. */
export const TOPICS: readonly Topic[] = [
  ['overview', 'hours'],
  ['segments', 'groups', 'movement'],
  ['tiers', 'concentration'],
  ['funnel'],
  ['ladder'],
  ['retention', 'rates', 'survival', 'gaps', 'lateness'],
  ['value', 'decide', 'trust'],
  ['customer'],
];

/** All views. */
export const VIEWS: readonly ViewName[] = TOPICS.flat();

/** Those that the first file of the module answers by itself, in the order in which they are asked. */
const FIRST: readonly ViewName[] = ['segments', 'funnel', 'ladder', 'value'];

/** What stands behind the funnel, in the order of the tabs. */
export const PARTS: readonly FunnelPartName[] = [
  'funnel_windows',
  'funnel_times',
  'funnel_groups',
  'funnel_trend',
  'funnel_next',
  'funnel_money',
  'funnel_rules',
  'funnel_customer',
];
/** Those that are answered as soon as the later file of the module is there. */
const LATER: readonly ViewName[] = ['overview', 'customer'];

/** Views that are answered when their section comes near, or when they are chosen. */
const WAITING: readonly ViewName[] = VIEWS.filter((view) => !FIRST.includes(view) && !LATER.includes(view));

/** Views whose settings the findings rest on. */
const FOUND_IN: readonly ViewName[] = ['overview', 'funnel', 'value'];

/** Views that speak of events where there are no orders. */
const OF_EVENTS: readonly ViewName[] = ['retention', 'rates', 'survival', 'gaps', 'lateness'];

/** Rows of a list of customers on the page; the file has them all. */
// A recipe is small; what is larger is a file of another kind.
const MOST_RECIPE = 1 << 20;
const MEMBERS = 20;

/** Views whose rows are lists of customers. */
const LISTED: readonly ViewName[] = ['segments', 'groups', 'movement', 'tiers', 'funnel', 'ladder', 'retention', 'lateness', 'funnel_rules'];

/** Are its rows lists of customers, or customers? */
export function rowsAre(view: ViewName, config: object | undefined): 'lists' | 'customers' | undefined {
  if (LISTED.includes(view)) return 'lists';
  if (view !== 'decide') return undefined;
  const { show = 'groups' } = (config ?? {}) as DecideConfig;
  return show === 'groups' || show === 'contact' ? 'lists' : show === 'risk' || show === 'referrals' ? 'customers' : undefined;
}

interface State {
  stage: 'empty' | 'reading' | 'review' | 'results' | 'broken';
  progress: Progress | undefined;
  asking: Asking | undefined;
  /** The name of the recipe that is replayed. */
  recipe: string | undefined;
  troubles: Trouble[];
  /** Is a file held over the element? */
  over: boolean;
  pasting: boolean;
  /** Why the engine is of no use any more. */
  broken: string;
  /** The customers behind a mark that was chosen. */
  members: Members | undefined;
  /** What is open behind the funnel. */
  part: FunnelPartName | undefined;
  /** The section that was opened last from elsewhere: it takes the focus. */
  opened: string;
  /** The last sentence for screen readers. */
  spoken: string;
}

const INITIAL: State = {
  stage: 'empty',
  progress: undefined,
  asking: undefined,
  recipe: undefined,
  troubles: [],
  over: false,
  pasting: false,
  broken: '',
  members: undefined,
  part: undefined,
  opened: '',
  spoken: '',
};

/** State and actions of one element. */
export class Model {
  state = INITIAL;
  engine: Engine | undefined;
  contents: Contents | undefined;
  /** How files of this sort were understood before. */
  private recipe: Recipe | undefined;
  /** What amounts are written in. */
  private currency: string | undefined;
  answers = new Map<ViewName, Answer>();
  /** What matters most in all of them. */
  findings: Finding[] = [];
  /** Views whose answer is being computed. */
  pending = new Set<ViewName>();
  /** Why the settings last asked for do not hold; those before them do. */
  refused = new Map<ViewName, string>();
  /** The own settings of what stands behind the funnel. */
  partSettings = new Map<FunnelPartName, object>();
  /** Where the slider over the windows stands, once it was moved. */
  windowAt: number | undefined;
  /** What is picked, one after the other, and what is left of it. */
  picks: Pick[] = [];
  selected: Selected | undefined;
  private past: Pick[][] = [];
  private future: Pick[][] = [];
  /** The view that each topic shows. */
  private chosen = new Map<Topic, ViewName>();
  /** Topics near what is on the screen. */
  private near = new Set<Topic>();
  /** Views to which the loaded files do not speak. */
  private silent = new Set<ViewName>();

  words: Words = english;
  texts: Texts = textsIn(english.say);
  formats = new Formats('en');

  /** Does the language run from right to left? */
  get rightToLeft(): boolean {
    return isRightToLeft(this.tag);
  }

  private options: EngineOptions = {};
  private starting: Promise<Engine> | undefined;
  private abort: AbortController | undefined;
  private asked = new Map<ViewName, number>();
  private tag = 'en';
  /** Settings of answers that wait to be asked for again. */
  private kept = new Map<ViewName, Configs[ViewName]>();

  constructor(
    private changed: () => void,
    private tell: (name: 'ready' | 'issues' | 'error', detail: unknown) => void,
  ) {}

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
    return topic.filter((view) => this.answers.has(view) || (WAITING.includes(view) && this.may(view)));
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

  /** A topic came near the screen, or left it. */
  approach(topic: Topic, near: boolean): void {
    if (near) this.near.add(topic);
    else this.near.delete(topic);
    if (near) void this.ensure(topic);
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** Picks one thing more. */
  narrow(pick: Pick): Promise<void> {
    return this.pick([...this.picks, pick]);
  }

  /** Picks anew what all views are about. */
  async pick(picks: Pick[]): Promise<void> {
    const before = this.picks;
    if (!(await this.take(picks))) return;
    this.past.push(before);
    this.future = [];
    this.changed();
  }

  /** Goes back to what was picked before. */
  async undo(): Promise<void> {
    await this.turn(this.past, this.future);
  }

  /** Takes it up again. */
  async redo(): Promise<void> {
    await this.turn(this.future, this.past);
  }

  private async turn(from: Pick[][], to: Pick[][]): Promise<void> {
    const picks = from.pop();
    if (!picks) return;
    to.push(this.picks);
    await this.take(picks);
  }

  /** Lets all views answer for what is picked, those in sight first. Nobody left is no selection. */
  private async take(picks: Pick[]): Promise<boolean> {
    const { engine } = this;
    if (!engine) return false;
    try {
      const selected = await engine.select(picks.map(({ filter }) => filter));
      if (selected.nCustomers === 0) {
        await engine.select(this.picks.map(({ filter }) => filter));
        this.announce(this.texts.picked.nobody);
        this.set({ troubles: [{ name: this.texts.picked.title, message: this.texts.picked.nobody }] });
        return false;
      }
      this.picks = picks;
      this.selected = selected;
    } catch (error) {
      this.failed(error, this.texts.picked.title);
      return false;
    }
    this.set({ members: undefined, troubles: [] });
    this.announce(this.texts.picked.now(this.selected.nCustomers, this.selected.nAll));
    await this.refresh();
    return true;
  }

  private async refresh(): Promise<void> {
    for (const [view, { config }] of this.answers) this.kept.set(view, config);
    this.silent.clear();
    const near = TOPICS.filter((topic) => this.near.has(topic)).map((topic) => this.shown(topic));
    for (const view of this.answers.keys()) if (WAITING.includes(view) && !near.includes(view)) this.answers.delete(view);
    this.answers.delete('customer');
    const rest = [...FIRST, ...LATER].filter((view) => !near.includes(view));
    for (const view of [...near, ...rest].filter((view) => view !== 'customer')) await this.compute(view, this.settings(view));
    await this.answerPart();
    await this.find();
  }

  /** Changes what is shown. */
  set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    this.changed();
  }

  /** Says a sentence to screen readers, once. */
  announce(spoken: string): void {
    this.set({ spoken });
  }

  /** Are the words in the language of the reader? Until they are, nothing is shown. */
  get worded(): boolean {
    return this.words.tag === this.tag;
  }

  /** Takes the language and the currency of the reader. */
  async speak(tag: string, currency: string | undefined, source: WordsSource | undefined): Promise<void> {
    this.tag = tag;
    this.options = { ...this.options, locale: tag, currency };
    const words = languageFor(tag) === 'en' ? englishFor(tag) : await wordsFor(tag, source);
    if (this.tag !== tag) return;
    this.words = words;
    this.texts = textsIn(words.say);
    this.currency = currency;
    this.formats = new Formats(tag, currency);
    this.changed();
    const engine = await this.starting?.catch(() => undefined);
    await engine?.speak(tag, currency);
    if (this.state.stage === 'results') await this.settle();
  }

  /** Starts the engine; what it loads from the network is loaded now. */
  async start(options = this.options): Promise<Engine> {
    this.options = options;
    const onCrash = (message: string) => this.failed(new ClienteleError('crashed', message));
    this.starting ??= createEngine({ ...options, onCrash });
    const { starting } = this;
    const engine = await starting;
    // The element may have left the page meanwhile.
    if (this.starting !== starting) engine.close();
    else this.engine = engine;
    this.changed();
    return engine;
  }

  /** Ends the engine and drops everything. */
  close(): void {
    this.cancel();
    this.abort = undefined;
    this.engine?.close();
    this.engine = undefined;
    this.starting = undefined;
    this.contents = undefined;
    this.recipe = undefined;
    this.currency = this.options.currency;
    this.answers.clear();
    this.findings = [];
    this.refused.clear();
    this.partSettings.clear();
    this.windowAt = undefined;
    this.kept.clear();
    this.chosen.clear();
    this.set(INITIAL);
  }

  /** Drops everything and is ready for other files. */
  forget(): void {
    this.close();
    this.start().catch((error) => this.failed(error));
  }

  /** Loads files one after the other and shows what they say together. */
  async load(sources: Iterable<Source>): Promise<void> {
    const list = await this.withoutRecipes([...sources]);
    if (list.length === 0 || this.abort) return;
    await this.reading(async (engine, signal) => {
      const outcomes = await engine.load(list, {
        signal,
        recipe: this.recipe,
        onProgress: (progress) => this.progressed(progress),
        onReview: (review) => (review.confident && !review.changes?.length ? undefined : this.ask(review, false)),
      });
      for (const outcome of outcomes) {
        if ('error' in outcome) this.trouble(outcome.name, outcome.error);
        else if (outcome.loaded.account.setAside > 0) this.tell('issues', outcome.loaded);
      }
    });
  }

  /** Takes recipes out of what was dropped: the last one is replayed on the files that follow. */
  private async withoutRecipes(sources: Source[]): Promise<Source[]> {
    const files: Source[] = [];
    for (const source of sources) {
      const data = source instanceof Blob ? source : source.data;
      const isSmall = data.size < MOST_RECIPE && source.name.toLowerCase().endsWith('.json');
      const recipe = isSmall ? readRecipe(await data.text()) : undefined;
      if (!recipe) files.push(source);
      else {
        this.recipe = recipe;
        this.announce(this.texts.recipe.taken);
        this.set({ recipe: source.name });
      }
    }
    return files;
  }

  /** Saves how the loaded files were understood. */
  saveRecipe(): void {
    if (this.engine) save(new Blob([JSON.stringify(this.engine.recipe(), null, 1)], { type: 'application/json' }), 'recipe.json');
  }

  /** Fetches sample files, which the host page serves, and loads them. */
  async loadSample(manifest: URL): Promise<void> {
    try {
      const { files } = (await (await fetched(manifest)).json()) as { files: { name: string }[] };
      const source = async ({ name }: { name: string }) => ({
        name,
        data: await (await fetched(new URL(name, manifest))).blob(),
      });
      await this.load(await Promise.all(files.map(source)));
    } catch (error) {
      this.failed(error);
    }
  }

  /** Ends the reading; what was loaded before stays. */
  cancel(): void {
    this.abort?.abort();
    this.state.asking?.decide(null);
  }

  /** Shows again how a loaded file was understood, and reads it anew if the user decides otherwise. */
  async reopen(file: Loaded): Promise<void> {
    const choices = await this.ask(file.review, true);
    if (choices === undefined) return this.set({ stage: 'results' });
    await this.reading(async (engine, signal) => {
      const onProgress = (progress: Progress) => this.progressed(progress);
      if (choices === null) await engine.remove(file.id);
      else await engine.assign(file.id, choices, { signal, onProgress });
    });
  }

  /** Drops one file. */
  async remove(file: Loaded): Promise<void> {
    await this.engine?.remove(file.id);
    await this.settle();
  }

  /** Changes settings of a view and answers again. */
  async configure<V extends ViewName>(view: V, change: Partial<Configs[V]>): Promise<void> {
    await this.compute(view, { ...this.answers.get(view)?.config, ...change } as Configs[V], true);
    const answer = this.answer(view);
    if (answer) this.announce(this.refused.get(view) ?? answer.report.finding);
    if (view === 'funnel') await this.answerPart();
    if (FOUND_IN.includes(view)) await this.find();
  }

  /** Looks for what matters most, under the settings that hold. */
  private async find(): Promise<void> {
    const { engine } = this;
    const overview = this.answers.get('overview');
    if (!engine || !overview) return;
    const funnel = this.answers.get('funnel')?.config as FunnelConfig | undefined;
    try {
      const found = await engine.findings({ ...overview.config, funnel, value: this.answers.get('value')?.config as object });
      if (this.answers.get('overview') === overview) this.findings = found;
    } catch (error) {
      this.failed(error);
    }
    this.changed();
  }

  /** Opens the view that shows a finding, set so that it does. */
  async follow({ view, config }: Finding): Promise<void> {
    const topic = TOPICS.find((topic) => topic.includes(view));
    if (!topic) return;
    this.chosen.set(topic, view);
    if (Object.keys(config).length > 0) await this.compute(view, { ...this.settings(view), ...config } as Configs[ViewName]);
    else await this.ensure(topic);
    this.set({ opened: topic[0] });
    this.announce(this.answer(view)?.report.finding ?? '');
  }

  /** Opens what stands behind the funnel, or closes it. */
  async openPart(part: FunnelPartName | undefined): Promise<void> {
    this.set({ part });
    await this.answerPart();
  }

  /** Changes the own settings of what stands behind the funnel. */
  async configurePart<V extends FunnelPartName>(part: V, change: Partial<Configs[V]>): Promise<void> {
    this.partSettings.set(part, { ...this.partSettings.get(part), ...change });
    await this.answerPart();
    const answer = this.answer(part);
    if (answer) this.announce(this.refused.get(part) ?? answer.report.finding);
  }

  /** Explains why the funnel counts a customer as it does. */
  async explain(customer: string): Promise<void> {
    this.partSettings.set('funnel_customer', { customer });
    await this.openPart('funnel_customer');
    const answer = this.answer('funnel_customer');
    if (answer) this.announce(answer.report.finding);
  }

  /** Counts the funnel within the window of a row of the curve. */
  async useWindow(row: number): Promise<void> {
    const curve = this.answers.get('funnel_windows');
    const { windowSeconds = [] } = (curve && (await this.engine?.funnelWindows(curve.config as Configs['funnel_windows']))) ?? {};
    await this.configure('funnel', { windowSeconds: windowSeconds[row] });
  }

  /** Answers what is open behind the funnel, with the settings of the funnel. */
  private async answerPart(): Promise<void> {
    const { part } = this.state;
    const funnel = this.answers.get('funnel')?.config as FunnelConfig | undefined;
    this.windowAt = undefined;
    if (part && funnel) await this.compute(part, { ...this.partSettings.get(part), funnel });
  }

  /** Opens the view of one customer. */
  async open(customer: string): Promise<void> {
    const value = this.answers.get('value')?.config;
    await this.compute('customer', { ...value, ...this.answers.get('customer')?.config, customer });
    const answer = this.answer('customer');
    if (!answer) return;
    this.set({ opened: 'customer' });
    this.announce(answer.report.summary?.finding ?? answer.report.finding);
  }

  /** Lists the customers behind a row of a view's table. */
  async choose(view: ViewName, row: number, column = 0): Promise<void> {
    const answer = this.answers.get(view);
    const name = answer ? markName(answer.report, row, column) : '';
    const rows = rowsAre(view, answer?.config);
    if (rows === 'customers') return this.open(name);
    if (!answer || !this.engine || !rows) return;
    const [segments, value] = [this.answers.get('segments')?.config, this.answers.get('value')?.config];
    const asked = { view, config: answer.config, row, column, segments, value } as CustomersAsked;
    try {
      const list = await this.engine.customers(asked, 0, MEMBERS);
      this.set({ members: { view, name, asked, list } });
      this.announce(this.texts.results.members(name, this.formats.whole(list.total)));
    } catch (error) {
      this.failed(error);
    }
  }

  /** Saves the whole list of customers that is on the page. */
  async saveMembers(): Promise<void> {
    const { members } = this.state;
    if (members && this.engine) save(await this.engine.customersCsv(members.asked), `${members.name}.csv`);
  }

  /** Shows an error. */
  failed(error: unknown, name = ''): void {
    const { code, message } = error instanceof ClienteleError ? error : new ClienteleError('internal', String(error));
    if (code === 'closed' || code === 'cancelled') return;
    this.tell('error', { code, message, name });
    if (code === 'crashed') this.set({ stage: 'broken', broken: this.texts.trouble.crashed });
    else if (code === 'blocked') this.set({ stage: 'broken', broken: this.blocked(error) });
    else this.set({ troubles: [...this.state.troubles, { name, message: this.words.known(message) }] });
  }

  /** Why the page's policy keeps the engine from starting. */
  private blocked(error: unknown): string {
    const { trouble } = this.texts;
    const address = error instanceof ClienteleError ? error.address : undefined;
    return address ? trouble.blockedLoad(address) : trouble.blockedWasm;
  }

  private progressed(progress: Progress): void {
    const { reading } = this.texts;
    const before = this.state.progress;
    this.set({ progress });
    if (progress.phase === 'grouping' && before?.phase !== 'grouping') this.announce(reading.preparing);
    else if (progress.name !== before?.name) this.announce(`${reading.title} ${progress.name}`);
  }

  private trouble(name: string, error: unknown): void {
    this.failed(error, name);
  }

  private async reading(work: (engine: Engine, signal: AbortSignal) => Promise<void>): Promise<void> {
    const abort = new AbortController();
    this.abort = abort;
    this.set({ stage: 'reading', troubles: [], progress: undefined, over: false, pasting: false });
    try {
      await work(await this.start(), abort.signal);
    } catch (error) {
      this.failed(error);
    }
    // Closed meanwhile: there is nothing to show.
    if (this.abort !== abort) return;
    this.abort = undefined;
    if (this.state.stage !== 'broken') await this.settle();
  }

  private ask(review: AskedReview, settled: boolean): Promise<Choices | null | undefined> {
    return new Promise((resolve) => {
      const decide = (choices: Choices | null | undefined) => {
        this.set({ asking: undefined, stage: 'reading' });
        resolve(choices);
      };
      this.set({ stage: 'review', asking: { review, settled, choices: {}, decide } });
    });
  }

  /** Writes amounts in the currency that the files name, where the host page says none. */
  private async pay(): Promise<void> {
    const named = this.contents?.currency === '$' ? 'USD' : (this.contents?.currency ?? '');
    const currency = this.options.currency ?? (/^[A-Z]{3}$/.test(named) ? named : undefined);
    if (currency === this.currency) return;
    this.currency = currency;
    this.formats = new Formats(this.tag, currency);
    await this.engine?.speak(this.tag, currency);
  }

  /** Shows what the loaded files answer, or the empty state if there is none. */
  private async settle(): Promise<void> {
    if (this.files.length === 0) return this.set({ stage: 'empty', progress: undefined });
    try {
      this.contents = await this.engine?.contents();
      await this.pay();
      // The first answers do not wait for the later file of the module.
      // The engine has dropped what was picked with the files.
      [this.picks, this.past, this.future, this.selected] = [[], [], [], undefined];
      this.silent.clear();
      const kept = WAITING.map((view) => [view, this.answers.get(view)?.config] as const);
      for (const [view, config] of kept) if (config) this.kept.set(view, config);
      for (const view of WAITING) this.answers.delete(view);
      const later = LATER.map((view) => this.compute(view, this.settings(view)));
      for (const view of FIRST) {
        await this.compute(view, this.settings(view));
        // The first answers are read while the others are computed.
        if (this.answers.size > 0 && this.state.stage === 'reading') this.set({ stage: 'results', progress: undefined });
      }
      await Promise.all([...later, this.refine()]);
      await this.answerPart();
      this.set({ stage: 'results', progress: undefined });
      void this.find();
      for (const topic of this.near) void this.ensure(topic);
      const report = VIEWS.map((view) => this.answers.get(view)?.report).find(Boolean);
      this.announce(report ? this.texts.results.ready((report.summary ?? report).finding) : this.texts.results.nothing);
      this.tell('ready', this.files);
    } catch (error) {
      this.failed(error);
    }
  }

  /** The value with the forecast that did best on the past, which the later file of the module finds out. */
  private async refine(): Promise<void> {
    const { config } = this.answers.get('value') ?? {};
    if (config && !('model' in config)) await this.compute('value', { ...config, model: 'automatic' });
  }

  private may(view: ViewName): boolean {
    const { nOrders = 0, nEvents = 0, contracts = false } = this.contents ?? {};
    if (this.silent.has(view)) return false;
    return nOrders > 0 || (nEvents > 0 && OF_EVENTS.includes(view)) || (contracts && view === 'survival');
  }

  /** Answers what a topic shows, unless that is done. */
  private async ensure(topic: Topic): Promise<void> {
    const view = this.shown(topic);
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

  private async compute<V extends ViewName>(view: V, config: Configs[V], isChange = false): Promise<void> {
    const { engine } = this;
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
      if (code === 'missing' && isChange && view === 'decide') return void this.refused.set(view, sentence(message));
      // Files that do not speak to a view are no trouble.
      // Somebody was asked for who is not there: that is no file's silence.
      if (code === 'missing' && view === 'customer' && 'customer' in config) return this.failed(error, this.texts.views[view]);
      if (code === 'missing' || (isPart && code === 'config')) this.answers.delete(view);
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

/** What a mark of a picture is called: its row, and the column where each cell has a mark. */
export function markName({ table: { columns, rows } }: Report, row: number, column: number): string {
  const name = String(rows[row]?.[0] ?? '');
  const head = columns[0]?.name === 'From' && column === 0 ? rows[row]?.[1] : columns[column]?.name;
  return column > 0 || columns[0]?.name === 'From' ? `${name}, ${head}` : name;
}

async function fetched(url: URL): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new ClienteleError('file', `${url.href}: ${response.status}`);
  return response;
}

// The public engine: files in, answers out. The element is its first user; a host with its own interface is another.

import type {
  Account,
  Choices,
  Concentration,
  ConcentrationConfig,
  Contents,
  Customer,
  CustomerConfig,
  DecideConfig,
  Decision,
  CustomersAsked,
  CustomerTable,
  Drawn as DrawnPicture,
  Filter,
  Finding,
  FindingsConfig,
  Fit,
  Forecaster,
  Funnel,
  FunnelConfig,
  FunnelCustomer,
  FunnelCustomerConfig,
  FunnelGroups,
  FunnelGroupsConfig,
  FunnelMoney,
  FunnelNext,
  FunnelNextConfig,
  FunnelPartConfig,
  FunnelRules,
  FunnelTimes,
  FunnelTimesConfig,
  FunnelTrend,
  FunnelTrendConfig,
  FunnelWindows,
  Groups,
  GroupsConfig,
  Hours,
  HoursConfig,
  Ladder,
  LadderConfig,
  RungsConfig,
  Stages,
  StagesConfig,
  Look,
  Movement,
  MovementConfig,
  Overview,
  OverviewConfig,
  PeriodRate,
  Agreement,
  AgreementConfig,
  Codes,
  PictureTheme,
  Profile,
  ProfileConfig,
  RatesConfig,
  Report,
  Retention,
  Rules,
  RulesConfig,
  RetentionConfig,
  Review,
  Rhythm,
  RhythmConfig,
  Segments,
  SegmentsConfig,
  Selected,
  Sheet,
  Survival,
  SurvivalConfig,
  TakeConfig,
  Tiers,
  TiersConfig,
  Trust,
  TrustConfig,
  Value,
  ValueConfig,
  ViewName,
} from '../../glue/clientele.js';
import { firstTexts } from '../texts/first.js';
import { english, type WordsSource, wordsFor } from '../words.js';
import { type Backend, type Sources, connect } from './connect.js';
import { Loading, type LoadOptions } from './loading.js';
import { readerLocale, tagFor } from './locale.js';
import { type Recipe, type RecipeViews, recipeFile } from './recipe.js';
import { ClienteleError } from './remote.js';
import { stampPng, stampSvg } from './stamp.js';

/** A rectangle of a picture that can be pointed at; `row` is the row of the report's table that says the same. */
export interface Mark {
  x: number;
  y: number;
  width: number;
  height: number;
  row: number;
  /** The column of that table, where each cell has its mark; 0 where a mark stands for a whole row. */
  column: number;
}

/** How to start. */
export interface EngineOptions extends Sources {
  /** A BCP 47 language tag for the words of reports and pictures. Default: the page's language, written as the reader does. */
  locale?: string;
  /** An ISO 4217 code for amounts, where the host knows it. */
  currency?: string;
  /** The folder of the catalogues of other languages, or a catalogue. Default: `words` beside this script. */
  words?: WordsSource;
  /** Called once if the module stops unexpectedly. The engine is of no use after that; start another. */
  onCrash?: (error: ClienteleError) => void;
}

/** A file that was read. */
export interface Loaded {
  /** Its handle for `assign`, `remove` and `issues`. */
  id: number;
  name: string;
  review: Review;
  account: Account;
}

/** What became of one of the files handed to `load`. */
export type Outcome = { name: string; loaded: Loaded } | { name: string; error: ClienteleError };

/** A picture that was drawn: its size in CSS pixels and its marks in the order of the table's rows. */
export interface Drawing {
  width: number;
  height: number;
  marks: Mark[];
}

/** How to draw. */
export interface DrawOptions {
  /** CSS pixels. A picture chooses its height by its width. */
  width: number;
  /** Device pixels for a CSS pixel. Default: the page's. */
  ratio?: number;
  theme: PictureTheme;
}

/** What is done to a table before it leaves the page. */
export interface TakeOptions {
  /** Codes in place of the identifiers of customers: the same within this engine, and different in the next. */
  codes?: boolean;
  /** Groups of fewer customers are withheld, and as many more as it takes that none can be computed. Default: none. */
  least?: number;
}

/** The settings of each view. */
export interface Configs {
  overview: OverviewConfig;
  hours: HoursConfig;
  segments: SegmentsConfig;
  groups: GroupsConfig;
  movement: MovementConfig;
  codes: SegmentsConfig;
  rules: RulesConfig;
  agreement: AgreementConfig;
  profile: ProfileConfig;
  tiers: TiersConfig;
  concentration: ConcentrationConfig;
  funnel: FunnelConfig;
  ladder: LadderConfig;
  rungs: RungsConfig;
  stages: StagesConfig;
  retention: RetentionConfig;
  rates: RatesConfig;
  survival: SurvivalConfig;
  gaps: RhythmConfig;
  lateness: RhythmConfig;
  value: ValueConfig;
  trust: TrustConfig;
  funnel_rules: FunnelPartConfig;
  funnel_windows: FunnelPartConfig;
  funnel_groups: FunnelGroupsConfig;
  funnel_trend: FunnelTrendConfig;
  funnel_times: FunnelTimesConfig;
  funnel_next: FunnelNextConfig;
  funnel_money: FunnelPartConfig;
  funnel_customer: FunnelCustomerConfig;
  customer: CustomerConfig;
  decide: DecideConfig;
}

/** Larger files are not held in memory as a whole just to name them. */
const DIGESTED = 64 << 20;

/** Starts an engine. It rejects with the code `blocked` where the page's policy forbids what it needs. */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const engine = new Engine(await connect(options, options.onCrash ?? (() => {})), options.words);
  await engine.speak(tagFor(options.locale), options.currency);
  return engine;
}

/** Loads files and answers questions about the customers in all of them together. */
export class Engine {
  private files = new Map<number, { source: Blob; choices: Choices; loaded?: Loaded; digest?: Promise<string | undefined> }>();
  /** What was picked for all answers. */
  private picked: Filter[] = [];
  /** What makes codes of customers; it never leaves the engine. */
  private salt: string | undefined;
  private reading = new Set<AbortController>();

  /** Use `createEngine`. */
  constructor(
    private backend: Backend,
    private words: WordsSource | undefined,
  ) {}

  /** Takes the language and the currency of the reader, for all that is written from now on. */
  async speak(tag: string, currency?: string): Promise<void> {
    const locale = readerLocale(tag, currency, await wordsFor(tag, this.words));
    await this.backend.remote.call('speak', [locale]);
  }

  /** Where the work is done: in workers, or on the page where its policy forbids workers. */
  get mode(): 'worker' | 'page' {
    return this.backend.mode;
  }

  /** What is loaded, in the order of loading. */
  get loaded(): Loaded[] {
    return [...this.files.values()].flatMap((file) => file.loaded ?? []);
  }

  /**
   * Reads files one after the other and joins them with those read before. One that cannot be read leaves the others
   * as they are: its outcome carries the error.
   */
  async load(sources: Iterable<File | { name: string; data: Blob }>, options: LoadOptions = {}): Promise<Outcome[]> {
    const outcomes: (Outcome | Review)[] = [];
    for (const source of sources) {
      const data = source instanceof Blob ? source : source.data;
      try {
        const review = await this.loadOne(source.name, data, options);
        if (review) outcomes.push(review);
      } catch (error) {
        outcomes.push({ name: source.name, error: asError(error) });
        if (options.signal?.aborted || ['crashed', 'blocked'].includes(asError(error).code)) break;
      }
    }
    return Promise.all(outcomes.map((outcome) => ('file' in outcome ? this.account(outcome) : outcome)));
  }

  /** Reads a loaded file again with other choices. If that fails, what it said before stays. */
  async assign(id: number, choices: Choices, options: LoadOptions = {}): Promise<Loaded> {
    const file = this.files.get(id);
    if (!file?.loaded) throw new ClienteleError('config', `There is no file ${id}.`);
    const review = await this.loadOne(file.loaded.name, file.source, options, { ...file.choices, ...choices });
    if (!review) throw new ClienteleError('cancelled', firstTexts(english.say).trouble.cancelled);
    await this.remove(id);
    return (await this.account(review)).loaded;
  }

  /** How the loaded files were understood (and `views`, what was set on the page), to be kept and handed to `load` with next month's files: it holds no data. */
  recipe(views?: RecipeViews): Recipe {
    const files = [...this.files.values()].flatMap(({ loaded, choices }) => (loaded ? recipeFile(loaded.review, choices) : []));
    return { clientele: 1, files, ...(views && { views }) };
  }

  /** Drops a file; the rest is joined anew. */
  async remove(id: number): Promise<void> {
    await this.backend.remote.call('remove', [id]);
    this.files.delete(id);
  }

  /** How the base is doing: key figures, and what new and returning customers brought month by month. */
  overview(config: OverviewConfig = {}): Promise<Overview> {
    return this.backend.remote.call('result', ['overview', config]);
  }

  /** At most three findings from all views, the weightiest first; fewer where fewer are certain. */
  findings(config: FindingsConfig = {}): Promise<Finding[]> {
    return this.backend.remote.call('findings', [config]);
  }

  /** On which days of the week and at which hours they buy. */
  hours(config: HoursConfig = {}): Promise<Hours> {
    return this.backend.remote.call('result', ['hours', config]);
  }

  /** Which groups of customers behave alike. */
  segments(config: SegmentsConfig = {}): Promise<Segments> {
    return this.backend.remote.call('result', ['segments', config]);
  }

  /** Groups that the data fall into by themselves. */
  groups(config: GroupsConfig = {}): Promise<Groups> {
    return this.backend.remote.call('result', ['groups', config]);
  }

  /** Who moved between segments from one day to another. */
  movement(config: MovementConfig = {}): Promise<Movement> {
    return this.backend.remote.call('result', ['movement', config]);
  }

  /** Which code of recency, frequency and money belongs to which segment, and how many customers have it. */
  codes(config: SegmentsConfig = {}): Promise<Codes> {
    return this.backend.remote.call('result', ['codes', config]);
  }

  /** Segments made from conditions. */
  rules(config: RulesConfig = {}): Promise<Rules> {
    return this.backend.remote.call('result', ['rules', config]);
  }

  /** Two ways to part customers side by side. */
  agreement(config: AgreementConfig = {}): Promise<Agreement> {
    return this.backend.remote.call('result', ['agreement', config]);
  }

  /** What sets one group of customers apart from the rest. */
  profile(config: ProfileConfig = {}): Promise<Profile> {
    return this.backend.remote.call('result', ['profile', config]);
  }

  /** The customer pyramid: four tiers by what they bring. */
  tiers(config: TiersConfig = {}): Promise<Tiers> {
    return this.backend.remote.call('result', ['tiers', config]);
  }

  /** On how few customers the money rests. */
  concentration(config: ConcentrationConfig = {}): Promise<Concentration> {
    return this.backend.remote.call('result', ['concentration', config]);
  }

  /** Where customers drop out of a chain of events. */
  funnel(config: FunnelConfig = {}): Promise<Funnel> {
    return this.backend.remote.call('result', ['funnel', config]);
  }

  /** The same funnel under every counting rule, and the customers on whom they disagree. */
  funnelRules(config: FunnelPartConfig = {}): Promise<FunnelRules> {
    return this.backend.remote.call('result', ['funnel_rules', config]);
  }

  /** The same funnel within every window. */
  funnelWindows(config: FunnelPartConfig = {}): Promise<FunnelWindows> {
    return this.backend.remote.call('result', ['funnel_windows', config]);
  }

  /** The same funnel for each value of a property, each held against all others. */
  funnelGroups(config: FunnelGroupsConfig = {}): Promise<FunnelGroups> {
    return this.backend.remote.call('result', ['funnel_groups', config]);
  }

  /** Conversion by the period of entry. */
  funnelTrend(config: FunnelTrendConfig = {}): Promise<FunnelTrend> {
    return this.backend.remote.call('result', ['funnel_trend', config]);
  }

  /** How long it takes from one step to another. */
  funnelTimes(config: FunnelTimesConfig = {}): Promise<FunnelTimes> {
    return this.backend.remote.call('result', ['funnel_times', config]);
  }

  /** What those who stopped at a step did next. */
  funnelNext(config: FunnelNextConfig = {}): Promise<FunnelNext> {
    return this.backend.remote.call('result', ['funnel_next', config]);
  }

  /** Money and cost of the customers at each step. */
  funnelMoney(config: FunnelPartConfig = {}): Promise<FunnelMoney> {
    return this.backend.remote.call('result', ['funnel_money', config]);
  }

  /** Which event of one customer took which step, and why the way ended. */
  funnelCustomer(config: FunnelCustomerConfig = {}): Promise<FunnelCustomer> {
    return this.backend.remote.call('result', ['funnel_customer', config]);
  }

  /** How far up the ladder of loyalty they come. */
  ladder(config: LadderConfig = {}): Promise<Ladder> {
    return this.backend.remote.call('result', ['ladder', config]);
  }

  /** The same ladder, each rung as you define it. */
  rungs(config: RungsConfig = {}): Promise<Ladder> {
    return this.backend.remote.call('result', ['rungs', config]);
  }

  /** How far they come through the stages of acquisition: enquiry, interaction, delivery, use. */
  stages(config: StagesConfig = {}): Promise<Stages> {
    return this.backend.remote.call('result', ['stages', config]);
  }

  /** Who came back, by cohort. */
  retention(config: RetentionConfig = {}): Promise<Retention> {
    return this.backend.remote.call('result', ['retention', config]);
  }

  /** Retention and churn from period to period. */
  rates(config: RatesConfig = {}): Promise<PeriodRate[]> {
    return this.backend.remote.call('result', ['rates', config]);
  }

  /** How long customers stay. */
  survival(config: SurvivalConfig = {}): Promise<Survival> {
    return this.backend.remote.call('result', ['survival', config]);
  }

  /** The time between activities, and the rhythm of each customer. */
  gaps(config: RhythmConfig = {}): Promise<Rhythm> {
    return this.backend.remote.call('result', ['gaps', config]);
  }

  /** The same; its picture shows who is late. */
  lateness(config: RhythmConfig = {}): Promise<Rhythm> {
    return this.backend.remote.call('result', ['lateness', config]);
  }

  /** What they are worth, so far and in time to come. */
  value(config: ValueConfig = {}): Promise<Value> {
    return this.backend.remote.call('result', ['value', config]);
  }

  /**
   * Fits one more of the models of value that may be chosen, so that choosing it later costs nothing. Returns how many are
   * left.
   */
  prepare(config: ValueConfig = {}): Promise<number> {
    return this.backend.remote.call('prepare', [config]);
  }

  /**
   * Fits a model of purchases to histories that were summed up elsewhere, an entry a customer: repeat purchases, the time
   * of the last one and the time of observation, both from the first purchase and in any one unit. Null if nobody bought
   * twice.
   */
  fit(model: Exclude<Forecaster, 'Rate so far'>, frequency: Uint32Array, recency: Float64Array, age: Float64Array): Promise<Fit | null> {
    return this.backend.remote.call('fit', [model, frequency, recency, age]);
  }

  /** How wrong the forecasts of value were on the last third of the time. */
  trust(config: TrustConfig = {}): Promise<Trust> {
    return this.backend.remote.call('result', ['trust', config]);
  }

  /** Value by group, whom to contact, how the base moved, what a silence means, who brings others, how contracts last. */
  decide(config: DecideConfig = {}): Promise<Decision> {
    return this.backend.remote.call('result', ['decide', config]);
  }

  /** One customer: still there, next purchase, value, each with its range. */
  customer(config: CustomerConfig): Promise<Customer> {
    return this.backend.remote.call('result', ['customer', config]);
  }

  /**
   * Picks what all answers from now on are about: filters one after the other, none for everything. It holds until it is
   * changed, or a file comes or goes. Segments and tiers stay those among all customers.
   */
  select(filters: Filter[] = []): Promise<Selected> {
    this.picked = filters;
    return this.backend.remote.call('select', [filters]);
  }

  /** Any answer in words and as a table. */
  report<V extends ViewName>(view: V, config: Configs[V]): Promise<Report> {
    return this.backend.remote.call('report', [view, config]);
  }

  /** Draws the picture of an answer on a canvas of the page, whose bitmap it resizes. */
  async draw(canvas: HTMLCanvasElement, view: ViewName, config: object, options: DrawOptions): Promise<Drawing> {
    const look = this.look(options, globalThis.devicePixelRatio || 1);
    const drawn = await this.backend.remote.call<DrawnPicture & { bitmap: ImageBitmap }>('draw', [view, config, look]);
    show(canvas, drawn.bitmap);
    return { width: drawn.width, height: drawn.height, marks: unpack(drawn.marks) };
  }

  /** The picture as a PNG file, at 2 device pixels for a CSS pixel unless `ratio` says otherwise. */
  async png(view: ViewName, config: object, options: DrawOptions): Promise<Blob> {
    const file = this.backend.remote.call<Blob>('png', [view, config, { ...this.look(options, 2), footer: this.origin() }]);
    return stampPng(await file, await this.stamp(view, config));
  }

  /** The picture as an SVG file. */
  async svg(view: ViewName, config: object, options: DrawOptions): Promise<Blob> {
    const file = this.backend.remote.call<Blob>('svg', [view, config, { ...this.look(options, 1), footer: this.origin() }]);
    return stampSvg(await file, await this.stamp(view, config));
  }

  /** The table of an answer as a CSV file; no cell of it can act as a formula. Its last column says where it comes from. */
  async csv(view: ViewName, config: object, options: TakeOptions = {}): Promise<Blob> {
    const take = this.take(options, await this.stamp(view, config));
    return this.backend.remote.call('csv', [view, config, take]);
  }

  /** The table of an answer as it may leave the page. */
  taken(view: ViewName, config: object, options: TakeOptions = {}): Promise<Sheet> {
    return this.backend.remote.call('taken', [view, config, this.take(options, '')]);
  }

  /**
   * Where an answer comes from: the version, the time, the files with their SHA-256, what was picked, the settings. With
   * these anybody can make it again.
   */
  async stamp(view: ViewName, config: object): Promise<string> {
    const files = (await this.digests()).map(({ name, bytes, digest }) => `${name} ${digest ? `SHA-256 ${digest}` : `${bytes} bytes`}`);
    const picked = this.picked.length > 0 ? [`picked ${JSON.stringify(this.picked)}`] : [];
    return [`Clientele ${await this.version()}`, new Date().toISOString(), ...files, ...picked, `${view} ${JSON.stringify(config)}`].join('; ');
  }

  /** Customers by falling expected value: those behind a row of a view's table, or all. At most `n` from `start` on. */
  customers(asked: CustomersAsked = {}, start = 0, n = 100): Promise<CustomerTable> {
    return this.backend.remote.call('customers', [asked, start, n]);
  }

  /** The whole list as a CSV file; no cell of it can act as a formula. */
  async customersCsv(asked: CustomersAsked = {}, options: TakeOptions = {}): Promise<Blob> {
    const take = this.take(options, await this.stamp(asked.view ?? 'segments', asked));
    return this.backend.remote.call('customersCsv', [asked, take]);
  }

  private take({ codes = false, least = 0 }: TakeOptions, origin: string): TakeConfig {
    if (codes) this.salt ??= [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return { salt: codes ? this.salt : null, least, origin };
  }

  /** The rows of a file that were set aside, with line, column and reason, as a CSV file. */
  issues(id: number): Promise<Blob> {
    return this.backend.remote.call('issues', [id]);
  }

  /** What the loaded files hold: how many customers, from when to when, which events. */
  contents(): Promise<Contents> {
    return this.backend.remote.call('contents', []);
  }

  /** The version of the module. */
  version(): Promise<string> {
    return this.backend.remote.call('version', []);
  }

  /**
   * The loaded files with their SHA-256 as hexadecimal digits, by which anybody can tell whether they have the same.
   * None where a file is too large for it, or where the page may not (it is not served over a safe connection).
   */
  digests(): Promise<{ name: string; bytes: number; digest: string | undefined }[]> {
    const files = [...this.files.values()].filter((file) => file.loaded);
    return Promise.all(
      files.map(async (file) => ({ name: file.loaded!.name, bytes: file.source.size, digest: await (file.digest ??= digestOf(file.source)) })),
    );
  }

  /** Ends the workers and gives all memory back. Everything asked for and not yet answered rejects. */
  close(): void {
    for (const reading of this.reading) reading.abort();
    this.files.clear();
    this.backend.end();
  }

  private look(options: DrawOptions, ratio: number): Look {
    const { width, theme } = options;
    return { width, theme, ratio: options.ratio ?? ratio };
  }

  /** What stands below an exported picture: the files behind it. */
  private origin(): string {
    return this.loaded.map((file) => file.name).join(', ');
  }

  /** Reads one file and keeps it; nothing if the user leaves it out. */
  private async loadOne(name: string, data: Blob, options: LoadOptions, choices?: Choices): Promise<Review | undefined> {
    const reading = new AbortController();
    const stop = () => reading.abort();
    this.reading.add(reading);
    options.signal?.addEventListener('abort', stop);
    if (options.signal?.aborted) stop();
    try {
      const read = await new Loading(this.backend.remote, name, data, options, reading.signal, choices).run();
      if (read) this.files.set(read.review.file, { source: data, choices: read.choices });
      return read?.review;
    } finally {
      options.signal?.removeEventListener('abort', stop);
      this.reading.delete(reading);
    }
  }

  /** What became of the rows of a file that was read. */
  private async account(review: Review): Promise<{ name: string; loaded: Loaded }> {
    const told = await this.backend.remote.call<Account & { review?: Review }>('account', [review.file]);
    // All of the file may tell better than its head.
    const { review: later, ...account } = told;
    const loaded = { id: review.file, name: review.name, review: later ?? review, account };
    const file = this.files.get(review.file);
    if (file) file.loaded = loaded;
    return { name: review.name, loaded };
  }
}

async function digestOf(source: Blob): Promise<string | undefined> {
  if (source.size > DIGESTED || globalThis.crypto?.subtle === undefined) return undefined;
  const hash = await crypto.subtle.digest('SHA-256', await source.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function asError(error: unknown): ClienteleError {
  if (error instanceof ClienteleError) return error;
  return new ClienteleError('internal', String((error as Error)?.message ?? error));
}

/** Puts a finished picture on a canvas in one step, so that no half of one is ever seen. */
function show(canvas: HTMLCanvasElement, bitmap: ImageBitmap): void {
  const context = canvas.getContext('bitmaprenderer');
  if (context) {
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    context.transferFromImageBitmap(bitmap);
  }
}

function unpack(numbers: Float32Array): Mark[] {
  return Array.from({ length: numbers.length / 6 }, (_, i) => {
    const at = (field: number) => numbers[6 * i + field]!;
    return { x: at(0), y: at(1), width: at(2), height: at(3), row: at(4), column: at(5) };
  });
}

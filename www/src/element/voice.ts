// The element's voice and its engine: the state that is shown, the language that it is shown in, what runs under it, what went wrong.

import { createEngine, type Engine, type EngineOptions } from '../engine/engine.js';
import { isRightToLeft } from '../engine/locale.js';
import { ClienteleError } from '../engine/remote.js';
import { Formats } from '../format.js';
import { type FirstTexts, firstTexts } from '../texts/first.js';
import { english, englishFor, languageFor, type Words, type WordsSource, wordsFor } from '../words.js';
import type { Later } from './later.js';
import { INITIAL, type State } from './state.js';

/** What every part of the model stands on. */
export abstract class Voice {
  state = INITIAL;
  engine: Engine | undefined;
  words: Words = english;
  texts: FirstTexts = firstTexts(english.say);
  formats = new Formats('en');
  /** What later.js brings, once it is there. */
  later: Later | undefined;
  /** Where later.js could not be loaded from. */
  lacking: string | undefined;

  /** Does the language run from right to left? */
  get rightToLeft(): boolean {
    return isRightToLeft(this.tag);
  }

  protected options: EngineOptions = {};
  /** What amounts are written in. */
  protected currency: string | undefined;
  protected tag = 'en';
  private starting: Promise<Engine> | undefined;

  constructor(
    protected changed: () => void,
    protected tell: (name: 'ready' | 'issues' | 'error', detail: unknown) => void,
  ) {}

  /** Answers anew all that is on the page. */
  protected abstract settle(): Promise<void>;

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
    this.texts = { ...firstTexts(words.say), ...this.later?.texts(words.say) };
    this.currency = currency;
    this.formats = new Formats(tag, currency);
    this.changed();
    const engine = await this.starting?.catch(() => undefined);
    await engine?.speak(tag, currency);
    // What was found is told anew, in the language that holds now.
    if (this.later) this.later.findings.list = undefined;
    if (this.state.stage === 'results') await this.settle();
  }

  /** Starts the engine; what it loads from the network is loaded now, later.js behind it. */
  async start(options = this.options): Promise<Engine> {
    this.options = options;
    this.starting ??= createEngine({ ...options, onCrash: (error) => this.ended(error) });
    const { starting } = this;
    const engine = await starting;
    // The element may have left the page meanwhile.
    if (this.starting !== starting) engine.close();
    else this.engine = engine;
    void this.complete();
    this.changed();
    return engine;
  }

  /** What later.js brings; nothing where it cannot be had. */
  abstract complete(): Promise<Later | undefined>;

  /** Ends the engine. */
  protected end(): void {
    this.engine?.close();
    this.engine = undefined;
    this.starting = undefined;
    this.currency = this.options.currency;
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

  /** The engine has stopped and is of no use any more. */
  private ended(error: ClienteleError): void {
    if (error.code !== 'later') return this.failed(error);
    this.tell('error', { code: error.code, message: error.message, name: '' });
    this.set({ stage: 'broken', broken: this.texts.trouble.noLater });
  }

  /** Why the page's policy keeps the engine from starting. */
  private blocked(error: unknown): string {
    const { trouble } = this.texts;
    const address = error instanceof ClienteleError ? error.address : undefined;
    return address ? trouble.blockedLoad(address) : trouble.blockedWasm;
  }

  /** Writes amounts in this currency. */
  protected async pay(currency: string | undefined): Promise<void> {
    if (currency === this.currency) return;
    this.currency = currency;
    this.formats = new Formats(this.tag, currency);
    await this.engine?.speak(this.tag, currency);
  }
}

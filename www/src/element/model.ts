// What the element can do with files: it hands them to the engine, asks the user where only the user can tell, and shows the answers.

import type { Choices } from '../../glue/clientele.js';
import type { Engine, Loaded } from '../engine/engine.js';
import type { AskedReview, Progress } from '../engine/loading.js';
import { readRecipe, type Recipe } from '../engine/recipe.js';
import { ClienteleError } from '../engine/remote.js';
import { Answers } from './answers.js';
import { fetchLater, type Later } from './later.js';
import { INITIAL, type Source } from './state.js';

// A recipe is small; what is larger is a file of another kind.
const MOST_RECIPE = 1 << 20;

/** State and actions of one element. The element is its shell, the templates are its views. */
export class Model extends Answers {
  /** How files of this sort were understood before. */
  private recipe: Recipe | undefined;
  private abort: AbortController | undefined;
  /** A link whose settings are to be used. */
  private linked = '';
  private coming: Promise<Later | undefined> | undefined;

  constructor(
    changed: () => void,
    tell: (name: 'ready' | 'issues' | 'error', detail: unknown) => void,
    private opened: (later: Later) => void,
  ) {
    super(changed, tell);
  }

  /** Ends the engine and drops everything. */
  close(): void {
    this.cancel();
    this.abort = undefined;
    this.recipe = undefined;
    this.end();
    this.drop();
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
        for (const [view, config] of Object.entries(recipe.views ?? {})) this.keep(view as 'segments', config);
        this.announce(this.texts.reading.recipe);
        this.set({ recipe: source.name });
      }
    }
    return files;
  }

  /** What later.js brings; nothing where it cannot be had. */
  complete(): Promise<Later | undefined> {
    this.coming ??= fetchLater(this.options.script).then(
      (open) => {
        this.later = open(this);
        this.texts = { ...this.texts, ...this.later.texts(this.words.say) };
        this.opened(this.later);
        if (this.state.stage === 'results') void this.later.findings.find();
        if (this.linked) void this.later.link.take(this.linked);
        this.changed();
        return this.later;
      },
      (error: ClienteleError) => {
        this.lacking = error.address;
        this.changed();
        return undefined;
      },
    );
    return this.coming;
  }

  /** Takes the settings of a link, now or as soon as there are files. */
  async link(text: string): Promise<void> {
    this.linked = text;
    await this.later?.link.take(text);
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
    const choices = await this.ask(file.review, true).catch((error) => void this.failed(error));
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

  private async ask(review: AskedReview, settled: boolean): Promise<Choices | null | undefined> {
    const later = await this.complete();
    if (!later) throw new ClienteleError('later', this.texts.trouble.noScript(this.lacking ?? ''));
    return new Promise((resolve) => {
      const decide = (choices: Choices | null | undefined) => {
        this.set({ asking: undefined, stage: 'reading' });
        resolve(choices);
      };
      this.set({ stage: 'review', asking: { review, settled, choices: {}, decide } });
    });
  }
}

async function fetched(url: URL): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new ClienteleError('file', `${url.href}: ${response.status}`);
  return response;
}

// One file on its way: looked at, asked about, read. Every wait ends at once when the reading is cancelled.

import type { AskedQuestion, Choices, Review } from '../../glue/clientele.js';
import { firstTexts } from '../texts/first.js';
import { english } from '../words.js';
import { type Recipe, type RecipeChange, replay } from './recipe.js';
import { ClienteleError, type Remote } from './remote.js';

const texts = firstTexts(english.say).trouble;

/** How to load. */
export interface LoadOptions {
  /** Hears of bytes and rows while a file is read. */
  onProgress?: (progress: Progress) => void;
  /**
   * Sees how each file was understood before it is read, and may answer with other choices, or with `null` to leave
   * the file out. It is asked again while something is open that only the user can tell (`confident` is false).
   * Without it such a file is refused with the code `review`.
   */
  onReview?: (review: AskedReview) => Choices | null | undefined | Promise<Choices | null | undefined>;
  /** Ends the reading; what was loaded before stays. */
  signal?: AbortSignal;
  /** How files of this sort were understood before: it answers for the user where it fits. */
  recipe?: Recipe;
}

/** A review, with what differs from the recipe that was replayed on the file. */
export type AskedReview = Review & { changes?: RecipeChange[] };

/** How far a file is. */
export interface Progress {
  name: string;
  /** Bytes read and in all. */
  bytes: number;
  size: number;
  /** Rows read so far. */
  rows: number;
  /** Seconds that the rest will take at the speed so far; `null` until there is a speed. */
  secondsLeft: number | null;
  /** `unpacking` where the file came packed, then `reading`, then `grouping`. */
  phase: 'unpacking' | 'reading' | 'grouping';
}

/** Reads one file. */
export class Loading {
  /** Questions that showed only when the whole file had been read. */
  private late: AskedQuestion[] = [];

  /** `choices` are those of a file that is read again; it is not asked about unless it must be. */
  constructor(
    private remote: Remote,
    readonly name: string,
    readonly data: Blob,
    private options: LoadOptions,
    private signal: AbortSignal,
    private choices?: Choices,
  ) {}

  /** Reads the file; gives nothing if the user leaves it out. It is read twice if a question shows late. */
  async run(): Promise<{ review: Review; choices: Choices } | undefined> {
    for (let mayAsk = !this.choices; ; mayAsk = false) {
      let review = await this.look();
      try {
        for (; mayAsk || !review.confident; mayAsk = false) {
          const decided = await this.ask(review);
          if (decided === null) return void this.drop(review);
          if (!isEmpty(decided)) review = await this.assign(review, decided);
        }
        this.late = await this.read(review);
      } catch (error) {
        this.drop(review);
        throw error;
      }
      if (this.late.length === 0) return { review, choices: this.choices ?? {} };
    }
  }

  private async look(): Promise<AskedReview> {
    const looking = this.remote.call<Review>('inspect', [this.name, this.data], [], this.note());
    try {
      const review = this.open(await this.wait(looking));
      if (this.choices) return await this.assign(review, {});
      const known = this.options.recipe && replay(this.options.recipe, review);
      return known ? { ...(await this.assign(review, known.choices)), changes: known.changes } : review;
    } catch (error) {
      looking.then((review) => this.drop(review)).catch(() => {});
      throw error;
    }
  }

  private async assign({ file }: Review, decided: Choices): Promise<Review> {
    this.choices = { ...this.choices, ...decided };
    return this.open(await this.wait(this.remote.call('assign', [file, this.choices])));
  }

  private async ask(review: AskedReview): Promise<Choices | null> {
    const decided = await this.wait(Promise.resolve(this.options.onReview?.(review)));
    if (decided === null) return null;
    if (!review.confident && isEmpty(decided ?? {})) {
      throw new ClienteleError('review', texts.needsReview(this.name));
    }
    return decided ?? {};
  }

  private read({ file }: Review): Promise<AskedQuestion[]> {
    return this.wait(this.remote.call('read', [file], [], this.note()));
  }

  /** Tells how far it is, from now on. */
  private note(): (at: Pick<Progress, 'bytes' | 'size' | 'rows' | 'phase'>) => void {
    const started = performance.now();
    return (at) => {
      const seconds = (performance.now() - started) / 1000;
      const secondsLeft = at.bytes > 0 && seconds > 0.2 ? (seconds * (at.size - at.bytes)) / at.bytes : null;
      this.options.onProgress?.({ name: this.name, secondsLeft, ...at });
    };
  }

  /** The review with what showed late, without what the user has answered. */
  private open(review: Review): Review {
    const questions = [...review.questions, ...this.late].filter((question) => !isAnswered(question, this.choices ?? {}));
    return { ...review, questions, confident: questions.length === 0 };
  }

  private drop({ file }: Review): void {
    // The analyst also stops what it still reads of it.
    this.remote.call('remove', [file]).catch(() => {});
  }

  /** The answer, unless the reading is cancelled first. */
  private wait<T>(answer: Promise<T>): Promise<T> {
    const { signal } = this;
    return new Promise((resolve, reject) => {
      const refuse = () => reject(new ClienteleError('cancelled', texts.cancelled));
      if (signal.aborted) refuse();
      signal.addEventListener('abort', refuse);
      answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', refuse));
    });
  }
}

function isEmpty(choices: Choices): boolean {
  return Object.keys(choices).length === 0;
}

function isAnswered(question: AskedQuestion, { roles, dateOrders, decimalMarks }: Choices): boolean {
  switch (question.kind) {
    case 'missing':
      return roles?.some(([, role]) => question.roles.includes(role)) ?? false;
    case 'which':
      return roles?.some(([, role]) => role === question.role) ?? false;
    case 'dateOrder':
      return dateOrders?.some(([column]) => column === question.column) ?? false;
    case 'decimalMark':
      return decimalMarks?.some(([column]) => column === question.column) ?? false;
  }
}

// Other languages than English: catalogues with the English sentences as keys, one file a language, loaded at the start
// for a reader who wants it. English needs none.
//
// A sentence has blanks: `{}` is the next argument, `{0}` the first; `{0|customer|customers}` is the first form where
// the argument counts as one, and `{|customer|customers}` goes by the argument written last. As in src/message.rs.

/** One language: what it makes of the sentences of the page and of the module. */
export interface Catalogue {
  page: Record<string, string>;
  engine: Record<string, string>;
}

/** Writes a sentence. Numbers are counts; a text that reads as one counts as one. */
export type Say = (template: string, ...args: (string | number)[]) => string;

/** The words of a reader. */
export interface Words {
  /** The language tag that asked for them. */
  tag: string;
  /** The language that they are in, for `lang`. */
  language: string;
  say: Say;
  /** A sentence of which it is not known whether a catalogue has it. */
  known(sentence: string): string;
  /** For the module. */
  entries: [string, string][];
  /** Does none count as one? */
  noneIsOne: boolean;
}

/** Languages that have a catalogue. */
const LANGUAGES = ['de', 'es', 'fr'];

/** Where catalogues come from: the folder that holds them, or one catalogue, as the host has it. */
export type WordsSource = URL | string | Catalogue;

/** The language of the words for a language tag: its own where it has a catalogue, else English. */
export function languageFor(tag: string): string {
  const language = new Intl.Locale(tag).language;
  return LANGUAGES.includes(language) ? language : 'en';
}

/** English, with counts as the tag writes them. */
export function englishFor(tag: string): Words {
  return wordsOf(tag, 'en', undefined);
}

const loaded = new Map<string, Promise<Catalogue | undefined>>();

/** The words for a language tag. What cannot be loaded leaves the reader with English. */
export async function wordsFor(tag: string, source: WordsSource = new URL('./words/', import.meta.url)): Promise<Words> {
  const language = languageFor(tag);
  if (language === 'en') return englishFor(tag);
  const catalogue = typeof source === 'object' && 'page' in source ? source : await load(language, source);
  return wordsOf(tag, catalogue ? language : 'en', catalogue);
}

/** Each catalogue is asked for once, whoever wants it. */
function load(language: string, folder: URL | string): Promise<Catalogue | undefined> {
  const address = new URL(`${language}.json`, new URL(folder, document.baseURI)).href;
  let catalogue = loaded.get(address);
  if (!catalogue) {
    catalogue = fetch(address)
      .then((response) => (response.ok ? (response.json() as Promise<Catalogue>) : undefined))
      .catch(() => undefined);
    loaded.set(address, catalogue);
  }
  return catalogue;
}

/** Words from a catalogue, with counts as the tag writes them. */
function wordsOf(tag: string, language: string, catalogue: Catalogue | undefined): Words {
  const count = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const rules = new Intl.PluralRules(language);
  const noneIsOne = rules.select(0) === 'one';
  const ones = new Set([count.format(1), ...(noneIsOne ? [count.format(0)] : [])]);
  const page = new Map(Object.entries(catalogue?.page ?? {}));
  const say: Say = (template, ...args) => {
    const written = args.map((arg) => (typeof arg === 'number' ? count.format(arg) : arg));
    return fill(page.get(template) ?? template, written, (arg) => ones.has(arg));
  };
  const known = (sentence: string) => page.get(sentence) ?? sentence;
  return { tag, language, say, known, entries: Object.entries(catalogue?.engine ?? {}), noneIsOne };
}

function fill(template: string, args: string[], isOne: (arg: string) => boolean): string {
  let [next, last] = [0, 0];
  const blank = (text: string): string => {
    const bar = text.indexOf('|');
    const number = bar < 0 ? text : text.slice(0, bar);
    last = number ? Number(number) : bar < 0 ? next++ : last;
    const arg = args[last];
    if (arg === undefined) return '–';
    if (bar < 0) return arg;
    const forms = text.slice(bar + 1);
    const middle = outside(forms, '|');
    return all(isOne(arg) || middle < 0 ? forms.slice(0, middle < 0 ? undefined : middle) : forms.slice(middle + 1));
  };
  const all = (text: string): string => {
    let out = '';
    for (;;) {
      const open = text.indexOf('{');
      const close = open < 0 ? -1 : open + 1 + outside(text.slice(open + 1), '}');
      if (close <= open) return out + text;
      out += text.slice(0, open) + blank(text.slice(open + 1, close));
      text = text.slice(close + 1);
    }
  };
  return all(template);
}

/** Where a sign stands outside of braces; -1 if nowhere. */
function outside(text: string, sign: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (depth === 0 && text[at] === sign) return at;
    if (text[at] === '{') depth++;
    else if (text[at] === '}') depth--;
  }
  return -1;
}

/** English, as its own readers write it. */
export const english = englishFor('en');

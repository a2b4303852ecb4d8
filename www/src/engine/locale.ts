// The reader's habits as data for the analyst: what `Intl` knows, asked once. The shape is `Locale` in src/locale.rs.

import type { ReaderLocale } from '../../glue/clientele.js';
import type { Words } from '../words.js';

const MILLION = 1_234_567.5;
const SECONDS = ['second', 'minute', 'hour', 'day', 'month', 'year'] as const;

/**
 * The tag to format by. `asked` wins. Without it the page says in which language (the nearest `lang` of `element`), and
 * the reader how it is written: a page in `en` shows a reader of `en-GB` the day before the month. What is no tag
 * (`en_US`, `english`) counts as not said.
 */
export function tagFor(asked?: string, element?: Element): string {
  const own = typeof navigator === 'undefined' ? [] : [...navigator.languages, navigator.language].filter(isTag);
  const root = typeof document === 'undefined' ? undefined : document.documentElement;
  const page = [element?.closest<HTMLElement>('[lang]')?.lang, root?.lang].find(isTag);
  if (isTag(asked)) return asked;
  const matching = page ? own.find((tag) => languageOf(tag) === languageOf(page)) : own[0];
  return matching ?? page ?? 'en';
}

function isTag(tag: string | undefined): tag is string {
  try {
    return !!tag && Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

function languageOf(tag: string): string {
  return new Intl.Locale(tag).language;
}

/** Builds the locale for a language tag; `currency` is an ISO 4217 code where the files or the host name one. */
export function readerLocale(tag: string, currency: string | undefined, words: Words): ReaderLocale {
  const number = (options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options);
  const parts = number({ minimumFractionDigits: 1, useGrouping: true }).formatToParts(MILLION);
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  const integers = parts.filter((p) => p.type === 'integer').map((p) => p.value.length);
  const plain = number({ useGrouping: false });
  return {
    digits: Array.from({ length: 10 }, (_, digit) => plain.format(digit)),
    decimal: part('decimal') || '.',
    group: part('group'),
    groupSize: integers.length > 1 ? integers.at(-1)! : 0,
    groupSizeFurther: integers.length > 2 ? integers.at(-2)! : 3,
    minGrouping: number({ useGrouping: 'auto' as never }).format(1234).length === plain.format(1234).length ? 2 : 1,
    minus: number().formatToParts(-1).find((p) => p.type === 'minusSign')?.value ?? '-',
    percent: around(number({ style: 'percent' }), 0.5),
    currency: currency ? currencyOf(number({ style: 'currency', currency, currencyDisplay: 'narrowSymbol' })) : null,
    compact: [3, 6, 9].flatMap((power) => compactMark(number({ notation: 'compact' }), power)),
    monthsShort: months(tag, 'short'),
    monthsLong: months(tag, 'long'),
    dayPattern: datePattern(tag, { day: 'numeric', month: 'short', year: 'numeric' }),
    monthPattern: datePattern(tag, { month: 'short', year: 'numeric' }),
    spans: Object.fromEntries(SECONDS.map((unit) => [unit, spanName(tag, unit)])) as ReaderLocale['spans'],
    rightToLeft: isRightToLeft(tag),
    words: words.entries,
    noneIsOne: words.noneIsOne,
  };
}

/** Does the language run from right to left? */
export function isRightToLeft(tag: string): boolean {
  const script = new Intl.Locale(tag).maximize().script ?? '';
  return ['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg'].includes(script);
}

const inNumber = new Set(['integer', 'group', 'decimal', 'fraction']);

function around(format: Intl.NumberFormat, value: number) {
  const parts = format.formatToParts(value);
  const first = parts.findIndex((p) => inNumber.has(p.type));
  const last = parts.length - 1 - [...parts].reverse().findIndex((p) => inNumber.has(p.type));
  const text = (list: Intl.NumberFormatPart[]) => list.map((p) => p.value).join('');
  return { prefix: text(parts.slice(0, first)), suffix: text(parts.slice(last + 1)) };
}

function currencyOf(format: Intl.NumberFormat) {
  return { affix: around(format, 1), decimals: format.resolvedOptions().maximumFractionDigits ?? 2 };
}

/** How the language marks a power of ten; nothing where it counts in other powers, as Japanese does. */
function compactMark(format: Intl.NumberFormat, power: number) {
  const parts = format.formatToParts(10 ** power);
  const digits = parts.filter((p) => inNumber.has(p.type)).map((p) => p.value).join('');
  const { prefix, suffix } = around(format, 10 ** power);
  const isOne = digits.length === 1 && prefix === '' && suffix !== '';
  return isOne ? [{ power, suffix }] : [];
}

function months(tag: string, month: 'short' | 'long'): string[] {
  const format = new Intl.DateTimeFormat(tag, { day: 'numeric', month, timeZone: 'UTC', calendar: 'gregory' });
  return Array.from({ length: 12 }, (_, i) => {
    const parts = format.formatToParts(Date.UTC(2023, i, 15));
    return parts.find((p) => p.type === 'month')?.value ?? String(i + 1);
  });
}

function datePattern(tag: string, options: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC', calendar: 'gregory' });
  const names: Record<string, (value: string) => string> = {
    day: (value) => (value.length > 1 ? '{dd}' : '{d}'),
    month: (value) => (/\p{Letter}/u.test(value) ? '{mon}' : value.length > 1 ? '{mm}' : '{m}'),
    year: () => '{y}',
  };
  return format.formatToParts(Date.UTC(2023, 4, 7)).map((p) => names[p.type]?.(p.value) ?? p.value).join('');
}

function spanName(tag: string, unit: (typeof SECONDS)[number]) {
  const short = unit === 'second' || unit === 'minute' || unit === 'hour';
  const format = new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: short ? 'short' : 'long' });
  const pattern = (n: number) => {
    const { prefix, suffix } = around(format, n);
    return `${prefix}{n}${suffix}`;
  };
  return { one: pattern(1), other: pattern(7) };
}

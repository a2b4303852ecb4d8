// Numbers, money, dates and spans as the reader writes them. Nothing is computed here.

import type { Unit } from '../glue/clientele.js';

const DAY_MS = 86_400_000;
/** Units of time, the longest first: name, seconds, and how many of it there must be. As in src/locale.rs. */
const SPANS: [name: string, seconds: number, least: number][] = [
  ['year', 365.25 * 86_400, 2],
  ['month', 30.4375 * 86_400, 2],
  ['day', 86_400, 1],
  ['hour', 3600, 1],
  ['minute', 60, 1],
  ['second', 1, 0],
];
const LEAST_SHARE = 0.001;
const BLANK = '–';

/** Formats for one language and one currency; make a new one when either changes. */
export class Formats {
  private count: Intl.NumberFormat;
  private number: Intl.NumberFormat;
  private shareFormat: Intl.NumberFormat;
  private money: Intl.NumberFormat;
  private date: Intl.DateTimeFormat;
  private time: Intl.DateTimeFormat;
  private month: Intl.DateTimeFormat;
  private byteFormats: Intl.NumberFormat[];
  private spans: { seconds: number; least: number; whole: Intl.NumberFormat; tenths: Intl.NumberFormat }[];
  private longSpans: { seconds: number; format: Intl.NumberFormat }[];

  constructor(tag: string, currency?: string) {
    const format = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options);
    const unit = (name: string, maximumFractionDigits = 0) =>
      format({ style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits });
    this.count = format({ maximumFractionDigits: 0 });
    this.number = format({ maximumFractionDigits: 2 });
    this.shareFormat = format({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
    this.money = currency
      ? format({ style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
      : format({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
    this.time = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'short', calendar: 'gregory' });
    this.date = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC', calendar: 'gregory' });
    this.month = new Intl.DateTimeFormat(tag, { month: 'short', year: 'numeric', timeZone: 'UTC', calendar: 'gregory' });
    this.byteFormats = ['byte', 'kilobyte', 'megabyte', 'gigabyte'].map((name, i) => unit(name, i > 1 ? 1 : 0));
    this.longSpans = SPANS.slice(2).map(([unit, seconds]) => ({ seconds, format: format({ style: 'unit', unit, unitDisplay: 'long' }) }));
    this.spans = SPANS.map(([name, seconds, least]) => ({ seconds, least, whole: unit(name), tenths: unit(name, 1) }));
  }

  /** A cell of a table in the unit of its column. */
  cell(value: string | number | null, unit: Unit): string {
    if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return BLANK;
    if (typeof value === 'string') return value;
    switch (unit) {
      case 'count':
        return this.whole(value);
      case 'share':
        return this.share(value);
      case 'money':
        return this.money.format(value);
      case 'days':
        return this.number.format(value);
      case 'date':
        return this.day(value);
      case 'month':
        return this.month.format(value * DAY_MS);
      case 'seconds':
        return this.span(value);
      default:
        return this.number.format(value);
    }
  }

  /** A number of things. */
  whole(n: number): string {
    return this.count.format(n);
  }

  /** 0 to 1 in per cent with one decimal; what is something never reads as nothing. */
  share(share: number): string {
    if (share > 0 && share < LEAST_SHARE / 2) return `<${this.shareFormat.format(LEAST_SHARE)}`;
    return this.shareFormat.format(share);
  }

  /** A civil day. */
  day(day: number): string {
    return this.date.format(day * DAY_MS);
  }

  /** A point in time, to the minute. */
  moment(at: Date): string {
    return this.time.format(at);
  }

  /** A size in bytes, in the largest fitting unit. */
  bytes(n: number): string {
    const step = n < 1000 ? 0 : n < 1e6 ? 1 : n < 1e9 ? 2 : 3;
    return this.byteFormats[step]!.format(n / 1000 ** step);
  }

  /** Seconds in the largest fitting unit, as `Locale::span_seconds` writes them in words and pictures. */
  span(seconds: number): string {
    const fitting = this.spans.find((span) => Math.abs(seconds) / span.seconds >= span.least - 0.05) ?? this.spans.at(-1)!;
    const n = seconds / fitting.seconds;
    return (Math.abs(n) < 9.95 ? fitting.tenths : fitting.whole).format(n);
  }

  /** Seconds in the largest unit up to days that they fill exactly, in full: a setting as the user chose it. */
  longSpan(seconds: number): string {
    const fitting = this.longSpans.find((span) => seconds % span.seconds === 0) ?? this.longSpans.at(-1)!;
    return fitting.format.format(seconds / fitting.seconds);
  }
}

/** Names that a sentence sets in backticks, in quotation marks. */
export function quoted(sentence: string): string {
  return sentence.replace(/`([^`]*)`/g, '“$1”');
}

/** A day as `<input type="date">` writes it. */
export function isoDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day that `<input type="date">` holds; `null` while it holds none. */
export function fromIsoDay(text: string): number | null {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) ? null : Math.round(ms / DAY_MS);
}

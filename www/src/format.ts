// Numbers, money, dates and spans as the reader writes them. Nothing is computed here.

import type { Unit } from '../glue/clientele.js';

const DAY_MS = 86_400_000;
const BLANK = '–';

/** Formats for one language and one currency; make a new one when either changes. */
export class Formats {
  private count: Intl.NumberFormat;
  private number: Intl.NumberFormat;
  private shareFormat: Intl.NumberFormat;
  private money: Intl.NumberFormat;
  private date: Intl.DateTimeFormat;
  private byteFormats: Intl.NumberFormat[];
  private spans: Intl.NumberFormat[];

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
    this.date = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC', calendar: 'gregory' });
    this.byteFormats = ['byte', 'kilobyte', 'megabyte', 'gigabyte'].map((name, i) => unit(name, i > 1 ? 1 : 0));
    this.spans = ['second', 'minute', 'hour', 'day'].map((name, i) => unit(name, i > 1 ? 1 : 0));
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

  /** 0 to 1 in per cent with one decimal. */
  share(share: number): string {
    return this.shareFormat.format(share);
  }

  /** A civil day. */
  day(day: number): string {
    return this.date.format(day * DAY_MS);
  }

  /** A size in bytes, in the largest fitting unit. */
  bytes(n: number): string {
    const step = n < 1000 ? 0 : n < 1e6 ? 1 : n < 1e9 ? 2 : 3;
    return this.byteFormats[step]!.format(n / 1000 ** step);
  }

  /** Seconds in the largest fitting unit. */
  span(seconds: number): string {
    const step = seconds < 90 ? 0 : seconds < 5400 ? 1 : seconds < 129_600 ? 2 : 3;
    return this.spans[step]!.format(seconds / [1, 60, 3600, 86_400][step]!);
  }
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

/** Times, sizes and lists in the reader's language and time zone. */

import type { Language } from './languages';
import type { DeskTexts } from './words/en';

export interface Formats {
  /** 10:04 */
  time(at: number): string;
  /** 10:04 where that time zone holds, with its day where that is another one than here; null for what is no zone. */
  timeIn(zone: string, at: number): string | null;
  /** Monday, 21 November 2026 */
  day(at: number): string;
  /** 21 Nov 2026, 10:04 */
  moment(at: number): string;
  /** 21 Nov 2026 */
  date(at: number): string;
  /** Today's time, or the date: for lists. */
  short(at: number, now: number): string;
  /** 5 min: how long something lasts, in its largest unit. */
  span(ms: number): string;
  percent(share: number): string;
  /** 12,480 */
  count(n: number): string;
  bytes(size: number): string;
  list(names: readonly string[]): string;
  languageName(tag: string): string;
}

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const DAY = { day: 'numeric', month: 'numeric', year: 'numeric' } as const;

export function formatsOf(language: Language, texts: DeskTexts): Formats {
  const time = new Intl.DateTimeFormat(language, CLOCK);
  const day = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' });
  const date = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' });
  const near = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const names = new Intl.DisplayNames(language, { type: 'language', fallback: 'code' });
  const percent = new Intl.NumberFormat(language, { style: 'percent' });
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const unit = (unitName: string) =>
    new Intl.NumberFormat(language, { style: 'unit', unit: unitName, unitDisplay: 'short' });
  const [seconds, minutes, hours, days] = [unit('second'), unit('minute'), unit('hour'), unit('day')];
  return {
    time: (at) => time.format(at),
    timeIn(zone, at) {
      try {
        const there = (options: Intl.DateTimeFormatOptions) =>
          new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
        const otherDay = there(DAY).format(at) !== new Intl.DateTimeFormat(language, DAY).format(at);
        return there({ ...CLOCK, ...(otherDay ? { weekday: 'short' } : {}) }).format(at);
      } catch {
        // Browsers know fewer names than the database has.
        return null;
      }
    },
    day: (at) => day.format(at),
    date: (at) => date.format(at),
    moment: (at) => `${date.format(at)}, ${time.format(at)}`,
    short: (at, now) => (dayKey(at) === dayKey(now) ? time.format(at) : near.format(at)),
    span(ms) {
      const s = Math.max(0, Math.floor(ms / 1000));
      if (s < 60) return seconds.format(s);
      if (s < 3_600) return minutes.format(Math.floor(s / 60));
      return s < 86_400 ? hours.format(Math.floor(s / 3_600)) : days.format(Math.floor(s / 86_400));
    },
    percent: (share) => percent.format(share),
    count: (n) => number.format(n),
    bytes(size) {
      // By 1,024, as the server's bound of 50 MB is counted.
      if (size < 1_024) return `${size} ${texts.bytes.b}`;
      return size < 1_048_576
        ? `${number.format(size / 1_024)} ${texts.bytes.kb}`
        : `${number.format(size / 1_048_576)} ${texts.bytes.mb}`;
    },
    list: (words) => list.format(words),
    languageName(tag) {
      try {
        return names.of(tag) ?? tag;
      } catch {
        // An end user's browser may send any text as its language.
        return tag;
      }
    },
  };
}

/** No day begins within one: time zones are whole quarters of an hour apart. */
const QUARTER_MS = 900_000;
/** The one that was asked for last: a conversation asks of thousands of messages in a row. */
let asked = { quarter: Number.NaN, key: '' };

/** The calendar day of a moment in the reader's time zone. */
export function dayKey(at: number): string {
  const quarter = Math.floor(at / QUARTER_MS);
  if (quarter !== asked.quarter) {
    const moment = new Date(at);
    asked = { quarter, key: `${moment.getFullYear()}-${moment.getMonth() + 1}-${moment.getDate()}` };
  }
  return asked.key;
}

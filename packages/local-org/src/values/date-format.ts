/**
 * Java's SimpleDateFormat patterns, which Datetime.format takes, and the locale's own short and long forms.
 * Letters: G y Y M L w W D d F E u a H k K h m s S z Z X; text between apostrophes is literal.
 */
import { raise } from './ambient.ts';
import { ApexDate, daysOf, two } from './date.ts';
import type { ApexDatetime } from './datetime.ts';
import { zoneName, zoneOffset } from './zone.ts';

interface Moment {
  readonly at: ApexDatetime;
  readonly date: ApexDate;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  readonly zone: string;
  readonly locale: string;
}

export function localeTag(locale: string): string {
  return locale.replaceAll('_', '-');
}

/** @throws IllegalArgumentException "Illegal pattern character 'b'" */
export function formatPattern(at: ApexDatetime, pattern: string, zone: string, locale: string): string {
  const date = at.dateIn(zone);
  const time = at.timeIn(zone);
  const { hour, minute, second, millisecond } = time;
  const moment: Moment = { at, date, hour, minute, second, millisecond, zone, locale: localeTag(locale) };
  let out = '';
  let index = 0;
  while (index < pattern.length) {
    const char = pattern[index];
    if (char === "'") {
      const literal = readQuoted(pattern, index);
      out += literal.text;
      index = literal.end;
    } else if (/[A-Za-z]/.test(char)) {
      let end = index + 1;
      while (pattern[end] === char) end += 1;
      out += formatField(moment, char, end - index);
      index = end;
    } else {
      out += char;
      index += 1;
    }
  }
  return out;
}

/** Reads from the opening apostrophe; two apostrophes mean one. */
function readQuoted(pattern: string, start: number): { text: string; end: number } {
  if (pattern[start + 1] === "'") return { text: "'", end: start + 2 };
  let text = '';
  let index = start + 1;
  while (index < pattern.length) {
    if (pattern[index] === "'") {
      if (pattern[index + 1] !== "'") return { text, end: index + 1 };
      index += 1;
    }
    text += pattern[index];
    index += 1;
  }
  return raise('System.IllegalArgumentException', 'Unterminated quote');
}

function formatField(moment: Moment, letter: string, count: number): string {
  const { date, hour } = moment;
  const { year, month, day } = date.fields();
  const pad = (value: number): string => String(value).padStart(count, '0');
  switch (letter) {
    case 'G':
      return year > 0 ? 'AD' : 'BC';
    case 'y':
      return count === 2 ? two(yearOfEra(year) % 100) : pad(yearOfEra(year));
    case 'Y': {
      const weekYear = weekOfYear(date).year;
      return count === 2 ? two(weekYear % 100) : pad(weekYear);
    }
    case 'M':
    case 'L':
      return count >= 3 ? namePart(moment, { month: count === 3 ? 'short' : 'long' }) : pad(month);
    case 'w':
      return pad(weekOfYear(date).week);
    case 'W':
      return pad(Math.ceil((day + ApexDate.of(year, month, 1).weekday() - 1) / 7));
    case 'D':
      return pad(date.dayOfYear());
    case 'd':
      return pad(day);
    case 'F':
      return pad(Math.ceil(day / 7));
    case 'E':
      return namePart(moment, { weekday: count <= 3 ? 'short' : 'long' });
    case 'u':
      return pad(((date.weekday() + 5) % 7) + 1);
    case 'a':
      return hour < 12 ? 'AM' : 'PM';
    case 'H':
      return pad(hour);
    case 'k':
      return pad(hour === 0 ? 24 : hour);
    case 'K':
      return pad(hour % 12);
    case 'h':
      return pad(hour % 12 === 0 ? 12 : hour % 12);
    case 'm':
      return pad(moment.minute);
    case 's':
      return pad(moment.second);
    case 'S':
      return pad(moment.millisecond);
    case 'z':
      return zoneName(moment.zone, moment.at.ms, count <= 3 ? 'short' : 'long', moment.locale);
    case 'Z':
      return offsetText(zoneOffset(moment.zone, moment.at.ms), '');
    case 'X': {
      const offset = zoneOffset(moment.zone, moment.at.ms);
      if (offset === 0) return 'Z';
      return count === 1 ? offsetText(offset, '').slice(0, 3) : offsetText(offset, count === 2 ? '' : ':');
    }
    default:
      return raise('System.IllegalArgumentException', `Illegal pattern character '${letter}'`);
  }
}

/** 1 BC comes before AD 1 and is the year 0 here. */
function yearOfEra(year: number): number {
  return year > 0 ? year : 1 - year;
}

function namePart(moment: Moment, options: Intl.DateTimeFormatOptions): string {
  const day = moment.date.days * 86_400_000;
  return new Intl.DateTimeFormat(moment.locale, { ...options, timeZone: 'UTC' }).format(day);
}

function offsetText(offset: number, separator: string): string {
  const minutes = Math.abs(offset) / 60_000;
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
}

/** Weeks start on Sunday and week 1 holds 1 January, as in the United States. */
function weekOfYear(date: ApexDate): { year: number; week: number } {
  const saturday = date.days + (7 - date.weekday());
  const { year } = new ApexDate(saturday).fields();
  const firstSunday = daysOf(year, 1, 1) - (ApexDate.of(year, 1, 1).weekday() - 1);
  return { year, week: Math.floor((date.days - firstSunday) / 7) + 1 };
}

/** A locale form with plain spaces where Unicode's data has narrow ones. */
function plain(text: string): string {
  return text.replace(/[\u202f\u00a0]/g, ' ');
}

/** Date.format(): `1/2/2024` for en_US. */
export function formatDateShort(date: ApexDate, locale: string): string {
  const format = new Intl.DateTimeFormat(localeTag(locale), {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    timeZone: 'UTC',
  });
  return plain(format.format(date.days * 86_400_000));
}

/** Datetime.format(): `1/2/2024, 3:04 AM` for en_US. */
export function formatDatetimeShort(at: ApexDatetime, zone: string, locale: string): string {
  const format = new Intl.DateTimeFormat(localeTag(locale), {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
  });
  return plain(format.format(at.ms));
}

/** Datetime.formatLong(): `1/2/2024, 3:04:05 AM PST` for en_US. */
export function formatDatetimeLong(at: ApexDatetime, zone: string, locale: string): string {
  const format = new Intl.DateTimeFormat(localeTag(locale), {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZone: zone,
    timeZoneName: 'short',
  });
  return plain(format.format(at.ms));
}

/** Order of day, month and year in the locale's short form, for Date.parse and Datetime.parse. */
export function dateOrder(locale: string): readonly ('day' | 'month' | 'year')[] {
  const format = new Intl.DateTimeFormat(localeTag(locale), {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    timeZone: 'UTC',
  });
  const order: ('day' | 'month' | 'year')[] = [];
  for (const { type } of format.formatToParts(0)) {
    if (type === 'day' || type === 'month' || type === 'year') order.push(type);
  }
  return order;
}

/** Date.parse: three numbers in the locale's order. @throws TypeException "Invalid date: ..." */
export function parseDateShort(text: string, locale: string): ApexDate {
  const numbers = /^\s*(\d{1,4})\D{1,2}(\d{1,4})\D{1,2}(\d{1,4})\.?\s*$/.exec(text)?.slice(1).map(Number);
  if (numbers === undefined) return raise('System.TypeException', `Invalid date: ${text}`);
  const order = dateOrder(locale);
  const part = (name: 'day' | 'month' | 'year'): number => numbers[order.indexOf(name)] ?? 0;
  const year = part('year');
  if (part('month') < 1 || part('month') > 12 || part('day') < 1 || part('day') > 31) {
    return raise('System.TypeException', `Invalid date: ${text}`);
  }
  return ApexDate.of(year < 100 ? (year < 50 ? 2000 : 1900) + year : year, part('month'), part('day'));
}

/** Hour and minute of `3:04 AM`, `15:04`, `3:04:05 PM`: ms of the day, or undefined. */
export function parseTimeShort(text: string): number | undefined {
  const match = /^\s*(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?\s*$/.exec(text);
  if (match === null) return undefined;
  let hour = Number(match[1]);
  const half = match[4]?.toLowerCase();
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  if (half === 'pm' && hour < 12) hour += 12;
  if (half === 'am' && hour === 12) hour = 0;
  if (hour > 23 || Number(match[2]) > 59) return undefined;
  return ((hour * 60 + Number(match[2])) * 60 + Number(match[3] ?? '0')) * 1000;
}

/** Datetime and TimeZone. Source: Apex Reference Guide, Datetime Class and TimeZone Class. */
import { notNull, raise, userLocale, userTimeZone } from '../../values/ambient.ts';
import { ApexDate } from '../../values/date.ts';
import {
  formatDatetimeLong,
  formatDatetimeShort,
  formatPattern,
  parseDateShort,
  parseTimeShort,
} from '../../values/date-format.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { longHash } from '../../values/integer.ts';
import type { ApexTime } from '../../values/time.ts';
import { isKnownZone, zoneName, zoneOffset } from '../../values/zone.ts';
import { current } from '../kernel/context.ts';
import { register } from '../kernel/registry.ts';
import type { PlatformFunction } from '../kernel/registry.ts';
import { typeOfValue } from '../kernel/types.ts';
import { refusingNull } from './arguments.ts';
import { addMethods } from './define.ts';

export function now(): ApexDatetime {
  return new ApexDatetime(current().clock.now());
}

function datetimeOf(value: unknown): ApexDatetime {
  if (value instanceof ApexDatetime) return value;
  if (value instanceof ApexDate) return ApexDatetime.ofDate(value);
  if (typeof notNull(value) === 'string') return ApexDatetime.parseStandard(value as string, userTimeZone());
  return raise('System.TypeException', `Invalid conversion from runtime type ${typeOfValue(value).name} to Datetime`);
}

/** Datetime.parse: the locale's short date, a space or comma, a time. */
function parseLocal(text: string): ApexDatetime {
  const match = /^\s*(\S+?),?\s+(\d{1,2}:.+)$/.exec(text);
  const time = match === null ? undefined : parseTimeShort(match[2]);
  if (match === null || time === undefined) return raise('System.TypeException', `Invalid date/time: ${text}`);
  return ApexDatetime.of(parseDateShort(match[1], userLocale()), time, userTimeZone());
}

/** The fields of a Datetime, once in the user's zone and once, with `Gmt` in the name, in GMT. */
const FIELDS: Readonly<Record<string, (at: ApexDatetime, zone: string) => unknown>> = {
  date: (at, zone) => at.dateIn(zone),
  day: (at, zone) => at.dateIn(zone).fields().day,
  dayOfYear: (at, zone) => at.dateIn(zone).dayOfYear(),
  hour: (at, zone) => at.timeIn(zone).hour,
  millisecond: (at, zone) => at.timeIn(zone).millisecond,
  minute: (at, zone) => at.timeIn(zone).minute,
  month: (at, zone) => at.dateIn(zone).fields().month,
  second: (at, zone) => at.timeIn(zone).second,
  time: (at, zone) => at.timeIn(zone),
  year: (at, zone) => at.dateIn(zone).fields().year,
};

function fieldMethods(): Record<`${string}()`, PlatformFunction> {
  const methods: Record<`${string}()`, PlatformFunction> = {};
  for (const [name, read] of Object.entries(FIELDS)) {
    methods[`${name}()`] = function (this: ApexDatetime) {
      return read(this, userTimeZone());
    };
    methods[`${name}Gmt()`] = function (this: ApexDatetime) {
      return read(this, 'GMT');
    };
  }
  return methods;
}

/** What every sum of a moment and a time has: no milliseconds. */
const wholeSeconds = (at: ApexDatetime): ApexDatetime => new ApexDatetime(Math.floor(at.ms / 1000) * 1000);

function addMonths(at: ApexDatetime, months: number): ApexDatetime {
  const zone = userTimeZone();
  return wholeSeconds(at).withDate(at.dateIn(zone).addMonths(months), zone);
}

function addSeconds(at: ApexDatetime, seconds: number): ApexDatetime {
  return new ApexDatetime(wholeSeconds(at).ms + notNull(seconds) * 1000);
}

addMethods(ApexDatetime, {
  ...fieldMethods(),
  'addDays(Integer)'(days: number) {
    const zone = userTimeZone();
    return wholeSeconds(this).withDate(this.dateIn(zone).addDays(notNull(days)), zone);
  },
  'addHours(Integer)'(hours: number) {
    return addSeconds(this, notNull(hours) * 3600);
  },
  'addMinutes(Integer)'(minutes: number) {
    return addSeconds(this, notNull(minutes) * 60);
  },
  'addMonths(Integer)'(months: number) {
    return addMonths(this, notNull(months));
  },
  'addSeconds(Integer)'(seconds: number) {
    return addSeconds(this, seconds);
  },
  'addYears(Integer)'(years: number) {
    return addMonths(this, notNull(years) * 12);
  },
  'equals(Object)'(other: unknown) {
    return this.equals(other);
  },
  'format()'() {
    return formatDatetimeShort(this, userTimeZone(), userLocale());
  },
  'format(String)'(pattern: string) {
    return formatPattern(this, notNull(pattern), userTimeZone(), userLocale());
  },
  'format(String,String)'(pattern: string, zone: string | null) {
    return formatPattern(this, notNull(pattern), zone === null || !isKnownZone(zone) ? 'GMT' : zone, userLocale());
  },
  'formatGmt(String)'(pattern: string) {
    return formatPattern(this, notNull(pattern), 'GMT', userLocale());
  },
  'formatLong()'() {
    return formatDatetimeLong(this, userTimeZone(), userLocale());
  },
  'getTime()'() {
    return BigInt(this.ms);
  },
  'hashCode()'() {
    return longHash(BigInt(this.ms));
  },
  'isSameDay(Datetime)'(other: ApexDatetime) {
    return this.dateIn(userTimeZone()).equals(notNull(other).dateIn(userTimeZone()));
  },
});

function creators(suffix: string, zone: () => string): Record<string, PlatformFunction> {
  return {
    [`newInstance${suffix}(Date,Time)`]: (day: ApexDate, time: ApexTime) => ApexDatetime.of(day, time, zone()),
    [`newInstance${suffix}(Integer,Integer,Integer)`]: (year: number, month: number, day: number) =>
      ApexDatetime.ofFields(zone(), year, month, day),
    [`newInstance${suffix}(Integer,Integer,Integer,Integer,Integer,Integer)`]: (
      year: number,
      month: number,
      day: number,
      hour: number,
      minute: number,
      second: number,
    ) => ApexDatetime.ofFields(zone(), year, month, day, hour, minute, second),
  };
}

register('System.Datetime', {
  class: ApexDatetime,
  statics: {
    'now()': now,
    ...refusingNull({
      ...creators('', userTimeZone),
      ...creators('Gmt', () => 'GMT'),
      'newInstance(Long)': (milliseconds: bigint) => new ApexDatetime(Number(milliseconds)),
      'parse(String)': parseLocal,
      'valueOf(String)': (text: string) => ApexDatetime.parseStandard(text, userTimeZone()),
      'valueOf(Object)': datetimeOf,
      'valueOfGmt(String)': (text: string) => ApexDatetime.parseStandard(text, 'GMT'),
    }),
  },
});

export class ApexTimeZone {
  readonly id: string;

  /** Names that are unknown become GMT, as in Java. */
  constructor(id: string) {
    this.id = isKnownZone(id) ? id : 'GMT';
  }

  hashKey(): string {
    return `zone:${this.id}`;
  }

  equals(other: unknown): boolean {
    return other instanceof ApexTimeZone && other.id === this.id;
  }

  'getDisplayName()'(): string {
    const offset = zoneOffset(this.id, current().clock.now()) / 60_000;
    const clock = `${String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0')}:${String(Math.abs(offset) % 60).padStart(2, '0')}`;
    const name = zoneName(this.id, current().clock.now(), 'long');
    return `(GMT${offset < 0 ? '-' : '+'}${clock}) ${name} (${this.id})`;
  }

  'getID()'(): string {
    return this.id;
  }

  'getOffset(Datetime)'(at: ApexDatetime): number {
    return zoneOffset(this.id, notNull(at).ms);
  }

  'toString()'(): string {
    return this.id;
  }
}

register('System.TimeZone', {
  class: ApexTimeZone,
  statics: { 'getTimeZone(String)': (id: string) => new ApexTimeZone(notNull(id)) },
});

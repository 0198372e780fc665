/** Date and time functions. Source: Salesforce Help, "Formula Operators and Functions", Date and Time. */
import { ApexDate, daysInMonth, daysOf } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { ApexTime } from '../../values/time.ts';
import { plain } from '../typed.ts';
import type { Call, Compiled, FormulaFunction } from '../typed.ts';
import { EvaluationError } from '../values.ts';
import type { FormulaType } from '../values.ts';

export const DAY = 86_400_000;

const ofDate = (compute: (date: ApexDate) => number): FormulaFunction =>
  plain(['date'], 'number', ([date]: readonly ApexDate[]) => Decimal.ofInt(compute(date)));

const ofTime = (compute: (time: ApexTime) => number): FormulaFunction =>
  plain(['time'], 'number', ([time]: readonly ApexTime[]) => Decimal.ofInt(compute(time)));

function dateOf(year: number, month: number, day: number): ApexDate {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    throw new EvaluationError(`No such day: ${year}-${month}-${day}`);
  }
  return ApexDate.of(year, month, day);
}

function parseDate(text: string): ApexDate {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(text);
  if (match === null) throw new EvaluationError('Invalid year for DATEVALUE function');
  return dateOf(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Always Greenwich time. */
function parseDatetime(text: string): ApexDatetime {
  const match = /^(\d{4}-\d{1,2}-\d{1,2})(?:[ T](\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?Z?)?$/.exec(text.trim());
  if (match === null) throw new EvaluationError(`Invalid date/time: ${text}`);
  const [hour, minute, second] = [match[2], match[3], match[4]].map((part) => Number(part ?? 0));
  if (hour > 23 || minute > 59 || second > 59) throw new EvaluationError(`Invalid date/time: ${text}`);
  return new ApexDatetime(parseDate(match[1]).days * DAY + ((hour * 60 + minute) * 60 + second) * 1000);
}

function parseTime(text: string): ApexTime {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/.exec(text.trim());
  const [hour, minute, second, fraction] = (match ?? [])
    .slice(1)
    .map((part) => Number((part as string | undefined) ?? 0));
  if (match === null || hour > 23 || minute > 59 || second > 59) throw new EvaluationError(`Invalid time: ${text}`);
  return ApexTime.of(hour, minute, second, fraction);
}

/** A conversion: how values of each type become one of `type`. */
function conversion(
  type: 'date' | 'datetime' | 'time',
  from: Readonly<Record<string, (value: never, zone: string) => unknown>>,
): FormulaFunction {
  return {
    compile(call: Call): Compiled {
      call.count(1);
      const [argument] = call.args;
      call.expect(0, 0, ...(Object.keys(from) as FormulaType[]));
      const convert = from[argument.type];
      return {
        type,
        run: (frame) => {
          const value = argument.run(frame);
          return value === null ? null : convert(value as never, frame.environment.timeZone);
        },
      };
    },
  };
}

/** The last day of a month leads to the last day of the other. */
function addMonths(date: ApexDate, months: number): ApexDate {
  const { year, month, day } = date.fields();
  const isLast = day === daysInMonth(year, month);
  const moved = date.addMonths(months);
  if (!isLast) return moved;
  const target = moved.fields();
  return ApexDate.of(target.year, target.month, daysInMonth(target.year, target.month));
}

/** ISO 8601: weeks begin on Monday, the first one holds the year's first Thursday. */
function isoWeek(date: ApexDate): { readonly year: number; readonly week: number } {
  const thursday = date.days + 3 - ((date.weekday() + 5) % 7);
  const { year } = new ApexDate(thursday).fields();
  return { year, week: Math.floor((thursday - daysOf(year, 1, 1)) / 7) + 1 };
}

const whole = (value: Decimal): number => Number(value.setScale(0, 'DOWN').toPlainString());

const pair = (value: number): string => String(value).padStart(2, '0');

/** `HH:MM:SS`, or `D:HH:MM:SS` where days are asked for. */
function duration(seconds: number, withDays: boolean): string {
  const all = Math.abs(Math.trunc(seconds));
  const [minutes, rest] = [Math.floor(all / 60) % 60, all % 60];
  const hours = Math.floor(all / 3600);
  const clock = `${pair(minutes)}:${pair(rest)}`;
  return withDays ? `${Math.floor(hours / 24)}:${pair(hours % 24)}:${clock}` : `${pair(hours)}:${clock}`;
}

function formatDuration(call: Call): Compiled {
  call.count(1, 2);
  const [first, second] = call.args;
  call.expect(0, 0, 'number', 'time', 'datetime');
  const { type } = first;
  if (call.args.length === 2) call.expect(1, 1, type === 'number' ? 'boolean' : type);
  else call.expect(0, 0, 'number');
  return {
    type: 'text',
    run: (frame) => {
      const left = first.run(frame);
      const right = call.args.length === 2 ? second.run(frame) : false;
      if (left === null || right === null) return null;
      if (left instanceof Decimal) return duration(left.doubleValue(), right === true);
      const [from, to] = [left, right] as (ApexDatetime | ApexTime)[];
      return duration((to.ms - from.ms) / 1000, left instanceof ApexDatetime);
    },
  };
}

export const DATE_FUNCTIONS: Readonly<Record<string, FormulaFunction>> = {
  ADDMONTHS: {
    compile(call) {
      call.count(2);
      call.expect(0, 0, 'date', 'datetime');
      call.expect(1, 1, 'number');
      const [date, months] = call.args;
      return {
        type: date.type,
        run: (frame) => {
          const value = date.run(frame) as ApexDate | ApexDatetime | null;
          const count = months.run(frame) as Decimal | null;
          if (value === null || count === null) return null;
          if (value instanceof ApexDate) return addMonths(value, count.intValue());
          return value.withDate(addMonths(value.dateIn('GMT'), count.intValue()), 'GMT');
        },
      };
    },
  },
  DATE: plain(['number', 'number', 'number'], 'date', ([year, month, day]: readonly Decimal[]) =>
    dateOf(whole(year), whole(month), whole(day)),
  ),
  DATEVALUE: conversion('date', {
    date: (date: ApexDate) => date,
    datetime: (datetime: ApexDatetime, zone) => datetime.dateIn(zone),
    text: (text: string) => parseDate(text),
  }),
  DATETIMEVALUE: conversion('datetime', {
    datetime: (datetime: ApexDatetime) => datetime,
    date: (date: ApexDate) => ApexDatetime.ofDate(date),
    text: (text: string) => parseDatetime(text),
  }),
  TIMEVALUE: conversion('time', {
    time: (time: ApexTime) => time,
    datetime: (datetime: ApexDatetime) => datetime.timeIn('GMT'),
    text: (text: string) => parseTime(text),
  }),
  YEAR: ofDate((date) => date.fields().year),
  MONTH: ofDate((date) => date.fields().month),
  DAY: ofDate((date) => date.fields().day),
  DAYOFYEAR: ofDate((date) => date.dayOfYear()),
  WEEKDAY: ofDate((date) => date.weekday()),
  ISOWEEK: ofDate((date) => isoWeek(date).week),
  ISOYEAR: ofDate((date) => isoWeek(date).year),
  HOUR: ofTime((time) => time.hour),
  MINUTE: ofTime((time) => time.minute),
  SECOND: ofTime((time) => time.second),
  MILLISECOND: ofTime((time) => time.millisecond),
  NOW: plain([], 'datetime', (_, { environment }) => new ApexDatetime(environment.now())),
  TODAY: plain([], 'date', (_, { environment }) => new ApexDatetime(environment.now()).dateIn(environment.timeZone)),
  TIMENOW: plain([], 'time', (_, { environment }) => new ApexDatetime(environment.now()).timeIn('GMT')),
  UNIXTIMESTAMP: {
    compile(call) {
      call.count(1);
      call.expect(0, 0, 'datetime', 'date', 'time');
      const [argument] = call.args;
      return {
        type: 'number',
        run: (frame) => {
          const value = argument.run(frame) as ApexDate | ApexDatetime | ApexTime | null;
          if (value === null) return null;
          const ms = value instanceof ApexDate ? value.days * DAY : value.ms;
          return Decimal.ofLong(BigInt(Math.floor(ms / 1000)));
        },
      };
    },
  },
  FROMUNIXTIME: plain(
    ['number'],
    'datetime',
    ([seconds]: readonly Decimal[]) => new ApexDatetime(whole(seconds) * 1000),
  ),
  FORMATDURATION: { compile: formatDuration },
};

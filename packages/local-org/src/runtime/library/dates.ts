/** Date and Time. Source: Apex Reference Guide, Date Class and Time Class. */
import { notNull, raise, userLocale, userTimeZone } from '../../values/ambient.ts';
import { ApexDate, daysInMonth, isLeapYear } from '../../values/date.ts';
import { formatDateShort, parseDateShort } from '../../values/date-format.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { hashCodeOf } from '../../values/equality.ts';
import { ApexTime } from '../../values/time.ts';
import { current } from '../kernel/context.ts';
import { register } from '../kernel/registry.ts';
import { typeOfValue } from '../kernel/types.ts';
import { refusingNull } from './arguments.ts';
import { addMethods } from './define.ts';

/** The running user's day. */
export function today(): ApexDate {
  return new ApexDatetime(current().clock.now()).dateIn(userTimeZone());
}

function dateOf(value: unknown): ApexDate {
  if (value instanceof ApexDate) return value;
  if (value instanceof ApexDatetime) return value.dateIn(userTimeZone());
  if (typeof notNull(value) === 'string') return ApexDate.parseIso(value as string);
  return raise('System.TypeException', `Invalid conversion from runtime type ${typeOfValue(value).name} to Date`);
}

function checkMonth(month: number): number {
  if (month < 1 || month > 12) raise('System.InvalidParameterValueException', `Invalid month: ${month}`);
  return month;
}

addMethods(ApexDate, {
  'addDays(Integer)'(days: number) {
    return this.addDays(notNull(days));
  },
  'addMonths(Integer)'(months: number) {
    return this.addMonths(notNull(months));
  },
  'addYears(Integer)'(years: number) {
    return this.addMonths(notNull(years) * 12);
  },
  'day()'() {
    return this.fields().day;
  },
  'dayOfYear()'() {
    return this.dayOfYear();
  },
  'daysBetween(Date)'(other: ApexDate) {
    return notNull(other).days - this.days;
  },
  'equals(Object)'(other: unknown) {
    return this.equals(other);
  },
  'format()'() {
    return formatDateShort(this, userLocale());
  },
  'hashCode()'() {
    return this.days;
  },
  'isSameDay(Date)'(other: ApexDate) {
    return this.equals(notNull(other));
  },
  'month()'() {
    return this.fields().month;
  },
  /** Days are left out of account: 31 January to 1 February is one month. */
  'monthsBetween(Date)'(other: ApexDate) {
    const from = this.fields();
    const to = notNull(other).fields();
    return (to.year - from.year) * 12 + to.month - from.month;
  },
  'toStartOfMonth()'() {
    const { year, month } = this.fields();
    return ApexDate.of(year, month, 1);
  },
  /** The Sunday before, or the Monday where the locale's weeks begin then. */
  'toStartOfWeek()'() {
    const first = firstWeekday(userLocale());
    return this.addDays(-((this.weekday() - first + 7) % 7));
  },
  'year()'() {
    return this.fields().year;
  },
});

/** 1 for Sunday, 2 for Monday, 7 for Saturday */
function firstWeekday(locale: string): number {
  const tag = new Intl.Locale(locale.replaceAll('_', '-')) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
  };
  return ((tag.getWeekInfo?.().firstDay ?? 7) % 7) + 1;
}

register('System.Date', {
  class: ApexDate,
  statics: {
    'today()': today,
    ...refusingNull({
      'daysInMonth(Integer,Integer)': (year: number, month: number) => daysInMonth(year, checkMonth(month)),
      'isLeapYear(Integer)': isLeapYear,
      'newInstance(Integer,Integer,Integer)': (year: number, month: number, day: number) =>
        ApexDate.of(year, month, day),
      'parse(String)': (text: string) => parseDateShort(text, userLocale()),
      'valueOf(String)': (text: string) => ApexDate.parseIso(text),
      'valueOf(Object)': dateOf,
    }),
  },
});

addMethods(ApexTime, {
  'addHours(Integer)'(hours: number) {
    return this.add(notNull(hours) * 3_600_000);
  },
  'addMilliseconds(Integer)'(milliseconds: number) {
    return this.add(notNull(milliseconds));
  },
  'addMinutes(Integer)'(minutes: number) {
    return this.add(notNull(minutes) * 60_000);
  },
  'addSeconds(Integer)'(seconds: number) {
    return this.add(notNull(seconds) * 1000);
  },
  'equals(Object)'(other: unknown) {
    return this.equals(other);
  },
  'hashCode()'() {
    return hashCodeOf(this.ms);
  },
  'hour()'() {
    return this.hour;
  },
  'millisecond()'() {
    return this.millisecond;
  },
  'minute()'() {
    return this.minute;
  },
  'second()'() {
    return this.second;
  },
});

register('System.Time', {
  class: ApexTime,
  statics: refusingNull({
    'newInstance(Integer,Integer,Integer,Integer)': (
      hour: number,
      minute: number,
      second: number,
      millisecond: number,
    ) => ApexTime.of(hour, minute, second, millisecond),
  }),
});

/** Date: a day in the proleptic Gregorian calendar, as days since 1970-01-01. Immutable. */
import { raise } from './ambient.ts';

const DAY_MS = 86_400_000;

export interface DayFields {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  /** 1 to 31 */
  readonly day: number;
}

export class ApexDate {
  /** days since the epoch */
  readonly days: number;

  constructor(days: number) {
    this.days = days;
  }

  /** Lenient as Date.newInstance: month 13 is January of the next year, day 0 the last of the month before. */
  static of(year: number, month: number, day: number): ApexDate {
    return new ApexDate(daysOf(year, month, day));
  }

  /** `2024-01-02`, a time after it is ignored. @throws TypeException "Invalid date: ..." */
  static parseIso(text: string): ApexDate {
    const match = /^\s*(-?\d{1,6})-(\d{1,2})-(\d{1,2})(?:[ T].*)?\s*$/s.exec(text);
    if (match === null) return raise('System.TypeException', `Invalid date: ${text}`);
    return ApexDate.of(Number(match[1]), Number(match[2]), Number(match[3]));
  }

  fields(): DayFields {
    return dayFields(this.days);
  }

  /** 1 for Sunday to 7 for Saturday, as java.util.Calendar counts */
  weekday(): number {
    return ((((this.days + 4) % 7) + 7) % 7) + 1;
  }

  dayOfYear(): number {
    return this.days - daysOf(this.fields().year, 1, 1) + 1;
  }

  addDays(count: number): ApexDate {
    return new ApexDate(this.days + count);
  }

  /** A day that the month lacks becomes its last: 31 January plus one month is 28 or 29 February. */
  addMonths(count: number): ApexDate {
    const { year, month, day } = this.fields();
    const months = year * 12 + (month - 1) + count;
    const newYear = Math.floor(months / 12);
    const newMonth = (((months % 12) + 12) % 12) + 1;
    return ApexDate.of(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)));
  }

  equals(other: unknown): boolean {
    return other instanceof ApexDate && other.days === this.days;
  }

  hashKey(): string {
    return `date:${this.days}`;
  }

  compare(other: ApexDate): number {
    return this.days - other.days;
  }

  /** `2024-01-02` */
  toIso(): string {
    const { year, month, day } = this.fields();
    return `${yearText(year)}-${two(month)}-${two(day)}`;
  }
}

export function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

export function yearText(year: number): string {
  return year < 0 ? `-${String(-year).padStart(4, '0')}` : String(year).padStart(4, '0');
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** `month` 1 to 12 */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since the epoch; months and days out of range carry over. */
export function daysOf(year: number, month: number, day: number): number {
  const months = year * 12 + month - 1;
  const at = new Date(0);
  at.setUTCFullYear(Math.floor(months / 12), ((months % 12) + 12) % 12, day);
  return Math.round(at.getTime() / DAY_MS);
}

export function dayFields(days: number): DayFields {
  const at = new Date(days * DAY_MS);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

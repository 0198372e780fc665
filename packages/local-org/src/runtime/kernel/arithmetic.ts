/**
 * Operators of Apex on values that may be null. A null operand of arithmetic is a NullPointerException; a comparison with a null
 * number or date is false, and any text is greater than null (Apex Developer Guide, "Expression Operators").
 */
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { apexEquals } from '../../values/equality.ts';
import { idTo18, isId } from '../../values/id.ts';
import { ApexTime } from '../../values/time.ts';
import { throwApex, throwNull } from './exception.ts';

const MS_PER_DAY = 86_400_000;

type Nullable<T> = T | null;

function divideByZero(): never {
  throwApex('System.MathException', 'Divide by 0');
}

// ---------------------------------------------------------------- Integer, Double

export function intDivide(a: Nullable<number>, b: Nullable<number>): number {
  if (a === null || b === null) throwNull();
  if (b === 0) divideByZero();
  return (a / b) | 0;
}

export function intRemainder(a: Nullable<number>, b: Nullable<number>): number {
  if (a === null || b === null) throwNull();
  if (b === 0) divideByZero();
  return (a % b) | 0;
}

/** Apex refuses to divide a Double by zero, unlike Java. */
export function doubleDivide(a: Nullable<number>, b: Nullable<number>): number {
  if (a === null || b === null) throwNull();
  if (b === 0) divideByZero();
  return a / b;
}

// ---------------------------------------------------------------- Long

const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);

export function longArithmetic(operator: string, a: Nullable<bigint>, b: Nullable<bigint>): bigint {
  if (a === null || b === null) throwNull();
  switch (operator) {
    case '+':
      return wrap(a + b);
    case '-':
      return wrap(a - b);
    case '*':
      return wrap(a * b);
    case '/':
      return b === 0n ? divideByZero() : wrap(a / b);
    case '%':
      return b === 0n ? divideByZero() : a % b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '<<':
      return wrap(a << (b & 63n));
    case '>>':
      return a >> (b & 63n);
    case '>>>':
      return wrap(BigInt.asUintN(64, a) >> (b & 63n));
    default:
      throw new Error(`No such operator on Long: ${operator}`);
  }
}

export function longNegate(a: Nullable<bigint>): bigint {
  return a === null ? throwNull() : wrap(-a);
}

export function longNot(a: Nullable<bigint>): bigint {
  return a === null ? throwNull() : ~a;
}

// ---------------------------------------------------------------- dates

/** Date + Integer or Long days, Datetime + days (fractions in a Decimal or Double count), Time + milliseconds. */
export function dateAdd(value: unknown, amount: unknown, sign: 1 | -1): unknown {
  if (value === null || amount === null) throwNull();
  const n = sign * (amount instanceof Decimal ? amount.doubleValue() : Number(amount));
  if (value instanceof ApexDate) return value.addDays(Math.trunc(n));
  if (value instanceof ApexDatetime) return new ApexDatetime(value.ms + Math.round(n * MS_PER_DAY));
  if (value instanceof ApexTime) return value.add(Math.trunc(n));
  throw new Error('Not a date');
}

export function dateToDatetime(value: Nullable<ApexDate>): Nullable<ApexDatetime> {
  return value === null ? null : new ApexDatetime(value.days * MS_PER_DAY);
}

// ---------------------------------------------------------------- comparison

/** Text by code unit, as Java's compareTo does, ignoring case; null before everything. */
export function compareText(a: Nullable<string>, b: Nullable<string>): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  const x = a.toLowerCase();
  const y = b.toLowerCase();
  return x < y ? -1 : x > y ? 1 : 0;
}

interface Ordered {
  compare(other: unknown): number;
}

/** Decimals, Dates, Datetimes, Times. NaN where one is null, which makes every comparison with 0 false. */
export function compareValues(a: Nullable<Ordered>, b: Nullable<Ordered>): number {
  return a === null || b === null ? 0 / 0 : a.compare(b);
}

/** Ids as 18 characters, in their own case; null before everything. */
export function compareIds(a: Nullable<string>, b: Nullable<string>): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  const x = fullId(a);
  const y = fullId(b);
  return x < y ? -1 : x > y ? 1 : 0;
}

// ---------------------------------------------------------------- equality

/** `==` on Strings: ignores case, nothing else. */
export function textEquals(a: Nullable<string>, b: Nullable<string>): boolean {
  if (a === b) return true;
  if (a === null || b === null || a.length !== b.length) return false;
  return a.toLowerCase() === b.toLowerCase();
}

export function idEquals(a: Nullable<string>, b: Nullable<string>): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (a.length !== b.length) return fullId(a) === fullId(b);
  return false;
}

function fullId(id: string): string {
  return id.length === 15 && isId(id) ? idTo18(id) : id;
}

/** The general `==`: by content; two texts ignore case, as where both are known to be Strings. */
export function valueEquals(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a === 'string' && typeof b === 'string') return textEquals(a, b);
  return apexEquals(a, b);
}

/**
 * Equality and hashing of Apex values, for `==` on Object, `equals`, Set members and Map keys. Strings differ by case here; only
 * the operator `==` on two Strings ignores it, which the emitter handles. Objects take part by `equals(other)` with
 * `hashKey()`, or by Apex's own `equals(Object)` with `hashCode()`.
 */
import { equalObjects, hashOfObject } from './ambient.ts';
import { ApexDate } from './date.ts';
import { ApexDatetime } from './datetime.ts';
import { Decimal } from './decimal.ts';
import { ApexDouble, doubleHash } from './double.ts';
import { longHash, longToInt } from './integer.ts';

interface Comparable {
  equals?: (other: unknown) => boolean;
  hashKey?: () => string;
  'equals(Object)'?: (other: unknown) => boolean | null;
  'hashCode()'?: () => number | null;
}

/** Object equality: values by content, numbers by value whatever their types, others as their `equals` says. */
export function apexEquals(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left === null || right === null || left === undefined || right === undefined) return false;
  if (typeof left !== 'object') {
    if (typeof left === 'string' || typeof left === 'boolean' || left === right) return false;
    return numbersEqual(left, right);
  }
  if (left instanceof Decimal || left instanceof ApexDouble) return numbersEqual(left, right);
  if (left instanceof ApexDate && right instanceof ApexDatetime) return right.equals(left);
  const own = left as Comparable;
  if (typeof own.equals === 'function') return own.equals(right);
  if (typeof own['equals(Object)'] === 'function') return own['equals(Object)'](right) === true;
  return equalObjects(left, right);
}

function numbersEqual(left: unknown, right: unknown): boolean {
  const a = asDecimal(left);
  const b = asDecimal(right);
  if (a !== undefined && b !== undefined) return a.compare(b) === 0;
  return left instanceof ApexDouble && left.equals(right);
}

function asDecimal(value: unknown): Decimal | undefined {
  if (value instanceof Decimal) return value;
  if (typeof value === 'bigint') return Decimal.ofLong(value);
  const number = value instanceof ApexDouble ? value.value : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
  return Number.isSafeInteger(number) ? Decimal.ofInt(number) : Decimal.ofDouble(number);
}

/** Equality of Set members and Map keys: as `apexEquals`, but numbers of different types differ. */
export function sameKey(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (left instanceof Decimal || left instanceof ApexDouble) return left.equals(right);
  return apexEquals(left, right);
}

/** Whether JavaScript's own Map tells such keys apart as Apex does. */
export function isPlainKey(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** Equal values have equal keys; the reverse need not hold, `sameKey` decides. */
export function hashKeyOf(value: unknown): string | number {
  if (typeof value !== 'object' || value === null) return `${typeof value}:${String(value)}`;
  const own = value as Comparable;
  if (typeof own.hashKey === 'function') return own.hashKey();
  if (typeof own['hashCode()'] === 'function') return own['hashCode()']() ?? 0;
  return hashOfObject(value);
}

/** `hashCode()` of any value: Java's for the types that Java has. int32 */
export function hashCodeOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return stringHash(value);
    case 'number':
      return Number.isInteger(value) ? value | 0 : doubleHash(value);
    case 'bigint':
      return longHash(value);
    case 'boolean':
      return value ? 1231 : 1237;
    default:
      return typeof value === 'object' && value !== null ? objectHash(value) : 0;
  }
}

function objectHash(value: object): number {
  if (value instanceof Decimal) {
    const plain = value.stripTrailingZeros();
    return (Math.imul(31, longToInt(BigInt.asIntN(64, plain.big))) + plain.scale) | 0;
  }
  if (value instanceof ApexDouble) return doubleHash(value.value);
  const own = value as Comparable;
  if (typeof own['hashCode()'] === 'function') return own['hashCode()']() ?? 0;
  if (typeof own.hashKey === 'function') return stringHash(own.hashKey());
  return hashOfObject(value);
}

/** Java's String.hashCode. */
export function stringHash(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1) hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0;
  return hash;
}

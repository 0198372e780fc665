/** Integer (int32 in a number) and Long (int64 in a bigint): parsing, narrowing, text with separators, hash codes. */
import { raise } from './ambient.ts';

const INTEGER_PATTERN = /^[+-]?\d+$/;
const LONG_MAX = 2n ** 63n - 1n;
const LONG_MIN = -(2n ** 63n);

/** Integer.valueOf(String). @throws TypeException "Invalid integer: abc" */
export function parseInteger(text: string): number {
  const value = INTEGER_PATTERN.test(text) ? Number(text) : NaN;
  if (!(value >= -2147483648 && value <= 2147483647)) return raise('System.TypeException', `Invalid integer: ${text}`);
  return value | 0;
}

/** Long.valueOf(String). @throws TypeException "Invalid long: abc" */
export function parseLong(text: string): bigint {
  if (INTEGER_PATTERN.test(text)) {
    const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
    if (value >= LONG_MIN && value <= LONG_MAX) return value;
  }
  return raise('System.TypeException', `Invalid long: ${text}`);
}

/** The low 32 bits, as Java's narrowing does. */
export function longToInt(value: bigint): number {
  return Number(BigInt.asIntN(32, value));
}

/** Java's (int) of a double: truncates, saturates, NaN is 0. */
export function doubleToInt(value: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.max(-2147483648, Math.min(2147483647, Math.trunc(value))) | 0;
}

/** Java's (long) of a double: truncates, saturates, NaN is 0. */
export function doubleToLong(value: number): bigint {
  if (Number.isNaN(value)) return 0n;
  if (value >= 9223372036854775807) return LONG_MAX;
  if (value <= -9223372036854775808) return LONG_MIN;
  return BigInt(Math.trunc(value));
}

/** Java's Long.hashCode. */
export function longHash(value: bigint): number {
  return longToInt(value ^ (BigInt.asUintN(64, value) >> 32n));
}

/** Grouped by the locale, `en_US` to `1,234`. */
export function formatWhole(value: number | bigint, locale: string): string {
  return new Intl.NumberFormat(locale.replaceAll('_', '-')).format(value);
}

/**
 * Decimal: an arbitrary-precision decimal number, `unscaled * 10^-scale`, with the arithmetic of java.math.BigDecimal, as the
 * Apex Reference Guide describes it (Decimal Class). The unscaled part is a number while it is a safe integer, which covers
 * nearly everything, and a bigint beyond.
 */
import { raise } from './ambient.ts';
import { boundedPower, refuseHugeNumber } from './decimal-size.ts';
import { doubleText } from './double.ts';

export type Rounding = 'CEILING' | 'DOWN' | 'FLOOR' | 'HALF_DOWN' | 'HALF_EVEN' | 'HALF_UP' | 'UP' | 'UNNECESSARY';

/** Digits after the point that `/` works out before it rounds. */
const DIVISION_SCALE = 33;
const MAX_SAFE = Number.MAX_SAFE_INTEGER;

/** 10^0 to 10^15 */
export const POWERS: readonly number[] = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

/** What brings an unscaled part from one scale to another that is not smaller, 1 where it is; NaN where that is no safe number. */
function powerBetween(from: number, to: number): number {
  return from >= to ? 1 : (POWERS[to - from] ?? NaN);
}

function isSafe(value: number): boolean {
  return value <= MAX_SAFE && value >= -MAX_SAFE;
}

function shrink(value: bigint): number | bigint {
  return value <= 9007199254740991n && value >= -9007199254740991n ? Number(value) : value;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** numerator / denominator, both integers, rounded to an integer. */
function divideRounded(numerator: bigint, denominator: bigint, mode: Rounding): bigint {
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  if (remainder === 0n) return quotient;
  const negative = numerator < 0n !== denominator < 0n;
  const twice = abs(remainder) * 2n;
  const half = twice === abs(denominator) ? 0 : twice > abs(denominator) ? 1 : -1;
  if (!roundsAway(mode, negative, half, quotient % 2n !== 0n)) return quotient;
  return quotient + (negative ? -1n : 1n);
}

/**
 * The same of numbers, both safe integers. The quotient of two safe integers, truncated, is exact: its distance from the next
 * integer, at least 1 / denominator, is more than the error of the division.
 */
function divideSafe(numerator: number, denominator: number, mode: Rounding): number {
  const quotient = Math.trunc(numerator / denominator);
  const remainder = numerator - quotient * denominator;
  // `+ 0` gives a zero without a sign
  if (remainder === 0) return quotient + 0;
  const rest = Math.abs(remainder);
  // not `rest * 2`, which need not be safe
  const other = Math.abs(denominator) - rest;
  const negative = numerator < 0 !== denominator < 0;
  const half = rest === other ? 0 : rest > other ? 1 : -1;
  if (!roundsAway(mode, negative, half, quotient % 2 !== 0)) return quotient + 0;
  return negative ? quotient - 1 : quotient + 1;
}

/** Whether a quotient that is not an integer goes away from zero. `half`: how what is left compares with one half. */
function roundsAway(mode: Rounding, negative: boolean, half: -1 | 0 | 1, odd: boolean): boolean {
  switch (mode) {
    case 'UNNECESSARY':
      return raise('System.MathException', 'Rounding necessary');
    case 'DOWN':
      return false;
    case 'UP':
      return true;
    case 'CEILING':
      return !negative;
    case 'FLOOR':
      return negative;
    case 'HALF_UP':
      return half >= 0;
    case 'HALF_DOWN':
      return half > 0;
    case 'HALF_EVEN':
      return half > 0 || (half === 0 && odd);
  }
}

/**
 * numerator / denominator, both safe integers, as a decimal that ends: the quotient times 10^shift, and the shift, which is the
 * least from `from` to `to` that will do. Undefined where there is none, or where it takes more than 15 digits.
 */
function endingQuotient(numerator: number, denominator: number, from: number, to: number) {
  let rest = Math.abs(denominator);
  while (rest % 5 === 0) rest /= 5;
  while (rest % 2 === 0) rest /= 2;
  if (numerator % rest !== 0) return undefined;
  for (let shift = from; shift <= to; shift++) {
    const power = powerBetween(0, shift);
    if (!isSafe(numerator * power)) return undefined;
    if ((numerator * power) % denominator === 0) return { unscaled: (numerator * power) / denominator + 0, shift };
  }
  return undefined;
}

/** The unscaled part at a scale that is not smaller; where that is no safe integer, a number that `isSafe` tells: NaN may be one. */
function safeAt(value: Decimal, scale: number): number {
  if (typeof value.unscaled !== 'number') return NaN;
  return value.unscaled * powerBetween(value.scale, scale);
}

function addScaled(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  const sum = safeAt(left, scale) + safeAt(right, scale);
  // NaN, where one of them is not safe, is no safe sum either
  if (isSafe(sum)) return new Decimal(sum, scale);
  return Decimal.ofBig(left.unscaledAt(scale) + right.unscaledAt(scale), scale);
}

function divideScaled(left: Decimal, right: Decimal, scale: number, mode: Rounding): Decimal {
  const shift = scale + right.scale - left.scale;
  const numerator = shift > 0 ? left.big * powerOfTen(shift) : left.big;
  const denominator = shift < 0 ? right.big * powerOfTen(-shift) : right.big;
  return Decimal.ofBig(divideRounded(numerator, denominator, mode), scale);
}

function rescaled(value: Decimal, scale: number, mode: Rounding): Decimal {
  const power = POWERS[value.scale - scale];
  if (typeof value.unscaled === 'number' && power !== undefined)
    return new Decimal(divideSafe(value.unscaled, power, mode), scale);
  if (scale < value.scale) return Decimal.ofBig(divideRounded(value.big, powerOfTen(value.scale - scale), mode), scale);
  const grown = safeAt(value, scale);
  return isSafe(grown) ? new Decimal(grown, scale) : Decimal.ofBig(value.unscaledAt(scale), scale);
}

function compareScaled(left: Decimal, right: Decimal): number {
  const scale = Math.max(left.scale, right.scale);
  const a = safeAt(left, scale);
  const b = safeAt(right, scale);
  if (isSafe(a) && isSafe(b)) return a < b ? -1 : a > b ? 1 : 0;
  const bigA = left.unscaledAt(scale);
  const bigB = right.unscaledAt(scale);
  return bigA < bigB ? -1 : bigA > bigB ? 1 : 0;
}

/** Digits with a point among them or not, as numbers are nearly always written; undefined for all other texts. */
function plainDecimal(text: string): Decimal | undefined {
  const { length } = text;
  let at = text.charCodeAt(0) === MINUS ? 1 : 0;
  const first = at;
  let unscaled = 0;
  let point = length;
  if (length - first > 15) return undefined;
  for (; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) unscaled = unscaled * 10 + (code - ZERO);
    else if (code === POINT && point === length) point = at;
    else return undefined;
  }
  // a point alone is no number
  if (length - first === (point < length ? 1 : 0)) return undefined;
  return new Decimal(first === 1 ? 0 - unscaled : unscaled, point < length ? length - point - 1 : 0);
}

const [MINUS, POINT, ZERO, NINE] = [45, 46, 48, 57];

export class Decimal {
  /** The first of all tells V8 at once that unscaled parts are of two kinds; else it would box every number for itself. */
  static readonly LARGE = new Decimal(10n ** 20n, 0);
  static readonly ZERO = new Decimal(0, 0);
  static readonly ONE = new Decimal(1, 0);

  // `declare`: fields that the constructor alone sets, once
  /** an integer: a number while it is safe, a bigint beyond */
  declare readonly unscaled: number | bigint;
  declare readonly scale: number;

  /** @param unscaled a bigint only where it is no safe integer, see `ofBig` */
  constructor(unscaled: number | bigint, scale: number) {
    this.unscaled = unscaled;
    this.scale = scale;
  }

  static ofBig(unscaled: bigint, scale: number): Decimal {
    return new Decimal(shrink(unscaled), scale);
  }

  static ofInt(value: number): Decimal {
    return new Decimal(value, 0);
  }

  static ofLong(value: bigint): Decimal {
    return Decimal.ofBig(value, 0);
  }

  /** The scale is that of the Double's text: 1.0 has one decimal. @throws TypeException for NaN and the infinities */
  static ofDouble(value: number): Decimal {
    if (!Number.isFinite(value)) return raise('System.TypeException', `Invalid decimal: ${doubleText(value)}`);
    return Decimal.parse(doubleText(value));
  }

  /** @throws TypeException "Invalid decimal: abc" */
  static parse(text: string): Decimal {
    const parsed = Decimal.tryParse(text);
    return parsed ?? raise('System.TypeException', `Invalid decimal: ${text}`);
  }

  /** undefined where the text is not a decimal number */
  static tryParse(text: string): Decimal | undefined {
    return plainDecimal(text) ?? Decimal.#parsed(text);
  }

  static #parsed(text: string): Decimal | undefined {
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/.exec(text.trim());
    if (match === null) return undefined;
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
    const digits = whole + fraction;
    if (digits === '') return undefined;
    const scale = fraction.length - Number(exponent);
    if (digits.length <= 15) return new Decimal(sign === '-' ? -Number(digits) || 0 : Number(digits), scale);
    return Decimal.ofBig(BigInt(`${sign === '-' ? '-' : ''}${digits}`), scale);
  }

  get big(): bigint {
    return BigInt(this.unscaled);
  }

  get signum(): -1 | 0 | 1 {
    return this.unscaled > 0 ? 1 : this.unscaled < 0 ? -1 : 0;
  }

  add(other: Decimal): Decimal {
    return addScaled(this, other);
  }

  subtract(other: Decimal): Decimal {
    return addScaled(this, other.negate());
  }

  multiply(other: Decimal): Decimal {
    const scale = this.scale + other.scale;
    const product = safeAt(this, this.scale) * safeAt(other, other.scale);
    if (isSafe(product)) return new Decimal(product + 0, scale);
    return Decimal.ofBig(refuseHugeNumber(this.big * other.big), scale);
  }

  /**
   * The operator `/`: exact where the quotient ends, with the scale of dividend minus divisor where that is enough, else rounded
   * half-up to 33 decimals. @throws MathException "Divide by 0"
   */
  dividedBy(other: Decimal): Decimal {
    if (other.unscaled === 0) return raise('System.MathException', 'Divide by 0');
    const difference = this.scale - other.scale;
    const preferred = Math.max(0, difference);
    const scale = Math.max(DIVISION_SCALE, preferred);
    if (typeof this.unscaled === 'number' && typeof other.unscaled === 'number') {
      const found = endingQuotient(this.unscaled, other.unscaled, preferred - difference, scale - difference);
      if (found !== undefined) return new Decimal(found.unscaled, found.shift + difference);
    }
    return this.divide(other, scale, 'HALF_UP').stripTo(preferred);
  }

  /** @throws MathException "Divide by 0" */
  divide(other: Decimal, scale: number, mode: Rounding = 'HALF_EVEN'): Decimal {
    if (other.unscaled === 0) return raise('System.MathException', 'Divide by 0');
    const dividend = safeAt(this, scale + other.scale);
    const divisor = safeAt(other, this.scale - scale);
    if (isSafe(dividend) && isSafe(divisor)) return new Decimal(divideSafe(dividend, divisor, mode), scale);
    return divideScaled(this, other, scale, mode);
  }

  negate(): Decimal {
    if (this.unscaled === 0) return this;
    return new Decimal(-this.unscaled, this.scale);
  }

  abs(): Decimal {
    return this.unscaled < 0 ? this.negate() : this;
  }

  /** @throws MathException for UNNECESSARY where digits would be lost */
  setScale(scale: number, mode: Rounding = 'HALF_EVEN'): Decimal {
    return scale === this.scale ? this : rescaled(this, scale, mode);
  }

  /** The integer nearest by `mode`. */
  toIntegral(mode: Rounding): bigint {
    return this.setScale(0, mode).big;
  }

  /** exponent 0 to 32,767. @throws MathException beyond */
  pow(exponent: number): Decimal {
    if (exponent < 0 || exponent > 32767) return raise('System.MathException', `Invalid exponent: ${exponent}`);
    return Decimal.ofBig(boundedPower(this.big, exponent), this.scale * exponent);
  }

  /** Digits of the unscaled part: 0 has one. */
  precision(): number {
    return String(this.unscaled < 0 ? -this.unscaled : this.unscaled).length;
  }

  stripTrailingZeros(): Decimal {
    if (this.unscaled === 0) return Decimal.ZERO;
    return this.stripTo(-Infinity);
  }

  compare(other: Decimal): number {
    return compareScaled(this, other);
  }

  /** By numeric value: 1.0 equals 1.00. */
  equals(other: unknown): boolean {
    return other instanceof Decimal && this.compare(other) === 0;
  }

  /** The same for all scales of one number. */
  hashKey(): string {
    const plain = this.stripTrailingZeros();
    return `decimal:${plain.unscaled}E${-plain.scale}`;
  }

  /** Truncated, low 32 bits. */
  intValue(): number {
    // `| 0` keeps the low 32 bits, as JavaScript defines it
    if (this.scale === 0 && typeof this.unscaled === 'number') return this.unscaled | 0;
    return Number(BigInt.asIntN(32, this.toIntegral('DOWN')));
  }

  /** Truncated, low 64 bits. */
  longValue(): bigint {
    return BigInt.asIntN(64, this.toIntegral('DOWN'));
  }

  doubleValue(): number {
    if (typeof this.unscaled === 'number' && this.scale >= 0 && this.scale < POWERS.length) {
      return this.unscaled / POWERS[this.scale];
    }
    return Number(`${this.unscaled}e${-this.scale}`);
  }

  /** Without an exponent. */
  toPlainString(): string {
    if (this.scale <= 0) return this.unscaled === 0 ? '0' : `${this.unscaled}${'0'.repeat(-this.scale)}`;
    const negative = this.unscaled < 0;
    const digits = String(negative ? -this.unscaled : this.unscaled).padStart(this.scale + 1, '0');
    const point = digits.length - this.scale;
    return `${negative ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
  }

  /** With an exponent where BigDecimal.toString gives one: negative scale, or six leading zeros and more. */
  toString(): string {
    if (this.scale === 0) return String(this.unscaled);
    const negative = this.unscaled < 0;
    const digits = String(negative ? -this.unscaled : this.unscaled);
    const exponent = digits.length - 1 - this.scale;
    if (this.scale > 0 && exponent >= -6) return this.toPlainString();
    const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
    return `${negative ? '-' : ''}${mantissa}E${exponent >= 0 ? '+' : ''}${exponent}`;
  }

  /** Grouped by the locale: `1,234.50` for `en_US`; all decimals are kept. */
  format(locale: string): string {
    const decimals = Math.max(0, Math.min(100, this.scale));
    const format = new Intl.NumberFormat(locale.replaceAll('_', '-'), {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    // a numeric string keeps every digit where a number would not
    return format.format(this.toPlainString() as `${number}`);
  }

  /** The unscaled part at a scale that is not smaller. */
  unscaledAt(scale: number): bigint {
    const shift = scale - this.scale;
    return shift === 0 ? this.big : this.big * powerOfTen(shift);
  }

  private stripTo(lowest: number): Decimal {
    let { scale } = this;
    let rest = this.unscaled;
    if (rest === 0) return new Decimal(0, Math.max(0, Math.min(scale, lowest)));
    while (scale > lowest) {
      if (typeof rest === 'number') {
        if (rest % 10 !== 0) break;
        rest /= 10;
      } else {
        if (rest % 10n !== 0n) break;
        rest = shrink(rest / 10n);
      }
      scale -= 1;
    }
    return scale === this.scale ? this : new Decimal(rest, scale);
  }
}

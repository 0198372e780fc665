/**
 * Decimal: an arbitrary-precision decimal number, `unscaled * 10^-scale`, with the arithmetic of java.math.BigDecimal, as the
 * Apex Reference Guide describes it (Decimal Class). The unscaled part is a number while it is a safe integer, which covers
 * nearly everything, and a bigint beyond.
 */
import { raise } from './ambient.ts';
import { doubleText } from './double.ts';

export type Rounding = 'CEILING' | 'DOWN' | 'FLOOR' | 'HALF_DOWN' | 'HALF_EVEN' | 'HALF_UP' | 'UP' | 'UNNECESSARY';

/** Digits after the point that `/` works out before it rounds. */
const DIVISION_SCALE = 33;
const MAX_SAFE = Number.MAX_SAFE_INTEGER;

const POWERS: readonly number[] = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
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
  const away = quotient + (negative ? -1n : 1n);
  const twice = abs(remainder) * 2n;
  const half = twice === abs(denominator) ? 0 : twice > abs(denominator) ? 1 : -1;
  switch (mode) {
    case 'UNNECESSARY':
      return raise('System.MathException', 'Rounding necessary');
    case 'DOWN':
      return quotient;
    case 'UP':
      return away;
    case 'CEILING':
      return negative ? quotient : away;
    case 'FLOOR':
      return negative ? away : quotient;
    case 'HALF_UP':
      return half >= 0 ? away : quotient;
    case 'HALF_DOWN':
      return half > 0 ? away : quotient;
    case 'HALF_EVEN':
      return half > 0 || (half === 0 && quotient % 2n !== 0n) ? away : quotient;
  }
}

export class Decimal {
  static readonly ZERO = new Decimal(0, 0);
  static readonly ONE = new Decimal(1, 0);

  /** an integer: a number while it is safe, a bigint beyond */
  readonly unscaled: number | bigint;
  readonly scale: number;

  constructor(unscaled: number | bigint, scale: number) {
    this.unscaled = typeof unscaled === 'bigint' ? shrink(unscaled) : unscaled;
    this.scale = scale;
  }

  static ofInt(value: number): Decimal {
    return new Decimal(value, 0);
  }

  static ofLong(value: bigint): Decimal {
    return new Decimal(value, 0);
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
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/.exec(text.trim());
    if (match === null) return undefined;
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
    const digits = whole + fraction;
    if (digits === '') return undefined;
    const scale = fraction.length - Number(exponent);
    if (digits.length <= 15) return new Decimal(sign === '-' ? -Number(digits) || 0 : Number(digits), scale);
    return new Decimal(BigInt(`${sign === '-' ? '-' : ''}${digits}`), scale);
  }

  get big(): bigint {
    return BigInt(this.unscaled);
  }

  get signum(): -1 | 0 | 1 {
    return this.unscaled > 0 ? 1 : this.unscaled < 0 ? -1 : 0;
  }

  add(other: Decimal): Decimal {
    if (this.scale === other.scale && typeof this.unscaled === 'number' && typeof other.unscaled === 'number') {
      const sum = this.unscaled + other.unscaled;
      if (sum <= MAX_SAFE && sum >= -MAX_SAFE) return new Decimal(sum, this.scale);
    }
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.unscaledAt(scale) + other.unscaledAt(scale), scale);
  }

  subtract(other: Decimal): Decimal {
    return this.add(other.negate());
  }

  multiply(other: Decimal): Decimal {
    const scale = this.scale + other.scale;
    if (typeof this.unscaled === 'number' && typeof other.unscaled === 'number') {
      const product = this.unscaled * other.unscaled;
      if (product <= MAX_SAFE && product >= -MAX_SAFE) return new Decimal(product === 0 ? 0 : product, scale);
    }
    return new Decimal(this.big * other.big, scale);
  }

  /**
   * The operator `/`: exact where the quotient ends, with the scale of dividend minus divisor where that is enough, else rounded
   * half-up to 33 decimals. @throws MathException "Divide by 0"
   */
  dividedBy(other: Decimal): Decimal {
    if (other.unscaled === 0) return raise('System.MathException', 'Divide by 0');
    const preferred = Math.max(0, this.scale - other.scale);
    const scale = Math.max(DIVISION_SCALE, preferred);
    return this.divide(other, scale, 'HALF_UP').stripTo(preferred);
  }

  /** @throws MathException "Divide by 0" */
  divide(other: Decimal, scale: number, mode: Rounding = 'HALF_EVEN'): Decimal {
    if (other.unscaled === 0) return raise('System.MathException', 'Divide by 0');
    const shift = scale + other.scale - this.scale;
    const numerator = shift > 0 ? this.big * powerOfTen(shift) : this.big;
    const denominator = shift < 0 ? other.big * powerOfTen(-shift) : other.big;
    return new Decimal(divideRounded(numerator, denominator, mode), scale);
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
    if (scale === this.scale) return this;
    if (scale > this.scale) return new Decimal(this.unscaledAt(scale), scale);
    return new Decimal(divideRounded(this.big, powerOfTen(this.scale - scale), mode), scale);
  }

  /** The integer nearest by `mode`. */
  toIntegral(mode: Rounding): bigint {
    return this.setScale(0, mode).big;
  }

  /** exponent 0 to 32,767. @throws MathException beyond */
  pow(exponent: number): Decimal {
    if (exponent < 0 || exponent > 32767) return raise('System.MathException', `Invalid exponent: ${exponent}`);
    return new Decimal(this.big ** BigInt(exponent), this.scale * exponent);
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
    if (this.scale === other.scale) return this.unscaled < other.unscaled ? -1 : this.unscaled > other.unscaled ? 1 : 0;
    const scale = Math.max(this.scale, other.scale);
    const left = this.unscaledAt(scale);
    const right = other.unscaledAt(scale);
    return left < right ? -1 : left > right ? 1 : 0;
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
    if (this.scale === 0 && typeof this.unscaled === 'number') return Number(BigInt.asIntN(32, BigInt(this.unscaled)));
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

  private unscaledAt(scale: number): bigint {
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

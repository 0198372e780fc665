/**
 * Operators of Apex on Decimals that may be null. Each does by itself what is usual, safe integers of one scale; nulls and all the
 * rest go on to a function. V8 inlines them into emitted code, but only so many bytes of bytecode: that is why the largest safe
 * integer is written out, and why nothing here calls what it could.
 */
import { notNull } from '../../values/ambient.ts';
import { Decimal, POWERS } from '../../values/decimal.ts';
import { throwNull } from './exception.ts';

type Nullable<T> = T | null;

// of this module: V8 knows a constant of its own, not what another module exports
const Made = Decimal;
const TENS = POWERS;

export function decimalAdd(a: Nullable<Decimal>, b: Nullable<Decimal>): Decimal {
  if (a !== null && b !== null && a.scale === b.scale) {
    const left = a.unscaled;
    const right = b.unscaled;
    if (typeof left === 'number' && typeof right === 'number') {
      const sum = left + right;
      if (sum <= 9007199254740991 && sum >= -9007199254740991) return new Made(sum, a.scale);
    }
  }
  return added(a, b);
}

const added = (a: Nullable<Decimal>, b: Nullable<Decimal>): Decimal => given(a).add(given(b));

export function decimalSubtract(a: Nullable<Decimal>, b: Nullable<Decimal>): Decimal {
  if (a !== null && b !== null && a.scale === b.scale) {
    const left = a.unscaled;
    const right = b.unscaled;
    if (typeof left === 'number' && typeof right === 'number') {
      const difference = left - right;
      if (difference <= 9007199254740991 && difference >= -9007199254740991) return new Made(difference, a.scale);
    }
  }
  return subtracted(a, b);
}

const subtracted = (a: Nullable<Decimal>, b: Nullable<Decimal>): Decimal => given(a).subtract(given(b));

export function decimalMultiply(a: Nullable<Decimal>, b: Nullable<Decimal>): Decimal {
  if (a !== null && b !== null) {
    const left = a.unscaled;
    const right = b.unscaled;
    if (typeof left === 'number' && typeof right === 'number') {
      const product = left * right;
      // `+ 0` gives a zero without a sign
      if (product <= 9007199254740991 && product >= -9007199254740991) return new Made(product + 0, a.scale + b.scale);
    }
  }
  return multiplied(a, b);
}

const multiplied = (a: Nullable<Decimal>, b: Nullable<Decimal>): Decimal => given(a).multiply(given(b));

export function decimalDivide(a: Nullable<Decimal>, b: Nullable<Decimal>): Decimal {
  return given(a).dividedBy(given(b));
}

export function decimalNegate(a: Nullable<Decimal>): Decimal {
  return given(a).negate();
}

function given(value: Nullable<Decimal>): Decimal {
  return value ?? throwNull();
}

/** `a.setScale(scale)`, for a scale that is known to be one. */
export function decimalRound(a: Nullable<Decimal>, scale: number): Decimal {
  if (a !== null) {
    const { unscaled } = a;
    const power = TENS[a.scale - scale];
    if (typeof unscaled === 'number' && power !== undefined) return new Made(divideHalfEven(unscaled, power), scale);
  }
  return given(a).setScale(scale);
}

/** `a.divide(b, scale)`, for a scale that is known to be one. */
export function decimalQuotient(a: Nullable<Decimal>, b: Nullable<Decimal>, scale: number): Decimal {
  if (a !== null && b !== null) {
    const left = a.unscaled;
    const right = b.unscaled;
    if (typeof left === 'number' && typeof right === 'number' && right !== 0) {
      // NaN where there is no such power
      const dividend = left * TENS[scale + b.scale - a.scale];
      if (dividend <= 9007199254740991 && dividend >= -9007199254740991)
        return new Made(divideHalfEven(dividend, right), scale);
    }
  }
  return divided(a, b, scale);
}

function divided(a: Nullable<Decimal>, b: Nullable<Decimal>, scale: number): Decimal {
  return given(a).divide(notNull(b), scale);
}

const { abs, trunc } = Math;

/**
 * Both are safe integers. The quotient of two safe integers, truncated, is exact: its distance from the next integer, at least
 * 1 / denominator, is more than the error of the division. Twice a number is exact, too.
 */
function divideHalfEven(numerator: number, denominator: number): number {
  const quotient = trunc(numerator / denominator);
  const twice = abs(numerator - quotient * denominator) * 2;
  const whole = abs(denominator);
  // `+ 0` gives a zero without a sign
  if (twice < whole || (twice === whole && quotient % 2 === 0)) return quotient + 0;
  return numerator < 0 === denominator < 0 ? quotient + 1 : quotient - 1;
}

// Comparisons with null are false.

export function decimalLess(a: Nullable<Decimal>, b: Nullable<Decimal>): boolean {
  if (a !== null && b !== null && a.scale === b.scale) {
    const left = a.unscaled;
    const right = b.unscaled;
    if (typeof left === 'number' && typeof right === 'number') return left < right;
  }
  return compared(a, b) < 0;
}

export function decimalAtMost(a: Nullable<Decimal>, b: Nullable<Decimal>): boolean {
  if (a !== null && b !== null && a.scale === b.scale) {
    const left = a.unscaled;
    const right = b.unscaled;
    if (typeof left === 'number' && typeof right === 'number') return left <= right;
  }
  return compared(a, b) <= 0;
}

export function decimalGreater(a: Nullable<Decimal>, b: Nullable<Decimal>): boolean {
  if (a !== null && b !== null && a.scale === b.scale) {
    const left = a.unscaled;
    const right = b.unscaled;
    if (typeof left === 'number' && typeof right === 'number') return left > right;
  }
  return compared(a, b) > 0;
}

export function decimalAtLeast(a: Nullable<Decimal>, b: Nullable<Decimal>): boolean {
  if (a !== null && b !== null && a.scale === b.scale) {
    const left = a.unscaled;
    const right = b.unscaled;
    if (typeof left === 'number' && typeof right === 'number') return left >= right;
  }
  return compared(a, b) >= 0;
}

const compared = (a: Nullable<Decimal>, b: Nullable<Decimal>): number =>
  a === null || b === null ? 0 / 0 : a.compare(b);

export function decimalEquals(a: Nullable<Decimal>, b: Nullable<Decimal>): boolean {
  return a === b || (a !== null && b !== null && a.compare(b) === 0);
}

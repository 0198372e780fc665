/** Math. Source: Apex Reference Guide, Math Class. Decimal forms of transcendental functions go through Double. */
import { raise } from '../../values/ambient.ts';
import { Decimal } from '../../values/decimal.ts';
import { doubleToInt, doubleToLong } from '../../values/integer.ts';
import { current } from '../kernel/context.ts';
import { register } from '../kernel/registry.ts';
import type { PlatformFunction } from '../kernel/registry.ts';
import { refusingNull } from './arguments.ts';
import { roundHalfEven } from './numbers.ts';

const DOUBLE_FUNCTIONS: Readonly<Record<string, (value: number) => number>> = {
  acos: Math.acos,
  asin: Math.asin,
  atan: Math.atan,
  cbrt: Math.cbrt,
  cos: Math.cos,
  cosh: Math.cosh,
  exp: Math.exp,
  log: Math.log,
  log10: Math.log10,
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
};

function doubleAndDecimalForms(): Record<string, PlatformFunction> {
  const table: Record<string, PlatformFunction> = {};
  for (const [name, compute] of Object.entries(DOUBLE_FUNCTIONS)) {
    table[`${name}(Double)`] = (value: number) => compute(value);
    table[`${name}(Decimal)`] = (value: Decimal) => Decimal.ofDouble(compute(value.doubleValue()));
  }
  return table;
}

/** The remainder has the dividend's sign. @throws MathException "Divide by 0" */
function mod<T extends number | bigint>(dividend: T, divisor: T): T {
  if (divisor == 0) raise('System.MathException', 'Divide by 0');
  return (dividend % divisor) as T;
}

function orZero(value: number): number {
  return value === 0 ? 0 : value;
}

register('System.Math', {
  staticFields: { E: () => Math.E, PI: () => Math.PI },
  statics: refusingNull({
    ...doubleAndDecimalForms(),
    'abs(Decimal)': (value: Decimal) => value.abs(),
    'abs(Double)': Math.abs,
    'abs(Integer)': (value: number) => Math.abs(value) | 0,
    'abs(Long)': (value: bigint) => BigInt.asIntN(64, value < 0n ? -value : value),
    'atan2(Decimal,Decimal)': (y: Decimal, x: Decimal) =>
      Decimal.ofDouble(Math.atan2(y.doubleValue(), x.doubleValue())),
    'atan2(Double,Double)': (y: number, x: number) => Math.atan2(y, x),
    'ceil(Decimal)': (value: Decimal) => value.setScale(0, 'CEILING'),
    'ceil(Double)': Math.ceil,
    'floor(Decimal)': (value: Decimal) => value.setScale(0, 'FLOOR'),
    'floor(Double)': Math.floor,
    'max(Decimal,Decimal)': (left: Decimal, right: Decimal) => (left.compare(right) >= 0 ? left : right),
    'max(Double,Double)': (left: number, right: number) => Math.max(left, right),
    'max(Integer,Integer)': (left: number, right: number) => (left > right ? left : right),
    'max(Long,Long)': (left: bigint, right: bigint) => (left > right ? left : right),
    'min(Decimal,Decimal)': (left: Decimal, right: Decimal) => (left.compare(right) <= 0 ? left : right),
    'min(Double,Double)': (left: number, right: number) => Math.min(left, right),
    'min(Integer,Integer)': (left: number, right: number) => (left < right ? left : right),
    'min(Long,Long)': (left: bigint, right: bigint) => (left < right ? left : right),
    'mod(Integer,Integer)': (dividend: number, divisor: number) => orZero(mod(dividend, divisor)),
    'mod(Long,Long)': (dividend: bigint, divisor: bigint) => mod(dividend, divisor),
    'pow(Double,Double)': (base: number, exponent: number) => base ** exponent,
    'random()': () => current().org.random.next(),
    'rint(Decimal)': (value: Decimal) => value.setScale(0, 'HALF_EVEN'),
    'rint(Double)': roundHalfEven,
    'round(Decimal)': (value: Decimal) => Number(BigInt.asIntN(32, value.toIntegral('HALF_EVEN'))),
    'round(Double)': (value: number) => doubleToInt(roundHalfEven(value)),
    'roundToLong(Decimal)': (value: Decimal) => BigInt.asIntN(64, value.toIntegral('HALF_EVEN')),
    'roundToLong(Double)': (value: number) => doubleToLong(roundHalfEven(value)),
    'signum(Decimal)': (value: Decimal) => Decimal.ofInt(value.signum),
    'signum(Double)': Math.sign,
  }),
});

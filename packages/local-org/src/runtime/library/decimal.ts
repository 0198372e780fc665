/** Decimal. Source: Apex Reference Guide, Decimal Class. */
import { notNull, raise, userLocale } from '../../values/ambient.ts';
import { Decimal } from '../../values/decimal.ts';
import type { Rounding } from '../../values/decimal.ts';
import { hashCodeOf } from '../../values/equality.ts';
import type { ApexEnum } from '../kernel/object.ts';
import { register } from '../kernel/registry.ts';
import { addMethods } from './define.ts';

/** Decimals after the point may number from -33 to 33. */
function checkScale(scale: number): number {
  if (notNull(scale) < -33 || scale > 33) raise('System.MathException', `Invalid scale: ${scale}`);
  return scale;
}

function modeOf(mode: ApexEnum): Rounding {
  return notNull(mode).name as Rounding;
}

addMethods(Decimal, {
  'abs()'() {
    return this.abs();
  },
  'divide(Decimal,Integer)'(divisor: Decimal, scale: number) {
    return this.divide(notNull(divisor), checkScale(scale));
  },
  'divide(Decimal,Integer,System.RoundingMode)'(divisor: Decimal, scale: number, mode: ApexEnum) {
    return this.divide(notNull(divisor), checkScale(scale), modeOf(mode));
  },
  'doubleValue()'() {
    return this.doubleValue();
  },
  'equals(Object)'(other: unknown) {
    return this.equals(other);
  },
  'format()'() {
    return this.format(userLocale());
  },
  'hashCode()'() {
    return hashCodeOf(this);
  },
  'intValue()'() {
    return this.intValue();
  },
  'longValue()'() {
    return this.longValue();
  },
  'pow(Integer)'(exponent: number) {
    return this.pow(notNull(exponent));
  },
  'precision()'() {
    return this.precision();
  },
  'round()'() {
    return BigInt.asIntN(64, this.toIntegral('HALF_EVEN'));
  },
  'round(System.RoundingMode)'(mode: ApexEnum) {
    return BigInt.asIntN(64, this.toIntegral(modeOf(mode)));
  },
  'scale()'() {
    return this.scale;
  },
  'setScale(Integer)'(scale: number) {
    return this.setScale(checkScale(scale));
  },
  'setScale(Integer,System.RoundingMode)'(scale: number, mode: ApexEnum) {
    return this.setScale(checkScale(scale), modeOf(mode));
  },
  'stripTrailingZeros()'() {
    return this.stripTrailingZeros();
  },
  'toPlainString()'() {
    return this.toPlainString();
  },
});

register('System.Decimal', {
  class: Decimal,
  statics: {
    'valueOf(Double)': (value: number) => Decimal.ofDouble(notNull(value)),
    'valueOf(Long)': (value: bigint) => Decimal.ofLong(notNull(value)),
    'valueOf(String)': (text: string) => Decimal.parse(notNull(text)),
  },
});

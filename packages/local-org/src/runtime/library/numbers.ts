/** Integer, Long, Double, Boolean and Object. Source: Apex Reference Guide. */
import { notNull, raise, userLocale } from '../../values/ambient.ts';
import { Decimal } from '../../values/decimal.ts';
import { ApexDouble, doubleHash, doubleText, parseDouble } from '../../values/double.ts';
import { apexEquals, hashCodeOf } from '../../values/equality.ts';
import {
  doubleToInt,
  doubleToLong,
  formatWhole,
  longHash,
  longToInt,
  parseInteger,
  parseLong,
} from '../../values/integer.ts';
import { textOf } from '../../values/text.ts';
import { register } from '../kernel/registry.ts';
import { typeOfValue } from '../kernel/types.ts';

function refuse(value: unknown, target: string): never {
  return raise('System.TypeException', `Invalid conversion from runtime type ${typeOfValue(value).name} to ${target}`);
}

function integerOf(value: unknown): number {
  if (typeof notNull(value) === 'number') return value as number;
  if (typeof value === 'string') return parseInteger(value);
  if (typeof value === 'bigint') return longToInt(value);
  if (value instanceof Decimal) return value.intValue();
  return value instanceof ApexDouble ? doubleToInt(value.value) : refuse(value, 'Integer');
}

function longOf(value: unknown): bigint {
  if (typeof notNull(value) === 'bigint') return value as bigint;
  if (typeof value === 'string') return parseLong(value);
  if (typeof value === 'number') return BigInt(value);
  if (value instanceof Decimal) return value.longValue();
  return value instanceof ApexDouble ? doubleToLong(value.value) : refuse(value, 'Long');
}

/** @throws TypeException "Invalid double: abc" */
function doubleOf(value: unknown): number {
  if (value instanceof ApexDouble) return value.value;
  if (typeof notNull(value) === 'string') {
    return parseDouble(value as string) ?? raise('System.TypeException', `Invalid double: ${value as string}`);
  }
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  return value instanceof Decimal ? value.doubleValue() : refuse(value, 'Double');
}

function formatDouble(value: number): string {
  if (!Number.isFinite(value)) return doubleText(value);
  return new Intl.NumberFormat(userLocale().replaceAll('_', '-'), { maximumFractionDigits: 20 }).format(value);
}

/** Ties go to the even neighbour. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const fraction = value - floor;
  if (fraction !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

register('System.Integer', {
  statics: { 'valueOf(String)': (text: string) => parseInteger(notNull(text)), 'valueOf(Object)': integerOf },
  instance: {
    'equals(Object)': (self: number, other: unknown) => self === other,
    'format()': (self: number) => formatWhole(self, userLocale()),
    'hashCode()': (self: number) => self,
  },
});

register('System.Long', {
  statics: { 'valueOf(String)': (text: string) => parseLong(notNull(text)), 'valueOf(Object)': longOf },
  instance: {
    'equals(Object)': (self: bigint, other: unknown) => self === other,
    'format()': (self: bigint) => formatWhole(self, userLocale()),
    'hashCode()': longHash,
    'intValue()': longToInt,
  },
});

register('System.Double', {
  statics: { 'valueOf(String)': doubleOf, 'valueOf(Object)': doubleOf },
  instance: {
    'equals(Object)': (self: number, other: unknown) => other instanceof ApexDouble && other.value === self,
    'format()': formatDouble,
    'hashCode()': doubleHash,
    'intValue()': doubleToInt,
    'longValue()': doubleToLong,
    'round()': (self: number) => doubleToLong(roundHalfEven(self)),
  },
});

register('System.Boolean', {
  statics: {
    'valueOf(String)': (text: string) => notNull(text).toLowerCase() === 'true',
    'valueOf(Object)': (value: unknown) => {
      if (typeof notNull(value) === 'boolean') return value;
      return typeof value === 'string' ? value.toLowerCase() === 'true' : refuse(value, 'Boolean');
    },
  },
  instance: {
    'equals(Object)': (self: boolean, other: unknown) => self === other,
    'hashCode()': (self: boolean) => hashCodeOf(self),
  },
});

/** A shallow copy; collections and records have a clone() of their own. */
function cloneObject(self: unknown): unknown {
  if (typeof self !== 'object' || self === null) return self;
  const own = (self as { 'clone()'?: () => unknown })['clone()'];
  if (typeof own === 'function') return own.call(self);
  return Object.assign(Object.create(Object.getPrototypeOf(self) as object) as object, self);
}

register('System.Object', {
  instance: {
    'clone()': cloneObject,
    'equals(Object)': apexEquals,
    'hashCode()': hashCodeOf,
    'toString()': textOf,
  },
});

/**
 * The object `$` of emitted code: everything that an operator, a statement or a declaration of Apex needs and JavaScript does
 * not have. Emitted code sees nothing but this, the binder `$p` and its own names.
 */
import { Decimal } from '../../values/decimal.ts';
import { normalizeId, tryNormalizeId } from '../../values/id.ts';
import { doubleToInt, doubleToLong, longToInt } from '../../values/integer.ts';
import { textOf } from '../../values/text.ts';
import { ApexDouble, doubleText } from '../../values/double.ts';
import * as arithmetic from './arithmetic.ts';
import * as decimals from './decimals.ts';
import * as collections from './collections.ts';
import { current, registers, refuel, moreTurns, FEWEST_TURNS } from './context.ts';
import { caught, isPlatformException, runsFinally } from './errors.ts';
import { ApexException, newException, throwApex, throwNull } from './exception.ts';
import { hooks, installedHooks } from './hooks.ts';
import { ApexObject } from './object.ts';
import { callersSharing } from './sharing.ts';
import type { StaticSlot } from './context.ts';
import type { ApexEnum } from './object.ts';
import * as types from './types.ts';

type Nullable<T> = T | null;

/** Conversions keep null. */
const conversions = {
  intToLong: (value: Nullable<number>) => (value === null ? null : BigInt(value)),
  intToDecimal: (value: Nullable<number>) => (value === null ? null : Decimal.ofInt(value)),
  longToDouble: (value: Nullable<bigint>) => (value === null ? null : Number(value)),
  longToDecimal: (value: Nullable<bigint>) => (value === null ? null : Decimal.ofLong(value)),
  longToInt: (value: Nullable<bigint>) => (value === null ? null : longToInt(value)),
  doubleToDecimal: (value: Nullable<number>) => (value === null ? null : Decimal.ofDouble(value)),
  decimalToDouble: (value: Nullable<Decimal>) => (value === null ? null : value.doubleValue()),
  decimalToInt: (value: Nullable<Decimal>) => (value === null ? null : value.intValue()),
  decimalToLong: (value: Nullable<Decimal>) => (value === null ? null : value.longValue()),
  doubleToInt: (value: Nullable<number>) => (value === null ? null : doubleToInt(value)),
  doubleToLong: (value: Nullable<number>) => (value === null ? null : doubleToLong(value)),
  stringToId: (value: Nullable<string>) => (value === null ? null : normalizeId(value)),
  /** other texts stay as they are */
  textAsId: (value: Nullable<string>) => (value === null ? null : (tryNormalizeId(value) ?? value)),
  dateToDatetime: arithmetic.dateToDatetime,
  doublesToObjects: (value: unknown) => collections.doublesToObjects(value, types.OBJECT),
  doubleToObject: (value: Nullable<number>) => (value === null ? null : new ApexDouble(value)),
};

const statements = {
  registers,
  callersSharing,
  refuel,
  few: FEWEST_TURNS,
  // V8 never inlines a proxy: with the body inlined, a loop compiled while it runs keeps its numbers boxed (5x slower)
  more: new Proxy(moreTurns, {}),
  caught,
  runsFinally,
  isPlatformException,
  /** `throw e` */
  thrown: (exception: Nullable<ApexException>): ApexException => exception ?? throwNull(),
  /** A class's static state has been made; the transaction takes it along and forgets it at its end. */
  /** the call of a @future method: `key` is where its body is */
  future: (className: string, key: string, args: readonly unknown[]): null => {
    current().org.async.enqueueFuture(className, key, args);
    return null;
  },
  began: (slot: StaticSlot): void => {
    current().statics.push(slot);
  },
  /** `Color.valueOf('red')` */
  enumValueOf: (values: readonly ApexEnum[], name: Nullable<string>, type: string): ApexEnum => {
    if (name === null) throwNull();
    const folded = name.toLowerCase();
    for (const value of values) if (value.name.toLowerCase() === folded) return value;
    throwApex('System.NoSuchElementException', `No enum constant ${type}.${name}`);
  },
};

const texts = {
  text: textOf,
  doubleText: (value: Nullable<number>) => (value === null ? 'null' : doubleText(value)),
};

/** Everything that does not depend on the platform layer. */
const base = {
  npe: throwNull,
  imul: Math.imul,
  decimal: (text: string) => Decimal.parse(text),
  ApexObject,
  ApexException,
  newException,
  ...arithmetic,
  ...decimals,
  ...conversions,
  ...statements,
  ...texts,
  elementAt: collections.elementAt,
  growing: collections.growing,
  setElementAt: collections.setElementAt,
  beginLoop: collections.beginLoop,
  membersOf: collections.membersOf,
  iteratorOf: collections.iteratorOf,
  listType: types.listType,
  setType: types.setType,
  mapType: types.mapType,
  sobjectType: types.sobjectType,
  primitiveType: types.primitiveType,
  platformType: types.platformType,
  objectType: types.OBJECT,
  isInstance: types.isInstance,
  castTo: types.castTo,
};

export type Operations = Readonly<Record<string, unknown>>;

const HOOK_NAMES = [
  'newSObject',
  'getField',
  'getFieldOfParent',
  'setField',
  'getParent',
  'getParentOfParent',
  'setParent',
  'getChildren',
  'soql',
  'soqlSingle',
  'soqlOptional',
  'singleRow',
  'undeclaredBind',
  'soqlCount',
  'soqlLocator',
  'soqlRows',
  'soqlChunks',
  'sosl',
  'dml',
  'beginRunAs',
  'endRunAs',
  'label',
  'objectToken',
  'fieldToken',
  'objectDescribe',
  'fieldDescribe',
  'callObjectStatic',
  'typeObject',
] as const;

/** Built for each bundle, after the platform layer has set its hooks. */
export function operations(): Operations {
  return Object.freeze({ ...base, ...collections.collectionFactories(), ...boundHooks() });
}

/** Hooks are taken out of the interface once, so that a call of emitted code is one call. */
function boundHooks(): Record<string, unknown> {
  const installed = installedHooks();
  const bound: Record<string, unknown> = {};
  for (const name of HOOK_NAMES) bound[name] = installed === undefined ? hooks : installed[name].bind(installed);
  return bound;
}

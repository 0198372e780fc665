/**
 * What may stand where a value of another type is wanted, and what has to be done to it. Apex Developer Guide, "Rules of
 * Conversion"; costs order the conversions for the choice of overloads: the nearer, the cheaper.
 */
import type { ConversionKind, HirExpression } from './hir.ts';
import type { Type } from './types.ts';
import {
  asSuper,
  isError,
  isGenericSObject,
  isNull,
  isSystem,
  sameType,
  substitute,
  superTypes,
  systemName,
} from './typing.ts';

const NUMERIC = ['Integer', 'Long', 'Double', 'Decimal'] as const;
export type NumericName = (typeof NUMERIC)[number];

export function numericName(type: Type): NumericName | undefined {
  const name = systemName(type);
  return NUMERIC.find((numeric) => numeric === name);
}

const NUMERIC_CONVERSIONS: Readonly<Record<string, ConversionKind>> = {
  'Integer>Long': 'intToLong',
  'Integer>Double': 'intToDouble',
  'Integer>Decimal': 'intToDecimal',
  'Long>Double': 'longToDouble',
  'Long>Decimal': 'longToDecimal',
  'Double>Decimal': 'doubleToDecimal',
  'Decimal>Double': 'decimalToDouble',
};

const NARROWING: Readonly<Record<string, ConversionKind>> = {
  'Long>Integer': 'longToInt',
  'Decimal>Integer': 'decimalToInt',
  'Decimal>Long': 'decimalToLong',
  'Double>Integer': 'doubleToInt',
  'Double>Long': 'doubleToLong',
};

interface Conversion {
  readonly cost: number;
  /** undefined where nothing has to be done and the types are the same */
  readonly kind: ConversionKind | undefined;
}

const OBJECT_COST = 40;
const SAME: Conversion = { cost: 0, kind: undefined };
const up = (cost: number): Conversion => ({ cost, kind: 'upcast' });

/** The implicit conversion from one type to another, undefined when there is none. */
export function implicitConversion(from: Type, to: Type): Conversion | undefined {
  if (isError(from) || isError(to)) return SAME;
  if (from.kind === 'void' || to.kind === 'void') return undefined;
  if (isNull(from)) return { cost: nullCost(to), kind: undefined };
  if (sameType(from, to)) return SAME;
  if (isSystem(to, 'Object')) {
    return { cost: OBJECT_COST, kind: isSystem(from, 'Double') ? 'doubleToObject' : 'upcast' };
  }
  if (from.kind === 'sobject') return to.kind === 'sobject' && isGenericSObject(to) ? up(5) : undefined;
  if (from.kind !== 'class' || to.kind !== 'class') return undefined;
  return primitiveConversion(from, to) ?? superConversion(from, to) ?? containerConversion(from, to);
}

/** null fits every parameter; it prefers the narrower one. */
function nullCost(to: Type): number {
  if (isSystem(to, 'Object')) return 3;
  if (isGenericSObject(to)) return 2;
  return 1;
}

function primitiveConversion(from: Type, to: Type): Conversion | undefined {
  const [source, target] = [systemName(from), systemName(to)];
  if (source === undefined || target === undefined) return undefined;
  const numeric = NUMERIC_CONVERSIONS[`${source}>${target}`];
  if (numeric) {
    const steps = NUMERIC.indexOf(target as NumericName) - NUMERIC.indexOf(source as NumericName);
    return { cost: steps > 0 ? steps : 4, kind: numeric };
  }
  if (source === 'Id' && target === 'String') return up(1);
  if (source === 'String' && target === 'Id') return { cost: 6, kind: 'stringToId' };
  if (source === 'Date' && target === 'Datetime') return { cost: 2, kind: 'dateToDatetime' };
  return undefined;
}

function superConversion(from: Type & { kind: 'class' }, to: Type & { kind: 'class' }): Conversion | undefined {
  const found = asSuper(from, to.symbol);
  if (!found) return undefined;
  if (sameType(found.type, to)) return up(found.distance);
  if (found.distance > 0 && found.type.args.every((arg, i) => elementFits(arg, to.args[i]))) {
    return up(found.distance + 2);
  }
  // What an Iterable gives is looked at only when it is taken: the compiler lets an Iterable<Object> pass for any.
  const lazy = systemName(to) === 'Iterable' || systemName(to) === 'Iterator';
  return lazy && isSystem(found.type.args[0], 'Object') ? up(found.distance + 10) : undefined;
}

/** Lists vary with their elements; maps in their values; SObject and its concrete objects fit each other both ways. */
function containerConversion(from: Type & { kind: 'class' }, to: Type & { kind: 'class' }): Conversion | undefined {
  if (from.symbol !== to.symbol) return undefined;
  const name = systemName(from);
  const [a, b] = [from.args, to.args];
  if (name === 'List' && boxes(a[0], b[0])) return { cost: 8, kind: 'doublesToObjects' };
  if (name === 'Map') {
    const keys = sameType(a[0], b[0]) || (systemName(a[0]) === 'Id' && systemName(b[0]) === 'String');
    if (keys && boxes(a[1], b[1])) return { cost: 8, kind: 'doublesToObjects' };
    const values = sameType(a[1], b[1]) || elementFits(a[1], b[1]);
    return keys && values ? up(isSystem(b[1], 'Object') ? 8 : 3) : undefined;
  }
  if (name === 'Set') return bothSObjects(a[0], b[0]) ? up(3) : undefined;
  if (a.length === 0 || !a.every((arg, i) => elementFits(arg, b[i]))) return undefined;
  const object = b.some((arg) => isSystem(arg, 'Object'));
  return up(object ? 8 : b.every((arg) => isGenericSObject(arg)) ? 3 : 4);
}

const boxes = (from: Type, to: Type): boolean => isSystem(from, 'Double') && isSystem(to, 'Object');

const bothSObjects = (a: Type, b: Type): boolean =>
  a.kind === 'sobject' && b.kind === 'sobject' && (isGenericSObject(a) || isGenericSObject(b));

/** Elements are not touched when their container is converted, so only conversions without code will do. */
function elementFits(from: Type, to: Type): boolean {
  if (bothSObjects(from, to) || sameType(from, to)) return true;
  if (systemName(from) === 'String' && systemName(to) === 'Id') return true;
  const conversion = implicitConversion(from, to);
  return conversion?.kind === 'upcast';
}

export const isAssignable = (from: Type, to: Type): boolean => implicitConversion(from, to) !== undefined;

/**
 * The expression as a value of `to`, undefined when it cannot be one. A query stands for a list, for its only row, or
 * (COUNT()) for a number, as the place wants.
 */
export function convert(value: HirExpression, to: Type): HirExpression | undefined {
  const row = singleRow(value, to);
  if (row) return row;
  if (value.kind === 'constant' && value.literal === 'null' && to.kind !== 'void') return { ...value, type: to };
  const conversion = implicitConversion(value.type, to);
  if (!conversion) return undefined;
  if (conversion.kind === undefined) return value;
  return applyConversion(value, conversion.kind, to);
}

/** What it costs to pass this expression for a parameter; undefined when it does not fit. */
export function conversionCost(value: HirExpression, to: Type): number | undefined {
  const conversion = implicitConversion(value.type, to);
  if (conversion) return conversion.cost;
  return singleRow(value, to) ? 30 : undefined;
}

function singleRow(value: HirExpression, to: Type): HirExpression | undefined {
  if (to.kind !== 'sobject') return undefined;
  if (value.kind === 'conditional') {
    const [then, other] = [convert(value.then, to), convert(value.else, to)];
    return then && other && { ...value, type: to, then, else: other };
  }
  if (value.type.kind !== 'class' || systemName(value.type) !== 'List') return undefined;
  const element = value.type.args[0];
  if (value.kind === 'soql' && value.result === 'list' && (isGenericSObject(to) || sameType(element, to))) {
    return { ...value, result: 'single', type: element };
  }
  if (isDynamicQuery(value)) return { kind: 'convert', conversion: 'singleRow', value, type: to, start: value.start };
  return undefined;
}

/** Database.query and Database.queryWithBinds, whose result may be assigned to a single sObject. */
export function isDynamicQuery(value: HirExpression): boolean {
  return (
    value.kind === 'callPlatformStatic' &&
    value.method.owner.qualifiedName === 'Database' &&
    (value.method.name === 'query' || value.method.name === 'queryWithBinds')
  );
}

/** Literals are converted on the spot. */
export function applyConversion(value: HirExpression, conversion: ConversionKind, type: Type): HirExpression {
  if (value.kind === 'constant' && value.literal === 'integer') {
    const literal = ({ intToLong: 'long', intToDouble: 'double', intToDecimal: 'decimal' } as const)[
      conversion as 'intToLong'
    ];
    if (literal) return { ...value, literal, type };
  }
  if (value.kind === 'constant' && value.literal === 'decimal' && conversion === 'decimalToDouble') {
    return { ...value, literal: 'double', type };
  }
  return { kind: 'convert', conversion, value, type, start: value.start };
}

/** `(T) value`: an implicit conversion, a numeric narrowing, or a check at run time. */
export function explicitCast(value: HirExpression, to: Type): HirExpression | undefined {
  if (isError(value.type) || isError(to)) return value;
  const from = value.type;
  const upwards = from.kind === 'class' && to.kind === 'class' && from.symbol === to.symbol && !sameType(from, to);
  const implicit = upwards && !isVariance(from, to) ? undefined : convert(value, to);
  if (implicit) {
    // (List<Account>) of a List<SObject> is a promise that is checked, the other way round is not.
    return upwards && implicit.kind === 'convert' ? { kind: 'cast', value, type: to, start: value.start } : implicit;
  }
  const narrowing = NARROWING[`${systemName(from) ?? ''}>${systemName(to) ?? ''}`];
  if (narrowing) return { kind: 'convert', conversion: narrowing, value, type: to, start: value.start };
  return canBe(from, to) ? { kind: 'cast', value, type: to, start: value.start } : undefined;
}

const isVariance = (from: Type, to: Type): boolean => implicitConversion(from, to) !== undefined;

/** Whether some value of the static type `from` can be a `to` at run time. */
export function canBe(from: Type, to: Type): boolean {
  if (isError(from) || isError(to) || isNull(from)) return true;
  if (isAssignable(from, to) || isAssignable(to, from)) return true;
  if (isSystem(from, 'Object')) return true;
  if (from.kind === 'sobject' && to.kind === 'sobject')
    return isGenericSObject(from) || from.name === 'Name' || to.name === 'Name';
  if (from.kind !== 'class' || to.kind !== 'class') return false;
  if (from.symbol.kind === 'enum' || to.symbol.kind === 'enum') return false;
  if (from.symbol === to.symbol) return from.args.every((arg, i) => canBe(arg, to.args[i]));
  if (numericName(from) && numericName(to)) return true;
  const related = (a: typeof from, b: typeof to): boolean =>
    superTypes(a).some(
      (found) =>
        found.type.symbol === b.symbol && found.type.args.every((arg, i) => canBe(substitute(arg, a.args), b.args[i])),
    );
  if (related(from, to) || related(to, from)) return true;
  // A subclass of the one may implement the other.
  const [a, b] = [from.symbol, to.symbol];
  if (a.kind === 'interface') return !isFinalType(b) || b.kind === 'interface';
  return b.kind === 'interface' && !isFinalType(a);
}

/** No project class can extend it. */
const isFinalType = (symbol: { isPlatform: boolean; isVirtual: boolean }): boolean => !symbol.isVirtual;

/** The type that both branches of `?:` or `??` have, undefined when there is none. */
export function commonType(a: Type, b: Type): Type | undefined {
  if (isError(a) || isError(b)) return isError(a) ? b : a;
  if (isNull(a)) return b;
  if (isNull(b)) return a;
  if (a.kind === 'void' || b.kind === 'void') return undefined;
  if (sameType(a, b)) return a;
  const [left, right] = [numericName(a), numericName(b)];
  if (left && right) return NUMERIC.indexOf(left) >= NUMERIC.indexOf(right) ? a : b;
  if (systemName(a) === 'Id' && systemName(b) === 'String') return b;
  if (systemName(a) === 'String' && systemName(b) === 'Id') return a;
  if (isAssignable(a, b)) return b;
  if (isAssignable(b, a)) return a;
  if (a.kind === 'class' && b.kind === 'class') {
    for (const found of superTypes(a)) {
      if (found.distance > 0 && isAssignable(b, found.type)) return found.type;
    }
  }
  return undefined;
}

/**
 * Types at run time. Interned: the same type is the same object, so comparisons are by identity. A type of the project
 * belongs to its loaded program; structural types (lists, maps) are interned on their arguments.
 */
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { ApexBlob } from '../../values/blob.ts';
import { ApexTime } from '../../values/time.ts';
import { Decimal } from '../../values/decimal.ts';
import { ApexDouble } from '../../values/double.ts';
import { isId, normalizeId } from '../../values/id.ts';
import { SObject } from '../platform/sobject.ts';
import { doublesToObjects } from './collections.ts';
import { current, isRunning } from './context.ts';
import { ApexException, throwApex } from './exception.ts';
import { ApexEnum, metaOf } from './object.ts';
import { extendsPlatformClass, findPlatformName, platformNameOf } from './registry.ts';
import { findDeclaration } from './stubs.ts';
import type { ClassMeta } from './object.ts';

export type RtKind = 'primitive' | 'list' | 'set' | 'map' | 'sobject' | 'class' | 'enum' | 'interface' | 'object';

export class RtType {
  /** as Apex prints it: `List<Account>`, `Map<Id,Account>`, `Outer.Inner`, `Database.Batchable<SObject>` */
  readonly name: string;
  readonly kind: RtKind;
  readonly args: readonly RtType[];
  /** `System.String`, `Database.Batchable`; undefined for sObjects and types of the project */
  readonly platformName: string | undefined;
  /** set for types of the project, once their class is defined */
  meta: ClassMeta | undefined = undefined;
  /** @internal structural types made of this one: key is the constructor and the other argument */
  readonly derived = new Map<string | RtType, RtType>();

  constructor(name: string, kind: RtKind, args: readonly RtType[] = [], platformName?: string) {
    this.name = name;
    this.kind = kind;
    this.args = args;
    this.platformName = platformName;
  }

  toString(): string {
    return this.name;
  }
}

/** What lists, sets and maps keep of their types; a list or set has `type`, a map the other two. */
interface CollectionValue {
  readonly type: RtType;
  readonly keyType: RtType;
  readonly valueType: RtType;
}

const MS_PER_DAY = 86_400_000;

const PRIMITIVES = [
  'Blob',
  'Boolean',
  'Date',
  'Datetime',
  'Decimal',
  'Double',
  'Id',
  'Integer',
  'Long',
  'String',
  'Time',
] as const;
export type PrimitiveName = (typeof PRIMITIVES)[number];

export const OBJECT = new RtType('Object', 'object', [], 'System.Object');
export const SOBJECT = new RtType('SObject', 'sobject');
const primitives = new Map<string, RtType>(
  PRIMITIVES.map((name) => [name.toLowerCase(), new RtType(name, 'primitive', [], `System.${name}`)]),
);
const sobjects = new Map<string, RtType>([['SObject', SOBJECT]]);
const platformTypes = new Map<string, RtType>();

export function primitiveType(name: PrimitiveName): RtType {
  return primitives.get(name.toLowerCase())!;
}

export function listType(element: RtType): RtType {
  return derive(element, 'List', () => new RtType(`List<${element.name}>`, 'list', [element], 'System.List'));
}

export function setType(element: RtType): RtType {
  return derive(element, 'Set', () => new RtType(`Set<${element.name}>`, 'set', [element], 'System.Set'));
}

export function mapType(key: RtType, value: RtType): RtType {
  return derive(key, value, () => new RtType(`Map<${key.name},${value.name}>`, 'map', [key, value], 'System.Map'));
}

/** `name` is canonical: `Account` */
export function sobjectType(name: string): RtType {
  let type = sobjects.get(name);
  if (type === undefined) sobjects.set(name, (type = new RtType(name, 'sobject')));
  return type;
}

/** A platform class, interface or enum by its registered name; `System.` is not shown. */
export function platformType(
  name: string,
  kind: 'class' | 'interface' | 'enum' = 'class',
  args: readonly RtType[] = [],
): RtType {
  const shown = name.startsWith('System.') ? name.slice('System.'.length) : name;
  const full = args.length === 0 ? shown : `${shown}<${args.map((arg) => arg.name).join(',')}>`;
  if (args.length > 0) return derive(args[0], `${name}:${full}`, () => new RtType(full, kind, args, name));
  let type = platformTypes.get(name);
  if (type === undefined) platformTypes.set(name, (type = new RtType(full, kind, [], name)));
  return type;
}

function derive(base: RtType, key: string | RtType, make: () => RtType): RtType {
  let type = base.derived.get(key);
  if (type === undefined) base.derived.set(key, (type = make()));
  return type;
}

/** The type that a text names, in any case, as Type.forName reads it: `List<Account>`, `outer.inner`. undefined where there is none. */
export function rtTypeOrUndefined(name: string): RtType | undefined {
  const text = name.trim();
  const open = text.indexOf('<');
  if (text.endsWith('[]')) {
    const element = rtTypeOrUndefined(text.slice(0, -2));
    return element && listType(element);
  }
  if (open >= 0) {
    if (!text.endsWith('>')) return undefined;
    const args = splitArguments(text.slice(open + 1, -1)).map(rtTypeOrUndefined);
    if (args.some((arg) => arg === undefined)) return undefined;
    return genericType(text.slice(0, open).trim().toLowerCase(), args as RtType[]);
  }
  return simpleType(text);
}

/** @throws Error where no type has the name: for names that the compiler or the runtime made */
export function rtType(name: string): RtType {
  const type = rtTypeOrUndefined(name);
  if (type === undefined) throw new Error(`No such type: ${name}`);
  return type;
}

function simpleType(name: string): RtType | undefined {
  const folded = name.toLowerCase();
  const short = folded.startsWith('system.') ? folded.slice('system.'.length) : folded;
  const own = isRunning() ? current().program?.findType(name) : undefined;
  if (own !== undefined) return own;
  const primitive = primitives.get(short);
  if (primitive !== undefined) return primitive;
  if (short === 'object') return OBJECT;
  if (short === 'sobject') return SOBJECT;
  const schemaName = folded.startsWith('schema.') ? folded.slice('schema.'.length) : folded;
  const object = isRunning() ? current().org.schema.objects.get(schemaName) : undefined;
  if (object !== undefined) return sobjectType(object.name);
  const declared = findDeclaration(name);
  if (declared !== undefined) return platformType(declared.name, declared.kind);
  // types within platform types have no stub of their own
  const platform = findPlatformName(name);
  return platform === undefined ? undefined : platformType(platform);
}

/** Those that have a number of arguments of their own. */
const COLLECTIONS: ReadonlySet<string> = new Set(['System.List', 'System.Set', 'System.Map']);

function genericType(base: string, args: readonly RtType[]): RtType | undefined {
  const short = base.startsWith('system.') ? base.slice('system.'.length) : base;
  if (short === 'list') return args.length === 1 ? listType(args[0]) : undefined;
  if (short === 'set') return args.length === 1 ? setType(args[0]) : undefined;
  if (short === 'map') return args.length === 2 ? mapType(args[0], args[1]) : undefined;
  const platform = findDeclaration(base)?.name ?? findPlatformName(base);
  if (platform === undefined || COLLECTIONS.has(platform)) return undefined;
  return platformType(platform, 'interface', args);
}

function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i <= text.length; i++) {
    const c = text[i];
    if (c === '<') depth++;
    else if (c === '>') depth--;
    else if ((c === ',' && depth === 0) || i === text.length) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return parts;
}

/** The run-time type of a value that is not null. Raw numbers are Integers here: a Double in an Object is boxed. */
export function typeOfValue(value: unknown): RtType {
  switch (typeof value) {
    case 'string':
      return primitiveType('String');
    case 'number':
      return primitiveType('Integer');
    case 'bigint':
      return primitiveType('Long');
    case 'boolean':
      return primitiveType('Boolean');
    case 'object':
      if (value !== null) return typeOfObject(value);
  }
  throw new Error(`Not an Apex value: ${String(value)}`);
}

function typeOfObject(value: object): RtType {
  const meta = metaOf(value);
  if (meta !== undefined) return meta.type;
  if (value instanceof SObject) return sobjectType(value.type);
  if (value instanceof Decimal) return primitiveType('Decimal');
  if (value instanceof ApexDouble) return primitiveType('Double');
  if (value instanceof ApexDate) return primitiveType('Date');
  if (value instanceof ApexDatetime) return primitiveType('Datetime');
  if (value instanceof ApexTime) return primitiveType('Time');
  if (value instanceof ApexBlob) return primitiveType('Blob');
  if (value instanceof ApexEnum) return value.rtType ?? platformType(value.type, 'enum');
  if (value instanceof ApexException) return platformType(value.typeName);
  const name = platformNameOf(value);
  const collection = value as CollectionValue;
  if (name === 'System.List') return listType(collection.type);
  if (name === 'System.Set') return setType(collection.type);
  if (name === 'System.Map') return mapType(collection.keyType, collection.valueType);
  if (name !== undefined) return platformType(name);
  throw new Error(`Not an Apex value: ${Object.prototype.toString.call(value)}`);
}

/** `value instanceof type`; null is an instance of nothing. */
export function isInstance(value: unknown, type: RtType): boolean {
  if (value === null) return false;
  if (type.kind === 'object') return true;
  if (type.kind === 'primitive') return isPrimitive(value, type.name as PrimitiveName);
  return isSubtype(typeOfValue(value), type);
}

function isPrimitive(value: unknown, name: PrimitiveName): boolean {
  switch (name) {
    case 'String':
      return typeof value === 'string';
    case 'Id':
      // `text instanceof Id` is how Apex code asks whether a text is a valid Id
      return typeof value === 'string' && isId(value);
    case 'Integer':
      return typeof value === 'number';
    case 'Long':
      return typeof value === 'bigint' || typeof value === 'number';
    // a number is an instance of every type that it widens to
    case 'Double':
    case 'Decimal':
      return (
        value instanceof Decimal ||
        value instanceof ApexDouble ||
        typeof value === 'number' ||
        typeof value === 'bigint'
      );
    case 'Datetime':
      return value instanceof ApexDatetime || value instanceof ApexDate;
    default:
      return typeOfValue(value).name === name;
  }
}

/** Whether a value of type `sub` may stand where `type` is wanted, as `instanceof` and casts see it. */
export function isSubtype(sub: RtType, type: RtType): boolean {
  if (sub === type || type.kind === 'object') return true;
  if (type.kind === 'list' && sub.kind === 'list') return listFits(sub.args[0], type.args[0]);
  if (type.kind === 'sobject') return sub.kind === 'sobject' && type === SOBJECT;
  if (type.platformName === 'System.Exception') return isException(sub);
  if (type.platformName === 'System.Iterable') return sub.kind === 'list' || sub.kind === 'set' || inherits(sub, type);
  return inherits(sub, type);
}

/** Lists are covariant; on the platform a list of Ids may also be taken for a list of texts, and the reverse. */
const listFits = (sub: RtType, type: RtType): boolean => elementFits(sub, type) || (isTextual(sub) && isTextual(type));

/** A List<SObject> may be taken for a list of one object, as on the platform. */
function elementFits(sub: RtType, type: RtType): boolean {
  return isSubtype(sub, type) || (sub === SOBJECT && type.kind === 'sobject');
}

function isTextual(type: RtType): boolean {
  return type.kind === 'primitive' && (type.name === 'String' || type.name === 'Id');
}

function isException(type: RtType): boolean {
  if (type.platformName !== undefined) return type.platformName.endsWith('Exception');
  const superclass = type.meta?.superclass;
  return superclass !== undefined && isException(superclass);
}

function inherits(sub: RtType, type: RtType): boolean {
  if (sub === type || (sub.platformName !== undefined && sub.platformName === type.platformName && fits(sub, type)))
    return true;
  const meta = sub.meta;
  if (meta === undefined) return isPlatformSubclass(sub, type);
  if (meta.superclass !== undefined && inherits(meta.superclass, type)) return true;
  return meta.interfaces.some((one) => inherits(one, type));
}

function isPlatformSubclass(sub: RtType, type: RtType): boolean {
  if (sub.platformName === undefined || type.platformName === undefined) return false;
  return extendsPlatformClass(sub.platformName, type.platformName);
}

/** Generic platform interfaces: an argument left out, or one that is a subtype, fits. */
function fits(sub: RtType, type: RtType): boolean {
  if (sub.args.length !== type.args.length) return true;
  return sub.args.every((arg, i) => elementFits(arg, type.args[i]));
}

/**
 * A checked downcast. Converts where the platform does: numbers in an Object to a wider one, text to an Id.
 * @throws System.TypeException "Invalid conversion from runtime type Account to Contact"
 */
export function castTo(value: unknown, type: RtType): unknown {
  if (value === null || type.kind === 'object') return value;
  if (type.kind === 'primitive') return castToPrimitive(value, type);
  const own = typeOfValue(value);
  if (!isSubtype(own, type)) refuseCast(value, type);
  const keepsDoubles = own.args.length > 0 && own.args.at(-1) === primitiveType('Double');
  return keepsDoubles && type.args.at(-1) === OBJECT ? doublesToObjects(value, OBJECT) : value;
}

function castToPrimitive(value: unknown, type: RtType): unknown {
  switch (type.name as PrimitiveName) {
    case 'String':
      if (typeof value === 'string') return value;
      break;
    case 'Id':
      if (typeof value === 'string') return normalizeId(value);
      break;
    case 'Integer':
      if (typeof value === 'number') return value;
      break;
    case 'Long':
      if (typeof value === 'bigint') return value;
      if (typeof value === 'number') return BigInt(value);
      break;
    case 'Double':
      if (value instanceof ApexDouble) return value.value;
      if (typeof value === 'number') return value;
      if (typeof value === 'bigint') return Number(value);
      if (value instanceof Decimal) return value.doubleValue();
      break;
    case 'Decimal':
      if (value instanceof Decimal) return value;
      if (typeof value === 'number') return Decimal.ofInt(value);
      if (typeof value === 'bigint') return Decimal.ofLong(value);
      if (value instanceof ApexDouble) return Decimal.ofDouble(value.value);
      break;
    case 'Datetime':
      if (value instanceof ApexDatetime) return value;
      if (value instanceof ApexDate) return new ApexDatetime(value.days * MS_PER_DAY);
      break;
    default:
      if (typeOfValue(value) === type) return value;
  }
  return refuseCast(value, type);
}

function refuseCast(value: unknown, type: RtType): never {
  const [from, to] = [typeOfValue(value), type].map(nameInMessages);
  throwApex('System.TypeException', `Invalid conversion from runtime type ${from} to ${to}`);
}

/** Messages of the platform call Object ANY: `Map<String,ANY>`. */
function nameInMessages(type: RtType): string {
  return type.args.length === 0 ? type.name : type.name.replaceAll(/\bObject\b/g, 'ANY');
}

/**
 * Values of fields as Apex sees them and as SQLite keeps them: text and ids as TEXT, numbers as REAL, booleans and integers as
 * INTEGER, dates as days and datetimes as milliseconds since the epoch, times as milliseconds of the day, blobs as BLOB.
 */
import type { FieldSchema, FieldType } from '../schema/model.ts';
import { Address, Location, addressParts } from '../runtime/platform/geolocation.ts';
import { SObject } from '../runtime/platform/sobject.ts';
import { ApexBlob } from '../values/blob.ts';
import { ApexDate } from '../values/date.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import { ApexTime } from '../values/time.ts';
import { idTo18 } from '../values/id.ts';
import type { SqlValue } from './sql.ts';

export type ColumnKind =
  'text' | 'id' | 'decimal' | 'int' | 'long' | 'boolean' | 'date' | 'datetime' | 'time' | 'blob' | Compound;

/** Kinds that are made of other columns, and only read. */
export type Compound = 'address' | 'location';

const KINDS: Partial<Record<FieldType, ColumnKind>> = {
  id: 'id',
  reference: 'id',
  boolean: 'boolean',
  int: 'int',
  long: 'long',
  double: 'decimal',
  currency: 'decimal',
  percent: 'decimal',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
  base64: 'blob',
  address: 'address',
  location: 'location',
};

export const kindOf = (field: FieldSchema): ColumnKind => KINDS[field.type] ?? 'text';

export const DAY = 86_400_000;

/** A value that its column cannot hold. */
export class WrongValue extends Error {}

/** The SQL value of an Apex value for a column of the kind. Throws `WrongValue`. */
export function toSql(kind: ColumnKind, value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'text':
      if (typeof value === 'string') return value;
      break;
    case 'id':
      if (typeof value === 'string') return idText(value);
      if (value instanceof SObject) return toSql('id', value.peek('Id'));
      break;
    case 'boolean':
      if (typeof value === 'boolean') return value ? 1 : 0;
      break;
    case 'int':
    case 'decimal':
      if (typeof value === 'number') return value;
      if (typeof value === 'bigint') return Number(value);
      if (value instanceof Decimal) return value.doubleValue();
      break;
    case 'long':
      if (typeof value === 'bigint') return value;
      if (typeof value === 'number') return BigInt(Math.trunc(value));
      break;
    case 'date':
      if (value instanceof ApexDate) return value.days;
      if (value instanceof ApexDatetime) return Math.floor(value.ms / DAY);
      break;
    case 'datetime':
      if (value instanceof ApexDatetime) return value.ms;
      if (value instanceof ApexDate) return value.days * DAY;
      break;
    case 'time':
      if (value instanceof ApexTime) return value.ms;
      break;
    case 'blob':
      if (value instanceof ApexBlob) return value.bytes;
      break;
    case 'address':
    case 'location':
      break;
  }
  if (typeof value === 'object' && 'value' in value && typeof value.value === 'number') return toSql(kind, value.value);
  if (kind === 'text' && typeof value !== 'object') return String(value);
  throw new WrongValue(`${describe(value)} is no ${kind}`);
}

/** Ids compare as 18 characters; what is no id compares as it is, and matches nothing. */
function idText(value: string): string {
  return value.length === 15 ? idTo18(value) : value;
}

const describe = (value: unknown): string =>
  value instanceof SObject
    ? value.type
    : typeof value === 'object'
      ? (value?.constructor.name ?? 'null')
      : String(value);

/** The Apex value of a column. Decimals carry the field's scale, as rows from SOQL do; without one, that of the number. */
export function fromSql(kind: ColumnKind, value: SqlValue, scale?: number): unknown {
  if (value === null) return null;
  switch (kind) {
    case 'boolean':
      return Number(value) !== 0;
    case 'int':
      return Number(value);
    case 'decimal':
      return scale === undefined ? Decimal.ofDouble(Number(value)) : decimalOf(Number(value), scale);
    case 'long':
      return BigInt(value as number | bigint);
    case 'date':
      return new ApexDate(Number(value));
    case 'datetime':
      return new ApexDatetime(Number(value));
    case 'time':
      return new ApexTime(Number(value));
    case 'blob':
      return new ApexBlob(value as Uint8Array);
    case 'address':
      return addressOf(value as string);
    case 'location':
      return locationOf(value as string);
    default:
      return value;
  }
}

const SAFE_POWERS = Array.from({ length: 10 }, (_, exponent) => 10 ** exponent);

/** Small numbers, which are nearly all, without their text; others exactly. */
function decimalOf(value: number, scale: number): Decimal {
  const power = SAFE_POWERS[scale];
  if (power !== undefined && Math.abs(value) < 1e6) return new Decimal(Math.round(value * power), scale);
  return Decimal.ofDouble(value).setScale(scale, 'HALF_UP');
}

/** The elements of a bound list or set; a single value stands for itself. Undefined when the value is no collection. */
export function elementsOf(value: unknown): readonly unknown[] | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if ('items' in value && Array.isArray(value.items)) return value.items as unknown[];
  if (Symbol.iterator in value) return [...(value as Iterable<unknown>)];
  return undefined;
}

/** The components stand in the column as a JSON array: `soql/compound.ts`. */
function addressOf(column: string): Address {
  const values = JSON.parse(column) as unknown[];
  return new Address(addressParts((_, index) => values[index]));
}

function locationOf(column: string): Location {
  const [latitude, longitude] = JSON.parse(column) as [number, number];
  return new Location(latitude, longitude);
}

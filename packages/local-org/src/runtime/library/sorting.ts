/** List.sort(): the order of each kind of value. Source: Apex Reference Guide, List.sort, and Apex Developer Guide, List Sorting. */
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { ApexDouble } from '../../values/double.ts';
import { ApexTime } from '../../values/time.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { ApexEnum } from '../kernel/object.ts';
import { SObject } from '../platform/sobject.ts';

/** A sorted copy: nulls first, equal elements in their old order. @throws ListException for elements without an order */
export function sortValues(items: readonly unknown[]): unknown[] {
  const nulls = items.filter((item) => item === null || item === undefined);
  const values = items.filter((item) => item !== null && item !== undefined);
  if (values.length === 1) compareValues(values[0], values[0]);
  return [...nulls, ...values.sort(compareValues)];
}

function compareValues(left: unknown, right: unknown): number {
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  const a = numeric(left);
  const b = numeric(right);
  if (a !== undefined && b !== undefined) return compareNumbers(a, b);
  if (left instanceof ApexDate && right instanceof ApexDate) return left.compare(right);
  if (left instanceof ApexDatetime && right instanceof ApexDatetime) return left.compare(right);
  if (left instanceof ApexTime && right instanceof ApexTime) return left.compare(right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (left instanceof ApexEnum && right instanceof ApexEnum) return left.ordinal - right.ordinal;
  if (left instanceof SObject && right instanceof SObject) return compareRecords(left, right);
  const own = (left as { 'compareTo(Object)'?: (other: unknown) => number | null })['compareTo(Object)'];
  if (typeof own === 'function') return own.call(left, right) ?? throwNull();
  return throwApex('System.ListException', 'One or more of the items in this list is not Comparable.');
}

function numeric(value: unknown): number | bigint | Decimal | undefined {
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal) return value;
  return value instanceof ApexDouble ? value.value : undefined;
}

function compareNumbers(left: number | bigint | Decimal, right: number | bigint | Decimal): number {
  if (left instanceof Decimal || right instanceof Decimal) return toDecimal(left).compare(toDecimal(right));
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  return left < right ? -1 : left > right ? 1 : 0;
}

function toDecimal(value: number | bigint | Decimal): Decimal {
  if (value instanceof Decimal) return value;
  if (typeof value === 'bigint') return Decimal.ofLong(value);
  return Number.isSafeInteger(value) ? Decimal.ofInt(value) : Decimal.ofDouble(value);
}

/**
 * By the object's label, the name field, the standard fields in alphabetical order without Id, then the custom ones; as soon as
 * a field differs. Null is less than any value.
 */
function compareRecords(left: SObject, right: SObject): number {
  if (left.type !== right.type) {
    return compareTexts(left.schema?.label ?? left.type, right.schema?.label ?? right.type);
  }
  for (const field of sortFields(left)) {
    const order = compareFields(left.values.get(field) ?? null, right.values.get(field) ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

function sortFields(record: SObject): readonly string[] {
  const { schema } = record;
  if (schema === undefined) return [...record.values.keys()].sort();
  const fields = [...schema.fields.values()].sort((a, b) => compareTexts(a.name, b.name));
  return [
    ...fields.filter((field) => field.nameField),
    ...fields.filter((field) => !field.nameField && !field.custom && field.name !== 'Id'),
    ...fields.filter((field) => !field.nameField && field.custom),
  ].map((field) => field.name);
}

function compareFields(left: unknown, right: unknown): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  return typeof left === 'object' && !('compare' in left) ? 0 : compareValues(left, right);
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

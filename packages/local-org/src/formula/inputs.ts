/** From the values of fields to those that formulas compute with, and back. */
import { derivedValue } from '../schema/derived.ts';
import type { FieldSchema, FieldType } from '../schema/model.ts';
import { ApexDate } from '../values/date.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import type { FormulaType } from './values.ts';

const TYPES: Readonly<Partial<Record<FieldType, FormulaType>>> = {
  id: 'text',
  reference: 'text',
  string: 'text',
  textarea: 'text',
  longtextarea: 'text',
  html: 'text',
  email: 'text',
  phone: 'text',
  url: 'text',
  combobox: 'text',
  autonumber: 'text',
  boolean: 'boolean',
  int: 'number',
  double: 'number',
  currency: 'number',
  percent: 'number',
  long: 'number',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
  picklist: 'picklist',
  multipicklist: 'multipicklist',
  location: 'location',
};

/** The type that a field has in formulas; undefined for fields that formulas cannot read. */
export const formulaTypeOf = (field: FieldSchema): FormulaType | undefined => TYPES[field.type];

/** A formula of the project, not a standard field that follows from others. */
export const isFormulaField = (field: FieldSchema): boolean =>
  field.formula !== undefined && derivedValue(field) === undefined;

const HUNDRED = Decimal.ofInt(100);

/** A checkbox is never blank, percents are fractions, Ids have 15 characters. */
export function inputValue(field: FieldSchema, value: unknown): unknown {
  if (field.type === 'boolean') return value === true;
  if (value === null || value === undefined || value === '') return null;
  switch (field.type) {
    case 'id':
    case 'reference':
      return typeof value === 'string' ? value.slice(0, 15) : null;
    case 'percent':
      return decimalOf(value)?.divide(HUNDRED, 20, 'HALF_UP').stripTrailingZeros() ?? null;
    case 'int':
    case 'long':
    case 'double':
    case 'currency':
      return decimalOf(value);
    case 'date':
      return value instanceof ApexDatetime ? value.dateIn('GMT') : value;
    case 'datetime':
      return value instanceof ApexDate ? ApexDatetime.ofDate(value) : value;
    default:
      return value;
  }
}

function decimalOf(value: unknown): Decimal | null {
  if (value instanceof Decimal) return value;
  if (typeof value === 'bigint') return Decimal.ofLong(value);
  if (typeof value === 'number') return Decimal.ofDouble(value);
  const inner = typeof value === 'object' && value !== null && 'value' in value ? value.value : undefined;
  return typeof inner === 'number' ? Decimal.ofDouble(inner) : null;
}

/** A result as the field holds it. */
export function fieldValue(field: FieldSchema, value: unknown): unknown {
  if (field.type === 'boolean') return value === true;
  if (value === null || value === '') return null;
  if (!(value instanceof Decimal)) return value;
  if (field.type === 'int') return value.intValue();
  if (field.type === 'long') return value.longValue();
  return (field.type === 'percent' ? value.multiply(HUNDRED) : value).setScale(field.scale, 'HALF_UP');
}

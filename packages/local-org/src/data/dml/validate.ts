/** System validation of single rows, in Salesforce's words. Source: SOAP API Developer Guide, "Core Data Types: StatusCode". */
import { derivedValue } from '../../schema/derived.ts';
import type { FieldSchema, ObjectSchema } from '../../schema/model.ts';
import { memo } from '../objects.ts';
import type { SqlValue } from '../sql.ts';
import { WrongValue, kindOf, toSql } from '../values.ts';
import { fail } from './change.ts';
import type { Change } from './change.ts';

/** Values by canonical name, ready to be written. */
export type Columns = Map<string, SqlValue>;

/** Fields that a new row must have a value for. */
const requiredFields = memo((object: ObjectSchema): readonly FieldSchema[] =>
  [...object.fields.values()].filter(
    (field) =>
      !field.nillable &&
      field.createable &&
      !field.system &&
      field.type !== 'boolean' &&
      field.type !== 'autonumber' &&
      derivedValue(field) === undefined,
  ),
);

/** The value of one field as its column keeps it; undefined when it is wrong, which is then on the change. */
export function columnValue(change: Change, field: FieldSchema, value: unknown): SqlValue | undefined {
  if (value === null || value === undefined) return field.type === 'boolean' ? 0 : null;
  let converted: SqlValue;
  try {
    converted = toSql(kindOf(field), value);
  } catch (error) {
    if (!(error instanceof WrongValue)) throw error;
    fail(change, 'INVALID_TYPE_ON_FIELD_IN_RECORD', `${field.label}: value not of required type: ${error.message}`, [
      field.name,
    ]);
    return undefined;
  }
  if (typeof converted === 'string') return textValue(change, field, converted);
  if (typeof converted === 'number') return numberValue(change, field, converted);
  return converted;
}

/** "they can never include leading and trailing whitespace": Apex Developer Guide, Primitive Data Types. No-break spaces stay. */
const trimmed = (text: string): string =>
  text.charCodeAt(0) > 32 && text.charCodeAt(text.length - 1) > 32
    ? text
    : text.replace(/^[\0-\x20]+|[\0-\x20]+$/g, '');

function textValue(change: Change, field: FieldSchema, given: string): SqlValue | undefined {
  const text = trimmed(given);
  if (text === '') return null;
  if (field.type === 'reference' || field.type === 'id') return text;
  if (field.length > 0 && text.length > field.length) {
    fail(change, 'STRING_TOO_LONG', `${field.label}: data value too large: ${text} (max length=${field.length})`, [
      field.name,
    ]);
    return undefined;
  }
  if (field.type === 'email' && !EMAIL.test(text)) {
    fail(change, 'INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${text}`, [field.name]);
    return undefined;
  }
  if (field.restrictedPicklist && field.picklistValues.length > 0) return picklistValue(change, field, text);
  return text;
}

const EMAIL = /^[^\s@,;<>()[\]\\"]+@[^\s@.,;<>()[\]\\"]+(?:\.[^\s@.,;<>()[\]\\"]+)+$/;

const activeValues = memo(
  (field: FieldSchema): ReadonlyMap<string, string> =>
    new Map(field.picklistValues.filter((value) => value.active).map(({ value }) => [value.toLowerCase(), value])),
);

/** Picklists take values in any case and keep the defined one. */
function picklistValue(change: Change, field: FieldSchema, text: string): SqlValue | undefined {
  const known = activeValues(field);
  const parts = field.type === 'multipicklist' ? text.split(';').map((part) => part.trim()) : [text];
  const found: string[] = [];
  for (const part of parts) {
    const value = known.get(part.toLowerCase());
    if (value === undefined) {
      fail(
        change,
        'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        `${field.label}: bad value for restricted picklist field: ${part}`,
        [field.name],
      );
      return undefined;
    }
    found.push(value);
  }
  return found.join(';');
}

function numberValue(change: Change, field: FieldSchema, value: number): SqlValue | undefined {
  const kind = kindOf(field);
  if (kind !== 'decimal' && kind !== 'int') return value;
  const digits = field.precision > 0 ? field.precision - field.scale : kind === 'int' ? 10 : 18;
  if (!Number.isFinite(value) || Math.abs(value) >= 10 ** digits) {
    fail(
      change,
      'NUMBER_OUTSIDE_VALID_RANGE',
      `${field.label}: value outside of valid range on numeric field: ${value}`,
      [field.name],
    );
    return undefined;
  }
  return kind === 'int' ? Math.trunc(value) : roundedTo(value, field.scale);
}

/** Half up, on the decimal text of the number, so that 1.005 is 1.01. */
function roundedTo(value: number, scale: number): number {
  if (Number.isInteger(value)) return value;
  const text = String(Math.abs(value));
  if (text.includes('e')) return value;
  if (text.length - text.indexOf('.') - 1 <= scale) return value;
  return Math.sign(value) * Number(`${Math.round(Number(`${text}e${scale}`))}e-${scale}`);
}

export function checkRequired(change: Change, object: ObjectSchema, columns: Columns, creating: boolean): void {
  const absent = requiredFields(object).filter((field) => {
    const value = columns.get(field.name);
    return creating ? value === null || value === undefined : value === null;
  });
  const names = absent
    .map((field) => field.name)
    .filter((name) => !change.errors.some((error) => error.fields.includes(name)));
  if (names.length > 0)
    fail(change, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names);
}

/**
 * The Apex type of each kind of field, and the checks of values that are put into a field by name
 * (Apex Developer Guide, Dynamic DML).
 */
import { DEFINITIONS } from '../../schema/fields.ts';
import type { FieldSchema, FieldType } from '../../schema/model.ts';
import { ApexBlob } from '../../values/blob.ts';
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { ApexDouble } from '../../values/double.ts';
import { normalizeId } from '../../values/id.ts';
import { ApexTime } from '../../values/time.ts';
import { throwApex } from '../kernel/exception.ts';
import { typeOfValue } from '../kernel/types.ts';

export type FieldApexType =
  | 'Id'
  | 'String'
  | 'Boolean'
  | 'Integer'
  | 'Long'
  | 'Decimal'
  | 'Date'
  | 'Datetime'
  | 'Time'
  | 'Blob'
  | 'System.Address'
  | 'System.Location'
  | 'EventBus.ChangeEventHeader';

const APEX_TYPES: Record<FieldType, FieldApexType> = {
  id: 'Id',
  reference: 'Id',
  string: 'String',
  textarea: 'String',
  longtextarea: 'String',
  html: 'String',
  email: 'String',
  phone: 'String',
  url: 'String',
  encryptedstring: 'String',
  picklist: 'String',
  multipicklist: 'String',
  combobox: 'String',
  autonumber: 'String',
  boolean: 'Boolean',
  int: 'Integer',
  long: 'Long',
  double: 'Decimal',
  currency: 'Decimal',
  percent: 'Decimal',
  date: 'Date',
  datetime: 'Datetime',
  time: 'Time',
  base64: 'Blob',
  address: 'System.Address',
  location: 'System.Location',
  changeeventheader: 'EventBus.ChangeEventHeader',
};

export function apexTypeOfField(field: FieldSchema): FieldApexType {
  if (field.referenceTo.some((name) => DEFINITIONS.has(name))) return 'String';
  return APEX_TYPES[field.type];
}

/** The type of a field of an object: the rows of the schema itself have names for Ids. */
export function apexTypeIn(object: string, field: FieldSchema): FieldApexType {
  return field.type === 'id' && DEFINITIONS.has(object) ? 'String' : apexTypeOfField(field);
}

/**
 * A value given as Object, as the field holds it.
 * @throws System.SObjectException "Illegal assignment from String to Decimal"
 */
export function coerceToField(field: FieldSchema, value: unknown): unknown {
  if (value === null) return null;
  const target = apexTypeOfField(field);
  const coerced = coerce(target, value);
  if (coerced === undefined) {
    throwApex('System.SObjectException', `Illegal assignment from ${typeOfValue(value).name} to ${target}`);
  }
  return coerced;
}

function coerce(target: FieldApexType, value: unknown): unknown {
  switch (target) {
    case 'Id':
      return typeof value === 'string' ? normalizeId(value) : undefined;
    case 'String':
      return typeof value === 'string' ? value : undefined;
    case 'Boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'Integer':
      return typeof value === 'number' ? value : undefined;
    case 'Long':
      return typeof value === 'bigint' ? value : typeof value === 'number' ? BigInt(value) : undefined;
    case 'Decimal':
      return toDecimal(value);
    case 'Date':
      return value instanceof ApexDate ? value : undefined;
    case 'Datetime':
      if (value instanceof ApexDate) return ApexDatetime.ofDate(value);
      return value instanceof ApexDatetime ? value : undefined;
    case 'Time':
      return value instanceof ApexTime ? value : undefined;
    case 'Blob':
      return value instanceof ApexBlob ? value : undefined;
    case 'EventBus.ChangeEventHeader':
      return typeOfValue(value).name === 'EventBus.ChangeEventHeader' ? value : undefined;
    case 'System.Address':
    case 'System.Location':
      return undefined;
  }
}

function toDecimal(value: unknown): Decimal | undefined {
  if (value instanceof Decimal) return value;
  if (typeof value === 'number') return Decimal.ofInt(value);
  if (typeof value === 'bigint') return Decimal.ofLong(value);
  if (value instanceof ApexDouble) return Decimal.ofDouble(value.value);
  return undefined;
}

/**
 * Reading and writing the fields of sObjects: the static form `account.Name` (names are canonical, types were checked by
 * the compiler) and the dynamic form `account.get('name')` (names in any case, values checked here).
 */
import type { FieldSchema, ObjectSchema } from '../../schema/model.ts';
import { throwApex } from '../kernel/exception.ts';
import { newList } from './collections.ts';
import { coerceToField } from './field-types.ts';
import { org } from './session.ts';
import { SObject } from './sobject.ts';

/** `record.Name`. A checkbox that was never set is false, as on the platform; anything else unset is null. */
export function getField(record: SObject | null, field: string): unknown {
  if (record === null) return nullReference();
  const value = record.values.get(field);
  return value === undefined ? absentField(record, field) : value;
}

function absentField(record: SObject, field: string): unknown {
  const schema = record.schema?.fields.get(field.toLowerCase());
  if (record.queried && field !== 'Id') return refuseUnqueried(record, schema?.name ?? field);
  return schema?.type === 'boolean' ? false : null;
}

function refuseUnqueried(record: SObject, name: string): never {
  throwApex(
    'System.SObjectException',
    `SObject row was retrieved via SOQL without querying the requested field: ${record.type}.${name}`,
  );
}

/** `contact.Account`: the parent row, null where the lookup is empty or, on a new record, was not given. */
export function getParent(record: SObject | null, relationship: string): SObject | null {
  if (record === null) return nullReference();
  const value = record.values.get(relationship);
  if (value !== undefined) return value as SObject | null;
  return record.queried ? refuseUnqueried(record, relationship) : null;
}

/** `account.Contacts`: the child rows; an empty list where there are none. */
export function getChildren(record: SObject | null, relationship: string): unknown {
  if (record === null) return nullReference();
  const value = record.values.get(relationship);
  if (value !== undefined && value !== null) return value;
  if (value === undefined && record.queried) return refuseUnqueried(record, relationship);
  return newList(findChildRelationship(record, relationship)?.childObject ?? 'SObject', []);
}

/** `record.Name = value`; the value has the field's type. Returns the value. */
export function setField(record: SObject | null, field: string, value: unknown): unknown {
  if (record === null) return nullReference();
  refuseReadOnly(record);
  record.values.set(field, value);
  return value;
}

export function refuseReadOnly(record: SObject): void {
  if (record.readOnlyReason !== undefined) throwApex('System.FinalException', record.readOnlyReason);
}

/** `new Account(Name = 'x')`: `fields` alternates canonical names and values. */
export function createSObject(type: string, fields: readonly unknown[] = []): SObject {
  const record = new SObject(objectSchema(type).name, objectSchema(type));
  for (let i = 0; i < fields.length; i += 2) record.values.set(fields[i] as string, fields[i + 1]);
  return record;
}

export function objectSchema(name: string): ObjectSchema {
  const schema = org().schema.objects.get(name.toLowerCase());
  if (!schema) throw new Error(`The schema has no object named ${name}`);
  return schema;
}

// ---------------------------------------------------------------- by name

/** `record.get(name)` */
export function getFieldByName(record: SObject, name: string | null): unknown {
  if (!record.schema) return aggregateValue(record, requireName(name));
  if (record.queried && name !== null && !record.schema.fields.has(name.toLowerCase()))
    return aggregateValue(record, name);
  return getField(record, requireField(record, name).name);
}

/** Aliases of a query: rows of aggregate queries know no other names, `FORMAT(Amount) shown` adds one to a row. */
function aggregateValue(record: SObject, name: string): unknown {
  for (const [key, value] of record.values) {
    if (key.toLowerCase() === name.toLowerCase()) return value;
  }
  return invalidField(record, name);
}

/** `record.put(name, value)`; returns the value that was there before. */
export function putFieldByName(record: SObject, name: string | null, value: unknown): unknown {
  const field = requireField(record, name);
  refuseReadOnly(record);
  const isMetadata = record.schema?.kind === 'customMetadata';
  if (field.type !== 'id' && !field.createable && !field.updateable && !(isMetadata && field.custom)) {
    throwApex('System.SObjectException', `Field ${field.name} is not editable`);
  }
  const coerced = coerceToField(field, value);
  const previous = record.values.get(field.name) ?? null;
  record.values.set(field.name, coerced);
  return previous;
}

/** @throws System.SObjectException "Invalid field X for Account" */
export function requireField(record: SObject, name: string | null): FieldSchema {
  const text = requireName(name);
  return record.schema?.fields.get(text.toLowerCase()) ?? invalidField(record, text);
}

/** The parent relationship called `name`, or whose lookup field is called `name`. */
export function requireParentRelationship(record: SObject, name: string | null): string {
  const key = requireName(name).toLowerCase();
  for (const field of record.schema?.fields.values() ?? []) {
    if (field.relationshipName === undefined) continue;
    if (field.relationshipName.toLowerCase() === key || field.name.toLowerCase() === key) return field.relationshipName;
  }
  throwApex('System.SObjectException', `Invalid relationship ${name} for ${record.type}`);
}

/** The canonical name of the child relationship called `name`. */
export function requireChildRelationship(record: SObject, name: string | null): string {
  const relationship = findChildRelationship(record, requireName(name));
  if (relationship?.relationshipName !== undefined) return relationship.relationshipName;
  throwApex('System.SObjectException', `Invalid aggregate relationship ${name} for ${record.type}`);
}

function findChildRelationship(record: SObject, name: string) {
  const key = name.toLowerCase();
  return org()
    .schema.childRelationships(record.type)
    .find((r) => r.relationshipName?.toLowerCase() === key);
}

function invalidField(record: SObject, name: string): never {
  throwApex('System.SObjectException', `Invalid field ${name} for ${record.type}`);
}

function requireName(name: string | null): string {
  if (name === null) throwApex('System.NullPointerException', 'Argument cannot be null.');
  return name;
}

function nullReference(): never {
  throwApex('System.NullPointerException', 'Attempt to de-reference a null object');
}

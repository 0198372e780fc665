/** The methods of System.SObject (Apex Reference Guide, SObject Class). */
import type { RecordError } from './sobject.ts';
import { org } from './session.ts';
import { SObject } from './sobject.ts';
import { ApexException, throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { textOf } from '../../values/text.ts';
import { ApexList } from '../library/list.ts';
import { newList, newMap } from './collections.ts';
import { DatabaseError } from './database-results.ts';
import {
  getChildren,
  getFieldByName,
  getParent,
  putFieldByName,
  refuseReadOnly,
  requireChildRelationship,
  requireField,
  requireParentRelationship,
} from './sobject-access.ts';
import { sobjectEquals, sobjectHashCode } from './sobject-equality.ts';
import { findObjectToken, type SObjectFieldToken, type SObjectTypeToken } from './tokens.ts';

const AUDIT_FIELDS = ['CreatedDate', 'CreatedById', 'LastModifiedDate', 'LastModifiedById'];
const NEVER_CLONED = ['SystemModstamp', 'IsDeleted', 'LastViewedDate', 'LastReferencedDate'];

/** `record.addError(...)` and `record.Field.addError(...)`; `field` is canonical. */
export function addError(record: SObject | null, field: string | undefined, message: unknown): void {
  if (record === null) throwNull();
  const text = message instanceof ApexException ? message['getMessage()']() : (message as string | null);
  const error: RecordError = { message: text ?? '', field };
  (record.errors ??= []).push(error);
}

function addFieldError(record: SObject, name: string | null, message: string | null): void {
  addError(record, requireField(record, name).name, message);
}

/** A token names a field of its own object. */
function nameOfToken(record: SObject, token: SObjectFieldToken | null): string {
  if (token === null) throwNull();
  if (token.object.name !== record.type) {
    throwApex(
      'System.SObjectException',
      `${token.object.name}.${token.field.name} does not belong to SObject type ${record.type}`,
    );
  }
  return token.field.name;
}

/** @param deep copies parents and children too, else the copy shares them */
export function cloneSObject(
  record: SObject,
  preserveId: boolean | null = false,
  deep: boolean | null = false,
  preserveTimestamps: boolean | null = false,
  preserveAutonumber: boolean | null = false,
): SObject {
  const copy = new SObject(record.type, record.schema, new Map(), record.queried);
  for (const [name, value] of record.values) {
    if (name === 'Id' ? !preserveId : NEVER_CLONED.includes(name)) continue;
    if (AUDIT_FIELDS.includes(name) && !preserveTimestamps) continue;
    if (!preserveAutonumber && record.schema?.fields.get(name.toLowerCase())?.type === 'autonumber') continue;
    copy.values.set(name, deep ? cloneValue(value, preserveTimestamps, preserveAutonumber) : value);
  }
  copy.cloneSourceId = (record.values.get('Id') as string | undefined) ?? null;
  return copy;
}

function cloneValue(value: unknown, timestamps: boolean | null, autonumber: boolean | null): unknown {
  if (value instanceof SObject) return cloneSObject(value, true, true, timestamps, autonumber);
  if (value instanceof ApexList) {
    return new ApexList(
      value.type,
      value.items.map((item) => cloneValue(item, timestamps, autonumber)),
    );
  }
  return value;
}

/** Fields that are set; fields that a query selected and that are empty do not count. */
function populatedFields(record: SObject): unknown {
  const entries = [...record.values].filter(([, value]) => value !== null || !record.queried);
  return newMap('String', 'Object', entries);
}

function errorsOf(record: SObject): DatabaseError[] {
  return (record.errors ?? []).map(
    (error) =>
      new DatabaseError(
        'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        error.message,
        error.field === undefined ? [] : [error.field],
      ),
  );
}

function putParent(record: SObject, name: string | null, value: SObject | null): SObject | null {
  const relationship = requireParentRelationship(record, name);
  refuseReadOnly(record);
  const previous = (record.values.get(relationship) as SObject | null | undefined) ?? null;
  record.values.set(relationship, value);
  return previous;
}

function childRows(record: SObject, name: string | null): unknown {
  const rows = getChildren(record, requireChildRelationship(record, name)) as ApexList;
  return rows.items.length === 0 ? null : rows;
}

function typeOf(record: SObject): SObjectTypeToken {
  return findObjectToken(record.type) ?? throwApex('System.SObjectException', `Cannot describe ${record.type}`);
}

type Self = SObject;

const METHODS = {
  'addError(String)'(this: Self, message: string | null) {
    addError(this, undefined, message);
  },
  'addError(String,Boolean)'(this: Self, message: string | null) {
    addError(this, undefined, message);
  },
  'addError(Exception)'(this: Self, cause: unknown) {
    addError(this, undefined, cause);
  },
  'addError(Exception,Boolean)'(this: Self, cause: unknown) {
    addError(this, undefined, cause);
  },
  'addError(String,String)'(this: Self, field: string | null, message: string | null) {
    addFieldError(this, field, message);
  },
  'addError(String,String,Boolean)'(this: Self, field: string | null, message: string | null) {
    addFieldError(this, field, message);
  },
  'addError(Schema.SObjectField,String)'(this: Self, field: SObjectFieldToken | null, message: string | null) {
    addFieldError(this, nameOfToken(this, field), message);
  },
  'addError(Schema.SObjectField,String,Boolean)'(this: Self, field: SObjectFieldToken | null, message: string | null) {
    addFieldError(this, nameOfToken(this, field), message);
  },
  'clear()'(this: Self) {
    refuseReadOnly(this);
    this.values.clear();
    this.queried = false;
  },
  'clone()'(this: Self) {
    return cloneSObject(this);
  },
  'clone(Boolean)'(this: Self, id: boolean | null) {
    return cloneSObject(this, id);
  },
  'clone(Boolean,Boolean)'(this: Self, id: boolean | null, deep: boolean | null) {
    return cloneSObject(this, id, deep);
  },
  'clone(Boolean,Boolean,Boolean)'(this: Self, id: boolean | null, deep: boolean | null, timestamps: boolean | null) {
    return cloneSObject(this, id, deep, timestamps);
  },
  'clone(Boolean,Boolean,Boolean,Boolean)'(
    this: Self,
    id: boolean | null,
    deep: boolean | null,
    timestamps: boolean | null,
    autonumber: boolean | null,
  ) {
    return cloneSObject(this, id, deep, timestamps, autonumber);
  },
  'get(String)'(this: Self, name: string | null) {
    return getFieldByName(this, name);
  },
  'get(Schema.SObjectField)'(this: Self, field: SObjectFieldToken | null) {
    return getFieldByName(this, nameOfToken(this, field));
  },
  'getCloneSourceId()'(this: Self) {
    return this.cloneSourceId ?? null;
  },
  'getErrors()'(this: Self) {
    return newList('Database.Error', errorsOf(this));
  },
  'getOptions()'(this: Self) {
    return this.options;
  },
  /** null: no quick action made the record */
  'getQuickActionName()'(this: Self) {
    return null;
  },
  'getPopulatedFieldsAsMap()'(this: Self) {
    return populatedFields(this);
  },
  'getSObject(String)'(this: Self, name: string | null) {
    return getParent(this, requireParentRelationship(this, name));
  },
  'getSObject(Schema.SObjectField)'(this: Self, field: SObjectFieldToken | null) {
    return getParent(this, requireParentRelationship(this, nameOfToken(this, field)));
  },
  'getSObjects(String)'(this: Self, name: string | null) {
    return childRows(this, name);
  },
  'getSObjectType()'(this: Self) {
    return typeOf(this);
  },
  'hasErrors()'(this: Self) {
    return (this.errors?.length ?? 0) > 0;
  },
  'isClone()'(this: Self) {
    return this.cloneSourceId !== undefined;
  },
  'isSet(String)'(this: Self, name: string | null) {
    return this.values.has(requireField(this, name).name);
  },
  'isSet(Schema.SObjectField)'(this: Self, field: SObjectFieldToken | null) {
    return this.values.has(nameOfToken(this, field));
  },
  'put(String,Object)'(this: Self, name: string | null, value: unknown) {
    return putFieldByName(this, name, value);
  },
  'put(Schema.SObjectField,Object)'(this: Self, field: SObjectFieldToken | null, value: unknown) {
    return putFieldByName(this, nameOfToken(this, field), value);
  },
  'putSObject(String,SObject)'(this: Self, name: string | null, value: SObject | null) {
    return putParent(this, name, value);
  },
  'putSObject(Schema.SObjectField,SObject)'(this: Self, field: SObjectFieldToken | null, value: SObject | null) {
    return putParent(this, nameOfToken(this, field), value);
  },
  'recalculateFormulas()'(this: Self) {
    org().data.recalculateFormulas([this]);
  },
  'setOptions(Database.DMLOptions)'(this: Self, options: unknown) {
    this.options = options;
  },
  'equals(Object)'(this: Self, other: unknown) {
    return other instanceof SObject && sobjectEquals(this, other);
  },
  'hashCode()'(this: Self) {
    return sobjectHashCode(this);
  },
  'toString()'(this: Self) {
    return sobjectText(this);
  },
};

/** `Account:{Name=Acme, Id=001...}`, as System.debug prints a record. */
export function sobjectText(record: SObject): string {
  const fields = [...record.values].map(([name, value]) => `${name}=${textOf(value)}`);
  return `${record.type}:{${fields.join(', ')}}`;
}

for (const [key, method] of Object.entries(METHODS)) {
  Object.defineProperty(SObject.prototype, key, { value: method, writable: true, configurable: true });
}
Object.defineProperty(SObject.prototype, 'toText', {
  value(this: SObject) {
    return sobjectText(this);
  },
});

register('System.SObject', { class: SObject });

/** References of a chunk: each id is of the right object and leads to a row. One query an object. */
import type { FieldSchema, ObjectSchema, OrgSchema } from '../../schema/model.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import type { Database } from '../../storage/database.ts';
import { tryNormalizeId } from '../../values/id.ts';
import { memo, objectOfId, recyclable, relationshipsOf } from '../objects.ts';
import { quoted } from '../sql.ts';
import type { SqlValue } from '../sql.ts';
import { kindOf, toSql } from '../values.ts';
import { fail } from './change.ts';
import type { Change } from './change.ts';
import { writtenTo } from './stored-values.ts';
import type { Columns } from './validate.ts';

export const referencesOf = memo((object: ObjectSchema): readonly FieldSchema[] =>
  [...object.fields.values()].filter((field) => field.type === 'reference' && field.referenceTo.length > 0),
);

export interface Written {
  readonly change: Change;
  readonly columns: Columns;
}

export function checkReferences(
  database: Database,
  schema: OrgSchema,
  object: ObjectSchema,
  written: readonly Written[],
): void {
  const wanted = new Map<ObjectSchema, Map<string, { readonly change: Change; readonly field: FieldSchema }[]>>();
  const fields = referencesOf(object);
  for (const { change, columns } of written) {
    for (const field of fields) {
      const value = columns.get(field.name);
      if (typeof value !== 'string' || field.system) continue;
      const id = tryNormalizeId(value);
      const target = id === undefined ? undefined : objectOfId(schema, id);
      if (id === undefined) {
        fail(change, 'MALFORMED_ID', `${field.label}: id value of incorrect type: ${value}`, [field.name]);
      } else if (target === undefined || !field.referenceTo.includes(target.name)) {
        fail(change, 'FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${value}`, [field.name]);
      } else {
        columns.set(field.name, id);
        let ids = wanted.get(target);
        if (ids === undefined)
          wanted.set(target, (ids = new Map<string, { readonly change: Change; readonly field: FieldSchema }[]>()));
        const users = ids.get(id);
        if (users === undefined) ids.set(id, [{ change, field }]);
        else users.push({ change, field });
      }
    }
  }
  for (const [target, ids] of wanted) {
    const deleted = recyclable(target) ? quoted('IsDeleted') : '0';
    const text = `SELECT "Id", ${deleted} FROM ${quoted(target.name)} WHERE "Id" IN (SELECT value FROM json_each(?))`;
    const found = new Map(
      database.arrays(text, JSON.stringify([...ids.keys()])).map(([id, gone]) => [id as string, gone === 1]),
    );
    for (const [id, users] of ids) {
      const gone = found.get(id);
      if (gone === false) continue;
      for (const { change, field } of users) {
        if (gone) fail(change, 'ENTITY_IS_DELETED', 'entity is deleted', []);
        else if (target.name === 'User' || target.name === 'Group')
          fail(change, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field.name]);
        else fail(change, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field.name]);
      }
    }
  }
}

/** `new Contact(Account = new Account(Ext__c = 'x'))`: the parent is named by an external id; its Id goes into the key field. */
export function resolveParents(
  database: Database,
  schema: OrgSchema,
  object: ObjectSchema,
  changes: readonly Change[],
): void {
  const wanted = new Map<
    string,
    {
      readonly target: ObjectSchema;
      readonly key: FieldSchema;
      readonly users: Map<SqlValue, { change: Change; field: FieldSchema }[]>;
    }
  >();
  for (const change of changes) {
    for (const [name, value] of writtenTo(change.row.values)) {
      if (!(value instanceof SObject)) continue;
      change.row.values.delete(name);
      const field = relationshipsOf(object).get(name.toLowerCase());
      const target = schema.objects.get(value.type.toLowerCase());
      if (field === undefined || target === undefined || value.values.has('Id')) continue;
      const keys = [...value.values].filter(([, inner]) => inner !== null);
      const key = keys.length === 1 ? target.fields.get(keys[0][0].toLowerCase()) : undefined;
      if (key === undefined || !(key.externalId || key.unique || key.nameField)) {
        fail(
          change,
          'INVALID_FIELD',
          `More than 1 field provided in an external foreign key reference in entity: ${target.name}`,
          [],
        );
        continue;
      }
      const slot = `${target.name}.${key.name}`;
      let entry = wanted.get(slot);
      if (entry === undefined) wanted.set(slot, (entry = { target, key, users: new Map() }));
      const text = folded(toSql(kindOf(key), keys[0][1]), key);
      entry.users.set(text, [...(entry.users.get(text) ?? []), { change, field }]);
    }
  }
  for (const { target, key, users } of wanted.values()) {
    const rows = rowsByKey(database, target, key, [...users.keys()]);
    for (const [value, uses] of users) {
      const ids = rows.get(value) ?? [];
      for (const { change, field } of uses) {
        if (ids.length === 1) change.row.poke(field.name, ids[0]);
        else if (ids.length === 0) {
          fail(
            change,
            'INVALID_FIELD',
            `Foreign key external ID: ${String(value)} not found for field ${key.name} in entity ${target.name}`,
            [],
          );
        } else {
          fail(
            change,
            'INVALID_FIELD',
            `More than one record found for external id field: ${key.name}, in entity ${target.name}`,
            [],
          );
        }
      }
    }
  }
}

/** Text keys compare without regard to case unless the field says otherwise. */
export const folded = (value: SqlValue, field: FieldSchema): SqlValue =>
  typeof value === 'string' && !field.caseSensitive && kindOf(field) === 'text' ? value.toLowerCase() : value;

/** Ids of the rows that have these values, by folded value. */
export function rowsByKey(
  database: Database,
  object: ObjectSchema,
  field: FieldSchema,
  values: readonly SqlValue[],
): Map<SqlValue, string[]> {
  const alive = recyclable(object) ? ' AND "IsDeleted" = 0' : '';
  const column = quoted(field.name);
  const text = `SELECT ${column}, "Id" FROM ${quoted(object.name)} WHERE ${column} IN (SELECT value FROM json_each(?))${alive} ORDER BY "Id"`;
  const rows = new Map<SqlValue, string[]>();
  for (const [value, id] of database.arrays(
    text,
    JSON.stringify(values.map((entry) => (typeof entry === 'bigint' ? Number(entry) : entry))),
  )) {
    const key = folded(value, field);
    rows.set(key, [...(rows.get(key) ?? []), id as string]);
  }
  return rows;
}

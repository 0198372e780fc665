/**
 * Statics of custom settings and custom metadata types: `X__c.getOrgDefaults()`, `X__mdt.getAll()`. They cost no query
 * (Apex Reference Guide, Custom Settings Methods and Custom Metadata Type Methods).
 */
import type { ObjectSchema } from '../../schema/model.ts';
import { current } from '../kernel/context.ts';
import { throwApex } from '../kernel/exception.ts';
import { tryNormalizeId } from '../../values/id.ts';
import { newMap } from './collections.ts';
import { org, platformAccess, uncounted } from './session.ts';
import { createSObject, objectSchema } from './sobject-access.ts';
import type { SObject } from './sobject.ts';
import { entryOf } from '../../util/table.ts';

export type ObjectStatic = (...args: readonly unknown[]) => unknown;

/** The static method `name` of the object, with its arguments; undefined when the object has no such method. */
export function objectStatic(object: string, name: string): ObjectStatic | undefined {
  const schema = objectSchema(object);
  if (schema.kind === 'customMetadata') return entryOf(METADATA, name.toLowerCase())?.(schema);
  if (schema.customSettingType === 'Hierarchy') return entryOf(HIERARCHY, name.toLowerCase())?.(schema);
  if (schema.customSettingType === 'List') return entryOf(LIST, name.toLowerCase())?.(schema);
  return undefined;
}

export function callObjectStatic(object: string, name: string, args: readonly unknown[]): unknown {
  const method = objectStatic(object, name);
  if (!method) throw new Error(`${object} has no static method ${name}`);
  return method(...args);
}

type Statics = Readonly<Record<string, (schema: ObjectSchema) => ObjectStatic>>;

const METADATA: Statics = {
  getall: (schema) => () => mapBy(schema, 'DeveloperName', () => true, metadataRows(schema)),
  getinstance: (schema) => (key) => metadataRow(schema, key as string | null),
};

/** Characters of a text that these methods give; a query gives all. */
const METADATA_TEXT = 255;

function metadataRows(schema: ObjectSchema): readonly SObject[] {
  const rows = rowsOf(schema);
  const long = [...schema.fields.values()].filter((f) => f.type === 'longtextarea' || f.type === 'html');
  for (const row of rows) {
    for (const { name } of long) {
      const text = row.peek(name);
      if (typeof text === 'string') row.poke(name, text.slice(0, METADATA_TEXT));
    }
  }
  return rows;
}

const LIST: Statics = {
  getall: (schema) => () => mapBy(schema, 'Name', () => true),
  getinstance: (schema) => (name) => named(schema, name as string | null),
  getvalues: (schema) => (name) => named(schema, name as string | null),
};

const HIERARCHY: Statics = {
  getorgdefaults: (schema) => () => ownRow(schema, org().organizationId) ?? emptyRow(schema, org().organizationId),
  getinstance: (schema) => (id) => merged(schema, (id as string | null | undefined) ?? current().user.id),
  getvalues: (schema) => (id) => {
    if (id === null || id === undefined) throwApex('System.NullPointerException', 'Argument cannot be null.');
    return ownRow(schema, id as string);
  },
};

/** @param where a condition with one bind, and its value */
function rowsOf(schema: ObjectSchema, where = '', bind?: unknown): readonly SObject[] {
  const names = [...schema.fields.values()]
    .filter((f) => f.type !== 'address' && f.type !== 'location')
    .map((f) => f.name);
  const text = `SELECT ${names.join(', ')} FROM ${schema.name}${where}`;
  return uncounted(() => org().data.query(text, bind === undefined ? [] : [bind], platformAccess())).rows;
}

function mapBy(schema: ObjectSchema, field: string, accept: (row: SObject) => boolean, rows = rowsOf(schema)): unknown {
  return newMap(
    'String',
    schema.name,
    rows.filter(accept).map((row) => [row.peek(field), row]),
  );
}

/** By Id, developer name or qualified name. */
function metadataRow(schema: ObjectSchema, key: string | null): SObject | null {
  if (key === null) return null;
  const id = tryNormalizeId(key);
  return (
    metadataRows(schema).find(
      (row) =>
        (id !== undefined && row.peek('Id') === id) ||
        sameText(row.peek('DeveloperName'), key) ||
        sameText(row.peek('QualifiedApiName'), key),
    ) ?? null
  );
}

function named(schema: ObjectSchema, name: string | null): SObject | null {
  return name === null ? null : (rowsOf(schema, ' WHERE Name = :name', name)[0] ?? null);
}

const sameText = (value: unknown, other: string | null): boolean =>
  typeof value === 'string' && other !== null && value.toLowerCase() === other.toLowerCase();

function ownRow(schema: ObjectSchema, ownerId: string, rows = rowsOf(schema)): SObject | null {
  const id = tryNormalizeId(ownerId) ?? ownerId;
  return rows.find((row) => row.peek('SetupOwnerId') === id) ?? null;
}

/** The row that stands in where the database has none: saving it makes the owner's row. */
function emptyRow(schema: ObjectSchema, ownerId: string): SObject {
  return createSObject(schema.name, ['SetupOwnerId', ownerId]);
}

/** User over profile over organization, field by field. Where the owner has no row of his own it is one that is not saved yet. */
function merged(schema: ObjectSchema, ownerId: string): SObject {
  const owner = tryNormalizeId(ownerId) ?? ownerId;
  const above = owner.startsWith('005') ? [org().security.user(owner).profileId] : [];
  if (owner !== org().organizationId) above.push(org().organizationId);
  const rows = rowsOf(schema);
  const result = ownRow(schema, owner, rows) ?? emptyRow(schema, owner);
  for (const level of above.map((id) => ownRow(schema, id, rows))) {
    if (level === null) continue;
    for (const field of schema.fields.values()) {
      if (!field.custom || (result.peek(field.name) ?? null) !== null) continue;
      result.poke(field.name, level.peek(field.name) ?? null);
    }
  }
  return result;
}

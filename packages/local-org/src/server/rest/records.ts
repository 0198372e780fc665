/**
 * Records between JSON and sObjects: names are checked and made canonical, values take the type of their field, and a nested
 * object under a relationship is a reference by external id.
 */
import type { FieldSchema, ObjectSchema, OrgSchema } from '../../schema/model.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import { HttpError, notFound } from '../errors.ts';
import { fromJson, toJson } from '../values.ts';

export function objectNamed(schema: OrgSchema, name: string): ObjectSchema {
  const object = schema.objects.get(name.toLowerCase());
  if (!object) throw notFound();
  return object;
}

export function fieldNamed(object: ObjectSchema, name: string): FieldSchema {
  const field = object.fields.get(name.toLowerCase());
  if (!field)
    throw new HttpError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`, [name]);
  return field;
}

/** INVALID_FIELD, MALFORMED_ID or JSON_PARSER_ERROR name the member that is wrong. */
export function recordFromJson(
  schema: OrgSchema,
  object: ObjectSchema,
  json: Readonly<Record<string, unknown>>,
): SObject {
  const record = new SObject(object.name, object);
  for (const [name, value] of Object.entries(json)) {
    if (name === 'attributes') continue;
    const field = object.fields.get(name.toLowerCase());
    if (field) record.poke(field.name, fromJson(field, value));
    else {
      const reference = relationshipNamed(object, name);
      if (!reference || typeof value !== 'object' || value === null) {
        throw new HttpError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`, [name]);
      }
      record.poke(reference.relationshipName!, parentFromJson(schema, reference, value as Record<string, unknown>));
    }
  }
  return record;
}

function relationshipNamed(object: ObjectSchema, name: string): FieldSchema | undefined {
  const wanted = name.toLowerCase();
  for (const field of object.fields.values()) if (field.relationshipName?.toLowerCase() === wanted) return field;
  return undefined;
}

function parentFromJson(schema: OrgSchema, reference: FieldSchema, json: Record<string, unknown>): SObject {
  const attributes = json.attributes as { type?: string } | undefined;
  const parent = objectNamed(schema, attributes?.type ?? reference.referenceTo[0]);
  const keys = Object.keys(json).filter((key) => key !== 'attributes');
  const field = keys.length === 1 ? fieldNamed(parent, keys[0]) : undefined;
  if (!field?.externalId) {
    throw new HttpError(
      400,
      'INVALID_FIELD',
      `${reference.relationshipName} must name exactly one external id field of ${parent.name}`,
      [reference.relationshipName!],
    );
  }
  return recordFromJson(schema, parent, { [field.name]: json[keys[0]] });
}

/** As the REST API writes a row: attributes first, then the fields in the order of the query. */
export function recordToJson(record: SObject, apiVersion: string): Record<string, unknown> {
  const id = record.peek('Id');
  const url = typeof id === 'string' ? { url: `/services/data/v${apiVersion}/sobjects/${record.type}/${id}` } : {};
  // Pairs, not assignments: an alias may be any name.
  const members = [...record.values].map(([name, value]) => [name, memberOf(record, name, value, apiVersion)] as const);
  return Object.fromEntries([['attributes', { type: record.type, ...url }], ...members]);
}

function memberOf(record: SObject, name: string, value: unknown, apiVersion: string): unknown {
  if (value instanceof SObject) return recordToJson(value, apiVersion);
  if (!isRowList(value)) return toJson(record.schema?.fields.get(name.toLowerCase()), value);
  const records = value.items.map((row) => recordToJson(row, apiVersion));
  return records.length === 0 ? null : { totalSize: records.length, done: true, records };
}

function isRowList(value: unknown): value is { items: SObject[] } {
  return typeof value === 'object' && value !== null && Array.isArray((value as { items?: unknown }).items);
}

/** Questions about an object's schema that the data layer asks often; answers are computed once for each schema. */
import type { FieldSchema, ObjectSchema, OrgSchema } from '../schema/model.ts';
import type { Database } from '../storage/database.ts';

/** A pure function of an object, remembered. */
export function memo<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = compute(key)));
    return value;
  };
}

/** Reference fields by lower-cased relationship name. */
export const relationshipsOf = memo((object: ObjectSchema): ReadonlyMap<string, FieldSchema> => {
  const map = new Map<string, FieldSchema>();
  for (const field of object.fields.values()) {
    if (field.relationshipName !== undefined) map.set(field.relationshipName.toLowerCase(), field);
  }
  return map;
});

export const nameFieldOf = (object: ObjectSchema): FieldSchema | undefined => nameFields(object).field;

const nameFields = memo((object: ObjectSchema) => ({
  field: [...object.fields.values()].find((field) => field.nameField) ?? object.fields.get('name'),
}));

/** Nothing has asked for the object's table yet, so that it has no rows. */
export const isUnused = (object: ObjectSchema, database: Database): boolean =>
  object.rare === true && !database.hasTable(object.name);

export const recyclable = (object: ObjectSchema): boolean => object.fields.has('isdeleted');

/** Has a column of its own: not a compound of other fields. */
export const stored = (field: FieldSchema): boolean => field.type !== 'address' && field.type !== 'location';

export const storedFieldsOf = memo((object: ObjectSchema): readonly FieldSchema[] =>
  [...object.fields.values()].filter(stored),
);

const prefixes = memo(
  (schema: OrgSchema): ReadonlyMap<string, ObjectSchema> =>
    new Map([...schema.objects.values()].map((object) => [object.keyPrefix, object])),
);

/** The object that an id belongs to. */
export const objectOfId = (schema: OrgSchema, id: string): ObjectSchema | undefined =>
  prefixes(schema).get(id.slice(0, 3));

/** Text of any kind, compared without regard to case. */
export const isText = (field: FieldSchema): boolean => TEXT.has(field.type);

const TEXT = new Set([
  'string',
  'textarea',
  'longtextarea',
  'html',
  'email',
  'phone',
  'url',
  'encryptedstring',
  'picklist',
  'multipicklist',
  'combobox',
  'autonumber',
]);

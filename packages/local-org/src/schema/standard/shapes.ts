/**
 * Standard objects by their shape alone: fields with types and references, as shapes/objects.txt has them for some 1,500 objects.
 * The catalogue describes the objects of a new Developer Edition in full (labels, lengths, picklists, constraints); these are for
 * code that names others, so that it compiles and its records are stored and queried. An org has those that its project names:
 * a table for each would make every start slow. scripts/catalogue/generate.ts writes the data.
 *
 * A line is `Name prefix field ...`; a field `Name:code` with a code of `TYPES`, or `Name>Parent.Children|...` for a reference to
 * these parents (`.Children` where the relationship has a name), `Name>` for one whose parents are not known.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkbox, datetime, integer, lookup, makeField, number, owner, picklistValues, text } from '../fields.ts';
import type { FieldSchema, ObjectSchema } from '../model.ts';
import { standardObjects } from './catalogue.ts';
import { defineObject } from './define.ts';

/** Lengths are the ones most fields of their kind have; the shapes do not say. */
const TYPES: Readonly<Record<string, (name: string) => FieldSchema>> = {
  s: (name) => (name === 'Name' ? text(name, 255, { nameField: true }) : text(name, 255)),
  i: (name) => integer(name, 9),
  l: (name) => makeField(name, 'long', { precision: 18 }),
  n: (name) => (COORDINATE.test(name) ? number(name, 18, 15) : number(name, 18, 4)),
  b: (name) => checkbox(name),
  d: (name) => makeField(name, 'date'),
  t: (name) => datetime(name, { readOnly: VIEWED.test(name), system: VIEWED.test(name) }),
  h: (name) => makeField(name, 'time'),
  x: (name) => makeField(name, 'base64'),
  a: (name) => makeField(name, 'address', { readOnly: true }),
  g: (name) => makeField(name, 'location', { readOnly: true }),
  r: (name) => text(name, 18),
};

/** Multi-select picklists, which the shapes do not tell from other texts. Source: Object Reference, "QuickText". */
const MULTIPLE: Readonly<Record<string, readonly string[]>> = {
  'QuickText.Channel': [
    'Email',
    'Event',
    'Internal',
    'Knowledge',
    'Live Agent',
    'Messaging',
    'Phone',
    'Portal',
    'Social',
    'Task',
  ],
};

const COORDINATE = /(Latitude|Longitude)$/;
const VIEWED = /^Last(Viewed|Referenced)Date$/;
const AUDIT = new Set(['CreatedDate', 'CreatedById', 'LastModifiedDate', 'LastModifiedById', 'SystemModstamp']);

/** Fields of the catalogue's objects that only an org with a feature has: person accounts, territories, portals, the permissions. */
const OF_FEATURES =
  /^(RecordTypeId|(Is)?Person\w*|Is(CustomerPortal|Partner|PortalEnabled|ExcludedFrom\w+)|\w*Territory2\w*|Permissions\w+|Portal\w+|\w*Division)$/;
const ACCOUNT_NAMES = /^(FirstName|MiddleName|LastName|Salutation|Suffix)$/;

/** In place of the key prefix of an object without Ids of its own. */
const NO_PREFIX = '-';

interface Shape {
  readonly name: string;
  readonly keyPrefix: string;
  readonly columns: readonly string[];
}

let shapes: ReadonlyMap<string, Shape> | undefined;

function allShapes(): ReadonlyMap<string, Shape> {
  return (shapes ??= new Map(
    readFileSync(join(import.meta.dirname, 'shapes/objects.txt'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): readonly [string, Shape] => {
        const [name, keyPrefix, ...columns] = line.split(' ');
        return [name.toLowerCase(), { name, keyPrefix: keyPrefix === NO_PREFIX ? '' : keyPrefix, columns }];
      }),
  ));
}

/**
 * The standard objects of an org whose project uses these words (lower-cased): the catalogue, with fields of its objects that it
 * lacks and the project names, and the other objects that the project names.
 */
export function standardObjectsNamed(words: ReadonlySet<string>): ReadonlyMap<string, ObjectSchema> {
  const objects = new Map<string, ObjectSchema>();
  const named = [...allShapes()].filter(([key]) => words.has(key) && !standardObjects.has(key));
  const present = new Set([...standardObjects.keys(), ...named.map(([key]) => key)]);
  for (const [key, object] of standardObjects) objects.set(key, withNamedFields(object, words, present));
  for (const [key, shape] of named) objects.set(key, objectOf(shape, present));
  return objects;
}

function withNamedFields(object: ObjectSchema, words: ReadonlySet<string>, present: ReadonlySet<string>): ObjectSchema {
  const shape = object.kind === 'standard' ? allShapes().get(object.name.toLowerCase()) : undefined;
  const missing = shape?.columns.filter((column) => {
    const name = columnName(column);
    const key = name.toLowerCase();
    if (object.fields.has(key) || !words.has(key) || OF_FEATURES.test(name)) return false;
    return !(object.name === 'Account' && ACCOUNT_NAMES.test(name));
  });
  if (missing === undefined || missing.length === 0) return object;
  const fields = new Map(object.fields);
  for (const column of missing) {
    const field = fieldOf(column, present);
    if (field !== undefined) fields.set(field.name.toLowerCase(), field);
  }
  return { ...object, fields };
}

const columnName = (column: string): string => column.split(/[:>]/, 1)[0];

function objectOf(shape: Shape, present: ReadonlySet<string>): ObjectSchema {
  const names = new Set(shape.columns.map(columnName));
  const object = defineObject({
    name: shape.name,
    label: shape.name.replace(/([a-z0-9])([A-Z])/g, '$1 $2'),
    keyPrefix: shape.keyPrefix,
    recyclable: names.has('IsDeleted'),
    writable: names.has('CreatedById'),
    audit: [...AUDIT].filter((name) => names.has(name)),
    fields: shape.columns.flatMap((column) => {
      const name = columnName(column);
      if (name === 'Id' || name === 'IsDeleted' || AUDIT.has(name)) return [];
      const field = fieldOf(column, present);
      return field === undefined ? [] : [asDeclared(shape.name, field)];
    }),
  });
  return { ...object, rare: true };
}

function asDeclared(object: string, field: FieldSchema): FieldSchema {
  const values = MULTIPLE[`${object}.${field.name}`];
  if (values === undefined) return field;
  return { ...field, type: 'multipicklist', length: 4099, picklistValues: picklistValues(values) };
}

function fieldOf(column: string, present: ReadonlySet<string>): FieldSchema | undefined {
  const [, name, sign, rest] = /^(\w+)([:>])(.*)$/.exec(column)!;
  if (sign === ':') return TYPES[rest](name);
  if (name === 'OwnerId') return owner(rest === 'User' ? 'User' : 'UserOrGroup');
  const parents = rest
    .split('|')
    .map((parent) => parent.split('.'))
    .filter(([parent]) => present.has(parent.toLowerCase()));
  if (parents.length === 0) return text(name, 18);
  return lookup(
    name,
    parents.map(([parent]) => parent),
    parents.find(([, children]) => children)?.[1],
  );
}

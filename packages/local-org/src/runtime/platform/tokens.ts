/**
 * `Schema.SObjectType` and `Schema.SObjectField` tokens. They are interned for each org's schema, so identity is equality.
 */
import type { FieldSchema, ObjectSchema, OrgSchema } from '../../schema/model.ts';
import { defineObject } from '../../schema/standard/define.ts';
import { throwApex } from '../kernel/exception.ts';
import { org } from './session.ts';

export class SObjectTypeToken {
  readonly object: ObjectSchema;
  readonly fields = new Map<string, SObjectFieldToken>();

  constructor(object: ObjectSchema) {
    this.object = object;
  }

  hashKey(): string {
    return `SObjectType:${this.object.name}`;
  }

  toText(): string {
    return this.object.name;
  }
}

export class SObjectFieldToken {
  readonly object: ObjectSchema;
  readonly field: FieldSchema;

  constructor(object: ObjectSchema, field: FieldSchema) {
    this.object = object;
    this.field = field;
  }

  hashKey(): string {
    return `SObjectField:${this.object.name}.${this.field.name}`;
  }

  toText(): string {
    return this.field.name;
  }
}

/** The rows of aggregate queries are of a type that has no table; Apex can name it all the same. */
const AGGREGATE_RESULT = defineObject({
  name: 'AggregateResult',
  label: 'Aggregate Result',
  keyPrefix: '',
  recyclable: false,
  writable: false,
  audit: [],
  fields: [],
});

const tokensOf = new WeakMap<OrgSchema, Map<string, SObjectTypeToken>>();

/** @throws Error when the org has no such object: callers have checked names that come from Apex */
export function objectToken(name: string): SObjectTypeToken {
  const token = findObjectToken(name);
  if (!token) throw new Error(`The schema has no object named ${name}`);
  return token;
}

/** The token of an object by name in any case, undefined when there is none. */
export function findObjectToken(name: string): SObjectTypeToken | undefined {
  const { schema } = org();
  let tokens = tokensOf.get(schema);
  if (!tokens) tokensOf.set(schema, (tokens = new Map<string, SObjectTypeToken>()));
  const key = name.toLowerCase();
  let token = tokens.get(key);
  if (!token) {
    const object = schema.objects.get(key) ?? (key === 'aggregateresult' ? AGGREGATE_RESULT : undefined);
    if (!object) return undefined;
    tokens.set(key, (token = new SObjectTypeToken(object)));
  }
  return token;
}

/** The token of a field that exists. */
export function fieldToken(object: string, field: string): SObjectFieldToken {
  const owner = objectToken(object);
  const key = field.toLowerCase();
  let token = owner.fields.get(key);
  if (!token) {
    const schema = owner.object.fields.get(key);
    if (!schema) throwApex('System.SObjectException', `Invalid field ${field} for ${owner.object.name}`);
    owner.fields.set(key, (token = new SObjectFieldToken(owner.object, schema)));
  }
  return token;
}

/** The object whose records have Ids like this one, by the first three characters; undefined when there is none. */
export function objectOfId(id: string): SObjectTypeToken | undefined {
  const prefix = id.slice(0, 3);
  const name = prefixesOf(org().schema).get(prefix);
  return name === undefined ? undefined : objectToken(name);
}

const prefixes = new WeakMap<OrgSchema, ReadonlyMap<string, string>>();

const SHARED_PREFIXES = new Set(['017', '02c']);

function prefixesOf(schema: OrgSchema): ReadonlyMap<string, string> {
  let byPrefix = prefixes.get(schema);
  if (!byPrefix) {
    // Share and history objects have prefixes in common, which stand for none of them.
    const own = [...schema.objects.values()].filter((o) => o.keyPrefix !== '' && !SHARED_PREFIXES.has(o.keyPrefix));
    byPrefix = new Map(own.map((o) => [o.keyPrefix, o.name]));
    prefixes.set(schema, byPrefix);
  }
  return byPrefix;
}

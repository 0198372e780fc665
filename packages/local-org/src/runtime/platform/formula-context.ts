/**
 * What a formula of FormulaEval reads: an sObject, or an instance of a global class. A class is given to the formula compiler as an
 * object whose fields are its properties; a property that holds a record or another instance is a relationship.
 */
import { inputValue } from '../../formula/inputs.ts';
import type { FormulaInput } from '../../formula/typed.ts';
import { fieldMap, makeField } from '../../schema/fields.ts';
import type { FieldSchema, FieldType, ObjectSchema, OrgSchema } from '../../schema/model.ts';
import { allFields, metaOf, type ClassMeta, type FieldMeta } from '../kernel/object.ts';
import type { RtType } from '../kernel/types.ts';
import { SObject } from './sobject.ts';
import { entryOf } from '../../util/table.ts';

const FIELD_TYPES: Readonly<Record<string, FieldType>> = {
  Boolean: 'boolean',
  Date: 'date',
  Datetime: 'datetime',
  Decimal: 'double',
  Double: 'double',
  Id: 'id',
  Integer: 'int',
  Long: 'long',
  String: 'string',
  Time: 'time',
};

/** No object has such a name, so a class never hides one. */
const nameOf = (meta: ClassMeta): string => `class ${meta.name}`;

/** The schema in which the class, and those that its properties lead to, are objects. */
export function withClass(
  schema: OrgSchema,
  meta: ClassMeta,
): { readonly schema: OrgSchema; readonly object: ObjectSchema } {
  const objects = new Map(schema.objects);
  addClass(objects, schema, meta);
  return { schema: { ...schema, objects }, object: objects.get(nameOf(meta).toLowerCase())! };
}

function addClass(objects: Map<string, ObjectSchema>, schema: OrgSchema, meta: ClassMeta): void {
  const name = nameOf(meta);
  if (objects.has(name.toLowerCase())) return;
  const shape = schema.objects.get('account')!;
  const object: ObjectSchema = {
    ...shape,
    name,
    label: meta.name,
    kind: 'custom',
    fields: new Map(),
    validationRules: [],
  };
  objects.set(name.toLowerCase(), object);
  const members = allFields(meta).filter((field) => !field.isStatic && field.readable && field.visibility === 'global');
  const fields = members.flatMap((field) => memberField(field, objects, schema));
  objects.set(name.toLowerCase(), { ...object, fields: fieldMap(fields) });
}

function memberField(member: FieldMeta, objects: Map<string, ObjectSchema>, schema: OrgSchema): FieldSchema[] {
  const { name, type } = member;
  const scalar = entryOf(FIELD_TYPES, type.name);
  if (scalar !== undefined) return [makeField(name, scalar, { scale: 18 })];
  const target = targetOf(type, objects, schema);
  return target === undefined ? [] : [makeField(name, 'reference', { referenceTo: [target], relationshipName: name })];
}

function targetOf(type: RtType, objects: Map<string, ObjectSchema>, schema: OrgSchema): string | undefined {
  if (type.kind === 'sobject') return schema.objects.get(type.name.toLowerCase())?.name;
  if (type.kind !== 'class' || type.meta === undefined) return undefined;
  addClass(objects, schema, type.meta);
  return nameOf(type.meta);
}

/** The value of an input, read from the context object. */
export function readInput(context: unknown, { steps, field }: FormulaInput): unknown {
  let at: unknown = context;
  for (const step of steps) at = member(at, step.field.relationshipName!);
  return inputValue(field, member(at, field.name));
}

function member(of: unknown, name: string): unknown {
  if (of instanceof SObject) return of.peek(name) ?? null;
  const meta = metaOf(of);
  const field = meta && allFields(meta).find((one) => !one.isStatic && one.name === name);
  if (field === undefined) return null;
  const members = of as Record<string, unknown>;
  if (field.getter === undefined) return members[field.key] ?? null;
  return (members[field.getter] as () => unknown).call(of);
}

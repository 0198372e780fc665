/** Fields, relationships and tokens of the org's objects, and the static methods of custom settings and metadata. */
import type { ObjectSchema } from '../../schema/model.ts';
import type { Access, Body, Denotation } from './body.ts';
import type { HirExpression } from './hir.ts';
import type { SObjectTypeRef, Type } from './types.ts';
import { isGenericSObject } from './typing.ts';

/** `account.Name`, `contact.Account`, `account.Contacts` */
export function sobjectMember(
  body: Body,
  target: HirExpression,
  name: string,
  start: number,
  access: Access,
): HirExpression {
  const type = target.type as SObjectTypeRef;
  const { universe } = body;
  const read = (field: string, relationship: 'none' | 'parent' | 'children', of: Type): HirExpression => ({
    kind: 'read',
    place: { kind: 'sobjectField', target, field, relationship, start },
    type: of,
    start,
  });
  if (!type.object) {
    if (name.toLowerCase() === 'id') return read('Id', 'none', universe.system('Id'));
    return body.fail(start, `Variable does not exist: ${name}`);
  }
  const field = universe.field(type.object, name);
  if (field) {
    if (access !== 'read') checkWriteable(body, type.object, name, start);
    return read(field.name, 'none', universe.fieldType(field));
  }
  const parent = universe.parentRelationship(type.object, name);
  if (parent) return read(parent.field.relationshipName!, 'parent', parent.type);
  const child = universe.childRelationship(type.object, name);
  if (child) {
    if (access !== 'read') return body.fail(start, `Field is not writeable: ${type.name}.${name}`);
    return read(childName(body, type.object, name), 'children', universe.listOf(child));
  }
  return body.fail(start, `Variable does not exist: ${name}`);
}

function childName(body: Body, object: ObjectSchema, name: string): string {
  const key = name.toLowerCase();
  const found = body.universe.schema
    .childRelationships(object.name)
    .find((r) => r.relationshipName?.toLowerCase() === key);
  return found?.relationshipName ?? name;
}

function checkWriteable(body: Body, object: ObjectSchema, name: string, start: number): void {
  const field = body.universe.field(object, name);
  // Rows of custom metadata are never saved, only made up: every field may be set.
  if (!field || field.createable || field.updateable || field.type === 'id' || object.kind === 'customMetadata') return;
  body.report(start, `Field is not writeable: ${object.name}.${field.name}`);
}

/** The pairs of `new Account(Name = 'x')`. */
export function namedField(
  body: Body,
  type: SObjectTypeRef,
  name: string,
  start: number,
): { name: string; type: Type } | undefined {
  const { universe } = body;
  const field = type.object && universe.field(type.object, name);
  if (type.object && field) {
    checkWriteable(body, type.object, name, start);
    return { name: field.name, type: universe.fieldType(field) };
  }
  const parent = type.object && universe.parentRelationship(type.object, name);
  if (parent) return { name: parent.field.relationshipName!, type: parent.type };
  body.report(start, `Field does not exist: ${name} on ${type.name}`);
  return undefined;
}

/**
 * What follows the name of an object: `SObjectType`, `fields`, a field as a token, or a relationship, so that
 * `Contact.Account.Name` is a token of Account.
 */
export function objectStaticMember(body: Body, type: SObjectTypeRef, name: string, start: number): Denotation {
  const key = name.toLowerCase();
  if (key === 'sobjecttype' && !isGenericSObject(type)) {
    const token = body.universe.platform('Schema', 'SObjectType');
    return { kind: 'value', value: { kind: 'objectToken', object: type.name, type: token, start } };
  }
  if (key === 'fields') return { kind: 'fieldTokens', object: type };
  const parent =
    type.object && !body.universe.field(type.object, name) && body.universe.parentRelationship(type.object, name);
  if (parent) return { kind: 'fieldTokens', object: parent.type };
  return { kind: 'value', value: objectMember(body, type, name, start) };
}

/** The token of a field. */
export function objectMember(body: Body, type: SObjectTypeRef, name: string, start: number): HirExpression {
  const { universe } = body;
  const field = type.object && universe.field(type.object, name);
  const token = universe.platform('Schema', 'SObjectField');
  if (type.object && field) {
    return { kind: 'fieldToken', object: type.object.name, field: field.name, type: token, start };
  }
  return body.fail(start, `Variable does not exist: ${name}`);
}

/** `Invoice__Share.RowCause.Recruiter__c`: the name of a reason for sharing, which is a text. undefined where it is none. */
export function rowCause(body: Body, token: HirExpression, name: string, start: number): HirExpression | undefined {
  if (token.kind !== 'fieldToken' || token.field !== 'RowCause') return undefined;
  const object = body.universe.schema.objects.get(token.object.toLowerCase());
  const values = object?.fields.get('rowcause')?.picklistValues ?? [];
  const cause = values.find(({ value }) => value.toLowerCase() === name.toLowerCase());
  if (cause === undefined) return undefined;
  return { kind: 'constant', literal: 'string', text: cause.value, type: body.universe.system('String'), start };
}

/** `X__mdt.getAll()`, `X__c.getOrgDefaults()`: which there are, and what they return. undefined when there is none. */
export function objectStaticMethod(
  body: Body,
  type: SObjectTypeRef,
  name: string,
  args: readonly HirExpression[],
  start: number,
): HirExpression | undefined {
  const { object } = type;
  if (!object) return undefined;
  const { universe } = body;
  const key = name.toLowerCase();
  if (key === 'getsobjecttype' && args.length === 0) {
    return { kind: 'objectToken', object: object.name, type: universe.platform('Schema', 'SObjectType'), start };
  }
  const methods = staticMethods(object, universe.system('String'), universe.system('Id'));
  const signature = methods.find(
    (method) => method.name.toLowerCase() === key && method.parameters.length === args.length,
  );
  if (!signature) return undefined;
  const converted = args.map((arg, i) => body.convert(arg, signature.parameters[i]));
  const result = signature.all ? universe.mapOf(universe.system('String'), type) : type;
  return {
    kind: 'callObjectStatic',
    object: object.name,
    method: signature.name,
    arguments: converted,
    type: result,
    start,
  };
}

interface StaticMethod {
  readonly name: string;
  readonly parameters: readonly Type[];
  /** returns a map of all rows by name instead of one row */
  readonly all?: boolean;
}

/** Apex Reference Guide, "Custom Settings Methods" and "Custom Metadata Type Methods". */
function staticMethods(object: ObjectSchema, string: Type, id: Type): readonly StaticMethod[] {
  if (object.kind === 'customMetadata') {
    return [
      { name: 'getAll', parameters: [], all: true },
      { name: 'getInstance', parameters: [string] },
    ];
  }
  if (object.kind !== 'customSetting') return [];
  if (object.customSettingType === 'List') {
    return [
      { name: 'getAll', parameters: [], all: true },
      { name: 'getInstance', parameters: [string] },
      { name: 'getValues', parameters: [string] },
    ];
  }
  return [
    { name: 'getOrgDefaults', parameters: [] },
    { name: 'getInstance', parameters: [] },
    { name: 'getInstance', parameters: [id] },
    { name: 'getValues', parameters: [id] },
  ];
}

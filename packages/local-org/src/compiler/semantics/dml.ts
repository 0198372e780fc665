/** `insert`, `update`, `upsert`, `delete`, `undelete`, `merge`. */
import type { DmlStatement, Expression } from '../syntax/ast.ts';
import type { Body } from './body.ts';
import type { HirExpression, HirStatement } from './hir.ts';
import type { SObjectTypeRef, Type } from './types.ts';
import { elementOf, isClassNamed, isError, systemName, typeName } from './typing.ts';

export function dml(body: Body, node: DmlStatement): HirStatement {
  const { operation, access, start } = node;
  const target = records(body, node.target, operation === 'merge');
  let second: HirExpression | undefined;
  if (node.second) {
    second =
      operation === 'upsert' ? externalId(body, node.second, recordType(target.type)) : duplicates(body, node.second);
  }
  return { kind: 'dml', operation, access, target, second, start };
}

/** The object of a record or of a list of records. */
function recordType(type: Type): SObjectTypeRef | undefined {
  if (type.kind === 'sobject') return type;
  const element = systemName(type) === 'List' ? elementOf(type) : undefined;
  return element?.kind === 'sobject' ? element : undefined;
}

function records(body: Body, node: Expression, single: boolean): HirExpression {
  const value = body.value(node);
  const { type } = value;
  if (isError(type)) return value;
  if (single) {
    if (type.kind === 'sobject') return value;
    if (value.kind === 'soql' && type.kind === 'class') return body.convert(value, type.args[0]);
    return body.fail(node.start, `Merge requires concrete SObject type: ${typeName(type)}`);
  }
  return recordType(type)
    ? value
    : body.fail(node.start, `DML requires SObject or SObject list type: ${typeName(type)}`);
}

/** The records or ids merged into the first. */
function duplicates(body: Body, node: Expression): HirExpression {
  const value = body.value(node);
  const { type } = value;
  const element = systemName(type) === 'List' ? elementOf(type) : type;
  const fits =
    isError(type) ||
    element?.kind === 'sobject' ||
    (element && (systemName(element) === 'Id' || systemName(element) === 'String'));
  return fits ? value : body.fail(node.start, `Merge requires SObject, Id or lists of them: ${typeName(type)}`);
}

/** `upsert accounts Ref__c;`, `upsert accounts Account.Ref__c;`, `upsert accounts Account.fields.Ref__c;` */
function externalId(body: Body, node: Expression, type: SObjectTypeRef | undefined): HirExpression {
  if (node.kind === 'name' && type?.object) {
    const field = body.universe.field(type.object, node.name);
    const token = body.universe.platform('Schema', 'SObjectField');
    if (field)
      return { kind: 'fieldToken', object: type.object.name, field: field.name, type: token, start: node.start };
  }
  const value = body.value(node);
  if (isError(value.type) || isClassNamed(value.type, 'Schema', 'SObjectField')) return value;
  return body.fail(node.start, `Invalid field for upsert: ${typeName(value.type)}`);
}

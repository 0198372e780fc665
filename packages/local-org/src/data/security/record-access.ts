/**
 * UserRecordAccess: rows that say what one user may do with given records, computed for the query that asks.
 * Source: Object Reference, "UserRecordAccess".
 */
import type { SoqlCondition, SoqlOperand, SoqlQuery } from '../../compiler/syntax/ast.ts';
import type { ObjectSchema, OrgSchema } from '../../schema/model.ts';
import type { Database } from '../../storage/database.ts';
import { tryNormalizeId } from '../../values/id.ts';
import { queryError } from '../errors.ts';
import { objectOfId } from '../objects.ts';
import { bindsOf } from '../soql/compile.ts';
import { elementsOf } from '../values.ts';
import type { Permissions } from './permissions.ts';
import type { RecordRight, Sharing } from './sharing.ts';

export const isRecordAccess = (object: ObjectSchema): boolean => object.name === 'UserRecordAccess';

const MAX_RECORDS = 200;

interface AccessServices {
  readonly schema: OrgSchema;
  readonly database: Database;
  readonly permissions: Permissions;
  readonly sharing: Sharing;
}

/** Puts the rows that the query asks for in place of those of the last one. @throws QueryException for a query without its filters */
export function fillRecordAccess(services: AccessServices, query: SoqlQuery, binds: readonly unknown[]): void {
  const indexes = new Map(bindsOf(query).map((bind, index) => [bind as unknown, index]));
  const valuesOf = (operand: SoqlOperand): readonly unknown[] => {
    if (operand.kind === 'list') return operand.values.flatMap(valuesOf);
    if (operand.kind === 'value') return operand.type === 'string' ? [operand.value] : [];
    if (operand.kind !== 'bind') return [];
    const value = binds[indexes.get(operand)!];
    return elementsOf(value) ?? [value];
  };
  const idsOf = (field: string): string[] =>
    filtersOn(query.where, field)
      .flatMap(valuesOf)
      .flatMap((value) => (typeof value === 'string' ? (tryNormalizeId(value) ?? []) : []));
  const users = [...new Set(idsOf('userid'))];
  const records = [...new Set(idsOf('recordid'))];
  if (users.length !== 1 || filtersOn(query.where, 'recordid').length === 0)
    throw queryError('Query must include filters on UserId and RecordId to query UserRecordAccess');
  if (records.length > MAX_RECORDS) throw queryError(`Number of records exceeds limit:${MAX_RECORDS}`);
  const { schema, database } = services;
  database.run('DELETE FROM "UserRecordAccess"');
  const byObject = Map.groupBy(records, (id) => objectOfId(schema, id));
  for (const [object, ids] of byObject) if (object !== undefined) fillObject(services, users[0], object, ids);
}

/** What stands against the field by `=` or IN, where all conditions must hold. */
function filtersOn(condition: SoqlCondition | undefined, field: string): SoqlOperand[] {
  if (condition === undefined) return [];
  if (condition.kind === 'and') return condition.conditions.flatMap((part) => filtersOn(part, field));
  if (condition.kind !== 'comparison' || condition.left.kind !== 'path') return [];
  const named = condition.left.path.parts.at(-1)!.toLowerCase() === field;
  return named && (condition.operator === '=' || condition.operator === 'in') ? [condition.right] : [];
}

const INSERT =
  'INSERT INTO "UserRecordAccess" ("Id", "RecordId", "UserId", "HasReadAccess", "HasEditAccess", "HasDeleteAccess",' +
  ' "HasTransferAccess", "HasAllAccess", "MaxAccessLevel") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)';

function fillObject(services: AccessServices, user: string, object: ObjectSchema, ids: readonly string[]): void {
  const { database, permissions, sharing } = services;
  const rights = permissions.objectAccess(user, object.name);
  const reached = (right: RecordRight): ((id: string) => boolean) => {
    const found = sharing.reached(user, object, right, ids);
    return (id) => found === undefined || found.has(id);
  };
  const [read, edit, all] = (['read', 'edit', 'all'] as const).map(reached);
  for (const id of ids) {
    const mayRead = rights.read && read(id);
    const mayEdit = mayRead && rights.edit && edit(id);
    const mayDelete = mayRead && rights.delete && all(id);
    const mayAll = mayEdit && all(id);
    const level =
      mayAll && mayDelete
        ? 'All'
        : mayAll
          ? 'Transfer'
          : mayDelete
            ? 'Delete'
            : mayEdit
              ? 'Edit'
              : mayRead
                ? 'Read'
                : 'None';
    database.run(INSERT, id, id, user, +mayRead, +mayEdit, +mayDelete, +mayAll, +(mayAll && mayDelete), level);
  }
}

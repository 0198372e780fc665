/** Who may write: object and field permissions in user mode, ownership where sharing is in effect. */
import { ownershipCondition, ownershipOf } from '../security/sharing.ts';
import { identifier, sql } from '../sql.ts';
import type { SqlRun } from '../sql.ts';
import type { Change } from './change.ts';
import { fail, sound } from './change.ts';
import type { ChunkContext } from './services.ts';

export type ObjectRight = 'create' | 'edit' | 'delete';

export function checkAccess(context: ChunkContext, right: ObjectRight, changes: readonly Change[]): void {
  const { object, access, permissions } = context;
  if (access.mode === 'user') {
    if (!permissions.objectAccess(access.userId, object.name)[right]) {
      for (const change of changes)
        fail(change, 'INSUFFICIENT_ACCESS_OR_READONLY', `Access to entity '${object.name}' denied`, []);
      return;
    }
    if (right !== 'delete') for (const change of changes) checkFields(context, change);
  }
  if (right !== 'create' && access.sharing) checkOwners(context, changes.filter(sound));
}

function checkFields({ object, access, permissions }: ChunkContext, change: Change): void {
  const denied = [...change.given.values.keys()].filter((name) => {
    const field = object.fields.get(name.toLowerCase());
    if (field === undefined || field.name === 'Id' || (!field.createable && !field.updateable)) return false;
    // What a query put there and nobody changed is not written.
    return (
      change.given.values.get(name) !== null && !permissions.fieldAccess(access.userId, object.name, field.name).edit
    );
  });
  if (denied.length === 0) return;
  fail(
    change,
    'INSUFFICIENT_ACCESS_OR_READONLY',
    `Operation failed due to fields being inaccessible on Sobject ${object.name}, check errors on Exception or Result!`,
    denied,
  );
}

function checkOwners(context: ChunkContext, changes: readonly Change[]): void {
  const { schema, object, access, permissions, database } = context;
  const ownership = ownershipOf(schema, object, true);
  if (ownership === undefined || changes.length === 0 || permissions.changesAll(access.userId, object.name)) return;
  const where = ownershipCondition(schema, object, 't', ownership);
  const { text, parameters } =
    sql`SELECT t."Id" FROM ${identifier(object.name)} AS t WHERE (${where}) AND t."Id" IN (SELECT value FROM json_each(?))`;
  const run: SqlRun = { binds: [], session: { ...context.session(), userId: access.userId }, seesAll: () => 0 };
  const ids = JSON.stringify(changes.map((change) => change.id));
  const own = new Set(database.arrays(text, ...parameters.map((parameter) => parameter(run)), ids).map(([id]) => id));
  for (const change of changes) {
    if (!own.has(change.id))
      fail(change, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', []);
  }
}

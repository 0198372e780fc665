/**
 * Share rows: what Apex may insert, and those that the platform keeps itself: one for the owner of each record, and none that
 * were shared by hand once the owner has changed.
 * Source: Apex Developer Guide, "Sharing a Record Using Apex", "Creating User Managed Sharing Using Apex".
 */
import type { ObjectSchema, OrgSchema } from '../../schema/model.ts';
import type { Database } from '../../storage/database.ts';
import { fail, sound } from '../dml/change.ts';
import type { Change } from '../dml/change.ts';
import type { Written } from '../dml/references.ts';
import type { ChunkContext } from '../dml/services.ts';
import { isUnused } from '../objects.ts';
import { quoted } from '../sql.ts';
import type { SqlValue } from '../sql.ts';
import { shareObject, shareOf } from './share-objects.ts';
import type { ShareObject } from './share-objects.ts';

/** Row causes that only the platform gives. */
const PLATFORM_CAUSES = new Set(['Owner', 'Rule', 'ImplicitChild', 'ImplicitParent', 'Team']);

const RANKS: Readonly<Record<string, number>> = { None: 0, Read: 1, Edit: 2, All: 3 };
const DEFAULT_LEVELS = { Private: 'None', Read: 'Read', ReadWrite: 'Edit', ControlledByParent: 'None' } as const;

/** New share rows: a level that says more than the org-wide default, and a cause that code may give. */
export function checkShares(context: ChunkContext, written: readonly Written[]): void {
  const share = shareObject(context.schema, context.object)!;
  for (const { change, columns } of written) {
    const level = columns.get(share.levelField);
    const cause = columns.get('RowCause') ?? change.old?.peek('RowCause');
    if (change.created && PLATFORM_CAUSES.has(String(cause))) {
      fail(change, 'INSUFFICIENT_ACCESS_OR_READONLY', `insufficient access rights on object id`, []);
      continue;
    }
    if (level === undefined || level === null) continue;
    if (level === 'All') {
      fail(change, 'INVALID_ACCESS_LEVEL', `Invalid access level: All`, [share.levelField]);
      continue;
    }
    const user = String(columns.get('UserOrGroupId') ?? change.old?.peek('UserOrGroupId') ?? '');
    const standard = defaultLevel(context, share, user);
    if (RANKS[String(level)] <= RANKS[standard]) {
      fail(
        change,
        'FIELD_INTEGRITY_EXCEPTION',
        `field integrity exception: ${share.levelField} (trivial share level ${String(level)}, for organization with default level ${standard})`,
        [share.levelField],
      );
    }
  }
}

function defaultLevel({ permissions }: ChunkContext, { shared }: ShareObject, user: string): string {
  const external = user.startsWith('005') && permissions.userType(user) !== 'Standard';
  return DEFAULT_LEVELS[(external ? shared.externalSharingModel : undefined) ?? shared.sharingModel];
}

/**
 * New shares of a record with somebody that it is already shared with, for the same cause: the row that there is gets the
 * higher of the two levels. Gives its id.
 */
export function existingShares(context: ChunkContext, written: readonly Written[]): ReadonlyMap<Change, string> {
  const share = shareObject(context.schema, context.object);
  const existing = new Map<Change, string>();
  if (share === undefined) return existing;
  const level = quoted(share.levelField);
  const find = `SELECT "Id", ${level} AS level FROM ${quoted(share.object.name)} WHERE ${quoted(share.parentField)} = ? AND "UserOrGroupId" = ? AND "RowCause" = ? AND "IsDeleted" = 0`;
  for (const { change, columns } of written) {
    if (!sound(change)) continue;
    const keys = [share.parentField, 'UserOrGroupId', 'RowCause'].map((name): SqlValue => columns.get(name) ?? null);
    const row = context.database.get(find, ...keys);
    if (row === undefined) continue;
    existing.set(change, row['Id'] as string);
    const given = columns.get(share.levelField)!;
    if (RANKS[String(given)] > RANKS[String(row['level'])])
      context.database.run(`UPDATE ${quoted(share.object.name)} SET ${level} = ? WHERE "Id" = ?`, given, row['Id']);
  }
  return existing;
}

/** Only what was shared by hand or by Apex is taken away by DML. */
export function checkUnshared(changes: readonly Change[]): void {
  for (const change of changes) {
    if (PLATFORM_CAUSES.has(String(change.row.peek('RowCause'))))
      fail(change, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', []);
  }
}

/** Gives new records, and those with a new owner, the row of their owner. */
export function shareWithOwners(context: ChunkContext, ids: readonly string[], changed: boolean): void {
  const share = shareOf(context.schema, context.object);
  if (share?.kept !== true || ids.length === 0) return;
  const json = JSON.stringify(ids);
  if (changed) {
    context.database.run(
      `DELETE FROM ${quoted(share.object.name)} WHERE "RowCause" IN ('Owner', 'Manual') AND ${quoted(share.parentField)} IN (SELECT value FROM json_each(?))`,
      json,
    );
  }
  const now = context.session().now();
  insertOwnerRows(context.database, share, now, context.access.userId, 'IN (SELECT value FROM json_each(?))', json);
}

/** Records of a time when their object had no shares. */
export function completeOwnerRows(database: Database, schema: OrgSchema, now: number, userId: string): void {
  for (const object of schema.objects.values()) {
    const share = shareOf(schema, object);
    if (share?.kept !== true || isUnused(object, database)) continue;
    const shared = `SELECT ${quoted(share.parentField)} FROM ${quoted(share.object.name)} WHERE "RowCause" = 'Owner'`;
    insertOwnerRows(database, share, now, userId, `NOT IN (${shared})`);
  }
}

function insertOwnerRows(
  database: Database,
  share: ShareObject,
  now: number,
  userId: string,
  which: string,
  ...parameters: readonly string[]
): void {
  const levels = childLevels(share.object, share.levelField);
  const names = [
    'Id',
    share.parentField,
    'UserOrGroupId',
    share.levelField,
    ...levels,
    'RowCause',
    'LastModifiedDate',
    'LastModifiedById',
    'IsDeleted',
  ];
  const none = levels.map(() => `'None', `).join('');
  database.run(
    `INSERT INTO ${quoted(share.object.name)} (${names.map(quoted).join(', ')})` +
      ` SELECT new_id(?), "Id", "OwnerId", 'All', ${none}'Owner', ?, ?, 0 FROM ${quoted(share.shared.name)}` +
      ` WHERE "OwnerId" IS NOT NULL AND "Id" ${which}`,
    share.object.keyPrefix,
    now,
    userId,
    ...parameters,
  );
}

const childLevels = (object: ObjectSchema, own: string): string[] =>
  [...object.fields.values()].map(({ name }) => name).filter((name) => name.endsWith('AccessLevel') && name !== own);

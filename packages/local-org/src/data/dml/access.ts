/**
 * Who may write: object and field permissions in user mode, and where sharing is in effect, what the user may do with the
 * record itself and with the records that it refers to.
 */
import type { FieldSchema, ObjectSchema } from '../../schema/model.ts';
import { objectOfId } from '../objects.ts';
import type { RecordRight } from '../security/sharing.ts';
import { shareObject } from '../security/share-objects.ts';
import type { ShareObject } from '../security/share-objects.ts';
import type { Change } from './change.ts';
import { fail, sound } from './change.ts';
import type { Written } from './references.ts';
import type { ChunkContext } from './services.ts';

export type ObjectRight = 'create' | 'edit' | 'delete';

export function checkAccess(context: ChunkContext, right: ObjectRight, changes: readonly Change[]): void {
  const { object, access, permissions } = context;
  if (access.mode === 'user') {
    if (!permissions.objectAccess(access.userId, object.name, access.permissionSetId)[right]) {
      for (const change of changes)
        fail(change, 'INSUFFICIENT_ACCESS_OR_READONLY', `Access to entity '${object.name}' denied`, []);
      return;
    }
    if (right !== 'delete') for (const change of changes) checkFields(context, change);
  }
  if (right === 'create' || !access.sharing) return;
  const share = shareObject(context.schema, object);
  if (share !== undefined) checkShared(context, share, changes.filter(sound));
  else checkRecords(context, right === 'delete' ? deletingRight(object) : 'edit', changes.filter(sound));
}

/** A detail is deleted by who may edit its master. */
const deletingRight = (object: ObjectSchema): RecordRight =>
  object.sharingModel === 'ControlledByParent' ? 'edit' : 'all';

function checkFields({ object, access, permissions }: ChunkContext, change: Change): void {
  const denied = [...change.given.values.keys()].filter((name) => {
    const field = object.fields.get(name.toLowerCase());
    if (field === undefined || field.name === 'Id' || (!field.createable && !field.updateable)) return false;
    // What a query put there and nobody changed is not written.
    return (
      change.given.values.get(name) !== null &&
      !permissions.fieldAccess(access.userId, object.name, field.name, access.permissionSetId).edit
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

function checkRecords(context: ChunkContext, right: RecordRight, changes: readonly Change[]): void {
  if (changes.length === 0) return;
  const ids = changes.map((change) => change.id!);
  const reached = context.sharing.reached(context.access.userId, context.object, right, ids);
  if (reached === undefined) return;
  for (const change of changes) if (!reached.has(change.id!)) refuse(change);
}

/** Shares are made and taken away by who may share the record. */
export function checkShared(
  context: ChunkContext,
  { shared, parentField }: ShareObject,
  changes: readonly Change[],
): void {
  if (changes.length === 0) return;
  const parents = changes.map((change) => String(change.row.peek(parentField) ?? ''));
  const reached = context.sharing.reached(context.access.userId, shared, 'all', parents);
  if (reached === undefined) return;
  changes.forEach((change, index) => {
    if (!reached.has(parents[index])) refuse(change);
  });
}

/** Giving a record to another takes more than editing it. */
export function checkTransfer(context: ChunkContext, written: readonly Written[]): void {
  const { object, access, permissions } = context;
  if (!access.sharing) return;
  const moved = written.filter(({ change, columns }) => sound(change) && columns.has('OwnerId'));
  if (moved.length === 0 || permissions.hasUserPermission(access.userId, 'TransferAnyEntity')) return;
  const own = TRANSFER_PERMISSIONS.get(object.name);
  if (own !== undefined && permissions.hasUserPermission(access.userId, own)) return;
  checkRecords(
    context,
    'all',
    moved.map(({ change }) => change),
  );
}

const TRANSFER_PERMISSIONS = new Map([
  ['Case', 'TransferAnyCase'],
  ['Lead', 'TransferAnyLead'],
]);

const refuse = (change: Change): void =>
  fail(change, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', []);

/** What a record refers to, its writer can read; the master of a detail, he can edit. */
export function checkReferred(
  context: ChunkContext,
  references: readonly FieldSchema[],
  written: readonly Written[],
): void {
  const { access, schema, sharing } = context;
  if (!access.sharing) return;
  const wanted = new Map<string, { object: ObjectSchema; right: RecordRight; users: Map<string, Change[]> }>();
  for (const { change, columns } of written) {
    if (!sound(change)) continue;
    for (const field of references) {
      const id = columns.get(field.name);
      if (typeof id !== 'string' || field.name === 'OwnerId') continue;
      const object = objectOfId(schema, id);
      if (object === undefined || object.kind === 'setup' || object.name === 'User') continue;
      const right: RecordRight = field.masterDetail && !field.writeRequiresMasterRead ? 'edit' : 'read';
      const key = `${right} ${object.name}`;
      let entry = wanted.get(key);
      if (entry === undefined) wanted.set(key, (entry = { object, right, users: new Map() }));
      entry.users.set(id, [...(entry.users.get(id) ?? []), change]);
    }
  }
  for (const { object, right, users } of wanted.values()) {
    const reached = sharing.reached(access.userId, object, right, [...users.keys()]);
    if (reached === undefined) continue;
    for (const [id, changes] of users) {
      if (reached.has(id)) continue;
      for (const change of changes)
        fail(
          change,
          'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
          'insufficient access rights on cross-reference id',
        );
    }
  }
}

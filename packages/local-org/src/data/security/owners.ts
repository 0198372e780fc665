/** Who may own a record: an active user who may read such records, or a queue that takes them. */
import { memo } from '../objects.ts';
import { fail, sound } from '../dml/change.ts';
import type { Change } from '../dml/change.ts';
import type { Written } from '../dml/references.ts';
import type { ChunkContext } from '../dml/services.ts';
import type { ObjectSchema } from '../../schema/model.ts';

/** Source: SOAP API Developer Guide, "StatusCode"; Salesforce Help, "Guidelines for Transferring Records", "Set Up Queues". */
export function checkOwners(context: ChunkContext, written: readonly Written[]): void {
  const { object, access } = context;
  if (!isOwned(object)) return;
  const byOwner = new Map<string, Change[]>();
  for (const { change, columns } of written) {
    const owner = columns.get('OwnerId');
    // Who runs the code is a user that there is; nearly all new records are his.
    if (typeof owner !== 'string' || owner === access.userId || !sound(change)) continue;
    const changes = byOwner.get(owner);
    if (changes === undefined) byOwner.set(owner, [change]);
    else changes.push(change);
  }
  for (const [owner, changes] of byOwner) {
    const refusal = owner.startsWith('00G') ? queueRefusal(context, owner) : userRefusal(context, owner);
    if (refusal !== undefined) for (const change of changes) fail(change, ...refusal);
  }
}

type Refusal = [statusCode: string, message: string, fields: readonly string[]];

function queueRefusal({ database, object }: ChunkContext, queue: string): Refusal | undefined {
  const row = database.get(
    'SELECT 1 FROM "QueueSobject" WHERE "QueueId" = ? AND "SobjectType" = ?',
    queue,
    object.name,
  );
  return row === undefined
    ? ['INVALID_OPERATION', 'Queue not associated with this SObject type', ['OwnerId']]
    : undefined;
}

function userRefusal({ database, object, permissions }: ChunkContext, user: string): Refusal | undefined {
  const active = database.get('SELECT "IsActive" FROM "User" WHERE "Id" = ?', user)?.['IsActive'];
  if (active === undefined) return undefined;
  if (active !== 1) {
    return [
      'INACTIVE_OWNER_OR_USER',
      `operation performed with inactive user [${user.slice(0, 15)}] as owner of ${object.name.toLowerCase()}`,
      ['OwnerId'],
    ];
  }
  if (permissions.objectAccess(user, object.name).read) return undefined;
  return ['TRANSFER_REQUIRES_READ', 'The new owner must have read permission', []];
}

const isOwned = memo(
  (object: ObjectSchema): boolean =>
    (object.kind === 'standard' || object.kind === 'custom') && object.fields.has('ownerid'),
);

/**
 * DML on rows that decide what users may do is not mixed with that on other records in one transaction.
 * Apex Developer Guide, "sObjects That Can't Be Used Together in DML Operations".
 */
import type { DmlOperation } from '../../runtime/ports.ts';
import type { SObject } from '../../runtime/platform/sobject.ts';
import type { ObjectSchema } from '../../schema/model.ts';
import type { DmlKinds } from '../session.ts';

const SETUP = new Set([
  'fieldpermissions',
  'groupmember',
  'objectpermissions',
  'permissionset',
  'permissionsetassignment',
  'permissionsetgroup',
  'permissionsetgroupcomponent',
  'queuesobject',
  'setupentityaccess',
  'userrole',
]);

/** "You can update a user in a transaction with other sObjects if the following fields are not also updated." */
const USER_ACCESS_FIELDS = ['UserRoleId', 'IsActive', 'ForecastEnabled', 'IsPortalEnabled', 'Username', 'ProfileId'];

type Kind = 'setup' | 'record' | undefined;

function kindOf(object: ObjectSchema, row: SObject, operation: DmlOperation): Kind {
  if (object.kind === 'customSetting' || object.kind === 'customMetadata') return undefined;
  const name = object.name.toLowerCase();
  if (SETUP.has(name)) return 'setup';
  if (name === 'group') return operation === 'insert' || operation === 'update' ? undefined : 'setup';
  if (name !== 'user') return 'record';
  const created = operation === 'insert' || (operation === 'upsert' && (row.peek('Id') ?? null) === null);
  const fields = created ? ['UserRoleId'] : USER_ACCESS_FIELDS;
  const decides = fields.some((field) =>
    created ? (row.peek(field) ?? null) !== null : [...row.values.keys()].includes(field),
  );
  return decides ? 'setup' : undefined;
}

/** What a statement must not do after what the transaction did before; undefined, and remembered, where it may. */
export function mixedDml(
  kinds: DmlKinds,
  objects: readonly ObjectSchema[],
  rows: readonly SObject[],
  operation: DmlOperation,
): string | undefined {
  let last: ObjectSchema | undefined;
  for (const [index, object] of objects.entries()) {
    // Only users differ from row to row.
    if (object === last && object.name !== 'User') continue;
    last = object;
    const kind = kindOf(object, rows[index], operation);
    if (kind === undefined) continue;
    const other = kind === 'setup' ? kinds.record : kinds.setup;
    if (other !== undefined) {
      return `DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): ${object.name}, original object: ${other}`;
    }
    kinds[kind] ??= object.name;
  }
  return undefined;
}

import type { SObject } from '../../runtime/platform/sobject.ts';
import type { FieldSchema, ObjectSchema } from '../../schema/model.ts';
import type { Database } from '../../storage/database.ts';
import { memo } from '../objects.ts';
import type { SqlValue } from '../sql.ts';
import { kindOf, toSql } from '../values.ts';
import { fail } from './change.ts';
import type { Change } from './change.ts';
import { folded, rowsByKey } from './references.ts';
import type { Written } from './references.ts';

const uniqueFields = memo((object: ObjectSchema): readonly FieldSchema[] => [
  ...[...object.fields.values()].filter((field) => field.unique),
  // One row of a hierarchy setting for each user, profile or organization; a list setting's rows are told apart by name.
  ...(object.customSettingType === 'Hierarchy' ? [object.fields.get('setupownerid')!] : []),
  ...(object.customSettingType === 'List' ? [object.fields.get('name')!] : []),
]);

/** No two rows share the value of a unique field, neither in the table nor in the chunk. */
export function checkUnique(database: Database, object: ObjectSchema, written: readonly Written[]): void {
  for (const field of uniqueFields(object)) {
    const users = new Map<SqlValue, Change[]>();
    for (const { change, columns } of written) {
      const value = columns.get(field.name);
      if (value === null || value === undefined) continue;
      const key = folded(value, field);
      users.set(key, [...(users.get(key) ?? []), change]);
    }
    if (users.size === 0) continue;
    const rows = rowsByKey(database, object, field, [...users.keys()]);
    for (const [value, changes] of users) {
      const [first, ...others] = changes;
      const taken = rows.get(value)?.find((id) => !changes.some((change) => change.id === id && !change.created));
      if (taken !== undefined) changes.forEach((change) => duplicate(change, object, field, taken));
      else others.forEach((change) => duplicate(change, object, field, first.id ?? '<unknown>'));
    }
  }
}

/** A row does not come back from the recycle bin with a value that another has taken meanwhile. */
export function checkUniqueAgain(
  database: Database,
  object: ObjectSchema,
  restored: readonly { readonly change: Change; readonly row: SObject }[],
): void {
  const fields = uniqueFields(object);
  if (fields.length === 0) return;
  checkUnique(
    database,
    object,
    restored.map(({ change, row }) => ({
      change,
      columns: new Map(fields.map((field) => [field.name, toSql(kindOf(field), row.peek(field.name))])),
    })),
  );
}

function duplicate(change: Change, object: ObjectSchema, field: FieldSchema, id: string): void {
  if (object.name === 'User' && field.name === 'Username') {
    fail(
      change,
      'DUPLICATE_USERNAME',
      'Duplicate Username.<br>The username already exists in this or another Salesforce organization. Usernames must be unique across all Salesforce organizations.',
      [field.name],
    );
    return;
  }
  fail(
    change,
    'DUPLICATE_VALUE',
    `duplicate value found: ${field.name} duplicates value on record with id: ${id.slice(0, 15)}`,
    [],
  );
}

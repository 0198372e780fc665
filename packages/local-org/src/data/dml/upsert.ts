import type { ObjectSchema } from '../../schema/model.ts';
import type { SObject } from '../../runtime/platform/sobject.ts';
import { tryNormalizeId } from '../../values/id.ts';
import type { SqlValue } from '../sql.ts';
import { dataError } from '../errors.ts';
import { kindOf, toSql } from '../values.ts';
import { fail, newChange } from './change.ts';
import type { Change } from './change.ts';
import { folded, rowsByKey } from './references.ts';
import type { ChunkContext } from './services.ts';

export interface UpsertPart {
  readonly operation: 'insert' | 'update';
  readonly changes: readonly Change[];
}

/** Which rows of an upsert exist already, by Id or by an external id field; inserts come first. */
export function splitUpsert(
  context: ChunkContext,
  externalId: string | undefined,
  rows: readonly { readonly row: SObject; readonly index: number }[],
): readonly UpsertPart[] {
  const { object } = context;
  const changes =
    externalId === undefined || externalId.toLowerCase() === 'id'
      ? rows.map(byId)
      : byExternalId(context, object, externalId, rows);
  return [
    { operation: 'insert', changes: changes.filter((change) => change.created) },
    { operation: 'update', changes: changes.filter((change) => !change.created) },
  ];
}

function byId({ row, index }: { readonly row: SObject; readonly index: number }): Change {
  const id = row.peek('Id');
  return typeof id === 'string'
    ? newChange(index, row, tryNormalizeId(id) ?? id, false)
    : newChange(index, row, null, true);
}

function byExternalId(
  { database }: ChunkContext,
  object: ObjectSchema,
  name: string,
  rows: readonly { readonly row: SObject; readonly index: number }[],
): Change[] {
  const field = object.fields.get(name.toLowerCase());
  if (field === undefined || !(field.externalId || field.unique || field.nameField)) {
    throw dataError(
      'System.SObjectException',
      `Invalid field ${name} for upsert: it is no external Id of ${object.name}`,
    );
  }
  const keys = rows.map(({ row }): SqlValue => folded(toSql(kindOf(field), row.peek(field.name)), field));
  const known = rowsByKey(database, object, field, [...new Set(keys.filter((key) => key !== null))]);
  const seen = new Set<SqlValue>();
  return rows.map(({ row, index }, at) => {
    const key = keys[at]!;
    const ids = known.get(key) ?? [];
    const change = newChange(index, row, ids[0] ?? null, ids.length === 0);
    if (key === null) fail(change, 'MISSING_ARGUMENT', `${field.name} not specified`, []);
    else if (seen.has(key))
      fail(change, 'DUPLICATE_VALUE', `Duplicate external id specified: ${String(row.peek(field.name))}`, [field.name]);
    else if (ids.length > 1) {
      fail(
        change,
        'DUPLICATE_EXTERNAL_ID',
        `${field.name}: more than one record found for external id field: [${ids.join(', ')}]`,
        [field.name],
      );
    }
    seen.add(key);
    return change;
  });
}

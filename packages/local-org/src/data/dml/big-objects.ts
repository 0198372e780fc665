/**
 * Rows of big objects, which their index identifies: Database.insertImmediate and deleteImmediate. No triggers, rules or recycle bin.
 * Source: Big Objects Implementation Guide, "Populate a Custom Big Object with Apex", "Delete Data in a Custom Big Object".
 */
import type { AccessContext, RowResult } from '../../runtime/ports.ts';
import type { SObject } from '../../runtime/platform/sobject.ts';
import type { FieldSchema, ObjectSchema } from '../../schema/model.ts';
import { dataError } from '../errors.ts';
import { memo } from '../objects.ts';
import { quoted } from '../sql.ts';
import type { SqlValue } from '../sql.ts';
import { checkAccess } from './access.ts';
import { fail, newChange, sound } from './change.ts';
import type { Change } from './change.ts';
import type { DmlServices } from './services.ts';
import { insertRow, updateRow } from './table.ts';
import { checkRequired, columnValue } from './validate.ts';
import type { Columns } from './validate.ts';

const indexOf = memo((object: ObjectSchema): readonly FieldSchema[] =>
  object.indexFields!.map((name) => object.fields.get(name.toLowerCase())!),
);

/** A row with the same index is overwritten; values that are null or were not given stay. */
export function insertImmediate(
  services: DmlServices,
  rows: readonly SObject[],
  access: AccessContext,
): readonly RowResult[] {
  return rows.map((row, index) => {
    const object = bigObject(services, row, 'insertImmediate');
    const change = newChange(index, row, null, true);
    checkAccess({ ...services, object, access: { ...access, sharing: false } }, 'create', [change]);
    const columns = columnsOf(change, object);
    checkRequired(change, object, columns, true);
    checkIndex(change, object, columns);
    if (sound(change)) write(services, object, columns, access.userId);
    return resultOf(change);
  });
}

/** The rows are templates, which hold all fields of the index and no others. */
export function deleteImmediate(
  services: DmlServices,
  rows: readonly SObject[],
  access: AccessContext,
): readonly RowResult[] {
  return rows.map((row, index) => {
    const object = bigObject(services, row, 'deleteImmediate');
    const change = newChange(index, row, null, false);
    checkAccess({ ...services, object, access: { ...access, sharing: false } }, 'delete', [change]);
    const columns = columnsOf(change, object);
    checkIndex(change, object, columns);
    const others = [...columns.keys()].filter((name) => !object.indexFields!.includes(name));
    if (others.length > 0) {
      fail(change, 'INVALID_FIELD', `Only fields of the index may be given to delete: ${others.join(', ')}`, others);
    }
    if (sound(change)) {
      const { where, values } = byIndex(object, columns);
      services.database.run(`DELETE FROM ${quoted(object.name)} WHERE ${where}`, ...values);
    }
    return resultOf(change);
  });
}

function bigObject({ schema }: DmlServices, row: SObject | null, method: string): ObjectSchema {
  if (row === null) throw dataError('System.NullPointerException', 'Attempt to de-reference a null object');
  const object = schema.objects.get(row.type.toLowerCase());
  if (object?.kind === 'bigObject') return object;
  throw dataError('System.UnsupportedOperationException', `Database.${method} is not supported for ${row.type}`);
}

function columnsOf(change: Change, object: ObjectSchema): Columns {
  const columns: Columns = new Map();
  for (const [name, value] of change.given.values) {
    const field = object.fields.get(name.toLowerCase());
    if (field === undefined || !field.custom || value === null) continue;
    const column = columnValue(change, field, value);
    if (column !== undefined && column !== null) columns.set(field.name, column);
  }
  return columns;
}

function checkIndex(change: Change, object: ObjectSchema, columns: Columns): void {
  if (!sound(change)) return;
  const absent = object.indexFields!.filter((name) => !columns.has(name));
  if (absent.length > 0) {
    fail(change, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${absent.join(', ')}]`, absent);
  }
}

function byIndex(object: ObjectSchema, columns: Columns): { readonly where: string; readonly values: SqlValue[] } {
  const fields = indexOf(object);
  return {
    where: fields.map((field) => `${quoted(field.name)} = ?`).join(' AND '),
    values: fields.map((field) => columns.get(field.name)!),
  };
}

function write(
  { database, counters, session }: DmlServices,
  object: ObjectSchema,
  columns: Columns,
  userId: string,
): void {
  const { where, values } = byIndex(object, columns);
  const [known] = database.arrays(`SELECT "Id" FROM ${quoted(object.name)} WHERE ${where}`, ...values);
  const now = session().now();
  columns.set('SystemModstamp', now);
  if (known !== undefined) {
    updateRow(database, object, known[0] as string, [...columns.keys()], [...columns.values()]);
    return;
  }
  columns.set('Id', counters.newId(object.keyPrefix)).set('CreatedDate', now).set('CreatedById', userId);
  insertRow(database, object, [...columns.keys()], [...columns.values()]);
}

/** Rows of big objects have no Id of their own. */
const resultOf = (change: Change): RowResult => ({
  id: null,
  success: sound(change),
  created: change.created && sound(change),
  errors: change.errors,
});

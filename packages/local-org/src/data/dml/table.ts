/** Rows of one object in SQLite: load by id, insert and update with one prepared statement for each set of columns. */
import type { FieldSchema, ObjectSchema } from '../../schema/model.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import { columnOf } from '../../storage/columns.ts';
import type { Database } from '../../storage/database.ts';
import { memo } from '../objects.ts';
import { quoted } from '../sql.ts';
import type { SqlValue } from '../sql.ts';
import { fromSql, kindOf } from '../values.ts';

interface Layout {
  readonly fields: readonly FieldSchema[];
  readonly select: string;
  readonly inserts: Map<string, string>;
  readonly updates: Map<string, string>;
}

const layoutOf = memo((object: ObjectSchema): Layout => {
  const fields = [...object.fields.values()].filter((field) => columnOf(field) !== undefined);
  const list = fields.map((field) => quoted(field.name)).join(', ');
  const select = `SELECT ${list} FROM ${quoted(object.name)} WHERE "Id" IN (SELECT value FROM json_each(?))`;
  return { fields, select, inserts: new Map(), updates: new Map() };
});

/** Fields that have a column, derived ones included. */
export const columnsOf = (object: ObjectSchema): readonly FieldSchema[] => layoutOf(object).fields;

/** All fields of the rows with the ids, by id; ids without a row are left out. */
export function loadRows(database: Database, object: ObjectSchema, ids: readonly string[]): Map<string, SObject> {
  const { fields, select } = layoutOf(object);
  const readers = fields.map((field) => ({ name: field.name, kind: kindOf(field), scale: field.scale }));
  const idAt = fields.findIndex((field) => field.name === 'Id');
  const rows = new Map<string, SObject>();
  for (const cells of database.arrays(select, JSON.stringify(ids))) {
    const values = new Map<string, unknown>();
    readers.forEach(({ name, kind, scale }, index) => values.set(name, fromSql(kind, cells[index], scale)));
    rows.set(cells[idAt] as string, new SObject(object.name, object, values));
  }
  return rows;
}

export function insertRow(
  database: Database,
  object: ObjectSchema,
  names: readonly string[],
  values: readonly SqlValue[],
): void {
  const { inserts } = layoutOf(object);
  const key = names.join(',');
  let text = inserts.get(key);
  if (text === undefined) {
    const places = names.map(() => '?').join(', ');
    text = `INSERT INTO ${quoted(object.name)} (${names.map(quoted).join(', ')}) VALUES (${places})`;
    inserts.set(key, text);
  }
  database.run(text, ...values);
}

export function updateRow(
  database: Database,
  object: ObjectSchema,
  id: string,
  names: readonly string[],
  values: readonly SqlValue[],
): void {
  const { updates } = layoutOf(object);
  const key = names.join(',');
  let text = updates.get(key);
  if (text === undefined) {
    text = `UPDATE ${quoted(object.name)} SET ${names.map((name) => `${quoted(name)} = ?`).join(', ')} WHERE "Id" = ?`;
    updates.set(key, text);
  }
  database.run(text, ...values, id);
}

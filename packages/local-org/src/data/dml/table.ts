/** Rows of one object in SQLite: load by id, insert and update with one prepared statement for each set of columns. */
import { derivedValue, sourcesOf } from '../../schema/derived.ts';
import type { FieldSchema, ObjectSchema } from '../../schema/model.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import { columnOf } from '../../storage/columns.ts';
import type { Database } from '../../storage/database.ts';
import { memo } from '../objects.ts';
import { quoted } from '../sql.ts';
import type { SqlValue } from '../sql.ts';
import { fromSql, kindOf } from '../values.ts';
import { StoredRow, StoredValues } from './stored-values.ts';
import type { Reader, Readers } from './stored-values.ts';

interface Layout {
  readonly fields: readonly FieldSchema[];
  readonly readers: Readers;
  readonly select: string;
  /** columns that SQLite computes from the named ones, with the statement that reads them */
  readonly derived: {
    readonly from: ReadonlySet<string>;
    readonly readers: readonly Reader[];
    readonly select: string;
  };
  readonly inserts: Map<string, string>;
  readonly updates: Map<string, string>;
}

const layoutOf = memo((object: ObjectSchema): Layout => {
  const fields = [...object.fields.values()].filter((field) => columnOf(field) !== undefined);
  const readers = fields.map((field) => ({ name: field.name, kind: kindOf(field), scale: field.scale }));
  const derived = fields.filter((field) => columnOf(field)!.generated);
  return {
    fields,
    readers: { all: readers, places: new Map(readers.map(({ name }, place) => [name, place])) },
    select: selectOf(object, fields),
    derived: {
      from: new Set(derived.flatMap((field) => sourcesOf(derivedValue(field)!))),
      readers: readers.filter((_, index) => derived.includes(fields[index])),
      select: selectOf(object, [object.fields.get('id')!, ...derived]),
    },
    inserts: new Map(),
    updates: new Map(),
  };
});

function selectOf(object: ObjectSchema, fields: readonly FieldSchema[]): string {
  const list = fields.map((field) => quoted(field.name)).join(', ');
  return `SELECT ${list} FROM ${quoted(object.name)} WHERE "Id" IN (SELECT value FROM json_each(?))`;
}

/** Fields that have a column, derived ones included. */
export const columnsOf = (object: ObjectSchema): readonly FieldSchema[] => layoutOf(object).fields;

/** All fields of the rows with the ids, by id; ids without a row are left out. */
export function loadRows(database: Database, object: ObjectSchema, ids: readonly string[]): Map<string, SObject> {
  const { readers, select } = layoutOf(object);
  const idAt = readers.places.get('Id')!;
  const rows = new Map<string, SObject>();
  for (const cells of database.arrays(select, JSON.stringify(ids))) {
    rows.set(cells[idAt] as string, new SObject(object.name, object, new StoredValues(new StoredRow(readers, cells))));
  }
  return rows;
}

/** Another record with the values of a stored one. */
export function copyOf({ type, schema, values }: SObject): SObject {
  const stored = values instanceof StoredValues ? values.stored : undefined;
  return new SObject(type, schema, stored === undefined ? new Map(values) : new StoredValues(stored));
}

/** A row that was written: what `loadRows` would give, and by the same readers, without asking for what nobody wrote. */
export interface Rewritten {
  readonly id: string;
  readonly before: SObject;
  readonly columns: ReadonlyMap<string, SqlValue>;
}

/** The rows as they are after the writes, by id, from what they were before; only derived columns are read. */
export function rewrittenRows(
  database: Database,
  object: ObjectSchema,
  written: readonly Rewritten[],
): Map<string, SObject> {
  const { readers, derived } = layoutOf(object);
  const rows = new Map<string, SObject>();
  const affected: string[] = [];
  for (const { id, before, columns } of written) {
    const row = copyOf(before);
    let affects = false;
    for (const [name, cell] of columns) {
      const { kind, scale } = readers.all[readers.places.get(name)!];
      // SQLite keeps no negative zero.
      row.poke(name, fromSql(kind, cell === 0 ? 0 : cell, scale));
      affects ||= derived.from.has(name);
    }
    if (affects) affected.push(id);
    rows.set(id, row);
  }
  if (affected.length > 0) {
    for (const [id, ...cells] of database.arrays(derived.select, JSON.stringify(affected))) {
      const row = rows.get(id as string)!;
      derived.readers.forEach(({ name, kind, scale }, index) => row.poke(name, fromSql(kind, cells[index], scale)));
    }
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

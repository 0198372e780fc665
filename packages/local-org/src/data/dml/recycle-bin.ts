import type { ObjectSchema } from '../../schema/model.ts';
import type { Database } from '../../storage/database.ts';
import { recyclable } from '../objects.ts';
import { quoted } from '../sql.ts';
import type { DmlServices } from './services.ts';

/** Makes the tables that remember what was deleted with what. */
export function prepareRecycleBin(database: Database): void {
  database.execute(
    'CREATE TABLE IF NOT EXISTS local_org_bin (id TEXT PRIMARY KEY, object TEXT NOT NULL, root TEXT NOT NULL) STRICT;' +
      'CREATE INDEX IF NOT EXISTS local_org_bin_root ON local_org_bin (root);' +
      'CREATE TABLE IF NOT EXISTS local_org_lost_reference' +
      ' (object TEXT NOT NULL, field TEXT NOT NULL, id TEXT NOT NULL, target TEXT NOT NULL) STRICT;' +
      'CREATE INDEX IF NOT EXISTS local_org_lost_reference_target ON local_org_lost_reference (target)',
  );
}

interface Deleted {
  readonly id: string;
  /** the row whose deletion took this one along; itself where it was deleted by name */
  readonly root: string;
}

export interface Restored extends Deleted {
  readonly object: ObjectSchema;
}

export class RecycleBin {
  readonly #services: DmlServices;

  constructor(services: DmlServices) {
    this.#services = services;
  }

  /** Objects without IsDeleted have no recycle bin: their rows are gone. */
  put(object: ObjectSchema, rows: readonly Deleted[]): void {
    const { database, session } = this.#services;
    const table = quoted(object.name);
    const ids = JSON.stringify(rows.map(({ id }) => id));
    const where = 'WHERE "Id" IN (SELECT value FROM json_each(?))';
    if (!recyclable(object)) {
      database.run(`DELETE FROM ${table} ${where}`, ids);
      return;
    }
    const now = session().now();
    const stamps = ['LastModifiedDate', 'SystemModstamp'].filter((name) => object.fields.has(name.toLowerCase()));
    const sets = ['"IsDeleted" = 1', ...stamps.map((name) => `${quoted(name)} = ?`)].join(', ');
    database.run(`UPDATE ${table} SET ${sets} ${where}`, ...stamps.map(() => now), ids);
    database.run(
      "INSERT OR REPLACE INTO local_org_bin (id, object, root) SELECT value ->> 'id', ?, value ->> 'root' FROM json_each(?)",
      object.name,
      JSON.stringify(rows.map(({ id, root }) => ({ id, root }))),
    );
  }

  rememberReferences(object: string, field: string, users: readonly (readonly [id: string, target: string])[]): void {
    this.#services.database.run(
      'INSERT INTO local_org_lost_reference (object, field, id, target) SELECT ?, ?, value ->> 0, value ->> 1 FROM json_each(?)',
      object,
      field,
      JSON.stringify(users),
    );
  }

  /**
   * Brings rows back with those that were deleted along, and the references to them where nothing took their place.
   * @returns all rows that are back
   */
  restore(object: ObjectSchema, ids: readonly string[]): readonly Restored[] {
    const { database, schema } = this.#services;
    const restored: Restored[] = [];
    for (const [name, rows] of this.#withRest(object, ids)) {
      const target = schema.objects.get(name.toLowerCase());
      if (target === undefined) continue;
      for (const { id, root } of rows) restored.push({ object: target, id, root });
      const json = JSON.stringify(rows.map(({ id }) => id));
      database.run(
        `UPDATE ${quoted(target.name)} SET "IsDeleted" = 0 WHERE "Id" IN (SELECT value FROM json_each(?))`,
        json,
      );
      database.run('DELETE FROM local_org_bin WHERE id IN (SELECT value FROM json_each(?))', json);
      const lost = database.arrays(
        'SELECT object, field, id, target FROM local_org_lost_reference WHERE target IN (SELECT value FROM json_each(?))',
        json,
      );
      for (const [child, field, id, parent] of lost as [string, string, string, string][]) {
        if (!schema.objects.get(child.toLowerCase())?.fields.has(field.toLowerCase())) continue;
        database.run(
          `UPDATE ${quoted(child)} SET ${quoted(field)} = ? WHERE "Id" = ? AND ${quoted(field)} IS NULL`,
          parent,
          id,
        );
      }
      database.run('DELETE FROM local_org_lost_reference WHERE target IN (SELECT value FROM json_each(?))', json);
    }
    return restored;
  }

  /** Removes rows for good, those that were deleted along included. */
  empty(object: ObjectSchema, ids: readonly string[]): void {
    const { database, schema } = this.#services;
    for (const [name, rows] of this.#withRest(object, ids)) {
      const json = JSON.stringify(rows.map(({ id }) => id));
      if (schema.objects.has(name.toLowerCase()))
        database.run(
          `DELETE FROM ${quoted(name)} WHERE "IsDeleted" = 1 AND "Id" IN (SELECT value FROM json_each(?))`,
          json,
        );
      database.run('DELETE FROM local_org_bin WHERE id IN (SELECT value FROM json_each(?))', json);
      database.run('DELETE FROM local_org_lost_reference WHERE target IN (SELECT value FROM json_each(?))', json);
    }
  }

  #withRest(object: ObjectSchema, ids: readonly string[]): Map<string, Deleted[]> {
    const rows = this.#services.database.arrays(
      'SELECT object, id, root FROM local_org_bin WHERE root IN (SELECT value FROM json_each(?))',
      JSON.stringify(ids),
    );
    const known = new Set(ids);
    const byObject = new Map<string, Deleted[]>([[object.name, ids.map((id) => ({ id, root: id }))]]);
    for (const [name, id, root] of rows as [string, string, string][]) {
      if (known.has(id)) continue;
      known.add(id);
      const list = byObject.get(name);
      if (list === undefined) byObject.set(name, [{ id, root }]);
      else list.push({ id, root });
    }
    return byObject;
  }
}

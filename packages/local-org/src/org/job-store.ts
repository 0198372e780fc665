/** The rows of asynchronous jobs: written past the DML pipeline, as the platform does, in the transaction that is open. */
import type { JobObject, JobStore } from '../async/host.ts';
import type { DataLayer } from '../data/data-layer.ts';
import { insertRow, updateRow } from '../data/dml/table.ts';
import { kindOf, toSql } from '../data/values.ts';
import { current, isRunning } from '../runtime/kernel/context.ts';
import type { ObjectSchema, OrgSchema } from '../schema/model.ts';
import type { SqlValue } from '../data/sql.ts';
import type { Database } from '../storage/database.ts';
import { readMeta, writeMeta } from '../storage/tables.ts';

const KEPT = 'job:';

export class DatabaseJobStore implements JobStore {
  readonly #schema: OrgSchema;
  readonly #database: Database;
  readonly #data: DataLayer;
  readonly #now: () => number;

  constructor(schema: OrgSchema, database: Database, data: DataLayer, now: () => number) {
    this.#schema = schema;
    this.#database = database;
    this.#data = data;
    this.#now = now;
  }

  insert(objectName: JobObject, values: Readonly<Record<string, unknown>>): string {
    const object = this.#object(objectName);
    const id = this.#data.newId(object.keyPrefix);
    const userId = isRunning() ? current().user.id : null;
    const now = this.#now();
    const system = {
      Id: id,
      IsDeleted: 0,
      CreatedDate: now,
      CreatedById: userId,
      LastModifiedDate: now,
      LastModifiedById: userId,
      SystemModstamp: now,
    };
    const cells = new Map<string, SqlValue>(
      Object.entries(system).filter(([name]) => object.fields.has(name.toLowerCase())),
    );
    for (const [name, value] of Object.entries(values)) cells.set(name, this.#encode(object, name, value));
    insertRow(this.#database, object, [...cells.keys()], [...cells.values()]);
    // outside of a transaction the row is there at once, and so its Id is taken
    if (!this.#database.inTransaction) this.#data.counters.keep();
    return id;
  }

  update(objectName: JobObject, id: string, values: Readonly<Record<string, unknown>>): void {
    const object = this.#object(objectName);
    const names = Object.keys(values);
    updateRow(
      this.#database,
      object,
      id,
      names,
      names.map((name) => this.#encode(object, name, values[name])),
    );
  }

  remove(object: JobObject, id: string): void {
    this.#database.run(`DELETE FROM "${object}" WHERE "Id" = ?`, id);
  }

  exists(object: JobObject, id: string): boolean {
    return this.#database.get(`SELECT 1 FROM "${object}" WHERE "Id" = ?`, id) !== undefined;
  }

  keep(id: string, state: string | null): void {
    if (state === null) this.#database.run('DELETE FROM local_org_meta WHERE key = ?', KEPT + id);
    else writeMeta(this.#database, KEPT + id, state);
  }

  keptState(id: string): string | undefined {
    return readMeta(this.#database, KEPT + id) ?? undefined;
  }

  kept(): readonly { readonly id: string; readonly state: string }[] {
    return this.#database
      .all("SELECT key, value FROM local_org_meta WHERE key LIKE 'job:%' ORDER BY key")
      .map((row) => ({ id: String(row.key).slice(KEPT.length), state: String(row.value) }));
  }

  #object(name: string): ObjectSchema {
    const object = this.#schema.objects.get(name.toLowerCase());
    if (!object) throw new Error(`The schema has no ${name}`);
    return object;
  }

  #encode(object: ObjectSchema, name: string, value: unknown): SqlValue {
    const field = object.fields.get(name.toLowerCase());
    if (!field) throw new Error(`${object.name} has no field ${name}`);
    return value === null || value === undefined ? null : toSql(kindOf(field), value);
  }
}

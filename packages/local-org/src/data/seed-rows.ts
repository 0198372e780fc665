/** Writes the rows that an org has of itself: found by a key, added or brought up to date. */
import type { ObjectSchema, OrgSchema } from '../schema/model.ts';
import { columnOf } from '../storage/columns.ts';
import type { Database } from '../storage/database.ts';
import type { Counters } from './counters.ts';
import { insertRow, updateRow } from './dml/table.ts';
import { quoted } from './sql.ts';
import type { SqlValue } from './sql.ts';

export type Values = Readonly<Record<string, SqlValue>>;

export class SeedRows {
  /** whom the rows are written as */
  userId = '';
  readonly #schema: OrgSchema;
  readonly #database: Database;
  readonly #counters: Counters;
  readonly #now: number;

  constructor(schema: OrgSchema, database: Database, counters: Counters, now: number) {
    this.#schema = schema;
    this.#database = database;
    this.#counters = counters;
    this.#now = now;
  }

  find(object: string, key: Values): string | undefined {
    const names = Object.keys(key);
    const where = names.length === 0 ? 'TRUE' : names.map((name) => `${quoted(name)} IS ?`).join(' AND ');
    return this.#database.get(`SELECT "Id" FROM ${quoted(object)} WHERE ${where}`, ...Object.values(key))?.['Id'] as
      string | undefined;
  }

  /** Adds or changes the row with this key; `id` is that of a new one. */
  put(object: string, key: Values, values: Values, id?: string): string {
    const known = this.find(object, key);
    if (known === undefined) return this.add(object, { ...key, ...values }, id);
    const present = this.#present(object, values);
    if (present.length > 0)
      updateRow(
        this.#database,
        this.#object(object),
        known,
        present.map(([name]) => name),
        present.map(([, value]) => value),
      );
    return known;
  }

  add(object: string, values: Values, id = this.#counters.newId(this.#object(object).keyPrefix)): string {
    const now = this.#now;
    const user = this.userId;
    const system = {
      CreatedDate: now,
      LastModifiedDate: now,
      SystemModstamp: now,
      CreatedById: user,
      LastModifiedById: user,
      IsDeleted: 0,
    };
    const present = this.#present(object, { Id: id, ...system, ...values });
    insertRow(
      this.#database,
      this.#object(object),
      present.map(([name]) => name),
      present.map(([, value]) => value),
    );
    return id;
  }

  #object(name: string): ObjectSchema {
    return this.#schema.objects.get(name.toLowerCase())!;
  }

  /** The values whose fields the object has. */
  #present(object: string, values: Values): [string, SqlValue][] {
    const { fields } = this.#object(object);
    return Object.entries(values).filter(([name]) => {
      const field = fields.get(name.toLowerCase());
      return field !== undefined && columnOf(field)?.generated === false;
    });
  }
}

/** What formulas ask of the org: the running user, settings, the clock. */
import type { FormulaEnvironment } from '../../formula/typed.ts';
import { matchesPattern } from '../../runtime/library/pattern.ts';
import type { FieldSchema, ObjectSchema } from '../../schema/model.ts';
import { columnOf } from '../../storage/columns.ts';
import type { Database } from '../../storage/database.ts';
import { recyclable } from '../objects.ts';
import type { Permissions } from '../security/permissions.ts';
import type { DataSession } from '../session.ts';
import { quoted } from '../sql.ts';
import { fromSql, kindOf } from '../values.ts';

export interface EnvironmentServices {
  readonly database: Database;
  readonly permissions: Permissions;
  readonly session: () => DataSession;
  readonly organizationId: () => string;
}

export class DataEnvironment implements FormulaEnvironment {
  readonly #services: EnvironmentServices;
  readonly #session: DataSession;

  constructor(services: EnvironmentServices) {
    this.#services = services;
    this.#session = services.session();
  }

  get timeZone(): string {
    return this.#session.timeZone;
  }

  now(): number {
    return this.#session.now();
  }

  matches(text: string, pattern: string): boolean {
    return matchesPattern(pattern, text);
  }

  globalField(object: ObjectSchema, field: FieldSchema): unknown {
    const id = this.#rowOf(object.name);
    return id === null ? null : this.#read(object, field, '"Id" = ?', id);
  }

  hasCustomPermission(name: string): boolean {
    return this.#services.permissions.hasCustomPermission(this.#session.userId, name);
  }

  /** User over profile over organization, field by field. */
  setting(object: ObjectSchema, field: FieldSchema): unknown {
    const owners = [this.#session.userId, this.#rowOf('Profile'), this.#services.organizationId()];
    for (const owner of owners) {
      const value = owner === null ? null : this.#read(object, field, '"SetupOwnerId" = ?', owner);
      if (value !== null) return value;
    }
    return null;
  }

  lookup(object: ObjectSchema, result: FieldSchema, key: FieldSchema, value: string): unknown {
    return this.#read(object, result, `${quoted(key.name)} = ?`, value);
  }

  #rowOf(object: string): string | null {
    if (object === 'User') return this.#session.userId;
    if (object === 'Organization') return this.#services.organizationId();
    const row = this.#services.database.get(
      `SELECT "${object}Id" AS id FROM "User" WHERE "Id" = ?`,
      this.#session.userId,
    );
    return (row?.['id'] ?? null) as string | null;
  }

  #read(object: ObjectSchema, field: FieldSchema, where: string, value: string): unknown {
    if (columnOf(field) === undefined) return null;
    const alive = recyclable(object) ? ' AND "IsDeleted" = 0' : '';
    const text = `SELECT ${quoted(field.name)} FROM ${quoted(object.name)} WHERE ${where}${alive} ORDER BY "Id" LIMIT 1`;
    const row = this.#services.database.arrays(text, value).at(0);
    return row === undefined ? null : fromSql(kindOf(field), row[0], field.scale);
  }
}

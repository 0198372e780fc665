/**
 * Field history: who changed a tracked field, from what, to what. Source: Object Reference, "StandardObjectNameHistory", "Custom Object__History";
 * Salesforce Help, "Field History Tracking". Rows are there once the transaction is committed, so that a test, which commits nothing, sees none.
 */
import type { FieldSchema, ObjectSchema, OrgSchema } from '../../schema/model.ts';
import type { Database } from '../../storage/database.ts';
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { ApexTime } from '../../values/time.ts';
import type { Counters } from '../counters.ts';
import { memo, nameFieldOf, objectOfId } from '../objects.ts';
import { quoted } from '../sql.ts';
import { fromSql, kindOf, toSql } from '../values.ts';
import { sound } from './change.ts';
import type { Written } from './references.ts';
import type { ChunkContext } from './services.ts';
import { insertRow } from './table.ts';

/** Of longer values only that they changed is kept. */
const LONGEST_VALUE = 255;
const HISTORY_PREFIX = '017';

const trackedFields = memo((object: ObjectSchema): readonly FieldSchema[] =>
  [...object.fields.values()].filter((field) => field.tracked === true),
);

interface Entry {
  readonly history: string;
  readonly parent: string;
  readonly field: string;
  readonly type: string | null;
  readonly old: string | null;
  readonly new: string | null;
}

export class FieldHistory {
  readonly #database: Database;
  readonly #schema: OrgSchema;
  readonly #counters: Counters;
  /** whether rows may wait for the commit */
  #waiting = false;

  constructor(database: Database, schema: OrgSchema, counters: Counters) {
    this.#database = database;
    this.#schema = schema;
    this.#counters = counters;
    database.execute(
      'CREATE TABLE IF NOT EXISTS local_org_history (history TEXT NOT NULL, parent TEXT NOT NULL, field TEXT NOT NULL,' +
        ' type TEXT, old TEXT, new TEXT, at INTEGER NOT NULL, user TEXT NOT NULL) STRICT',
    );
  }

  created({ object, session, access }: ChunkContext, written: readonly Written[]): void {
    const { history } = object;
    if (history === undefined || !session().commits) return;
    for (const { change } of written) {
      if (!sound(change)) continue;
      const entry = { history, parent: change.id!, field: 'created', type: null, old: null, new: null };
      this.#add(entry, session().now(), access.userId);
    }
  }

  updated({ object, session, access }: ChunkContext, written: readonly Written[]): void {
    const { history } = object;
    if (history === undefined || !session().commits) return;
    for (const field of trackedFields(object)) {
      for (const { change, columns } of written) {
        if (!sound(change) || !columns.has(field.name)) continue;
        const after = fromSql(kindOf(field), columns.get(field.name)!, field.scale);
        const before = change.old!.peek(field.name) ?? null;
        for (const values of this.#values(field, before, after)) {
          const entry = { history, parent: change.id!, field: nameInHistory(field), ...values };
          this.#add(entry, session().now(), access.userId);
        }
      }
    }
  }

  /** Before a commit: what waited for it becomes rows. */
  publish(): void {
    if (!this.#waiting) return;
    this.#waiting = false;
    const waiting = this.#database.arrays(
      'SELECT history, parent, field, type, old, new, at, user FROM local_org_history ORDER BY rowid',
    );
    for (const [history, parent, field, type, before, after, at, user] of waiting) {
      const object = this.#schema.objects.get(String(history).toLowerCase());
      if (object === undefined) continue;
      const names = [parentField(object), 'Field', 'DataType', 'OldValue', 'NewValue', 'CreatedDate', 'CreatedById'];
      const id = this.#counters.newId(HISTORY_PREFIX);
      insertRow(
        this.#database,
        object,
        ['Id', 'IsDeleted', ...names],
        [id, 0, parent, field, type, before, after, at, user],
      );
    }
    this.#database.run('DELETE FROM local_org_history');
  }

  #add(entry: Entry, at: number, userId: string): void {
    this.#waiting = true;
    const { history, parent, field, type, old, new: next } = entry;
    this.#database.run(
      'INSERT INTO local_org_history (history, parent, field, type, old, new, at, user) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      ...[history, parent, field, type, old, next, at, userId],
    );
  }

  /** Of a reference there are two rows: with the names of the records, and with their Ids. */
  #values(field: FieldSchema, before: unknown, after: unknown): Pick<Entry, 'type' | 'old' | 'new'>[] {
    if (field.type !== 'reference') {
      const [old, next] = isLong(field) ? [null, null] : [textOf(before), textOf(after)];
      return [{ type: DATA_TYPES[field.type] ?? 'Text', old, new: next }];
    }
    const [old, next] = [before as string | null, after as string | null];
    return [
      { type: 'Text', old: this.#nameOf(old), new: this.#nameOf(next) },
      { type: 'EntityId', old, new: next },
    ];
  }

  #nameOf(id: string | null): string | null {
    const object = id === null ? undefined : objectOfId(this.#schema, id);
    const field = object === undefined ? undefined : nameFieldOf(object);
    if (object === undefined || field === undefined) return id;
    const [row] = this.#database.arrays(
      `SELECT ${quoted(field.name)} FROM ${quoted(object.name)} WHERE "Id" = ?`,
      toSql('id', id),
    );
    return (row?.[0] as string | null | undefined) ?? id;
  }
}

const DATA_TYPES: Partial<Record<FieldSchema['type'], string>> = {
  boolean: 'Boolean',
  currency: 'Currency',
  date: 'Date',
  datetime: 'DateTime',
  double: 'Double',
  percent: 'Percent',
  picklist: 'DynamicEnum',
};

const isLong = (field: FieldSchema): boolean =>
  field.length > LONGEST_VALUE || field.type === 'multipicklist' || field.type === 'encryptedstring';

function textOf(value: unknown): string | null {
  if (value === null) return null;
  if (value instanceof ApexDate || value instanceof ApexDatetime || value instanceof ApexTime) return value.toIso();
  return String(value);
}

/** `Owner` for OwnerId, the name of the field otherwise. */
const nameInHistory = (field: FieldSchema): string =>
  field.custom ? field.name : (field.relationshipName ?? field.name);

const parentField = memo(
  (history: ObjectSchema): string =>
    [...history.fields.values()].find((field) => field.deleteConstraint === 'cascade')!.name,
);

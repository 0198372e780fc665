/**
 * Change data capture: what happens to the records of objects that are on a channel is kept beside them, in the transaction that does it,
 * and becomes change events when that is committed. Source: Change Data Capture Developer Guide.
 */
import type { OrgSchema, ObjectSchema } from '../../schema/model.ts';
import { changeEventName, isCapturable, isCaptured } from '../../schema/standard/change-events.ts';
import type { Database } from '../../storage/database.ts';
import { memo } from '../objects.ts';
import type { Counters } from '../counters.ts';
import { sound } from '../dml/change.ts';
import type { Change } from '../dml/change.ts';
import type { Written } from '../dml/references.ts';
import type { ChunkContext } from '../dml/services.ts';
import { loadRows } from '../dml/table.ts';
import type { TriggerRunner } from '../dml/triggers.ts';
import type { SqlValue } from '../sql.ts';
import { kindOf, toSql } from '../values.ts';
import type { Cell, ChangeEvent, ChangeHeader, ChangeType } from './change-event.ts';
import { nameInHeader } from './change-event.ts';
import { memberFilter } from './filter.ts';

/** What of an object's changes is wanted. */
interface Target {
  readonly event: string;
  /** canonical names of the fields that an event may carry */
  readonly fields: ReadonlySet<string>;
  /** those that updates and deletions carry although they did not change */
  readonly kept: readonly string[];
}

interface Captured {
  readonly event: string;
  readonly entity: string;
  readonly type: ChangeType;
  readonly record: string;
  readonly user: string;
  readonly body: string;
}

/** What the transaction says of itself. */
export interface Commit {
  /** of the transaction */
  readonly key: () => string;
  readonly origin: string;
  readonly at: number;
}

interface Transaction extends Omit<Commit, 'key'> {
  readonly key: string;
  readonly number: number;
}

const capturedFields = memo(
  (object: ObjectSchema): ReadonlySet<string> =>
    new Set([...object.fields.values()].filter(isCaptured).map((field) => field.name)),
);

export class ChangeCapture {
  readonly #database: Database;
  readonly #schema: OrgSchema;
  readonly #counters: Counters;
  readonly #triggers: TriggerRunner;
  /** on channels, by name of the object */
  readonly #selected: ReadonlyMap<string, Target>;
  #waiting = false;

  constructor(database: Database, schema: OrgSchema, counters: Counters, triggers: TriggerRunner) {
    this.#database = database;
    this.#schema = schema;
    this.#counters = counters;
    this.#triggers = triggers;
    this.#selected = selectedObjects(schema);
    database.execute(
      'CREATE TABLE IF NOT EXISTS local_org_change (event TEXT NOT NULL, entity TEXT NOT NULL, type TEXT NOT NULL,' +
        ' record TEXT NOT NULL, user TEXT NOT NULL, body TEXT NOT NULL) STRICT',
    );
  }

  created(context: ChunkContext, written: readonly Written[]): void {
    const target = this.#target(context);
    if (target === undefined) return;
    for (const { change, columns } of written) {
      if (!sound(change)) continue;
      const values = cells(columns, target.fields, (cell) => cell !== null);
      this.#add(context, target, 'CREATE', change.id!, values, {});
    }
  }

  updated(context: ChunkContext, written: readonly Written[]): void {
    const target = this.#target(context);
    if (target === undefined) return;
    // "The change event for the lead update doesn't include the LastModifiedDate field": "Change Events for Lead Conversion".
    const converts = ({ columns }: Written): boolean => context.object.name === 'Lead' && columns.has('IsConverted');
    for (const row of written) {
      const { change, columns } = row;
      if (!sound(change) || columns.size === 0) continue;
      const values = cells(columns, target.fields, (cell, name) => {
        if (name === 'LastModifiedDate') return !converts(row);
        return name !== 'LastModifiedById' || cell !== change.old!.peek(name);
      });
      this.#add(context, target, 'UPDATE', change.id!, values, kept(context.object, target, change, values));
    }
  }

  deleted(context: ChunkContext, changes: readonly Change[]): void {
    const target = this.#target(context);
    if (target === undefined) return;
    for (const change of changes) {
      if (sound(change)) this.#add(context, target, 'DELETE', change.id!, {}, kept(context.object, target, change, {}));
    }
  }

  undeleted(context: ChunkContext, changes: readonly Change[]): void {
    const target = this.#target(context);
    if (target === undefined) return;
    const { database, object } = context;
    const ids = changes.filter(sound).map((change) => change.id!);
    for (const [id, row] of loadRows(database, object, ids)) {
      const columns = [...target.fields].flatMap((name): [string, SqlValue][] => {
        const field = object.fields.get(name.toLowerCase())!;
        return field.formula === undefined ? [[name, toSql(kindOf(field), row.peek(name))]] : [];
      });
      this.#add(
        context,
        target,
        'UNDELETE',
        id,
        cells(columns, target.fields, (cell) => cell !== null),
        {},
      );
    }
  }

  /** The events of what has been captured, which is then forgotten. The same change of several records is one event. */
  take(commit: Commit): readonly ChangeEvent[] {
    if (!this.#waiting) return [];
    this.#waiting = false;
    const rows = this.#database.all(
      'SELECT event, entity, type, record, user, body FROM local_org_change ORDER BY rowid',
    ) as unknown as Captured[];
    if (rows.length === 0) return [];
    this.#database.run('DELETE FROM local_org_change');
    const transaction = { ...commit, key: commit.key(), number: this.#counters.next('commit') };
    return merged(rows).map(({ records, row }, index) => this.#event(row, records, transaction, index + 1));
  }

  #event(row: Captured, records: string[], transaction: Transaction, sequenceNumber: number): ChangeEvent {
    const { values, unchanged } = JSON.parse(row.body) as Pick<ChangeEvent, 'values' | 'unchanged'>;
    const object = this.#schema.objects.get(row.entity.toLowerCase())!;
    const names = Object.keys(values).map((name) => [name, nameInHeader(object, name)] as const);
    const isUpdate = row.type === 'UPDATE';
    const header: ChangeHeader = {
      entityName: row.entity,
      recordIds: records,
      changeType: row.type,
      changeOrigin: transaction.origin,
      transactionKey: transaction.key,
      sequenceNumber,
      commitTimestamp: transaction.at,
      commitNumber: transaction.number,
      commitUser: row.user,
      nulledFields: isUpdate ? names.flatMap(([name, shown]) => (values[name] === null ? [shown] : [])) : [],
      diffFields: [],
      changedFields: isUpdate ? names.map(([, shown]) => shown) : [],
    };
    return { event: row.event, header, values, unchanged };
  }

  #target({ object, session }: ChunkContext): Target | undefined {
    switch (session().captures) {
      case 'none':
        return undefined;
      case 'selected':
        return this.#selected.get(object.name);
      case 'triggers': {
        if (!isCapturable(object)) return undefined;
        const event = changeEventName(object);
        if (!this.#triggers.handles(event, 'after insert')) return undefined;
        return { event, fields: capturedFields(object), kept: [] };
      }
    }
  }

  #add(
    { object, access }: ChunkContext,
    { event }: Target,
    type: ChangeType,
    record: string,
    values: Record<string, Cell>,
    unchanged: Record<string, Cell>,
  ): void {
    this.#waiting = true;
    this.#database.run(
      'INSERT INTO local_org_change (event, entity, type, record, user, body) VALUES (?, ?, ?, ?, ?, ?)',
      ...[event, object.name, type, record, access.userId, JSON.stringify({ values, unchanged })],
    );
  }
}

function selectedObjects(schema: OrgSchema): ReadonlyMap<string, Target> {
  const selected = new Map<string, Target>();
  for (const member of schema.setup.channelMembers.values()) {
    const object = schema.objects.get((member.object ?? '').toLowerCase());
    if (object === undefined) continue;
    const filtered = memberFilter(schema, member).filter?.fields ?? [];
    const before = selected.get(object.name)?.kept ?? [];
    const kept = [...new Set([...before, ...member.enriched, ...filtered])].flatMap((name) => columnsFor(object, name));
    selected.set(object.name, { event: member.event, fields: capturedFields(object), kept });
  }
  return selected;
}

/** A compound field is its components. */
function columnsFor(object: ObjectSchema, name: string): readonly string[] {
  const field = object.fields.get(name.toLowerCase());
  if (field === undefined) return [];
  const parts = [...object.fields.values()].filter((part) =>
    nameInHeader(object, part.name).startsWith(`${field.name}.`),
  );
  return parts.length > 0 ? parts.map((part) => part.name) : [field.name];
}

function cells(
  columns: Iterable<readonly [string, SqlValue]>,
  fields: ReadonlySet<string>,
  wanted: (cell: Cell, name: string) => boolean,
): Record<string, Cell> {
  const found: Record<string, Cell> = {};
  for (const [name, value] of columns) {
    const cell = typeof value === 'bigint' ? Number(value) : (value as Cell);
    if (fields.has(name) && wanted(cell, name)) found[name] = cell;
  }
  return found;
}

/** Fields that an update or deletion carries as they are; empty ones are left out. */
function kept(
  object: ObjectSchema,
  target: Target,
  change: Change,
  changed: Record<string, Cell>,
): Record<string, Cell> {
  if (target.kept.length === 0) return {};
  const columns = target.kept.flatMap((name): [string, SqlValue][] => {
    const field = object.fields.get(name.toLowerCase())!;
    return name in changed ? [] : [[field.name, toSql(kindOf(field), change.old!.peek(field.name))]];
  });
  return cells(columns, new Set(columns.map(([name]) => name)), (cell) => cell !== null);
}

/**
 * "Sometimes change events for one transaction are merged into one event if the same change occurred in multiple records of the same
 * object type": here, neighbouring updates and deletions.
 */
function merged(rows: readonly Captured[]): readonly { readonly row: Captured; readonly records: string[] }[] {
  const groups: { readonly row: Captured; readonly records: string[] }[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    const same =
      last !== undefined &&
      (row.type === 'UPDATE' || row.type === 'DELETE') &&
      last.row.type === row.type &&
      last.row.entity === row.entity &&
      last.row.user === row.user &&
      last.row.body === row.body &&
      !last.records.includes(row.record);
    if (same) last.records.push(row.record);
    else groups.push({ row, records: [row.record] });
  }
  return groups;
}

/**
 * The stream of an org's events, platform events and change events alike, as rows of its database: three days of them. Source: Platform
 * Events Developer Guide, "Event Message Durability"; Change Data Capture Developer Guide, "Change Event Storage and Delivery".
 */
import { changeRecord, type Cell, type Cells, type ChangeEvent } from '../data/changes/change-event.ts';
import type { Counters } from '../data/counters.ts';
import { stored } from '../data/objects.ts';
import { fromSql, kindOf, toSql } from '../data/values.ts';
import { SObject } from '../runtime/platform/sobject.ts';
import type { ObjectSchema, OrgSchema } from '../schema/model.ts';
import type { Database } from '../storage/database.ts';

const RETENTION = 72 * 3_600_000;

/** An event as it is kept. */
export interface LoggedEvent {
  readonly replayId: number;
  /** name of the event's type, in canonical case */
  readonly type: string;
  readonly values: Cells;
  /** of change events */
  readonly change: Pick<ChangeEvent, 'header' | 'unchanged'> | undefined;
}

export class EventLog {
  readonly #database: Database;
  readonly #schema: OrgSchema;
  readonly #counters: Counters;
  readonly #now: () => number;

  constructor(database: Database, schema: OrgSchema, counters: Counters, now: () => number) {
    this.#database = database;
    this.#schema = schema;
    this.#counters = counters;
    this.#now = now;
    database.execute(
      'CREATE TABLE IF NOT EXISTS local_org_event (replay_id INTEGER PRIMARY KEY, type TEXT NOT NULL, at INTEGER NOT NULL,' +
        ' body TEXT NOT NULL) STRICT;' +
        'CREATE INDEX IF NOT EXISTS local_org_event_type ON local_org_event (type, replay_id);' +
        'CREATE INDEX IF NOT EXISTS local_org_event_at ON local_org_event (at)',
    );
  }

  nextReplayId(): number {
    return this.#counters.next('replayId');
  }

  append(events: readonly SObject[]): void {
    this.#write(
      events.map((event) => {
        const replayId = Number(event.peek('ReplayId'));
        return { replayId, type: event.type, values: cellsOf(event), change: undefined };
      }),
    );
  }

  appendChanges(changes: readonly ChangeEvent[]): void {
    this.#write(
      changes.map(({ event, values, header, unchanged }) => {
        return { replayId: this.nextReplayId(), type: event, values, change: { header, unchanged } };
      }),
    );
  }

  get end(): number {
    return Number(this.#database.get('SELECT max(replay_id) AS last FROM local_org_event')?.['last'] ?? 0);
  }

  /** The events of some types after a place, in order. */
  events(types: readonly string[], after: number, most: number): readonly LoggedEvent[] {
    const text =
      'SELECT replay_id, type, body FROM local_org_event WHERE replay_id > ? AND type IN (SELECT value FROM json_each(?)) ORDER BY replay_id LIMIT ?';
    return this.#database.arrays(text, after, JSON.stringify(types), most).map(([replayId, type, body]) => ({
      ...(JSON.parse(String(body)) as Omit<LoggedEvent, 'replayId' | 'type'>),
      replayId: Number(replayId),
      type: String(type),
    }));
  }

  /** As triggers get them. */
  read(object: string, after: number, most: number): readonly SObject[] {
    const type = this.#schema.objects.get(object.toLowerCase())!;
    return this.events([type.name], after, most).map((event) => this.#record(type, event));
  }

  #record(type: ObjectSchema, { replayId, values, change }: LoggedEvent): SObject {
    if (change !== undefined)
      return changeRecord(this.#schema, { event: type.name, values, ...change }, String(replayId));
    const record = new SObject(type.name, type);
    for (const field of type.fields.values()) {
      if (stored(field)) record.poke(field.name, fromSql(kindOf(field), values[field.name] ?? null, field.scale));
    }
    return record;
  }

  #write(events: readonly LoggedEvent[]): void {
    if (events.length === 0) return;
    const now = this.#now();
    this.#database.transaction(() => {
      for (const { replayId, type, values, change } of events) {
        const body = JSON.stringify({ values, change });
        this.#database.run(
          'INSERT INTO local_org_event (replay_id, type, at, body) VALUES (?, ?, ?, ?)',
          ...[replayId, type, now, body],
        );
      }
      this.#database.run('DELETE FROM local_org_event WHERE at < ?', now - RETENTION);
      // the numbers are taken, whatever becomes of the transaction that published
      this.#counters.keep();
    });
  }
}

function cellsOf(event: SObject): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  for (const field of event.schema!.fields.values()) {
    const value = stored(field) ? toSql(kindOf(field), event.peek(field.name)) : null;
    if (value !== null) cells[field.name] = typeof value === 'bigint' ? Number(value) : (value as Cell);
  }
  return cells;
}

/** What the event bus keeps with the data: replay Ids, events whose publication may still be undone, and the subscribers' state. */
import type { EventStore, SubscriptionState } from '../async/host.ts';
import { changeRecord, type ChangeEvent } from '../data/changes/change-event.ts';
import type { DataLayer } from '../data/data-layer.ts';
import { insertRow, updateRow } from '../data/dml/table.ts';
import { current } from '../runtime/kernel/context.ts';
import type { LoadedTrigger } from '../runtime/kernel/program.ts';
import { randomUuid } from '../runtime/library/ids.ts';
import type { SObject } from '../runtime/platform/sobject.ts';
import type { ObjectSchema, OrgSchema } from '../schema/model.ts';
import type { Database } from '../storage/database.ts';
import { readMeta, writeMeta } from '../storage/tables.ts';
import type { EventLog } from './event-log.ts';

const MARK = 'event:';
/** a trigger that is to get its last batch again */
const RETRIED = 'retry:';

export interface EventStoreParts {
  readonly schema: OrgSchema;
  readonly database: Database;
  readonly data: DataLayer;
  readonly log: EventLog;
  readonly triggers: readonly LoadedTrigger[];
}

export class DatabaseEventStore implements EventStore {
  readonly #schema: OrgSchema;
  readonly #database: Database;
  readonly #data: DataLayer;
  readonly #log: EventLog;
  readonly #subscriber: ObjectSchema;

  /** Brings the rows of EventBusSubscriber in line with the program's triggers: a trigger that is new, or saved anew, runs. */
  constructor({ schema, database, data, log, triggers }: EventStoreParts) {
    this.#schema = schema;
    this.#database = database;
    this.#data = data;
    this.#log = log;
    this.#subscriber = schema.objects.get('eventbussubscriber')!;
    database.transaction(() => {
      // what had not been published when a former process ended
      database.run("DELETE FROM local_org_meta WHERE key LIKE 'event:%'");
      const subscribed = triggers.filter(
        (trigger) => schema.objects.get(trigger.object.toLowerCase())?.kind === 'platformEvent',
      );
      for (const trigger of subscribed) this.#subscribe(trigger);
      const names = JSON.stringify(subscribed.map((trigger) => trigger.name));
      database.run('DELETE FROM "EventBusSubscriber" WHERE "Name" NOT IN (SELECT value FROM json_each(?))', names);
      data.counters.keep();
    });
  }

  nextReplayId(): number {
    return this.#log.nextReplayId();
  }

  append(events: readonly SObject[]): void {
    this.#log.append(events);
  }

  get end(): number {
    return this.#log.end;
  }

  read(object: string, after: number, most: number): readonly SObject[] {
    return this.#log.read(object, after, most);
  }

  appendChanges(): readonly string[] {
    const changes = this.#changes();
    this.#log.appendChanges(changes);
    return [...new Set(changes.map(({ event }) => event))];
  }

  takeChanges(nextReplayId: () => number): readonly SObject[] {
    return this.#changes().map((change) => changeRecord(this.#schema, change, String(nextReplayId())));
  }

  #changes(): readonly ChangeEvent[] {
    const { clock, kind } = current();
    // "Only populated for changes done by API apps or from Lightning Experience; empty otherwise."
    const origin = kind === 'rest' ? `com/salesforce/api/rest/${this.#schema.apiVersion}` : '';
    return this.#data.takeChanges({ key: () => randomUuid().text, origin, at: clock.now() });
  }

  get topics(): readonly string[] {
    return this.#database.all('SELECT DISTINCT "Topic" FROM "EventBusSubscriber"').map((row) => String(row.Topic));
  }

  state(trigger: string): SubscriptionState {
    const text = 'SELECT "Position", "Retries", "LastError", "Status" FROM "EventBusSubscriber" WHERE "Name" = ?';
    const row = this.#database.get(text, trigger)!;
    // what is said of a batch stays to be seen when it is done with
    const retries = readMeta(this.#database, RETRIED + trigger) !== undefined;
    return {
      position: Number(row.Position),
      retries: retries ? Number(row.Retries) : 0,
      lastError: !retries || row.LastError === null ? null : String(row.LastError),
      failed: row.Status === 'Error',
    };
  }

  mark(replayId: string): void {
    writeMeta(this.#database, MARK + replayId, '');
  }

  takeMarked(replayIds: readonly string[]): ReadonlySet<string> {
    const keys = JSON.stringify(replayIds.map((replayId) => MARK + replayId));
    const found = this.#database
      .all('SELECT key FROM local_org_meta WHERE key IN (SELECT value FROM json_each(?))', keys)
      .map((row) => String(row.key).slice(MARK.length));
    this.#database.run('DELETE FROM local_org_meta WHERE key IN (SELECT value FROM json_each(?))', keys);
    return new Set(found);
  }

  record(trigger: string, values: Readonly<Record<string, string | number | null>>): void {
    const row = this.#database.get('SELECT "Id" FROM "EventBusSubscriber" WHERE "Name" = ?', trigger);
    updateRow(this.#database, this.#subscriber, String(row!.Id), Object.keys(values), Object.values(values));
    if ('Position' in values) this.#database.run('DELETE FROM local_org_meta WHERE key = ?', RETRIED + trigger);
    else writeMeta(this.#database, RETRIED + trigger, '');
  }

  #subscribe(trigger: LoadedTrigger): void {
    const { Id, Status } =
      this.#database.get('SELECT "Id", "Status" FROM "EventBusSubscriber" WHERE "Name" = ?', trigger.name) ?? {};
    // one that had failed goes on with what is published from now on, as a new one begins
    const state = { Status: 'Running', Retries: 0, LastError: null, Position: this.#log.end };
    if (Id !== undefined) {
      if (Status === 'Error') {
        updateRow(this.#database, this.#subscriber, String(Id), Object.keys(state), Object.values(state));
        this.#database.run('DELETE FROM local_org_meta WHERE key = ?', RETRIED + trigger.name);
      }
      return;
    }
    const code = this.#database.get('SELECT "Id" FROM "ApexTrigger" WHERE "Name" = ?', trigger.name);
    const values = {
      Id: this.#data.counters.newId(this.#subscriber.keyPrefix),
      ExternalId: String(code?.Id ?? ''),
      Name: trigger.name,
      Topic: trigger.object,
      Type: 'ApexTrigger',
      Tip: -1,
      IsPartitioned: 0,
      ...state,
    };
    insertRow(this.#database, this.#subscriber, Object.keys(values), Object.values(values));
  }
}

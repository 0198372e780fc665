/** What the event bus keeps with the data: replay Ids, events whose publication may still be undone, and the subscribers' state. */
import type { EventStore } from '../async/host.ts';
import type { Counters } from '../data/counters.ts';
import { insertRow, updateRow } from '../data/dml/table.ts';
import type { LoadedTrigger } from '../runtime/kernel/program.ts';
import type { ObjectSchema, OrgSchema } from '../schema/model.ts';
import type { Database } from '../storage/database.ts';
import { writeMeta } from '../storage/tables.ts';

const MARK = 'event:';

export class DatabaseEventStore implements EventStore {
  readonly #database: Database;
  readonly #counters: Counters;
  readonly #subscriber: ObjectSchema;

  /** Brings the rows of EventBusSubscriber in line with the program's triggers: a trigger that is new, or saved anew, runs. */
  constructor(schema: OrgSchema, database: Database, counters: Counters, triggers: readonly LoadedTrigger[]) {
    this.#database = database;
    this.#counters = counters;
    this.#subscriber = schema.objects.get('eventbussubscriber')!;
    database.transaction(() => {
      // what a former process published and never delivered is lost with it
      database.run("DELETE FROM local_org_meta WHERE key LIKE 'event:%'");
      const subscribed = triggers.filter(
        (trigger) => schema.objects.get(trigger.object.toLowerCase())?.kind === 'platformEvent',
      );
      for (const trigger of subscribed) this.#subscribe(trigger);
      const names = JSON.stringify(subscribed.map((trigger) => trigger.name));
      database.run('DELETE FROM "EventBusSubscriber" WHERE "Name" NOT IN (SELECT value FROM json_each(?))', names);
      counters.keep();
    });
  }

  nextReplayId(): number {
    return this.#counters.next('replayId');
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
  }

  #subscribe(trigger: LoadedTrigger): void {
    const state = { Status: 'Running', Retries: 0, LastError: null };
    const { Id } = this.#database.get('SELECT "Id" FROM "EventBusSubscriber" WHERE "Name" = ?', trigger.name) ?? {};
    if (Id !== undefined) {
      updateRow(this.#database, this.#subscriber, String(Id), Object.keys(state), Object.values(state));
      return;
    }
    const code = this.#database.get('SELECT "Id" FROM "ApexTrigger" WHERE "Name" = ?', trigger.name);
    const values = {
      Id: this.#counters.newId(this.#subscriber.keyPrefix),
      ExternalId: String(code?.Id ?? ''),
      Name: trigger.name,
      Topic: trigger.object,
      Type: 'ApexTrigger',
      Position: 0,
      Tip: -1,
      IsPartitioned: 0,
      ...state,
    };
    insertRow(this.#database, this.#subscriber, Object.keys(values), Object.values(values));
  }
}

/** Publishing of platform events and what their triggers are told (Apex Reference Guide, EventBus Class and Namespace). */
import type { RowResult } from '../ports.ts';
import { current } from '../kernel/context.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { constructorsOf } from '../library/exceptions.ts';
import { newList } from './collections.ts';
import { SaveResult } from './database-results.ts';
import { rowsOf } from './dml.ts';
import { org } from './session.ts';
import type { SObject } from './sobject.ts';

/** A call counts as what the events' publish behaviour is: a DML statement, or an immediate publish. */
function publishRows(rows: readonly SObject[], callback: object | null): readonly RowResult[] {
  const behaviours = new Set(rows.map((row) => row.schema?.publishBehavior));
  if (behaviours.has('PublishImmediately')) current().limits.count('publishImmediateDml');
  if (behaviours.has('PublishAfterCommit')) current().limits.count('dmlStatements');
  return rows.length === 0 ? [] : org().async.publish(rows, callback ?? undefined);
}

function publishOne(event: SObject | null, callback: object | null = null): SaveResult {
  if (event === null) throwNull();
  return new SaveResult(publishRows([event], callback)[0]);
}

function publishList(events: object | null, callback: object | null = null): object {
  const rows = rowsOf(events);
  if (rows.some((row) => (row as SObject | null) === null)) throwNull();
  return newList(
    'Database.SaveResult',
    publishRows(rows, callback).map((row) => new SaveResult(row)),
  );
}

/** The UUID stands in the result's only error, beside a status code that says that all is well. */
function operationId(result: unknown): string | null {
  if (!(result instanceof SaveResult)) return null;
  return result.row.success ? (result.row.errors[0]?.message ?? null) : null;
}

register('System.EventBus', {
  statics: {
    'getOperationId(Object)': operationId,
    'publish(SObject)': (event: SObject | null) => publishOne(event),
    'publish(SObject,Object)': publishOne,
    'publish(List)': (events: object | null) => publishList(events),
    'publish(List,Object)': publishList,
  },
});

// ---------------------------------------------------------------- the running trigger

/** What the trigger of a platform event is told, and where it says to go on. The asynchronous layer makes and reads it. */
export class TriggerContext {
  readonly #lastError: string | null;
  readonly #retries: number;
  readonly #replayIds: ReadonlySet<string>;
  #checkpoint: string | null = null;

  constructor(lastError: string | null, retries: number, replayIds: Iterable<string>) {
    this.#lastError = lastError;
    this.#retries = retries;
    this.#replayIds = new Set(replayIds);
  }

  get f_lastError(): string | null {
    return this.#lastError;
  }
  get f_retries(): number {
    return this.#retries;
  }
  'getResumeCheckpoint()'(): string | null {
    return this.#checkpoint;
  }

  'setResumeCheckpoint(String)'(replayId: string | null): void {
    if (replayId === null || !this.#replayIds.has(replayId))
      throwApex(
        'EventBus.InvalidReplayIdException',
        `The replay ID ${replayId} is not one of an event in the current trigger batch`,
      );
    this.#checkpoint = replayId;
  }
}

const RUNNING = Symbol('platform event trigger of the transaction');

export function setTriggerContext(context: TriggerContext): void {
  current().features.set(RUNNING, context);
}

register('EventBus.TriggerContext', {
  class: TriggerContext,
  // where no trigger of a platform event runs there is nothing to tell; the documentation does not say what comes then
  statics: { 'currentContext()': () => current().features.get(RUNNING) ?? null },
});

for (const name of ['RetryableException', 'InvalidReplayIdException'])
  register(`EventBus.${name}`, { constructors: constructorsOf(`EventBus.${name}`) });

// ---------------------------------------------------------------- change events

const CAPTURE = Symbol('whether the test has changes captured');

/** Test.enableChangeDataCapture: from now on, whatever the channels of the org select. */
export function captureChanges(): void {
  current().root.features.set(CAPTURE, true);
}

export const capturesChanges = (): boolean => current().root.features.has(CAPTURE);

// ---------------------------------------------------------------- results for callbacks, and the test's bus

/** EventBus.SuccessResult and EventBus.FailureResult. */
export class PublishResult {
  readonly eventUuids: readonly string[];

  constructor(eventUuids: readonly string[]) {
    this.eventUuids = eventUuids;
  }

  'getEventUuids()'(): object {
    return newList('String', [...this.eventUuids]);
  }
}

export class TestBroker {
  'deliver()'(): void {
    org().async.deliverEvents();
  }
  'fail()'(): void {
    org().async.failEvents();
  }
}

register('EventBus.TestBroker', { class: TestBroker });

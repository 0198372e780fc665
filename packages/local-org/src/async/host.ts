/** What the asynchronous layer needs from the org around it. The composition root supplies it. */
import type { SObject } from '../runtime/platform/sobject.ts';
import type { Clock } from '../runtime/ports.ts';

export type JobKind = 'batch' | 'future' | 'queueable' | 'scheduled' | 'event';

export type JobObject = 'AsyncApexJob' | 'CronTrigger' | 'CronJobDetail';

/** The rows that Apex and users see of jobs. Writes take part in the transaction that is open, and cost no limits. */
export interface JobStore {
  /** returns the new Id; values are Apex values by canonical field name */
  insert(object: JobObject, values: Readonly<Record<string, unknown>>): string;
  update(object: JobObject, id: string, values: Readonly<Record<string, unknown>>): void;
  remove(object: JobObject, id: string): void;
  /** false once the transaction that inserted the row has been rolled back */
  exists(object: JobObject, id: string): boolean;
  /** keeps what is needed to run a job after a restart, beside its row; null forgets it */
  keep(id: string, state: string | null): void;
  /** what `keep` keeps under the Id */
  keptState(id: string): string | undefined;
  kept(): readonly { readonly id: string; readonly state: string }[];
}

/** A trigger of a platform event. */
export interface EventSubscriber {
  readonly trigger: string;
  /** events that it is given at a time, up to 2,000 */
  readonly batchSize: number;
  /** undefined for the automated user */
  readonly userId: string | undefined;
}

/** How far a subscriber has come. */
export interface SubscriptionState {
  /** replay Id of the last event that it is through with */
  readonly position: number;
  readonly retries: number;
  readonly lastError: string | null;
  /** too many retries: it gets no more events */
  readonly failed: boolean;
}

/** Events in the order in which they were published. */
export interface EventStream {
  /** up to `most` events of an object after a place in the stream */
  read(object: string, after: number, most: number): readonly SObject[];
  /** the last place in the stream */
  readonly end: number;
}

/**
 * What the event bus keeps with the data: the stream of events, of which a process that was killed loses nothing, and how far each
 * subscriber has come. Writes take part in the transaction that is open, and cost no limits.
 */
export interface EventStore extends EventStream {
  /** increases, and never comes back */
  nextReplayId(): number;
  /** remembers an event as long as the transaction, or the part of it that publishes, is not rolled back */
  mark(replayId: string): void;
  /** forgets the events; gives those that were remembered */
  takeMarked(replayIds: readonly string[]): ReadonlySet<string>;
  /** puts published events at the end of the stream */
  append(events: readonly SObject[]): void;
  /** puts the change events of the transaction at the end of the stream; gives the names of their types */
  appendChanges(): readonly string[];
  /** the change events of a test so far, which no stream but its own holds */
  takeChanges(nextReplayId: () => number): readonly SObject[];
  /** the objects that have subscribers */
  readonly topics: readonly string[];
  state(trigger: string): SubscriptionState;
  /** changes what EventBusSubscriber says of a trigger */
  record(trigger: string, values: Readonly<Record<string, string | number | null>>): void;
}

export interface AsyncHost {
  readonly clock: Clock;
  readonly jobs: JobStore;
  readonly events: EventStore;
  /**
   * Runs `work` in a transaction of its own, with fresh statics and the limits of asynchronous Apex, as that user: commits
   * when it returns, rolls back when it throws. While a test runs, it is a part of the test's transaction (a savepoint).
   */
  transaction<T>(kind: JobKind, userId: string, work: () => T): T;
  /** the triggers of a platform event */
  subscribers(object: string): readonly EventSubscriber[];
  /** runs a trigger of a platform event, inside a transaction. @throws what it threw */
  fireTrigger(trigger: string, events: readonly SObject[]): void;
  /** calls a static method of the project */
  callStatic(className: string, methodKey: string, args: readonly unknown[]): void;
  /** Id of the ApexClass row */
  classId(className: string): string | null;
  /** the user that platform event triggers run as */
  readonly automatedUserId: string;
  /** a line for the org's log: a job that failed */
  log(text: string): void;
}

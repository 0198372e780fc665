/**
 * From EventBus.publish to the bus. `PublishImmediately` events are published even when the publishing transaction is rolled
 * back; the others need its commit, and a rollback to a savepoint takes them back (Platform Events Developer Guide,
 * "Publish Behavior"). Both get into the stream as the transaction ends. In a test everything waits for the test: Test.stopTest,
 * deliver() or fail().
 */
import { asEntry, current, type ExecutionContext } from '../runtime/kernel/context.ts';
import { PublishResult } from '../runtime/platform/event-bus.ts';
import type { SObject } from '../runtime/platform/sobject.ts';
import type { RowResult } from '../runtime/ports.ts';
import { decode, encode } from '../runtime/platform/serialization.ts';
import { EventBus, TestStream } from './event-bus.ts';
import { prepareEvents, replayIdOf, uuidOf } from './events.ts';
import type { AsyncHost } from './host.ts';
import type { JobQueue, WaitingJob } from './queue.ts';

/** What one call published. */
interface Publication {
  readonly events: readonly SObject[];
  /** encoded; undefined without one */
  readonly callback: string | undefined;
}

/** A callback that waits for its turn, as it is kept in the database. */
export interface CallbackJob {
  readonly kind: 'callback';
  readonly id: string;
  readonly due: number;
  /** encoded */
  readonly callback: string;
  readonly eventUuids: readonly string[];
}

/** The bus of one test: it knows nothing of the org's, and starts with the first replay Id. */
interface TestBus {
  readonly bus: EventBus;
  readonly stream: TestStream;
  readonly published: Publication[];
  replayId: number;
  /** how many events it has taken */
  accepted: number;
}

/** What a transaction has published. */
interface Uncommitted {
  readonly publications: Publication[];
  /** types of the events that are in the stream now */
  readonly types: Set<string>;
  readonly callbacks: CallbackJob[];
}

interface PublishCallback {
  readonly 'onSuccess(EventBus.SuccessResult)'?: (result: PublishResult) => void;
  readonly 'onFailure(EventBus.FailureResult)'?: (result: PublishResult) => void;
}

/** Event messages that a test method can publish (Platform Events Developer Guide, "Test Events and Limits"). */
const TEST_EVENTS = 500;
const UNCOMMITTED = Symbol('events that wait for the end of the transaction');
const TEST_BUS = Symbol('event bus of the test');
const NEW_SUBSCRIBER = { position: 0, retries: 0, lastError: null, failed: false };

export class Publishing {
  readonly #host: AsyncHost;
  readonly #queue: JobQueue;
  readonly #bus: EventBus;
  /** triggers that have their turn in the queue */
  readonly #queued = new Set<string>();

  constructor(host: AsyncHost, queue: JobQueue) {
    this.#host = host;
    this.#queue = queue;
    this.#bus = new EventBus(host, host.events, (trigger) => host.events.state(trigger));
  }

  publish(events: readonly SObject[], callback: object | undefined): readonly RowResult[] {
    const test = current().isTest ? this.#testBus() : undefined;
    const nextReplayId = test ? () => (test.replayId += 1) : () => this.#host.events.nextReplayId();
    const room = test ? TEST_EVENTS - test.accepted : Infinity;
    const { results, accepted } = prepareEvents(events, callback !== undefined, nextReplayId, room);
    if (test) test.accepted += accepted.length;
    const publication: Publication = {
      events: accepted,
      callback: callback === undefined ? undefined : encode(callback),
    };
    for (const event of accepted) if (waitsForCommit(event)) this.#host.events.mark(replayIdOf(event));
    (test?.published ?? uncommitted(current()).publications).push(publication);
    return results;
  }

  /** Before a commit: what the transaction has published becomes a part of the stream, with what has changed in it. */
  committing(context: ExecutionContext): void {
    const { publications } = uncommitted(context);
    this.#append(context, this.#published(publications.splice(0)));
    for (const type of this.#host.events.appendChanges()) uncommitted(context).types.add(type);
  }

  /** After a rollback: what was published immediately stays published. */
  rolledBack(context: ExecutionContext): void {
    const { publications } = uncommitted(context);
    const immediate = publications.splice(0).map((publication) => ({
      ...publication,
      events: publication.events.filter((event) => !waitsForCommit(event)),
    }));
    this.#append(
      context,
      immediate.filter(({ events }) => events.length > 0),
    );
  }

  /** After either: subscribers and callbacks get their turns. */
  ended(context: ExecutionContext): void {
    const { types, callbacks } = uncommitted(context);
    for (const trigger of this.#bus.waiting(types)) this.#giveTurn(trigger);
    types.clear();
    for (const job of callbacks.splice(0)) this.#queue.add(this.waiting(job));
  }

  /** The subscribers that a former process has left without their events. */
  restore(): void {
    for (const trigger of this.#bus.waiting(this.#host.events.topics)) this.#giveTurn(trigger);
  }

  waiting(job: CallbackJob): WaitingJob {
    const forget = (): void => this.#host.jobs.keep(job.id, null);
    return {
      id: undefined,
      due: job.due,
      run: () => {
        if (!this.#tell(job.callback, job.eventUuids, 'onSuccess(EventBus.SuccessResult)', forget)) forget();
      },
    };
  }

  #append(context: ExecutionContext, publications: readonly Publication[]): void {
    if (publications.length === 0) return;
    const { types, callbacks } = uncommitted(context);
    const events = publications.flatMap((publication) => publication.events);
    this.#host.events.append(events);
    for (const event of events) types.add(event.type);
    for (const publication of publications) {
      const { callback } = publication;
      if (callback === undefined) continue;
      const id = `callback:${replayIdOf(publication.events[0]).padStart(12, '0')}`;
      const eventUuids = publication.events.map(uuidOf);
      const job: CallbackJob = { kind: 'callback', id, due: this.#host.clock.now(), callback, eventUuids };
      this.#host.jobs.keep(id, JSON.stringify(job));
      callbacks.push(job);
    }
  }

  // ---------------------------------------------------------------- tests

  /** Delivers what the test has published so far, and what triggers asked for again; not what those publish. */
  deliverInTest(): void {
    const test = this.#testBus();
    const { bus, stream, published } = test;
    const publications = this.#published(published.splice(0));
    const changes = this.#host.events.takeChanges(() => (test.replayId += 1));
    const events = [...publications.flatMap((publication) => publication.events), ...changes];
    stream.append(events);
    bus.waiting(events.map(({ type }) => type));
    for (const trigger of bus.allWaiting) while (bus.deliver(trigger) === 'again');
    for (const publication of publications) this.#tellOf(publication, 'onSuccess(EventBus.SuccessResult)');
  }

  /** No trigger hears of what the test has published so far; its callbacks hear that it failed. */
  failInTest(): void {
    for (const publication of this.#published(this.#testBus().published.splice(0)))
      this.#tellOf(publication, 'onFailure(EventBus.FailureResult)');
  }

  #testBus(): TestBus {
    return current().root.feature(TEST_BUS, (): TestBus => {
      const stream = new TestStream();
      return {
        bus: new EventBus(this.#host, stream, () => NEW_SUBSCRIBER),
        stream,
        published: [],
        replayId: 0,
        accepted: 0,
      };
    });
  }

  // ---------------------------------------------------------------- the org

  #giveTurn(trigger: string): void {
    if (this.#queued.has(trigger)) return;
    this.#queued.add(trigger);
    const run = (): void => {
      this.#queued.delete(trigger);
      if (this.#bus.deliver(trigger) !== 'done') this.#giveTurn(trigger);
    };
    this.#queue.add({ id: undefined, due: this.#host.clock.now(), run });
  }

  /** Leaves out the events whose publication was rolled back. */
  #published(publications: readonly Publication[]): Publication[] {
    const waiting = publications.flatMap(({ events }) => events.filter(waitsForCommit).map(replayIdOf));
    const kept = waiting.length === 0 ? new Set<string>() : this.#host.events.takeMarked(waiting);
    return publications
      .map((publication) => ({
        ...publication,
        events: publication.events.filter((event) => !waitsForCommit(event) || kept.has(replayIdOf(event))),
      }))
      .filter(({ events }) => events.length > 0);
  }

  #tellOf({ events, callback }: Publication, method: keyof PublishCallback): void {
    if (callback !== undefined) this.#tell(callback, events.map(uuidOf), method);
  }

  /**
   * Callbacks run as the automated user, in transactions of their own; their failures reach nobody. `also` is done in the same
   * transaction. @returns whether it was committed
   */
  #tell(callback: string, eventUuids: readonly string[], method: keyof PublishCallback, also?: () => void): boolean {
    try {
      this.#host.transaction('event', this.#host.automatedUserId, () => {
        also?.();
        const receiver = decode(callback) as PublishCallback;
        asEntry(() => receiver[method]?.(new PublishResult(eventUuids)));
      });
      return true;
    } catch (failure) {
      this.#host.log(`A publish callback failed: ${failure instanceof Error ? failure.message : String(failure)}`);
      return false;
    }
  }
}

const waitsForCommit = (event: SObject): boolean => event.schema?.publishBehavior === 'PublishAfterCommit';

const uncommitted = (context: ExecutionContext): Uncommitted =>
  context.feature(UNCOMMITTED, () => ({ publications: [], types: new Set<string>(), callbacks: [] }));

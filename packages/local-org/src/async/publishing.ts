/**
 * From EventBus.publish to the bus. `PublishImmediately` events go on their way even when the publishing transaction is rolled
 * back; the others wait for its commit, and a rollback to a savepoint takes them back (Platform Events Developer Guide,
 * "Publish Behavior"). In a test everything waits for the test: Test.stopTest, deliver() or fail().
 */
import { asEntry, current, type ExecutionContext } from '../runtime/kernel/context.ts';
import { PublishResult } from '../runtime/platform/event-bus.ts';
import type { SObject } from '../runtime/platform/sobject.ts';
import type { RowResult } from '../runtime/ports.ts';
import { decode, encode } from '../runtime/platform/serialization.ts';
import { EventBus } from './event-bus.ts';
import { prepareEvents, replayIdOf, uuidOf } from './events.ts';
import type { AsyncHost } from './host.ts';
import type { JobQueue } from './queue.ts';

/** What one call published. */
interface Publication {
  readonly events: readonly SObject[];
  /** encoded; undefined without one */
  readonly callback: string | undefined;
}

/** The bus of one test: it knows nothing of the org's, and starts with the first replay Id. */
interface TestBus {
  readonly bus: EventBus;
  readonly published: Publication[];
  replayId: number;
}

interface PublishCallback {
  readonly 'onSuccess(EventBus.SuccessResult)'?: (result: PublishResult) => void;
  readonly 'onFailure(EventBus.FailureResult)'?: (result: PublishResult) => void;
}

const UNCOMMITTED = Symbol('events that wait for the commit');
const TEST_BUS = Symbol('event bus of the test');

export class Publishing {
  readonly #host: AsyncHost;
  readonly #queue: JobQueue;
  readonly #bus: EventBus;
  /** triggers that have their turn in the queue */
  readonly #queued = new Set<string>();

  constructor(host: AsyncHost, queue: JobQueue) {
    this.#host = host;
    this.#queue = queue;
    this.#bus = new EventBus(host);
  }

  publish(events: readonly SObject[], callback: object | undefined): readonly RowResult[] {
    const test = current().isTest ? this.#testBus() : undefined;
    const nextReplayId = test ? () => (test.replayId += 1) : () => this.#host.events.nextReplayId();
    const { results, accepted } = prepareEvents(events, callback !== undefined, nextReplayId);
    const publication: Publication = {
      events: accepted,
      callback: callback === undefined ? undefined : encode(callback),
    };
    for (const event of accepted) if (waitsForCommit(event)) this.#host.events.mark(replayIdOf(event));
    if (test) {
      test.published.push(publication);
      return results;
    }
    this.#send({ ...publication, events: accepted.filter((event) => !waitsForCommit(event)) });
    uncommitted(current()).push({ ...publication, events: accepted.filter(waitsForCommit) });
    return results;
  }

  /** After a commit: what waited for it is sent. */
  committed(context: ExecutionContext): void {
    for (const publication of this.#published(uncommitted(context).splice(0))) this.#send(publication);
  }

  // ---------------------------------------------------------------- tests

  /** Delivers what the test has published so far, and what triggers asked for again; not what those publish. */
  deliverInTest(): void {
    const { bus, published } = this.#testBus();
    const publications = this.#published(published.splice(0));
    for (const { events } of publications) bus.accept(events);
    for (const trigger of bus.waiting) while (bus.deliver(trigger) === 'again');
    for (const publication of publications) this.#tell(publication, 'onSuccess(EventBus.SuccessResult)');
  }

  /** No trigger hears of what the test has published so far; its callbacks hear that it failed. */
  failInTest(): void {
    for (const publication of this.#published(this.#testBus().published.splice(0)))
      this.#tell(publication, 'onFailure(EventBus.FailureResult)');
  }

  #testBus(): TestBus {
    return current().root.feature(TEST_BUS, (): TestBus => ({
      bus: new EventBus(this.#host),
      published: [],
      replayId: 0,
    }));
  }

  // ---------------------------------------------------------------- the org

  #send(publication: Publication): void {
    if (publication.events.length === 0) return;
    for (const trigger of this.#bus.accept(publication.events)) this.#giveTurn(trigger);
    if (publication.callback === undefined) return;
    this.#later(() => this.#tell(publication, 'onSuccess(EventBus.SuccessResult)'));
  }

  #giveTurn(trigger: string): void {
    if (this.#queued.has(trigger)) return;
    this.#queued.add(trigger);
    this.#later(() => {
      this.#queued.delete(trigger);
      if (this.#bus.deliver(trigger) !== 'done') this.#giveTurn(trigger);
    });
  }

  #later(run: () => void): void {
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

  /** Callbacks run as the automated user, in transactions of their own; their failures reach nobody. */
  #tell({ events, callback }: Publication, method: keyof PublishCallback): void {
    if (callback === undefined) return;
    try {
      this.#host.transaction('event', this.#host.automatedUserId, () => {
        const receiver = decode(callback) as PublishCallback;
        asEntry(() => receiver[method]?.(new PublishResult(events.map(uuidOf))));
      });
    } catch (failure) {
      this.#host.log(`A publish callback failed: ${failure instanceof Error ? failure.message : String(failure)}`);
    }
  }
}

const waitsForCommit = (event: SObject): boolean => event.schema?.publishBehavior === 'PublishAfterCommit';

const uncommitted = (context: ExecutionContext): Publication[] => context.feature(UNCOMMITTED, () => []);

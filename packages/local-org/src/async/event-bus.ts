/**
 * The event bus: each trigger of a platform event is a subscriber of its own, which gets the events in the order of their
 * replay Ids, in batches, each in a transaction of its own.
 * Platform Events Developer Guide, "Subscribing to Platform Event Notifications with Apex Triggers", "Retry Event Triggers
 * with EventBus.RetryableException", "Resume a Platform Event Trigger After an Uncaught Exception".
 */
import { setTriggerContext, TriggerContext } from '../runtime/platform/event-bus.ts';
import type { SObject } from '../runtime/platform/sobject.ts';
import { asApexException } from './contexts.ts';
import { replayIdOf } from './events.ts';
import type { AsyncHost, EventStream, EventSubscriber, SubscriptionState } from './host.ts';

/** The first run and nine retries. */
const MAXIMUM_RUNS = 10;
const RETRYABLE = 'EventBus.RetryableException';

interface Subscription {
  readonly subscriber: EventSubscriber;
  readonly object: string;
  state: SubscriptionState;
}

/** What has become of a batch. */
interface Outcome {
  readonly events: readonly SObject[];
  readonly context: TriggerContext;
  /** what went wrong after a checkpoint */
  readonly failure: unknown;
}

export class EventBus {
  readonly #host: AsyncHost;
  readonly #stream: EventStream;
  readonly #startOf: (trigger: string) => SubscriptionState;
  readonly #subscriptions = new Map<string, Subscription>();

  /** `startOf`: how far a subscriber has come that this bus does not know yet */
  constructor(host: AsyncHost, stream: EventStream, startOf: (trigger: string) => SubscriptionState) {
    this.#host = host;
    this.#stream = stream;
    this.#startOf = startOf;
  }

  /** @returns the subscribers of events of these types that have something to do */
  waiting(types: Iterable<string>): readonly string[] {
    const triggers = [...new Set(types)].flatMap((object) =>
      this.#host.subscribers(object).map((subscriber) => this.#subscription(subscriber, object)),
    );
    return triggers.filter((subscription) => this.#waits(subscription)).map(({ subscriber }) => subscriber.trigger);
  }

  /** all subscribers that have something to do, in the order in which they were first known */
  get allWaiting(): readonly string[] {
    return [...this.#subscriptions.values()]
      .filter((subscription) => this.#waits(subscription))
      .map(({ subscriber }) => subscriber.trigger);
  }

  /**
   * Gives a subscriber its next batch.
   * @returns 'again' where more is to be done now, 'retry' where the trigger asked for the same events later
   */
  deliver(trigger: string): 'done' | 'again' | 'retry' {
    const subscription = this.#subscriptions.get(trigger);
    if (!subscription || !this.#waits(subscription)) return 'done';
    const retried = this.#runBatch(subscription);
    return retried ? 'retry' : this.#waits(subscription) ? 'again' : 'done';
  }

  #waits({ object, state }: Subscription): boolean {
    return (
      !state.failed && state.position < this.#stream.end && this.#stream.read(object, state.position, 1).length > 0
    );
  }

  #subscription(subscriber: EventSubscriber, object: string): Subscription {
    let subscription = this.#subscriptions.get(subscriber.trigger);
    if (!subscription) {
      subscription = { subscriber, object, state: this.#startOf(subscriber.trigger) };
      this.#subscriptions.set(subscriber.trigger, subscription);
    }
    return subscription;
  }

  /** @returns whether the trigger has to be run again with the same events */
  #runBatch(subscription: Subscription): boolean {
    const { subscriber, object, state } = subscription;
    const events = this.#stream.read(object, state.position, subscriber.batchSize);
    const context = new TriggerContext(state.lastError, state.retries, events.map(replayIdOf));
    const outcome: { -readonly [Key in keyof Outcome]: Outcome[Key] } = { events, context, failure: undefined };
    try {
      this.#host.transaction('event', subscriber.userId ?? this.#host.automatedUserId, () => {
        setTriggerContext(context);
        try {
          this.#host.fireTrigger(subscriber.trigger, events);
        } catch (error) {
          // What was done up to a checkpoint is kept: the transaction ends well.
          if (context['getResumeCheckpoint()']() === null || isRetryable(error)) throw error;
          outcome.failure = error;
        }
        // with what the trigger did, so that a process that is killed does it once
        this.#record(subscription, positionAfter(outcome));
      });
    } catch (failure) {
      if (isRetryable(failure)) return this.#retry(subscription, failure);
      outcome.failure = failure;
      this.#record(subscription, positionAfter(outcome));
    }
    if (outcome.failure !== undefined) this.#report(subscription, outcome.failure);
    subscription.state = { position: positionAfter(outcome), retries: 0, lastError: null, failed: false };
    return false;
  }

  /** The delay before a retry is not documented; here the trigger is run again as soon as its turn comes. */
  #retry(subscription: Subscription, failure: unknown): boolean {
    const { state } = subscription;
    const retries = state.retries + 1;
    const failed = retries >= MAXIMUM_RUNS;
    const lastError = asApexException(failure)['getMessage()']();
    subscription.state = { ...state, retries: failed ? MAXIMUM_RUNS - 1 : retries, lastError, failed };
    if (failed) this.#report(subscription, failure);
    this.#record(subscription, undefined);
    return !failed;
  }

  /** How often a batch took stays to be seen until the next one. */
  #record({ subscriber, state: { retries, lastError, failed } }: Subscription, position: number | undefined): void {
    this.#host.events.record(subscriber.trigger, {
      ...(position === undefined ? {} : { Position: position }),
      Retries: retries,
      LastError: lastError,
      Status: failed ? 'Error' : 'Running',
    });
  }

  #report({ subscriber }: Subscription, failure: unknown): void {
    this.#host.log(`Trigger ${subscriber.trigger} failed: ${asApexException(failure).message}`);
  }
}

/** Without a checkpoint a batch is done with, whatever came of it. */
function positionAfter({ events, context }: Outcome): number {
  return Number(context['getResumeCheckpoint()']() ?? replayIdOf(events.at(-1)!));
}

/** The stream of one test. */
export class TestStream implements EventStream {
  readonly #events: SObject[] = [];

  append(events: readonly SObject[]): void {
    this.#events.push(...events);
  }

  get end(): number {
    return this.#events.length === 0 ? 0 : Number(replayIdOf(this.#events.at(-1)!));
  }

  read(object: string, after: number, most: number): readonly SObject[] {
    const read: SObject[] = [];
    for (const event of this.#events) {
      if (read.length === most) break;
      if (event.type === object && Number(replayIdOf(event)) > after) read.push(event);
    }
    return read;
  }
}

function isRetryable(failure: unknown): boolean {
  return failure instanceof Error && asApexException(failure).typeName === RETRYABLE;
}

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
import type { AsyncHost, EventSubscriber } from './host.ts';

/** The first run and nine retries. */
const MAXIMUM_RUNS = 10;
const RETRYABLE = 'EventBus.RetryableException';

/** What a subscriber has not been given yet, and how it fares. */
interface Subscription {
  readonly subscriber: EventSubscriber;
  pending: SObject[];
  retries: number;
  lastError: string | null;
  /** too many retries: what is published now does not reach it */
  failed: boolean;
}

export class EventBus {
  readonly #host: AsyncHost;
  readonly #subscriptions = new Map<string, Subscription>();

  constructor(host: AsyncHost) {
    this.#host = host;
  }

  /** Puts events, in order, before their subscribers. @returns the subscribers that have something to do */
  accept(events: readonly SObject[]): ReadonlySet<string> {
    const waiting = new Set<string>();
    for (const event of events) {
      for (const subscriber of this.#host.subscribers(event.type)) {
        const subscription = this.#subscription(subscriber);
        if (subscription.failed) continue;
        subscription.pending.push(event);
        waiting.add(subscriber.trigger);
      }
    }
    return waiting;
  }

  /** the subscribers that have something to do, in the order in which they were first given something */
  get waiting(): readonly string[] {
    return [...this.#subscriptions.values()]
      .filter(({ pending }) => pending.length > 0)
      .map(({ subscriber }) => subscriber.trigger);
  }

  /**
   * Gives a subscriber its next batch.
   * @returns 'again' where more is to be done now, 'retry' where the trigger asked for the same events later
   */
  deliver(trigger: string): 'done' | 'again' | 'retry' {
    const subscription = this.#subscriptions.get(trigger);
    if (!subscription || subscription.pending.length === 0) return 'done';
    const retried = this.#runBatch(subscription);
    return retried ? 'retry' : subscription.pending.length > 0 ? 'again' : 'done';
  }

  #subscription(subscriber: EventSubscriber): Subscription {
    let subscription = this.#subscriptions.get(subscriber.trigger);
    if (!subscription) {
      subscription = { subscriber, pending: [], retries: 0, lastError: null, failed: false };
      this.#subscriptions.set(subscriber.trigger, subscription);
    }
    return subscription;
  }

  /** @returns whether the trigger has to be run again with the same events */
  #runBatch(subscription: Subscription): boolean {
    const { subscriber, retries, lastError } = subscription;
    const batch = subscription.pending.slice(0, subscriber.batchSize);
    const context = new TriggerContext(lastError, retries, batch.map(replayIdOf));
    let failure: unknown;
    try {
      this.#host.transaction('event', subscriber.userId ?? this.#host.automatedUserId, () => {
        setTriggerContext(context);
        try {
          this.#host.fireTrigger(subscriber.trigger, batch);
        } catch (error) {
          // What was done up to a checkpoint is kept: the transaction ends well.
          if (context['getResumeCheckpoint()']() === null || isRetryable(error)) throw error;
          failure = error;
        }
      });
    } catch (error) {
      failure = error;
    }
    if (failure !== undefined && isRetryable(failure)) return this.#retry(subscription, failure);
    if (failure !== undefined) this.#report(subscription, failure);
    const checkpoint = context['getResumeCheckpoint()']();
    const handled =
      checkpoint === null ? batch.length : batch.findIndex((event) => replayIdOf(event) === checkpoint) + 1;
    this.#advance(subscription, handled);
    return false;
  }

  #advance(subscription: Subscription, handled: number): void {
    const last = subscription.pending[handled - 1];
    subscription.pending = subscription.pending.slice(handled);
    // how often it took stays to be seen until the next batch
    this.#record(subscription, { Position: Number(replayIdOf(last)) });
    subscription.retries = 0;
    subscription.lastError = null;
  }

  /** The delay before a retry is not documented; here the trigger is run again as soon as its turn comes. */
  #retry(subscription: Subscription, failure: unknown): boolean {
    subscription.retries += 1;
    subscription.lastError = asApexException(failure)['getMessage()']();
    subscription.failed = subscription.retries >= MAXIMUM_RUNS;
    if (subscription.failed) {
      subscription.retries = MAXIMUM_RUNS - 1;
      subscription.pending = [];
      this.#report(subscription, failure);
    }
    this.#record(subscription, {});
    return !subscription.failed;
  }

  #record(subscription: Subscription, position: { readonly Position?: number }): void {
    const { subscriber, retries, lastError, failed } = subscription;
    this.#host.events.record(subscriber.trigger, {
      ...position,
      Retries: retries,
      LastError: lastError,
      Status: failed ? 'Error' : 'Running',
    });
  }

  #report({ subscriber }: Subscription, failure: unknown): void {
    this.#host.log(`Trigger ${subscriber.trigger} failed: ${asApexException(failure).message}`);
  }
}

function isRetryable(failure: unknown): boolean {
  return failure instanceof Error && asApexException(failure).typeName === RETRYABLE;
}

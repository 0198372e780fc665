/**
 * Queueable Apex with its chain depth and finalizer (Apex Developer Guide, Queueable Apex; Transaction Finalizers). How a job
 * ended is written in its own transaction, so that a process that ends in between runs neither job nor finalizer twice.
 */
import { asEntry } from '../runtime/kernel/context.ts';
import { queueableFrame, type QueueableFrame } from '../runtime/platform/async-statics.ts';
import { decode, encode } from '../runtime/platform/serialization.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { asApexException, FinalizerContext, QueueableContext } from './contexts.ts';
import type { AsyncHost } from './host.ts';

/** All of it is text and numbers, so that it survives a restart. */
export interface QueueableJob {
  readonly kind: 'queueable';
  readonly id: string;
  readonly userId: string;
  readonly state: string;
  /** 1 for a job that no queueable enqueued */
  readonly depth: number;
  readonly maximumDepth: number | undefined;
  readonly delayMinutes: number;
  /** no other job with it may wait */
  readonly signature: string | undefined;
  readonly due: number;
  /** nothing of a test's outlives it */
  readonly isTest: boolean;
  /** set once the job has run and only its finalizer has not */
  readonly finalizer?: { readonly state: string; readonly failure: string | undefined };
}

interface Queueable {
  'execute(System.QueueableContext)'(context: QueueableContext): void;
}

interface Finalizer {
  'execute(System.FinalizerContext)'(context: FinalizerContext): void;
}

/** @throws what the job threw, after its finalizer has run */
export function runQueueable(job: QueueableJob, host: AsyncHost): void {
  const { jobs } = host;
  if (job.finalizer !== undefined) {
    const failure = job.finalizer.failure;
    runFinalizer(job, host, job.finalizer.state, failure === undefined ? undefined : decode(failure));
    return;
  }
  jobs.update('AsyncApexJob', job.id, { Status: 'Processing' });
  let failure: Error | undefined;
  let finalizer: string | undefined;
  try {
    host.transaction('queueable', job.userId, () => {
      const frame = openFrame(job);
      try {
        asEntry(() =>
          (decode(job.state) as Queueable)['execute(System.QueueableContext)'](new QueueableContext(job.id)),
        );
      } finally {
        // attached before a failure counts too
        if (frame.finalizer !== undefined) finalizer = encode(frame.finalizer);
      }
      recordSuccess(host, job.id);
      keepFinalizer(job, host, finalizer, undefined);
    });
  } catch (error) {
    failure = error instanceof Error ? error : asApexException(error);
    recordFailure(host, job.id, failure);
    keepFinalizer(job, host, finalizer, failure);
  }
  if (finalizer !== undefined) runFinalizer(job, host, finalizer, failure);
  if (failure !== undefined) throw failure;
}

function keepFinalizer(job: QueueableJob, host: AsyncHost, state: string | undefined, failure: unknown): void {
  if (state === undefined || job.isTest) return;
  const finalizer = { state, failure: failure === undefined ? undefined : encode(asApexException(failure)) };
  host.jobs.keep(job.id, JSON.stringify({ ...job, finalizer }));
}

function openFrame(job: QueueableJob): QueueableFrame {
  const frame = queueableFrame();
  frame.depth = job.depth;
  frame.maximumDepth = job.maximumDepth;
  frame.delayMinutes = job.delayMinutes;
  frame.running = true;
  return frame;
}

function runFinalizer(job: QueueableJob, host: AsyncHost, finalizer: string, failure: unknown): void {
  try {
    host.transaction('queueable', job.userId, () => {
      openFrame(job).finalizing = true;
      asEntry(() =>
        (decode(finalizer) as Finalizer)['execute(System.FinalizerContext)'](new FinalizerContext(job.id, failure)),
      );
      host.jobs.keep(job.id, null);
    });
  } catch (error) {
    host.jobs.keep(job.id, null);
    throw error;
  }
}

/** Writes into the job's row that it ended well; in the job's transaction. */
export function recordSuccess(host: AsyncHost, id: string): void {
  host.jobs.update('AsyncApexJob', id, {
    Status: 'Completed',
    JobItemsProcessed: 1,
    CompletedDate: new ApexDatetime(host.clock.now()),
  });
  host.jobs.keep(id, null);
}

/** Writes into the job's row what it ended with; after its transaction was rolled back. */
export function recordFailure(host: AsyncHost, id: string, failure: unknown): void {
  host.jobs.update('AsyncApexJob', id, {
    Status: 'Failed',
    JobItemsProcessed: 0,
    NumberOfErrors: 1,
    CompletedDate: new ApexDatetime(host.clock.now()),
    ExtendedStatus: asApexException(failure).message.slice(0, 255),
  });
  host.jobs.keep(id, null);
}

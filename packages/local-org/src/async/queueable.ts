/** Queueable Apex with its chain depth and finalizer (Apex Developer Guide, Queueable Apex). */
import { asEntry } from '../runtime/kernel/context.ts';
import { queueableFrame, type QueueableFrame } from '../runtime/platform/async-statics.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { decode, encode } from '../runtime/platform/serialization.ts';
import { asApexException, FinalizerContext, QueueableContext } from './contexts.ts';
import type { AsyncHost } from './host.ts';

export interface QueueableJob {
  readonly id: string;
  readonly userId: string;
  readonly state: string;
  /** 1 for a job that no queueable enqueued */
  readonly depth: number;
  readonly maximumDepth: number | undefined;
  readonly delayMinutes: number;
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
    });
  } catch (error) {
    failure = error instanceof Error ? error : asApexException(error);
  }
  finishJob(host, job.id, failure);
  if (finalizer !== undefined) runFinalizer(job, host, finalizer, failure);
  if (failure !== undefined) throw failure;
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
  host.transaction('queueable', job.userId, () => {
    openFrame(job);
    asEntry(() =>
      (decode(finalizer) as Finalizer)['execute(System.FinalizerContext)'](new FinalizerContext(job.id, failure)),
    );
  });
}

/** Writes how a job ended into its row. */
export function finishJob(host: AsyncHost, id: string, failure: unknown): void {
  const completed = {
    JobItemsProcessed: failure === undefined ? 1 : 0,
    CompletedDate: new ApexDatetime(host.clock.now()),
  };
  host.jobs.update(
    'AsyncApexJob',
    id,
    failure === undefined
      ? { ...completed, Status: 'Completed' }
      : {
          ...completed,
          Status: 'Failed',
          NumberOfErrors: 1,
          ExtendedStatus: asApexException(failure).message.slice(0, 255),
        },
  );
}

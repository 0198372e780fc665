/** Scheduled Apex: a CronTrigger with its CronJobDetail, fired by the org's clock (Apex Developer Guide, Apex Scheduler). */
import { asEntry } from '../runtime/kernel/context.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { decode } from '../runtime/platform/serialization.ts';
import { SchedulableContext } from './contexts.ts';
import { parseCron } from './cron.ts';
import type { AsyncHost } from './host.ts';

/** All of it is text and numbers, so that it survives a restart. */
export interface ScheduledJob {
  readonly kind: 'scheduled';
  /** CronTrigger Id */
  readonly id: string;
  readonly detailId: string;
  /** AsyncApexJob Id */
  readonly jobId: string;
  readonly name: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly userId: string;
  /** encoded instance */
  readonly state: string;
  /** milliseconds since the epoch */
  readonly due: number;
  readonly timesTriggered: number;
  /** fires once, at Test.stopTest */
  readonly isTest: boolean;
}

interface Schedulable {
  'execute(System.SchedulableContext)'(context: SchedulableContext): void;
}

export function isSchedulable(instance: object): boolean {
  return 'execute(System.SchedulableContext)' in instance;
}

/** Fires once. @throws what the Apex code threw */
export function fire(job: ScheduledJob, host: AsyncHost): void {
  host.transaction('scheduled', job.userId, () =>
    asEntry(() =>
      (decode(job.state) as Schedulable)['execute(System.SchedulableContext)'](new SchedulableContext(job.id)),
    ),
  );
}

/**
 * The job as it waits for its next firing, undefined when that was the last. A clock that jumped over several firings
 * has caused one: the next is counted from now.
 */
export function rescheduled(job: ScheduledJob, now: number): ScheduledJob | undefined {
  const due = parseCron(job.cron, job.timeZone).next(now);
  return due === undefined ? undefined : { ...job, due, timesTriggered: job.timesTriggered + 1 };
}

/** Writes a firing into the rows of the job: the next one, or the end. */
export function recordFiring(job: ScheduledJob, next: ScheduledJob | undefined, host: AsyncHost): void {
  const previous = new ApexDatetime(host.clock.now());
  const timesTriggered = job.timesTriggered + 1;
  if (next) {
    host.jobs.update('CronTrigger', job.id, {
      State: 'WAITING',
      PreviousFireTime: previous,
      NextFireTime: new ApexDatetime(next.due),
      TimesTriggered: timesTriggered,
    });
    if (!job.isTest) host.jobs.keep(job.id, JSON.stringify(next));
    return;
  }
  host.jobs.update('CronTrigger', job.id, {
    State: 'DELETED',
    PreviousFireTime: previous,
    NextFireTime: null,
    EndTime: previous,
    TimesTriggered: timesTriggered,
  });
  host.jobs.update('AsyncApexJob', job.jobId, { Status: 'Completed', CompletedDate: previous });
  host.jobs.keep(job.id, null);
}

/**
 * Asynchronous Apex of one org. Jobs wait until the org's clock reaches them: `runDue` is called after each transaction
 * and whenever the clock moves. In a test they wait for Test.stopTest instead; what those jobs enqueue does not run, what
 * their finalizers enqueue does.
 */
import { current, type ExecutionContext } from '../runtime/kernel/context.ts';
import { throwApex } from '../runtime/kernel/exception.ts';
import { metaOf } from '../runtime/kernel/object.ts';
import { enqueueOptions, queueableFrame } from '../runtime/platform/async-statics.ts';
import type { SObject } from '../runtime/platform/sobject.ts';
import { leaveUncommitted } from '../runtime/platform/transaction.ts';
import type { AsyncPort, RowResult } from '../runtime/ports.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { CHUNKS, implementsMarker, isBatchable, runBatch, type BatchJob } from './batch.ts';
import { encode } from '../runtime/platform/serialization.ts';
import { asApexException } from './contexts.ts';
import { CronFormatError, parseCron } from './cron.ts';
import { runFuture, type FutureJob } from './future.ts';
import type { AsyncHost } from './host.ts';
import { Publishing, type CallbackJob } from './publishing.ts';
import { JobQueue, type WaitingJob } from './queue.ts';
import { runQueueable, type QueueableJob } from './queueable.ts';
import { fire, isSchedulable, recordFiring, rescheduled, type ScheduledJob } from './schedule.ts';

const MAXIMUM_SCHEDULED = 100;
const MINUTE = 60_000;
/** batch jobs that run, or are about to, at one time */
const RUNNING_BATCHES = 5;
const FLEX_QUEUE = 100;

/** What a test, or a transaction that has not been committed, keeps of its own. */
interface Pending {
  readonly queue: JobQueue;
  /** names of the jobs scheduled here, by CronTrigger Id */
  readonly scheduled: Map<string, string>;
  /** batch jobs that were enqueued here */
  readonly batches: Set<string>;
}

/** What is needed to run a job, as it is kept in the database. */
type KeptJob = BatchJob | CallbackJob | FutureJob | QueueableJob | ScheduledJob;

const PENDING = Symbol('asynchronous work of the transaction');

export class AsyncEngine implements AsyncPort {
  readonly #host: AsyncHost;
  readonly #queue = new JobQueue();
  readonly #scheduled = new Map<string, string>();
  readonly #waitingBatches = new Set<string>();
  readonly #aborted = new Set<string>();
  readonly #publishing: Publishing;
  /** the moment that `runDue` was told, while it runs */
  #runningAt: number | undefined = undefined;

  constructor(host: AsyncHost) {
    this.#host = host;
    this.#publishing = new Publishing(host, this.#queue);
  }

  // ---------------------------------------------------------------- enqueuing

  enqueueBatch(instance: unknown, scope: number): string {
    const batch = instance as object;
    if (!isBatchable(batch))
      throwApex('System.TypeException', 'Database.executeBatch takes an implementation of Database.Batchable');
    const { user, isTest } = current();
    const id = this.#insertJob('BatchApex', batch, { Status: 'Holding', TotalJobItems: 0 });
    this.#batches().batches.add(id);
    this.#enqueue({
      kind: 'batch',
      id,
      userId: user.id,
      state: encode(batch),
      stateful: implementsMarker(batch, 'Database.Stateful'),
      raisesEvents: implementsMarker(batch, 'Database.RaisesPlatformEvents'),
      classId: this.#classId(batch),
      scope,
      due: this.#host.clock.now(),
      isTest,
    });
    return id;
  }

  enqueueQueueable(instance: unknown, delayMinutes: number): string {
    const queueable = instance as object;
    const { user, isTest } = current();
    const frame = queueableFrame();
    const depth = frame.running ? frame.depth + 1 : 1;
    const options = enqueueOptions();
    const maximumDepth = options?.f_maximumQueueableStackDepth ?? frame.maximumDepth;
    // In a test a job starts no job, but its finalizer does.
    const limit = isTest && !frame.finalizing ? 1 : Number.POSITIVE_INFINITY;
    if (depth > (maximumDepth ?? limit)) {
      throwApex('System.AsyncException', 'Maximum stack depth has been reached.');
    }
    const signature = options?.f_duplicateSignature?.text;
    if (signature !== undefined) this.#refuseDuplicate(signature);
    const id = this.#insertJob('Queueable', queueable, { Status: 'Queued', TotalJobItems: 1 });
    const due = this.#host.clock.now() + delayMinutes * MINUTE;
    const state = encode(queueable);
    const kind = 'queueable';
    this.#enqueue({ kind, id, userId: user.id, state, depth, maximumDepth, delayMinutes, signature, due, isTest });
    return id;
  }

  #refuseDuplicate(signature: string): void {
    const waits = [this.#queue, this.#pending()?.queue].some((queue) => queue?.hasSignature(signature) === true);
    if (waits)
      throwApex('System.DuplicateMessageException', 'Attempt to enqueue job with duplicate queueable signature');
  }

  enqueueFuture(className: string, methodKey: string, args: readonly unknown[]): void {
    const { user, kind, limits } = current();
    if (kind === 'future' || kind === 'batch') {
      throwApex(
        'System.AsyncException',
        `Future method cannot be called from a future or batch method: ${className}.${methodKey.replace('$future', '')}`,
      );
    }
    limits.count('futureCalls');
    leaveUncommitted();
    const methodName = methodKey.slice(0, methodKey.indexOf('('));
    const id = this.#insertRow('Future', className, { Status: 'Queued', TotalJobItems: 1, MethodName: methodName });
    const encoded = args.map((arg) => encode(arg));
    const due = this.#host.clock.now();
    this.#enqueue({ kind: 'future', id, userId: user.id, className, methodKey, args: encoded, due });
  }

  schedule(name: string, cron: string, instance: unknown): string {
    const schedulable = instance as object;
    if (!isSchedulable(schedulable))
      throwApex('System.TypeException', 'System.schedule takes an implementation of Schedulable');
    this.#refuseName(name);
    const { user, isTest } = current();
    const due = nextFiring(name, cron, user.timeZone, this.#host.clock.now());
    const { jobs } = this.#host;
    const detailId = jobs.insert('CronJobDetail', { Name: name, JobType: '7' });
    const id = jobs.insert('CronTrigger', {
      CronJobDetailId: detailId,
      CronExpression: cron,
      State: 'WAITING',
      NextFireTime: new ApexDatetime(due),
      StartTime: new ApexDatetime(this.#host.clock.now()),
      TimesTriggered: 0,
      TimeZoneSidKey: user.timeZone,
      OwnerId: user.id,
    });
    const jobId = this.#insertJob('ScheduledApex', schedulable, {
      Status: 'Queued',
      TotalJobItems: 0,
      CronTriggerId: id,
    });
    const job: ScheduledJob = {
      kind: 'scheduled',
      id,
      detailId,
      jobId,
      name,
      cron,
      timeZone: user.timeZone,
      userId: user.id,
      state: encode(schedulable),
      due,
      timesTriggered: 0,
      isTest,
    };
    if (!isTest) jobs.keep(id, JSON.stringify(job));
    this.#pendingNames().set(id, name);
    this.#add(this.#waiting(job));
    return id;
  }

  /** A scheduled job (CronTrigger Id) or a batch, queueable or future job (AsyncApexJob Id) that has not ended. */
  abort(jobId: string): void {
    const { jobs, clock } = this.#host;
    const found = [this.#queue, this.#pending()?.queue].some((queue) => queue?.remove(jobId) ?? false);
    if (jobId.startsWith('08e')) {
      if (!jobs.exists('CronTrigger', jobId))
        throwApex('System.AsyncException', 'Job does not exist or is already aborted.');
      jobs.remove('CronTrigger', jobId);
      jobs.keep(jobId, null);
      this.#scheduled.delete(jobId);
      this.#pending()?.scheduled.delete(jobId);
      return;
    }
    if (!found && !jobs.exists('AsyncApexJob', jobId)) throwApex('System.StringException', `Invalid id: ${jobId}`);
    this.#aborted.add(jobId);
    jobs.keep(jobId, null);
    jobs.keep(jobId + CHUNKS, null);
    jobs.update('AsyncApexJob', jobId, { Status: 'Aborted', CompletedDate: new ApexDatetime(clock.now()) });
  }

  // ---------------------------------------------------------------- the flex queue

  /** The first five batch jobs are out of it: they are being run, or about to be. */
  flexQueue(): readonly string[] {
    const { queue, batches } = this.#batches();
    return queue
      .ids()
      .filter((id) => batches.has(id))
      .slice(RUNNING_BATCHES);
  }

  moveInFlexQueue(jobId: string, place: number): boolean {
    const { queue, batches } = this.#batches();
    const order = queue.ids().filter((id) => batches.has(id));
    const waiting = order.slice(RUNNING_BATCHES);
    if (waiting.indexOf(jobId) === place) return false;
    const moved = waiting.filter((id) => id !== jobId);
    moved.splice(place, 0, jobId);
    queue.reorder([...order.slice(0, RUNNING_BATCHES), ...moved]);
    return true;
  }

  enqueueEmptyBatches(count: number): readonly string[] {
    if (this.flexQueue().length + count > RUNNING_BATCHES + FLEX_QUEUE)
      throwApex(
        'System.LimitException',
        `You have exceeded the maximum number (${FLEX_QUEUE}) of jobs in the flex queue`,
      );
    return Array.from({ length: count }, () => {
      const id = this.#insertRow('BatchApex', undefined, { Status: 'Holding', TotalJobItems: 0 });
      const run = (): void =>
        this.#host.jobs.update('AsyncApexJob', id, {
          Status: 'Completed',
          CompletedDate: new ApexDatetime(this.#host.clock.now()),
        });
      this.#ownPending().batches.add(id);
      this.#add({ id, due: this.#host.clock.now(), run });
      return id;
    });
  }

  #batches(): { readonly queue: JobQueue; readonly batches: Set<string> } {
    return current().isTest ? this.#ownPending() : { queue: this.#queue, batches: this.#waitingBatches };
  }

  publish(events: readonly SObject[], callback?: object): readonly RowResult[] {
    return this.#publishing.publish(events, callback);
  }

  deliverEvents(): void {
    this.#publishing.deliverInTest();
  }

  failEvents(): void {
    this.#publishing.failInTest();
  }

  // ---------------------------------------------------------------- running

  /** To be called before each commit, inside the transaction: what it has published and changed becomes events. */
  committing(context: ExecutionContext): void {
    this.#publishing.committing(context);
  }

  /** To be called after each rollback: what was published immediately stays published. */
  rolledBack(context: ExecutionContext): void {
    this.#publishing.rolledBack(context);
  }

  /** To be called after each commit or rollback: events may be delivered. */
  ended(context: ExecutionContext): void {
    this.#publishing.ended(context);
  }

  /** when the next job is due, in milliseconds since the epoch */
  get nextDue(): number | undefined {
    return this.#queue.nextDue;
  }

  /**
   * Runs everything that is due at `now`, and what that enqueues, until nothing is. A job whose row is gone was rolled
   * back and does not run; one that fails is logged.
   * @returns the number of jobs that ran
   */
  runDue(now: number): number {
    if (this.#runningAt !== undefined) return 0;
    this.#runningAt = now;
    let count = 0;
    try {
      for (let job = this.#queue.take(now); job; job = this.#queue.take(now)) {
        if (!this.#isAlive(job)) continue;
        count += 1;
        try {
          job.run();
        } catch (failure) {
          this.#host.log(
            `Asynchronous job ${job.id ?? 'of a platform event'} failed: ${asApexException(failure).message}`,
          );
        }
      }
    } finally {
      this.#runningAt = undefined;
    }
    return count;
  }

  /** Brings back what waited, or had not come to its end, when a former process ended. */
  restore(): void {
    const kept = this.#host.jobs.kept().filter(({ id }) => !id.endsWith(CHUNKS));
    for (const { state } of kept) {
      const job = JSON.parse(state) as KeptJob;
      if (job.kind === 'scheduled') this.#scheduled.set(job.id, job.name);
      this.#queue.add(this.#waiting(job));
    }
    this.#publishing.restore();
  }

  /** Events that the jobs publish are delivered as well. */
  stopTest(): void {
    this.#publishing.deliverInTest();
    // Again for what finalizers have enqueued meanwhile.
    for (let jobs = this.#takePending(); jobs.length > 0; jobs = this.#takePending())
      for (const job of jobs) if (this.#isAlive(job)) job.run();
    this.#publishing.deliverInTest();
  }

  // ---------------------------------------------------------------- parts

  #isAlive(job: WaitingJob): boolean {
    if (job.id === undefined) return true;
    if (this.#aborted.has(job.id)) return false;
    return this.#host.jobs.exists(job.id.startsWith('08e') ? 'CronTrigger' : 'AsyncApexJob', job.id);
  }

  /** Into the test's own queue while one runs, else into the org's; `runDue` checks that its transaction was committed. */
  #add(job: WaitingJob): void {
    if (current().isTest) this.#ownPending(queueableFrame().finalizing ? current().root : current()).queue.add(job);
    else this.#queue.add(job);
  }

  #pending(): Pending | undefined {
    return current().features.get(PENDING) as Pending | undefined;
  }

  #takePending(): readonly WaitingJob[] {
    return this.#pending()?.queue.takeAll() ?? [];
  }

  #ownPending(context = current()): Pending {
    return context.feature(PENDING, (): Pending => ({
      queue: new JobQueue(),
      scheduled: new Map(),
      batches: new Set(),
    }));
  }

  #pendingNames(): Map<string, string> {
    return current().isTest ? this.#ownPending().scheduled : this.#scheduled;
  }

  #refuseName(name: string): void {
    const { jobs } = this.#host;
    const names = [...this.#scheduled, ...(this.#pending()?.scheduled ?? [])];
    const alive = names.filter(([id]) => jobs.exists('CronTrigger', id));
    if (alive.some(([, other]) => other === name)) {
      throwApex('System.AsyncException', `The Apex job named "${name}" is already scheduled for execution.`);
    }
    if (alive.length >= MAXIMUM_SCHEDULED) {
      throwApex(
        'System.AsyncException',
        `You have exceeded the maximum number (${MAXIMUM_SCHEDULED}) of Apex scheduled jobs.`,
      );
    }
  }

  /** Puts a job into the queue, and what is needed to run it after a restart into the database. */
  #enqueue(job: KeptJob): void {
    if (!current().isTest) this.#host.jobs.keep(job.id, JSON.stringify(job));
    this.#add(this.#waiting(job));
  }

  #waiting(job: KeptJob): WaitingJob {
    const { id, due } = job;
    switch (job.kind) {
      case 'batch':
        return {
          id,
          due,
          run: () =>
            runBatch(
              job,
              this.#host,
              () => this.#aborted.has(id),
              (event) => this.publish([event]),
            ),
        };
      case 'callback':
        return this.#publishing.waiting(job);
      case 'future':
        return { id, due, run: () => runFuture(job, this.#host) };
      case 'queueable':
        return { id, due, signature: job.signature, run: () => runQueueable(job, this.#host) };
      case 'scheduled':
        return { id, due, run: () => this.#fire(job) };
    }
  }

  #fire(job: ScheduledJob): void {
    try {
      fire(job, this.#host);
    } finally {
      if (!this.#aborted.has(job.id) && this.#host.jobs.exists('CronTrigger', job.id)) this.#reschedule(job);
    }
  }

  #reschedule(job: ScheduledJob): void {
    const next = rescheduled(job, Math.max(this.#runningAt ?? 0, this.#host.clock.now()));
    recordFiring(job, next, this.#host);
    if (job.isTest) return;
    if (next) this.#queue.add(this.#waiting(next));
    else this.#scheduled.delete(job.id);
  }

  #classId(instance: object): string | null {
    const name = metaOf(instance)?.name;
    return name === undefined ? null : this.#host.classId(name);
  }

  #insertJob(jobType: string, instance: object, values: Readonly<Record<string, unknown>>): string {
    return this.#insertRow(jobType, metaOf(instance)?.name, values);
  }

  #insertRow(jobType: string, className: string | undefined, values: Readonly<Record<string, unknown>>): string {
    return this.#host.jobs.insert('AsyncApexJob', {
      JobType: jobType,
      ApexClassId: className === undefined ? null : this.#host.classId(className),
      JobItemsProcessed: 0,
      NumberOfErrors: 0,
      ...values,
    });
  }
}

function nextFiring(name: string, cron: string, timeZone: string, now: number): number {
  try {
    const due = parseCron(cron, timeZone).next(now);
    if (due !== undefined) return due;
  } catch (error) {
    if (error instanceof CronFormatError) throwApex('System.StringException', error.message);
    throw error;
  }
  throwApex('System.AsyncException', `Based on configured schedule, the given trigger ${name} will never fire.`);
}

/**
 * Batch Apex: start, each chunk and finish in transactions of their own. A chunk that fails is rolled back and counted,
 * and the others go on (Apex Developer Guide, Using Batch Apex).
 */
import { asEntry } from '../runtime/kernel/context.ts';
import { throwApex, type ApexException } from '../runtime/kernel/exception.ts';
import { platformType, isSubtype, SOBJECT, sobjectType, typeOfValue } from '../runtime/kernel/types.ts';
import { ApexList } from '../runtime/library/list.ts';
import { elementsOf } from '../runtime/library/iterator.ts';
import { setBatchStage } from '../runtime/platform/async-statics.ts';
import { QueryLocator } from '../runtime/platform/query-locator.ts';
import { createSObject } from '../runtime/platform/sobject-access.ts';
import { SObject } from '../runtime/platform/sobject.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { decode, encode } from '../runtime/platform/serialization.ts';
import { asApexException, BatchableContext } from './contexts.ts';
import type { AsyncHost } from './host.ts';

interface Batchable {
  'start(Database.BatchableContext)'(context: BatchableContext): unknown;
  'execute(Database.BatchableContext,List)'(context: BatchableContext, scope: ApexList): void;
  'finish(Database.BatchableContext)'(context: BatchableContext): void;
}

/** All of it is text and numbers, so that it survives a restart. */
export interface BatchJob {
  readonly kind: 'batch';
  readonly id: string;
  readonly userId: string;
  /** encoded instance, as it was enqueued or as the last chunk of a stateful batch left it */
  readonly state: string;
  readonly stateful: boolean;
  /** Database.RaisesPlatformEvents: failures are published as BatchApexErrorEvent */
  readonly raisesEvents: boolean;
  readonly classId: string | null;
  readonly scope: number;
  readonly due: number;
  /** in a test only one chunk may run, and nothing outlives it */
  readonly isTest: boolean;
  /** undefined until `start` has run */
  readonly progress?: BatchProgress;
}

interface BatchProgress {
  readonly total: number;
  readonly processed: number;
  readonly errors: number;
}

export function isBatchable(instance: object): boolean {
  return 'start(Database.BatchableContext)' in instance;
}

export function implementsMarker(instance: object, name: string): boolean {
  return isSubtype(typeOfValue(instance), platformType(name, 'interface'));
}

/**
 * @param publish publishes an event of the platform
 * @throws the first exception of the job, after all of it has run, so that a test sees it
 */
export function runBatch(
  job: BatchJob,
  host: AsyncHost,
  isAborted: () => boolean,
  publish: (event: SObject) => void,
): void {
  const run = new BatchRun(job, host, publish);
  const chunks = run.start();
  for (const chunk of chunks) {
    if (isAborted()) break;
    run.execute(chunk);
  }
  if (!isAborted()) run.finish();
  if (run.failure !== undefined) throw run.failure;
}

/** Characters of the Ids that a BatchApexErrorEvent has room for. */
const MAXIMUM_SCOPE = 40_000;

type Phase = 'start' | 'execute' | 'finish';

/**
 * How far the job has come is written in the transaction of each chunk, with what the chunk itself wrote: a process that ends in
 * between runs no chunk twice. The chunks are kept beside it, since they do not change.
 */
class BatchRun {
  readonly host: AsyncHost;
  job: BatchJob;
  failure: Error | undefined = undefined;

  readonly #publish: (event: SObject) => void;

  constructor(job: BatchJob, host: AsyncHost, publish: (event: SObject) => void) {
    this.job = job;
    this.host = host;
    this.#publish = publish;
  }

  /** Encoded chunks that are still to be run. A start that fails ends the job. */
  start(): readonly string[] {
    const { jobs } = this.host;
    const { id, progress } = this.job;
    if (progress !== undefined)
      return (JSON.parse(jobs.keptState(id + CHUNKS) ?? '[]') as string[]).slice(progress.processed);
    jobs.update('AsyncApexJob', id, { Status: 'Preparing' });
    let chunks: readonly string[] = [];
    const next = this.#stage('start', undefined, (batch) => {
      chunks = encodeChunks(batch['start(Database.BatchableContext)'](new BatchableContext(id, id)), this.job);
      if (!this.job.isTest) jobs.keep(id + CHUNKS, JSON.stringify(chunks));
      return this.#keep({ ...this.job, progress: { total: chunks.length, processed: 0, errors: 0 } });
    });
    if (next === undefined) {
      this.#end('Failed');
      throw asApexException(this.failure);
    }
    this.job = next;
    jobs.update('AsyncApexJob', id, { Status: 'Processing', TotalJobItems: chunks.length });
    return chunks;
  }

  execute(chunk: string): void {
    const { jobs, clock } = this.host;
    const { id, classId } = this.job;
    const now = (): ApexDatetime => new ApexDatetime(clock.now());
    const worker = { JobType: 'BatchApexWorker', ApexClassId: classId, ParentJobId: id, TotalJobItems: 1 };
    const begun = { Status: 'Processing', JobItemsProcessed: 0, NumberOfErrors: 0 };
    const workerId = jobs.insert('AsyncApexJob', { ...worker, ...begun });
    const next = this.#stage('execute', chunk, (batch) => {
      batch['execute(Database.BatchableContext,List)'](new BatchableContext(id, workerId), decode(chunk) as ApexList);
      jobs.update('AsyncApexJob', workerId, { Status: 'Completed', JobItemsProcessed: 1, CompletedDate: now() });
      return this.#keep(this.#advanced(this.job.stateful ? encode(batch) : this.job.state, 0));
    });
    this.job = next ?? this.#keep(this.#advanced(this.job.state, 1));
    if (next === undefined)
      jobs.update('AsyncApexJob', workerId, { Status: 'Failed', NumberOfErrors: 1, CompletedDate: now() });
  }

  finish(): void {
    const { id } = this.job;
    const done = this.#stage('finish', undefined, (batch) => {
      batch['finish(Database.BatchableContext)'](new BatchableContext(id, id));
      this.#end('Completed');
      return true;
    });
    if (done === undefined) this.#end('Failed');
  }

  #advanced(state: string, errors: number): BatchJob {
    const { total, processed, errors: before } = this.job.progress!;
    return { ...this.job, state, progress: { total, processed: processed + 1, errors: before + errors } };
  }

  /** Writes how far the job has come. */
  #keep(job: BatchJob): BatchJob {
    if (!job.isTest) this.host.jobs.keep(job.id, JSON.stringify(job));
    const { processed, errors } = job.progress!;
    this.host.jobs.update('AsyncApexJob', job.id, { JobItemsProcessed: processed, NumberOfErrors: errors });
    return job;
  }

  /** One transaction; undefined when it failed. */
  #stage<T>(phase: Phase, chunk: string | undefined, work: (batch: Batchable) => T): T | undefined {
    try {
      return this.host.transaction('batch', this.job.userId, () => {
        setBatchStage(phase);
        const batch = decode(this.job.state) as Batchable;
        return asEntry(() => work(batch));
      });
    } catch (failure) {
      this.failure ??= failure instanceof Error ? failure : asApexException(failure);
      const exception = asApexException(failure);
      this.host.jobs.update('AsyncApexJob', this.job.id, {
        ExtendedStatus: `First error: ${exception.message}`.slice(0, 255),
      });
      if (this.job.raisesEvents) this.#raise(phase, chunk, exception);
      return undefined;
    }
  }

  /** Apex Developer Guide, "Firing Platform Events from Batch Apex". */
  #raise(phase: Phase, chunk: string | undefined, exception: ApexException): void {
    this.host.transaction('batch', this.job.userId, () => {
      const rows = chunk === undefined ? [] : (decode(chunk) as ApexList).items;
      const scope = rows.flatMap((row) =>
        row instanceof SObject ? ((row.peek('Id') as string | undefined) ?? []) : [],
      );
      this.#publish(
        createSObject('BatchApexErrorEvent', [
          ...['AsyncApexJobId', this.job.id, 'RequestId', this.job.id, 'Phase', phase.toUpperCase()],
          ...['ExceptionType', exception['getTypeName()'](), 'Message', exception['getMessage()']()],
          ...['StackTrace', exception['getStackTraceString()'](), 'JobScope', scope.join(',').slice(0, MAXIMUM_SCOPE)],
          ...['DoesExceedJobScopeMaxLength', scope.join(',').length > MAXIMUM_SCOPE],
        ]),
      );
    });
  }

  /** Nothing is left to be resumed. */
  #end(status: 'Completed' | 'Failed'): void {
    const { id } = this.job;
    this.host.jobs.update('AsyncApexJob', id, {
      Status: status,
      CompletedDate: new ApexDatetime(this.host.clock.now()),
    });
    this.host.jobs.keep(id, null);
    this.host.jobs.keep(id + CHUNKS, null);
  }
}

/** The chunks of a job are kept under its Id and this. */
export const CHUNKS = '#chunks';

function encodeChunks(started: unknown, job: BatchJob): readonly string[] {
  const rows = started instanceof QueryLocator ? started.rows : [...elementsOf(started)];
  const chunks: string[] = [];
  for (let from = 0; from < rows.length; from += job.scope)
    chunks.push(encode(scopeOf(rows.slice(from, from + job.scope), started)));
  if (job.isTest && chunks.length > 1) {
    throwApex(
      'System.UnexpectedException',
      'No more than one executeBatch can be called from within a test method. Please make sure the iterable returned from ' +
        'your start method matches the batch size, resulting in one executeBatch invocation.',
    );
  }
  return chunks;
}

/** The list that execute is given: of the rows' object, or of the element type of the list that start returned. */
function scopeOf(rows: readonly unknown[], started: unknown): ApexList {
  const [first] = rows;
  if (first instanceof SObject) return new ApexList(sobjectType(first.type), [...rows]);
  const type =
    started instanceof ApexList ? started.type : first === null || first === undefined ? SOBJECT : typeOfValue(first);
  return new ApexList(type, [...rows]);
}

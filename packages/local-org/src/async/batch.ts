/**
 * Batch Apex: start, each chunk and finish in transactions of their own. A chunk that fails is rolled back and counted,
 * and the others go on (Apex Developer Guide, Using Batch Apex).
 */
import { asEntry } from '../runtime/kernel/context.ts';
import { throwApex } from '../runtime/kernel/exception.ts';
import { platformType, isSubtype, SOBJECT, sobjectType, typeOfValue } from '../runtime/kernel/types.ts';
import { ApexList } from '../runtime/library/list.ts';
import { elementsOf } from '../runtime/library/iterator.ts';
import { setBatchStage } from '../runtime/platform/async-statics.ts';
import { QueryLocator } from '../runtime/platform/query-locator.ts';
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

export interface BatchJob {
  readonly id: string;
  readonly userId: string;
  /** encoded instance as it was enqueued */
  readonly state: string;
  readonly stateful: boolean;
  readonly scope: number;
  /** in a test only one chunk may run */
  readonly isTest: boolean;
}

export function isBatchable(instance: object): boolean {
  return 'start(Database.BatchableContext)' in instance;
}

export function isStateful(instance: object): boolean {
  return isSubtype(typeOfValue(instance), platformType('Database.Stateful', 'interface'));
}

/** @throws the first exception of the job, after all of it has run, so that a test sees it */
export function runBatch(job: BatchJob, host: AsyncHost, isAborted: () => boolean): void {
  const run = new BatchRun(job, host);
  const chunks = run.start();
  for (const chunk of chunks) {
    if (isAborted()) return;
    run.execute(chunk);
  }
  if (!isAborted()) run.finish();
  if (run.failure !== undefined) throw run.failure;
}

class BatchRun {
  readonly job: BatchJob;
  readonly host: AsyncHost;
  readonly context: BatchableContext;
  state: string;
  processed = 0;
  errors = 0;
  failure: Error | undefined = undefined;

  constructor(job: BatchJob, host: AsyncHost) {
    this.job = job;
    this.host = host;
    this.context = new BatchableContext(job.id);
    this.state = job.state;
  }

  /** Encoded chunks. A start that fails ends the job. */
  start(): readonly string[] {
    this.host.jobs.update('AsyncApexJob', this.job.id, { Status: 'Preparing' });
    const chunks = this.stage('start', (batch) =>
      encodeChunks(batch['start(Database.BatchableContext)'](this.context), this.job),
    );
    if (chunks === undefined) {
      this.end('Failed');
      throw asApexException(this.failure);
    }
    this.host.jobs.update('AsyncApexJob', this.job.id, { Status: 'Processing', TotalJobItems: chunks.length });
    return chunks;
  }

  execute(chunk: string): void {
    const done = this.stage('execute', (batch) => {
      batch['execute(Database.BatchableContext,List)'](this.context, decode(chunk) as ApexList);
      return true;
    });
    this.processed += 1;
    if (done === undefined) this.errors += 1;
    this.host.jobs.update('AsyncApexJob', this.job.id, {
      JobItemsProcessed: this.processed,
      NumberOfErrors: this.errors,
    });
  }

  finish(): void {
    const done = this.stage('finish', (batch) => {
      batch['finish(Database.BatchableContext)'](this.context);
      return true;
    });
    this.end(done === undefined ? 'Failed' : 'Completed');
  }

  /** One transaction; undefined when it failed. Its changes of a stateful instance survive only when it did not. */
  private stage<T>(name: 'start' | 'execute' | 'finish', work: (batch: Batchable) => T): T | undefined {
    try {
      let after = this.state;
      const result = this.host.transaction('batch', this.job.userId, () => {
        setBatchStage(name);
        const batch = decode(this.state) as Batchable;
        const value = asEntry(() => work(batch));
        if (this.job.stateful) after = encode(batch);
        return value;
      });
      this.state = after;
      return result;
    } catch (failure) {
      this.failure ??= failure instanceof Error ? failure : asApexException(failure);
      const { message } = asApexException(failure);
      this.host.jobs.update('AsyncApexJob', this.job.id, { ExtendedStatus: `First error: ${message}`.slice(0, 255) });
      return undefined;
    }
  }

  private end(status: 'Completed' | 'Failed'): void {
    this.host.jobs.update('AsyncApexJob', this.job.id, {
      Status: status,
      CompletedDate: new ApexDatetime(this.host.clock.now()),
    });
  }
}

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

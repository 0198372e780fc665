/** The static methods that start asynchronous Apex: System.enqueueJob, System.schedule, Database.executeBatch. */
import { current } from '../kernel/context.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { newList } from './collections.ts';
import { org } from './session.ts';
import { leaveUncommitted } from './transaction.ts';

/** Apex Reference Guide, QueueableDuplicateSignature Class: two jobs with the same signature are the same job. */
export class QueueableDuplicateSignature {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toText(): string {
    return `QueueableDuplicateSignature[${this.text}]`;
  }
}

class SignatureBuilder {
  readonly #parts: string[] = [];

  #add(kind: string, part: string | number | null): this {
    if (part === null) throwNull();
    this.#parts.push(JSON.stringify([kind, part]));
    return this;
  }

  'addId(Id)'(id: string | null): this {
    return this.#add('Id', id);
  }
  'addInteger(Integer)'(value: number | null): this {
    return this.#add('Integer', value);
  }
  'addString(String)'(text: string | null): this {
    return this.#add('String', text);
  }
  'build()'(): QueueableDuplicateSignature {
    return new QueueableDuplicateSignature(this.#parts.join());
  }
}

register('System.QueueableDuplicateSignature', { class: QueueableDuplicateSignature });
register('System.QueueableDuplicateSignature.Builder', {
  class: SignatureBuilder,
  constructors: { 'new()': () => new SignatureBuilder() },
});

/** Apex Reference Guide, AsyncOptions Class. */
export class AsyncOptions {
  f_duplicateSignature: QueueableDuplicateSignature | null = null;
  f_maximumQueueableStackDepth: number | null = null;
  f_minimumQueueableDelayInMinutes: number | null = null;
}

const MAXIMUM_SCOPE = 2000;

export function enqueueBatch(batchable: object | null, scope: number | null): string {
  if (batchable === null) throwNull();
  refuseInside(
    ['batch', 'future'],
    'Database.executeBatch cannot be called from a batch start, batch execute, or future method.',
  );
  if (scope === null || scope < 1)
    throwApex('System.InvalidParameterValueException', `Invalid batch scope size: ${scope}`);
  leaveUncommitted();
  return org().async.enqueueBatch(batchable, Math.min(scope, MAXIMUM_SCOPE));
}

/** Work that a batch's finish may do and its start and execute may not; async sets it while they run. */
const STAGE = Symbol('stage of the running batch');

export function setBatchStage(stage: 'start' | 'execute' | 'finish'): void {
  current().features.set(STAGE, stage);
}

function refuseInside(kinds: readonly string[], message: string): void {
  const context = current();
  if (kinds.includes(context.kind) && context.features.get(STAGE) !== 'finish')
    throwApex('System.AsyncException', message);
}

function enqueueJob(job: object | null, delayMinutes: number | null = 0): string {
  if (job === null) throwNull();
  const delay = delayMinutes ?? 0;
  if (delay < 0 || delay > 10) {
    throwApex('System.IllegalArgumentException', `Delay must be between 0 and 10 minutes: ${delay}`);
  }
  current().limits.count('queueableJobs');
  leaveUncommitted();
  return org().async.enqueueQueueable(job, delay);
}

const JOB_OPTIONS = Symbol('AsyncOptions of the job that is being enqueued');

/** The options given with the job that is being enqueued, for the async layer. */
export function enqueueOptions(): AsyncOptions | undefined {
  return current().features.get(JOB_OPTIONS) as AsyncOptions | undefined;
}

function enqueueWithOptions(job: object | null, options: AsyncOptions | null): string {
  if (options === null) throwNull();
  const { features } = current();
  features.set(JOB_OPTIONS, options);
  try {
    return enqueueJob(job, options.f_minimumQueueableDelayInMinutes);
  } finally {
    features.delete(JOB_OPTIONS);
  }
}

/** The queueable job that is running, if `running`; the async layer fills it, AsyncInfo reads it. */
export interface QueueableFrame {
  /** its finalizer is at work */
  finalizing?: boolean;
  running: boolean;
  depth: number;
  maximumDepth: number | undefined;
  delayMinutes: number;
  finalizer: object | undefined;
}

const FRAME = Symbol('queueable job of the transaction');

export function queueableFrame(): QueueableFrame {
  return current().feature(FRAME, (): QueueableFrame => ({
    running: false,
    depth: 0,
    maximumDepth: undefined,
    delayMinutes: 0,
    finalizer: undefined,
  }));
}

function attachFinalizer(finalizer: object | null): void {
  if (finalizer === null) throwNull();
  const frame = queueableFrame();
  if (!frame.running) throwApex('System.HandledException', 'System.attachFinalizer() is not allowed in this context');
  if (frame.finalizer !== undefined)
    throwApex('System.HandledException', 'More than one Finalizer cannot be attached to same Async Apex Job');
  frame.finalizer = finalizer;
}

register('System.AsyncInfo', {
  statics: {
    'getCurrentQueueableStackDepth()': () => queueableFrame().depth,
    'getMaximumQueueableStackDepth()': () =>
      queueableFrame().maximumDepth ?? throwApex('System.AsyncException', 'Maximum stack depth is not set'),
    'getMinimumQueueableDelayInMinutes()': () => queueableFrame().delayMinutes,
    'hasMaxStackDepth()': () => queueableFrame().maximumDepth !== undefined,
  },
});

function schedule(name: string | null, cron: string | null, instance: object | null): string {
  if (name === null || cron === null || instance === null) throwNull();
  return org().async.schedule(name, cron, instance);
}

/** What System.scheduleBatch puts on the schedule: a job that starts the batch. */
export class ScheduledBatch {
  readonly batchable: object;
  readonly scope: number;

  constructor(batchable: object, scope: number) {
    this.batchable = batchable;
    this.scope = scope;
  }

  'execute(System.SchedulableContext)'(): void {
    enqueueBatch(this.batchable, this.scope);
  }
}

/** One run, `minutes` from now, at the minute and second that this is; the schedule is in the user's time zone. */
function scheduleBatch(
  batchable: object | null,
  name: string | null,
  minutes: number | null,
  scope: number | null = 200,
): string {
  if (batchable === null || name === null || minutes === null || scope === null) throwNull();
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: current().user.timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(new Date(current().clock.now() + minutes * 60_000));
  const part = (type: string): number => Number(parts.find((p) => p.type === type)!.value);
  const cron = `${part('second')} ${part('minute')} ${part('hour')} ${part('day')} ${part('month')} ? ${part('year')}`;
  return org().async.schedule(name, cron, new ScheduledBatch(batchable, scope));
}

function abortJob(id: string | null): void {
  if (id === null) throwNull();
  org().async.abort(id);
}

const kindIs = (kind: string) => (): boolean => current().kind === kind;

register('System.System', {
  statics: {
    'abortJob(String)': abortJob,
    'attachFinalizer(Object)': attachFinalizer,
    'enqueueJob(Object)': (job: object | null) => enqueueJob(job),
    'enqueueJob(Object,Integer)': enqueueJob,
    'enqueueJob(Object,System.AsyncOptions)': enqueueWithOptions,
    'isBatch()': kindIs('batch'),
    'isFuture()': kindIs('future'),
    'isQueueable()': kindIs('queueable'),
    'isScheduled()': kindIs('scheduled'),
    'schedule(String,String,Object)': schedule,
    'scheduleBatch(Object,String,Integer)': scheduleBatch,
    'scheduleBatch(Object,String,Integer,Integer)': scheduleBatch,
  },
});
register('System.AsyncOptions', { class: AsyncOptions, constructors: { 'new()': () => new AsyncOptions() } });

// ---------------------------------------------------------------- the flex queue

/** Puts the job where `place` says; the words of the refusals are not documented. */
function moveInFlexQueue(jobId: string | null, place: (waiting: readonly string[]) => number): boolean {
  if (jobId === null) throwNull();
  placeInFlexQueue(jobId);
  return org().async.moveInFlexQueue(
    jobId,
    place(
      org()
        .async.flexQueue()
        .filter((id) => id !== jobId),
    ),
  );
}

function placeInFlexQueue(jobId: string | null): number {
  const at = org()
    .async.flexQueue()
    .indexOf(jobId ?? throwNull());
  if (at < 0) throwApex('System.IllegalArgumentException', `Job ${jobId} does not wait in the flex queue`);
  return at;
}

function beside(id: string | null, other: string | null, after: number): boolean {
  placeInFlexQueue(other);
  return moveInFlexQueue(id, (waiting) => waiting.indexOf(other!) + after);
}

register('System.FlexQueue', {
  statics: {
    'moveAfterJob(Id,Id)': (id: string | null, other: string | null) => beside(id, other, 1),
    'moveBeforeJob(Id,Id)': (id: string | null, other: string | null) => beside(id, other, 0),
    'moveJobToEnd(Id)': (id: string | null) => moveInFlexQueue(id, (waiting) => waiting.length),
    'moveJobToFront(Id)': (id: string | null) => moveInFlexQueue(id, () => 0),
  },
});
register('System.Test', {
  statics: {
    'enqueueBatchJobs(Integer)': (count: number | null) =>
      newList('Id', [...org().async.enqueueEmptyBatches(count ?? throwNull())]),
    'getFlexQueueOrder()': () => newList('Id', [...org().async.flexQueue()]),
  },
});

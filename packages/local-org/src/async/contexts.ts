/** The contexts that jobs are called with (Apex Reference Guide: BatchableContext, QueueableContext, SchedulableContext,
 * FinalizerContext). */
import { newException, type ApexException } from '../runtime/kernel/exception.ts';
import { register } from '../runtime/kernel/registry.ts';
import { enumValue } from '../runtime/platform/enums.ts';

export class BatchableContext {
  readonly jobId: string;
  /** of the chunk that runs */
  readonly childId: string;

  constructor(jobId: string, childId: string) {
    this.jobId = jobId;
    this.childId = childId;
  }

  'getJobId()'(): string {
    return this.jobId;
  }
  'getChildJobId()'(): string {
    return this.childId;
  }
}

export class QueueableContext {
  readonly jobId: string;

  constructor(jobId: string) {
    this.jobId = jobId;
  }

  'getJobId()'(): string {
    return this.jobId;
  }
}

export class SchedulableContext {
  readonly triggerId: string;

  constructor(triggerId: string) {
    this.triggerId = triggerId;
  }

  'getTriggerId()'(): string {
    return this.triggerId;
  }
}

export class FinalizerContext {
  readonly jobId: string;
  readonly failure: unknown;

  constructor(jobId: string, failure: unknown) {
    this.jobId = jobId;
    this.failure = failure;
  }

  'getAsyncApexJobId()'(): string {
    return this.jobId;
  }
  'getRequestId()'(): string {
    return this.jobId;
  }
  'getResult()'(): unknown {
    return enumValue('System.ParentJobResult', this.failure === undefined ? 'SUCCESS' : 'UNHANDLED_EXCEPTION');
  }

  'getException()'(): ApexException | null {
    return this.failure === undefined ? null : asApexException(this.failure);
  }
}

/** What is no Apex exception is a null dereference, or a fault of the runtime itself, which keeps its words. */
export function asApexException(failure: unknown): ApexException {
  if (failure instanceof Error && 'typeName' in failure) return failure as ApexException;
  return newException('System.UnexpectedException', failure instanceof Error ? failure.message : String(failure));
}

register('Database.BatchableContext', { class: BatchableContext });
register('System.QueueableContext', { class: QueueableContext });
register('System.SchedulableContext', { class: SchedulableContext });
register('System.FinalizerContext', { class: FinalizerContext });

/** Future methods (Apex Developer Guide, Future Methods). */
import { asEntry } from '../runtime/kernel/context.ts';
import { decode } from '../runtime/platform/serialization.ts';
import type { AsyncHost } from './host.ts';
import { recordFailure, recordSuccess } from './queueable.ts';

/** All of it is text and numbers, so that it survives a restart. */
export interface FutureJob {
  readonly kind: 'future';
  readonly id: string;
  readonly userId: string;
  readonly className: string;
  readonly methodKey: string;
  /** encoded */
  readonly args: readonly string[];
  readonly due: number;
}

/** @throws what the method threw */
export function runFuture(job: FutureJob, host: AsyncHost): void {
  const { id, userId, className, methodKey, args } = job;
  try {
    host.transaction('future', userId, () => {
      asEntry(() =>
        host.callStatic(
          className,
          methodKey,
          args.map((text) => decode(text)),
        ),
      );
      recordSuccess(host, id);
    });
  } catch (failure) {
    recordFailure(host, id, failure);
    throw failure;
  }
}

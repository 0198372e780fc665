import type { TriggerEvent } from '../../compiler/syntax/ast.ts';
import type { SObject } from '../../runtime/platform/sobject.ts';

export interface TriggerBatch {
  /** `Trigger.new`: undefined for deletes */
  readonly newRows: readonly SObject[] | undefined;
  /** `Trigger.old`: undefined for inserts and undeletes */
  readonly oldRows: readonly SObject[] | undefined;
}

/** Runs the triggers of the compiled program. Implemented at the composition root. */
export interface TriggerRunner {
  /** name of the trigger that is running, the innermost one */
  readonly running?: string | undefined;
  handles(object: string, event: TriggerEvent): boolean;
  /** Runs all triggers of the event on up to 200 rows. @throws TriggerFailure, or an exception that nothing may catch */
  run(object: string, event: TriggerEvent, batch: TriggerBatch): void;
}

/** An exception that a trigger did not catch: it fails every row of its batch. */
export class TriggerFailure extends Error {
  /** `TriggerName: execution of BeforeInsert\n\ncaused by: System.NullPointerException: ...` */
  constructor(trigger: string, event: TriggerEvent, cause: string, options?: ErrorOptions) {
    const words = event.split(' ').map((word) => word[0].toUpperCase() + word.slice(1));
    super(`${trigger}: execution of ${words.join('')}\n\ncaused by: ${cause}`, options);
    this.name = 'TriggerFailure';
  }
}

export const NO_TRIGGERS: TriggerRunner = { handles: () => false, run: () => {} };

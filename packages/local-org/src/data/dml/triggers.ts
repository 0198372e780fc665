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

/** What fails every row of a trigger's batch. */
export class TriggerFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TriggerFailure';
  }

  /** An exception that a trigger did not catch: `Name: execution of BeforeInsert\n\ncaused by: System.NullPointerException: ...` */
  static uncaught(trigger: string, event: TriggerEvent, cause: string, options?: ErrorOptions): TriggerFailure {
    return new TriggerFailure(`${trigger}: execution of ${inOneWord(event)}\n\ncaused by: ${cause}`, options);
  }

  /** Triggers that cause each other without end; the batches begin with the outermost. */
  static tooDeep(trigger: string, batches: readonly RunningBatch[]): TriggerFailure {
    const events = batches.map(
      ({ object, event, rows }) => `${object} trigger event ${inOneWord(event)} for [${rows.map(shortId).join(', ')}]`,
    );
    return new TriggerFailure(`${trigger}: maximum trigger depth exceeded\n${events.join('\n')}`);
  }
}

export interface RunningBatch {
  readonly object: string;
  readonly event: TriggerEvent;
  readonly rows: readonly SObject[];
}

/** `BeforeInsert` */
const inOneWord = (event: TriggerEvent): string =>
  event
    .split(' ')
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join('');

const shortId = (row: SObject): string => {
  const id = row.peek('Id');
  return typeof id === 'string' ? id.slice(0, 15) : 'new';
};

export const NO_TRIGGERS: TriggerRunner = { handles: () => false, run: () => {} };

import type { SaveError } from '../../runtime/ports.ts';
import type { SObject } from '../../runtime/platform/sobject.ts';
import { saveError } from '../errors.ts';
import type { SqlValue } from '../sql.ts';

/** One row of a DML call on its way through the order of execution. */
export interface Change {
  /** place in the call, for its result */
  readonly index: number;
  /** the caller's own sObject: it only ever gets its Id */
  readonly given: SObject;
  /** the row as triggers see and change it */
  row: SObject;
  /** the row as it is stored */
  old: SObject | undefined;
  id: string | null;
  readonly created: boolean;
  errors: SaveError[];
  /** the platform itself writes: fields that no user may change, too */
  readonly byPlatform?: boolean;
  /** a field update of an automation: validation rules are not asked */
  readonly skipsRules?: boolean;
  /** of a merge's master: the children that were moved to it */
  related?: readonly string[];
  /** roll-up summaries that the platform writes with the row, as columns by canonical name */
  readonly summaries?: ReadonlyMap<string, SqlValue>;
}

export const newChange = (index: number, given: SObject, id: string | null, created: boolean): Change => ({
  index,
  given,
  row: given,
  old: undefined,
  id,
  created,
  errors: [],
});

export const fail = (change: Change, statusCode: string, message: string, fields: readonly string[] = []): void => {
  change.errors.push(saveError(statusCode, message, fields));
};

export const sound = (change: Change): boolean => change.errors.length === 0;

/** Takes what addError left on a row of a trigger. */
export function collectErrors(change: Change, row: SObject): void {
  for (const { message, field } of row.errors ?? []) {
    fail(change, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message, field === undefined ? [] : [field]);
  }
  row.errors = undefined;
}

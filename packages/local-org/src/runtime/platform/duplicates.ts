/**
 * What duplicate rules say of records (Apex Reference Guide, Datacloud Namespace and Database.DuplicateError). The local org runs no
 * duplicate rule: code that handles their results compiles and gets none, and looking for duplicates is told what an org
 * without active rules tells.
 */
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import type { ApexList } from '../library/list.ts';
import { DatabaseError } from './database-results.ts';
import type { SObject } from './sobject.ts';
import { objectOfId } from './tokens.ts';

const MOST_RECORDS = 50;

/** A class of results: its values, by what their getters are called. */
function resultClass(getters: readonly string[]): new (values: Readonly<Record<string, unknown>>) => object {
  class Result {
    readonly values: Readonly<Record<string, unknown>>;

    constructor(values: Readonly<Record<string, unknown>>) {
      this.values = values;
    }
  }
  for (const getter of getters) {
    Object.defineProperty(Result.prototype, `${getter}()`, {
      value(this: Result) {
        return this.values[getter] ?? null;
      },
    });
  }
  return Result;
}

class DuplicateError extends DatabaseError {
  readonly result: object;

  constructor(result: object) {
    super('DUPLICATES_DETECTED', '', []);
    this.result = result;
  }

  'getDuplicateResult()'(): object {
    return this.result;
  }
}

const GETTERS: Readonly<Record<string, readonly string[]>> = {
  AdditionalInformationMap: ['getName', 'getValue'],
  DuplicateResult: [
    'getDuplicateRule',
    'getDuplicateRuleEntityType',
    'getErrorMessage',
    'getMatchResults',
    'isAllowSave',
  ],
  FieldDiff: ['getDifference', 'getName'],
  FindDuplicatesResult: ['getDuplicateResults', 'getErrors', 'isSuccess'],
  MatchRecord: ['getAdditionalInformation', 'getFieldDiffs', 'getMatchConfidence', 'getRecord'],
  MatchResult: ['getEntityType', 'getErrors', 'getMatchEngine', 'getMatchRecords', 'getRule', 'getSize', 'isSuccess'],
};

register('Database.DuplicateError', { class: DuplicateError });
for (const [name, getters] of Object.entries(GETTERS)) register(`Datacloud.${name}`, { class: resultClass(getters) });

/** "No active duplicate rules are defined for the object": FindDuplicates Class, findDuplicates. */
function withoutRules(types: readonly string[]): never {
  if (types.length > MOST_RECORDS)
    throwApex(
      'System.HandledException',
      'Configuration error: The number of records to check is greater than the permitted batch size.',
    );
  if (new Set(types).size !== 1)
    throwApex('System.HandledException', 'The records to check for duplicates must be of one type');
  throwApex('System.HandledException', `No active duplicate rules are defined for the ${types[0]} object type`);
}

register('Datacloud.FindDuplicates', {
  statics: {
    'findDuplicates(List)': (records: ApexList | null) =>
      withoutRules(((records ?? throwNull()).items as SObject[]).map(({ type }) => type)),
  },
});
register('Datacloud.FindDuplicatesByIds', {
  statics: {
    'findDuplicatesByIds(List)': (ids: ApexList | null) =>
      withoutRules(((ids ?? throwNull()).items as string[]).map((id) => objectOfId(id)?.object.name ?? id)),
  },
});

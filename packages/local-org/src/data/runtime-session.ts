import { current } from '../runtime/kernel/context.ts';
import { fixedSearchResults } from '../runtime/platform/test-data.ts';
import { capturesChanges } from '../runtime/platform/event-bus.ts';
import type { DataSession, DmlKinds } from './session.ts';

const KINDS = Symbol('kinds of DML of the transaction');

/** The data layer's view of the running Apex transaction. */
export function runtimeSession(): DataSession {
  const context = current();
  const { limits, user, clock } = context;
  return {
    userId: user.id,
    timeZone: user.timeZone,
    locale: user.locale,
    now: () => clock.now(),
    countQuery: () => limits.count('queries'),
    countQueryRows: (rows) => limits.count('queryRows', rows),
    countSubqueries: (subqueries) => limits.count('aggregateQueries', subqueries),
    countSearch: () => limits.count('soslQueries'),
    fixedSearchResults: fixedSearchResults(),
    commits: !context.isTest,
    captures: !context.isTest ? 'selected' : capturesChanges() ? 'triggers' : 'none',
    countDmlStatement: () => limits.count('dmlStatements'),
    countDmlRows: (rows) => limits.count('dmlRows', rows),
    markLimits: () => limits.mark(),
    get dmlKinds(): DmlKinds {
      // "Enclosing DML operations within the runAs block bypasses the mixed DML error": Apex Developer Guide, "Using the runAs Method".
      if (context.asUsers > 0) return { setup: undefined, record: undefined };
      return context.feature(KINDS, (): DmlKinds => ({ setup: undefined, record: undefined }));
    },
  };
}

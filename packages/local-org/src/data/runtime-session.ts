import { current } from '../runtime/kernel/context.ts';
import type { UserInfo } from '../runtime/ports.ts';
import type { DataSession, DmlKinds } from './session.ts';

/**
 * DML of setup and of other objects may not be mixed in one transaction, save under System.runAs, which gives the transaction
 * another `UserInfo` object, even for the same user: so the kinds hang on that object.
 */
const KINDS = Symbol('kinds of DML by running user');

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
    countSearch: () => limits.count('soslQueries'),
    countDmlStatement: () => limits.count('dmlStatements'),
    countDmlRows: (rows) => limits.count('dmlRows', rows),
    markLimits: () => limits.mark(),
    get dmlKinds(): DmlKinds {
      const kinds = context.feature(KINDS, () => new WeakMap<UserInfo, DmlKinds>());
      let own = kinds.get(user);
      if (own === undefined) kinds.set(user, (own = { setup: undefined, record: undefined }));
      return own;
    },
  };
}

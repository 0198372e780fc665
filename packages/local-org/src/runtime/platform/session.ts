/** What the platform types ask of the running transaction. */
import type { AccessContext, OrgPorts } from '../ports.ts';
import { current, ExecutionContext, withContext } from '../kernel/context.ts';
import { LimitCounter, SYNCHRONOUS_LIMITS, type LimitKind, type LimitSet } from '../kernel/limits.ts';
import type { AccessLevel } from './access-level.ts';

export function org(): OrgPorts {
  return current().org;
}

/**
 * How a query or DML call with this access level sees records; where none is given, in the mode of the class that calls. `sharing` is in effect where the
 * platform was called: emitted code has told it to the static methods that reach records.
 */
export function accessFor(level: AccessLevel | null = null, sharing?: boolean): AccessContext {
  const context = current();
  const codeSharing = sharing ?? context.sharing;
  if (level === null && sharing === undefined && context.userMode)
    return { userId: context.user.id, mode: 'user', sharing: true, codeSharing };
  const user = level?.mode === 'user';
  const access: AccessContext = {
    userId: context.user.id,
    mode: user ? 'user' : 'system',
    sharing: user || codeSharing,
  };
  return level?.permissionSetId === undefined ? access : { ...access, permissionSetId: level.permissionSetId };
}

/** Sees and may do everything, as the platform's own code. */
export function platformAccess(): AccessContext {
  return { userId: current().user.id, mode: 'system', sharing: false };
}

const UNLIMITED = Object.fromEntries(
  Object.keys(SYNCHRONOUS_LIMITS).map((kind) => [kind, Number.POSITIVE_INFINITY]),
) as Record<LimitKind, number> satisfies LimitSet;

const SHADOW = Symbol('context of uncounted work');

/** Runs work that costs the transaction nothing, such as reading custom settings. It may not run Apex. */
export function uncounted<T>(work: () => T): T {
  const context = current();
  const shadow = context.feature(
    SHADOW,
    () =>
      new ExecutionContext({
        org: context.org,
        user: context.user,
        program: context.program,
        isTest: context.isTest,
        kind: context.kind,
        log: context.log,
        limits: new LimitCounter(UNLIMITED),
      }),
  );
  shadow.user = context.user;
  return withContext(shadow, work);
}

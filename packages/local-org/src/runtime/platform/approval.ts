/** System.Approval: locks on records (Apex Reference Guide, Approval Class). */
import type { RowResult } from '../ports.ts';
import { current } from '../kernel/context.ts';
import { throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { ApexList } from '../library/list.ts';
import { newList, newMap } from './collections.ts';
import { process, refusal } from './approval-process.ts';
import { OperationResult } from './database-results.ts';
import { org } from './session.ts';
import type { SObject } from './sobject.ts';
import { leaveUncommitted } from './transaction.ts';

export class LockResult extends OperationResult {}
export class UnlockResult extends OperationResult {}

type Target = string | SObject | null;

function idsOf(target: unknown): string[] {
  if (target === null) throwNull();
  const given = (target instanceof ApexList ? target.items : [target]) as readonly Target[];
  return given.map((one) => {
    const id = typeof one === 'string' ? one : one?.peek('Id');
    return typeof id === 'string' ? id : throwNull();
  });
}

/** Counts as a DML statement, like all that changes records. */
function setLocks(
  target: unknown,
  allOrNone: boolean | null,
  locked: boolean,
  make: (row: RowResult) => OperationResult,
): unknown {
  const ids = idsOf(target);
  const { limits } = current();
  limits.count('dmlStatements');
  limits.count('dmlRows', ids.length);
  leaveUncommitted();
  const savepoint = org().data.setSavepoint();
  const rows = org().data.setLocks(ids, locked);
  const failed = rows.findIndex(({ success }) => !success);
  if (failed >= 0 && (allOrNone ?? true)) {
    org().data.rollbackTo(savepoint);
    org().data.releaseSavepoint(savepoint);
    throw refusal(locked ? 'Lock' : 'Unlock', failed, rows[failed].id, rows[failed].errors[0]);
  }
  org().data.releaseSavepoint(savepoint);
  const type = locked ? 'Approval.LockResult' : 'Approval.UnlockResult';
  return target instanceof ApexList ? newList(type, rows.map(make)) : make(rows[0]);
}

function isLocked(target: unknown): unknown {
  const ids = idsOf(target);
  const locked = org().data.lockedAmong(ids);
  if (!(target instanceof ApexList)) return locked.has(ids[0]);
  return newMap(
    'Id',
    'Boolean',
    ids.map((id) => [id, locked.has(id)] as const),
  );
}

const TARGETS = ['Id', 'SObject', 'List'];
const lock = (target: unknown, allOrNone: boolean | null = true): unknown =>
  setLocks(target, allOrNone, true, (row) => new LockResult(row));
const unlock = (target: unknown, allOrNone: boolean | null = true): unknown =>
  setLocks(target, allOrNone, false, (row) => new UnlockResult(row));

register('System.Approval', {
  statics: Object.fromEntries([
    ...TARGETS.map((target) => [`isLocked(${target})`, isLocked] as const),
    ...TARGETS.flatMap((target) =>
      ['', ',Boolean'].flatMap((option) => [
        [`lock(${target}${option})`, lock] as const,
        [`unlock(${target}${option})`, unlock] as const,
      ]),
    ),
    ...['Approval.ProcessRequest', 'List'].flatMap((target) =>
      ['', ',Boolean'].map((option) => [`process(${target}${option})`, process] as const),
    ),
  ]),
});
register('Approval.LockResult', { class: LockResult });
register('Approval.UnlockResult', { class: UnlockResult });

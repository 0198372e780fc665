/**
 * Savepoints, and whether the transaction has work that a callout would have to wait for (Apex Developer Guide, Transaction
 * Control; Perform DML Operations and Mock Callouts). A rollback makes the savepoints set after its own invalid.
 */
import { current } from '../kernel/context.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { org } from './session.ts';

/** Opaque to Apex. */
export class Savepoint {
  readonly id: number;
  /** whether there was uncommitted work when it was set */
  readonly pending: boolean;

  constructor(id: number, pending: boolean) {
    this.id = id;
    this.pending = pending;
  }

  toText(): string {
    return `System.Savepoint[${this.id}]`;
  }
}

interface Work {
  pending: boolean;
  /** in the order in which they were set, without those that are invalid */
  readonly savepoints: Savepoint[];
}

const WORK = Symbol('uncommitted work of the transaction');

const work = (): Work => current().feature(WORK, (): Work => ({ pending: false, savepoints: [] }));

const MODE = Symbol('whether the org is read-only, as a test may say');

const mode = (): { readOnly: boolean } => current().root.feature(MODE, () => ({ readOnly: false }));

/** The mode of the platform's own upgrades, in which records can be read only. */
export const isReadOnly = (): boolean => mode().readOnly;

export function setReadOnly(readOnly: boolean): void {
  mode().readOnly = readOnly;
}

/** DML was done, or a job enqueued. */
export function leaveUncommitted(): void {
  work().pending = true;
}

/** What was done before Test.startTest does not keep the tested code from calling out. */
export function forgetUncommitted(): void {
  work().pending = false;
}

/** Uncommitted work, or a savepoint that has not been released, refuses callouts. */
export function hasUncommittedWork(): boolean {
  const { pending, savepoints } = work();
  return pending || savepoints.length > 0;
}

function setSavepoint(): Savepoint {
  current().limits.count('dmlStatements');
  const { pending, savepoints } = work();
  const savepoint = new Savepoint(org().data.setSavepoint(), pending);
  savepoints.push(savepoint);
  return savepoint;
}

/** The documentation says that using an invalid savepoint is a run-time error, but not its words. */
function placeOf(savepoint: Savepoint | null): number {
  if (savepoint === null) throwNull();
  const at = work().savepoints.indexOf(savepoint);
  if (at < 0 || !org().data.isOpenSavepoint(savepoint.id)) throwApex('System.TypeException', 'Savepoint is invalid');
  return at;
}

/** The savepoint stays valid. */
function rollback(savepoint: Savepoint | null): void {
  const at = placeOf(savepoint);
  current().limits.count('dmlStatements');
  org().data.rollbackTo(savepoint!.id);
  const own = work();
  own.savepoints.length = at + 1;
  own.pending = savepoint!.pending;
}

/** Later savepoints are released with it. */
function releaseSavepoint(savepoint: Savepoint | null): void {
  const at = placeOf(savepoint);
  current().limits.count('dmlStatements');
  org().data.releaseSavepoint(savepoint!.id);
  work().savepoints.length = at;
}

register('System.Savepoint', { class: Savepoint });
register('System.Database', {
  statics: {
    'setSavepoint()': setSavepoint,
    'rollback(System.Savepoint)': rollback,
    'releaseSavepoint(System.Savepoint)': releaseSavepoint,
  },
});

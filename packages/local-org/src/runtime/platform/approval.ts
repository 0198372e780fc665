/**
 * System.Approval: locks on records, and submission to approval processes (Apex Reference Guide, Approval Class and Namespace).
 * The local org runs no approval process: where the project has an active one for the record, that is said by name.
 */
import type { RowResult, SaveError } from '../ports.ts';
import { current } from '../kernel/context.ts';
import { newException, throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { readGettersAsProperties } from '../library/define.ts';
import { ApexList } from '../library/list.ts';
import { newList, newMap } from './collections.ts';
import { DatabaseError, OperationResult } from './database-results.ts';
import { org } from './session.ts';
import type { SObject } from './sobject.ts';
import { objectOfId } from './tokens.ts';
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

function refusal(verb: string, index: number, id: string | null, error: SaveError): Error {
  const { statusCode, message, fields } = error;
  const at = id === null ? `row ${index}` : `row ${index} with id ${id}`;
  const text = `${verb} failed. First exception on ${at}; first error: ${statusCode}, ${message}: [${fields.join(', ')}]`;
  const object = id === null ? '' : (objectOfId(id)?.object.name ?? '');
  return Object.assign(newException('System.DmlException', text), { dmlFailures: [{ ...error, index, id, object }] });
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

// ---------------------------------------------------------------- approval processes

abstract class ProcessRequest {
  comments: string | null = null;
  nextApproverIds: ApexList | null = null;

  'getComments()'(): string | null {
    return this.comments;
  }
  'getNextApproverIds()'(): ApexList | null {
    return this.nextApproverIds;
  }
  'setComments(String)'(comments: string | null): void {
    this.comments = comments;
  }
  'setNextApproverIds(List)'(ids: ApexList | null): void {
    this.nextApproverIds = ids;
  }
}

class ProcessSubmitRequest extends ProcessRequest {
  objectId: string | null = null;
  definition: string | null = null;
  skipsEntryCriteria: boolean | null = null;
  submitterId: string | null = null;

  'getObjectId()'(): string | null {
    return this.objectId;
  }
  'getProcessDefinitionNameOrId()'(): string | null {
    return this.definition;
  }
  'getSkipEntryCriteria()'(): boolean | null {
    return this.skipsEntryCriteria;
  }
  'getSubmitterId()'(): string | null {
    return this.submitterId;
  }
  'setObjectId(Id)'(id: string | null): void {
    this.objectId = id;
  }
  'setProcessDefinitionNameOrId(String)'(nameOrId: string | null): void {
    this.definition = nameOrId;
  }
  'setSkipEntryCriteria(Boolean)'(skips: boolean | null): void {
    this.skipsEntryCriteria = skips;
  }
  'setSubmitterId(Id)'(id: string | null): void {
    this.submitterId = id;
  }
}

class ProcessWorkitemRequest extends ProcessRequest {
  action: string | null = null;
  workitemId: string | null = null;

  'getAction()'(): string | null {
    return this.action;
  }
  'getWorkitemId()'(): string | null {
    return this.workitemId;
  }
  'setAction(String)'(action: string | null): void {
    this.action = action;
  }
  'setWorkitemId(Id)'(id: string | null): void {
    this.workitemId = id;
  }
}

/** Of a request that was refused: nothing is ever pending here. */
class ProcessResult {
  readonly entityId: string | null;
  readonly error: SaveError;

  constructor(entityId: string | null, error: SaveError) {
    this.entityId = entityId;
    this.error = error;
  }

  'getActorIds()'(): object {
    return newList('Id', []);
  }
  'getEntityId()'(): string | null {
    return this.entityId;
  }
  'getErrors()'(): object {
    return newList('Database.Error', [DatabaseError.from(this.error)]);
  }
  'getInstanceId()'(): null {
    return null;
  }
  'getInstanceStatus()'(): null {
    return null;
  }
  'getNewWorkitemIds()'(): object {
    return newList('Id', []);
  }
  'isSuccess()'(): boolean {
    return false;
  }
}

function process(target: unknown, allOrNone: boolean | null = true): unknown {
  if (target === null) throwNull();
  const requests = (target instanceof ApexList ? target.items : [target]) as readonly (ProcessRequest | null)[];
  const { limits } = current();
  limits.count('dmlStatements');
  limits.count('dmlRows', requests.length);
  const results = requests.map((request) => refused(request ?? throwNull()));
  if (results.length > 0 && (allOrNone ?? true)) throw refusal('Process', 0, null, results[0].error);
  return target instanceof ApexList ? newList('Approval.ProcessResult', results) : results[0];
}

function refused(request: ProcessRequest): ProcessResult {
  if (!(request instanceof ProcessSubmitRequest)) {
    const message = 'invalid cross reference id';
    return new ProcessResult(null, { statusCode: 'INVALID_CROSS_REFERENCE_KEY', message, fields: [] });
  }
  const { objectId } = request;
  if (objectId === null)
    return new ProcessResult(null, {
      statusCode: 'REQUIRED_FIELD_MISSING',
      message: 'missing required field: [objectId]',
      fields: [],
    });
  const object = objectOfId(objectId)?.object.name;
  for (const process of org().schema.setup.approvalProcesses.values()) {
    if (process.object.toLowerCase() !== object?.toLowerCase()) continue;
    throwApex(
      'System.UnsupportedOperationException',
      `The local org does not run approval processes: ${process.object}.${process.name}`,
    );
  }
  const message = 'No applicable approval process was found.';
  return new ProcessResult(objectId, { statusCode: 'NO_APPLICABLE_PROCESS', message, fields: [] });
}

const TARGETS = ['Id', 'SObject', 'List'];
const lock = (target: unknown, allOrNone: boolean | null = true): unknown =>
  setLocks(target, allOrNone, true, (row) => new LockResult(row));
const unlock = (target: unknown, allOrNone: boolean | null = true): unknown =>
  setLocks(target, allOrNone, false, (row) => new UnlockResult(row));

readGettersAsProperties(ProcessResult);
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
register('Approval.ProcessRequest', { class: ProcessRequest });
register('Approval.ProcessSubmitRequest', {
  class: ProcessSubmitRequest,
  constructors: { 'new()': () => new ProcessSubmitRequest() },
});
register('Approval.ProcessWorkitemRequest', {
  class: ProcessWorkitemRequest,
  constructors: { 'new()': () => new ProcessWorkitemRequest() },
});
register('Approval.ProcessResult', { class: ProcessResult });

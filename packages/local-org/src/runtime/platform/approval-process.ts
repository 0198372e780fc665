/**
 * Approval.process and its requests (Apex Reference Guide, Approval Namespace; Apex Developer Guide, "Apex Approval Processing").
 */
import type { ApprovalRequest, ApprovalResult, SaveError } from '../ports.ts';
import { current } from '../kernel/context.ts';
import { newException, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { readGettersAsProperties } from '../library/define.ts';
import { ApexList } from '../library/list.ts';
import { newList } from './collections.ts';
import { DatabaseError } from './database-results.ts';
import { org, platformAccess } from './session.ts';
import { objectOfId } from './tokens.ts';
import { leaveUncommitted } from './transaction.ts';

/** The exception for the row of a call on which it failed. */
export function refusal(verb: string, index: number, id: string | null, error: SaveError): Error {
  const { statusCode, message, fields } = error;
  const at = id === null ? `row ${index}` : `row ${index} with id ${id}`;
  const text = `${verb} failed. First exception on ${at}; first error: ${statusCode}, ${message}: [${fields.join(', ')}]`;
  const object = id === null ? '' : (objectOfId(id)?.object.name ?? '');
  return Object.assign(newException('System.DmlException', text), { dmlFailures: [{ ...error, index, id, object }] });
}

abstract class ProcessRequest {
  comments: string | null = null;
  nextApproverIds: ApexList | null = null;

  abstract request(): ApprovalRequest;

  protected get approvers(): readonly string[] {
    return (this.nextApproverIds?.items ?? []).filter((id): id is string => typeof id === 'string');
  }

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

  request(): ApprovalRequest {
    const { objectId, submitterId, definition: process, comments, approvers: nextApproverIds } = this;
    const skipsEntryCriteria = this.skipsEntryCriteria === true;
    return { kind: 'submit', objectId, submitterId, process, skipsEntryCriteria, comments, nextApproverIds };
  }

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

  request(): ApprovalRequest {
    const { workitemId, action, comments, approvers: nextApproverIds } = this;
    return { kind: 'answer', workitemId, action, comments, nextApproverIds };
  }

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

class ProcessResult {
  readonly #result: ApprovalResult;

  constructor(result: ApprovalResult) {
    this.#result = result;
  }

  'getActorIds()'(): object {
    return newList('Id', [...this.#result.actors]);
  }
  'getEntityId()'(): string | null {
    return this.#result.entityId;
  }
  'getErrors()'(): object {
    return newList(
      'Database.Error',
      this.#result.errors.map((error) => DatabaseError.from(error)),
    );
  }
  'getInstanceId()'(): string | null {
    return this.#result.instanceId;
  }
  'getInstanceStatus()'(): string | null {
    return this.#result.status;
  }
  'getNewWorkitemIds()'(): object {
    return newList('Id', [...this.#result.workitems]);
  }
  'isSuccess()'(): boolean {
    return this.#result.errors.length === 0;
  }
}

/** Counts as a DML statement, like all that changes records. */
export function process(target: unknown, allOrNone: boolean | null = true): unknown {
  if (target === null) throwNull();
  const requests = (target instanceof ApexList ? target.items : [target]) as readonly (ProcessRequest | null)[];
  const { limits } = current();
  limits.count('dmlStatements');
  limits.count('dmlRows', requests.length);
  leaveUncommitted();
  const { data } = org();
  const savepoint = data.setSavepoint();
  const results: ProcessResult[] = [];
  requests.forEach((request, index) => {
    const result = data.approve((request ?? throwNull()).request(), platformAccess());
    if (result.errors.length > 0 && (allOrNone ?? true)) {
      data.rollbackTo(savepoint);
      data.releaseSavepoint(savepoint);
      throw refusal('Process', index, null, result.errors[0]);
    }
    results.push(new ProcessResult(result));
  });
  data.releaseSavepoint(savepoint);
  return target instanceof ApexList ? newList('Approval.ProcessResult', results) : results[0];
}

register('Approval.ProcessRequest', { class: ProcessRequest });
register('Approval.ProcessSubmitRequest', {
  class: ProcessSubmitRequest,
  constructors: { 'new()': () => new ProcessSubmitRequest() },
});
register('Approval.ProcessWorkitemRequest', {
  class: ProcessWorkitemRequest,
  constructors: { 'new()': () => new ProcessWorkitemRequest() },
});
readGettersAsProperties(ProcessResult);
register('Approval.ProcessResult', { class: ProcessResult });

/**
 * Runs approval processes: submission, answers to requests, recall. Each request is all or nothing.
 * Source: Salesforce Help, "Approval Process Terminology", "Approvals"; Apex Reference Guide, "Approval Namespace"; SOAP API
 * Developer Guide, "process()".
 */
import type { AccessContext, ApprovalAnswer, ApprovalRequest, ApprovalResult, SaveError } from '../../runtime/ports.ts';
import type { SObject } from '../../runtime/platform/sobject.ts';
import type { ApprovalProcessConfig } from '../../schema/approval.ts';
import { tryNormalizeId } from '../../values/id.ts';
import type { DmlServices } from '../dml/services.ts';
import { loadRows } from '../dml/table.ts';
import { saveError } from '../errors.ts';
import { objectOfId } from '../objects.ts';
import { approversOf, mayAnswer, maySubmit } from './approvers.ts';
import { runFieldUpdates } from './field-updates.ts';
import { meets } from './formulas.ts';
import { ApprovalRows, type Workitem } from './rows.ts';

type Status = 'Pending' | 'Approved' | 'Rejected' | 'Removed';

/** One run of a process, while a request on it is worked on. */
interface Instance {
  readonly id: string;
  readonly process: ApprovalProcessConfig;
  readonly target: string;
  readonly submitter: string;
  readonly nextApprovers: readonly string[];
  /** who approved the step before */
  previous: string | undefined;
}

/** Ends a request; what it did is undone. */
class Refused extends Error {
  readonly errors: readonly SaveError[];

  constructor(...errors: readonly SaveError[]) {
    super(errors[0].message);
    this.errors = errors;
  }
}

const refuse = (code: string, message: string, fields: readonly string[] = []): never => {
  throw new Refused(saveError(code, message, fields));
};

const missing = (field: string): never =>
  refuse('REQUIRED_FIELD_MISSING', `missing required field: [${field}]`, [field]);

export class Approvals {
  readonly #services: DmlServices;
  readonly #rows: ApprovalRows;

  constructor(services: DmlServices) {
    this.#services = services;
    this.#rows = new ApprovalRows(services);
  }

  process(request: ApprovalRequest, access: AccessContext): ApprovalResult {
    const { database } = this.#services;
    const savepoint = database.savepoint();
    try {
      const result = request.kind === 'submit' ? this.#submit(request, access) : this.#answer(request, access);
      database.release(savepoint);
      return result;
    } catch (error) {
      if (database.isOpenSavepoint(savepoint)) {
        database.rollbackTo(savepoint);
        database.release(savepoint);
      }
      if (!(error instanceof Refused)) throw error;
      const entityId = request.kind === 'submit' ? request.objectId : null;
      return { entityId, instanceId: null, status: null, workitems: [], actors: [], errors: error.errors };
    }
  }

  // ---------------------------------------------------------------- submission

  #submit(request: Extract<ApprovalRequest, { kind: 'submit' }>, access: AccessContext): ApprovalResult {
    const target = tryNormalizeId(request.objectId ?? missing('objectId')) ?? '';
    const record = this.#record(target);
    if (this.#rows.pendingOn(target) !== undefined)
      refuse('ALREADY_IN_PROCESS', 'Cannot submit object already in process.');
    const submitter = request.submitterId ?? access.userId;
    const process = this.#applicable(request, record, submitter);
    const instance: Instance = {
      id: this.#rows.start(process, target, submitter),
      process,
      target,
      submitter,
      nextApprovers: request.nextApproverIds,
      previous: undefined,
    };
    const actors = { ActorId: submitter, OriginalActorId: submitter };
    this.#rows.step(instance.id, 'Started', { ...actors, Comments: request.comments });
    this.#services.locks.set([target], true);
    this.#update(instance, process.submissionActions, access);
    return this.#advance(instance, 0, access);
  }

  /** The first process in order that takes the record from the submitter. */
  #applicable(
    { process: named, skipsEntryCriteria }: Extract<ApprovalRequest, { kind: 'submit' }>,
    record: SObject,
    submitter: string,
  ): ApprovalProcessConfig {
    const found = [...this.#services.schema.setup.approvalProcesses.values()]
      .filter((process) => process.object === record.type)
      .filter((process) => named === null || this.#isNamed(process, named))
      .sort((a, b) => a.order - b.order)
      .find(
        (process) =>
          maySubmit(this.#services, process, record, submitter) &&
          ((named !== null && skipsEntryCriteria) || meets(this.#services, process.criteria, record)),
      );
    return found ?? refuse('NO_APPLICABLE_PROCESS', 'No applicable approval process was found.');
  }

  #isNamed(process: ApprovalProcessConfig, nameOrId: string): boolean {
    if (process.name.toLowerCase() === nameOrId.toLowerCase()) return true;
    const id = tryNormalizeId(nameOrId);
    return id !== undefined && id === this.#rows.definitionId(process);
  }

  // ---------------------------------------------------------------- answers

  #answer(request: ApprovalAnswer, access: AccessContext): ApprovalResult {
    const id = request.workitemId ?? missing('workitemId');
    const item =
      this.#rows.workitem(tryNormalizeId(id) ?? '') ??
      refuse('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    const place =
      this.#rows.place(item.instance) ??
      refuse('INVALID_OPERATION', 'the approval process of this request is not part of the project any more');
    const { target, submitter } = this.#rows.instance(item.instance);
    const { process, step } = place;
    const nextApprovers = request.nextApproverIds;
    const instance: Instance = { id: item.instance, process, target, submitter, nextApprovers, previous: undefined };
    switch ((request.action ?? missing('action')).toLowerCase()) {
      case 'approve':
        this.#mayAnswer(instance, item, step, access);
        return this.#approve(instance, item, step, request, access);
      case 'reject':
        this.#mayAnswer(instance, item, step, access);
        return this.#reject(instance, item, step, request, access);
      case 'removed':
        return this.#recall(instance, item, step, request, access);
      default:
        return refuse('INVALID_OPERATION', `invalid action: ${request.action}`);
    }
  }

  #mayAnswer({ process }: Instance, item: Workitem, step: number, { userId }: AccessContext): void {
    if (!mayAnswer(this.#services, item.actor, userId, process.steps[step].allowsDelegate))
      refuse('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
  }

  #approve(
    instance: Instance,
    item: Workitem,
    at: number,
    request: ApprovalAnswer,
    access: AccessContext,
  ): ApprovalResult {
    const step = instance.process.steps[at];
    this.#close(instance, item, at, 'Approved', request, access);
    if (step.unanimous) {
      const open = this.#rows.workitemsOf(instance.id);
      if (open.length > 0)
        return this.#result(
          instance,
          'Pending',
          [],
          open.map(({ actor }) => actor),
        );
    }
    this.#dropOthers(instance, at);
    this.#update(instance, step.approvalActions, access);
    instance.previous = access.userId;
    return this.#advance(instance, at + 1, access);
  }

  #reject(
    instance: Instance,
    item: Workitem,
    at: number,
    request: ApprovalAnswer,
    access: AccessContext,
  ): ApprovalResult {
    const { steps } = instance.process;
    this.#close(instance, item, at, 'Rejected', request, access);
    this.#dropOthers(instance, at);
    this.#update(instance, steps[at].rejectionActions, access);
    if (!steps[at].rejectsToPrevious) return this.#finish(instance, 'Rejected', access);
    for (let before = at - 1; before >= 0; before--) {
      const approvers = this.#rows.approvedBy(instance.id, this.#rows.nodeId(instance.process, steps[before]));
      if (approvers.length > 0) return this.#ask(instance, before, approvers);
    }
    return this.#finish(instance, 'Rejected', access);
  }

  #recall(
    instance: Instance,
    item: Workitem,
    at: number,
    request: ApprovalAnswer,
    access: AccessContext,
  ): ApprovalResult {
    const { process, submitter } = instance;
    const allowed =
      (process.allowsRecall && submitter === access.userId) ||
      this.#services.permissions.hasUserPermission(access.userId, 'ModifyAllData');
    if (!allowed) refuse('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
    this.#close(instance, item, at, 'Removed', request, access);
    for (const { id } of this.#rows.workitemsOf(instance.id)) this.#rows.answered(id);
    return this.#finish(instance, 'Removed', access);
  }

  #close(
    instance: Instance,
    item: Workitem,
    at: number,
    status: 'Approved' | 'Rejected' | 'Removed',
    { comments }: ApprovalAnswer,
    { userId }: AccessContext,
  ): void {
    const { process } = instance;
    const values = {
      ActorId: userId,
      OriginalActorId: item.originalActor,
      StepNodeId: this.#rows.nodeId(process, process.steps[at]),
      Comments: comments,
    };
    this.#rows.answered(item.id);
    this.#rows.step(instance.id, status, values, item.created);
    this.#rows.acted(instance.id, userId);
  }

  /** The first answer decides: nobody else is asked any more. */
  #dropOthers({ id: instanceId, process }: Instance, at: number): void {
    const node = this.#rows.nodeId(process, process.steps[at]);
    for (const { id, actor, originalActor, created } of this.#rows.workitemsOf(instanceId)) {
      this.#rows.answered(id);
      const values = { ActorId: actor, OriginalActorId: originalActor, StepNodeId: node };
      this.#rows.step(instanceId, 'NoResponse', values, created);
    }
  }

  // ---------------------------------------------------------------- from step to step

  /** To the first step, from a place on, whose criteria the record meets; the end of the steps is approval. */
  #advance(instance: Instance, from: number, access: AccessContext): ApprovalResult {
    const { steps } = instance.process;
    for (let at = from; at < steps.length; at++) {
      const step = steps[at];
      const record = this.#record(instance.target);
      if (meets(this.#services, step.criteria, record)) {
        const { process, submitter, previous, nextApprovers } = instance;
        const actors = approversOf(this.#services, step.approvers, {
          process,
          record,
          submitter,
          previous,
          nextApprovers,
        });
        if ('statusCode' in actors) throw new Refused(actors);
        return this.#ask(instance, at, actors);
      }
      if (step.otherwise === 'RejectRecord') return this.#finish(instance, 'Rejected', access);
      if (step.otherwise === 'ApproveRecord') break;
    }
    return this.#finish(instance, 'Approved', access);
  }

  #ask(instance: Instance, at: number, actors: readonly string[]): ApprovalResult {
    this.#rows.goTo(instance.id, at);
    const workitems = actors.map((actor) => this.#rows.ask(instance.id, actor));
    return this.#result(instance, 'Pending', workitems, actors);
  }

  #finish(instance: Instance, status: 'Approved' | 'Rejected' | 'Removed', access: AccessContext): ApprovalResult {
    const { process, id, target } = instance;
    const ends = {
      Approved: { actions: process.approvalActions, locked: process.locksApproved },
      Rejected: { actions: process.rejectionActions, locked: process.locksRejected },
      Removed: { actions: process.recallActions, locked: false },
    };
    this.#rows.finish(id, status);
    this.#update(instance, ends[status].actions, access);
    this.#services.locks.set([target], ends[status].locked);
    return this.#result(instance, status, [], []);
  }

  #update({ target }: Instance, actions: readonly string[], access: AccessContext): void {
    if (actions.length === 0) return;
    const errors = runFieldUpdates(this.#services, access, this.#record(target), actions);
    if (errors.length > 0) throw new Refused(...errors);
  }

  #record(id: string): SObject {
    const { schema, database } = this.#services;
    const object = objectOfId(schema, id);
    const record = object && loadRows(database, object, [id]).get(id);
    if (record === undefined) return refuse('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    return record.peek('IsDeleted') === true ? refuse('ENTITY_IS_DELETED', 'entity is deleted') : record;
  }

  #result(
    { id, target }: Instance,
    status: Status,
    workitems: readonly string[],
    actors: readonly string[],
  ): ApprovalResult {
    return { entityId: target, instanceId: id, status, workitems, actors, errors: [] };
  }
}

/**
 * The rows that tell of approvals: ProcessInstance, its steps and its open requests. Written by the platform alone.
 * Source: Object Reference, "ProcessInstance", "ProcessInstanceStep", "ProcessInstanceWorkitem".
 */
import type { ApprovalProcessConfig, ApprovalStepConfig } from '../../schema/approval.ts';
import { columnOf } from '../../storage/columns.ts';
import type { Database } from '../../storage/database.ts';
import { insertRow, updateRow } from '../dml/table.ts';
import type { DmlServices } from '../dml/services.ts';
import type { SqlValue } from '../sql.ts';

export interface Workitem {
  readonly id: string;
  readonly instance: string;
  readonly actor: string;
  readonly originalActor: string;
  readonly created: number;
}

export type StepStatus = 'Started' | 'Approved' | 'Rejected' | 'Removed' | 'NoResponse';

type Values = Readonly<Record<string, SqlValue>>;

export class ApprovalRows {
  readonly #services: DmlServices;

  constructor(services: DmlServices) {
    this.#services = services;
    // Which step a running instance is at: no object of the platform says it.
    services.database.execute(
      'CREATE TABLE IF NOT EXISTS local_org_approval (instance TEXT PRIMARY KEY, process TEXT NOT NULL, step INTEGER NOT NULL) STRICT',
    );
  }

  // ---------------------------------------------------------------- instances

  start(process: ApprovalProcessConfig, target: string, submitter: string): string {
    const id = this.#insert('ProcessInstance', {
      ProcessDefinitionId: this.definitionId(process),
      TargetObjectId: target,
      Status: 'Pending',
      SubmittedById: submitter,
      LastActorId: submitter,
    });
    const key = `${process.object}.${process.name}`.toLowerCase();
    this.#services.database.run('INSERT INTO local_org_approval (instance, process, step) VALUES (?, ?, 0)', id, key);
    return id;
  }

  pendingOn(target: string): string | undefined {
    const text = `SELECT "Id" FROM "ProcessInstance" WHERE "TargetObjectId" = ? AND "Status" = 'Pending'`;
    return this.#services.database.get(text, target)?.['Id'] as string | undefined;
  }

  instance(id: string): { readonly target: string; readonly submitter: string; readonly created: number } {
    const text = `SELECT "TargetObjectId", "SubmittedById", "CreatedDate" FROM "ProcessInstance" WHERE "Id" = ?`;
    const [[target, submitter, created]] = this.#services.database.arrays(text, id);
    return { target: target as string, submitter: submitter as string, created: created as number };
  }

  /** the process as the project defines it now, and the place in its steps; undefined where it has none any more */
  place(instance: string): { readonly process: ApprovalProcessConfig; readonly step: number } | undefined {
    const text = 'SELECT process, step FROM local_org_approval WHERE instance = ?';
    const row = this.#services.database.get(text, instance);
    const process = this.#services.schema.setup.approvalProcesses.get(String(row?.['process']));
    return process && { process, step: Number(row!['step']) };
  }

  goTo(instance: string, step: number): void {
    this.#services.database.run('UPDATE local_org_approval SET step = ? WHERE instance = ?', step, instance);
  }

  acted(instance: string, userId: string): void {
    this.#update('ProcessInstance', instance, { LastActorId: userId });
  }

  finish(instance: string, status: 'Approved' | 'Rejected' | 'Removed'): void {
    const now = this.#services.session().now();
    const elapsed = this.#elapsed(this.instance(instance).created);
    this.#update('ProcessInstance', instance, { Status: status, CompletedDate: now, ...elapsed });
    this.#services.database.run('DELETE FROM local_org_approval WHERE instance = ?', instance);
  }

  // ---------------------------------------------------------------- steps and requests

  step(instance: string, status: StepStatus, values: Values, since?: number): void {
    const elapsed = this.#elapsed(since ?? this.#services.session().now());
    this.#insert('ProcessInstanceStep', { ProcessInstanceId: instance, StepStatus: status, ...elapsed, ...values });
  }

  ask(instance: string, actor: string): string {
    return this.#insert('ProcessInstanceWorkitem', {
      ProcessInstanceId: instance,
      ActorId: actor,
      OriginalActorId: actor,
    });
  }

  workitem(id: string): Workitem | undefined {
    return this.#workitems('"Id"', id)[0];
  }

  workitemsOf(instance: string): readonly Workitem[] {
    return this.#workitems('"ProcessInstanceId"', instance);
  }

  #workitems(column: string, value: string): readonly Workitem[] {
    const text = `SELECT "Id", "ProcessInstanceId", "ActorId", "OriginalActorId", "CreatedDate" FROM "ProcessInstanceWorkitem" WHERE ${column} = ? ORDER BY "Id"`;
    return this.#services.database.arrays(text, value).map(([id, instance, actor, originalActor, created]) => ({
      id: id as string,
      instance: instance as string,
      actor: actor as string,
      originalActor: originalActor as string,
      created: created as number,
    }));
  }

  answered(id: string): void {
    this.#services.database.run('DELETE FROM "ProcessInstanceWorkitem" WHERE "Id" = ?', id);
  }

  /** who approved the step of an instance last, as it was asked of them */
  approvedBy(instance: string, node: string | null): readonly string[] {
    const text = `SELECT DISTINCT "OriginalActorId" FROM "ProcessInstanceStep" WHERE "ProcessInstanceId" = ? AND "StepNodeId" = ? AND "StepStatus" = 'Approved'`;
    return this.#services.database.arrays(text, instance, node).map(([id]) => id as string);
  }

  // ---------------------------------------------------------------- definitions

  definitionId({ object, name }: ApprovalProcessConfig): string | null {
    const text = 'SELECT "Id" FROM "ProcessDefinition" WHERE "TableEnumOrId" = ? AND "DeveloperName" = ?';
    return (this.#services.database.get(text, object, name)?.['Id'] as string | undefined) ?? null;
  }

  nodeId(process: ApprovalProcessConfig, { name }: ApprovalStepConfig): string | null {
    const text = 'SELECT "Id" FROM "ProcessNode" WHERE "ProcessDefinitionId" = ? AND "DeveloperName" = ?';
    const row = this.#services.database.get(text, this.definitionId(process), name);
    return (row?.['Id'] as string | undefined) ?? null;
  }

  // ---------------------------------------------------------------- writing

  #elapsed(since: number): Values {
    const minutes = (this.#services.session().now() - since) / 60_000;
    return {
      ElapsedTimeInMinutes: minutes,
      ElapsedTimeInHours: minutes / 60,
      ElapsedTimeInDays: minutes / 1440,
    };
  }

  #insert(objectName: string, values: Values): string {
    const { schema, database, counters, session } = this.#services;
    const object = schema.objects.get(objectName.toLowerCase())!;
    const { userId } = session();
    const now = session().now();
    const id = counters.newId(object.keyPrefix);
    const all = {
      Id: id,
      CreatedDate: now,
      CreatedById: userId,
      LastModifiedDate: now,
      LastModifiedById: userId,
      SystemModstamp: now,
      IsDeleted: 0,
      ...values,
    };
    const present = Object.entries(all).filter(([name]) => {
      const field = object.fields.get(name.toLowerCase());
      return field !== undefined && columnOf(field)?.generated === false;
    });
    const [names, cells] = [present.map(([name]) => name), present.map(([, value]) => value)];
    insertRow(database, object, names, cells);
    return id;
  }

  #update(objectName: string, id: string, values: Values): void {
    const { schema, database, session } = this.#services;
    const now = session().now();
    const all = { ...values, LastModifiedDate: now, LastModifiedById: session().userId, SystemModstamp: now };
    updateRow(database, schema.objects.get(objectName.toLowerCase())!, id, Object.keys(all), Object.values(all));
  }
}

/** Who has an open request on the record, and by which process. */
export function askedAbout(
  database: Database,
  target: string,
): readonly { readonly actor: string; readonly process: string }[] {
  const text = `SELECT w."ActorId", a.process FROM "ProcessInstanceWorkitem" w JOIN "ProcessInstance" i ON i."Id" = w."ProcessInstanceId" JOIN local_org_approval a ON a.instance = i."Id" WHERE i."TargetObjectId" = ?`;
  return database
    .arrays(text, target)
    .map(([actor, process]) => ({ actor: actor as string, process: process as string }));
}

/**
 * What running Apex needs from the rest of the org. The runtime depends on these interfaces only; data, async and the
 * composition root supply them.
 */
import type { KeyObject } from 'node:crypto';
import type { FormulaEnvironment } from '../formula/typed.ts';
import type { CustomMetadataRecord, ObjectSchema, OrgSchema } from '../schema/model.ts';
import type { SObject } from './platform/sobject.ts';

/** Source of "now", injected; milliseconds since the epoch, UTC. Moving it is how retention is tried out. */
export interface Clock {
  now(): number;
}

/** Source of randomness, injected so that runs can be repeated. */
export interface RandomSource {
  bytes(count: number): Uint8Array;
  /** in [0, 1) */
  next(): number;
}

export interface UserInfo {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly profileId: string;
  readonly profileName: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly language: string;
}

export type AccessMode = 'system' | 'user';

/** How the running code sees records: `with sharing` in effect or not, and whether object and field permissions apply. */
export interface AccessContext {
  readonly userId: string;
  readonly mode: AccessMode;
  readonly sharing: boolean;
  /** of user mode that the class has by default: what counts where a query's text says WITH SYSTEM_MODE */
  readonly codeSharing?: boolean;
  /** a permission set that counts beside the user's own, in user mode (AccessLevel.withPermissionSetId) */
  readonly permissionSetId?: string;
}

export interface SaveError {
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

export interface RowResult {
  readonly id: string | null;
  readonly success: boolean;
  readonly created: boolean;
  readonly errors: readonly SaveError[];
  /** of a merge: the children that were moved to the master */
  readonly related?: readonly string[];
}

export type DmlOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete' | 'merge';

export interface DmlRequest {
  readonly operation: DmlOperation;
  readonly rows: readonly SObject[];
  readonly allOrNone: boolean;
  readonly access: AccessContext;
  /** canonical field name for upsert */
  readonly externalIdField?: string;
  /** rows merged into rows[0] */
  readonly merged?: readonly SObject[];
}

/** What Database.LeadConvert says of one lead; Ids are normal, or null. */
export interface LeadConversion {
  readonly leadId: string | null;
  readonly accountId: string | null;
  readonly contactId: string | null;
  readonly opportunityId: string | null;
  readonly opportunityName: string | null;
  readonly convertedStatus: string | null;
  readonly ownerId: string | null;
  readonly doNotCreateOpportunity: boolean;
  readonly overwriteLeadSource: boolean;
}

export interface LeadConversionRequest {
  readonly leads: readonly LeadConversion[];
  readonly allOrNone: boolean;
  readonly access: AccessContext;
}

export interface LeadConversionResult {
  readonly leadId: string | null;
  readonly accountId: string | null;
  readonly contactId: string | null;
  readonly opportunityId: string | null;
  readonly success: boolean;
  readonly errors: readonly SaveError[];
}

/** A request of Approval.process; Ids as they were given. */
export type ApprovalRequest =
  | {
      readonly kind: 'submit';
      readonly objectId: string | null;
      readonly submitterId: string | null;
      /** name or Id */
      readonly process: string | null;
      readonly skipsEntryCriteria: boolean;
      readonly comments: string | null;
      readonly nextApproverIds: readonly string[];
    }
  | ApprovalAnswer;

export interface ApprovalAnswer {
  readonly kind: 'answer';
  readonly workitemId: string | null;
  /** `Approve`, `Reject`, `Removed` */
  readonly action: string | null;
  readonly comments: string | null;
  readonly nextApproverIds: readonly string[];
}

export interface ApprovalResult {
  readonly entityId: string | null;
  readonly instanceId: string | null;
  readonly status: 'Pending' | 'Approved' | 'Rejected' | 'Removed' | null;
  /** the requests that were made */
  readonly workitems: readonly string[];
  /** who is asked now */
  readonly actors: readonly string[];
  readonly errors: readonly SaveError[];
}

export interface SoqlResult {
  /** rows in order; aggregate queries give rows of type AggregateResult with keys `expr0` or alias */
  readonly rows: readonly SObject[];
  /** for COUNT() queries */
  readonly count: number;
}

export interface FormulaError {
  /** canonical */
  readonly field: string;
  /** `Division by zero` */
  readonly message: string;
}

/** The data layer. Every call counts its own governor limits on the current context. */
export interface DataPort {
  /** `binds` in the order in which the bind expressions appear in the text; Apex values. */
  query(text: string, binds: readonly unknown[], access: AccessContext): SoqlResult;
  /** dynamic query: names resolved through `resolve` (lower-cased name or dotted path -> Apex value) */
  queryDynamic(text: string, resolve: (name: string) => unknown, access: AccessContext): SoqlResult;
  search(text: string, binds: readonly unknown[], access: AccessContext): readonly (readonly SObject[])[];
  searchDynamic(
    text: string,
    resolve: (name: string) => unknown,
    access: AccessContext,
  ): readonly (readonly SObject[])[];
  /** allOrNone: on any failure everything of this call is rolled back and the results say why; the caller throws */
  dml(request: DmlRequest): readonly RowResult[];
  /** Approval.lock and unlock: one result an Id */
  setLocks(ids: readonly string[], locked: boolean): readonly RowResult[];
  lockedAmong(ids: readonly string[]): ReadonlySet<string>;
  /** Database.insertImmediate and deleteImmediate: rows of big objects */
  immediate(operation: 'insert' | 'delete', rows: readonly SObject[], access: AccessContext): readonly RowResult[];
  /** one request of Approval.process; nothing of it stays where it has errors */
  approve(request: ApprovalRequest, access: AccessContext): ApprovalResult;
  convertLeads(request: LeadConversionRequest): readonly LeadConversionResult[];
  emptyRecycleBin(ids: readonly string[], access: AccessContext): readonly RowResult[];
  /** savepoints: opaque ids */
  setSavepoint(): number;
  rollbackTo(savepoint: number): void;
  releaseSavepoint(savepoint: number): void;
  /** false once it was released, or a rollback went further back */
  isOpenSavepoint(savepoint: number): boolean;
  /** what formulas ask of the org, for the running user and now */
  formulaEnvironment(): FormulaEnvironment;
  /** what the fields of a new record hold by declaration, formulas worked out; by canonical name */
  defaultValues(object: ObjectSchema): Iterable<readonly [field: string, value: unknown]>;
  /**
   * Sets the formula fields of records from their other values; fields that a record lacks are read from the database.
   * @returns for each record, the formula fields that have no value because of an error
   */
  recalculateFormulas(records: readonly SObject[]): readonly (readonly FormulaError[])[];
  newId(keyPrefix: string): string;
  /** Test.setCreatedDate. @throws System.StringException for an Id of no record with such a date */
  setCreatedDate(id: string, at: number): void;
}

/** Security questions, answered from profiles, permission sets and assignments. */
export interface SecurityPort {
  user(id: string): UserInfo;
  hasCustomPermission(userId: string, name: string): boolean;
  hasUserPermission(userId: string, name: string): boolean;
  /** `extra`: a permission set that counts beside the user's own */
  objectAccess(
    userId: string,
    object: string,
    extra?: string,
  ): { create: boolean; read: boolean; edit: boolean; delete: boolean };
  fieldAccess(userId: string, object: string, field: string, extra?: string): { read: boolean; edit: boolean };
}

/** Asynchronous Apex. Implemented by the async layer. */
export interface AsyncPort {
  /** returns the AsyncApexJob id */
  enqueueBatch(instance: unknown, scope: number): string;
  enqueueQueueable(instance: unknown, delayMinutes: number): string;
  enqueueFuture(className: string, methodKey: string, args: readonly unknown[]): void;
  /** returns the CronTrigger id */
  schedule(name: string, cron: string, instance: unknown): string;
  abort(jobId: string): void;
  /** the batch jobs that wait in the flex queue, in order: those of the test in a test */
  flexQueue(): readonly string[];
  /** puts a job of the flex queue at a place of it; false where it is there already */
  moveInFlexQueue(jobId: string, place: number): boolean;
  /** Test.enqueueBatchJobs */
  enqueueEmptyBatches(count: number): readonly string[];
  /** `callback` hears what became of the events (EventBus.EventPublishSuccessCallback, EventPublishFailureCallback) */
  publish(events: readonly SObject[], callback?: object): readonly RowResult[];
  /** Test.getEventBus().deliver() */
  deliverEvents(): void;
  /** Test.getEventBus().fail() */
  failEvents(): void;
  /** runs everything that was enqueued in the test, before startTest too */
  stopTest(): void;
}

/** Deployments that Apex asks for. Both are called when the transaction that asked has been committed. */
export interface DeploymentPort {
  /** adds or replaces records of custom metadata types, all or none */
  deploy(records: readonly CustomMetadataRecord[]): void;
  /** runs Apex as a transaction of its own */
  afterwards(userId: string, work: () => void): void;
}

/** The certificates of the org by their unique names, in any case; null where there is none. */
export interface CertificatePort {
  privateKey(name: string): KeyObject | null;
  publicKey(name: string): KeyObject | null;
}

/** Everything outside the runtime, for one org. */
export interface OrgPorts {
  readonly schema: OrgSchema;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly data: DataPort;
  readonly security: SecurityPort;
  readonly async: AsyncPort;
  readonly deployment: DeploymentPort;
  readonly certificates: CertificatePort;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly isSandbox: boolean;
}

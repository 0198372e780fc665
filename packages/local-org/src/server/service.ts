/** What the HTTP layer needs of the org. The composition root supplies it; nothing here knows how Apex or SQL work. */
import type { DmlOperation, RowResult, UserInfo } from '../runtime/ports.ts';
import type { SObject } from '../runtime/platform/sobject.ts';
import type { OrgSchema } from '../schema/model.ts';

export interface QueryOutcome {
  readonly rows: readonly SObject[];
  readonly totalSize: number;
}

export interface WriteRequest {
  readonly operation: DmlOperation;
  readonly rows: readonly SObject[];
  readonly allOrNone: boolean;
  /** canonical field name, for upsert */
  readonly externalIdField?: string;
}

export interface TreeNode {
  readonly record: SObject;
  readonly parent: { readonly index: number; readonly field: string } | undefined;
}

export interface JobReport {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly status: string;
  readonly error: string | undefined;
}

/** As the Tooling API's executeAnonymous answers; line and column are 1-based, -1 where there is none. */
export interface AnonymousOutcome {
  readonly compiled: boolean;
  readonly success: boolean;
  readonly line: number;
  readonly column: number;
  readonly compileProblem: string | null;
  readonly exceptionMessage: string | null;
  readonly exceptionStackTrace: string | null;
}

export interface OrgService {
  readonly schema: OrgSchema;
  readonly organizationId: string;
  readonly organizationName: string;
  /** milliseconds since the epoch, UTC */
  now(): number;
  /** Moves the org's clock forward and runs what falls due, in order. RangeError for a time in the past. */
  moveClock(to: number): readonly JobReport[];
  user(id: string): UserInfo;
  users(): readonly UserInfo[];
  findUser(username: string): UserInfo | undefined;
  /** one transaction in user mode; throws ApexException with Salesforce's type and message */
  query(userId: string, soql: string): QueryOutcome;
  /** one transaction in user mode; a failure is in the results, not thrown */
  write(userId: string, request: WriteRequest): readonly RowResult[];
  /** parents before children, all or nothing in one transaction; a child's reference is filled from its parent's new Id */
  writeTree(userId: string, nodes: readonly TreeNode[]): readonly RowResult[];
  /** undefined where the user lacks the permission "Author Apex" */
  executeAnonymous(userId: string, apex: string): AnonymousOutcome | undefined;
  objectAccess(userId: string, object: string): { create: boolean; read: boolean; edit: boolean; delete: boolean };
  fieldAccess(userId: string, object: string, field: string): { read: boolean; edit: boolean };
}

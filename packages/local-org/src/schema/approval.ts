/**
 * Approval processes and the field updates that they run. Plain data.
 * Source: Metadata API Developer Guide, "ApprovalProcess", "Workflow".
 */
import type { SourcePosition } from '../diagnostics/diagnostic.ts';
import type { MemberReference } from './setup.ts';

export interface ApprovalCriterion {
  /** `Account.Type`: the object, or one that its record refers to, and the field */
  readonly field: string;
  readonly operation: string;
  readonly value: string;
}

/** Which records enter: either items or a formula; with neither, all do. */
export interface ApprovalCriteria {
  readonly items: readonly ApprovalCriterion[];
  /** `1 AND (2 OR 3)`; undefined where all items must hold */
  readonly logic: string | undefined;
  readonly formula: string | undefined;
  readonly place: SourcePosition;
}

export type ApprovalSubmitter = MemberReference | { readonly kind: 'owner' | 'creator' };

export interface ApprovalApprover {
  readonly kind: 'adhoc' | 'user' | 'queue' | 'userHierarchyField' | 'relatedUserField';
  /** username, queue, or field of the user or record; '' where the submitter chooses */
  readonly name: string;
}

export interface ApprovalStepConfig {
  readonly name: string;
  readonly label: string;
  readonly description: string | undefined;
  readonly criteria: ApprovalCriteria | undefined;
  readonly otherwise: 'ApproveRecord' | 'RejectRecord' | 'GotoNextStep';
  readonly approvers: readonly ApprovalApprover[];
  /** all approvers must approve; else the first answer decides */
  readonly unanimous: boolean;
  readonly allowsDelegate: boolean;
  readonly rejectsToPrevious: boolean;
  /** names of field updates */
  readonly approvalActions: readonly string[];
  readonly rejectionActions: readonly string[];
}

/** An active approval process. Actions are names of field updates of its object. */
export interface ApprovalProcessConfig {
  readonly name: string;
  readonly object: string;
  readonly label: string;
  readonly description: string | undefined;
  /** processes of an object are asked in this order */
  readonly order: number;
  /** empty: everybody */
  readonly submitters: readonly ApprovalSubmitter[];
  readonly criteria: ApprovalCriteria | undefined;
  readonly steps: readonly ApprovalStepConfig[];
  /** the field of the user who approves next, `Manager` */
  readonly hierarchyField: string | undefined;
  /** the first approver is found from the record's owner, not from the submitter */
  readonly fromOwner: boolean;
  readonly allowsRecall: boolean;
  readonly approverMayEdit: boolean;
  readonly locksApproved: boolean;
  readonly locksRejected: boolean;
  readonly submissionActions: readonly string[];
  readonly approvalActions: readonly string[];
  readonly rejectionActions: readonly string[];
  readonly recallActions: readonly string[];
}

export interface FieldUpdateConfig {
  readonly name: string;
  readonly object: string;
  readonly field: string;
  /** the reference to the record that is changed, where it is not the record itself: not run */
  readonly parent: string | undefined;
  readonly operation: 'Formula' | 'Literal' | 'LookupValue' | 'NextValue' | 'Null' | 'PreviousValue';
  readonly formula: string | undefined;
  readonly literal: string | undefined;
  readonly lookup: { readonly kind: 'User' | 'Queue' | 'RecordType'; readonly name: string } | undefined;
  readonly place: SourcePosition;
}

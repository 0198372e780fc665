/** Who may submit a record, who is asked to approve it, and who may answer. Salesforce Help, "Approval Process Terminology". */
import type { SaveError } from '../../runtime/ports.ts';
import type { SObject } from '../../runtime/platform/sobject.ts';
import type { ApprovalApprover, ApprovalProcessConfig } from '../../schema/approval.ts';
import type { DmlServices } from '../dml/services.ts';
import { saveError } from '../errors.ts';
import type { Sharing } from '../security/sharing.ts';
import { quoted } from '../sql.ts';

export function maySubmit(
  { sharing }: DmlServices,
  { submitters }: ApprovalProcessConfig,
  record: SObject,
  userId: string,
): boolean {
  if (submitters.length === 0) return true;
  return submitters.some((submitter): boolean => {
    if (submitter.kind === 'owner') {
      const owner = record.peek('OwnerId') as string | null;
      return owner !== null && isOrIncludes(sharing, owner, userId);
    }
    if (!('name' in submitter)) return record.peek('CreatedById') === userId;
    const principal = sharing.principalOf(submitter);
    return principal !== undefined && isOrIncludes(sharing, principal, userId);
  });
}

/** The user himself, or a group or queue that he is in. */
export function isOrIncludes(sharing: Sharing, principal: string, userId: string): boolean {
  return principal === userId || (JSON.parse(sharing.principals.membersOf(principal)) as string[]).includes(userId);
}

/** The actor of a request, a member of the queue that it waits in, a delegate where the step allows one, or an administrator. */
export function mayAnswer(services: DmlServices, actor: string, userId: string, allowsDelegate: boolean): boolean {
  const { database, sharing, permissions } = services;
  if (permissions.hasUserPermission(userId, 'ModifyAllData') || isOrIncludes(sharing, actor, userId)) return true;
  if (!allowsDelegate) return false;
  const delegate = database.get('SELECT "DelegatedApproverId" AS id FROM "User" WHERE "Id" = ?', actor)?.['id'];
  return typeof delegate === 'string' && isOrIncludes(sharing, delegate, userId);
}

export interface ApproverQuestion {
  readonly process: ApprovalProcessConfig;
  readonly record: SObject;
  readonly submitter: string;
  /** who approved the step before; undefined at the first */
  readonly previous: string | undefined;
  readonly nextApprovers: readonly string[];
}

export function approversOf(
  services: DmlServices,
  approvers: readonly ApprovalApprover[],
  question: ApproverQuestion,
): readonly string[] | SaveError {
  const found = new Set<string>();
  for (const approver of approvers) {
    const id = approverOf(services, approver, question);
    if (typeof id !== 'string') return id;
    found.add(id);
  }
  return [...found];
}

/** Apex names exactly one approver where the step leaves the choice to the submitter. */
const CHOICE_MISSING = saveError('REQUIRED_FIELD_MISSING', 'missing required field: [nextApproverIds]', [
  'nextApproverIds',
]);
const MANAGER_MISSING = saveError('MANAGER_NOT_DEFINED', 'Manager undefined.');

function approverOf(
  { database, schema, sharing }: DmlServices,
  { kind, name }: ApprovalApprover,
  { process, record, submitter, previous, nextApprovers }: ApproverQuestion,
): string | SaveError {
  switch (kind) {
    case 'adhoc':
      return nextApprovers.length === 1 ? nextApprovers[0] : CHOICE_MISSING;
    case 'user':
      return sharing.principalOf({ kind: 'user', name }) ?? undefinedApprover(name);
    case 'queue':
      return sharing.principalOf({ kind: 'group', name }) ?? undefinedApprover(name);
    case 'relatedUserField': {
      const field = fieldNamed(schema.objects.get(record.type.toLowerCase())!, name);
      const id = field === undefined ? undefined : record.peek(field);
      return typeof id === 'string' ? id : undefinedApprover(name);
    }
    case 'userHierarchyField': {
      const from = previous ?? (process.fromOwner ? (record.peek('OwnerId') as string) : submitter);
      const field = fieldNamed(schema.objects.get('user')!, name || (process.hierarchyField ?? 'Manager'));
      const id = field && database.get(`SELECT ${quoted(field)} AS id FROM "User" WHERE "Id" = ?`, from)?.['id'];
      return typeof id === 'string' ? id : MANAGER_MISSING;
    }
  }
}

/** Metadata names standard references without `Id`: `Manager`, `Owner`. */
const fieldNamed = (
  { fields }: { readonly fields: ReadonlyMap<string, { readonly name: string }> },
  name: string,
): string | undefined => (fields.get(name.toLowerCase()) ?? fields.get(`${name.toLowerCase()}id`))?.name;

/** The words are not documented. */
const undefinedApprover = (name: string): SaveError =>
  saveError('INVALID_CROSS_REFERENCE_KEY', `invalid cross reference id: the approver ${name} is not defined`);

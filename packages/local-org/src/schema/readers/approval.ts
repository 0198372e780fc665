/**
 * Approval processes, and the field updates of workflows that they run.
 * Source: Metadata API Developer Guide, "ApprovalProcess", "Workflow", "WorkflowFieldUpdate".
 */
import type {
  ApprovalApprover,
  ApprovalCriteria,
  ApprovalStepConfig,
  ApprovalSubmitter,
  FieldUpdateConfig,
} from '../approval.ts';
import { notFound, type MetadataFile, type MetadataReader, type ProjectDraft } from '../project-draft.ts';
import { entryOf } from '../../util/table.ts';
import type { XmlElement } from '../xml.ts';

export const approvalProcessReader: MetadataReader = {
  kind: 'ApprovalProcess',
  suffix: 'approvalProcess',
  phase: 'components',
  elements: undefined,
  read(file, draft) {
    const { root } = file;
    if (!root.flag('active')) return;
    const [objectName, name = ''] = file.name.split('.');
    const object = draft.objects.get(objectName.toLowerCase())?.name;
    if (object === undefined) {
      draft.report(root, notFound('approvalProcess', 'CustomObject', objectName));
      return;
    }
    const reader = new ProcessReader(file, object, draft);
    const next = root.child('nextAutomatedApprover');
    draft.add(
      draft.setup.approvalProcesses,
      file.name,
      {
        name,
        object,
        label: draft.required(root, 'label'),
        description: root.value('description'),
        order: Number(root.value('processOrder') ?? 1),
        submitters: root.children('allowedSubmitters').flatMap((element) => reader.submitter(element)),
        criteria: criteria(root.child('entryCriteria'), draft),
        steps: root.children('approvalStep').map((element) => reader.step(element)),
        hierarchyField: next?.value('userHierarchyField'),
        fromOwner: next?.flag('useApproverFieldOfRecordOwner') ?? false,
        allowsRecall: root.flag('allowRecall'),
        approverMayEdit: root.value('recordEditability') === 'AdminOrCurrentApprover',
        locksApproved: root.flag('finalApprovalRecordLock'),
        locksRejected: root.flag('finalRejectionRecordLock'),
        submissionActions: reader.actions(root.child('initialSubmissionActions')),
        approvalActions: reader.actions(root.child('finalApprovalActions')),
        rejectionActions: reader.actions(root.child('finalRejectionActions')),
        recallActions: reader.actions(root.child('recallActions')),
      },
      file,
    );
  },
};

const SUBMITTERS: Readonly<Record<string, ApprovalSubmitter['kind']>> = {
  allInternalUsers: 'allInternalUsers',
  creator: 'creator',
  group: 'group',
  owner: 'owner',
  queue: 'group',
  role: 'role',
  roleSubordinates: 'roleAndSubordinates',
  roleSubordinatesInternal: 'roleAndSubordinates',
  user: 'user',
};

const APPROVERS: readonly string[] = ['adhoc', 'user', 'queue', 'userHierarchyField', 'relatedUserField'];
const OTHERWISE = ['ApproveRecord', 'RejectRecord', 'GotoNextStep'] as const;

class ProcessReader {
  readonly #file: MetadataFile;
  readonly #object: string;
  readonly #draft: ProjectDraft;

  constructor(file: MetadataFile, object: string, draft: ProjectDraft) {
    this.#file = file;
    this.#object = object;
    this.#draft = draft;
  }

  submitter(element: XmlElement): ApprovalSubmitter[] {
    const type = this.#draft.required(element, 'type');
    const kind = entryOf(SUBMITTERS, type);
    if (kind === undefined) {
      this.#draft.warn(
        element,
        `The submitters ${type} of the approval process ${this.#file.name} are left out: this org has no such users`,
      );
      return [];
    }
    if (kind === 'owner' || kind === 'creator') return [{ kind }];
    return [{ kind, name: element.value('submitter') ?? '' }];
  }

  step(element: XmlElement): ApprovalStepConfig {
    const approver = element.child('assignedApprover');
    const otherwise = element.value('ifCriteriaNotMet');
    return {
      name: this.#draft.required(element, 'name'),
      label: this.#draft.required(element, 'label'),
      description: element.value('description'),
      criteria: criteria(element.child('entryCriteria'), this.#draft),
      otherwise: OTHERWISE.find((value) => value.toLowerCase() === otherwise?.toLowerCase()) ?? 'GotoNextStep',
      approvers: (approver?.children('approver') ?? []).flatMap((item) => this.#approver(item)),
      unanimous: approver?.value('whenMultipleApprovers') === 'Unanimous',
      allowsDelegate: element.flag('allowDelegate'),
      rejectsToPrevious: element.child('rejectBehavior')?.value('type') === 'BackToPrevious',
      approvalActions: this.actions(element.child('approvalActions')),
      rejectionActions: this.actions(element.child('rejectionActions')),
    };
  }

  #approver(element: XmlElement): ApprovalApprover[] {
    const kind = this.#draft.required(element, 'type');
    const name = element.value('name') ?? '';
    if (!APPROVERS.includes(kind)) {
      this.#draft.report(element, `'${kind}' is not a valid value for the enum 'NextOwnerType'`);
      return [];
    }
    if (kind === 'queue') {
      this.#draft.afterwards(({ setup }) => {
        if (!setup.queues.has(name.toLowerCase())) this.#draft.report(element, notFound('approver', 'Queue', name));
      });
    }
    return [{ kind: kind as ApprovalApprover['kind'], name }];
  }

  /** The field updates among them; other kinds of actions reach nobody here, and that is said by name. */
  actions(list: XmlElement | undefined): string[] {
    return (list?.children('action') ?? []).flatMap((action) => {
      const name = this.#draft.required(action, 'name');
      const type = this.#draft.required(action, 'type');
      if (type !== 'FieldUpdate') {
        this.#draft.warn(
          action,
          `The action ${name} of the approval process ${this.#file.name} is not run: this org runs no actions of type ${type}`,
        );
        return [];
      }
      const key = `${this.#object}.${name}`;
      this.#draft.afterwards(({ objects, setup }) => {
        const update = setup.fieldUpdates.get(key.toLowerCase());
        if (update === undefined) this.#draft.report(action, notFound('action', 'WorkflowFieldUpdate', key));
        else if (update.parent !== undefined)
          this.#draft.warn(action, `The field update ${key} is not run: it changes another record, ${update.parent}`);
        else if (!objects.get(this.#object.toLowerCase())!.fields.has(update.field.toLowerCase()))
          this.#draft.report(update.place, notFound('field', 'CustomField', `${this.#object}.${update.field}`));
      });
      return [name];
    });
  }
}

function criteria(element: XmlElement | undefined, draft: ProjectDraft): ApprovalCriteria | undefined {
  if (element === undefined) return undefined;
  return {
    items: element.children('criteriaItems').map((item) => ({
      field: draft.required(item, 'field'),
      operation: draft.required(item, 'operation'),
      value: item.value('value') ?? '',
    })),
    logic: element.value('booleanFilter'),
    formula: element.value('formula'),
    place: element.position,
  };
}

// ---------------------------------------------------------------- field updates

const OPERATIONS = ['Formula', 'Literal', 'LookupValue', 'NextValue', 'Null', 'PreviousValue'] as const;
const LOOKUPS = ['User', 'Queue', 'RecordType'] as const;

/** All field updates of a workflow: what is wrong with one matters only where an approval process runs it. */
export function readFieldUpdates(root: XmlElement, objectName: string, draft: ProjectDraft): void {
  const object = draft.objects.get(objectName.toLowerCase());
  if (object === undefined) return;
  for (const element of root.children('fieldUpdates')) {
    const name = draft.required(element, 'fullName');
    const written = element.value('field') ?? '';
    const field = object.fields.get(written.toLowerCase()) ?? object.fields.get(`${written.toLowerCase()}id`);
    const kind = LOOKUPS.find((value) => value === element.value('lookupValueType'));
    const update: FieldUpdateConfig = {
      name,
      object: object.name,
      field: field?.name ?? written,
      parent: element.value('targetObject'),
      operation: OPERATIONS.find((value) => value === element.value('operation')) ?? 'Null',
      formula: element.value('formula'),
      literal: element.value('literalValue'),
      lookup: kind && { kind, name: element.value('lookupValue') ?? '' },
      place: element.position,
    };
    draft.setup.fieldUpdates.set(`${object.name}.${name}`.toLowerCase(), update);
  }
}

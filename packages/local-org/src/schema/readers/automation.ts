/**
 * Automation that is no Apex. This org does not run it: where it is active, results can differ from Salesforce's, and the
 * project's owner is told by name. Source: Metadata API Developer Guide, "Flow", "Workflow", "DuplicateRule",
 * "AssignmentRules", "AutoResponseRules", "EscalationRules".
 */
import type { MetadataReader, ProjectDraft } from '../project-draft.ts';
import type { XmlElement } from '../xml.ts';
import { entryOf } from '../../util/table.ts';
import { approvalProcessReader, readFieldUpdates } from './approval.ts';

/** `triggerType` of a flow that starts by itself -> when it starts */
const FLOW_STARTS: Readonly<Record<string, string>> = {
  RecordBeforeSave: 'before a save of',
  RecordAfterSave: 'after a save of',
  RecordBeforeDelete: 'before a deletion of',
  PlatformEvent: 'on each',
  Scheduled: 'on a schedule over',
  Segment: 'on a segment of',
  DataCloudDataChange: 'on a change of',
};

function automation(
  kind: string,
  suffix: string,
  read: (root: XmlElement, name: string, draft: ProjectDraft) => void,
): MetadataReader {
  return {
    kind,
    suffix,
    phase: 'components',
    elements: undefined,
    read: (file, draft) => read(file.root, file.name, draft),
  };
}

/** A process of Process Builder is a flow of type Workflow; its start names no trigger type. */
const flowReader = automation('Flow', 'flow', (root, name, draft) => {
  draft.setup.flows.set(name.toLowerCase(), name);
  if (root.value('status') !== 'Active') return;
  const start = root.child('start');
  const when = entryOf(FLOW_STARTS, start?.value('triggerType') ?? '');
  const isProcess = ['Workflow', 'InvocableProcess', 'CustomEvent'].includes(root.value('processType') ?? '');
  if (when !== undefined) {
    const object = start?.value('object') ?? 'no object';
    draft.warn(root, `The active flow ${name}, which starts ${when} ${object}, is not run: this org has no flows`);
  } else if (isProcess) draft.warn(root, `The active process ${name} is not run: this org has no flows`);
});

const rules = (kind: string, suffix: string, element: string, what: string): MetadataReader =>
  automation(kind, suffix, (root, name, draft) => {
    for (const rule of root.children(element)) {
      if (!rule.flag('active')) continue;
      draft.warn(
        rule,
        `The active ${what} ${name}.${rule.value('fullName') ?? ''} is not run: this org has no ${what}s`,
      );
    }
  });

const duplicateRuleReader = automation('DuplicateRule', 'duplicateRule', (root, name, draft) => {
  if (root.flag('isActive'))
    draft.warn(root, `The active duplicate rule ${name} is not run: this org refuses no duplicates`);
});

/** Scripts are not run: a class that runs one says so when it does. */
const dataWeaveReader = automation('DataWeaveResource', 'dwl', (_root, name, draft) => {
  draft.setup.dataWeaveScripts.set(name.toLowerCase(), name);
});

const workflowRules = rules('Workflow', 'workflow', 'rules', 'workflow rule');

/** The rules of a workflow are not run, but approval processes run its field updates. */
const workflowReader: MetadataReader = {
  ...workflowRules,
  read(file, draft) {
    workflowRules.read(file, draft);
    readFieldUpdates(file.root, file.name, draft);
  },
};

export const automationReaders: readonly MetadataReader[] = [
  approvalProcessReader,
  flowReader,
  workflowReader,
  rules('AssignmentRules', 'assignmentRules', 'assignmentRule', 'assignment rule'),
  rules('AutoResponseRules', 'autoResponseRules', 'autoResponseRule', 'auto-response rule'),
  rules('EscalationRules', 'escalationRules', 'escalationRule', 'escalation rule'),
  duplicateRuleReader,
  dataWeaveReader,
];

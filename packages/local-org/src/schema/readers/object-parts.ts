/**
 * The other decomposed parts of an object: record types, validation rules, field sets.
 * Source: Metadata API Developer Guide, "CustomObject" and its sub-types.
 */
import { notFound, type MetadataReader } from '../project-draft.ts';

/** Kept whole until all parts are found: see objects.ts. */
export const objectReader: MetadataReader = {
  kind: 'CustomObject',
  suffix: 'object',
  phase: 'objects',
  elements: [
    'fullName',
    'actionOverrides',
    'allowInChatterGroups',
    'businessProcesses',
    'compactLayoutAssignment',
    'compactLayouts',
    'customHelp',
    'customHelpPage',
    'customSettingsType',
    'deploymentStatus',
    'deprecated',
    'description',
    'enableActivities',
    'enableBulkApi',
    'enableChangeDataCapture',
    'enableDataTranslation',
    'enableDivisions',
    'enableEnhancedLookup',
    'enableFeeds',
    'enableHistory',
    'enableLicensing',
    'enablePublicStatus',
    'enableReports',
    'enableSearch',
    'enableSharing',
    'enableStreamingApi',
    'eventType',
    'externalSharingModel',
    'gender',
    'household',
    'label',
    'nameField',
    'pluralLabel',
    'profileSearchLayouts',
    'publishBehavior',
    'recordTypeTrackFeedHistory',
    'recordTypeTrackHistory',
    'searchLayouts',
    'sharingModel',
    'startsWith',
    'visibility',
  ],
  read(file, draft) {
    const object = draft.objectDraft(file.name);
    if (object.metadata) draft.report(file.root, `Duplicate CustomObject named ${file.name}`);
    object.metadata = file.root;
    for (const override of file.root.children('actionOverrides')) {
      if (override.value('type') === 'Flexipage') {
        draft.warn(override, `${file.name}: a record page for the whole org is not shown; assign it in an application`);
      }
    }
  },
};

export const recordTypeReader: MetadataReader = {
  kind: 'RecordType',
  suffix: 'recordType',
  phase: 'objects',
  elements: [
    'fullName',
    'active',
    'businessProcess',
    'compactLayoutAssignment',
    'description',
    'label',
    'picklistValues',
  ],
  read(file, draft) {
    draft.objectDraft(file.object).recordTypes.push({
      developerName: file.root.value('fullName') ?? file.name,
      label: draft.required(file.root, 'label'),
      active: file.root.flag('active'),
    });
  },
};

export const indexReader: MetadataReader = {
  kind: 'Index',
  suffix: 'index',
  phase: 'objects',
  elements: ['fullName', 'fields', 'label'],
  read(file, draft) {
    draft.objectDraft(file.object).indexes.push(file.root);
  },
};

export const validationRuleReader: MetadataReader = {
  kind: 'ValidationRule',
  suffix: 'validationRule',
  phase: 'objects',
  elements: [
    'fullName',
    'active',
    'description',
    'errorConditionFormula',
    'errorDisplayField',
    'errorMessage',
    'shouldEvaluateAsync',
  ],
  read(file, draft) {
    const element = file.root;
    const rule = {
      name: element.value('fullName') ?? file.name,
      active: element.flag('active'),
      formula: draft.required(element, 'errorConditionFormula'),
      message: draft.required(element, 'errorMessage'),
      errorField: element.value('errorDisplayField'),
      place: (element.child('errorConditionFormula') ?? element).position,
    };
    draft.objectDraft(file.object).validationRules.push({ rule, element });
    draft.afterwards(() => {
      if (rule.errorField && !draft.hasField(file.object, rule.errorField)) {
        draft.report(
          element.child('errorDisplayField')!,
          notFound('errorDisplayField', 'CustomField', `${file.object}.${rule.errorField}`),
        );
      }
    });
  },
};

export const fieldSetReader: MetadataReader = {
  kind: 'FieldSet',
  suffix: 'fieldSet',
  phase: 'objects',
  elements: ['fullName', 'availableFields', 'description', 'displayedFields', 'label'],
  read(file, draft) {
    draft.add(draft.objectDraft(file.object).fieldSets, file.root.value('fullName') ?? file.name, file.root, file);
    draft.afterwards(() => {
      for (const item of [...file.root.children('displayedFields'), ...file.root.children('availableFields')]) {
        const field = draft.required(item, 'field');
        if (field && !draft.hasField(file.object, field)) {
          draft.report(item, notFound('field', 'CustomField', `${file.object}.${field}`));
        }
      }
    });
  },
};

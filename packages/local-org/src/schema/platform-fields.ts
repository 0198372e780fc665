/** The fields and key prefixes that the platform gives to custom objects. Source: Object Reference, "Custom Objects". */
import {
  auditFields,
  checkbox,
  date,
  idField,
  isDeletedField,
  lookup,
  makeField,
  owner,
  text,
  viewFields,
} from './fields.ts';
import type { FieldSchema, ObjectKind } from './model.ts';
import type { ProjectDraft } from './project-draft.ts';
import type { XmlElement } from './xml.ts';

export const KEY_PREFIX_SPACES = { custom: 'a', customMetadata: 'm', platformEvent: 'e', bigObject: 'b' } as const;

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `a00`, `a01`, ... `a0z`, `a10` in the order of the names */
export function keyPrefixes(space: string, names: readonly string[]): [name: string, prefix: string][] {
  return names.map((name, index) => [
    name,
    `${space}${DIGITS[Math.floor(index / DIGITS.length)]}${DIGITS[index % DIGITS.length]}`,
  ]);
}

export function platformFields(
  object: string,
  kind: ObjectKind,
  metadata: XmlElement,
  hasMaster: boolean,
  recordType: readonly FieldSchema[],
  draft: ProjectDraft,
): FieldSchema[] {
  switch (kind) {
    case 'customMetadata':
      return customMetadataFields();
    case 'platformEvent':
      return platformEventFields();
    case 'bigObject':
      return bigObjectFields();
    case 'customSetting':
      return customSettingFields(metadata.value('customSettingsType') === 'List');
    default:
      return [
        idField(),
        ...(hasMaster ? [] : [owner('UserOrGroup')]),
        isDeletedField(),
        nameField(object, metadata, draft),
        ...recordType,
        ...auditFields(),
        ...(metadata.flag('enableActivities') ? [date('LastActivityDate', { readOnly: true, system: true })] : []),
        ...viewFields(),
      ];
  }
}

/** SOQL and SOSL Reference, "SOQL with Big Objects". */
const bigObjectFields = (): FieldSchema[] => [
  idField(),
  ...auditFields().filter(({ name }) => !name.startsWith('LastModified')),
];

function nameField(object: string, metadata: XmlElement, draft: ProjectDraft): FieldSchema {
  const element = metadata.child('nameField');
  const type = element?.value('type');
  const label = element?.value('label') ?? `${metadata.value('label') ?? object} Name`;
  if (type === 'AutoNumber') {
    const displayFormat = draft.required(element!, 'displayFormat');
    return makeField('Name', 'autonumber', {
      label,
      length: 80,
      readOnly: true,
      nillable: false,
      nameField: true,
      displayFormat,
    });
  }
  if (type !== 'Text') draft.report(element ?? metadata, 'Must specify a nameField of type Text or AutoNumber');
  return text('Name', 80, { label, nameField: true });
}

/** Rows come from `customMetadata/*.md-meta.xml`; Apex only reads them. `Label` and `MasterLabel` are the same text. */
function customMetadataFields(): FieldSchema[] {
  const readOnly = { readOnly: true, required: true };
  return [
    idField(),
    text('DeveloperName', 40, { ...readOnly, label: 'Custom Metadata Record Name', nameField: true }),
    text('MasterLabel', 40, { ...readOnly, label: 'Label' }),
    text('Label', 40, { ...readOnly, label: 'Label' }),
    text('Language', 40, { ...readOnly, label: 'Master Language' }),
    text('NamespacePrefix', 15, { readOnly: true }),
    text('QualifiedApiName', 70, { ...readOnly, label: 'Qualified API Name' }),
    ...auditFields().filter((field) => field.name === 'SystemModstamp'),
  ];
}

/** Source: Platform Events Developer Guide, "Platform Event Fields". */
export function platformEventFields(): FieldSchema[] {
  return [
    text('ReplayId', 1000, { label: 'Replay ID', system: true, readOnly: true }),
    text('EventUuid', 36, { label: 'Event UUID', system: true, readOnly: true }),
    ...auditFields().filter((field) => field.name === 'CreatedDate' || field.name === 'CreatedById'),
  ];
}

/** The name of a list setting's row is its key; of a hierarchy setting, optional. Source: Object Reference, "Custom Settings". */
function customSettingFields(isList: boolean): FieldSchema[] {
  return [
    idField(),
    checkbox('IsDeleted', { system: true, readOnly: true, label: 'Deleted', defaultValue: 'false' }),
    text('Name', 38, { nameField: true, required: isList }),
    lookup('SetupOwnerId', isList ? ['Organization'] : ['Organization', 'Profile', 'User'], undefined, {
      label: 'Location',
      deleteConstraint: 'cascade',
    }),
    ...auditFields(),
  ];
}

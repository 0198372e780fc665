/** Permission sets and profiles. Source: Metadata API Developer Guide, "PermissionSet", "Profile". */
import { hasFieldPermission } from '../field-access.ts';
import type { ObjectPermission, OrgSchema, PermissionSetSchema } from '../model.ts';
import { notFound, type MetadataFile, type MetadataReader, type ProjectDraft } from '../project-draft.ts';
import { PROFILE_NAMES } from '../standard/profiles.ts';
import type { XmlElement } from '../xml.ts';
import { entryOf } from '../../util/table.ts';

export const SHARED_ELEMENTS = [
  'fullName',
  'applicationVisibilities',
  'classAccesses',
  'customMetadataTypeAccesses',
  'customPermissions',
  'customSettingAccesses',
  'description',
  'fieldPermissions',
  'objectPermissions',
  'pageAccesses',
  'recordTypeVisibilities',
  'userPermissions',
];

export const permissionSetReader: MetadataReader = {
  kind: 'PermissionSet',
  suffix: 'permissionset',
  phase: 'components',
  elements: [...SHARED_ELEMENTS, 'hasActivationRequired', 'label', 'license', 'tabSettings'],
  read(file, draft) {
    if (file.root.flag('hasActivationRequired')) {
      draft.report(
        file.root.child('hasActivationRequired')!,
        `${file.name}: session-based permission sets are not supported`,
      );
    }
    const label = draft.required(file.root, 'label');
    draft.add(
      draft.permissionSets,
      file.name,
      permissions(file, file.name, label, undefined, 'tabSettings', draft),
      file,
    );
  },
};

/** A standard profile in source adds to the platform's, as a deployment does; another one starts with nothing. */
export const profileReader: MetadataReader = {
  kind: 'Profile',
  suffix: 'profile',
  phase: 'components',
  elements: [
    ...SHARED_ELEMENTS,
    'categoryGroupVisibilities',
    'custom',
    'layoutAssignments',
    'loginFlows',
    'loginHours',
    'loginIpRanges',
    'tabVisibilities',
    'userLicense',
  ],
  read(file, draft) {
    const name = entryOf(PROFILE_NAMES, file.name) ?? file.name;
    const existing = draft.permissionSets.get(name.toLowerCase());
    const profile = permissions(
      file,
      name,
      name,
      existing?.isProfile ? existing : EMPTY_PROFILE,
      'tabVisibilities',
      draft,
    );
    if (existing?.isProfile) draft.permissionSets.set(name.toLowerCase(), profile);
    else draft.add(draft.permissionSets, name, profile, file);
  },
};

type Grants = Omit<PermissionSetSchema, 'name' | 'label' | 'description' | 'isProfile'>;

const EMPTY_PROFILE: Grants = {
  objectPermissions: new Map(),
  fieldPermissions: new Map(),
  customPermissions: new Set(),
  userPermissions: new Set(),
  classAccesses: new Set(),
  applications: new Set(),
  tabs: new Map(),
};

export function permissions(
  file: MetadataFile,
  name: string,
  label: string,
  base: Grants | undefined,
  tabElement: string,
  draft: ProjectDraft,
  /** what is muted may name a right without those that it depends on */
  mode: 'granted' | 'muted' = 'granted',
): PermissionSetSchema {
  const { root } = file;
  const from = base ?? EMPTY_PROFILE;
  const granted = (section: string, nameElement: string, flag: string) =>
    root
      .children(section)
      .filter((item) => item.flag(flag))
      .map((item) => draft.required(item, nameElement));
  draft.afterwards((schema) => checkReferences(root, tabElement, schema, draft));
  return {
    name,
    label,
    description: root.value('description'),
    isProfile: base !== undefined,
    userLicense: root.value('userLicense') ?? from.userLicense,
    objectPermissions: new Map([...from.objectPermissions, ...objectPermissions(root, draft, mode)]),
    fieldPermissions: new Map([...from.fieldPermissions, ...fieldPermissions(root, draft, mode)]),
    customPermissions: new Set([...from.customPermissions, ...granted('customPermissions', 'name', 'enabled')]),
    userPermissions: new Set([...from.userPermissions, ...granted('userPermissions', 'name', 'enabled')]),
    classAccesses: new Set([...from.classAccesses, ...granted('classAccesses', 'apexClass', 'enabled')]),
    applications: new Set([...from.applications, ...granted('applicationVisibilities', 'application', 'visible')]),
    tabs: new Map([
      ...from.tabs,
      ...root
        .children(tabElement)
        .map((item): [string, string] => [draft.required(item, 'tab'), draft.required(item, 'visibility')]),
    ]),
  };
}

/** each right of a grant with the rights it depends on */
const DEPENDENCIES: Readonly<Record<keyof ObjectPermission, readonly (keyof ObjectPermission)[]>> = {
  read: [],
  create: ['read'],
  edit: ['read'],
  delete: ['read', 'edit'],
  viewAll: ['read'],
  modifyAll: ['read', 'edit', 'delete', 'viewAll'],
};

const RIGHT_NAMES: Readonly<Record<keyof ObjectPermission, string>> = {
  read: 'Read',
  create: 'Create',
  edit: 'Edit',
  delete: 'Delete',
  viewAll: 'View All',
  modifyAll: 'Modify All',
};

function objectPermissions(
  root: XmlElement,
  draft: ProjectDraft,
  mode: 'granted' | 'muted',
): [string, ObjectPermission][] {
  return root.children('objectPermissions').flatMap((item): [string, ObjectPermission][] => {
    const name = draft.required(item, 'object');
    const object = draft.objects.get(name.toLowerCase());
    if (!object) {
      draft.report(item, notFound('object', 'CustomObject', name));
      return [];
    }
    const rights: ObjectPermission = {
      create: item.flag('allowCreate'),
      read: item.flag('allowRead'),
      edit: item.flag('allowEdit'),
      delete: item.flag('allowDelete'),
      viewAll: item.flag('viewAllRecords'),
      modifyAll: item.flag('modifyAllRecords'),
    };
    if (mode === 'muted') return [[object.name, rights]];
    for (const right of Object.keys(DEPENDENCIES) as (keyof ObjectPermission)[]) {
      const missing = rights[right] ? DEPENDENCIES[right].filter((needed) => !rights[needed]) : [];
      if (missing.length > 0) {
        const names = missing.map((needed) => `${RIGHT_NAMES[needed]} ${object.name}`).join(', ');
        draft.report(item, `Permission ${RIGHT_NAMES[right]} ${object.name} depends on permission(s): ${names}`);
      }
    }
    return [[object.name, rights]];
  });
}

function fieldPermissions(
  root: XmlElement,
  draft: ProjectDraft,
  mode: 'granted' | 'muted',
): [string, { readable: boolean; editable: boolean }][] {
  return root.children('fieldPermissions').flatMap((item): [string, { readable: boolean; editable: boolean }][] => {
    const name = draft.required(item, 'field');
    const [objectName = '', fieldName = ''] = name.split('.');
    const object = draft.objects.get(objectName.toLowerCase());
    const field = object?.fields.get(fieldName.toLowerCase());
    if (!object || !field) {
      draft.report(item, notFound('field', 'CustomField', name));
      return [];
    }
    if (field.custom && !hasFieldPermission(field)) {
      draft.report(item, `You cannot deploy to a required field: ${object.name}.${field.name}`);
    }
    const editable = item.flag('editable');
    if (editable && !item.flag('readable') && mode === 'granted') {
      draft.report(item, `Field permission ${object.name}.${field.name}: editable depends on readable`);
    }
    return [[`${object.name}.${field.name}`.toLowerCase(), { readable: item.flag('readable'), editable }]];
  });
}

/** Names that only the complete schema can confirm. */
function checkReferences(root: XmlElement, tabElement: string, schema: OrgSchema, draft: ProjectDraft): void {
  const classes = new Set(
    schema.apex.filter((source) => source.kind === 'class').map((source) => source.name.toLowerCase()),
  );
  const check = (section: string, nameElement: string, kind: string, exists: (name: string) => boolean): void => {
    for (const item of root.children(section)) {
      const name = item.value(nameElement);
      if (name && !exists(name)) draft.report(item, notFound(nameElement, kind, name));
    }
  };
  check('classAccesses', 'apexClass', 'ApexClass', (name) => classes.has(name.toLowerCase()));
  check('customPermissions', 'name', 'CustomPermission', (name) => schema.customPermissions.has(name.toLowerCase()));
  check('applicationVisibilities', 'application', 'CustomApplication', (name) => {
    return name.startsWith('standard__') || schema.apps.has(name.toLowerCase());
  });
  check(tabElement, 'tab', 'CustomTab', (name) => {
    return name.startsWith('standard-')
      ? schema.objects.has(name.slice(9).toLowerCase())
      : schema.tabs.has(name.toLowerCase());
  });
  check('recordTypeVisibilities', 'recordType', 'RecordType', (name) => {
    const [object = '', recordType] = name.split('.');
    return (
      schema.objects.get(object.toLowerCase())?.recordTypes.some((known) => known.developerName === recordType) ?? false
    );
  });
  const isObject = (name: string): boolean => schema.objects.has(name.toLowerCase());
  check('customMetadataTypeAccesses', 'name', 'CustomObject', isObject);
  check('customSettingAccesses', 'name', 'CustomObject', isObject);
  for (const item of root.children('pageAccesses')) draft.report(item, 'Visualforce pages are not supported');
}

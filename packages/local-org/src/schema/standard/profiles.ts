/**
 * The standard profiles and what they grant on standard objects.
 * Source: Salesforce Help, "Standard Profiles"; Metadata API Developer Guide, "Profile", for the names in source.
 */
import { hasFieldPermission } from '../field-access.ts';
import type { ObjectPermission, ObjectSchema, PermissionSetSchema } from '../model.ts';
import { USER_PERMISSIONS } from './permissions.ts';

/** Name of the file in source -> name of the profile. */
export const PROFILE_NAMES: Readonly<Record<string, string>> = {
  Admin: 'System Administrator',
  ContractManager: 'Contract Manager',
  MarketingProfile: 'Marketing User',
  MinimumAccess: 'Minimum Access - Salesforce',
  ReadOnly: 'Read Only',
  SolutionManager: 'Solution Manager',
  Standard: 'Standard User',
  StandardAul: 'Standard Platform User',
};

const NONE: ObjectPermission = {
  create: false,
  read: false,
  edit: false,
  delete: false,
  viewAll: false,
  modifyAll: false,
};
const READ: ObjectPermission = { ...NONE, read: true };
const FULL: ObjectPermission = { ...NONE, create: true, read: true, edit: true, delete: true };
const ALL: ObjectPermission = { ...FULL, viewAll: true, modifyAll: true };

const SALES_OBJECTS = ['Account', 'Contact', 'Lead', 'Opportunity', 'Case', 'Contract', 'Asset', 'Order', 'Individual'];
const READ_OBJECTS = ['Campaign', 'Product2', 'Pricebook2'];

const BASIC_RIGHTS = ['LightningExperienceUser', 'ActivitiesAccess', 'ChatterInternalUser'];
const USER_RIGHTS = [...BASIC_RIGHTS, 'ApiEnabled', 'RunReports', 'ViewSetup', 'ViewRoles'];

const EDITING = ['EditTask', 'EditEvent'];
const PLATFORM_OBJECTS = ['Account', 'Contact', 'Individual'];
const COMMUNITY_OBJECTS = ['Account', 'Contact', 'Case', 'Asset'];

/** Profiles of other licences; what they may see, they may only read. */
const LICENSED: readonly (readonly [name: string, license: string, objects: readonly string[]])[] = [
  ['Chatter Free User', 'Chatter Free', []],
  ['Chatter Moderator User', 'Chatter Free', []],
  ['Chatter External User', 'Chatter External', []],
  ['Customer Community User', 'Customer Community', COMMUNITY_OBJECTS],
  ['Customer Community Plus User', 'Customer Community Plus', COMMUNITY_OBJECTS],
  ['Partner Community User', 'Partner Community', [...COMMUNITY_OBJECTS, 'Lead', 'Opportunity']],
  ['External Identity User', 'External Identity', []],
  ['Guest License User', 'Guest User License', []],
  ['Identity User', 'Identity', []],
  ['Minimum Access - API Only Integrations', 'Salesforce Integration', []],
  ['Salesforce API Only System Integrations', 'Salesforce Integration', []],
];

/**
 * The profiles over the given objects, by lower-cased name. The administrator has every right on every object, the
 * project's included; field rights cover standard fields only, since a deployment grants none on new custom fields.
 */
export function standardProfiles(objects: ReadonlyMap<string, ObjectSchema>): Map<string, PermissionSetSchema> {
  const rights = (names: readonly string[], permission: ObjectPermission): [string, ObjectPermission][] =>
    names.map((name) => [name, permission]);
  const everything = [...objects.values()]
    .filter((object) => object.kind === 'standard' || object.kind === 'custom')
    .map((object) => object.name);
  const profiles = [
    profile('System Administrator', rights(everything, ALL), USER_PERMISSIONS, true, objects),
    profile(
      'Standard User',
      [...rights(SALES_OBJECTS, FULL), ...rights(READ_OBJECTS, READ)],
      [...USER_RIGHTS, 'EditTask', 'EditEvent', 'ConvertLeads', 'ExportReport'],
      true,
      objects,
    ),
    profile('Read Only', rights([...SALES_OBJECTS, ...READ_OBJECTS], READ), USER_RIGHTS, false, objects),
    profile('Minimum Access - Salesforce', [], BASIC_RIGHTS, false, objects),
    ...['Marketing User', 'Contract Manager', 'Solution Manager'].map((name) =>
      profile(
        name,
        [
          ...rights(SALES_OBJECTS, FULL),
          ...rights(READ_OBJECTS, READ),
          ...(name === 'Marketing User' ? rights(['Campaign'], FULL) : []),
        ],
        [...USER_RIGHTS, 'EditTask', 'EditEvent', 'ConvertLeads', 'ExportReport'],
        true,
        objects,
      ),
    ),
    {
      ...profile('Standard Platform User', rights(PLATFORM_OBJECTS, FULL), [...USER_RIGHTS, ...EDITING], true, objects),
      userLicense: 'Salesforce Platform',
    },
    ...LICENSED.map(([name, userLicense, objectNames]) => ({
      ...profile(name, rights(objectNames, READ), [], false, objects),
      userLicense,
    })),
  ];
  return new Map(profiles.map((entry) => [entry.name.toLowerCase(), entry]));
}

function profile(
  name: string,
  objectPermissions: readonly [string, ObjectPermission][],
  userPermissions: readonly string[],
  editable: boolean,
  objects: ReadonlyMap<string, ObjectSchema>,
): PermissionSetSchema {
  const fieldPermissions = new Map<string, { readable: boolean; editable: boolean }>();
  for (const [objectName] of objectPermissions) {
    for (const field of objects.get(objectName.toLowerCase())?.fields.values() ?? []) {
      if (field.custom || !hasFieldPermission(field)) continue;
      fieldPermissions.set(`${objectName}.${field.name}`.toLowerCase(), {
        readable: true,
        editable: editable && field.updateable,
      });
    }
  }
  return {
    name,
    label: name,
    description: undefined,
    isProfile: true,
    objectPermissions: new Map(objectPermissions),
    fieldPermissions,
    customPermissions: new Set(),
    userPermissions: new Set(userPermissions),
    classAccesses: new Set(),
    applications: new Set(),
    tabs: new Map(),
  };
}

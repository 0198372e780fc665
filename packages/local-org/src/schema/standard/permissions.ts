/** Permission sets and what they grant, as rows. Source: Object Reference, objects of these names. */
import { checkbox, lookup, makeField, picklist, text, textarea, viewFields } from '../fields.ts';
import { defineObject } from './define.ts';

/**
 * A profile owns one permission set (`IsOwnedByProfile`), so that grants can be asked of either in one way.
 * User permissions are columns here: `PermissionsModifyAllData`.
 */
export const USER_PERMISSIONS = [
  'ApiEnabled',
  'AuthorApex',
  'BulkApiHardDelete',
  'CustomizeApplication',
  'EditTask',
  'EditEvent',
  'ManageUsers',
  'ManageSharing',
  'ModifyAllData',
  'ModifyMetadata',
  'RunReports',
  'ExportReport',
  'ViewAllData',
  'ViewAllUsers',
  'ViewSetup',
  'ViewEventLogFiles',
  'TransferAnyEntity',
  'TransferAnyCase',
  'TransferAnyLead',
  'ConvertLeads',
  'ImportLeads',
  'AssignPermissionSets',
  'ManageProfilesPermissionsets',
  'ManageRoles',
  'ManageCustomPermissions',
  'ViewRoles',
  'PasswordNeverExpires',
  'LightningExperienceUser',
  'ActivitiesAccess',
  'ScheduleReports',
  'ManageQuotas',
  'SetAuditFieldsOnCreate',
  'EditReadonlyFields',
  'ManageEncryptionKeys',
  'ViewEncryptedData',
  'ChatterInternalUser',
];

export const PERMISSION_SET = defineObject({
  name: 'PermissionSet',
  label: 'Permission Set',
  keyPrefix: '0PS',
  kind: 'setup',
  fields: [
    text('Name', 80, { required: true, nameField: true }),
    text('Label', 80, { required: true }),
    lookup('LicenseId', 'UserLicense', undefined, { updateable: false }),
    lookup('ProfileId', 'Profile', undefined, { readOnly: true }),
    checkbox('IsOwnedByProfile', { readOnly: true }),
    checkbox('IsCustom', { readOnly: true }),
    ...USER_PERMISSIONS.map((name) => checkbox(`Permissions${name}`)),
    textarea('Description', 255),
    text('NamespacePrefix', 15, { readOnly: true }),
    checkbox('HasActivationRequired', { label: 'Session Activation Required' }),
    lookup('PermissionSetGroupId', 'PermissionSetGroup', undefined, { readOnly: true }),
    picklist('Type', ['Regular', 'Standard', 'Session', 'Group', 'Profile'], { readOnly: true, length: 40 }),
    ...viewFields(),
  ],
});

export const PERMISSION_SET_GROUP = defineObject({
  name: 'PermissionSetGroup',
  label: 'Permission Set Group',
  keyPrefix: '0PG',
  kind: 'setup',
  fields: [
    text('DeveloperName', 80, { required: true, nameField: true }),
    text('MasterLabel', 80, { required: true }),
    picklist('Language', ['en_US'], { length: 40 }),
    text('NamespacePrefix', 15, { readOnly: true }),
    textarea('Description', 255),
    picklist('Status', ['Updated', 'Outdated', 'Updating', 'Failed'], { readOnly: true, length: 40 }),
    checkbox('HasActivationRequired'),
  ],
});

export const PERMISSION_SET_GROUP_COMPONENT = defineObject({
  name: 'PermissionSetGroupComponent',
  label: 'Permission Set Group Component',
  keyPrefix: '0PM',
  kind: 'setup',
  fields: [
    lookup('PermissionSetGroupId', 'PermissionSetGroup', 'PermissionSetGroupComponents', {
      required: true,
      updateable: false,
      deleteConstraint: 'cascade',
    }),
    lookup('PermissionSetId', 'PermissionSet', 'PermissionSetGroupComponents', {
      required: true,
      updateable: false,
      deleteConstraint: 'cascade',
    }),
  ],
});

export const PERMISSION_SET_ASSIGNMENT = defineObject({
  name: 'PermissionSetAssignment',
  label: 'Permission Set Assignment',
  keyPrefix: '0Pa',
  kind: 'setup',
  audit: ['SystemModstamp'],
  fields: [
    lookup('PermissionSetId', 'PermissionSet', 'Assignments', { updateable: false, deleteConstraint: 'cascade' }),
    lookup('PermissionSetGroupId', 'PermissionSetGroup', 'Assignments', {
      updateable: false,
      deleteConstraint: 'cascade',
    }),
    lookup('AssigneeId', 'User', 'PermissionSetAssignments', {
      required: true,
      updateable: false,
      deleteConstraint: 'cascade',
    }),
    makeField('ExpirationDate', 'datetime'),
    checkbox('IsActive', { readOnly: true, defaultValue: 'true' }),
  ],
});

const parent = (children: string) =>
  lookup('ParentId', 'PermissionSet', children, { required: true, updateable: false, deleteConstraint: 'cascade' });

export const OBJECT_PERMISSIONS = defineObject({
  name: 'ObjectPermissions',
  label: 'Object Permissions',
  labelPlural: 'Object Permissions',
  keyPrefix: '110',
  kind: 'setup',
  fields: [
    parent('ObjectPerms'),
    picklist('SobjectType', [], { required: true, updateable: false, length: 40 }),
    checkbox('PermissionsCreate'),
    checkbox('PermissionsRead'),
    checkbox('PermissionsEdit'),
    checkbox('PermissionsDelete'),
    checkbox('PermissionsViewAllRecords'),
    checkbox('PermissionsModifyAllRecords'),
    checkbox('PermissionsViewAllFields'),
  ],
});

export const FIELD_PERMISSIONS = defineObject({
  name: 'FieldPermissions',
  label: 'Field Permissions',
  labelPlural: 'Field Permissions',
  keyPrefix: '01k',
  kind: 'setup',
  audit: ['SystemModstamp'],
  fields: [
    parent('FieldPerms'),
    picklist('SobjectType', [], { required: true, updateable: false, length: 40 }),
    picklist('Field', [], { required: true, updateable: false, length: 255 }),
    checkbox('PermissionsRead'),
    checkbox('PermissionsEdit'),
  ],
});

export const CUSTOM_PERMISSION = defineObject({
  name: 'CustomPermission',
  label: 'Custom Permission',
  keyPrefix: '0CP',
  kind: 'setup',
  writable: false,
  fields: [
    text('DeveloperName', 80, { required: true, nameField: true }),
    text('MasterLabel', 80, { required: true }),
    picklist('Language', ['en_US'], { length: 40 }),
    text('NamespacePrefix', 15, { readOnly: true }),
    textarea('Description', 255),
    checkbox('IsProtected'),
    checkbox('IsLicensed'),
  ],
});

/** A grant of one class, custom permission or application to a permission set. */
export const SETUP_ENTITY_ACCESS = defineObject({
  name: 'SetupEntityAccess',
  label: 'Setup Entity Access',
  keyPrefix: '0J0',
  kind: 'setup',
  audit: ['SystemModstamp'],
  fields: [
    parent('SetupEntityAccessItems'),
    lookup('SetupEntityId', ['ApexClass', 'CustomPermission'], 'SetupEntityAccessItems', {
      required: true,
      updateable: false,
      deleteConstraint: 'cascade',
    }),
    picklist('SetupEntityType', ['ApexClass', 'CustomPermission', 'TabSet'], { readOnly: true, length: 40 }),
  ],
});

/** Licences, profiles, permission sets, roles, groups and queues as rows. */
import type { OrgSchema, PermissionSetSchema } from '../../schema/model.ts';
import type { MemberReference } from '../../schema/setup.ts';
import { DEFAULT_LICENSE, USER_LICENSES } from '../../schema/standard/licenses.ts';
import type { Database } from '../../storage/database.ts';
import type { SeedRows, Values } from '../seed-rows.ts';
import { quoted } from '../sql.ts';
import type { SqlValue } from '../sql.ts';

export function seedPermissions(schema: OrgSchema, database: Database, rows: SeedRows): void {
  const licenses = new Map<string, string>();
  for (const { name, key } of USER_LICENSES)
    licenses.set(
      name,
      rows.put(
        'UserLicense',
        { Name: name },
        { LicenseDefinitionKey: key, MasterLabel: name, Status: 'Active', TotalLicenses: 100 },
      ),
    );
  for (const { name, label } of schema.customPermissions.values())
    rows.put('CustomPermission', { DeveloperName: name }, { MasterLabel: label, Language: 'en_US' });
  for (const set of schema.permissionSets.values()) {
    if (!set.isProfile) {
      const rest = { IsOwnedByProfile: 0, IsCustom: 1, Type: 'Regular' };
      permissionSet(schema, database, rows, set, { Name: set.name, IsOwnedByProfile: 0 }, rest);
      continue;
    }
    const license = USER_LICENSES.find(({ name }) => name === (set.userLicense ?? DEFAULT_LICENSE));
    const licenseId = licenses.get(license?.name ?? DEFAULT_LICENSE)!;
    const profileId = rows.put(
      'Profile',
      { Name: set.name },
      {
        Description: set.description ?? null,
        UserLicenseId: licenseId,
        UserType: license?.userType ?? 'Standard',
      },
    );
    const rest = { Name: `X${profileId}`, IsOwnedByProfile: 1, IsCustom: 0, Type: 'Profile', LicenseId: licenseId };
    permissionSet(schema, database, rows, set, { ProfileId: profileId }, rest);
  }
  for (const group of schema.setup.permissionSetGroups.values()) {
    const groupId = rows.put(
      'PermissionSetGroup',
      { DeveloperName: group.name },
      {
        MasterLabel: group.label,
        Description: group.description ?? null,
        Language: 'en_US',
        Status: 'Updated',
      },
    );
    database.run('DELETE FROM "PermissionSetGroupComponent" WHERE "PermissionSetGroupId" = ?', groupId);
    for (const name of group.permissionSets) {
      const setId = rows.find('PermissionSet', { Name: name, IsOwnedByProfile: 0 });
      if (setId !== undefined)
        rows.add('PermissionSetGroupComponent', { PermissionSetGroupId: groupId, PermissionSetId: setId });
    }
  }
}

function permissionSet(
  schema: OrgSchema,
  database: Database,
  rows: SeedRows,
  set: PermissionSetSchema,
  key: Values,
  rest: Values,
): void {
  const rights = [...set.userPermissions].map((name): [string, SqlValue] => [`Permissions${name}`, 1]);
  const id = rows.put('PermissionSet', key, {
    Label: set.label,
    Description: set.description ?? null,
    ...rest,
    ...Object.fromEntries(rights),
  });
  for (const object of ['ObjectPermissions', 'FieldPermissions', 'SetupEntityAccess'])
    database.run(`DELETE FROM ${quoted(object)} WHERE "ParentId" = ?`, id);
  for (const [object, right] of set.objectPermissions) {
    rows.add('ObjectPermissions', {
      ParentId: id,
      SobjectType: object,
      PermissionsCreate: +right.create,
      PermissionsRead: +right.read,
      PermissionsEdit: +right.edit,
      PermissionsDelete: +right.delete,
      PermissionsViewAllRecords: +right.viewAll,
      PermissionsModifyAllRecords: +right.modifyAll,
    });
  }
  for (const [field, right] of set.fieldPermissions) {
    const [objectName, fieldName] = field.split('.') as [string, string];
    const object = schema.objects.get(objectName);
    const described = object?.fields.get(fieldName);
    if (object === undefined || described === undefined || set.isProfile) continue;
    rows.add('FieldPermissions', {
      ParentId: id,
      SobjectType: object.name,
      Field: `${object.name}.${described.name}`,
      PermissionsRead: +(right.readable || right.editable),
      PermissionsEdit: +right.editable,
    });
  }
  for (const name of set.customPermissions) {
    const entity = rows.find('CustomPermission', { DeveloperName: name });
    if (entity !== undefined)
      rows.add('SetupEntityAccess', { ParentId: id, SetupEntityId: entity, SetupEntityType: 'CustomPermission' });
  }
}

/** Roles with the groups that each of them has, public groups and queues, without their members. */
export function seedRoles(schema: OrgSchema, rows: SeedRows, organizationId: string): void {
  const { roles, groups, queues } = schema.setup;
  rows.put('Group', { Type: 'Organization' }, { Name: 'All Internal Users', DeveloperName: 'AllInternalUsers' });
  const ids = new Map<string, string>();
  for (const role of roles.values()) {
    const id = rows.put(
      'UserRole',
      { DeveloperName: role.name },
      {
        Name: role.label,
        RollupDescription: role.description ?? null,
        CaseAccessForAccountOwner: role.caseAccess,
        ContactAccessForAccountOwner: role.contactAccess,
        OpportunityAccessForAccountOwner: role.opportunityAccess,
      },
    );
    ids.set(role.name.toLowerCase(), id);
    for (const type of ['Role', 'RoleAndSubordinates'])
      rows.put('Group', { Type: type, RelatedId: id }, { Name: null, DeveloperName: role.name });
  }
  for (const role of roles.values()) {
    const parent = role.parent === undefined ? null : (ids.get(role.parent.toLowerCase()) ?? null);
    rows.put('UserRole', { DeveloperName: role.name }, { ParentRoleId: parent });
  }
  for (const group of groups.values()) {
    rows.put(
      'Group',
      { DeveloperName: group.name, Type: 'Regular' },
      { Name: group.label, DoesIncludeBosses: +group.includesBosses, OwnerId: organizationId },
    );
  }
  for (const queue of queues.values()) {
    rows.put(
      'Group',
      { DeveloperName: queue.name, Type: 'Queue' },
      {
        Name: queue.label,
        Email: queue.email ?? null,
        DoesSendEmailToMembers: +queue.sendsEmail,
        OwnerId: organizationId,
      },
    );
  }
}

const MEMBER_KEYS: Readonly<Record<MemberReference['kind'], (name: string, rows: SeedRows) => string | undefined>> = {
  user: (name, rows) => rows.find('User', { Username: name }),
  group: (name, rows) => rows.find('Group', { DeveloperName: name, Type: 'Regular' }),
  role: (name, rows) => roleGroup(rows, name, 'Role'),
  roleAndSubordinates: (name, rows) => roleGroup(rows, name, 'RoleAndSubordinates'),
  allInternalUsers: (_, rows) => rows.find('Group', { Type: 'Organization' }),
};

function roleGroup(rows: SeedRows, role: string, type: string): string | undefined {
  const id = rows.find('UserRole', { DeveloperName: role });
  return id === undefined ? undefined : rows.find('Group', { Type: type, RelatedId: id });
}

/** What queues take, and who is in them: after the users. A user that the org does not have is left out. */
export function seedMembers(schema: OrgSchema, database: Database, rows: SeedRows): void {
  for (const queue of schema.setup.queues.values()) {
    const id = rows.find('Group', { DeveloperName: queue.name, Type: 'Queue' })!;
    database.run('DELETE FROM "QueueSobject" WHERE "QueueId" = ?', id);
    for (const object of queue.objects) rows.add('QueueSobject', { QueueId: id, SobjectType: object });
    for (const { kind, name } of queue.members) {
      const member = MEMBER_KEYS[kind](name, rows);
      if (member !== undefined) rows.put('GroupMember', { GroupId: id, UserOrGroupId: member }, {});
    }
  }
}

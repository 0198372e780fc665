import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { BOX, ITEM, TestOrg, customObject, permissionSet } from './org.ts';

const RIGHTS = { create: true, read: true, edit: true, delete: false, viewAll: false, modifyAll: false };
const READER = permissionSet('Reader', {
  objectPermissions: new Map([['Box__c', RIGHTS]]),
  fieldPermissions: new Map([['box__c.key__c', { readable: true, editable: false }]]),
  customPermissions: new Set(['Load']),
});
const SECRET = customObject('Secret__c', 'a05', [], { sharingModel: 'Private' });
const user = (name: string, ...permissionSets: string[]) => ({
  username: `${name}@example.com`,
  lastName: name,
  email: `${name}@example.com`,
  alias: name,
  profile: 'Standard User',
  permissionSets,
});

let org: TestOrg;
let reader: string;
let nobody: string;
beforeEach(() => {
  const all = permissionSet('Secrets', { objectPermissions: new Map([['Secret__c', { ...RIGHTS, delete: true }]]) });
  org = new TestOrg({
    objects: [BOX, ITEM, SECRET],
    permissionSets: [READER, all],
    users: [user('reader', 'Reader', 'Secrets'), user('nobody')],
  });
  reader = org.userIds.get('reader@example.com')!;
  nobody = org.userIds.get('nobody@example.com')!;
});

describe('Permissions', () => {
  it('that were read within a statement or transaction which is undone are read again', () => {
    const { security } = org.data;
    assert.equal(security.hasCustomPermission(nobody, 'Load'), false);
    const setId = org.database.get('SELECT "Id" FROM "PermissionSet" WHERE "Name" = \'Reader\'')!['Id'];
    org.data.begin();
    const savepoint = org.data.setSavepoint();
    org.insert('PermissionSetAssignment', { AssigneeId: nobody, PermissionSetId: setId });
    assert.equal(security.hasCustomPermission(nobody, 'Load'), true);
    org.data.rollbackTo(savepoint);
    assert.equal(security.hasCustomPermission(nobody, 'Load'), false);
    org.insert('PermissionSetAssignment', { AssigneeId: nobody, PermissionSetId: setId });
    assert.equal(security.hasCustomPermission(nobody, 'Load'), true);
    org.data.rollback();
    assert.equal(security.hasCustomPermission(nobody, 'Load'), false);
  });

  it('come from the profile and from assigned permission sets', () => {
    const { security } = org.data;
    assert.equal(security.hasCustomPermission(reader, 'load'), true);
    assert.equal(security.hasCustomPermission(nobody, 'Load'), false);
    assert.equal(security.objectAccess(reader, 'Box__c').create, true);
    assert.equal(security.objectAccess(nobody, 'Box__c').create, false);
    assert.equal(security.objectAccess(nobody, 'Account').create, true);
    assert.equal(security.objectAccess(org.adminId, 'Box__c').delete, true);
    assert.deepEqual(security.fieldAccess(reader, 'Box__c', 'Key__c'), { read: true, edit: false });
    assert.deepEqual(security.fieldAccess(reader, 'Box__c', 'Weight__c'), { read: false, edit: false });
    assert.deepEqual(security.fieldAccess(reader, 'Box__c', 'Name'), { read: true, edit: true });
  });

  it('follow an assignment that Apex inserts', () => {
    const [set] = org.query("SELECT Id FROM PermissionSet WHERE Name = 'Reader'");
    org.insert('PermissionSetAssignment', { AssigneeId: nobody, PermissionSetId: set.peek('Id') });
    assert.equal(org.data.security.hasCustomPermission(nobody, 'Load'), true);
  });
});

describe('User mode', () => {
  it('refuses objects and fields that the user may not read', () => {
    const access = { userId: nobody, mode: 'user' as const, sharing: true };
    assert.throws(() => org.query('SELECT Id FROM Box__c', [], access), /sObject type 'Box__c' is not supported/);
    const other = { ...access, userId: reader };
    assert.throws(
      () => org.query('SELECT Weight__c FROM Box__c', [], other),
      /No such column 'Weight__c' on entity 'Box__c'/,
    );
    assert.throws(
      () => org.query('SELECT Id FROM Box__c WHERE Weight__c > 1', [], other),
      /No such column 'Weight__c'/,
    );
    assert.deepEqual(org.query('SELECT Id, Key__c FROM Box__c', [], other), []);
  });

  it('is what WITH USER_MODE asks for, and WITH SYSTEM_MODE undoes', () => {
    const access = { userId: nobody, mode: 'system' as const, sharing: true };
    assert.throws(() => org.query('SELECT Id FROM Box__c WITH USER_MODE', [], access), /not supported/);
    assert.throws(
      () => org.query('SELECT Id FROM Box__c WITH SECURITY_ENFORCED', [], access),
      /Insufficient permissions: secure query included inaccessible/,
    );
    assert.deepEqual(org.query('SELECT Id FROM Box__c WITH SYSTEM_MODE', [], { ...access, mode: 'user' }), []);
  });

  it('refuses DML on objects and fields without permission', () => {
    const results = (values: Record<string, unknown>, userId: string) =>
      org.dml('insert', [org.row('Box__c', values)], {
        access: { userId, mode: 'user', sharing: true },
        allOrNone: false,
      })[0];
    assert.deepEqual(
      results({ Name: 'x' }, nobody).errors.map(({ message }) => message),
      ["Access to entity 'Box__c' denied"],
    );
    assert.deepEqual(results({ Name: 'x', Key__c: 'k' }, reader).errors[0].fields, ['Key__c']);
    assert.equal(results({ Name: 'x' }, reader).success, true);
  });
});

describe('Sharing', () => {
  it('shows private records to their owner and to who sees all', () => {
    org.insert('Secret__c', { Name: 'admin’s' }, { Name: 'reader’s', OwnerId: reader });
    const names = (userId: string, sharing: boolean) =>
      org
        .query('SELECT Name FROM Secret__c ORDER BY Name', [], { userId, mode: 'system', sharing })
        .map((row) => row.peek('Name'));
    org.userId = reader;
    assert.deepEqual(names(reader, true), ['reader’s']);
    assert.deepEqual(names(reader, false), ['admin’s', 'reader’s']);
    org.userId = org.adminId;
    assert.deepEqual(names(org.adminId, true), ['admin’s', 'reader’s']);
  });

  it('keeps others from changing them', () => {
    const [own, foreign] = org.insert('Secret__c', { Name: 'r', OwnerId: reader }, { Name: 'a' });
    org.userId = reader;
    const results = org.dml(
      'update',
      [own, foreign].map((row) => org.row('Secret__c', { Id: row.peek('Id'), Name: 'x' })),
      {
        access: { userId: reader, mode: 'system', sharing: true },
        allOrNone: false,
      },
    );
    assert.deepEqual(
      results.map((result) => result.errors[0]?.statusCode),
      [undefined, 'INSUFFICIENT_ACCESS_OR_READONLY'],
    );
  });
});

describe('A new org', () => {
  it('has profiles, an administrator and a row for what the project declares', () => {
    assert.equal(org.query("SELECT Id FROM Profile WHERE Name = 'Standard User'").length, 1);
    assert.deepEqual(
      org
        .plain("SELECT Name, Profile.Name FROM User WHERE Profile.Name = 'System Administrator'")
        .map((row) => (row as { Name: string }).Name),
      ['Admin User'],
    );
    assert.equal(
      org.query("SELECT Id FROM PermissionSet WHERE Name = 'Reader' AND IsOwnedByProfile = false").length,
      1,
    );
    assert.equal(org.query("SELECT Id FROM CustomPermission WHERE DeveloperName = 'Load'").length, 1);
    assert.equal(org.query('SELECT Id FROM OpportunityStage WHERE IsWon = true').length, 1);
    assert.equal(org.query('SELECT Id, Name FROM Organization')[0].peek('Id'), org.organizationId);
  });
});

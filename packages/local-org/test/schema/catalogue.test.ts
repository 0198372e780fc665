import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { standardObjects } from '../../src/schema/standard/catalogue.ts';
import { standardProfiles } from '../../src/schema/standard/profiles.ts';
import { STANDARD_VALUE_SETS } from '../../src/schema/standard/value-sets.ts';

const field = (object: string, name: string) =>
  standardObjects.get(object.toLowerCase())!.fields.get(name.toLowerCase())!;

describe('the catalogue of standard objects', () => {
  it('gives each object whose rows have Ids a key prefix of its own', () => {
    const withIds = [...standardObjects.values()].filter(({ name }) => name !== 'UserRecordAccess');
    const prefixes = withIds.map((object) => object.keyPrefix);
    assert.deepEqual(
      prefixes.filter((prefix) => !/^[0-9a-zA-Z]{3}$/.test(prefix)),
      [],
    );
    assert.equal(new Set(prefixes).size, prefixes.length);
  });

  it('has the key prefixes of the platform', () => {
    const expected = {
      Account: '001',
      Contact: '003',
      User: '005',
      Opportunity: '006',
      Lead: '00Q',
      Case: '500',
      Task: '00T',
      Event: '00U',
      Profile: '00e',
      PermissionSet: '0PS',
      Group: '00G',
      AsyncApexJob: '707',
      CronTrigger: '08e',
      Organization: '00D',
      RecordType: '012',
    };
    for (const [name, prefix] of Object.entries(expected))
      assert.equal(standardObjects.get(name.toLowerCase())!.keyPrefix, prefix, name);
  });

  it('refers only to objects that it has', () => {
    const dangling = [...standardObjects.values()].flatMap((object) =>
      [...object.fields.values()].flatMap((each) =>
        each.referenceTo
          .filter((target) => !standardObjects.has(target.toLowerCase()))
          .map((target) => `${object.name}.${each.name} -> ${target}`),
      ),
    );
    assert.deepEqual(dangling, []);
  });

  it('has one name field an object', () => {
    const wrong = [...standardObjects.values()].filter(
      (object) => [...object.fields.values()].filter((each) => each.nameField).length > 1,
    );
    assert.deepEqual(
      wrong.map((object) => object.name),
      [],
    );
  });

  it('makes the name of a person from first and last name, and never writable', () => {
    for (const object of ['Contact', 'Lead', 'User']) {
      const name = field(object, 'Name');
      assert.equal(name.formula, 'PERSON_NAME');
      assert.equal(name.createable, false);
    }
  });

  it('deletes contacts and opportunities with their account, and refuses to delete an account with cases', () => {
    assert.equal(field('Contact', 'AccountId').deleteConstraint, 'cascade');
    assert.equal(field('Opportunity', 'AccountId').deleteConstraint, 'cascade');
    assert.equal(field('Case', 'AccountId').deleteConstraint, 'restrict');
    assert.equal(field('Account', 'ParentId').deleteConstraint, 'setNull');
  });

  it('lets queues own leads and cases, and only users own accounts', () => {
    assert.deepEqual(field('Lead', 'OwnerId').referenceTo, ['Group', 'User']);
    assert.deepEqual(field('Case', 'OwnerId').referenceTo, ['Group', 'User']);
    assert.deepEqual(field('Account', 'OwnerId').referenceTo, ['User']);
  });

  it('requires what the platform requires of an opportunity', () => {
    const required = [...standardObjects.get('opportunity')!.fields.values()]
      .filter((each) => !each.nillable && each.createable && each.type !== 'boolean' && each.name !== 'OwnerId')
      .map((each) => each.name);
    assert.deepEqual(required, ['Name', 'StageName', 'CloseDate']);
  });

  it('has the default of a picklist among its values', () => {
    assert.equal(
      field('Lead', 'Status').picklistValues.find((value) => value.isDefault)?.value,
      'Open - Not Contacted',
    );
    assert.equal(field('Case', 'Status').picklistValues.find((value) => value.isDefault)?.value, 'New');
    assert.equal(field('Opportunity', 'StageName').picklistValues.length, 10);
  });

  it('ties every standard value set to fields that exist', () => {
    for (const target of Object.values(STANDARD_VALUE_SETS).flat()) {
      assert.ok(field(target.object, target.field), `${target.object}.${target.field}`);
      for (const derived of Object.keys(target.derived ?? {}))
        assert.ok(field(target.object, derived), `${target.object}.${derived}`);
    }
  });
});

describe('the standard profiles', () => {
  const profiles = standardProfiles(standardObjects);

  it('let the administrator modify everything', () => {
    const admin = profiles.get('system administrator')!;
    assert.equal(admin.objectPermissions.get('Account')?.modifyAll, true);
    assert.ok(admin.userPermissions.has('ModifyAllData'));
  });

  it('let a standard user edit accounts but not see those of others', () => {
    const account = profiles.get('standard user')!.objectPermissions.get('Account');
    assert.deepEqual(account, { create: true, read: true, edit: true, delete: true, viewAll: false, modifyAll: false });
  });

  it('let a read-only user read fields and edit none', () => {
    assert.deepEqual(profiles.get('read only')!.fieldPermissions.get('account.phone'), {
      readable: true,
      editable: false,
    });
  });

  it('grant no object to the minimum access profile', () => {
    assert.equal(profiles.get('minimum access - salesforce')!.objectPermissions.size, 0);
  });
});

import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { RowResult } from '../../src/runtime/ports.ts';
import type { SObject } from '../../src/runtime/platform/sobject.ts';
import { TriggerFailure } from '../../src/data/dml/triggers.ts';
import type { TriggerBatch } from '../../src/data/dml/triggers.ts';
import { Decimal } from '../../src/values/decimal.ts';
import { NOW, TestOrg } from './org.ts';

let org: TestOrg;
const codes = (results: readonly RowResult[]): string[] =>
  results.map((result) => (result.success ? 'ok' : result.errors.map((error) => error.statusCode).join('+')));
const firstError = (results: readonly RowResult[]): unknown => {
  const error = results.find((result) => !result.success)!.errors[0];
  return [error.statusCode, error.message, error.fields];
};
const count = (from: string): number => org.data.query(`SELECT COUNT() FROM ${from}`, [], org.access()).count;
const id = (row: SObject | undefined): string => row!.peek('Id') as string;

beforeEach(() => {
  org = new TestOrg();
});

describe('Insert', () => {
  it('gives the record an Id and fills owner, audit fields and defaults', () => {
    const [box] = org.insert('Box__c', { Weight__c: Decimal.parse('1.239') });
    assert.match(id(box), /^a00Lo0000000001[A-Z0-5]{3}$/);
    const [row] = org.query('SELECT Name, OwnerId, CreatedDate, CreatedById, Weight__c, Serial__c FROM Box__c');
    assert.equal(row.peek('OwnerId'), org.adminId);
    assert.equal((row.peek('CreatedDate') as { ms: number }).ms, NOW);
    assert.equal((row.peek('Weight__c') as Decimal).toPlainString(), '1.24');
    assert.equal(row.peek('Serial__c'), 'B-0001');
    assert.equal(row.peek('Name'), id(box).slice(0, 15));
    assert.deepEqual([...box.values.keys()], ['Weight__c', 'Id']);
  });

  it('refuses a record without its required fields', () => {
    const contact = org.row('Contact', { FirstName: 'x' });
    assert.deepEqual(firstError(org.dml('insert', [contact])), [
      'REQUIRED_FIELD_MISSING',
      'Required fields are missing: [LastName]',
      ['LastName'],
    ]);
    assert.equal(contact.peek('Id'), undefined);
  });

  it('refuses values that do not fit their field', () => {
    const refused = (values: Record<string, unknown>): unknown =>
      firstError(org.dml('insert', [org.row('Box__c', values)], { allOrNone: false }));
    assert.deepEqual(refused({ Name: 'x'.repeat(81) }), [
      'STRING_TOO_LONG',
      `Name: data value too large: ${'x'.repeat(81)} (max length=80)`,
      ['Name'],
    ]);
    assert.deepEqual(refused({ Colour__c: 'Blue' }), [
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'Colour: bad value for restricted picklist field: Blue'.replace(
        'Colour',
        org.schema.objects.get('box__c')!.fields.get('colour__c')!.label,
      ),
      ['Colour__c'],
    ]);
    assert.equal((refused({ Weight__c: Decimal.ofInt(10000) }) as string[])[0], 'NUMBER_OUTSIDE_VALID_RANGE');
    assert.equal((refused({ Account__c: org.adminId }) as string[])[0], 'FIELD_INTEGRITY_EXCEPTION');
    assert.equal((refused({ Account__c: org.data.newId('001') }) as string[])[0], 'INVALID_CROSS_REFERENCE_KEY');
    assert.equal((refused({ Serial__c: 'B-1' }) as string[])[0], 'INVALID_FIELD_FOR_INSERT_UPDATE');
    assert.equal(
      (firstError(org.dml('insert', [org.row('Contact', { LastName: 'x', Email: 'nobody' })])) as string[])[0],
      'INVALID_EMAIL_ADDRESS',
    );
  });

  it('keeps the defined spelling of a picklist value', () => {
    org.insert('Box__c', { Colour__c: 'green' });
    assert.equal(org.query('SELECT Colour__c FROM Box__c')[0].peek('Colour__c'), 'Green');
  });

  it('refuses a second record with a unique value, in the table or in the same list', () => {
    const [first] = org.insert('Box__c', { Key__c: 'k' });
    assert.deepEqual(firstError(org.dml('insert', [org.row('Box__c', { Key__c: 'K' })])), [
      'DUPLICATE_VALUE',
      `duplicate value found: Key__c duplicates value on record with id: ${id(first).slice(0, 15)}`,
      [],
    ]);
    assert.deepEqual(
      codes(
        org.dml('insert', [org.row('Box__c', { Key__c: 'n' }), org.row('Box__c', { Key__c: 'N' })], {
          allOrNone: false,
        }),
      ),
      ['ok', 'DUPLICATE_VALUE'],
    );
  });

  it('finds a parent by its external id', () => {
    org.insert('Box__c', { Key__c: 'k' });
    const parent = org.row('Box__c', { Key__c: 'k' });
    org.dml('insert', [org.row('Item__c', { Box__r: parent })]);
    assert.equal(count("Item__c WHERE Box__r.Key__c = 'k'"), 1);
    const missing = org.dml('insert', [org.row('Item__c', { Box__r: org.row('Box__c', { Key__c: 'none' }) })]);
    assert.deepEqual(firstError(missing), [
      'INVALID_FIELD',
      'Foreign key external ID: none not found for field Key__c in entity Box__c',
      [],
    ]);
  });

  it('is undone as a whole when one record fails and all must succeed', () => {
    const results = org.dml('insert', [org.row('Account', { Name: 'a' }), org.row('Account', {})]);
    assert.deepEqual(codes(results), ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'REQUIRED_FIELD_MISSING']);
    assert.equal(count('Account'), 0);
  });

  it('counts one statement and each row', () => {
    org.insert('Account', { Name: 'a' }, { Name: 'b' });
    assert.deepEqual([org.counted.dmlStatements, org.counted.dmlRows], [1, 2]);
  });

  it('refuses objects that only the platform writes', () => {
    assert.throws(() => org.insert('Profile', { Name: 'x' }), /DML operation Insert not allowed on Profile/);
  });
});

describe('Update', () => {
  it('writes what has changed and leaves the rest', () => {
    const [account] = org.insert('Account', { Name: 'a', Industry: 'Banking' });
    org.now += 1000;
    org.dml('update', [org.row('Account', { Id: id(account), Name: 'b' })]);
    const [row] = org.query('SELECT Name, Industry, CreatedDate, LastModifiedDate FROM Account');
    assert.equal(row.peek('Name'), 'b');
    assert.equal(row.peek('Industry'), 'Banking');
    assert.equal((row.peek('LastModifiedDate') as { ms: number }).ms, NOW + 1000);
    assert.equal((row.peek('CreatedDate') as { ms: number }).ms, NOW);
  });

  it('takes read-only fields back as they were queried, and refuses a change of them', () => {
    org.insert('Contact', { LastName: 'L', FirstName: 'F' });
    const [row] = org.query('SELECT Id, Name, CreatedDate, FirstName FROM Contact');
    row.poke('FirstName', 'G');
    assert.deepEqual(codes(org.dml('update', [row])), ['ok']);
    row.poke('CreatedDate', null);
    assert.equal((firstError(org.dml('update', [row])) as string[])[0], 'INVALID_FIELD_FOR_INSERT_UPDATE');
    assert.equal(org.query('SELECT Name FROM Contact')[0].peek('Name'), 'G L');
  });

  it('refuses to clear a required field, an unknown Id and a deleted record', () => {
    const [account] = org.insert('Account', { Name: 'a' });
    assert.equal(
      (firstError(org.dml('update', [org.row('Account', { Id: id(account), Name: null })])) as string[])[0],
      'REQUIRED_FIELD_MISSING',
    );
    assert.equal(
      (firstError(org.dml('update', [org.row('Account', { Id: org.data.newId('001') })])) as string[])[0],
      'INVALID_CROSS_REFERENCE_KEY',
    );
    assert.equal(
      (firstError(org.dml('update', [org.row('Account', { Name: 'x' })])) as string[])[0],
      'MISSING_ARGUMENT',
    );
    org.dml('delete', [account]);
    assert.equal((firstError(org.dml('update', [account])) as string[])[0], 'ENTITY_IS_DELETED');
  });
});

describe('Triggers', () => {
  it('run before and after in chunks of 200, with old and new rows', () => {
    const seen: string[] = [];
    org.triggers.set('Account', (event, { newRows, oldRows }) =>
      seen.push(`${event} ${newRows?.length ?? '-'} ${oldRows?.length ?? '-'}`),
    );
    const accounts = org.insert('Account', ...Array.from({ length: 201 }, (_, index) => ({ Name: `a${index}` })));
    org.dml('update', [accounts[0]]);
    org.dml('delete', [accounts[0]]);
    org.dml('undelete', [accounts[0]]);
    assert.deepEqual(seen, [
      'before insert 200 -',
      'after insert 200 -',
      'before insert 1 -',
      'after insert 1 -',
      'before update 1 1',
      'after update 1 1',
      'before delete - 1',
      'after delete - 1',
      'after undelete 1 -',
    ]);
  });

  it('change rows before they are saved, but not the caller’s record', () => {
    org.triggers.set('Account', (event, { newRows }) => {
      if (event === 'before insert') newRows![0].poke('Industry', 'Banking');
    });
    const [account] = org.insert('Account', { Name: 'a' });
    assert.equal(org.query('SELECT Industry FROM Account')[0].peek('Industry'), 'Banking');
    assert.equal(account.peek('Industry'), undefined);
  });

  it('see saved rows afterwards, which are read-only then', () => {
    let after: SObject | undefined;
    org.triggers.set('Contact', (event, { newRows }) => {
      if (event === 'after insert') after = newRows![0];
    });
    org.insert('Contact', { LastName: 'L', FirstName: 'F' });
    assert.equal(after!.peek('Name'), 'F L');
    assert.match(id(after), /^003/);
    assert.equal(after!.readOnlyReason, 'Record is read-only');
  });

  it('refuse rows by addError; the others are tried again where some may fail', () => {
    const events: string[] = [];
    org.triggers.set('Account', (event, { newRows }: TriggerBatch) => {
      events.push(`${event} ${newRows!.length}`);
      for (const row of newRows!)
        if (event === 'after insert' && row.peek('Name') === 'bad') row.errors = [{ message: 'No!', field: 'Name' }];
    });
    const rows = ['good', 'bad'].map((Name) => org.row('Account', { Name }));
    const results = org.dml('insert', rows, { allOrNone: false });
    assert.deepEqual(codes(results), ['ok', 'FIELD_CUSTOM_VALIDATION_EXCEPTION']);
    assert.deepEqual(results[1].errors[0], {
      statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      message: 'No!',
      fields: ['Name'],
    });
    assert.deepEqual(events, ['before insert 2', 'after insert 2', 'before insert 1', 'after insert 1']);
    assert.equal(rows[1].peek('Id'), undefined);
    assert.equal(count('Account'), 1);
  });

  it('that fail with an exception fail their rows', () => {
    org.triggers.set('Account', () => {
      throw TriggerFailure.uncaught(
        'AccountTrigger',
        'before insert',
        'System.NullPointerException: Attempt to de-reference a null object',
      );
    });
    assert.deepEqual(firstError(org.dml('insert', [org.row('Account', { Name: 'a' })])), [
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      'AccountTrigger: execution of BeforeInsert\n\ncaused by: System.NullPointerException: Attempt to de-reference a null object',
      [],
    ]);
  });

  it('may write records themselves, to a depth of 16', () => {
    let depth = 0;
    org.triggers.set('Account', (event) => {
      if (event === 'after insert' && ++depth < 5) org.insert('Account', { Name: `d${depth}` });
    });
    org.insert('Account', { Name: 'd0' });
    assert.equal(count('Account'), 5);
    depth = -100;
    assert.throws(() => org.insert('Account', { Name: 'deep' }), /maximum trigger depth exceeded/);
    assert.equal(count('Account'), 5);
  });
});

describe('Upsert', () => {
  it('inserts and updates by an external id', () => {
    org.insert('Box__c', { Key__c: 'k', Name: 'old' });
    const results = org.dml(
      'upsert',
      [org.row('Box__c', { Key__c: 'K', Name: 'new' }), org.row('Box__c', { Key__c: 'x', Name: 'made' })],
      { externalIdField: 'Key__c' },
    );
    assert.deepEqual(
      results.map((result) => [result.success, result.created]),
      [
        [true, false],
        [true, true],
      ],
    );
    assert.deepEqual(
      org.query('SELECT Name FROM Box__c ORDER BY Name').map((row) => row.peek('Name')),
      ['made', 'new'],
    );
  });

  it('inserts and updates by Id', () => {
    const [box] = org.insert('Box__c', { Name: 'old' });
    const results = org.dml('upsert', [
      org.row('Box__c', { Id: id(box), Name: 'new' }),
      org.row('Box__c', { Name: 'made' }),
    ]);
    assert.deepEqual(
      results.map((result) => result.created),
      [false, true],
    );
  });

  it('refuses a key that is missing or given twice', () => {
    const results = org.dml(
      'upsert',
      [org.row('Box__c', {}), org.row('Box__c', { Key__c: 'a' }), org.row('Box__c', { Key__c: 'A' })],
      { externalIdField: 'Key__c', allOrNone: false },
    );
    assert.deepEqual(codes(results), ['MISSING_ARGUMENT', 'ok', 'DUPLICATE_VALUE']);
  });
});

describe('Delete', () => {
  it('takes details along without their triggers, clears lookups, and undelete brings both back', () => {
    const [account] = org.insert('Account', { Name: 'a' });
    const [box] = org.insert('Box__c', { Name: 'b', Account__c: id(account) });
    org.insert('Item__c', { Box__c: id(box) });
    const events: string[] = [];
    org.triggers.set('Item__c', (event) => events.push(event));
    org.dml('delete', [account]);
    assert.equal(count('Box__c WHERE Account__c = null'), 1);
    org.dml('delete', [box]);
    assert.equal(count('Item__c'), 0);
    org.dml('undelete', [box]);
    assert.equal(count('Item__c'), 1);
    org.dml('undelete', [account]);
    assert.equal(count("Box__c WHERE Account__r.Name = 'a'"), 1);
    assert.deepEqual(events, []);
  });

  it('is refused while a restricting lookup names the record', () => {
    const [contact] = org.insert('Contact', { LastName: 'Keeper' });
    org.insert('Box__c', { Name: 'b1', Keeper__c: id(contact) });
    const [code, message] = firstError(org.dml('delete', [contact])) as string[];
    assert.equal(code, 'DELETE_FAILED');
    assert.match(
      message,
      /^Your attempt to delete Keeper could not be completed because it is associated with the following box__cs\.: b1/,
    );
    assert.equal(count('Contact'), 1);
  });

  it('is final after emptying the recycle bin', () => {
    const [account] = org.insert('Account', { Name: 'a' });
    const [contact] = org.insert('Contact', { LastName: 'c', AccountId: id(account) });
    assert.deepEqual(codes(org.data.emptyRecycleBin([id(account)], org.access())), ['INVALID_CROSS_REFERENCE_KEY']);
    org.dml('delete', [account]);
    assert.deepEqual(codes(org.data.emptyRecycleBin([id(account)], org.access())), ['ok']);
    assert.equal(count('Account ALL ROWS'), 0);
    assert.equal(count('Contact ALL ROWS'), 0);
    assert.deepEqual(codes(org.dml('undelete', [contact])), ['UNDELETE_FAILED']);
  });
});

describe('Merge', () => {
  it('moves children to the master and deletes the merged record', () => {
    const [master, loser] = org.insert('Account', { Name: 'm' }, { Name: 'l' });
    org.insert('Contact', { LastName: 'c', AccountId: id(loser) });
    assert.deepEqual(codes(org.dml('merge', [master], { merged: [loser] })), ['ok']);
    assert.equal(count("Contact WHERE Account.Name = 'm'"), 1);
    assert.equal(
      org.query("SELECT MasterRecordId FROM Account WHERE Name = 'l' ALL ROWS")[0].peek('MasterRecordId'),
      id(master),
    );
  });

  it('tells only the after delete trigger which record a merged one went into, and that trigger can refuse', () => {
    const [master, loser] = org.insert('Account', { Name: 'm' }, { Name: 'l' });
    const seen: unknown[] = [];
    org.triggers.set('Account', (event, { oldRows }) => {
      if (event.endsWith('delete')) seen.push([event, oldRows![0].peek('MasterRecordId') ?? null]);
      if (event === 'after delete') oldRows![0].errors = [{ message: 'no', field: undefined }];
    });
    const results = org.dml('merge', [master], { merged: [loser], allOrNone: false });
    assert.deepEqual(seen, [
      ['before delete', null],
      ['after delete', id(master)],
    ]);
    assert.deepEqual(codes(results), ['FIELD_CUSTOM_VALIDATION_EXCEPTION']);
    assert.equal(count('Account'), 2);
  });

  it('is refused for objects that cannot be merged', () => {
    const [a, b] = org.insert('Box__c', { Name: 'a' }, { Name: 'b' });
    assert.throws(() => org.dml('merge', [a], { merged: [b] }), /DML operation Merge not allowed on Box__c/);
  });
});

describe('Setup objects', () => {
  const user = (org: TestOrg): Record<string, unknown> => ({
    Username: 'new@example.com',
    LastName: 'New',
    Email: 'new@example.com',
    Alias: 'new',
    TimeZoneSidKey: 'UTC',
    LocaleSidKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    LanguageLocaleKey: 'en_US',
    ProfileId: org.query("SELECT Id FROM Profile WHERE Name = 'Standard User'")[0].peek('Id'),
  });

  it('are inserted as any other: a user can run things at once', () => {
    const [made] = org.insert('User', user(org));
    assert.equal(org.data.security.user(id(made)).profileName, 'Standard User');
    assert.equal(org.query("SELECT IsActive FROM User WHERE Username = 'new@example.com'")[0].peek('IsActive'), true);
    assert.equal((firstError(org.dml('insert', [org.row('User', user(org))])) as string[])[0], 'DUPLICATE_USERNAME');
  });

  it('are not written in one transaction with other objects', () => {
    org.insert('Account', { Name: 'a' });
    const [role] = org.query('SELECT Id FROM UserRole');
    assert.equal(role, undefined);
    const error = firstError(org.dml('insert', [org.row('UserRole', { Name: 'Director' })])) as string[];
    assert.deepEqual(error.slice(0, 2), [
      'MIXED_DML_OPERATION',
      'DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): UserRole, original object: Account',
    ]);
  });

  it('are, where they do not decide who sees what: a user without a role', () => {
    org.insert('Account', { Name: 'a' });
    assert.equal(org.insert('User', user(org)).length, 1);
  });
});

describe('A transaction', () => {
  it('is undone to a savepoint, or altogether', () => {
    org.data.begin();
    org.insert('Account', { Name: 'a' });
    const savepoint = org.data.setSavepoint();
    const [second] = org.insert('Account', { Name: 'b' });
    org.data.rollbackTo(savepoint);
    assert.equal(count('Account'), 1);
    const [third] = org.insert('Account', { Name: 'c' });
    assert.ok(id(third) > id(second), 'Ids do not come back');
    org.data.rollback();
    assert.equal(count('Account'), 0);
  });

  it('has no way back to a savepoint that an earlier one has undone', () => {
    org.data.begin();
    const first = org.data.setSavepoint();
    const later = org.data.setSavepoint();
    org.data.rollbackTo(first);
    assert.throws(() => org.data.rollbackTo(later));
    org.data.rollback();
  });
});

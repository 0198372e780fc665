import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { lookup, makeField, number, text } from '../../src/schema/fields.ts';
import { customHistory } from '../../src/schema/standard/histories.ts';
import { Decimal } from '../../src/values/decimal.ts';
import { TestOrg, customObject, plain } from './org.ts';

const tracked = { custom: true, tracked: true };

const INVOICE = customObject(
  'Invoice__c',
  'a00',
  [
    text('Status__c', 40, tracked),
    text('Note__c', 40, { custom: true }),
    makeField('Remarks__c', 'longtextarea', { ...tracked, length: 1000 }),
    number('Total__c', 8, 2, tracked),
    lookup('Account__c', 'Account', 'Invoices__r', { ...tracked, relationshipName: 'Account__r' }),
  ],
  { history: 'Invoice__History' },
);

let org: TestOrg;
const history = (): unknown[] =>
  org
    .query('SELECT Field, DataType, OldValue, NewValue FROM Invoice__History ORDER BY Id')
    .map((row) => ['Field', 'DataType', 'OldValue', 'NewValue'].map((name) => plain(row.peek(name))));

beforeEach(() => {
  org = new TestOrg({ objects: [INVOICE, customHistory(INVOICE)] });
});

describe('The history of an object', () => {
  it('begins with its creation and goes on with what changed in tracked fields', () => {
    const [row] = org.insert('Invoice__c', { Name: 'a', Status__c: 'new', Note__c: 'x', Total__c: Decimal.ofInt(1) });
    const id = row.peek('Id');
    org.dml('update', [
      org.row('Invoice__c', { Id: id, Status__c: 'paid', Note__c: 'y', Total__c: Decimal.parse('2.5') }),
    ]);
    org.dml('update', [org.row('Invoice__c', { Id: id, Status__c: 'paid' })]);
    assert.deepEqual(history(), [
      ['created', null, null, null],
      ['Status__c', 'Text', 'new', 'paid'],
      ['Total__c', 'Double', '1.00', '2.50'],
    ]);
    const [first] = org.query('SELECT ParentId, CreatedById FROM Invoice__History');
    assert.deepEqual([first.peek('ParentId'), first.peek('CreatedById')], [id, org.userId]);
  });

  it('keeps of long texts that they changed, and of references names and Ids', () => {
    const [account] = org.insert('Account', { Name: 'Acme' });
    const [row] = org.insert('Invoice__c', { Name: 'a' });
    org.dml('update', [
      org.row('Invoice__c', { Id: row.peek('Id'), Remarks__c: 'long', Account__c: account.peek('Id') }),
    ]);
    assert.deepEqual(history().slice(1), [
      ['Remarks__c', 'Text', null, null],
      ['Account__c', 'Text', null, 'Acme'],
      ['Account__c', 'EntityId', null, account.peek('Id')],
    ]);
  });

  it('is written when the transaction is committed, and only of what was not rolled back', () => {
    org.data.begin();
    const [row] = org.insert('Invoice__c', { Name: 'a', Status__c: 'new' });
    const savepoint = org.data.setSavepoint();
    org.dml('update', [org.row('Invoice__c', { Id: row.peek('Id'), Status__c: 'paid' })]);
    org.data.rollbackTo(savepoint);
    assert.deepEqual(history(), []);
    org.data.commit();
    assert.deepEqual(history(), [['created', null, null, null]]);
  });

  it('says nothing of rows that failed', () => {
    const [row] = org.insert('Invoice__c', { Name: 'a', Status__c: 'new' });
    const changes = [org.row('Invoice__c', { Id: row.peek('Id'), Status__c: 'x'.repeat(41) })];
    assert.equal(org.dml('update', changes, { allOrNone: false })[0].success, false);
    assert.equal(history().length, 1);
  });
});

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Decimal } from '../../src/values/decimal.ts';
import { ApexDate } from '../../src/values/date.ts';
import { apexEquals, hashCodeOf } from '../../src/values/equality.ts';
import {
  createSObject,
  getChildren,
  getField,
  getParent,
  setField,
} from '../../src/runtime/platform/sobject-access.ts';
import { addError, sobjectText } from '../../src/runtime/platform/sobject-methods.ts';
import { SObject } from '../../src/runtime/platform/sobject.ts';
import { fieldToken } from '../../src/runtime/platform/tokens.ts';
import { apex, call, inOrg, schema } from './support.ts';

const ACCOUNT_ID = '001000000000001AAA';

function queried(type: string, values: Record<string, unknown>): SObject {
  return new SObject(type, schema.objects.get(type.toLowerCase()), new Map(Object.entries(values)), true);
}

test('a field that is not set is null, a checkbox false', () =>
  inOrg(() => {
    const account = createSObject('Account', ['Name', 'Acme']);
    assert.equal(getField(account, 'Name'), 'Acme');
    assert.equal(getField(account, 'Phone'), null);
    assert.equal(getField(account, 'Is_Synthetic__c'), false);
  }));

test('a field that the query did not select cannot be read', () =>
  inOrg(() => {
    const account = queried('Account', { Id: ACCOUNT_ID });
    assert.throws(
      () => getField(account, 'Name'),
      apex(
        'System.SObjectException',
        'SObject row was retrieved via SOQL without querying the requested field: Account.Name',
      ),
    );
    setField(account, 'Name', 'Now set');
    assert.equal(getField(account, 'Name'), 'Now set');
  }));

test('a null record is a null reference', () =>
  inOrg(() => {
    assert.throws(
      () => getField(null, 'Name'),
      apex('System.NullPointerException', 'Attempt to de-reference a null object'),
    );
  }));

test('a parent that is not there is null, one that was not selected cannot be read', () =>
  inOrg(() => {
    assert.equal(getParent(createSObject('Contact'), 'Account'), null);
    assert.equal(getParent(queried('Contact', { Account: null }), 'Account'), null);
    assert.throws(
      () => getParent(queried('Contact', {}), 'Account'),
      apex('System.SObjectException', /Contact\.Account$/),
    );
  }));

test('children of a new record are an empty list, and null through getSObjects', () =>
  inOrg(() => {
    const account = createSObject('Account');
    assert.equal(call(getChildren(account, 'Contacts'), 'size()'), 0);
    assert.equal(call(account, 'getSObjects(String)', 'contacts'), null);
    assert.throws(
      () => call(account, 'getSObjects(String)', 'Nothing'),
      apex('System.SObjectException', 'Invalid aggregate relationship Nothing for Account'),
    );
  }));

test('get and put take names in any case and give the former value', () =>
  inOrg(() => {
    const account = createSObject('Account', ['Name', 'Acme']);
    assert.equal(call(account, 'put(String,Object)', 'NAME', 'Other'), 'Acme');
    assert.equal(call(account, 'get(String)', 'name'), 'Other');
    assert.throws(
      () => call(account, 'get(String)', 'Nope'),
      apex('System.SObjectException', 'Invalid field Nope for Account'),
    );
  }));

test('put converts numbers to the field and refuses other types', () =>
  inOrg(() => {
    const account = createSObject('Account');
    call(account, 'put(String,Object)', 'AnnualRevenue', 5);
    assert.ok((getField(account, 'AnnualRevenue') as Decimal).equals(Decimal.ofInt(5)));
    assert.throws(
      () => call(account, 'put(String,Object)', 'AnnualRevenue', 'five'),
      apex('System.SObjectException', 'Illegal assignment from String to Decimal'),
    );
    assert.throws(
      () => call(account, 'put(String,Object)', 'Name', 5),
      apex('System.SObjectException', 'Illegal assignment from Integer to String'),
    );
    assert.throws(
      () => call(account, 'put(String,Object)', 'ParentId', 'abc'),
      apex('System.StringException', 'Invalid id: abc'),
    );
  }));

test('fields that the platform fills are not editable', () =>
  inOrg(() => {
    assert.throws(
      () => call(createSObject('Account'), 'put(String,Object)', 'CreatedDate', new ApexDate(1)),
      apex('System.SObjectException', 'Field CreatedDate is not editable'),
    );
  }));

test('a record of an after trigger is read-only', () =>
  inOrg(() => {
    const account = createSObject('Account');
    account.readOnlyReason = 'Record is read-only';
    assert.throws(() => setField(account, 'Name', 'x'), apex('System.FinalException', 'Record is read-only'));
    assert.throws(
      () => call(account, 'put(String,Object)', 'Name', 'x'),
      apex('System.FinalException', 'Record is read-only'),
    );
  }));

test('populated fields leave out what a query found empty, and keep a null that was set', () =>
  inOrg(() => {
    const set = call(createSObject('Account', ['Name', null]), 'getPopulatedFieldsAsMap()');
    assert.equal(call(set, 'containsKey(Object)', 'Name'), true);
    const found = call(queried('Account', { Id: ACCOUNT_ID, Phone: null }), 'getPopulatedFieldsAsMap()');
    assert.equal(call(found, 'size()'), 1);
  }));

test('a clone has no Id and audit fields unless asked, and knows its source', () =>
  inOrg(() => {
    const account = queried('Account', { Id: ACCOUNT_ID, Name: 'Acme', CreatedById: 'x' });
    const copy = call(account, 'clone()') as SObject;
    assert.deepEqual([...copy.values.keys()], ['Name']);
    assert.equal(call(copy, 'isClone()'), true);
    assert.equal(call(copy, 'getCloneSourceId()'), ACCOUNT_ID);
    assert.equal((call(account, 'clone(Boolean,Boolean,Boolean)', true, false, true) as SObject).values.size, 3);
  }));

test('a deep clone copies parents, a shallow one shares them', () =>
  inOrg(() => {
    const parent = createSObject('Account', ['Name', 'Acme']);
    const contact = createSObject('Contact', ['Account', parent]);
    assert.equal(getParent(call(contact, 'clone()') as SObject, 'Account'), parent);
    assert.notEqual(getParent(call(contact, 'clone(Boolean,Boolean)', false, true) as SObject, 'Account'), parent);
  }));

test('records are equal by their values, whatever the order of fields', () =>
  inOrg(() => {
    const left = createSObject('Account', ['Name', 'Acme', 'AnnualRevenue', Decimal.ofInt(1)]);
    const right = createSObject('Account', ['AnnualRevenue', Decimal.ofInt(1), 'Name', 'Acme', 'Phone', null]);
    assert.ok(apexEquals(left, right));
    assert.equal(hashCodeOf(left), hashCodeOf(right));
    right.poke('Name', 'Other');
    assert.ok(!apexEquals(left, right));
  }));

test('errors name their field, by token and by name', () =>
  inOrg(() => {
    const account = createSObject('Account');
    call(account, 'addError(String)', 'whole');
    call(account, 'addError(String,String)', 'name', 'by name');
    call(account, 'addError(Schema.SObjectField,String)', fieldToken('Account', 'Phone'), 'by token');
    addError(account, 'Site', 'by access');
    assert.deepEqual(
      account.errors?.map((error) => error.field),
      [undefined, 'Name', 'Phone', 'Site'],
    );
    assert.equal(call(account, 'hasErrors()'), true);
    assert.throws(
      () => call(account, 'addError(String,String)', 'Nope', 'x'),
      apex('System.SObjectException', 'Invalid field Nope for Account'),
    );
    assert.throws(
      () => call(account, 'addError(Schema.SObjectField,String)', fieldToken('Contact', 'Email'), 'x'),
      apex('System.SObjectException', /does not belong to SObject type Account/),
    );
  }));

test('rows of aggregate queries know their aliases in any case', () =>
  inOrg(() => {
    const row = new SObject('AggregateResult', undefined, new Map([['expr0', 5]]), true);
    assert.equal(call(row, 'get(String)', 'EXPR0'), 5);
    assert.throws(
      () => call(row, 'get(String)', 'expr1'),
      apex('System.SObjectException', 'Invalid field expr1 for AggregateResult'),
    );
  }));

test('the text of a record lists its fields', () =>
  inOrg(() => {
    assert.equal(
      sobjectText(createSObject('Account', ['Name', 'Acme', 'Phone', null])),
      'Account:{Name=Acme, Phone=null}',
    );
  }));

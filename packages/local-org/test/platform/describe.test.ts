import { test } from 'node:test';
import assert from 'node:assert/strict';
import { ApexList } from '../../src/runtime/library/list.ts';
import { lookup } from '../../src/runtime/kernel/registry.ts';
import { textOf } from '../../src/values/text.ts';
import { describeField } from '../../src/runtime/platform/describe-field.ts';
import { describeObject } from '../../src/runtime/platform/describe-object.ts';
import { fieldToken, objectOfId, objectToken } from '../../src/runtime/platform/tokens.ts';
import { getField } from '../../src/runtime/platform/sobject-access.ts';
import type { SObject } from '../../src/runtime/platform/sobject.ts';
import { rtType } from '../../src/runtime/kernel/types.ts';
import { apex, call, fakeOrg, inOrg } from './support.ts';

const statics = (key: string, ...args: readonly unknown[]): unknown => lookup('System.Schema')!.statics![key](...args);
const text = (value: unknown): string => textOf(value);

test('tokens are the same object whoever asks', () =>
  inOrg(() => {
    assert.equal(objectToken('account'), objectToken('Account'));
    assert.equal(fieldToken('Account', 'NAME'), fieldToken('account', 'Name'));
    assert.equal(objectOfId('001000000000001AAA'), objectToken('Account'));
    assert.equal(objectOfId('zzz000000000001AAA'), undefined);
    assert.equal(text(objectToken('Account')), 'Account');
    assert.equal(text(fieldToken('Account', 'Name')), 'Name');
  }));

test('the field map has lower-case keys and is asked in any case', () =>
  inOrg(() => {
    const map = call(describeObject(objectToken('Account')).f_fields, 'getMap()');
    assert.equal(call(map, 'get(Object)', 'Synthetic_Dataset__c'), fieldToken('Account', 'Synthetic_Dataset__c'));
    assert.equal(call(map, 'containsKey(Object)', 'synthetic_dataset__c'), true);
    assert.equal(call(map, 'containsKey(Object)', 'nope'), false);
    const keys = call(call(map, 'keySet()'), 'contains(Object)', 'name');
    assert.equal(keys, true);
  }));

test('describe by names refuses an unknown object', () =>
  inOrg(() => {
    const names = new ApexList(rtType('String'), ['account', 'Synthetic_Dataset__c']);
    const results = statics('describeSObjects(List)', names) as ApexList;
    assert.deepEqual(
      results.items.map((result) => call(result, 'getName()')),
      ['Account', 'Synthetic_Dataset__c'],
    );
    assert.throws(
      () => statics('describeSObjects(List)', new ApexList(rtType('String'), ['Nope__c'])),
      apex('System.InvalidParameterValueException', 'Invalid sobject provided: Nope__c'),
    );
  }));

test('the global describe finds objects in any case', () =>
  inOrg(() => {
    assert.equal(
      call(statics('getGlobalDescribe()'), 'get(Object)', 'Synthetic_Dataset__c'),
      objectToken('Synthetic_Dataset__c'),
    );
  }));

test('a lookup says what it refers to and what its relationship is called', () =>
  inOrg(() => {
    const result = describeField(fieldToken('Contact', 'AccountId'));
    assert.equal(text(result['getType()']()), 'REFERENCE');
    assert.deepEqual((result['getReferenceTo()']() as ApexList).items.map(text), ['Account']);
    assert.equal(result['getRelationshipName()'](), 'Account');
    assert.equal(
      describeField(fieldToken('Contact', 'Synthetic_Dataset__c'))['getRelationshipName()'](),
      'Synthetic_Dataset__r',
    );
  }));

test('name fields are those that the user interface shows for a record', () =>
  inOrg(() => {
    for (const [object, field] of [
      ['Account', 'Name'],
      ['Contact', 'Name'],
      ['Lead', 'Name'],
      ['Opportunity', 'Name'],
      ['Case', 'CaseNumber'],
    ]) {
      assert.equal(describeField(fieldToken(object, field))['isNameField()'](), true, `${object}.${field}`);
    }
    assert.equal(describeField(fieldToken('Account', 'Phone'))['isNameField()'](), false);
  }));

test('child relationships give object, field and what deletion does', () =>
  inOrg(() => {
    const children = (describeObject(objectToken('Account'))['getChildRelationships()']() as ApexList).items;
    const contacts = children.find((child) => call(child, 'getRelationshipName()') === 'Contacts');
    assert.equal(call(contacts, 'getChildSObject()'), objectToken('Contact'));
    assert.equal(call(contacts, 'getField()'), fieldToken('Contact', 'AccountId'));
    assert.equal(typeof call(contacts, 'isCascadeDelete()'), 'boolean');
  }));

test('access in describe is that of the running user', () => {
  const denied = {
    ...fakeOrg().security,
    objectAccess: () => ({ create: false, read: true, edit: false, delete: false }),
    fieldAccess: () => ({ read: false, edit: false }),
  };
  inOrg(
    () => {
      const object = describeObject(objectToken('Account'));
      assert.equal(object['isAccessible()'](), true);
      assert.equal(object['isCreateable()'](), false);
      assert.equal(object['isDeletable()'](), false);
      assert.equal(describeField(fieldToken('Account', 'Phone'))['isAccessible()'](), false);
    },
    { security: denied },
  );
  inOrg(() => assert.equal(describeObject(objectToken('Account'))['isCreateable()'](), true));
});

test('a new record of a token carries the Id or the defaults that are asked for', () =>
  inOrg(() => {
    const token = objectToken('Synthetic_Dataset__c');
    assert.equal((call(token, 'newSObject()') as SObject).values.size, 0);
    assert.equal(
      getField(call(objectToken('Account'), 'newSObject(Id)', '001000000000001AAA') as SObject, 'Id'),
      '001000000000001AAA',
    );
    const filled = call(objectToken('Account'), 'newSObject(Id,Boolean)', null, true) as SObject;
    assert.equal(filled.peek('Is_Synthetic__c'), false);
  }));

test('every object has its master record type', () =>
  inOrg(() => {
    const infos = describeObject(objectToken('Account'))['getRecordTypeInfosByName()']();
    assert.equal(call(call(infos, 'get(Object)', 'Master'), 'isMaster()'), true);
  }));

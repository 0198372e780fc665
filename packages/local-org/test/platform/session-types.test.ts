import { test } from 'node:test';
import assert from 'node:assert/strict';
import { current } from '../../src/runtime/kernel/context.ts';
import { hooks } from '../../src/runtime/kernel/hooks.ts';
import { lookup } from '../../src/runtime/kernel/registry.ts';
import { rtType } from '../../src/runtime/kernel/types.ts';
import { ApexList } from '../../src/runtime/library/list.ts';
import { enumValue } from '../../src/runtime/platform/enums.ts';
import { HttpResponse } from '../../src/runtime/platform/http.ts';
import { createSObject } from '../../src/runtime/platform/sobject-access.ts';
import type { SObject } from '../../src/runtime/platform/sobject.ts';
import type { AsyncPort } from '../../src/runtime/ports.ts';
import { textOf } from '../../src/values/text.ts';
import { apex, call, fakeOrg, inOrg, USER } from './support.ts';

const statics = (type: string, key: string, ...args: readonly unknown[]): unknown =>
  lookup(type)!.statics![key](...args);
const IN_TEST = { isTest: true };

test('permissions are those of the user that runAs names, until its block ends', () => {
  const security = {
    ...fakeOrg().security,
    hasCustomPermission: (id: string, name: string) => id !== USER.id && name === 'Synthetic_Load',
  };
  inOrg(
    () => {
      const may = (): unknown => statics('System.FeatureManagement', 'checkPermission(String)', 'Synthetic_Load');
      assert.equal(may(), false);
      const token = hooks().beginRunAs([createSObject('User', ['Id', '005000000000002AAA'])]);
      assert.equal(may(), true);
      hooks().endRunAs(token);
      assert.equal(statics('System.UserInfo', 'getUserId()'), USER.id);
    },
    { security },
    IN_TEST,
  );
  assert.throws(
    () => inOrg(() => hooks().beginRunAs([createSObject('User', ['Id', USER.id])])),
    apex('System.TypeException', /only be called from a test/),
  );
});

test('startTest gives fresh limits and stopTest takes them back', () => {
  const calls: string[] = [];
  const async = { stopTest: () => calls.push('stop') } as unknown as AsyncPort;
  inOrg(
    () => {
      const queries = (): unknown => statics('System.Limits', 'getQueries()');
      current().limits.count('queries');
      statics('System.Test', 'startTest()');
      assert.equal(queries(), 0);
      assert.throws(() => statics('System.Test', 'startTest()'), apex('System.FinalException', /already started/));
      statics('System.Test', 'stopTest()');
      assert.equal(queries(), 1);
    },
    { async },
    IN_TEST,
  );
  assert.deepEqual(calls, ['stop']);
});

test('a label answers its text', () =>
  inOrg(() => {
    const [label] = current().org.schema.labels.values();
    assert.equal(hooks().label(label.name), label.value);
    assert.throws(() => hooks().label('No_Such_Label'), apex('System.TypeException', /No_Such_Label/));
  }));

test('callouts are answered by the mock of a test and by nothing else', () => {
  const send = (): unknown => {
    const request = lookup('System.HttpRequest')!.constructors!['new()']();
    call(request, 'setEndpoint(String)', 'https://example.com');
    call(request, 'setMethod(String)', 'GET');
    return call(lookup('System.Http')!.constructors!['new()'](), 'send(System.HttpRequest)', request);
  };
  assert.throws(() => inOrg(send), apex('System.CalloutException', /Unauthorized endpoint.*https:\/\/example\.com/));
  assert.throws(() => inOrg(send, {}, IN_TEST), apex('System.CalloutException', /do not support Web service callouts/));
  inOrg(
    () => {
      const response = new HttpResponse();
      response['setBody(String)']('hello');
      const type = { toText: () => 'HttpCalloutMock' };
      statics('System.Test', 'setMock(System.Type,Object)', type, { 'respond(System.HttpRequest)': () => response });
      assert.equal(call(send(), 'getBody()'), 'hello');
      assert.equal(statics('System.Limits', 'getCallouts()'), 1);
      hooks().dml('insert', createSObject('Account', ['Name', 'A']), null, undefined, false);
      assert.throws(send, apex('System.CalloutException', /uncommitted work pending/));
    },
    {},
    IN_TEST,
  );
});

test('stripInaccessible takes away what the user may not see and says so', () => {
  const security = {
    ...fakeOrg().security,
    fieldAccess: (_u: string, _o: string, field: string) => ({ read: field !== 'Phone', edit: true }),
  };
  inOrg(
    () => {
      const records = new ApexList(rtType('Account'), [
        createSObject('Account', ['Name', 'a']),
        createSObject('Account', ['Phone', '1']),
      ]);
      const decision = statics(
        'System.Security',
        'stripInaccessible(System.AccessType,List)',
        enumValue('System.AccessType', 'READABLE'),
        records,
      );
      assert.equal(
        (call(decision, 'getRecords()') as ApexList).items.map((row) => (row as SObject).values.size).join(),
        '1,0',
      );
      assert.equal(textOf(call(decision, 'getRemovedFields()')), '{Account={Phone}}');
      assert.equal(textOf(call(decision, 'getModifiedIndexes()')), '{1}');
    },
    { security },
  );
  const denied = {
    ...fakeOrg().security,
    objectAccess: () => ({ create: false, read: false, edit: false, delete: false }),
  };
  assert.throws(
    () =>
      inOrg(
        () =>
          statics(
            'System.Security',
            'stripInaccessible(System.AccessType,List)',
            enumValue('System.AccessType', 'READABLE'),
            new ApexList(rtType('Account'), [createSObject('Account')]),
          ),
        { security: denied },
      ),
    apex('System.NoAccessException', 'No access to entity: Account'),
  );
});

test('Trigger answers from the innermost trigger', () =>
  inOrg(() => {
    const read = (name: string): unknown => lookup('System.Trigger')!.staticFields![name]();
    assert.equal(read('isExecuting'), false);
    assert.equal(read('new'), null);
    const list = new ApexList(rtType('Account'), []);
    current().triggers.push({
      object: 'Account',
      operation: 'BEFORE_INSERT',
      isBefore: true,
      isInsert: true,
      isUpdate: false,
      isDelete: false,
      isUndelete: false,
      newList: list,
      oldList: null,
      newMap: null,
      oldMap: null,
      size: 0,
    });
    assert.equal(read('new'), list);
    assert.equal(read('isAfter'), false);
    assert.equal(read('operationType'), enumValue('System.TriggerOperation', 'BEFORE_INSERT'));
  }));

test("a schedule for a batch names the minute in the user's time zone", () => {
  const scheduled: string[] = [];
  const async = {
    schedule: (_name: string, cron: string) => {
      scheduled.push(cron);
      return '08e000000000001AAA';
    },
  } as unknown as AsyncPort;
  inOrg(() => statics('System.System', 'scheduleBatch(Object,String,Integer)', {}, 'job', 5), { async });
  assert.deepEqual(scheduled, ['0 5 11 1 3 ? 2026']);
});

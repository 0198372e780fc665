import { test } from 'node:test';
import assert from 'node:assert/strict';
import { current } from '../../src/runtime/kernel/context.ts';
import { lookup } from '../../src/runtime/kernel/registry.ts';
import { hooks } from '../../src/runtime/kernel/hooks.ts';
import { rtType } from '../../src/runtime/kernel/types.ts';
import { ApexList } from '../../src/runtime/library/list.ts';
import { ApexMap } from '../../src/runtime/library/map.ts';
import { SYSTEM_MODE, USER_MODE } from '../../src/runtime/platform/access-level.ts';
import { createSObject } from '../../src/runtime/platform/sobject-access.ts';
import type { DmlFailure } from '../../src/runtime/platform/dml.ts';
import { textOf } from '../../src/values/text.ts';
import { apex, call, fakeDatabase, inOrg, ORGANIZATION_ID } from './support.ts';

const database = (key: string, ...args: readonly unknown[]): unknown =>
  lookup('System.Database')!.statics![key](...args);
const failed = (statusCode: string, message: string, fields: string[] = []) => ({
  id: null,
  success: false,
  created: false,
  errors: [{ statusCode, message, fields }],
});
const saved = (id: string) => ({ id, success: true, created: true, errors: [] });
const accounts = (...names: string[]): ApexList =>
  new ApexList(
    rtType('Account'),
    names.map((name) => createSObject('Account', ['Name', name])),
  );

test('the exception of a DML statement leaves out the rows that were only rolled back with the failed ones', () => {
  const data = fakeDatabase();
  data.results.push([
    failed('ALL_OR_NONE_OPERATION_ROLLED_BACK', 'Record rolled back', []),
    failed('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'no', ['Name']),
  ]);
  inOrg(
    () => {
      let thrown: unknown;
      try {
        hooks().dml('insert', accounts('a', 'b'), null, undefined, true);
      } catch (error) {
        thrown = error;
      }
      const { dmlFailures } = thrown as { dmlFailures: DmlFailure[] };
      assert.deepEqual(
        dmlFailures.map(({ index, message }) => [index, message]),
        [[1, 'no']],
      );
    },
    { data },
  );
});

test('a DML statement that fails throws with the first error and keeps all', () => {
  const data = fakeDatabase();
  data.results.push([saved('001000000000001AAA'), failed('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'no', ['Name'])]);
  inOrg(
    () => {
      let thrown: unknown;
      try {
        hooks().dml('insert', accounts('a', 'b'), null, undefined, true);
      } catch (error) {
        thrown = error;
      }
      assert.ok(
        apex(
          'System.DmlException',
          'Insert failed. First exception on row 1; first error: FIELD_CUSTOM_VALIDATION_EXCEPTION, no: [Name]',
        )(thrown),
      );
      const { dmlFailures } = thrown as { dmlFailures: DmlFailure[] };
      assert.deepEqual(dmlFailures, [
        {
          index: 1,
          id: null,
          statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
          message: 'no',
          fields: ['Name'],
          object: 'Account',
        },
      ]);
    },
    { data },
  );
});

test('the message of a failed update names the record', () => {
  const data = fakeDatabase();
  data.results.push([failed('ENTITY_IS_DELETED', 'entity is deleted')]);
  inOrg(
    () => {
      const account = createSObject('Account', ['Id', '001000000000001AAA']);
      assert.throws(
        () => hooks().dml('update', account, null, undefined, true),
        apex(
          'System.DmlException',
          'Update failed. First exception on row 0 with id 001000000000001AAA; first error: ENTITY_IS_DELETED, entity is deleted: []',
        ),
      );
    },
    { data },
  );
});

test('without allOrNone every row has a result and nothing is thrown', () => {
  const data = fakeDatabase();
  data.results.push([saved('001000000000001AAA'), failed('DUPLICATE_VALUE', 'twice', ['Name'])]);
  inOrg(
    () => {
      const results = (database('insert(List,Boolean)', accounts('a', 'b'), false) as ApexList).items;
      assert.equal(call(results[0], 'isSuccess()'), true);
      const [error] = (call(results[1], 'getErrors()') as ApexList).items;
      assert.equal(textOf(call(error, 'getStatusCode()')), 'DUPLICATE_VALUE');
      assert.equal(call(error, 'getMessage()'), 'twice');
    },
    { data },
  );
  assert.equal(data.requests[0].allOrNone, false);
});

test('an empty list does not reach the database, a null list is a null reference', () => {
  const data = fakeDatabase();
  inOrg(
    () => {
      hooks().dml('insert', accounts(), null, undefined, true);
      assert.throws(
        () => hooks().dml('insert', null, null, undefined, true),
        apex('System.NullPointerException', /de-reference/),
      );
    },
    { data },
  );
  assert.equal(data.requests.length, 0);
});

test('the access level says how records are seen', () => {
  const data = fakeDatabase();
  inOrg(
    () => {
      database('insert(List,Boolean,System.AccessLevel)', accounts('a'), false, USER_MODE);
      database('insert(SObject,System.AccessLevel)', createSObject('Account'), SYSTEM_MODE);
      hooks().dml('insert', accounts('a'), null, 'user', false);
      hooks().dml('insert', accounts('a'), null, 'system', true);
    },
    { data },
  );
  assert.deepEqual(
    data.requests.map((request) => request.access.mode),
    ['user', 'system', 'user', 'system'],
  );
  assert.equal(data.requests[0].access.sharing, true);
});

test('a list with the same record twice is refused', () =>
  inOrg(() => {
    const account = createSObject('Account');
    const twice = new ApexList(rtType('Account'), [account, account]);
    assert.throws(
      () => database('insert(List)', twice),
      apex('System.ListException', /two identically equal elements/),
    );
    const same = ['a', 'b'].map(() => createSObject('Account', ['Id', '001000000000001AAA']));
    assert.throws(
      () => database('update(List)', new ApexList(rtType('Account'), same)),
      apex('System.ListException', 'Duplicate id in list: 001000000000001AAA'),
    );
  }));

test('records can be deleted by Id', () => {
  const data = fakeDatabase();
  inOrg(() => database('delete(List)', new ApexList(rtType('Id'), ['001000000000001AAA'])), { data });
  assert.equal(data.requests[0].rows[0].type, 'Account');
  assert.throws(
    () => inOrg(() => database('delete(Id)', 'zzz000000000001AAA')),
    apex('System.StringException', /Invalid id/),
  );
});

test('a single-row query refuses none and several', () => {
  const data = fakeDatabase();
  inOrg(
    () => {
      const row = createSObject('Account');
      data.answers.push({ rows: [], count: 0 }, { rows: [row, row], count: 2 }, { rows: [row], count: 1 });
      assert.throws(
        () => hooks().soqlSingle('q', [], true),
        apex('System.QueryException', 'List has no rows for assignment to SObject'),
      );
      assert.throws(
        () => hooks().soqlSingle('q', [], true),
        apex('System.QueryException', 'List has more than 1 row for assignment to SObject'),
      );
      assert.equal(hooks().soqlSingle('q', [], true), row);
    },
    { data },
  );
});

test('binds come from the map, in any case and along fields', () =>
  inOrg(() => {
    const account = createSObject('Account', ['Name', 'Acme']);
    const binds = (...entries: [string, unknown][]): ApexMap =>
      new ApexMap(rtType('String'), rtType('Object'), entries);
    const ask = (text: string, map: ApexMap): unknown =>
      database('queryWithBinds(String,Map,System.AccessLevel)', text, map, SYSTEM_MODE);
    const found = ask('SELECT Id FROM Account WHERE Name = :ACC.name', binds(['acc', account])) as ApexList;
    assert.equal(found.rtType.name, 'List<Account>');
    assert.throws(
      () => ask('SELECT Id FROM Account WHERE Name = :x', binds()),
      apex('System.QueryException', 'Variable does not exist: x'),
    );
    assert.throws(
      () => ask('SELECT Id FROM Account', binds(['a', 1], ['A', 2])),
      apex('System.QueryException', /duplicate case-insensitive keys/),
    );
  }));

test('a query locator costs a query and no query rows', () => {
  const data = fakeDatabase();
  inOrg(
    () => {
      data.answers.push({ rows: [createSObject('Account')], count: 1 });
      const iterator = call(database('getQueryLocator(String)', 'SELECT Id FROM Account'), 'iterator()');
      assert.equal(call(iterator, 'hasNext()'), true);
      call(iterator, 'next()');
      assert.equal(call(iterator, 'hasNext()'), false);
      assert.throws(() => call(iterator, 'next()'), apex('System.NoSuchElementException', /no more elements/));
      assert.equal(current().limits.used('queries'), 1);
      assert.equal(current().limits.used('queryRows'), 0);
      assert.equal(current().limits.used('queryLocatorRows'), 1);
    },
    { data },
  );
});

test('DMLOptions ask for partial success and cut long texts', () => {
  const data = fakeDatabase();
  inOrg(
    () => {
      const options = lookup('Database.DMLOptions')!.constructors!['new()']() as { f_allowFieldTruncation: boolean };
      options.f_allowFieldTruncation = true;
      database('insert(SObject,Database.DMLOptions)', createSObject('Account', ['Name', 'x'.repeat(300)]), options);
    },
    { data },
  );
  assert.equal((data.requests[0].rows[0].peek('Name') as string).length, 255);
  assert.equal(data.requests[0].allOrNone, false);
});

test('custom settings and metadata cost no query', () => {
  const data = fakeDatabase();
  inOrg(
    () => {
      const empty = hooks().callObjectStatic('Synthetic_Lane_State__c', 'getOrgDefaults', []);
      assert.equal(call(empty, 'get(String)', 'Id'), null);
      assert.equal(call(empty, 'get(String)', 'Lanes_Open__c'), false);
      assert.equal(hooks().callObjectStatic('Synthetic_Lane_State__c', 'getValues', [ORGANIZATION_ID]), null);
      data.answers.push({
        rows: [createSObject('Synthetic_Governed_Object__mdt', ['DeveloperName', 'Account'])],
        count: 1,
      });
      const all = hooks().callObjectStatic('Synthetic_Governed_Object__mdt', 'getAll', []);
      assert.equal(call(all, 'containsKey(Object)', 'Account'), true);
      assert.equal(current().limits.used('queries'), 0);
    },
    { data },
  );
});

test('a hierarchy setting takes each field from the lowest level that has one', () => {
  const data = fakeDatabase();
  const row = (owner: string, open: boolean | null) =>
    createSObject('Synthetic_Lane_State__c', ['SetupOwnerId', owner, 'Lanes_Open__c', open]);
  inOrg(
    () => {
      const rows = [row(current().org.organizationId, true), row(current().user.id, null)];
      data.answers.push({ rows, count: 2 });
      const merged = hooks().callObjectStatic('Synthetic_Lane_State__c', 'getInstance', []);
      assert.equal(call(merged, 'get(String)', 'Lanes_Open__c'), true);
      assert.equal(call(merged, 'get(String)', 'SetupOwnerId'), current().user.id);
    },
    { data },
  );
});

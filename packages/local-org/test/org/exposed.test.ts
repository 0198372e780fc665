/** Apex that the outside may call, over a served org. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { SeedUser } from '../../src/data/seed.ts';
import { exposedApex } from '../../src/org/exposed/exposed-apex.ts';
import type { ExposedApex, RestOutcome } from '../../src/server/apex/contract.ts';
import { apexOrg, meta, type OrgParts } from '../platform/apex-org.ts';

const PERMISSION_SET = meta(
  'PermissionSet',
  '<label>Callers</label><classAccesses><apexClass>Orders</apexClass><enabled>true</enabled></classAccesses>',
);

const ORDERS = `@RestResource(urlMapping='/orders/*')
global with sharing class Orders {
  global class Line { public String sku; public Integer amount; }
  @HttpGet
  global static Map<String, Object> read() {
    RestContext.response.addHeader('X-Kind', 'order');
    RestContext.response.statusCode = 203;
    return new Map<String, Object>{
      'uri' => RestContext.request.requestURI,
      'path' => RestContext.request.resourcePath,
      'page' => RestContext.request.params.get('page'),
      'secret' => RestContext.request.headers.get('authorization')
    };
  }
  @HttpPost
  global static Integer create(String name, List<Line> lines) {
    insert new Account(Name = name);
    if (lines == null) { throw new IllegalArgumentException('An order needs lines'); }
    Integer total = 0;
    for (Line line : lines) { total += line.amount; }
    return total;
  }
  @HttpPut
  global static void replace() {
    RestContext.response.responseBody = RestContext.request.requestBody;
  }
}`;

const PANEL = `public with sharing class Panel {
  public class Row {
    @AuraEnabled public String label;
    @AuraEnabled public Decimal share { get { return 12.50; } }
    public String hidden = 'hidden';
  }
  @AuraEnabled(cacheable=true)
  public static List<Row> rows(String prefix, Integer count) {
    List<Row> rows = new List<Row>();
    for (Integer i = 0; i < count; i++) { Row row = new Row(); row.label = prefix + i; rows.add(row); }
    return rows;
  }
  @AuraEnabled(cacheable=true)
  public static void writes() { insert new Account(Name = 'Written'); }
  @AuraEnabled
  public static Contact contact() {
    return new Contact(LastName = 'Northcott', Account = new Account(Name = 'Harbour'));
  }
  @AuraEnabled
  public static void refuses() { throw new AuraHandledException('Choose a date first'); }
  public static void internal() {}
}`;

const GREET = `public class Greet {
  public class Request {
    @InvocableVariable(required=true) public String name;
    @InvocableVariable public Integer times;
  }
  public class Result { @InvocableVariable public String text; public String hidden = 'hidden'; }
  @InvocableMethod(label='Greet somebody')
  public static List<Result> greet(List<Request> requests) {
    List<Result> results = new List<Result>();
    for (Request request : requests) {
      Result result = new Result();
      result.text = ('Hello ' + request.name + '. ').repeat(request.times == null ? 1 : request.times).trim();
      results.add(result);
    }
    return results;
  }
}`;

const user = (alias: string, permissionSets: readonly string[]): SeedUser => {
  const username = `${alias}@example.com`;
  return { username, lastName: alias, email: username, alias, profile: 'Standard User', permissionSets };
};

const PARTS: OrgParts = {
  classes: { Orders: ORDERS, Panel: PANEL, Greet: GREET },
  files: { 'permissionsets/Callers.permissionset-meta.xml': PERMISSION_SET },
  users: [user('caller', ['Callers']), user('other', [])],
};

interface Fixture {
  readonly apex: ExposedApex;
  readonly admin: string;
  readonly userId: (username: string) => string;
  readonly rest: (method: string, path: string, body?: string, userId?: string) => RestOutcome;
  readonly accounts: () => string[];
}

function fixture(context: TestContext): Fixture {
  const { org, values } = apexOrg(context, PARTS);
  const apex = exposedApex(org);
  const admin = org.seeded.adminId;
  return {
    apex,
    admin,
    userId: (username) => org.seeded.userIds.get(username)!,
    rest: (method, path, body = '', userId = admin) => {
      const url = new URL(path, 'http://localhost');
      return apex.rest(userId, {
        method,
        path: url.pathname,
        query: url.searchParams,
        headers: body === '' ? {} : { 'content-type': 'application/json' },
        body: Buffer.from(body),
        remoteAddress: '127.0.0.1',
      });
    },
    accounts: () => values('SELECT Name FROM Account'),
  };
}

const bodyOf = (outcome: RestOutcome): unknown => JSON.parse(outcome.body!.toString()) as unknown;

test('Apex REST: a method without parameters reads the request and fills the response', (context) => {
  const outcome = fixture(context).rest('GET', '/orders/17?page=2');
  assert.equal(outcome.status, 203);
  assert.equal(outcome.headers['X-Kind'], 'order');
  assert.deepEqual(bodyOf(outcome), {
    uri: '/orders/17',
    path: '/services/apexrest/orders/*',
    page: '2',
    secret: null,
  });
});

test('Apex REST: parameters are the members of the body', (context) => {
  const { rest, accounts } = fixture(context);
  const outcome = rest('POST', '/orders', '{"name":"Harbour","lines":[{"sku":"a","amount":2},{"sku":"b","amount":3}]}');
  assert.deepEqual([outcome.status, bodyOf(outcome)], [200, 5]);
  assert.deepEqual(accounts(), ['Harbour']);
});

test('Apex REST: what an exception ends is rolled back and told', (context) => {
  const { rest, accounts } = fixture(context);
  const outcome = rest('POST', '/orders', '{"name":"Harbour"}');
  assert.equal(outcome.status, 500);
  const [error] = bodyOf(outcome) as { errorCode: string; message: string }[];
  assert.equal(error.errorCode, 'APEX_ERROR');
  assert.match(
    error.message,
    /^System\.IllegalArgumentException: An order needs lines\n\nClass\.Orders\.create: line 18/,
  );
  assert.deepEqual(accounts(), []);
});

test('Apex REST: a method without a value answers with the body that it has set', (context) => {
  const outcome = fixture(context).rest('PUT', '/orders/1', '{"any":"thing"}');
  assert.deepEqual([outcome.status, bodyOf(outcome)], [200, { any: 'thing' }]);
});

test('Apex REST: a member that is no parameter, and a body that is no JSON, are refused', (context) => {
  const { rest } = fixture(context);
  assert.equal(rest('POST', '/orders', '{"nam":"Harbour"}').status, 400);
  assert.equal(rest('POST', '/orders', '{"name":').status, 400);
  assert.equal(rest('POST', '/orders', '[]').status, 400);
});

test('Apex REST: unknown addresses and verbs', (context) => {
  const { rest } = fixture(context);
  assert.deepEqual(bodyOf(rest('GET', '/nothing')), [
    { errorCode: 'NOT_FOUND', message: 'Could not find a match for URL' },
  ]);
  const outcome = rest('DELETE', '/orders/1');
  assert.deepEqual(
    [outcome.status, bodyOf(outcome)],
    [405, [{ errorCode: 'METHOD_NOT_ALLOWED', message: "HTTP Method 'DELETE' not allowed. Allowed are GET,POST,PUT" }]],
  );
});

test('exposed Apex: a class that no permission set grants is refused, whichever way it is called', (context) => {
  const { apex, rest, userId } = fixture(context);
  const [granted, other] = [userId('caller@example.com'), userId('other@example.com')];
  assert.equal(rest('GET', '/orders/1', '', granted).status, 203);
  assert.equal(rest('GET', '/orders/1', '', other).status, 403);
  const outcome = apex.aura(granted, { className: 'Panel', methodName: 'contact', parameters: '{}', wired: false });
  assert.ok(!outcome.ok);
  assert.equal(outcome.body.message, "You do not have access to the Apex class named 'Panel'.");
  assert.equal(apex.invoke(granted, 'Greet', '[{"name":"Ada"}]'), undefined);
  assert.deepEqual(apex.actions(granted), []);
});

test('AuraEnabled: a component gets the fields that the class gives to components', (context) => {
  const { apex, admin } = fixture(context);
  const outcome = apex.aura(admin, {
    className: 'Panel',
    methodName: 'rows',
    parameters: '{"prefix":"r","count":2}',
    wired: true,
  });
  assert.deepEqual(outcome, {
    ok: true,
    value: [
      { label: 'r0', share: 12.5 },
      { label: 'r1', share: 12.5 },
    ],
  });
});

test('AuraEnabled: records come without attributes, parents nested', (context) => {
  const { apex, admin } = fixture(context);
  const outcome = apex.aura(admin, { className: 'Panel', methodName: 'contact', parameters: '{}', wired: false });
  assert.deepEqual(outcome, { ok: true, value: { LastName: 'Northcott', Account: { Name: 'Harbour' } } });
});

test('AuraEnabled: a component is told what an AuraHandledException says', (context) => {
  const { apex, admin } = fixture(context);
  const outcome = apex.aura(admin, { className: 'Panel', methodName: 'refuses', parameters: '{}', wired: false });
  assert.deepEqual(outcome, {
    ok: false,
    status: 500,
    body: {
      exceptionType: 'System.AuraHandledException',
      isUserDefinedException: false,
      message: 'Choose a date first',
      stackTrace: '',
    },
  });
});

test('AuraEnabled: a cacheable method may not write', (context) => {
  const { apex, admin, accounts } = fixture(context);
  const outcome = apex.aura(admin, { className: 'Panel', methodName: 'writes', parameters: '{}', wired: false });
  assert.ok(!outcome.ok);
  assert.match(outcome.body.message, /Too many DML statements: 1/);
  assert.deepEqual(accounts(), []);
});

test('AuraEnabled: a wire may call cacheable methods only', (context) => {
  const { apex, admin } = fixture(context);
  const outcome = apex.aura(admin, { className: 'Panel', methodName: 'contact', parameters: '{}', wired: true });
  assert.ok(!outcome.ok);
  assert.match(outcome.body.message, /cacheable=true/);
});

test('AuraEnabled: a method without the annotation is not there', (context) => {
  const { apex, admin } = fixture(context);
  for (const [className, methodName] of [
    ['Panel', 'internal'],
    ['Panel', 'constructor'],
    ['Nothing', 'rows'],
    ['__proto__', 'rows'],
  ]) {
    const outcome = apex.aura(admin, { className, methodName, parameters: '{}', wired: false });
    assert.ok(!outcome.ok && outcome.status === 404, `${className}.${methodName}`);
  }
});

test('invocable methods: a result for each input, with what the class gives to flows', (context) => {
  const { apex, admin } = fixture(context);
  assert.deepEqual(apex.actions(admin), [{ name: 'Greet', label: 'Greet somebody', description: undefined }]);
  const results = apex.invoke(admin, 'Greet', '[{"name":"Ada"},{"name":"Ben","times":2}]')!;
  assert.deepEqual(
    results.map(({ isSuccess, outputValues }) => [isSuccess, outputValues]),
    [
      [true, { text: 'Hello Ada.' }],
      [true, { text: 'Hello Ben. Hello Ben.' }],
    ],
  );
});

test('invocable methods: an input without a required variable fails all', (context) => {
  const { apex, admin } = fixture(context);
  const results = apex.invoke(admin, 'Greet', '[{"times":1}]')!;
  assert.equal(results[0].isSuccess, false);
  assert.match(results[0].errors![0].message, /Missing required input parameter: name/);
});

/** Names and texts that mean something in JavaScript or SOQL, in data that comes from outside: merge fields, CSV, REST, annotations. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { exposedApex } from '../../src/org/exposed/exposed-apex.ts';
import { LocalOrgService } from '../../src/org/service.ts';
import { SObject } from '../../src/runtime/platform/sobject.ts';
import { compositeRoutes } from '../../src/server/rest/composite.ts';
import { recordToJson } from '../../src/server/rest/records.ts';
import { HttpError } from '../../src/server/errors.ts';
import type { Request } from '../../src/server/http.ts';
import { apexOrg, meta, type ApexOrg } from './apex-org.ts';

const NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty', '${x}', 'a\u2028b'];

test('merge fields of such names are empty, and values are not read as merge fields again', (context) => {
  const { run } = apexOrg(context);
  const fields = NAMES.map((name) => `'{!Contact.' + ${unicode(name)} + '}'`).join(', ');
  assert.deepEqual(
    run(`Contact c = new Contact(LastName = '{!Contact.Id} $& $1', Email = 'a@example.com');
      insert c;
      for (Messaging.RenderEmailTemplateBodyResult r : Messaging.renderEmailTemplate(c.Id, null, new List<String>{ ${fields}, '{!Contact.LastName}', '{!__proto__.constructor}' }))
        System.debug('[' + r.getMergedBody() + ']');`),
    ['[]', '[]', '[]', '[]', '[{!Contact.${x}}]', '[{!Contact.a\u2028b}]', '[{!Contact.Id} $& $1]', '[]'],
  );
});

test('what is given for the Id of a merge source or a template is an Id, and no condition', (context) => {
  const { run } = apexOrg(context);
  assert.deepEqual(
    run(`insert new Contact(LastName = 'Secret');
      String hostile = '003\\' OR Name != \\'';
      try {
        Messaging.renderEmailTemplate(hostile, null, new List<String>{ '{!Contact.LastName}' });
      } catch (StringException e) { System.debug(e.getMessage()); }
      try {
        Messaging.renderStoredEmailTemplate('x\\' OR Name != \\'', null, null);
      } catch (EmailException e) { System.debug('no template'); }`),
    ["Invalid id: 003' OR Name != '", 'no template'],
  );
});

test('a column of a CSV file that is no field is refused by its name', (context) => {
  const resource = meta('StaticResource', '<cacheControl>Private</cacheControl><contentType>text/csv</contentType>');
  const files = Object.fromEntries(
    NAMES.flatMap((name, at) => [
      [`staticresources/rows${at}.csv`, `Name,${name}\nAcme,${name}\n`],
      [`staticresources/rows${at}.resource-meta.xml`, resource],
    ]),
  );
  const { test: runTest } = apexOrg(context, { files });
  const lines = runTest(`for (Integer i = 0; i < ${NAMES.length}; i++) {
      try { Test.loadData(Account.SObjectType, 'rows' + i); System.debug('loaded'); }
      catch (StringException e) { System.debug(e.getMessage()); }
    }`);
  assert.deepEqual(
    lines,
    NAMES.map((name) => `No such column '${name}' on Account`),
  );
});

test('composite requests refuse such fields by name, and take such texts as they are', (context) => {
  const { org, values } = apexOrg(context);
  const post = poster(org);
  for (const name of NAMES) {
    const record = `{"attributes":{"type":"Account","referenceId":"r"},"Name":"x",${JSON.stringify(name)}:"y"}`;
    for (const path of ['sobjects', 'tree/Account']) {
      assert.throws(
        () => post(path, `{"records":[${record}]}`),
        (error) => error instanceof HttpError && error.status === 400 && error.message.includes(`'${name}'`),
        `${path} ${name}`,
      );
    }
  }
  for (const body of ['{"records":{}}', '{"__proto__":{"records":[]}}', '{"records":[null]}']) {
    assert.throws(() => post('sobjects', body), HttpError, body);
  }
  const children = '{"attributes":{"type":"Account","referenceId":"r"},"Name":"x","Contacts":null}';
  assert.throws(() => post('tree/Account', `{"records":[${children}]}`), HttpError);
  const names = NAMES.map((name) => `{"attributes":{"type":"Account"},"Name":${JSON.stringify(name)}}`);
  post('sobjects', `{"records":[${names.join(',')}]}`);
  assert.deepEqual(values('SELECT Name FROM Account ORDER BY CreatedDate, Id'), NAMES);
  assert.equal(({} as Record<string, unknown>)['y'], undefined);
});

test('a row of an aggregate query keeps each alias as a member of its own', () => {
  const row = new SObject('AggregateResult', undefined, new Map(NAMES.map((name, at) => [name, at])), true);
  const json = JSON.parse(JSON.stringify(recordToJson(row, '67.0'))) as object;
  assert.deepEqual(
    Object.entries(json).filter(([name]) => name !== 'attributes'),
    NAMES.map((name, at) => [name, at]),
  );
});

test('the values of annotations are texts', (context) => {
  const hostile = ['`${x}`', '\\u2028', '*/ } process.exit(1); /*', '__proto__'].join(' ');
  const { org } = apexOrg(context, {
    classes: {
      Act: `public class Act {
        @InvocableMethod(label='constructor' description='${hostile}')
        public static void run(List<String> names) {}
      }`,
      Paths: `@RestResource(urlMapping='/__proto__.*+(/*') global class Paths {
        @HttpGet global static String read() { return RestContext.request.requestURI; }
      }`,
    },
  });
  const apex = exposedApex(org);
  const admin = org.seeded.adminId;
  const [action] = apex.actions(admin);
  assert.deepEqual([action.label, action.description], ['constructor', hostile.replace('\\u2028', '\u2028')]);
  const get = (path: string): unknown =>
    apex.rest(admin, {
      method: 'GET',
      path,
      query: new URLSearchParams(),
      headers: {},
      body: Buffer.alloc(0),
      remoteAddress: '127.0.0.1',
    });
  assert.equal((get('/__proto__.*+(/x') as { status: number }).status, 200);
  assert.notEqual((get('/__proto__abc(/x') as { status: number } | undefined)?.status, 200);
});

function poster(org: ApexOrg['org']): (path: string, body: string) => unknown {
  const routes = compositeRoutes(new LocalOrgService(org), /\d+\.\d/);
  return (path, body) => {
    const address = `/services/data/v67.0/composite/${path}`;
    const route = routes.find(({ method, pattern }) => method === 'POST' && pattern.test(address))!;
    const request = {
      method: 'POST',
      path: address,
      query: new URLSearchParams(),
      headers: {},
      body: Buffer.from(body),
      session: { userId: org.seeded.adminId },
      parameters: route.pattern.exec(address)!.slice(1),
    };
    return route.handle(request as unknown as Request);
  };
}

const unicode = (text: string): string => `'${text.replace(/\u2028/g, '\\u2028')}'`;

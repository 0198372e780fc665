/** The routes of the page shell: logging in, who may do what, and requests that another site could forge. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Bootstrap, PageView } from '../../src/server/shell/contract.ts';
import { ADMIN, CLERK, FakeOrg } from './fake-org.ts';
import { projectSchema } from './project.ts';
import { serveFake, type TestServer } from './server.ts';

interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: T;
}

describe('the routes of the page shell', () => {
  const { schema, remove } = projectSchema();
  const org = new FakeOrg(schema);
  const directory = mkdtempSync(join(tmpdir(), 'local-org-routes-'));
  let server: TestServer;

  before(async () => {
    writeFileSync(join(directory, 'app.js'), 'export {};\n');
    writeFileSync(join(directory, 'secret.txt'), 'not for the browser');
    server = await serveFake(org, directory);
  });
  after(async () => {
    await server.close();
    remove();
    rmSync(directory, { recursive: true, force: true });
  });

  async function call<T>(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: unknown,
  ): Promise<Answer<T>> {
    const response = await fetch(server.url + path, {
      method,
      headers,
      redirect: 'manual',
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson ? JSON.parse(text) : undefined) as T,
    };
  }

  const cookieOf = (userId: string): Record<string, string> => ({
    cookie: `sid=${encodeURIComponent(server.sessions.open(userId))}`,
  });
  const own = (userId: string): Record<string, string> => ({ ...cookieOf(userId), origin: server.url });
  const setCookie = (answer: Answer): Record<string, string> => ({
    cookie: answer.headers.get('set-cookie')!.split(';')[0],
    origin: server.url,
  });

  it('logs a browser in by a link, with a cookie that scripts and other sites cannot use', async () => {
    const answer = await call('GET', `/secur/frontdoor.jsp?otp=${server.sessions.link(ADMIN.id)}`);
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get('location'), '/lightning/');
    const cookie = answer.headers.get('set-cookie')!;
    assert.match(cookie, /^sid=[^;]+; Path=\/; HttpOnly; SameSite=Strict$/);
    const page = await call('GET', '/lightning/page/home', setCookie(answer));
    assert.equal(page.status, 200);
    assert.match(page.text, /<script type="module" src="\/assets\/app\.js">/);
  });

  it('goes on to a page of the org only', async () => {
    const code = server.sessions.link(ADMIN.id);
    const location = async (retUrl: string): Promise<string | null> =>
      (await call('GET', `/secur/frontdoor.jsp?otp=${code}&retURL=${encodeURIComponent(retUrl)}`)).headers.get(
        'location',
      );
    assert.equal(await location('/lightning/o/Contact/list'), '/lightning/o/Contact/list');
    assert.equal(await location('//elsewhere.example/lightning/'), '/lightning/');
    assert.equal(await location('/lightning/\r\nx: y'), '/lightning/');
  });

  it('tells a browser without a session how to get one', async () => {
    for (const path of ['/lightning/', '/secur/frontdoor.jsp?otp=wrong', '/secur/frontdoor.jsp']) {
      const answer = await call('GET', path);
      assert.equal(answer.status, 401, path);
      assert.match(answer.text, /Not logged in/);
      assert.equal(answer.headers.get('set-cookie'), null);
    }
    assert.equal((await call('GET', '/local-org/bootstrap')).status, 401);
    assert.equal((await call('GET', '/assets/app.js')).status, 401);
  });

  it('forbids the page to load or run anything from elsewhere', async () => {
    const { headers } = await call('GET', '/lightning/', cookieOf(ADMIN.id));
    const policy = headers.get('content-security-policy')!;
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self'(;|$)/);
    assert.match(policy, /connect-src 'self'(;|$)/);
    assert.match(policy, /frame-ancestors 'none'/);
  });

  it('serves files of the shell and nothing beside them', async () => {
    const ok = await call('GET', '/assets/app.js', cookieOf(ADMIN.id));
    assert.equal(ok.status, 200);
    assert.match(ok.headers.get('content-type')!, /^text\/javascript/);
    for (const path of [
      '/assets/secret.txt',
      '/assets/nowhere.js',
      '/assets/%2e%2e/%2e%2e/etc/passwd',
      '/assets/..%2f..%2fx.js',
      '/assets/%00.js',
    ]) {
      assert.equal((await call('GET', path, cookieOf(ADMIN.id))).status, 404, path);
    }
  });

  it('knows the apps with the tabs that the user can see', async () => {
    org.hiddenObjects.add('Opportunity');
    const { body } = await call<Bootstrap>('GET', '/local-org/bootstrap', cookieOf(CLERK.id));
    org.hiddenObjects.clear();
    assert.deepEqual(body.me.username, 'clerk@example.com');
    assert.equal(body.apiVersion, '67.0');
    assert.equal(body.now, '2026-03-01T09:00:00.000Z');
    const desk = body.apps.find((app) => app.name === 'Desk')!;
    assert.deepEqual(
      desk.tabs.map((tab) => `${tab.label}:${tab.target}`),
      ['Accounts:Account', 'Contacts:Contact'],
    );
    assert.equal(body.objects.find((object) => object.name === 'Case')!.nameField, 'CaseNumber');
    assert.equal(
      body.objects.some((object) => object.name === 'Opportunity'),
      false,
    );
    assert.deepEqual([body.canAdminister, body.users], [false, []]);
  });

  it('gives an object the record page of its app, its layout and its list views', async () => {
    const { body } = await call<PageView>('GET', '/local-org/page?object=contact&app=Desk', cookieOf(ADMIN.id));
    assert.equal(body.object, 'Contact');
    assert.deepEqual(
      body.recordPage!.regions.map((region) => region.name),
      ['header', 'main', 'sidebar'],
    );
    assert.equal(body.recordPage!.regions[1].components[0].name, 'c:greeting');
    const account = (await call<PageView>('GET', '/local-org/page?object=Account', cookieOf(ADMIN.id))).body;
    assert.deepEqual(
      [account.recordPage, account.layout, account.listViews.map((view) => view.label)],
      [null, null, ['Big Ones']],
    );
    assert.equal((await call('GET', '/local-org/page?object=Nowhere', cookieOf(ADMIN.id))).status, 404);
    org.hiddenObjects.add('Contact');
    assert.equal((await call('GET', '/local-org/page?object=Contact', cookieOf(CLERK.id))).status, 404);
    org.hiddenObjects.clear();
  });

  it('moves the clock forward for an administrator and reports the jobs that ran', async () => {
    org.jobs = [{ id: '707', kind: 'BatchApex', name: 'Purge', status: 'Completed', error: undefined }];
    const to = '2026-03-02T09:00:00.000Z';
    const { status, body } = await call<{ now: string; jobs: unknown[] }>('POST', '/local-org/clock', own(ADMIN.id), {
      to,
    });
    assert.equal(status, 200);
    assert.deepEqual([body.now, body.jobs.length], [to, 1]);
    assert.deepEqual((await call('GET', '/local-org/clock', cookieOf(CLERK.id))).body, { now: to });
  });

  it('refuses to move the clock back, to no time at all, or for anybody else', async () => {
    const back = await call<{ message: string }[]>('POST', '/local-org/clock', own(ADMIN.id), {
      to: '2020-01-01T00:00:00Z',
    });
    assert.deepEqual([back.status, back.body[0].message], [400, 'The clock moves forward only']);
    for (const to of ['soon', 5, null])
      assert.equal((await call('POST', '/local-org/clock', own(ADMIN.id), { to })).status, 400);
    assert.equal((await call('POST', '/local-org/clock', own(CLERK.id), { to: '2030-01-01T00:00:00Z' })).status, 403);
  });

  it('lets an administrator act as another user and come back', async () => {
    const there = await call('POST', '/local-org/switch-user', own(ADMIN.id), { username: CLERK.username });
    assert.equal(there.status, 200);
    const asClerk = setCookie(there);
    const { body } = await call<Bootstrap>('GET', '/local-org/bootstrap', asClerk);
    assert.deepEqual([body.me.username, body.canAdminister, body.users.length], [CLERK.username, true, 2]);
    const back = await call('POST', '/local-org/switch-user', asClerk, { username: ADMIN.username });
    assert.equal(
      (await call<Bootstrap>('GET', '/local-org/bootstrap', setCookie(back))).body.me.username,
      ADMIN.username,
    );
    assert.equal((await call('GET', '/local-org/bootstrap', asClerk)).status, 401);
  });

  it('gives an administrator a session of another user that has that user rights only', async () => {
    const { body } = await call<{ sessionId: string; userId: string }>('POST', '/local-org/login-as', own(ADMIN.id), {
      username: CLERK.username,
    });
    assert.equal(body.userId, CLERK.id);
    const bearer = { authorization: `Bearer ${body.sessionId}` };
    assert.equal((await call<Bootstrap>('GET', '/local-org/bootstrap', bearer)).body.canAdminister, false);
    assert.equal((await call('POST', '/local-org/login-as', bearer, { username: ADMIN.username })).status, 403);
  });

  it('refuses to act as somebody else for a user who is no administrator, or as nobody', async () => {
    for (const path of ['/local-org/login-as', '/local-org/switch-user']) {
      assert.equal((await call('POST', path, own(CLERK.id), { username: ADMIN.username })).status, 403);
      assert.equal((await call('POST', path, own(ADMIN.id), { username: 'nobody@example.com' })).status, 404);
      assert.equal((await call('POST', path, own(ADMIN.id), {})).status, 404);
    }
  });

  it('logs out: the cookie is gone, and so is the session', async () => {
    const session = own(ADMIN.id);
    const answer = await call('POST', '/local-org/logout', session);
    assert.equal(answer.status, 204);
    assert.match(answer.headers.get('set-cookie')!, /^sid=;.*Max-Age=0/);
    assert.equal((await call('GET', '/local-org/bootstrap', session)).status, 401);
  });

  it('refuses a changing request that rests on the cookie alone, and one of another site', async () => {
    const cookie = cookieOf(ADMIN.id);
    assert.equal(await bare('/local-org/logout', cookie), 403);
    assert.equal(await bare('/local-org/logout', { ...cookie, origin: 'http://elsewhere.example' }), 403);
    assert.equal(await bare('/local-org/logout', { ...cookie, 'x-requested-with': 'local-org' }), 204);
  });

  /** fetch adds headers of its own; this does not. */
  function bare(path: string, headers: Record<string, string>): Promise<number> {
    return new Promise((resolve, reject) => {
      const outgoing = request(server.url + path, { method: 'POST', headers }, (incoming) => {
        incoming.resume();
        resolve(incoming.statusCode!);
      });
      outgoing.on('error', reject);
      outgoing.end();
    });
  }
});

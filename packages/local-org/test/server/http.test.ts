import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { HttpError } from '../../src/server/errors.ts';
import { json, listen, parseObject, type Listening, type Route } from '../../src/server/http.ts';
import { Sessions } from '../../src/server/sessions.ts';

const ORGANIZATION = '00D000000000001EAA';

const routes: Route[] = [
  { method: 'GET', pattern: /^\/who$/, handle: (request) => json(200, { userId: request.session!.userId }) },
  {
    method: 'POST',
    pattern: /^\/echo\/([^/]+)$/,
    handle: (request) => json(200, { ...parseObject(request), part: request.parameters[0] }),
  },
  { method: 'GET', pattern: /^\/open$/, open: true, handle: () => json(200, { session: false }) },
  {
    method: 'GET',
    pattern: /^\/refuses$/,
    handle: () => {
      throw new HttpError(400, 'INVALID_FIELD', 'No such column', ['Nope']);
    },
  },
  {
    method: 'GET',
    pattern: /^\/breaks$/,
    handle: () => {
      throw new Error('a secret detail');
    },
  },
];

describe('the HTTP server of the local org', () => {
  const sessions = new Sessions(ORGANIZATION);
  const internal: unknown[] = [];
  let server: Listening;
  let sessionId: string;

  before(async () => {
    server = await listen({ port: 0, sessions, routes, onInternalError: (error) => internal.push(error) });
    sessionId = sessions.open('005000000000001AAA');
  });
  after(() => server.close());

  /** Raw, since fetch would not let a test forge Host and Origin. */
  function send(
    path: string,
    options: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<{ status: number; body: unknown }> {
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        { host: '127.0.0.1', port: server.port, path, method: options.method ?? 'GET', headers: options.headers ?? {} },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('end', () =>
            resolve({ status: incoming.statusCode!, body: JSON.parse(Buffer.concat(chunks).toString()) as unknown }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(options.body);
    });
  }

  const bearer = (): Record<string, string> => ({ authorization: `Bearer ${sessionId}` });

  it('answers a request that carries a session', async () => {
    assert.deepEqual(await send('/who', { headers: bearer() }), {
      status: 200,
      body: { userId: '005000000000001AAA' },
    });
  });

  it('takes the session from the cookie of the page too', async () => {
    assert.equal((await send('/who', { headers: { cookie: `sid=${encodeURIComponent(sessionId)}` } })).status, 200);
  });

  it('refuses a request without a session', async () => {
    assert.deepEqual(await send('/who'), {
      status: 401,
      body: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
    });
  });

  it('refuses a session that it never opened, and one that was closed', async () => {
    assert.equal((await send('/who', { headers: { authorization: 'Bearer 00D000000000001!forged' } })).status, 401);
    const closed = sessions.open('005000000000002AAA');
    sessions.close(closed);
    assert.equal((await send('/who', { headers: { authorization: `Bearer ${closed}` } })).status, 401);
  });

  it('does not tell an unknown path from a known one to somebody without a session', async () => {
    assert.equal((await send('/nowhere')).status, 401);
  });

  it('answers 404 for an unknown path and 405 for a method that the path does not have', async () => {
    assert.equal((await send('/nowhere', { headers: bearer() })).status, 404);
    assert.equal((await send('/who', { method: 'DELETE', headers: bearer() })).status, 405);
  });

  it('refuses a foreign Host, so that a rebound DNS name reaches nothing', async () => {
    assert.equal((await send('/open', { headers: { host: 'attacker.example' } })).status, 403);
    assert.equal((await send('/open', { headers: { host: `127.0.0.1:${server.port + 1}` } })).status, 403);
  });

  it('refuses a foreign Origin even with a session', async () => {
    assert.equal((await send('/who', { headers: { ...bearer(), origin: 'https://attacker.example' } })).status, 403);
    assert.equal((await send('/who', { headers: { ...bearer(), origin: 'null' } })).status, 403);
  });

  it('accepts its own Origin', async () => {
    assert.equal(
      (await send('/who', { headers: { ...bearer(), origin: `http://127.0.0.1:${server.port}` } })).status,
      200,
    );
  });

  it('collapses the double slash that clients make of an instance URL with a trailing one', async () => {
    assert.equal((await send('//who', { headers: bearer() })).status, 200);
  });

  it('decodes the parts of a path and refuses a malformed escape', async () => {
    const headers = bearer();
    assert.deepEqual((await send('/echo/a%2Fb', { method: 'POST', headers, body: '{"x":1}' })).body, {
      x: 1,
      part: 'a/b',
    });
    assert.equal((await send('/echo/%E0%A4%A', { method: 'POST', headers, body: '{}' })).status, 400);
  });

  it('names what is wrong with a body that is no JSON object', async () => {
    const answer = await send('/echo/a', { method: 'POST', headers: bearer(), body: '{"x":' });
    assert.equal(answer.status, 400);
    assert.equal((answer.body as { errorCode: string }[])[0].errorCode, 'JSON_PARSER_ERROR');
    assert.equal((await send('/echo/a', { method: 'POST', headers: bearer(), body: '[1]' })).status, 400);
  });

  it('gives an error the shape of the REST API, with its fields', async () => {
    assert.deepEqual(await send('/refuses', { headers: bearer() }), {
      status: 400,
      body: [{ message: 'No such column', errorCode: 'INVALID_FIELD', fields: ['Nope'] }],
    });
  });

  it('keeps the details of its own faults out of the answer and hands them to the log', async () => {
    const answer = await send('/breaks', { headers: bearer() });
    assert.equal(answer.status, 500);
    assert.doesNotMatch(JSON.stringify(answer.body), /secret/);
    assert.match(String(internal.at(-1)), /a secret detail/);
  });

  it('says which port is in use', async () => {
    await assert.rejects(
      listen({ port: server.port, sessions, routes, onInternalError: () => {} }),
      new RegExp(`Port ${server.port} on 127.0.0.1 is in use`),
    );
  });
});

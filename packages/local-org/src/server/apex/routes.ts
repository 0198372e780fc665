/** Apex REST, the Actions API for invocable methods, and the calls of Lightning web components. */
import { HttpError, notFound } from '../errors.ts';
import { json, parseObject, type Request, type Response, type Route } from '../http.ts';
import type { ExposedApex } from './contract.ts';

const APEX_REST = /^\/services\/apexrest(\/.*)$/;

export function exposedApexRoutes(apex: ExposedApex, version: RegExp): Route[] {
  const actions = `^/services/data/v(?:${version.source})/actions/custom/apex`;
  return [
    ...['DELETE', 'GET', 'PATCH', 'POST', 'PUT'].map((method): Route => ({
      method,
      pattern: APEX_REST,
      handle: (request) => callRest(apex, request),
    })),
    {
      method: 'GET',
      pattern: new RegExp(`${actions}/?$`),
      handle: ({ session }) =>
        json(200, { actions: apex.actions(session!.userId).map((action) => ({ ...action, type: 'APEX' })) }),
    },
    {
      method: 'POST',
      pattern: new RegExp(`${actions}/(\\w+)/?$`),
      handle: (request) => invoke(apex, request),
    },
    { method: 'POST', pattern: /^\/local-org\/apex$/, handle: (request) => callAura(apex, request) },
  ];
}

function callRest(apex: ExposedApex, request: Request): Response {
  const { method, path, query, headers, body, session } = request;
  const texts = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return apex.rest(session!.userId, {
    method,
    path: APEX_REST.exec(path)![1],
    query,
    // the session is the org's business, as on the platform
    headers: Object.fromEntries(texts.filter(([name]) => name !== 'authorization' && name !== 'cookie')) as Record<
      string,
      string
    >,
    body,
    remoteAddress: '127.0.0.1',
  });
}

function invoke(apex: ExposedApex, request: Request): Response {
  const { inputs } = parseObject(request);
  if (!Array.isArray(inputs))
    throw new HttpError(400, 'INVALID_INPUT', 'The member "inputs" must be a list of objects', ['inputs']);
  const results = apex.invoke(request.session!.userId, request.parameters[0], JSON.stringify(inputs));
  if (results === undefined) throw notFound();
  return json(results.every((result) => result.isSuccess) ? 200 : 400, results);
}

/** `{ classname, method, params, wired }` */
function callAura(apex: ExposedApex, request: Request): Response {
  const { classname, method, params, wired } = parseObject(request);
  if (typeof classname !== 'string' || typeof method !== 'string')
    throw new HttpError(400, 'INVALID_INPUT', 'The members "classname" and "method" must be texts');
  const outcome = apex.aura(request.session!.userId, {
    className: classname,
    methodName: method,
    parameters: JSON.stringify(params ?? {}),
    wired: wired === true,
  });
  return outcome.ok ? json(200, { value: outcome.value }) : json(outcome.status, outcome.body);
}

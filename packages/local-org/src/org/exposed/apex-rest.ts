/**
 * Apex REST: `/services/apexrest/...` calls the class whose urlMapping fits. Source: Apex Developer Guide, "Exposing Apex Classes
 * as REST Web Services", "Apex REST Annotations", "Apex REST Methods".
 */
import { RestRequest, RestResponse, restContext } from '../../runtime/platform/rest.ts';
import { JsonReader } from '../../runtime/library/json-deserialize.ts';
import { serialize } from '../../runtime/library/json-serialize.ts';
import type { ApexMap } from '../../runtime/library/map.ts';
import type { MethodMeta, ClassMeta } from '../../runtime/kernel/object.ts';
import type { RestCall, RestOutcome } from '../../server/apex/contract.ts';
import { ApexBlob } from '../../values/blob.ts';
import type { LocalOrg } from '../local-org.ts';
import { namedArguments } from './arguments.ts';
import { annotationNamed, call, mayCall, thrownBy } from './methods.ts';

const VERBS: Readonly<Record<string, string>> = {
  DELETE: 'httpdelete',
  GET: 'httpget',
  PATCH: 'httppatch',
  POST: 'httppost',
  PUT: 'httpput',
};
const ROOT = '/services/apexrest';
const JSON_TYPE = 'application/json';

interface Resource {
  readonly meta: ClassMeta;
  readonly mapping: string;
}

export function callRest(org: LocalOrg, userId: string, request: RestCall): RestOutcome {
  const resource = resourceAt(org, request.path);
  if (resource === undefined) return failed(404, 'NOT_FOUND', 'Could not find a match for URL');
  const verbs = verbsOf(resource.meta);
  const method = verbs.get(request.method);
  if (method === undefined) {
    const allowed = [...verbs.keys()].join(',');
    return failed(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${request.method}' not allowed. Allowed are ${allowed}`);
  }
  if (!mayCall(org, userId, resource.meta))
    return failed(403, 'FORBIDDEN', `You do not have access to the Apex class named '${resource.meta.name}'.`);
  const isJson = /^\s*(application\/json|$)/i.test(request.headers['content-type'] ?? '');
  if (method.parameters.length > 0 && request.body.length > 0 && !isJson)
    return failed(415, 'UNSUPPORTED_MEDIA_TYPE', `Content-Type not supported: ${request.headers['content-type']}`);
  try {
    return org.transaction(userId, 'rest', () => {
      const args = argumentsFrom(method, request.body);
      if (typeof args === 'string') return failed(400, 'JSON_PARSER_ERROR', args);
      return respond(resource, method, request, args);
    });
  } catch (error) {
    const thrown = thrownBy(error);
    const trace = thrown['getStackTraceString()']();
    return failed(500, 'APEX_ERROR', `${thrown.message}\n\n${trace}`);
  }
}

function respond(resource: Resource, method: MethodMeta, request: RestCall, args: readonly unknown[]): RestOutcome {
  const context = restContext();
  context.request = requestOf(request, resource.mapping);
  context.response = new RestResponse();
  const result = call({ meta: resource.meta, method, annotation: method.annotations[0] }, args);
  const response = context.response;
  const headers: Record<string, string> = {};
  for (const [name, value] of response?.f_headers.entries() ?? []) headers[String(name)] = String(value);
  const status = response?.f_statusCode ?? 200;
  if (method.returnType !== undefined) {
    const body = Buffer.from(serialize(result, false, false));
    return { status, headers: { 'Content-Type': `${JSON_TYPE};charset=UTF-8`, ...headers }, body };
  }
  const bytes = response?.f_responseBody?.bytes;
  return { status, headers, body: bytes === undefined ? undefined : Buffer.from(bytes) };
}

/** An exact mapping comes before one with a wildcard, a longer one before a shorter. Mappings mind case. */
function resourceAt(org: LocalOrg, path: string): Resource | undefined {
  const resources = [...org.program.classes.values()].flatMap((meta): Resource[] => {
    const mapping = annotationNamed(meta, 'restresource')?.parameters['urlmapping'];
    return mapping === undefined ? [] : [{ meta, mapping }];
  });
  const fits = resources.filter(({ mapping }) =>
    mapping.endsWith('/*')
      ? path === mapping.slice(0, -2) || path.startsWith(mapping.slice(0, -1))
      : path === mapping || path === `${mapping}/`,
  );
  const rank = ({ mapping }: Resource): number => (mapping.endsWith('*') ? mapping.length : Infinity);
  return fits.sort((a, b) => rank(b) - rank(a))[0];
}

/** HTTP verb -> method, in the order of the source. */
function verbsOf(meta: ClassMeta): ReadonlyMap<string, MethodMeta> {
  return new Map(
    Object.entries(VERBS).flatMap(([verb, annotation]) => {
      const method = meta.methods.find((one) => one.isStatic && annotationNamed(one, annotation) !== undefined);
      return method === undefined ? [] : [[verb, method] as const];
    }),
  );
}

/** Parameters by the names of the members of a JSON object; a sentence where the body does not fit. */
function argumentsFrom(method: MethodMeta, body: Buffer): readonly unknown[] | string {
  if (method.parameters.length === 0) return [];
  if (body.length === 0) return method.parameters.map(() => null);
  try {
    return namedArguments(method.parameters, new JsonReader(body.toString('utf8'), false));
  } catch (error) {
    return thrownBy(error)['getMessage()']() ?? '';
  }
}

function requestOf(call: RestCall, mapping: string): RestRequest {
  const request = new RestRequest();
  const fill = (map: ApexMap, entries: Iterable<readonly [string, string]>): void => {
    for (const [name, value] of entries) map.put(name, value);
  };
  fill(request.f_headers, Object.entries(call.headers));
  fill(request.f_params, call.query);
  request.f_httpMethod = call.method;
  request.f_remoteAddress = call.remoteAddress;
  request.f_requestBody = new ApexBlob(call.body);
  request.f_requestURI = call.path;
  request.f_resourcePath = ROOT + mapping;
  return request;
}

function failed(status: number, errorCode: string, message: string): RestOutcome {
  const body = Buffer.from(JSON.stringify([{ errorCode, message }]));
  return { status, headers: { 'Content-Type': `${JSON_TYPE};charset=UTF-8` }, body };
}

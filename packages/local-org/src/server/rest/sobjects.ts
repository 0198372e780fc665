/** `sobjects`: describe, and one record at a time by Id or by external id. */
import type { RowResult } from '../../runtime/ports.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import { HttpError, notFound } from '../errors.ts';
import { json, parseObject, type Request, type Response, type Route } from '../http.ts';
import type { OrgService } from '../service.ts';
import { describeGlobal, describeObject } from './describe.ts';
import { runQuery } from './query.ts';
import { fieldNamed, objectNamed, recordFromJson, recordToJson } from './records.ts';
import { fromJson } from '../values.ts';

export function sobjectRoutes(org: OrgService, version: RegExp): Route[] {
  const at = (path: string): RegExp => new RegExp(`^/services/data/v(${version.source})/sobjects${path}/?$`);
  const name = '([A-Za-z]\\w*)';
  const key = '([^/]+)';
  return [
    { method: 'GET', pattern: at(''), handle: (request) => json(200, describeGlobal(org, request.session!.userId)) },
    {
      method: 'GET',
      pattern: at(`/${name}/describe`),
      handle: (request) => json(200, describeObject(org, request.session!.userId, visible(org, request))),
    },
    { method: 'POST', pattern: at(`/${name}`), handle: (request) => create(org, request) },
    {
      method: 'GET',
      pattern: at(`/${name}/${key}`),
      handle: (request) => read(org, request, 'Id', request.parameters[2]),
    },
    { method: 'PATCH', pattern: at(`/${name}/${key}`), handle: (request) => update(org, request) },
    { method: 'DELETE', pattern: at(`/${name}/${key}`), handle: (request) => remove(org, request) },
    {
      method: 'GET',
      pattern: at(`/${name}/${name}/${key}`),
      handle: (request) => read(org, request, request.parameters[2], request.parameters[3]),
    },
    { method: 'PATCH', pattern: at(`/${name}/${name}/${key}`), handle: (request) => upsert(org, request) },
  ];
}

/** The object of the path, as far as the user may see it at all. */
function visible(org: OrgService, request: Request): ReturnType<typeof objectNamed> {
  const object = objectNamed(org.schema, request.parameters[1]);
  if (!org.objectAccess(request.session!.userId, object.name).read) throw notFound();
  return object;
}

function create(org: OrgService, request: Request): Response {
  const object = visible(org, request);
  const body = parseObject(request);
  if (Object.keys(body).some((key) => key.toLowerCase() === 'id')) {
    throw new HttpError(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.', ['Id']);
  }
  const record = recordFromJson(org.schema, object, body);
  const result = single(org.write(request.session!.userId, { operation: 'insert', rows: [record], allOrNone: true }));
  return json(
    201,
    { id: result.id, success: true, errors: [] },
    { location: `/services/data/v${request.parameters[0]}/sobjects/${object.name}/${result.id}` },
  );
}

function read(org: OrgService, request: Request, keyName: string, keyValue: string): Response {
  const object = visible(org, request);
  const userId = request.session!.userId;
  const keyField = fieldNamed(object, keyName);
  const wanted = request.query
    .get('fields')
    ?.split(',')
    .map((field) => fieldNamed(object, field.trim()).name);
  const fields =
    wanted ??
    [...object.fields.values()].filter((f) => org.fieldAccess(userId, object.name, f.name).read).map((f) => f.name);
  const soql = `SELECT ${[...new Set(['Id', ...fields])].join(', ')} FROM ${object.name} WHERE ${keyField.name} = '${escapeSoql(keyValue)}' LIMIT 2`;
  const { rows } = runQuery(org, userId, soql);
  if (rows.length === 0) throw notFound('Provided external ID field does not exist or is not accessible: ' + keyValue);
  return json(200, recordToJson(rows[0], request.parameters[0]));
}

function update(org: OrgService, request: Request): Response {
  const object = visible(org, request);
  const record = recordFromJson(org.schema, object, withoutId(parseObject(request)));
  record.poke('Id', fromJson(fieldNamed(object, 'Id'), request.parameters[2]));
  single(org.write(request.session!.userId, { operation: 'update', rows: [record], allOrNone: true }));
  return { status: 204 };
}

function upsert(org: OrgService, request: Request): Response {
  const object = visible(org, request);
  const keyField = fieldNamed(object, request.parameters[2]);
  if (!keyField.externalId && keyField.name !== 'Id')
    throw notFound(`Provided external ID field does not exist or is not accessible: ${keyField.name}`);
  const record = recordFromJson(org.schema, object, withoutId(parseObject(request)));
  record.poke(keyField.name, fromJson(keyField, request.parameters[3]));
  const result = single(
    org.write(request.session!.userId, {
      operation: 'upsert',
      rows: [record],
      allOrNone: true,
      externalIdField: keyField.name,
    }),
  );
  return json(result.created ? 201 : 200, { id: result.id, success: true, errors: [], created: result.created });
}

function remove(org: OrgService, request: Request): Response {
  const object = visible(org, request);
  const record = new SObject(object.name, object);
  record.poke('Id', fromJson(fieldNamed(object, 'Id'), request.parameters[2]));
  single(org.write(request.session!.userId, { operation: 'delete', rows: [record], allOrNone: true }));
  return { status: 204 };
}

function withoutId(body: Record<string, unknown>): Record<string, unknown> {
  if (Object.keys(body).some((key) => key.toLowerCase() === 'id')) {
    throw new HttpError(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.', ['Id']);
  }
  return body;
}

/** The one result, or its first error with the status that the REST API gives it. */
function single(results: readonly RowResult[]): RowResult {
  const result = results[0];
  if (result.success) return result;
  const [error] = result.errors;
  const status =
    error.statusCode === 'ENTITY_IS_DELETED' || error.statusCode === 'INVALID_CROSS_REFERENCE_KEY'
      ? 404
      : /^INSUFFICIENT_ACCESS/.test(error.statusCode)
        ? 403
        : 400;
  throw new HttpError(status, error.statusCode, error.message, error.fields);
}

export function escapeSoql(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}

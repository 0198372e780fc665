/** `composite/sobjects` (collections of up to 200 records) and `composite/tree` (parents with their children). */
import type { RowResult } from '../../runtime/ports.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import { HttpError } from '../errors.ts';
import { json, parseObject, type Request, type Response, type Route } from '../http.ts';
import type { OrgService, TreeNode, WriteRequest } from '../service.ts';
import { fromJson } from '../values.ts';
import { fieldNamed, objectNamed, recordFromJson } from './records.ts';

const MAXIMUM_RECORDS = 200;

export function compositeRoutes(org: OrgService, version: RegExp): Route[] {
  const at = (path: string): RegExp => new RegExp(`^/services/data/v(${version.source})/composite/${path}/?$`);
  return [
    { method: 'POST', pattern: at('sobjects'), handle: (request) => collection(org, request, 'insert') },
    { method: 'PATCH', pattern: at('sobjects'), handle: (request) => collection(org, request, 'update') },
    { method: 'PATCH', pattern: at('sobjects/(\\w+)/(\\w+)'), handle: (request) => upsertCollection(org, request) },
    { method: 'DELETE', pattern: at('sobjects'), handle: (request) => deleteCollection(org, request) },
    { method: 'POST', pattern: at('tree/(\\w+)'), handle: (request) => tree(org, request) },
  ];
}

type JsonRecord = Record<string, unknown>;

function recordsOf(body: JsonRecord): JsonRecord[] {
  const records = (body as { records?: unknown } | null)?.records;
  if (!Array.isArray(records)) throw new HttpError(400, 'JSON_PARSER_ERROR', 'The request body needs a list "records"');
  if (records.length > MAXIMUM_RECORDS)
    throw new HttpError(400, 'EXCEEDED_ID_LIMIT', `The number of records exceeds the limit of ${MAXIMUM_RECORDS}`);
  return records.map((record: unknown, index) => {
    if (typeof record !== 'object' || record === null || Array.isArray(record))
      throw new HttpError(400, 'JSON_PARSER_ERROR', `records[${index}] is not an object`);
    return record as JsonRecord;
  });
}

function typeOf(record: JsonRecord, index: number): string {
  const type = (record.attributes as { type?: unknown } | undefined)?.type;
  if (typeof type !== 'string') throw new HttpError(400, 'INVALID_INPUT', `records[${index}] needs attributes.type`);
  return type;
}

function collection(org: OrgService, request: Request, operation: 'insert' | 'update'): Response {
  const body = parseObject(request);
  const rows = recordsOf(body).map((record, index) => {
    const object = objectNamed(org.schema, typeOf(record, index));
    const { id, ...rest } = record;
    const row = recordFromJson(org.schema, object, rest);
    if (id !== undefined) row.poke('Id', fromJson(fieldNamed(object, 'Id'), id));
    return row;
  });
  return write(org, request, { operation, rows, allOrNone: body.allOrNone === true });
}

function upsertCollection(org: OrgService, request: Request): Response {
  const body = parseObject(request);
  const object = objectNamed(org.schema, request.parameters[1]);
  const keyField = fieldNamed(object, request.parameters[2]);
  const rows = recordsOf(body).map((record, index) => {
    if (typeOf(record, index).toLowerCase() !== object.name.toLowerCase()) {
      throw new HttpError(400, 'INVALID_INPUT', `records[${index}] is not of the type ${object.name}`);
    }
    return recordFromJson(org.schema, object, record);
  });
  return write(org, request, {
    operation: 'upsert',
    rows,
    allOrNone: body.allOrNone === true,
    externalIdField: keyField.name,
  });
}

function deleteCollection(org: OrgService, request: Request): Response {
  const ids = (request.query.get('ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0) throw new HttpError(400, 'INVALID_INPUT', 'The parameter "ids" is missing');
  if (ids.length > MAXIMUM_RECORDS)
    throw new HttpError(400, 'EXCEEDED_ID_LIMIT', `The number of records exceeds the limit of ${MAXIMUM_RECORDS}`);
  const byPrefix = new Map([...org.schema.objects.values()].map((object) => [object.keyPrefix, object]));
  const rows = ids.map((id) => {
    const object = byPrefix.get(id.slice(0, 3));
    if (!object) throw new HttpError(400, 'MALFORMED_ID', `malformed id ${id}`);
    return new SObject(object.name, object, new Map([['Id', fromJson(fieldNamed(object, 'Id'), id)]]));
  });
  return write(org, request, { operation: 'delete', rows, allOrNone: request.query.get('allOrNone') === 'true' });
}

function write(org: OrgService, request: Request, wanted: WriteRequest): Response {
  const results: RowResult[] = [];
  // A call may mix objects; the pipeline takes one object at a time, so neighbours of one type go together.
  if (wanted.allOrNone || new Set(wanted.rows.map((row) => row.type)).size <= 1)
    results.push(...org.write(request.session!.userId, wanted));
  else {
    for (let start = 0; start < wanted.rows.length;) {
      let end = start + 1;
      while (end < wanted.rows.length && wanted.rows[end].type === wanted.rows[start].type) end += 1;
      results.push(...org.write(request.session!.userId, { ...wanted, rows: wanted.rows.slice(start, end) }));
      start = end;
    }
  }
  return json(
    200,
    results.map((result) => answerOf(result, wanted.operation === 'upsert')),
  );
}

function answerOf(result: RowResult, withCreated: boolean): unknown {
  const errors = result.errors.map(({ statusCode, message, fields }) => ({ statusCode, message, fields }));
  return result.success
    ? { id: result.id, success: true, errors: [], ...(withCreated ? { created: result.created } : {}) }
    : { success: false, errors };
}

interface ReferencedNode extends TreeNode {
  readonly referenceId: string;
}

/** All or nothing, as on the platform: the rows of one level are written together, parents before children. */
function tree(org: OrgService, request: Request): Response {
  const nodes: ReferencedNode[] = [];
  const collect = (json: JsonRecord, type: string, parent: TreeNode['parent']): void => {
    const object = objectNamed(org.schema, type);
    const referenceId = (json.attributes as { referenceId?: unknown } | undefined)?.referenceId;
    if (typeof referenceId !== 'string')
      throw new HttpError(
        400,
        'INVALID_INPUT',
        `Every record of a tree needs attributes.referenceId (a record of ${object.name} has none)`,
      );
    const children = org.schema.childRelationships(object.name);
    const own: [string, unknown][] = [];
    const below: [JsonRecord, string, string][] = [];
    for (const [name, value] of Object.entries(json)) {
      const child = children.find((c) => c.relationshipName?.toLowerCase() === name.toLowerCase());
      if (child)
        for (const record of recordsOf(value as JsonRecord)) below.push([record, child.childObject, child.field]);
      else own.push([name, value]);
    }
    nodes.push({ referenceId, record: recordFromJson(org.schema, object, Object.fromEntries(own)), parent });
    const index = nodes.length - 1;
    for (const [record, childType, field] of below) collect(record, childType, { index, field });
  };
  for (const record of recordsOf(parseObject(request))) collect(record, request.parameters[1], undefined);
  if (nodes.length > MAXIMUM_RECORDS)
    throw new HttpError(400, 'EXCEEDED_ID_LIMIT', `A tree holds at most ${MAXIMUM_RECORDS} records`);
  const outcome = org.writeTree(request.session!.userId, nodes);
  const failed = outcome.filter((result) => !result.success);
  if (failed.length > 0) {
    const results = nodes.flatMap((node, index) =>
      outcome[index].success ? [] : [{ referenceId: node.referenceId, errors: outcome[index].errors }],
    );
    return json(400, { hasErrors: true, results });
  }
  return json(201, {
    hasErrors: false,
    results: nodes.map((node, index) => ({ referenceId: node.referenceId, id: outcome[index].id })),
  });
}

/** `query`, `queryAll` and the column metadata that `sf data query` asks for. Answers come in one batch: the org is local. */
import { ApexException } from '../../runtime/kernel/exception.ts';
import { parseSoql } from '../../compiler/syntax/parser.ts';
import { CompilationError } from '../../diagnostics/diagnostic.ts';
import { HttpError } from '../errors.ts';
import { json, type Request, type Response, type Route } from '../http.ts';
import type { OrgService, QueryOutcome } from '../service.ts';
import { recordToJson } from './records.ts';

export function queryRoutes(org: OrgService, version: RegExp): Route[] {
  const at = (path: string): RegExp => new RegExp(`^/services/data/v(${version.source})/${path}/?$`);
  return [{ method: 'GET', pattern: at('query(?:All)?'), handle: (request) => answer(org, request) }];
}

function answer(org: OrgService, request: Request): Response {
  const soql = request.query.get('q');
  if (soql === null) throw new HttpError(400, 'MALFORMED_QUERY', 'A query string has to be specified');
  if (request.query.get('columns') === 'true') return json(200, { columnMetadata: columns(soql) });
  const outcome = runQuery(org, request.session!.userId, soql);
  const records = outcome.rows.map((row) => recordToJson(row, request.parameters[0]));
  return json(200, { totalSize: outcome.totalSize, done: true, records });
}

/** Runs a query; a mistake in it is a 400 in the platform's words. */
export function runQuery(org: OrgService, userId: string, soql: string): QueryOutcome {
  try {
    return org.query(userId, soql);
  } catch (error) {
    if (error instanceof ApexException && error.typeName === 'System.QueryException') {
      const code = /^No such column|^Didn't understand relationship/.test(error.message)
        ? 'INVALID_FIELD'
        : /is not supported/.test(error.message)
          ? 'INVALID_TYPE'
          : 'MALFORMED_QUERY';
      throw new HttpError(400, code, error.message);
    }
    if (error instanceof CompilationError)
      throw new HttpError(400, 'MALFORMED_QUERY', error.diagnostics.map((d) => d.message).join('\n'));
    throw error;
  }
}

interface Column {
  readonly columnName: string;
  readonly displayName: string;
  readonly aggregate: boolean;
  readonly joinColumns: readonly Column[];
}

function columns(soql: string): Column[] {
  let unnamed = 0;
  return parseSoql(soql).select.map((item): Column => {
    switch (item.kind) {
      case 'field':
        return column(item.alias ?? item.path.parts.join('.'));
      case 'function':
        return { ...column(item.alias ?? `expr${unnamed++}`), aggregate: true };
      case 'subquery':
        return { ...column(item.query.from.object.parts.join('.')), aggregate: true, joinColumns: [] };
      case 'typeof':
        return column(item.path.parts.join('.'));
      case 'fields':
        return column(`FIELDS(${item.set})`);
    }
  });
}

function column(name: string): Column {
  return { columnName: name, displayName: name, aggregate: false, joinColumns: [] };
}

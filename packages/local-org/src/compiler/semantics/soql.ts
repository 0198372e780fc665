/** Queries in code: names against the schema, binds as expressions, and the type of the result. */
import type {
  SoqlBind,
  SoqlCondition,
  SoqlExpression,
  SoqlFunction,
  SoqlOperand,
  SoqlPath,
  SoqlQuery,
  SoqlSelectItem,
  SoqlValueExpression,
  SoslExpression,
} from '../syntax/ast.ts';
import { unsupportedIn } from '../syntax/sosl-support.ts';
import type { FieldSchema, ObjectSchema } from '../../schema/model.ts';
import type { Body } from './body.ts';
import type { HirExpression } from './hir.ts';
import type { SObjectTypeRef } from './types.ts';
import { isError } from './typing.ts';
import { isSecureByDefault } from './versions.ts';
import { aggregateResult, genericSObject } from './universe.ts';

const AGGREGATES = new Set(['count', 'count_distinct', 'sum', 'avg', 'min', 'max', 'grouping']);

const SEE_ALSO = ' Please reference your WSDL or the describe call for the appropriate names.';

export function soqlExpression(body: Body, node: SoqlExpression): HirExpression {
  const { query, start } = node;
  if (query.with?.kind === 'securityEnforced' && isSecureByDefault(body.owner?.apiVersion))
    body.report(
      query.start,
      'WITH SECURITY_ENFORCED is not supported in API version 67.0 and later: use WITH USER_MODE',
    );
  const checked = checkQuery(body, query, undefined);
  const binds = bindValues(body, query);
  if (!checked) return body.error(start);
  const common = { kind: 'soql', query, text: body.file.text.slice(query.start, query.end), binds, start } as const;
  const { universe } = body;
  if (isCount(query)) return { ...common, result: 'count', type: universe.system('Integer') };
  return { ...common, result: 'list', type: universe.listOf(isAggregate(query) ? aggregateResult : checked) };
}

export function soslExpression(body: Body, node: SoslExpression): HirExpression {
  const { query, start } = node;
  const unsupported = unsupportedIn(query);
  if (unsupported !== undefined) body.report(unsupported.at, unsupported.message);
  for (const returned of query.returning) {
    const type = body.universe.sobject(returned.object);
    if (!type?.object) {
      body.report(start, `sObject type '${returned.object}' is not supported.`);
      continue;
    }
    const scope: QueryScope = {
      object: type.object,
      names: new Set([type.name.toLowerCase()]),
      aliases: new Map(),
      columns: new Set(),
    };
    for (const item of returned.fields) checkItem(body, item, scope);
    if (returned.where) checkCondition(body, returned.where, scope);
    for (const order of returned.orderBy) checkValue(body, order.value, scope);
  }
  const { universe } = body;
  return {
    kind: 'sosl',
    query,
    text: body.file.text.slice(query.start, query.end),
    binds: bindValues(body, query),
    type: universe.listOf(universe.listOf(genericSObject)),
    start,
  };
}

/** `SELECT COUNT() FROM ...`, whose result is a number and not a row. */
export function isCount(query: SoqlQuery): boolean {
  const [item] = query.select;
  return (
    query.select.length === 1 &&
    item?.kind === 'function' &&
    item.call.name.toLowerCase() === 'count' &&
    item.call.arguments.length === 0
  );
}

const isAggregate = (query: SoqlQuery): boolean =>
  query.groupBy !== undefined ||
  query.select.some((item) => item.kind === 'function' && AGGREGATES.has(item.call.name.toLowerCase()));

// ---------------------------------------------------------------- binds

/** The values of all binds in the order of the text, those of subqueries included. */
function bindValues(body: Body, query: object): HirExpression[] {
  const binds: SoqlBind[] = [];
  collectBinds(query, binds);
  binds.sort((a, b) => a.start - b.start);
  return binds.map((bind) => bindValue(body, bind));
}

function bindValue(body: Body, bind: SoqlBind): HirExpression {
  const value = body.value(bind.expression);
  if (isError(value.type) || value.type.kind !== 'void') return value;
  return body.fail(bind.start, 'Invalid bind expression type of void');
}

function collectBinds(node: unknown, binds: SoqlBind[]): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const item of node) collectBinds(item, binds);
    return;
  }
  if ('kind' in node && node.kind === 'bind') {
    // What a bind holds is Apex: a query inside of it has binds of its own.
    binds.push(node as SoqlBind);
    return;
  }
  for (const item of Object.values(node)) collectBinds(item, binds);
}

// ---------------------------------------------------------------- names

interface QueryScope {
  readonly object: ObjectSchema;
  /** what may stand before a field of the object itself: its name and alias, lower-cased */
  readonly names: ReadonlySet<string>;
  /** further aliases of FROM: `FROM Contact c, c.Account a` */
  readonly aliases: ReadonlyMap<string, ObjectSchema>;
  /** aliases given to selected values */
  readonly columns: ReadonlySet<string>;
}

/** The queried object, undefined after a report. `parent` is set for a subquery over a child relationship. */
function checkQuery(body: Body, query: SoqlQuery, parent: ObjectSchema | undefined): SObjectTypeRef | undefined {
  const type = queriedObject(body, query, parent);
  if (!type?.object) return undefined;
  const { object } = type;
  const names = new Set([object.name.toLowerCase()]);
  if (query.from.alias !== undefined) names.add(query.from.alias.toLowerCase());
  const columns = new Set<string>();
  for (const item of query.select) {
    if ('alias' in item && item.alias !== undefined) columns.add(item.alias.toLowerCase());
  }
  const aliases = new Map<string, ObjectSchema>();
  const scope: QueryScope = { object, names, aliases, columns };
  for (const { path, alias } of query.fromAliases) {
    const found = objectAt(body, path.parts, path, scope);
    if (found) aliases.set(alias.toLowerCase(), found);
  }
  for (const item of query.select) checkItem(body, item, scope);
  if (query.where) checkCondition(body, query.where, scope);
  if (query.with?.kind === 'condition') checkCondition(body, query.with.condition, scope);
  for (const item of query.groupBy?.items ?? []) checkValue(body, item, scope);
  if (query.having) checkCondition(body, query.having, scope);
  for (const order of query.orderBy) checkValue(body, order.value, scope);
  return type;
}

function queriedObject(body: Body, query: SoqlQuery, parent: ObjectSchema | undefined): SObjectTypeRef | undefined {
  const { parts, start } = query.from.object;
  const name = parts[parts.length - 1];
  if (parent) {
    const child = body.universe.childRelationship(parent, name);
    if (child) return child;
    body.report(
      start,
      `Didn't understand relationship '${name}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name.${SEE_ALSO}`,
    );
    return undefined;
  }
  const type = parts.length === 1 ? body.universe.sobject(name) : undefined;
  if (type?.object) return type;
  body.report(start, `sObject type '${parts.join('.')}' is not supported.`);
  return undefined;
}

function checkItem(body: Body, item: SoqlSelectItem, scope: QueryScope): void {
  switch (item.kind) {
    case 'field':
      checkPath(body, item.path, scope);
      break;
    case 'function':
      checkFunction(body, item.call, scope);
      break;
    case 'subquery':
      checkQuery(body, item.query, scope.object);
      break;
    case 'typeof':
      checkTypeof(body, item, scope);
      break;
    case 'fields':
      break;
  }
}

function checkTypeof(body: Body, item: Extract<SoqlSelectItem, { kind: 'typeof' }>, scope: QueryScope): void {
  const found = objectAt(body, item.path.parts, item.path, scope);
  for (const when of item.whens) {
    const type = body.universe.sobject(when.type);
    if (!type?.object) body.report(item.path.start, `sObject type '${when.type}' is not supported.`);
    else for (const path of when.fields) checkPath(body, path, plainScope(type.object));
  }
  if (found) for (const path of item.elseFields ?? []) checkPath(body, path, plainScope(found));
}

const plainScope = (object: ObjectSchema): QueryScope => ({
  object,
  names: new Set(),
  aliases: new Map(),
  columns: new Set(),
});

function checkValue(body: Body, value: SoqlValueExpression, scope: QueryScope): void {
  if (value.kind === 'path') checkPath(body, value.path, scope);
  else checkFunction(body, value.call, scope);
}

function checkFunction(body: Body, call: SoqlFunction, scope: QueryScope): void {
  for (const argument of call.arguments) {
    if (argument.kind === 'path' || argument.kind === 'function') checkValue(body, argument, scope);
  }
}

function checkCondition(body: Body, condition: SoqlCondition, scope: QueryScope): void {
  switch (condition.kind) {
    case 'and':
    case 'or':
      for (const part of condition.conditions) checkCondition(body, part, scope);
      break;
    case 'not':
      checkCondition(body, condition.condition, scope);
      break;
    case 'comparison':
      checkValue(body, condition.left, scope);
      checkOperand(body, condition.right);
      break;
  }
}

/** A semi-join is a query of its own over any object. */
function checkOperand(body: Body, operand: SoqlOperand): void {
  if (operand.kind === 'subquery') checkQuery(body, operand.query, undefined);
}

function checkPath(body: Body, path: SoqlPath, scope: QueryScope): FieldSchema | undefined {
  const { parts } = path;
  const name = parts[parts.length - 1];
  if (parts.length === 1 && scope.columns.has(name.toLowerCase())) return undefined;
  const object = parts.length === 1 ? scope.object : objectAt(body, parts.slice(0, -1), path, scope);
  if (!object) return undefined;
  const field = body.universe.field(object, name);
  if (field) return field;
  const hint = `If you are attempting to use a custom field, be sure to append the '__c' after the custom field name.`;
  body.report(path.start, `No such column '${name}' on entity '${object.name}'. ${hint}${SEE_ALSO}`);
  return undefined;
}

/** The object at the end of a path of relationships. */
function objectAt(body: Body, parts: readonly string[], at: SoqlPath, scope: QueryScope): ObjectSchema | undefined {
  const first = parts[0].toLowerCase();
  let object: ObjectSchema = scope.object;
  let from = 0;
  const relationship = body.universe.parentRelationship(object, parts[0]);
  if (scope.aliases.has(first)) {
    object = scope.aliases.get(first)!;
    from = 1;
  } else if (scope.names.has(first) && !relationship) from = 1;
  for (const part of parts.slice(from)) {
    const parent = body.universe.parentRelationship(object, part);
    if (!parent) {
      const hint = `If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name.`;
      body.report(at.start, `Didn't understand relationship '${part}' in field path. ${hint}${SEE_ALSO}`);
      return undefined;
    }
    // The objects behind it are not part of this org: nothing can be said about the rest of the path.
    if (!parent.type.object) return undefined;
    object = parent.type.object;
  }
  return object;
}

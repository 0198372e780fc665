/**
 * What the platform refuses in a query that is well formed and whose names are known.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_comparisonoperators.htm
 */
import type { SoqlCondition, SoqlQuery } from '../../compiler/syntax/ast.ts';
import { queryError } from '../errors.ts';
import type { Value } from './expressions.ts';

const MAX_FIELDS_ROWS = 200;
export const MAX_OFFSET = 2000;
const MAX_SEMI_JOINS = 2;
/** "Understanding Relationship Query Limitations", which does not give the words of the errors */
const MAX_LEVELS = 5;
const MAX_CHILD_RELATIONSHIPS = 20;

export function checkQueryRules(query: SoqlQuery): void {
  if (query.forClause.includes('update') && query.orderBy.length > 0) {
    throw queryError('ORDER BY is not allowed in a query with FOR UPDATE');
  }
  const everything = query.select.some((item) => item.kind === 'fields' && item.set !== 'STANDARD');
  const limit = query.limit?.kind === 'number' ? query.limit.value : undefined;
  if (everything && query.limit?.kind !== 'bind' && (limit === undefined || limit > MAX_FIELDS_ROWS)) {
    throw queryError('The SOQL FIELDS function must have a LIMIT of at most 200');
  }
  if (query.select.filter((item) => item.kind === 'subquery').length > MAX_CHILD_RELATIONSHIPS) {
    throw queryError(
      `No more than ${MAX_CHILD_RELATIONSHIPS} parent-to-child relationships can be specified in a query`,
    );
  }
  if (query.where !== undefined) checkSemiJoins(query);
  if (query.from.object.parts.join('.').toLowerCase() === 'contentdocumentlink') checkLinkFilter(query.where);
}

/** Object Reference, ContentDocumentLink, "Special Access Rules". */
function checkLinkFilter(where: SoqlCondition | undefined): void {
  const isFilter = (part: SoqlCondition): boolean =>
    part.kind === 'comparison' &&
    (part.operator === '=' || part.operator === 'in') &&
    part.left.kind === 'path' &&
    ['contentdocumentid', 'linkedentityid'].includes(part.left.path.parts.at(-1)!.toLowerCase());
  const parts = where === undefined ? [] : where.kind === 'and' ? where.conditions : [where];
  if (parts.some(isFilter)) return;
  throw queryError(
    "Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator.",
  );
}

/** `relationships`: those before the field; the first may be an alias or the object itself. */
export function checkLevels(relationships: readonly string[], aliased: boolean): void {
  if (relationships.length - (aliased ? 1 : 0) <= MAX_LEVELS) return;
  throw queryError(
    `No more than ${MAX_LEVELS} levels of child-to-parent relationships can be specified: ${relationships.join('.')}`,
  );
}

export function checkOffset(offset: number | bigint): void {
  if (offset > MAX_OFFSET) throw queryError(`Maximum SOQL offset allowed is ${MAX_OFFSET}`);
}

/** Documented restrictions of semi-joins and anti-joins: "Comparison Operators", "Semi-Joins with IN and Anti-Joins with NOT IN". */
function checkSemiJoins(query: SoqlQuery): void {
  const found = semiJoins(query.where!);
  if (found.length > MAX_SEMI_JOINS) throw queryError(`Maximum ${MAX_SEMI_JOINS} semi join sub-selects are allowed`);
  for (const { inner, underOr } of found) {
    if (underOr) throw queryError("Semi join sub-selects are not allowed with the 'OR' operator");
    if (inner.where !== undefined && semiJoins(inner.where).length > 0) {
      throw queryError('Nesting of semi join sub-selects is not supported');
    }
    const [outer, own] = [query, inner].map(({ from }) => from.object.parts.join('.').toLowerCase());
    if (outer === own) throw queryError('The inner and outer selects should not be on the same object type');
    if (inner.orderBy.length > 0) throw queryError('ORDER BY is not allowed in a semi join sub-select');
    if (inner.limit !== undefined) throw queryError('LIMIT is not allowed in a semi join sub-select');
    if (inner.forClause.length > 0) throw queryError('FOR is not allowed in a semi join sub-select');
  }
}

/** Both sides are ids, of one object. */
export function checkSemiJoinFields(left: Value, selected: Value): void {
  if (left.kind !== 'id') {
    throw queryError(
      `The left operand field in the where expression for outer query should be an id field, cannot use: '${left.name}'`,
    );
  }
  const [outer, inner] = [targetsOf(left), targetsOf(selected)];
  if (outer.length === 0 || inner.length === 0 || outer.some((name) => inner.includes(name))) return;
  throw queryError(
    `The selected field '${selected.name}' in the subquery and the left operand field in the where expression in the outer query '${left.name}' should point to the same object type`,
  );
}

function targetsOf({ resolved }: Value): readonly string[] {
  if (resolved === undefined) return [];
  return resolved.field.type === 'id'
    ? resolved.source.variants.map(({ object }) => object.name)
    : resolved.field.referenceTo;
}

interface SemiJoin {
  readonly inner: SoqlQuery;
  readonly underOr: boolean;
}

function semiJoins(condition: SoqlCondition, underOr = false): SemiJoin[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.conditions.flatMap((part) => semiJoins(part, underOr || condition.kind === 'or'));
    case 'not':
      return semiJoins(condition.condition, underOr);
    case 'comparison':
      return condition.right.kind === 'subquery' ? [{ inner: condition.right.query, underOr }] : [];
  }
}

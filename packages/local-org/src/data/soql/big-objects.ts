/**
 * Queries of big objects go by the index: from its first field on, without gaps, and with few operators.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/big_object_querying.htm
 */
import type { SoqlCondition, SoqlQuery } from '../../compiler/syntax/ast.ts';
import type { ObjectSchema } from '../../schema/model.ts';
import { queryError } from '../errors.ts';
import { isAggregate } from './expressions.ts';

type Comparison = Extract<SoqlCondition, { readonly kind: 'comparison' }>;

const RANGES: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

/** What a query shows in place of the Id that rows of big objects do not have. */
export const NO_ID = '000000000000000AAA';

export function checkBigObjectQuery(query: SoqlQuery, object: ObjectSchema): void {
  if (query.groupBy !== undefined || query.select.some((item) => item.kind === 'function' && isAggregate(item.call))) {
    throw queryError(`Aggregate functions are not supported on the big object ${object.name}`);
  }
  if (query.select.some((item) => item.kind === 'subquery')) {
    throw queryError(`Subqueries are not supported on the big object ${object.name}`);
  }
  const comparisons = query.where === undefined ? [] : comparisonsOf(query.where, object);
  const index = object.indexFields!;
  const used = new Map<string, Comparison[]>();
  for (const comparison of comparisons) {
    const name = fieldOf(comparison);
    const position = index.findIndex((field) => field.toLowerCase() === name?.toLowerCase());
    if (position < 0) throw queryError(`${name ?? 'A function'} is not in the index of the big object ${object.name}`);
    used.set(index[position], [...(used.get(index[position]) ?? []), comparison]);
  }
  index.slice(0, used.size).forEach((name, position) => {
    const own = used.get(name);
    if (own === undefined) {
      throw queryError(
        `The filters on ${object.name} must begin with the first field of its index and leave none out: ${name} is missing`,
      );
    }
    if (position < used.size - 1 && own.some(({ operator }) => RANGES.has(operator))) {
      throw queryError(
        `Range operators are supported only on the last filtered field of the index of ${object.name}, not on ${name}`,
      );
    }
  });
  if (comparisons.filter(({ operator, right }) => operator === 'in' && !isSingle(right)).length > 1) {
    throw queryError(`IN is supported only once in a query of the big object ${object.name}`);
  }
}

function comparisonsOf(condition: SoqlCondition, object: ObjectSchema): Comparison[] {
  switch (condition.kind) {
    case 'and':
      return condition.conditions.flatMap((part) => comparisonsOf(part, object));
    case 'or':
    case 'not':
      throw queryError(`${condition.kind.toUpperCase()} is not supported in filters on the big object ${object.name}`);
    case 'comparison':
      if (condition.right.kind === 'subquery') {
        throw queryError(`Subqueries are not supported on the big object ${object.name}`);
      }
      if (condition.operator !== '=' && condition.operator !== 'in' && !RANGES.has(condition.operator)) {
        throw queryError(
          `The operator ${condition.operator.toUpperCase()} is not supported on the big object ${object.name}`,
        );
      }
      return [condition];
  }
}

const fieldOf = ({ left }: Comparison): string | undefined =>
  left.kind === 'path' ? left.path.parts.at(-1) : undefined;

const isSingle = (right: Comparison['right']): boolean => right.kind === 'list' && right.values.length === 1;

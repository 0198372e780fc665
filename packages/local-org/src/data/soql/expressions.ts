import type { SoqlFunction, SoqlValueExpression } from '../../compiler/syntax/ast.ts';
import type { FieldSchema } from '../../schema/model.ts';
import { queryError } from '../errors.ts';
import { constant, joined, sql } from '../sql.ts';
import type { Fragment } from '../sql.ts';
import { kindOf } from '../values.ts';
import { isCompound } from './compound.ts';
import { scalarFunction } from './functions.ts';
import type { ColumnKind } from '../values.ts';
import type { ResolvedField, Scope } from './scope.ts';

/** A field or function of a query, as SQL. */
export interface Value {
  readonly column: Fragment;
  readonly kind: ColumnKind;
  /** of decimals */
  readonly scale: number | undefined;
  /** as written, for messages */
  readonly name: string;
  /** undefined for functions */
  readonly resolved: ResolvedField | undefined;
  readonly aggregate: boolean;
}

export function valueOf(expression: SoqlValueExpression, scope: Scope): Value {
  return expression.kind === 'path' ? fieldValue(scope.field(expression.path)) : functionValue(expression.call, scope);
}

export function fieldValue(resolved: ResolvedField): Value {
  const { field, column } = resolved;
  return { column, kind: kindOf(field), scale: field.scale, name: field.name, resolved, aggregate: false };
}

const AGGREGATES = new Set(['count', 'count_distinct', 'sum', 'avg', 'min', 'max']);

export const isAggregate = (call: SoqlFunction): boolean => AGGREGATES.has(call.name.toLowerCase());

function functionValue(call: SoqlFunction, scope: Scope): Value {
  const name = call.name.toLowerCase();
  if (AGGREGATES.has(name)) return aggregateValue(name, call, scope);
  return scalarFunction(name, call, scope);
}

/** The one field or function that most functions take. */
export function argument(call: SoqlFunction, scope: Scope): Value {
  const [first, second] = call.arguments;
  if (first === undefined || second !== undefined || (first.kind !== 'path' && first.kind !== 'function')) {
    throw queryError(`${call.name} takes one field`);
  }
  const value = valueOf(first, scope);
  if (value.resolved !== undefined && isCompound(value.resolved.field)) {
    throw queryError(`field ${value.name} does not support the function ${call.name}`);
  }
  return value;
}

function aggregateValue(name: string, call: SoqlFunction, scope: Scope): Value {
  const rest = { name: call.name, resolved: undefined, aggregate: true };
  if (call.arguments.length === 0) return { column: sql`COUNT(*)`, kind: 'int', scale: undefined, ...rest };
  const of = argument(call, scope);
  if (name === 'count') return { column: sql`COUNT(${of.column})`, kind: 'int', scale: undefined, ...rest };
  if (name === 'count_distinct')
    return { column: sql`COUNT(DISTINCT ${of.column})`, kind: 'int', scale: undefined, ...rest };
  if (name === 'min') return { ...of, column: sql`MIN(${of.column})`, ...rest };
  if (name === 'max') return { ...of, column: sql`MAX(${of.column})`, ...rest };
  if (of.kind !== 'decimal' && of.kind !== 'int' && of.kind !== 'long') {
    throw queryError(`field ${of.name} does not support aggregate operator ${name.toUpperCase()}`);
  }
  if (name === 'sum') return { column: sql`SUM(${of.column})`, kind: 'decimal', scale: of.scale ?? 0, ...rest };
  return { column: sql`AVG(${of.column})`, kind: 'decimal', scale: undefined, ...rest };
}

/** Picklists sort in the order of their values' definition, everything else by itself. */
export function sortKey(value: Value): Fragment {
  const field: FieldSchema | undefined = value.resolved?.field;
  if (field?.type !== 'picklist' || field.picklistValues.length === 0) return value.column;
  const whens = field.picklistValues.map((entry, index) => sql`WHEN ${constant(entry.value)} THEN ${constant(index)}`);
  const last = constant(field.picklistValues.length);
  return sql`CASE WHEN ${value.column} IS NULL THEN NULL ELSE CASE ${value.column} ${joined(whens, ' ')} ELSE ${last} END END`;
}

export function assertFilterable(value: Value, clause: 'filtered' | 'sorted' | 'grouped'): void {
  const field = value.resolved?.field;
  if (field === undefined || value.aggregate) return;
  const long = field.type === 'longtextarea' || field.type === 'html' || field.type === 'base64' || isCompound(field);
  if (!long && !(clause === 'grouped' && field.type === 'multipicklist')) return;
  const words = {
    filtered: 'can not be filtered in a query call',
    sorted: 'can not be sorted in a query call',
    grouped: 'can not be grouped in a query call',
  };
  throw queryError(`field '${field.name}' ${words[clause]}`);
}

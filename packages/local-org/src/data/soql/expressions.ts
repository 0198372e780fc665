import type { SoqlFunction, SoqlValueExpression } from '../../compiler/syntax/ast.ts';
import type { FieldSchema } from '../../schema/model.ts';
import { queryError } from '../errors.ts';
import { constant, joined, parameter, sql } from '../sql.ts';
import type { Fragment } from '../sql.ts';
import { kindOf } from '../values.ts';
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
  if (name === 'tolabel') return labelValue(call, scope);
  if (name === 'day_only' || name in DATE_PARTS) return datePart(name, call, scope);
  throw queryError(`The SOQL function ${call.name} is not supported by the local org`);
}

function argument(call: SoqlFunction, scope: Scope): Value {
  const [first, second] = call.arguments;
  if (first === undefined || second !== undefined || (first.kind !== 'path' && first.kind !== 'function')) {
    throw queryError(`${call.name} takes one field`);
  }
  return valueOf(first, scope);
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

/** The label of a picklist value, the value itself where it is none of the defined ones. */
function labelValue(call: SoqlFunction, scope: Scope): Value {
  const of = argument(call, scope);
  const field = of.resolved?.field;
  if (field === undefined) throw queryError(`toLabel takes a field`);
  const renamed = field.picklistValues.filter((value) => value.label !== value.value);
  if (renamed.length === 0) return of;
  const whens = renamed.map(({ value, label }) => sql`WHEN ${constant(value)} THEN ${constant(label)}`);
  return { ...of, column: sql`(CASE ${of.column} ${joined(whens, ' ')} ELSE ${of.column} END) COLLATE NOCASE` };
}

/** SQL of each date function over `d`, a date as SQLite writes it. The fiscal year is the calendar year. */
const DATE_PARTS: Readonly<Record<string, (d: Fragment) => Fragment>> = {
  calendar_year: (d) => sql`CAST(strftime('%Y', ${d}) AS INTEGER)`,
  calendar_quarter: (d) => sql`((CAST(strftime('%m', ${d}) AS INTEGER) + 2) / 3)`,
  calendar_month: (d) => sql`CAST(strftime('%m', ${d}) AS INTEGER)`,
  fiscal_year: (d) => sql`CAST(strftime('%Y', ${d}) AS INTEGER)`,
  fiscal_quarter: (d) => sql`((CAST(strftime('%m', ${d}) AS INTEGER) + 2) / 3)`,
  fiscal_month: (d) => sql`CAST(strftime('%m', ${d}) AS INTEGER)`,
  day_in_month: (d) => sql`CAST(strftime('%d', ${d}) AS INTEGER)`,
  day_in_week: (d) => sql`(CAST(strftime('%w', ${d}) AS INTEGER) + 1)`,
  day_in_year: (d) => sql`CAST(strftime('%j', ${d}) AS INTEGER)`,
  hour_in_day: (d) => sql`CAST(strftime('%H', ${d}) AS INTEGER)`,
  week_in_month: (d) => sql`((CAST(strftime('%d', ${d}) AS INTEGER) + 6) / 7)`,
  week_in_year: (d) => sql`((CAST(strftime('%j', ${d}) AS INTEGER) + 6) / 7)`,
};

function datePart(name: string, call: SoqlFunction, scope: Scope): Value {
  const [first] = call.arguments;
  const converted = first?.kind === 'function' && first.call.name.toLowerCase() === 'converttimezone';
  const of = argument(converted ? first.call : call, scope);
  if (of.kind !== 'date' && of.kind !== 'datetime') throw queryError(`${call.name} takes a date or dateTime field`);
  const zone = parameter(({ session }) => session.timeZone);
  const local =
    converted && of.kind === 'datetime' ? sql`(${of.column} + zone_offset(${of.column}, ${zone}))` : of.column;
  const rest = { scale: undefined, name: call.name, resolved: undefined, aggregate: false };
  if (name === 'day_only') {
    if (of.kind === 'date') return { column: of.column, kind: 'date', ...rest };
    return { column: sql`CAST(floor(${local} / 86400000.0) AS INTEGER)`, kind: 'date', ...rest };
  }
  const seconds = of.kind === 'date' ? sql`${of.column} * 86400` : sql`${local} / 1000`;
  const part = DATE_PARTS[name](sql`${seconds}, 'unixepoch'`);
  return { column: part, kind: 'int', ...rest };
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
  const long = field.type === 'longtextarea' || field.type === 'html' || field.type === 'base64';
  if (!long && !(clause === 'grouped' && field.type === 'multipicklist')) return;
  const words = {
    filtered: 'can not be filtered in a query call',
    sorted: 'can not be sorted in a query call',
    grouped: 'can not be grouped in a query call',
  };
  throw queryError(`field '${field.name}' ${words[clause]}`);
}

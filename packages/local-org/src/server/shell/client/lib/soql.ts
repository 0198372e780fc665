/** Queries of list pages. */
import type { ListViewSchema } from '../../../../schema/model.ts';
import { fieldNamed, type Column, type FieldInfo, type ObjectDescription } from './fields.ts';

export type Filter = ListViewSchema['filters'][number];

export function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** A pattern for LIKE: wildcards in the text stand for themselves. */
export function contains(text: string): string {
  return `'%${text.replaceAll(/[\\'%_]/g, '\\$&')}%'`;
}

export interface ListQuery {
  readonly object: ObjectDescription;
  readonly columns: readonly Column[];
  readonly conditions: readonly string[];
  readonly orderBy: string | null;
  readonly descending: boolean;
  readonly limit: number;
  readonly offset: number;
}

export function listSoql({ object, columns, conditions, orderBy, descending, limit, offset }: ListQuery): string {
  const select = [...new Set(['Id', ...columns.flatMap((column) => column.select)])];
  const order = orderBy ? ` ORDER BY ${orderBy}${descending ? ' DESC' : ''} NULLS LAST, Id` : ' ORDER BY Id';
  return `SELECT ${select.join(', ')} FROM ${object.name}${where(conditions)}${order} LIMIT ${limit} OFFSET ${offset}`;
}

export function countSoql(object: string, conditions: readonly string[]): string {
  return `SELECT COUNT() FROM ${object}${where(conditions)}`;
}

function where(conditions: readonly string[]): string {
  return conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
}

/**
 * A list view's filter as a condition. Several values, separated by commas, mean any of them.
 * @throws an Error that names a field or an operation that cannot be used
 */
export function filterCondition(object: ObjectDescription, filter: Filter, userId: string): string {
  const field = fieldNamed(object, filter.field);
  // A filter across a relationship compares text: a list view names such fields for their names only.
  const literalOf = (value: string): string => (field ? literal(field, value) : quote(value));
  if (!field && !filter.field.includes('.'))
    throw new Error(`You cannot see the field ${filter.field} of this list view's filter`);
  const values = filter.value === '$User.Id' ? [userId] : filter.value.split(',').map((value) => value.trim());
  const path = filter.field;
  const any = (make: (value: string) => string): string =>
    parenthesize(values.map(make).join(' OR '), values.length > 1);
  switch (filter.operation) {
    case 'equals':
      return values.length > 1
        ? `${path} IN (${values.map(literalOf).join(', ')})`
        : `${path} = ${literalOf(values[0])}`;
    case 'notEqual':
      return values.length > 1
        ? `${path} NOT IN (${values.map(literalOf).join(', ')})`
        : `${path} != ${literalOf(values[0])}`;
    case 'lessThan':
      return `${path} < ${literalOf(filter.value)}`;
    case 'greaterThan':
      return `${path} > ${literalOf(filter.value)}`;
    case 'lessOrEqual':
      return `${path} <= ${literalOf(filter.value)}`;
    case 'greaterOrEqual':
      return `${path} >= ${literalOf(filter.value)}`;
    case 'contains':
      return any((value) => `${path} LIKE ${contains(value)}`);
    case 'notContain':
      return `(NOT ${parenthesize(values.map((value) => `${path} LIKE ${contains(value)}`).join(' OR '), true)})`;
    case 'startsWith':
      return any((value) => `${path} LIKE ${quote(`${value}%`)}`);
    case 'includes':
      return `${path} INCLUDES (${values.map(quote).join(', ')})`;
    case 'excludes':
      return `${path} EXCLUDES (${values.map(quote).join(', ')})`;
    default:
      throw new Error(`The filter operation "${filter.operation}" of list views is not supported`);
  }
}

function parenthesize(text: string, needed: boolean): string {
  return needed ? `(${text})` : text;
}

/** Metadata writes `1` for true, `MM/DD/YYYY` for dates, and nothing for null. */
function literal(field: FieldInfo, value: string): string {
  if (value === '') return 'null';
  switch (field.type) {
    case 'boolean':
      return value === '1' || value.toLowerCase() === 'true' ? 'TRUE' : 'FALSE';
    case 'int':
    case 'long':
    case 'double':
    case 'currency':
    case 'percent':
      if (!/^-?\d+(\.\d+)?$/.test(value)) throw new Error(`"${value}" is not a number (filter on ${field.name})`);
      return value;
    case 'date':
      return isoDate(value) ?? relativeDate(field, value);
    case 'datetime': {
      const date = isoDate(value);
      return date ? `${date}T00:00:00Z` : relativeDate(field, value);
    }
    default:
      return quote(value);
  }
}

function isoDate(value: string): string | undefined {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(value);
  if (match) return `${match[3]}-${match[1].padStart(2, '0')}-${match[2].padStart(2, '0')}`;
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
}

/** `TODAY`, `LAST_N_DAYS:30`, `LAST 30 DAYS` */
function relativeDate(field: FieldInfo, value: string): string {
  const words = /^(LAST|NEXT) (\d+) DAYS$/i.exec(value);
  if (words) return `${words[1].toUpperCase()}_N_DAYS:${words[2]}`;
  const name = value.toUpperCase().replaceAll(' ', '_');
  if (/^[A-Z_]+(:\d+)?$/.test(name)) return name;
  throw new Error(`"${value}" is not a date (filter on ${field.name})`);
}

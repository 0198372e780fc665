/**
 * Queries with aggregate functions or GROUP BY. SQLite has no ROLLUP or CUBE: each grouping set is a SELECT of its own, joined
 * by UNION ALL.
 */
import type { SoqlFunction, SoqlQuery, SoqlValueExpression } from '../../compiler/syntax/ast.ts';
import { queryError } from '../errors.ts';
import { NOTHING, constant, joined, sql } from '../sql.ts';
import type { Fragment } from '../sql.ts';
import { direction } from './compile.ts';
import type { QueryCompiler } from './compile.ts';
import { condition } from './conditions.ts';
import { assertFilterable, isAggregate, valueOf } from './expressions.ts';
import type { Value } from './expressions.ts';
import type { AggregatePlan } from './plan.ts';
import type { Scope } from './scope.ts';

interface Output {
  readonly key: string;
  readonly value: Value;
  /** index of the group item that it shows, -1 for aggregates; GROUPING(x) has `grouping` */
  readonly group: number;
  readonly grouping: boolean;
}

export function compileAggregate(compiler: QueryCompiler, query: SoqlQuery, scope: Scope): AggregatePlan {
  const groups = (query.groupBy?.items ?? []).map((item) => {
    const value = valueOf(item, scope);
    assertFilterable(value, 'grouped');
    return value;
  });
  const outputs = outputsOf(query, scope, groups);
  const where = compiler.where(query, scope);
  const having = (present: ReadonlySet<number>): Fragment =>
    condition(query.having!, {
      ...compiler.conditionContext(scope),
      grouping: (call) => {
        const { value, group } = grouping(call, '', scope, groups);
        return { ...value, column: constant(present.has(group) ? 0 : 1), resolved: undefined };
      },
    });
  // Resolved before FROM is written, since conditions add the joins that they need.
  if (query.having !== undefined) having(new Set());
  const order = query.orderBy.map((item) => {
    const subtotal = subtotalOf(item.value, scope, groups);
    return { item, subtotal, key: subtotal < 0 ? orderKey(item.value, query, outputs, scope) : NOTHING };
  });
  const countsRows = query.select.some(
    (item) => item.kind === 'function' && isAggregate(item.call) && !/^count/i.test(item.call.name),
  );
  const from = scope.from();

  const sets = groupingSets(query, groups.length).map((present) => {
    const columns = outputs.map(({ value, group, grouping }) => {
      if (grouping) return constant(present.has(group) ? 0 : 1);
      return group < 0 || present.has(group) ? value.column : sql`NULL`;
    });
    if (countsRows) columns.push(sql`COUNT(*)`);
    const keys = order.map(({ key, item, subtotal }) => {
      if (subtotal >= 0) return constant(present.has(subtotal) ? 0 : 1);
      return isGroupAbsent(item.value, groups, present, scope) ? sql`NULL` : key;
    });
    const named = [...columns, ...keys].map(
      (column, index) => sql`${column} AS ${{ text: `c${index}`, parameters: [] }}`,
    );
    const by = [...present].map((index) => groups[index].column);
    const groupBy = by.length === 0 ? sql`` : sql` GROUP BY ${joined(by, ', ')}`;
    // Without GROUP BY items there is one group even of no rows; HAVING needs a GROUP BY in SQLite only for older versions.
    const filter = query.having === undefined ? sql`` : sql` HAVING ${having(present)}`;
    return sql`SELECT ${joined(named, ', ')} FROM ${from} WHERE ${where}${groupBy}${filter}`;
  });

  const first = outputs.length + (countsRows ? 1 : 0);
  const position = (index: number): Fragment => ({ text: `c${index}`, parameters: [] });
  const sorted = order.map(({ item }, index) => direction(position(first + index), item));
  // Groups come in the order of their keys where the query asks for none.
  const rest = outputs.flatMap((output, index) => (output.group >= 0 && !output.grouping ? [position(index)] : []));
  const all = [...sorted, ...rest];
  const ordering = all.length === 0 ? sql`` : sql` ORDER BY ${joined(all, ', ')}`;
  const { text, parameters } = sql`SELECT * FROM (${joined(sets, ' UNION ALL ')})${ordering}${compiler.slice(query)}`;
  return {
    kind: 'aggregate',
    object: scope.object,
    sql: text,
    parameters,
    columns: outputs.map(({ key, value }) => ({ key, kind: value.kind, scale: value.scale })),
    rowCountIndex: countsRows ? outputs.length : undefined,
  };
}

function outputsOf(query: SoqlQuery, scope: Scope, groups: readonly Value[]): Output[] {
  let unnamed = 0;
  const outputs = query.select.map((item): Output => {
    if (item.kind === 'field') {
      const value = valueOf({ kind: 'path', path: item.path }, scope);
      const group = groups.findIndex((candidate) => same(candidate.column, value.column));
      if (group < 0) throw queryError(`Field must be grouped or aggregated: ${value.name}`);
      return { key: item.alias ?? value.name, value, group, grouping: false };
    }
    if (item.kind !== 'function') throw queryError('Grouped queries select fields and functions only');
    const key = item.alias ?? `expr${unnamed++}`;
    if (item.call.name.toLowerCase() === 'grouping') return grouping(item.call, key, scope, groups);
    const value = valueOf({ kind: 'function', call: item.call }, scope);
    const group = value.aggregate ? -1 : groups.findIndex((candidate) => same(candidate.column, value.column));
    if (!value.aggregate && group < 0) throw queryError(`Field must be grouped or aggregated: ${value.name}`);
    return { key, value, group, grouping: false };
  });
  const keys = new Set<string>();
  for (const { key } of outputs) {
    if (keys.has(key.toLowerCase())) throw queryError(`duplicate alias: ${key}`);
    keys.add(key.toLowerCase());
  }
  return outputs;
}

function grouping(call: SoqlFunction, key: string, scope: Scope, groups: readonly Value[]): Output {
  const of = call.arguments[0];
  if (of?.kind !== 'path') throw queryError('GROUPING takes a field of GROUP BY');
  const value = valueOf(of, scope);
  const group = groups.findIndex((candidate) => same(candidate.column, value.column));
  if (group < 0) throw queryError(`Field must be grouped or aggregated: ${value.name}`);
  return { key, value: { ...value, kind: 'int', scale: undefined }, group, grouping: true };
}

/** `ORDER BY GROUPING(x)`: the index of x among the groups, -1 for other values. */
function subtotalOf(value: SoqlValueExpression, scope: Scope, groups: readonly Value[]): number {
  if (value.kind !== 'function' || value.call.name.toLowerCase() !== 'grouping') return -1;
  return grouping(value.call, '', scope, groups).group;
}

function orderKey(
  expression: SoqlValueExpression,
  query: SoqlQuery,
  outputs: readonly Output[],
  scope: Scope,
): Fragment {
  const [name, second] = expression.kind === 'path' ? expression.path.parts : [];
  const index =
    name === undefined || second !== undefined
      ? -1
      : query.select.findIndex((item) => 'alias' in item && item.alias?.toLowerCase() === name.toLowerCase());
  const aliased = outputs[index];
  return aliased === undefined ? valueOf(expression, scope).column : aliased.value.column;
}

function isGroupAbsent(
  expression: SoqlValueExpression,
  groups: readonly Value[],
  present: ReadonlySet<number>,
  scope: Scope,
): boolean {
  if (expression.kind !== 'path' || groups.length === present.size) return false;
  const { column } = valueOf(expression, scope);
  const group = groups.findIndex((candidate) => same(candidate.column, column));
  return group >= 0 && !present.has(group);
}

const same = (a: Fragment, b: Fragment): boolean => a.text === b.text;

/** Which group items each result row keeps: (a, b), (a), () for ROLLUP; every subset for CUBE. */
function groupingSets(query: SoqlQuery, count: number): ReadonlySet<number>[] {
  const all = Array.from({ length: count }, (_, index) => index);
  switch (query.groupBy?.kind) {
    case 'rollup':
      return [...all, count].map((_, dropped) => new Set(all.slice(0, count - dropped)));
    case 'cube':
      return Array.from(
        { length: 2 ** count },
        (_, mask) => new Set(all.filter((index) => (mask & (1 << index)) === 0)),
      );
    default:
      return [new Set(all)];
  }
}

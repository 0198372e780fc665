/**
 * Conditions as SQL. SOQL knows two truth values: a comparison with null is false, and its negation true; `=` and `!=`
 * compare null as any value, so that `!=` finds rows without one.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_comparisonoperators.htm
 */
import type {
  SoqlBind,
  SoqlCondition,
  SoqlFunction,
  SoqlLiteral,
  SoqlOperand,
  SoqlQuery,
} from '../../compiler/syntax/ast.ts';
import { queryError } from '../errors.ts';
import { constant, joined, parameter, sql } from '../sql.ts';
import type { Fragment, SqlRun, SqlValue } from '../sql.ts';
import { DAY, WrongValue, elementsOf, toSql } from '../values.ts';
import { dateLiteral, dayAt, startOfDay } from './dates.ts';
import { isAscii } from './sql-functions.ts';
import type { DayRange } from './dates.ts';
import { assertFilterable, valueOf } from './expressions.ts';
import type { Value } from './expressions.ts';
import type { Scope } from './scope.ts';

type Comparison = Extract<SoqlCondition, { readonly kind: 'comparison' }>;

/** What conditions need from the compiler of the whole statement. */
export interface ConditionContext {
  readonly scope: Scope;
  /** whether text beyond ASCII is bound, which is part of the plan's key */
  bindIsFolded(bind: SoqlBind): boolean;
  /** whether the bound value is null, or a collection that holds a null; this is part of the plan's key */
  bindHasNull(bind: SoqlBind): boolean;
  /** whether the bound value is a collection, which is part of it too */
  bindIsCollection(bind: SoqlBind): boolean;
  /** in HAVING: whether the row is a subtotal over the field */
  grouping?(call: SoqlFunction): Value;
  /** the SQL of a semi-join's subquery, of one column */
  subquery(query: SoqlQuery, left: Value): Fragment;
}

export function condition(node: SoqlCondition, context: ConditionContext): Fragment {
  switch (node.kind) {
    case 'and':
    case 'or': {
      const parts = node.conditions.map((part) => sql`(${condition(part, context)})`);
      return balanced(parts, node.kind === 'and' ? ' AND ' : ' OR ');
    }
    case 'not':
      return sql`NOT IFNULL(${condition(node.condition, context)}, 0)`;
    case 'comparison':
      return comparison(node, context);
  }
}

/** SQLite takes no expression of more than 1,000 levels, and a chain has as many as it has links. */
const LONGEST_CHAIN = 200;

function balanced(parts: readonly Fragment[], separator: string): Fragment {
  if (parts.length <= LONGEST_CHAIN) return joined(parts, separator);
  const middle = parts.length >> 1;
  const halves = [parts.slice(0, middle), parts.slice(middle)].map((half) => sql`(${balanced(half, separator)})`);
  return joined(halves, separator);
}

function comparison(node: Comparison, context: ConditionContext): Fragment {
  const left =
    node.left.kind === 'function' && context.grouping !== undefined && node.left.call.name.toLowerCase() === 'grouping'
      ? context.grouping(node.left.call)
      : valueOf(node.left, context.scope);
  assertFilterable(left, 'filtered');
  switch (node.operator) {
    case 'in':
    case 'not in':
      return membership(left, node.operator === 'not in', node.right, context);
    case 'includes':
    case 'excludes':
      return inclusion(left, node.operator === 'excludes', node.right, context);
    case 'like':
      return like(left, node.right, context);
    case '=':
    case '!=':
      // A bound collection makes of `=` an IN, as the platform has it in queries given as text.
      if (node.right.kind === 'bind' && context.bindIsCollection(node.right))
        return membership(left, node.operator === '!=', node.right, context);
      return relation(left, node.operator, node.right, context);
    default:
      return relation(left, node.operator, node.right, context);
  }
}

// ---------------------------------------------------------------- one value

const RELATIONS = { '=': sql`IS`, '!=': sql`IS NOT`, '<': sql`<`, '<=': sql`<=`, '>': sql`>`, '>=': sql`>=` } as const;

function relation(
  left: Value,
  operator: keyof typeof RELATIONS,
  right: SoqlOperand,
  context: ConditionContext,
): Fragment {
  if (right.kind === 'value' && right.type === 'dateLiteral') return dateRelation(left, operator, right);
  if (right.kind === 'value' && right.type === 'null' && operator !== '=' && operator !== '!=') {
    throw queryError(`invalid operator for null value of field '${left.name}'`);
  }
  const value = single(left, right, context);
  if (isFolded(left, [right], context)) return sql`fold(${left.column}) ${RELATIONS[operator]} fold(${value})`;
  // Where the value is known not to be null `=` asks the same as `IS`, and finds its rows by the index, which holds no nulls.
  if (operator === '=' && !mayBeNull(right, context)) return sql`${left.column} = ${value}`;
  return sql`${left.column} ${RELATIONS[operator]} ${value}`;
}

/**
 * Whether values beyond ASCII are compared with a text that ignores case. SQLite does not know their upper and lower case, so
 * both sides are folded; ASCII values keep the column's index.
 */
function isFolded(left: Value, values: readonly SoqlOperand[], context: ConditionContext): boolean {
  if (left.kind !== 'text' || left.resolved?.field.caseSensitive === true) return false;
  // every bind is asked: the answer says also that the plan depends on it
  return values
    .map((node) =>
      node.kind === 'bind'
        ? context.bindIsFolded(node)
        : node.kind === 'value' && node.type === 'string' && !isAscii(node.value),
    )
    .includes(true);
}

function mayBeNull(operand: SoqlOperand, context: ConditionContext): boolean {
  if (operand.kind === 'bind') return context.bindHasNull(operand);
  return operand.kind !== 'value' || operand.type === 'null';
}

function single(left: Value, right: SoqlOperand, context: ConditionContext): Fragment {
  if (right.kind === 'value') return literal(left, right);
  if (right.kind === 'bind') {
    const index = context.scope.bindIndex(right);
    return parameter(({ binds }) => {
      if (left.kind !== 'blob' && elementsOf(binds[index]) !== undefined) {
        throw queryError(`Invalid bind expression type of List for column of type ${left.kind}`);
      }
      return bound(left, binds[index]);
    });
  }
  throw queryError(`The operator on '${left.name}' takes one value`);
}

function bound(left: Value, value: unknown): SqlValue {
  try {
    return toSql(left.kind, value);
  } catch (error) {
    if (!(error instanceof WrongValue)) throw error;
    throw queryError(`Invalid bind expression for field '${left.name}': ${error.message}`);
  }
}

function literal(left: Value, node: SoqlLiteral): Fragment {
  return node.type === 'dateLiteral'
    ? parameter((run) => edges(left, range(node, run), run)[0])
    : constant(literalValue(left, node));
}

function literalValue(left: Value, node: Exclude<SoqlLiteral, { readonly type: 'dateLiteral' }>): SqlValue {
  if (node.type === 'null') return null;
  switch (left.kind) {
    case 'text':
      if (node.type === 'string') return node.value;
      throw wrongLiteral(left, 'string', true);
    case 'id':
      if (node.type === 'string') return namesSchema(left) ? node.value : idLiteral(node.value);
      throw wrongLiteral(left, left.resolved?.field.type === 'id' ? 'id' : 'reference', true);
    case 'boolean':
      if (node.type === 'boolean') return node.value ? 1 : 0;
      throw wrongLiteral(left, 'boolean', false);
    case 'int':
    case 'long':
    case 'decimal':
      if (node.type === 'number' || node.type === 'currency') return Number(node.text);
      throw wrongLiteral(left, left.kind === 'decimal' ? 'double' : 'int', false);
    case 'date':
      if (node.type === 'date') return Date.parse(`${node.text}T00:00:00Z`) / DAY;
      throw wrongLiteral(left, 'date', false);
    case 'datetime':
      if (node.type === 'datetime')
        return Date.parse(node.text.replace(/([+-]\d\d):?(\d\d)?$/, (_, h, m) => `${h}:${m ?? '00'}`));
      throw wrongLiteral(left, 'dateTime', false);
    case 'time':
      if (node.type === 'time') return Date.parse(`1970-01-01T${node.text}`);
      throw wrongLiteral(left, 'time', false);
    case 'blob':
    case 'address':
    case 'location':
      throw queryError(`field '${left.name}' can not be filtered in a query call`);
  }
}

const wrongLiteral = (left: Value, type: string, inQuotes: boolean): Error =>
  queryError(
    `value of filter criterion for field '${left.name}' must be of type ${type} and should ${inQuotes ? '' : 'not '}be enclosed in quotes`,
  );

/** Ids of the schema's own rows are names: `EntityDefinitionId = 'Account'`. */
const namesSchema = ({ resolved }: Value): boolean =>
  resolved !== undefined &&
  (SCHEMA_ROWS.has(resolved.object.name) || resolved.field.referenceTo.some((name) => SCHEMA_ROWS.has(name)));

const SCHEMA_ROWS = new Set([
  'EntityDefinition',
  'FieldDefinition',
  'EntityParticle',
  'PicklistValueInfo',
  'RelationshipInfo',
]);

function idLiteral(text: string): SqlValue {
  if (text !== '' && !/^([a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})$/.test(text)) throw queryError(`invalid ID field: ${text}`);
  return toSql('id', text);
}

// ---------------------------------------------------------------- date literals

type DateLiteral = Extract<SoqlLiteral, { readonly type: 'dateLiteral' }>;

const range = (node: DateLiteral, { session }: SqlRun): DayRange =>
  dateLiteral(node.name, node.n ?? 0, dayAt(session.now(), session.timeZone));

/** First moment of the range and the first after it, as the column keeps them. */
function edges(left: Value, { from, to }: DayRange, { session }: SqlRun): readonly [number, number] {
  if (left.kind === 'date') return [from, to];
  return [startOfDay(from, session.timeZone), startOfDay(to, session.timeZone)];
}

function dateRelation(left: Value, operator: keyof typeof RELATIONS, node: DateLiteral): Fragment {
  if (left.kind !== 'date' && left.kind !== 'datetime') throw wrongLiteral(left, left.kind, left.kind === 'text');
  const from = parameter((run) => edges(left, range(node, run), run)[0]);
  const to = parameter((run) => edges(left, range(node, run), run)[1]);
  const { column } = left;
  switch (operator) {
    case '=':
      return sql`${column} >= ${from} AND ${column} < ${to}`;
    case '!=':
      return sql`NOT IFNULL(${column} >= ${from} AND ${column} < ${to}, 0)`;
    case '<':
      return sql`${column} < ${from}`;
    case '<=':
      return sql`${column} < ${to}`;
    case '>':
      return sql`${column} >= ${to}`;
    case '>=':
      return sql`${column} >= ${from}`;
  }
}

// ---------------------------------------------------------------- many values

/** A bound list goes as one JSON parameter, whatever its size. */
function membership(left: Value, negated: boolean, right: SoqlOperand, context: ConditionContext): Fragment {
  if (right.kind === 'subquery') {
    const rows = context.subquery(right.query, left);
    return negated
      ? sql`(${left.column} IS NULL OR ${left.column} NOT IN (${rows}))`
      : sql`${left.column} IN (${rows})`;
  }
  if (right.kind === 'list' && right.values.some((value) => value.kind === 'value' && value.type === 'dateLiteral')) {
    const parts = right.values.map((value) => relation(left, '=', value, context));
    const any = joined(
      parts.map((part) => sql`(${part})`),
      ' OR ',
    );
    return negated ? sql`NOT IFNULL(${any}, 0)` : any;
  }
  let values: Fragment;
  let hasNull: boolean;
  const nodes = right.kind === 'list' ? right.values : [right];
  const folded = isFolded(left, nodes, context);
  const column = folded ? sql`fold(${left.column})` : left.column;
  const form = (value: Fragment): Fragment => (folded ? sql`fold(${value})` : value);
  if (right.kind === 'bind') {
    const index = context.scope.bindIndex(right);
    const value = form({ text: 'value', parameters: [] });
    values = sql`SELECT ${value} FROM json_each(${parameter(({ binds }) => jsonList(left, binds[index]))})`;
    hasNull = context.bindIsCollection(right) && context.bindHasNull(right);
  } else {
    hasNull = nodes.some((node) => node.kind === 'value' && node.type === 'null');
    const present = nodes.filter((node) => node.kind !== 'value' || node.type !== 'null');
    values = joined(
      present.map((node) => form(single(left, node, context))),
      ', ',
    );
  }
  if (negated) {
    const outside = sql`${column} NOT IN (${values})`;
    return hasNull ? sql`${column} IS NOT NULL AND ${outside}` : sql`(${column} IS NULL OR ${outside})`;
  }
  const inside = sql`${column} IN (${values})`;
  return hasNull ? sql`(${inside} OR ${column} IS NULL)` : inside;
}

function jsonList(left: Value, value: unknown): string {
  const elements = left.kind === 'blob' ? [value] : (elementsOf(value) ?? [value]);
  const values: SqlValue[] = [];
  for (const element of elements) {
    const converted = bound(left, element);
    if (converted !== null) values.push(typeof converted === 'bigint' ? Number(converted) : converted);
  }
  return JSON.stringify(values);
}

/** `'a;b'` asks for rows with both; a list for rows with any of its elements. */
function inclusion(left: Value, negated: boolean, right: SoqlOperand, context: ConditionContext): Fragment {
  if (left.resolved?.field.type !== 'multipicklist') {
    throw queryError(`includes and excludes operators are only valid on multipicklist field: ${left.name}`);
  }
  const choices = parameter(({ binds }) => {
    const nodes = right.kind === 'list' ? right.values : right.kind === 'subquery' ? [] : [right];
    const texts = nodes.flatMap((node) => {
      if (node.kind === 'value') return [literalValue(left, node as Exclude<SoqlLiteral, DateLiteral>)];
      const value = binds[context.scope.bindIndex(node)];
      return elementsOf(value) ?? [value];
    });
    return JSON.stringify(
      texts
        .filter((text) => text !== null)
        .map((text) =>
          String(text)
            .split(';')
            .map((part) => part.trim()),
        ),
    );
  });
  const missing = sql`SELECT 1 FROM json_each(choice.value) AS part WHERE instr(';' || lower(${left.column}) || ';', ';' || lower(part.value) || ';') = 0`;
  const found = sql`${left.column} IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(${choices}) AS choice WHERE NOT EXISTS (${missing}))`;
  return negated ? sql`NOT (${found})` : found;
}

/** `%` and `_` are wildcards unless a backslash stands before them. A list of patterns asks for any of them. */
function like(left: Value, right: SoqlOperand, context: ConditionContext): Fragment {
  if (left.kind !== 'text') throw queryError(`invalid operator on ${left.kind} field: ${left.name}`);
  const folded = isFolded(left, [right], context);
  const column = folded ? sql`fold(${left.column})` : left.column;
  const form = (pattern: Fragment): Fragment => (folded ? sql`fold(${pattern})` : pattern);
  if (right.kind !== 'bind') return sql`${column} LIKE ${form(single(left, right, context))} ESCAPE '\\'`;
  const index = context.scope.bindIndex(right);
  const patterns = parameter(({ binds }) => jsonList(left, binds[index]));
  return sql`EXISTS (SELECT 1 FROM json_each(${patterns}) AS pattern WHERE ${column} LIKE ${form({ text: 'pattern.value', parameters: [] })} ESCAPE '\\')`;
}

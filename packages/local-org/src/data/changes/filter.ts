/**
 * Filter expressions of channel members: a subset of SOQL's conditions, compiled into a predicate over an event. Source: Change Data
 * Capture Developer Guide and Platform Events Developer Guide, "Filter Expression Format" and "Field Considerations".
 */
import type { SoqlCondition, SoqlLiteral, SoqlPath } from '../../compiler/syntax/ast.ts';
import { parseSoql } from '../../compiler/syntax/parser.ts';
import { CompilationError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ChannelMemberConfig } from '../../schema/channels.ts';
import type { FieldSchema, ObjectSchema, OrgSchema } from '../../schema/model.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { ApexDate } from '../../values/date.ts';
import { isText, memo } from '../objects.ts';
import { kindOf } from '../values.ts';
import type { Cell, Cells, ChangeHeader } from './change-event.ts';
import { componentsOf } from './change-event.ts';

/** What a filter looks at. */
export interface Filtered {
  readonly values: Cells;
  /** of a change event */
  readonly header: ChangeHeader | undefined;
}

export interface MemberFilter {
  /** canonical names of the fields that it reads, which the events of the channel therefore always carry */
  readonly fields: readonly string[];
  readonly matches: (event: Filtered) => boolean;
}

type Outcome = { readonly filter: MemberFilter | undefined; readonly problem: string | undefined };

/** The filter of a member, or what is wrong with it. */
export function memberFilter(schema: OrgSchema, member: ChannelMemberConfig): Outcome {
  const known = filtersOf(schema);
  let outcome = known.get(member);
  if (outcome === undefined) known.set(member, (outcome = compile(schema, member)));
  return outcome;
}

const filtersOf = memo((_: OrgSchema) => new WeakMap<ChannelMemberConfig, Outcome>());

/** One for each filter expression that cannot be evaluated, at its place. */
export function checkChannelFilters(schema: OrgSchema): readonly Diagnostic[] {
  return [...schema.setup.channelMembers.values()].flatMap((member) => {
    const { problem } = memberFilter(schema, member);
    return problem === undefined
      ? []
      : [{ ...member.filter!.place, message: `The filterExpression of ${member.name} is invalid: ${problem}` }];
  });
}

class FilterProblem extends Error {}

function compile(schema: OrgSchema, member: ChannelMemberConfig): Outcome {
  if (member.filter === undefined) return { filter: undefined, problem: undefined };
  const object = schema.objects.get((member.object ?? member.event).toLowerCase())!;
  try {
    const { where } = parseSoql(`SELECT Id FROM ${object.name} WHERE ${member.filter.text}`);
    const compiler = new FilterCompiler(object, member.object !== undefined);
    const matches = compiler.condition(where!);
    return { filter: { fields: [...compiler.fields], matches }, problem: undefined };
  } catch (error) {
    if (error instanceof FilterProblem) return { filter: undefined, problem: error.message };
    if (error instanceof CompilationError) return { filter: undefined, problem: error.diagnostics[0].message };
    throw error;
  }
}

/** What an operand of a comparison is. */
interface Operand {
  readonly name: string;
  readonly kind: 'text' | 'boolean' | 'number' | 'date' | 'datetime' | 'time';
  readonly caseSensitive: boolean;
  readonly read: (event: Filtered) => Cell;
}

type Predicate = MemberFilter['matches'];

/** "All field types supported for enriched fields are supported in filter expressions." */
const UNSUPPORTED = new Set([
  'longtextarea',
  'html',
  'base64',
  'location',
  'address',
  'encryptedstring',
  'multipicklist',
]);
/** "All field types supported for custom platform event fields": their long text areas too. */
const UNSUPPORTED_OF_EVENTS = new Set(['base64', 'location', 'address']);

class FilterCompiler {
  readonly fields = new Set<string>();
  readonly #object: ObjectSchema;
  readonly #isChange: boolean;

  constructor(object: ObjectSchema, isChange: boolean) {
    this.#object = object;
    this.#isChange = isChange;
  }

  condition(node: SoqlCondition): Predicate {
    if (node.kind === 'not') throw new FilterProblem('the operator NOT is not supported');
    if (node.kind === 'comparison') return this.#comparison(node);
    const parts = node.conditions.map((part) => this.condition(part));
    if (node.kind === 'and') return (event) => parts.every((part) => part(event));
    return (event) => parts.some((part) => part(event));
  }

  #comparison({ left, operator, right }: Extract<SoqlCondition, { readonly kind: 'comparison' }>): Predicate {
    if (left.kind !== 'path') throw new FilterProblem('functions are not supported');
    const operand = this.#operand(left.path);
    if (operator === 'includes' || operator === 'excludes')
      throw new FilterProblem(`the operator ${operator.toUpperCase()} is not supported`);
    if (operand.kind === 'boolean' && operator !== '=' && operator !== '!=')
      throw new FilterProblem(`the checkbox field ${operand.name} supports only the operators = and !=`);
    if (right.kind === 'bind' || right.kind === 'subquery')
      throw new FilterProblem(`${operand.name} can be compared with values only`);
    const literals = right.kind === 'list' ? right.values : [right];
    const values = literals.map((literal) => {
      if (literal.kind === 'bind') throw new FilterProblem(`${operand.name} can be compared with values only`);
      return literalOf(operand, literal);
    });
    return predicate(operand, operator, values);
  }

  #operand({ parts }: SoqlPath): Operand {
    const name = parts.join('.');
    if (this.#isChange && parts.length === 2 && parts[0].toLowerCase() === 'changeeventheader')
      return headerField(parts[1]);
    const field = parts.length === 1 ? this.#object.fields.get(parts[0].toLowerCase()) : this.#component(parts);
    if (field === undefined) throw new FilterProblem(`no such column '${name}' on entity '${this.#object.name}'`);
    const unsupported = this.#isChange ? UNSUPPORTED : UNSUPPORTED_OF_EVENTS;
    if (unsupported.has(field.type) || (field.formula !== undefined && field.custom))
      throw new FilterProblem(`the field ${name} is of a type that filters do not support`);
    this.fields.add(field.name);
    return {
      name,
      kind: operandKind(field),
      caseSensitive: field.caseSensitive || !isText(field),
      read: ({ values }) => values[field.name] ?? null,
    };
  }

  /** `BillingAddress.City` */
  #component([compound, part]: readonly string[]): FieldSchema | undefined {
    for (const [name, component] of componentsOf(this.#object)) {
      const same = component.compound.name.toLowerCase() === compound.toLowerCase();
      if (same && component.part.toLowerCase() === part.toLowerCase())
        return this.#object.fields.get(name.toLowerCase());
    }
    return undefined;
  }
}

function operandKind(field: FieldSchema): Operand['kind'] {
  const kind = kindOf(field);
  switch (kind) {
    case 'boolean':
    case 'date':
    case 'datetime':
    case 'time':
      return kind;
    case 'int':
    case 'long':
    case 'decimal':
      return 'number';
    default:
      return 'text';
  }
}

const HEADER_TEXTS = ['entityName', 'changeType', 'changeOrigin', 'transactionKey', 'commitUser'] as const;
const HEADER_NUMBERS = ['sequenceNumber', 'commitTimestamp', 'commitNumber'] as const;
const HEADER_LISTS = new Set(['recordids', 'nulledfields', 'difffields', 'changedfields']);

function headerField(written: string): Operand {
  const name = `ChangeEventHeader.${written}`;
  const same = (key: string): boolean => key.toLowerCase() === written.toLowerCase();
  const text = HEADER_TEXTS.find(same);
  const number = HEADER_NUMBERS.find(same);
  if (HEADER_LISTS.has(written.toLowerCase()))
    throw new FilterProblem(`${name} is a list, which filters do not support`);
  const key = text ?? number;
  if (key === undefined) throw new FilterProblem(`no such column '${name}' on entity 'ChangeEventHeader'`);
  const kind = text === undefined ? 'number' : 'text';
  return { name, kind, caseSensitive: false, read: ({ header }) => header?.[key] ?? null };
}

function literalOf({ name, kind }: Operand, literal: SoqlLiteral): Cell {
  if (literal.type === 'null') return null;
  switch (kind) {
    case 'text':
      if (literal.type === 'string') return literal.value;
      throw new FilterProblem(`the value of ${name} must be enclosed in single quotes`);
    case 'boolean':
      if (literal.type === 'boolean') return literal.value ? 1 : 0;
      break;
    case 'number':
      if (literal.type === 'number') return Number(literal.text);
      break;
    case 'date':
      if (literal.type === 'date') return ApexDate.parseIso(literal.text).days;
      break;
    case 'datetime':
      if (literal.type === 'datetime') return ApexDatetime.parseIso(literal.text)!.ms;
      break;
    case 'time':
      if (literal.type === 'time') return Date.parse(`1970-01-01T${literal.text}`);
      break;
  }
  throw new FilterProblem(`the value of ${name} must be of type ${kind}`);
}

type Operator = Exclude<Extract<SoqlCondition, { readonly kind: 'comparison' }>['operator'], 'includes' | 'excludes'>;

/** As in SOQL: a field without a value equals nothing but null, and is not greater or less than anything. */
function predicate(operand: Operand, operator: Operator, given: readonly Cell[]): Predicate {
  const { kind, caseSensitive } = operand;
  // "Comparing a Checkbox field to null is equivalent to comparing it to a value of false."
  const folded = (value: Cell): Cell => {
    if (kind === 'boolean') return value ?? 0;
    return typeof value === 'string' && !caseSensitive ? value.toLowerCase() : value;
  };
  const values = given.map(folded);
  const [value] = values;
  const read = (event: Filtered): Cell => folded(operand.read(event));
  switch (operator) {
    case '=':
      return (event) => read(event) === value;
    case '!=':
      return (event) => read(event) !== value;
    case 'in':
      return (event) => values.includes(read(event));
    case 'not in':
      return (event) => !values.includes(read(event));
    case 'like': {
      if (kind !== 'text' || value === null) throw new FilterProblem(`${operand.name} does not support LIKE`);
      const pattern = likePattern(String(value));
      return (event) => pattern.test(String(read(event) ?? ''));
    }
    default: {
      if (value === null) throw new FilterProblem(`${operand.name} cannot be compared with null by ${operator}`);
      const holds = ORDER[operator];
      return (event) => {
        const own = read(event);
        return own !== null && holds(own < value ? -1 : own > value ? 1 : 0);
      };
    }
  }
}

const ORDER: Readonly<Record<'<' | '<=' | '>' | '>=', (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** `%` is any text, `_` any one character; neither can be escaped. */
function likePattern(text: string): RegExp {
  const source = text
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replaceAll('%', '[^]*')
    .replaceAll('_', '[^]');
  return new RegExp(`^${source}$`, 'u');
}

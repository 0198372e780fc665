/** Operators: which operation the static types of the operands make of them, and what it yields. */
import type { Binary, BinaryOperator, Conditional, Expression } from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { canBe, commonType, convert, numericName, type NumericName } from './conversions.ts';
import type { ArithmeticKind, HirBinaryOperation, HirExpression } from './hir.ts';
import type { Type } from './types.ts';
import { isEnum, isError, isNull, isSystem, sameType, systemName, typeName } from './typing.ts';

export const KINDS: Readonly<Record<NumericName, ArithmeticKind>> = {
  Integer: 'int',
  Long: 'long',
  Double: 'double',
  Decimal: 'decimal',
};
const ORDER: readonly NumericName[] = ['Integer', 'Long', 'Double', 'Decimal'];

const wider = (a: NumericName, b: NumericName): NumericName => (ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b);

type Operated = {
  readonly operation: HirBinaryOperation;
  readonly left: HirExpression;
  readonly right: HirExpression;
  readonly type: Type;
};

/** A long chain leans to the left: it is walked in a loop. */
export function binary(body: Body, node: Binary): HirExpression {
  const chain: Binary[] = [];
  let first: Expression = node;
  while (first.kind === 'binary') {
    chain.push(first);
    first = first.left;
  }
  let left = body.value(first);
  for (let i = chain.length - 1; i >= 0; i--) {
    const { operator, right } = chain[i];
    left = combine(body, operator, left, body.value(right));
  }
  return left;
}

function combine(body: Body, operator: BinaryOperator, left: HirExpression, right: HirExpression): HirExpression {
  const { start } = left;
  if (isError(left.type) || isError(right.type)) return body.error(start);
  if (left.type.kind === 'void' || right.type.kind === 'void')
    return body.fail(start, `Invalid void operand of ${operator}`);
  if (operator === '??') return coalesce(body, left, right);
  const operated = operate(body, operator, left, right);
  if (typeof operated === 'string') return body.fail(start, operated);
  const { operation, type } = operated;
  return { kind: 'binary', operation, left: operated.left, right: operated.right, type, start };
}

function coalesce(body: Body, left: HirExpression, right: HirExpression): HirExpression {
  const row = left.kind === 'soql' && right.type.kind === 'sobject' ? convert(left, right.type) : undefined;
  if (row?.kind === 'soql')
    return { kind: 'coalesce', left: { ...row, result: 'optional' }, right, type: right.type, start: left.start };
  const type = commonType(left.type, right.type) ?? rowType(left, right);
  if (!type) {
    const words = `${typeName(left.type)}, ${typeName(right.type)}`;
    return body.fail(left.start, `Incompatible types in null coalescing operator: ${words}`);
  }
  return {
    kind: 'coalesce',
    left: body.convert(left, type),
    right: body.convert(right, type),
    type,
    start: left.start,
  };
}

/** `[SELECT ...] ?? new Account()` */
function rowType(left: HirExpression, right: HirExpression): Type | undefined {
  if (left.kind === 'soql' && right.type.kind === 'sobject' && convert(left, right.type)) return right.type;
  if (right.kind === 'soql' && left.type.kind === 'sobject' && convert(right, left.type)) return left.type;
  return undefined;
}

/** The operation with its operands converted, or the message that refuses it. */
export function operate(
  body: Body,
  operator: BinaryOperator,
  left: HirExpression,
  right: HirExpression,
): Operated | string {
  switch (operator) {
    case '+':
      return add(body, left, right);
    case '-':
      return dateShift(body, left, right, -1) ?? arithmetic(body, operator, left, right);
    case '*':
    case '/':
    case '%':
      return arithmetic(body, operator, left, right);
    case '&&':
    case '||':
      return logical(body, operator, left, right);
    case '&':
    case '|':
    case '^':
      return isSystem(left.type, 'Boolean')
        ? logical(body, operator, left, right)
        : bitwise(body, operator, left, right);
    case '<<':
    case '>>':
    case '>>>':
      return bitwise(body, operator, left, right);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(body, operator, left, right);
    case '==':
    case '!=':
      return equal(body, operator === '!=', left, right);
    case '===':
    case '!==':
      return identical(body, operator === '!==', left, right);
    case '??':
      throw new Error('?? has its own rules');
  }
}

function add(body: Body, left: HirExpression, right: HirExpression): Operated | string {
  if (isSystem(left.type, 'String') || isSystem(right.type, 'String')) {
    return { operation: { kind: 'concat' }, left, right, type: body.universe.system('String') };
  }
  const shifted = dateShift(body, left, right, 1);
  if (shifted) return shifted;
  const sum = arithmetic(body, '+', left, right);
  // An Id next to anything that is no number is text.
  if (typeof sum === 'string' && (isSystem(left.type, 'Id') || isSystem(right.type, 'Id'))) {
    return { operation: { kind: 'concat' }, left, right, type: body.universe.system('String') };
  }
  return sum;
}

const DATES: Readonly<Record<string, 'date' | 'datetime' | 'time'>> = {
  Date: 'date',
  Datetime: 'datetime',
  Time: 'time',
};

function dateShift(body: Body, left: HirExpression, right: HirExpression, sign: 1 | -1): Operated | string | undefined {
  const of = DATES[systemName(left.type) ?? ''];
  if (!of) return undefined;
  const amount = numericName(right.type);
  const integral = amount === 'Integer' || amount === 'Long';
  if (!amount || (of !== 'datetime' && !integral))
    return {
      date: 'Date expressions must use Integer or Long',
      time: 'Time expressions must use Integer or Long',
      datetime: 'Date/time expressions must use Integer or Double or Decimal',
    }[of];
  // Days; a fraction of a day counts for a Datetime only.
  const wanted = body.universe.system(of === 'datetime' ? 'Decimal' : amount);
  return { operation: { kind: 'dateAdd', of, sign }, left, right: body.convert(right, wanted), type: left.type };
}

function arithmetic(
  body: Body,
  operator: '+' | '-' | '*' | '/' | '%',
  left: HirExpression,
  right: HirExpression,
): Operated | string {
  const name = commonNumeric(left.type, right.type);
  if (!name) return 'Arithmetic expressions must use numeric arguments';
  const type = body.universe.system(name);
  const operation: HirBinaryOperation = { kind: 'arithmetic', operator, numeric: KINDS[name] };
  return { operation, left: body.convert(left, type), right: body.convert(right, type), type };
}

/** The wider of two numeric types; null takes the type of the other side. */
function commonNumeric(a: Type, b: Type): NumericName | undefined {
  const left = isNull(a) ? numericName(b) : numericName(a);
  const right = isNull(b) ? numericName(a) : numericName(b);
  return left && right && wider(left, right);
}

function logical(
  body: Body,
  operator: '&&' | '||' | '&' | '|' | '^',
  left: HirExpression,
  right: HirExpression,
): Operated | string {
  const boolean = body.universe.system('Boolean');
  const fits = (value: HirExpression): boolean => isNull(value.type) || isSystem(value.type, 'Boolean');
  if (!fits(left) || !fits(right)) return 'Logical operator can only be applied to Boolean';
  return { operation: { kind: 'logical', operator }, left, right, type: boolean };
}

function bitwise(
  body: Body,
  operator: '&' | '|' | '^' | '<<' | '>>' | '>>>',
  left: HirExpression,
  right: HirExpression,
): Operated | string {
  const [a, b] = [numericName(left.type), numericName(right.type)];
  const integral = (name: NumericName | undefined): boolean => name === 'Integer' || name === 'Long';
  const shift = operator === '<<' || operator === '>>' || operator === '>>>';
  if (!a || !b || !integral(a) || !integral(b)) {
    return shift
      ? `${operator} operation can only be applied to Integer or Long types`
      : `${operator} operator can only be applied to Boolean expressions or to Integer or Long expressions`;
  }
  const name = shift ? a : wider(a, b);
  const type = body.universe.system(name);
  const numeric = name === 'Long' ? 'long' : 'int';
  const amount: HirExpression =
    shift && a === 'Integer' && b === 'Long'
      ? { kind: 'convert', conversion: 'longToInt', value: right, type, start: right.start }
      : body.convert(right, type);
  return { operation: { kind: 'bitwise', operator, numeric }, left: body.convert(left, type), right: amount, type };
}

function compare(
  body: Body,
  operator: '<' | '<=' | '>' | '>=',
  left: HirExpression,
  right: HirExpression,
): Operated | string {
  const type = body.universe.system('Boolean');
  const numeric = commonNumeric(left.type, right.type);
  if (numeric) {
    const common = body.universe.system(numeric);
    const operation: HirBinaryOperation = { kind: 'compare', operator, of: KINDS[numeric] };
    return { operation, left: body.convert(left, common), right: body.convert(right, common), type };
  }
  const common = commonType(left.type, right.type);
  const of = common && COMPARABLE[systemName(common) ?? ''];
  if (common && !of && sameType(left.type, right.type))
    return `Inequality operator not allowed for this type: ${typeName(common)}`;
  if (!common || !of)
    return `Comparison arguments must be compatible types: ${typeName(left.type)}, ${typeName(right.type)}`;
  const id = of === 'string' && (isSystem(left.type, 'Id') || isSystem(right.type, 'Id'));
  return {
    operation: { kind: 'compare', operator, of: id ? 'id' : of },
    left: body.convert(left, common),
    right: body.convert(right, common),
    type,
  };
}

const COMPARABLE: Readonly<Record<string, 'string' | 'date' | 'datetime' | 'time' | 'id'>> = {
  String: 'string',
  Id: 'id',
  Date: 'date',
  Datetime: 'datetime',
  Time: 'time',
};

/** Whether two expressions are one object; what can never be is refused. */
function identical(body: Body, negated: boolean, left: HirExpression, right: HirExpression): Operated | string {
  const [a, b] = [left.type, right.type];
  if (!canBe(a, b) && !canBe(b, a) && !rowType(left, right)) {
    return `Comparison arguments must be compatible types: ${typeName(a)}, ${typeName(b)}`;
  }
  return { operation: { kind: 'identical', negated }, left, right, type: body.universe.system('Boolean') };
}

function equal(body: Body, negated: boolean, left: HirExpression, right: HirExpression): Operated | string {
  const type = body.universe.system('Boolean');
  const isNullLiteral = (value: HirExpression): boolean => value.kind === 'constant' && value.literal === 'null';
  if (isNullLiteral(left) || isNullLiteral(right)) {
    return { operation: { kind: 'identical', negated }, left, right, type };
  }
  const numeric = commonNumeric(left.type, right.type);
  if (numeric) {
    const common = body.universe.system(numeric);
    const operation: HirBinaryOperation = { kind: 'equal', negated, of: KINDS[numeric] };
    return { operation, left: body.convert(left, common), right: body.convert(right, common), type };
  }
  const row = rowType(left, right);
  if (row) {
    const operation: HirBinaryOperation = { kind: 'equal', negated, of: 'value' };
    return { operation, left: body.convert(left, row), right: body.convert(right, row), type };
  }
  const [a, b] = [left.type, right.type];
  if (!canBe(a, b) && !canBe(b, a)) {
    return `Comparison arguments must be compatible types: ${typeName(a)}, ${typeName(b)}`;
  }
  const [x, y] = [systemName(a), systemName(b)];
  if (x === 'Boolean' && y === 'Boolean')
    return { operation: { kind: 'equal', negated, of: 'boolean' }, left, right, type };
  if (x === 'String' && y === 'String')
    return { operation: { kind: 'equal', negated, of: 'string' }, left, right, type };
  if ((x === 'Id' || x === 'String') && (y === 'Id' || y === 'String')) {
    return { operation: { kind: 'equal', negated, of: 'id' }, left, right, type };
  }
  if (isEnum(a) && isEnum(b)) return { operation: { kind: 'equal', negated, of: 'enum' }, left, right, type };
  const dates = (x === 'Date' && y === 'Datetime') || (x === 'Datetime' && y === 'Date');
  const datetime = body.universe.system('Datetime');
  const object = body.universe.system('Object');
  // Seen as Objects, Doubles have to say that they are Doubles.
  const general = (value: HirExpression): HirExpression =>
    dates ? body.convert(value, datetime) : isSystem(value.type, 'Double') ? body.convert(value, object) : value;
  return { operation: { kind: 'equal', negated, of: 'value' }, left: general(left), right: general(right), type };
}

// ---------------------------------------------------------------- ?:

export function conditional(body: Body, node: Conditional): HirExpression {
  const condition = body.condition(node.condition);
  const then = body.value(node.then);
  const other = body.value(node.else);
  if (isError(then.type) || isError(other.type)) return body.error(node.start);
  const type = commonType(then.type, other.type) ?? rowType(then, other);
  if (!type) {
    const words = `${typeName(then.type)}, ${typeName(other.type)}`;
    return body.fail(node.start, `Incompatible types in ternary operator: ${words}`);
  }
  return {
    kind: 'conditional',
    condition,
    then: body.convert(then, type),
    else: body.convert(other, type),
    type,
    start: node.start,
  };
}

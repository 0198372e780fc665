/** Operators of Apex as JavaScript, given the text of their operands. */
import type { ArithmeticKind, HirBinaryOperation } from '../semantics/hir.ts';
import { quote } from './names.ts';

/** An operand: its text, and whether it can be null. */
export interface Operand {
  readonly text: string;
  readonly neverNull: boolean;
}

/** The operand with its null check: a null there is a NullPointerException. */
export function checked(operand: Operand): string {
  return operand.neverNull ? operand.text : `(${operand.text} ?? $npe())`;
}

/** Comparisons with NaN are false, as Apex's are with null. */
function comparable(operand: Operand): string {
  return operand.neverNull ? operand.text : `(${operand.text} ?? (0 / 0))`;
}

/** `left` stands before `right` in the source and is evaluated first. */
export function binary(operation: HirBinaryOperation, left: Operand, right: Operand): string {
  switch (operation.kind) {
    case 'arithmetic':
      return arithmetic(operation.operator, operation.numeric, left, right);
    case 'bitwise':
      return bitwise(operation.operator, operation.numeric, left, right);
    case 'logical':
      return logical(operation.operator, left, right);
    case 'dateAdd':
      return `$.dateAdd(${left.text}, ${right.text}, ${operation.sign})`;
    case 'compare':
      return compare(operation.operator, operation.of, left, right);
    case 'equal':
      return equal(operation.of, operation.negated, left, right);
    case 'identical':
      return `(${left.text} ${operation.negated ? '!==' : '==='} ${right.text})`;
    case 'concat':
      throw new Error('Concatenation has operands of its own kind');
  }
}

function arithmetic(operator: string, numeric: ArithmeticKind, left: Operand, right: Operand): string {
  if (numeric === 'long') return `$longArithmetic(${quote(operator)}, ${left.text}, ${right.text})`;
  if (numeric === 'decimal') return `${decimalOperation(operator)}(${left.text}, ${right.text})`;
  if (numeric === 'double') {
    return operator === '/'
      ? `$.doubleDivide(${left.text}, ${right.text})`
      : `(${checked(left)} ${operator} ${checked(right)})`;
  }
  switch (operator) {
    case '*':
      return `$imul(${checked(left)}, ${checked(right)})`;
    case '/':
      return isNonZero(right) ? `((${checked(left)} / ${right.text}) | 0)` : `$.intDivide(${left.text}, ${right.text})`;
    case '%':
      return isNonZero(right)
        ? `(${checked(left)} % ${right.text} | 0)`
        : `$.intRemainder(${left.text}, ${right.text})`;
    default:
      return `((${checked(left)} ${operator} ${checked(right)}) | 0)`;
  }
}

function decimalOperation(operator: string): string {
  switch (operator) {
    case '+':
      return '$decimalAdd';
    case '-':
      return '$decimalSubtract';
    case '*':
      return '$decimalMultiply';
    case '/':
      return '$decimalDivide';
    default:
      throw new Error(`No such operator on Decimal: ${operator}`);
  }
}

function isNonZero(operand: Operand): boolean {
  return /^[1-9]\d*$/.test(operand.text);
}

function bitwise(operator: string, numeric: 'int' | 'long', left: Operand, right: Operand): string {
  if (numeric === 'long') return `$longArithmetic(${quote(operator)}, ${left.text}, ${right.text})`;
  const text = `(${checked(left)} ${operator} ${checked(right)})`;
  return operator === '>>>' ? `(${text} | 0)` : text;
}

function logical(operator: string, left: Operand, right: Operand): string {
  switch (operator) {
    case '&':
    case '|':
      return `((${checked(left)} ${operator} ${checked(right)}) === 1)`;
    case '^':
      return `(${checked(left)} !== ${checked(right)})`;
    default:
      return `(${checked(left)} ${operator} ${checked(right)})`;
  }
}

const DECIMAL_COMPARISONS: Readonly<Record<string, string>> = {
  '<': '$decimalLess',
  '<=': '$decimalAtMost',
  '>': '$decimalGreater',
  '>=': '$decimalAtLeast',
};

function compare(operator: string, of: string, left: Operand, right: Operand): string {
  switch (of) {
    case 'int':
    case 'long':
    case 'double':
      return `(${comparable(left)} ${operator} ${comparable(right)})`;
    case 'string':
      return `($compareText(${left.text}, ${right.text}) ${operator} 0)`;
    case 'decimal':
      return `${DECIMAL_COMPARISONS[operator]}(${left.text}, ${right.text})`;
    case 'id':
      return `($.compareIds(${left.text}, ${right.text}) ${operator} 0)`;
    default:
      return `($.compareValues(${left.text}, ${right.text}) ${operator} 0)`;
  }
}

function equal(of: string, negated: boolean, left: Operand, right: Operand): string {
  const not = negated ? '!' : '';
  if (left.text === 'null' || right.text === 'null') return `(${left.text} ${not || '='}== ${right.text})`;
  switch (of) {
    case 'int':
    case 'long':
    case 'double':
    case 'boolean':
    case 'enum':
      return `(${left.text} ${not || '='}== ${right.text})`;
    case 'string':
      return `${not}$textEquals(${left.text}, ${right.text})`;
    case 'id':
      return `${not}$idEquals(${left.text}, ${right.text})`;
    case 'decimal':
      return `${not}$decimalEquals(${left.text}, ${right.text})`;
    default:
      return `${not}$valueEquals(${left.text}, ${right.text})`;
  }
}

/** `-x`; the zero of an Integer has no sign. */
export function negate(numeric: ArithmeticKind, operand: Operand): string {
  if (numeric === 'long') return `$.longNegate(${operand.text})`;
  if (numeric === 'decimal') return `$.decimalNegate(${operand.text})`;
  // the space keeps the minus of a negative constant apart
  return numeric === 'int' ? `(- ${checked(operand)} | 0)` : `(- ${checked(operand)})`;
}

/** The constant 1 of a kind, for `++` and `--`. */
export function one(numeric: ArithmeticKind): string {
  if (numeric === 'long') return '1n';
  return numeric === 'decimal' ? '$.decimal("1")' : '1';
}

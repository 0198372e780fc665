/** Operators of one operand. */
import type { Postfix, Unary } from '../syntax/ast.ts';
import { increment } from './assignments.ts';
import type { Body } from './body.ts';
import { numericName } from './conversions.ts';
import type { HirExpression } from './hir.ts';
import { KINDS } from './operators.ts';
import { isError, isSystem, typeName } from './typing.ts';

export function unary(body: Body, node: Unary): HirExpression {
  const { operator, operand, start } = node;
  if (operator === '++' || operator === '--') return increment(body, operand, operator, true, start);
  const value = body.value(operand);
  const isWhole = operand.kind === 'literal' && (operand.type === 'integer' || operand.type === 'long');
  if (operator === '-' && isWhole && !isError(value.type) && value.kind === 'constant')
    return { ...value, text: `-${value.text}`, start };
  if (isError(value.type)) return value;
  if (operator === '!') {
    if (!isSystem(value.type, 'Boolean'))
      return body.fail(start, '! operator can only be applied to boolean expressions');
    return { kind: 'not', operand: value, type: value.type, start };
  }
  const name = numericName(value.type);
  if (!name) {
    return body.fail(
      start,
      operator === '~'
        ? `Invalid type for bitwise negate: ${typeName(value.type)}`
        : 'Unary negation must use a numeric argument',
    );
  }
  if (operator === '+') return value;
  if (operator === '-') return { kind: 'negate', numeric: KINDS[name], operand: value, type: value.type, start };
  if (name !== 'Integer' && name !== 'Long') {
    return body.fail(start, `Invalid type for bitwise negate: ${typeName(value.type)}`);
  }
  return { kind: 'bitNot', numeric: name === 'Long' ? 'long' : 'int', operand: value, type: value.type, start };
}

export const postfix = (body: Body, node: Postfix): HirExpression =>
  increment(body, node.operand, node.operator, false, node.start);

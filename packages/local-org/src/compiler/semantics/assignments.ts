/** What changes a place: `=`, `op=`, `++` and `--`. */
import type { Assignment, BinaryOperator, Expression } from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { implicitConversion, numericName } from './conversions.ts';
import type { ConversionKind, HirExpression, HirPlace } from './hir.ts';
import { KINDS, operate } from './operators.ts';
import type { Type } from './types.ts';
import { isError, sameType, typeName } from './typing.ts';

interface Target {
  readonly place: HirPlace;
  readonly type: Type;
}

/** The place that an expression names; undefined after a report. */
function writablePlace(body: Body, node: Expression, access: 'write' | 'both'): Target | undefined {
  const denoted = body.checker.denote(body, node, access);
  const value = denoted.kind === 'value' ? denoted.value : undefined;
  if (value && isError(value.type)) return undefined;
  if (value?.kind !== 'read') {
    body.report(node.start, 'Expression cannot be assigned');
    return undefined;
  }
  const { place } = value;
  if (place.kind === 'local') {
    if (place.variable.isFinal && initialized(body, place)) {
      body.report(node.start, `Final local variable cannot be assigned: ${place.variable.name}`);
    }
  } else if (place.kind === 'platformField' && !place.field.property?.hasSetter && place.field.property) {
    body.report(node.start, `Field is not writeable: ${place.field.owner.qualifiedName}.${place.field.name}`);
  }
  return { place, type: value.type };
}

/** A final variable takes one value: that of its declaration, of the call, or of its first assignment. */
const initialized = (body: Body, place: HirPlace & { kind: 'local' }): boolean =>
  place.variable.isParameter ||
  body.writes.some((write) => write.variable === place.variable && write.value !== undefined && !isUnset(write.value));

/** A declaration without a value counts as null, which a null literal of no place in the source stands for. */
const isUnset = (value: HirExpression): boolean => value.kind === 'constant' && value.start < 0;

export function assignment(body: Body, node: Assignment): HirExpression {
  const { start } = node;
  const target = writablePlace(body, node.target, node.operator === '=' ? 'write' : 'both');
  const value = body.value(node.value);
  if (!target || isError(value.type)) return body.error(start);
  const assigned =
    node.operator === '=' ? plain(body, target, value, start) : compound(body, target, node.operator, value, start);
  if (target.place.kind === 'local') body.writes.push({ variable: target.place.variable, value: assigned });
  return assigned;
}

function plain(body: Body, target: Target, value: HirExpression, start: number): HirExpression {
  if (value.type.kind === 'void') return body.fail(start, `Illegal assignment from void to ${typeName(target.type)}`);
  return { kind: 'assign', place: target.place, value: body.convert(value, target.type), type: target.type, start };
}

function compound(
  body: Body,
  target: Target,
  operator: Exclude<Assignment['operator'], '='>,
  value: HirExpression,
  start: number,
): HirExpression {
  const current: HirExpression = { kind: 'read', place: target.place, type: target.type, start };
  const operated = operate(body, operator.slice(0, -1) as BinaryOperator, current, value);
  if (typeof operated === 'string') return body.fail(start, operated);
  const widenPlace =
    operated.left.kind === 'convert' && operated.left.value === current ? operated.left.conversion : undefined;
  const narrow = narrowing(operated.type, target.type);
  if (narrow === 'refused') {
    return body.fail(start, `Illegal assignment from ${typeName(operated.type)} to ${typeName(target.type)}`);
  }
  return {
    kind: 'compoundAssign',
    place: target.place,
    operation: operated.operation,
    value: operated.right,
    widenPlace,
    narrow,
    type: target.type,
    start,
  };
}

/** How the result of `a op= b` comes back into the place. */
function narrowing(from: Type, to: Type): ConversionKind | 'refused' | undefined {
  if (sameType(from, to)) return undefined;
  const implicit = implicitConversion(from, to);
  return implicit ? implicit.kind : 'refused';
}

export function increment(
  body: Body,
  operand: Expression,
  operator: '++' | '--',
  prefix: boolean,
  start: number,
): HirExpression {
  const target = writablePlace(body, operand, 'both');
  if (!target) return body.error(start);
  const name = numericName(target.type);
  if (!name)
    return body.fail(
      start,
      prefix
        ? `Unary prefix ${operator === '++' ? 'increment' : 'decrement'} can only be applied to numeric expressions: ${typeName(target.type)}`
        : `Unary postfix increment/decrement can only be applied to numeric expressions: ${typeName(target.type)}`,
    );
  const delta = operator === '++' ? 1 : -1;
  return { kind: 'increment', place: target.place, delta, prefix, numeric: KINDS[name], type: target.type, start };
}

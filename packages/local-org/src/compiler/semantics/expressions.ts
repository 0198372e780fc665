/** The dispatcher over expressions; each kind is checked in its own file. */
import type { Expression, IndexAccess, Literal } from '../syntax/ast.ts';
import type { Access, Body, Checker, Denotation } from './body.ts';
import { assignment } from './assignments.ts';
import { call } from './calls.ts';
import { canBe } from './conversions.ts';
import { newArray, newCollection, newObject } from './creation.ts';
import type { HirExpression } from './hir.ts';
import { denoteFieldAccess, denoteName, onTarget, readPlace, valueOf } from './names.ts';
import { binary, conditional } from './operators.ts';
import { postfix, unary } from './unary.ts';
import { soqlExpression, soslExpression } from './soql.ts';
import type { Type } from './types.ts';
import {
  classType,
  isError,
  isGenericSObject,
  isNull,
  nullType,
  sameType,
  superTypes,
  systemName,
  typeName,
  voidType,
} from './typing.ts';

export const checker: Checker = { value, denote };

/** The expression as a value; names that are only types or namespaces are refused. */
function value(body: Body, node: Expression): HirExpression {
  const denoted = denote(body, node, 'read');
  switch (denoted.kind) {
    case 'value':
      return denoted.value;
    case 'type':
    case 'namespace':
    case 'labels':
    case 'pages':
    case 'fieldTokens':
      return body.fail(lastName(node).start, `Variable does not exist: ${lastName(node).name}`);
  }
}

function lastName(node: Expression): { readonly name: string; readonly start: number } {
  if (node.kind === 'fieldAccess') return node.name;
  return { name: node.kind === 'name' ? node.name : '', start: node.start };
}

function denote(body: Body, node: Expression, access: Access): Denotation {
  if (node.kind === 'name') return denoteName(body, node, access);
  if (node.kind === 'fieldAccess') return denoteFieldAccess(body, node, access);
  return valueOf(plainValue(body, node));
}

type Plain = Exclude<Expression, { kind: 'name' | 'fieldAccess' }>;

function plainValue(body: Body, node: Plain): HirExpression {
  const { start } = node;
  switch (node.kind) {
    case 'literal':
      return literal(body, node);
    case 'this':
      if (body.isStatic || !body.owner) return body.fail(start, 'This cannot be referenced in a static context');
      return { kind: 'this', type: classType(body.owner), start };
    case 'super':
      return body.fail(
        start,
        body.isStatic || !body.owner
          ? 'Super cannot be referenced in a static context'
          : `No super type defined: ${body.owner.qualifiedName}`,
      );
    case 'call':
      return call(body, node);
    case 'index':
      return index(body, node);
    case 'new':
      return newObject(body, node);
    case 'newCollection':
      return newCollection(body, node);
    case 'newArray':
      return newArray(body, node);
    case 'cast': {
      const type = body.resolve(node.type);
      const operand = body.value(node.value);
      if (isError(type) || isError(operand.type)) return body.error(start);
      return body.cast(operand, type);
    }
    case 'instanceof':
      return instanceOf(body, node);
    case 'unary':
      return unary(body, node);
    case 'postfix':
      return postfix(body, node);
    case 'binary':
      return binary(body, node);
    case 'assign':
      return assignment(body, node);
    case 'conditional':
      return conditional(body, node);
    case 'classLiteral': {
      const isVoid = node.type.parts.length === 1 && node.type.parts[0].name.toLowerCase() === 'void';
      const referred = isVoid ? voidType : body.resolve(node.type);
      if (isError(referred)) return body.error(start);
      return { kind: 'classLiteral', referred, type: body.universe.system('Type'), start };
    }
    case 'soql':
      return soqlExpression(body, node);
    case 'sosl':
      return soslExpression(body, node);
  }
}

const LITERALS = {
  boolean: 'Boolean',
  integer: 'Integer',
  long: 'Long',
  decimal: 'Decimal',
  double: 'Double',
  string: 'String',
} as const;

const MAX_INTEGER = 2 ** 31 - 1;
const MAX_LONG = 2n ** 63n - 1n;

function literal(body: Body, node: Literal): HirExpression {
  const { type: kind, text, start } = node;
  if (kind === 'null') return { kind: 'constant', literal: 'null', text: 'null', type: nullType, start };
  if (kind === 'integer' && Number(text) > MAX_INTEGER) return body.fail(start, 'Illegal integer');
  if (kind === 'long' && text.length > 18 && BigInt(text) > MAX_LONG) return body.fail(start, 'Illegal long');
  return { kind: 'constant', literal: kind, text, type: body.universe.system(LITERALS[kind]), start };
}

function index(body: Body, node: IndexAccess): HirExpression {
  const target = body.value(node.target);
  const position = body.valueAs(
    node.index,
    body.universe.system('Integer'),
    (from, to) => `List index must be of type ${to}: ${from}`,
  );
  return onTarget(body, target, false, (list) => {
    if (systemName(list.type) !== 'List' || list.type.kind !== 'class') {
      return body.fail(node.start, `Expression must be a list type: ${typeName(list.type)}`);
    }
    return readPlace({ kind: 'listElement', target: list, index: position, start: node.start }, list.type.args[0]);
  });
}

function instanceOf(body: Body, node: Extract<Expression, { kind: 'instanceof' }>): HirExpression {
  const operand = body.value(node.value);
  const tested = body.resolve(node.type);
  const { start } = node;
  if (isError(operand.type) || isError(tested)) return body.error(start);
  if (operand.type.kind === 'void') return body.fail(start, 'Invalid void operand of instanceof');
  if (!isNull(operand.type) && !canBe(operand.type, tested)) {
    const [from, to] = [typeName(operand.type), typeName(tested)];
    return body.fail(
      start,
      `Operation instanceof is always false since an instance of ${from} is never an instance of ${to}`,
    );
  }
  if (isNominal(operand.type, tested)) {
    const [from, to] = [typeName(operand.type), typeName(tested)];
    return body.fail(
      start,
      `Operation instanceof is always true since an instance of ${from} is always an instance of ${to}`,
    );
  }
  return { kind: 'instanceof', value: boxed(body, operand), tested, type: body.universe.system('Boolean'), start };
}

/** The same type, or one that extends or implements the other by its declaration. */
const isNominal = (from: Type, to: Type): boolean =>
  sameType(from, to) ||
  (from.kind === 'sobject' && isGenericSObject(to)) ||
  (from.kind === 'class' && to.kind === 'class' && superTypes(from).some(({ type }) => sameType(type, to)));

/** A Double is tested as the Object that knows what it is. */
const boxed = (body: Body, operand: HirExpression): HirExpression =>
  systemName(operand.type) === 'Double' ? body.convert(operand, body.universe.system('Object')) : operand;

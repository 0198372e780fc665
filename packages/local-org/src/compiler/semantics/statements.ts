/** Statements of a body. A statement may become several: `Integer a = 1, b = 2;` */
import type {
  Block,
  Expression,
  ForEachStatement,
  ForStatement,
  LocalDeclaration,
  ReturnStatement,
  Statement,
  SwitchCase,
  SwitchStatement,
  TryStatement,
} from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { implicitConversion, isDynamicQuery } from './conversions.ts';
import { dml } from './dml.ts';
import { sequence } from './flow.ts';
import type { HirExpression, HirStatement, HirSwitchCase } from './hir.ts';
import { allInterfaces } from './members.ts';
import { enumValue, readPlace } from './names.ts';
import type { ClassType, Type, TypeSymbol } from './types.ts';
import {
  asSuper,
  isEnum,
  isError,
  isGenericSObject,
  isNull,
  isSubclass,
  isSystem,
  nullType,
  sameType,
  substitute,
  systemName,
  typeName,
} from './typing.ts';

/** The statements of a whole body, with the rules on where control may go. */
export function checkBlock(body: Body, block: Block): HirStatement {
  const flow = sequence(block.statements, (at) => body.report(at.start, 'Unreachable statement'));
  if (flow.completes && body.returnType) {
    const wanted = typeName(body.returnType);
    body.report(Math.max(block.end - 1, block.start), `Missing return statement required return type: ${wanted}`);
  }
  return { kind: 'block', statements: statements(body, block.statements), start: block.start };
}

export const statements = (body: Body, list: readonly Statement[]): HirStatement[] =>
  list.flatMap((statement) => check(body, statement));

/** One statement with a scope of its own, as the branch of an `if` has it. */
function single(body: Body, statement: Statement): HirStatement {
  return body.inScope(() => {
    const list = check(body, statement);
    return list.length === 1 ? list[0] : { kind: 'block', statements: list, start: statement.start };
  });
}

const optional = (body: Body, statement: Statement | undefined): HirStatement | undefined =>
  statement && single(body, statement);

function check(body: Body, node: Statement): readonly HirStatement[] {
  if (node.kind === 'local') return declaration(body, node);
  return [checkOne(body, node)];
}

function checkOne(body: Body, node: Exclude<Statement, LocalDeclaration>): HirStatement {
  const { start } = node;
  switch (node.kind) {
    case 'block':
      return scopedBlock(body, node);
    case 'expression':
      return { kind: 'expression', value: body.value(node.expression), start };
    case 'if':
      return {
        kind: 'if',
        condition: body.condition(node.condition),
        then: single(body, node.then),
        else: optional(body, node.else),
        start,
      };
    case 'for':
      return forLoop(body, node);
    case 'forEach':
      return forEach(body, node);
    case 'while':
      return { kind: 'while', condition: body.condition(node.condition), body: loopBody(body, node.body), start };
    case 'doWhile': {
      const inner = loopBody(body, node.body) ?? { kind: 'block', statements: [], start };
      return { kind: 'doWhile', body: inner, condition: body.condition(node.condition), start };
    }
    case 'switch':
      return switchOn(body, node);
    case 'return':
      return returned(body, node);
    case 'throw':
      return { kind: 'throw', value: thrown(body, node.value), start };
    case 'break':
    case 'continue':
      if (body.loopDepth === 0) {
        const word = node.kind === 'break' ? 'Break' : 'Continue';
        body.report(start, `${word} statement must be in loop`);
      }
      return { kind: node.kind, start };
    case 'try':
      return tryCatch(body, node);
    case 'dml':
      return dml(body, node);
    case 'runAs':
      return {
        kind: 'runAs',
        arguments: runAsArguments(body, node.arguments, start),
        body: scopedBlock(body, node.body),
        start,
      };
  }
}

const scopedBlock = (body: Body, block: Block): HirStatement =>
  body.inScope(() => ({ kind: 'block', statements: statements(body, block.statements), start: block.start }));

// ---------------------------------------------------------------- variables

export function declaration(body: Body, node: LocalDeclaration): HirStatement[] {
  const type = body.resolve(node.type);
  return node.declarators.map(({ name, initializer }) => {
    const value = initializer && body.valueAs(initializer, type);
    const variable = body.declare(name, type, { isFinal: node.isFinal });
    body.writes.push({ variable, value: value ?? UNSET });
    return { kind: 'local', variable, value, start: name.start };
  });
}

/** What a variable holds that was declared without a value; its place is nowhere in the source. */
const UNSET: HirExpression = { kind: 'constant', literal: 'null', text: 'null', type: nullType, start: -1 };

// ---------------------------------------------------------------- loops

function loopBody(body: Body, statement: Statement | undefined): HirStatement | undefined {
  body.loopDepth++;
  try {
    return optional(body, statement);
  } finally {
    body.loopDepth--;
  }
}

function forLoop(body: Body, node: ForStatement): HirStatement {
  return body.inScope(() => {
    const { start } = node;
    const init = forInit(body, node.init);
    const condition = node.condition && body.condition(node.condition);
    const inner = loopBody(body, node.body);
    const update = node.update.map((value) => body.value(value));
    return { kind: 'for', init, condition, update, body: inner, start };
  });
}

function forInit(body: Body, init: ForStatement['init']): HirStatement[] {
  if (init === undefined) return [];
  if ('kind' in init) return declaration(body, init);
  return init.map((value) => ({ kind: 'expression', value: body.value(value), start: value.start }));
}

type Over = Extract<HirStatement, { kind: 'forEach' }>['over'];

function forEach(body: Body, node: ForEachStatement): HirStatement {
  const iterable = body.value(node.iterable);
  const type = body.resolve(node.type);
  const { start } = node;
  const source = isError(iterable.type) ? undefined : iterated(body, iterable, type);
  if (!source && !isError(iterable.type)) {
    body.report(node.iterable.start, `Loop must iterate over collection: ${typeName(iterable.type)}`);
  }
  const { over, element } = source ?? { over: 'list', element: type };
  const conversion = implicitConversion(element, type);
  const narrowed = isGenericSObject(element) && type.kind === 'sobject';
  if (!conversion && !narrowed) {
    const [wanted, given] = [typeName(element), typeName(type)];
    const message =
      over === 'soql' || over === 'soqlChunks'
        ? `Loop variable must be a generic SObject or List or a concrete SObject or List of: ${wanted}`
        : `Invalid loop variable type expected ${wanted} was ${given}`;
    body.report(node.variable.start, message);
  }
  const needsCode = conversion?.kind !== undefined && conversion.kind !== 'upcast';
  return body.inScope(() => {
    if (!needsCode) {
      const variable = body.declare(node.variable, type);
      body.writes.push({ variable, value: undefined });
      return { kind: 'forEach', over, variable, iterable, body: loopBody(body, node.body), start };
    }
    const item = body.temporary(element);
    const variable = body.declare(node.variable, type);
    const value = body.convert(readPlace({ kind: 'local', variable: item, start }, element), type);
    body.writes.push({ variable, value: undefined });
    const inner = loopBody(body, node.body);
    const declared: HirStatement = { kind: 'local', variable, value, start: node.variable.start };
    const block: HirStatement = { kind: 'block', statements: inner ? [declared, inner] : [declared], start };
    return { kind: 'forEach', over, variable: item, iterable, body: block, start };
  });
}

/** How an expression is iterated, and what it gives. Queries give rows, or chunks of rows to a list variable. */
function iterated(body: Body, iterable: HirExpression, variable: Type): { over: Over; element: Type } | undefined {
  const { type } = iterable;
  if (type.kind !== 'class') return undefined;
  const name = systemName(type);
  const isQuery = (iterable.kind === 'soql' && iterable.result === 'list') || isDynamicQuery(iterable);
  if (isQuery && systemName(variable) === 'List') return { over: 'soqlChunks', element: type };
  if (name === 'List') return { over: iterable.kind === 'soql' ? 'soql' : 'list', element: type.args[0] };
  if (name === 'Set') return { over: 'set', element: type.args[0] };
  const element = iterableElement(body, type);
  return element && { over: 'iterable', element };
}

function iterableElement(body: Body, type: ClassType): Type | undefined {
  const face = body.universe.system('Iterable').symbol;
  const own = type.symbol === face ? type : asSuper(type, face)?.type;
  if (own) return own.args[0];
  const inherited = allInterfaces(type.symbol).find((found) => found.symbol === face);
  return inherited && substitute(inherited, type.args).kind === 'class' ? inherited.args[0] : undefined;
}

// ---------------------------------------------------------------- switch

function switchOn(body: Body, node: SwitchStatement): HirStatement {
  const subject = body.value(node.subject);
  const { type } = subject;
  const name = systemName(type);
  const allowed =
    isError(type) ||
    type.kind === 'sobject' ||
    isEnum(type) ||
    name === 'Integer' ||
    name === 'Long' ||
    name === 'String' ||
    name === 'Id';
  if (!allowed) body.report(node.subject.start, `${typeName(type)} is not a valid switch expression type`);
  const seen = new Set<string>();
  const cases = node.cases.map((when) => switchCase(body, type, when, seen));
  const elseBody = node.elseBody && scopedBlock(body, node.elseBody);
  return { kind: 'switch', subject, cases, elseBody, start: node.start };
}

function switchCase(body: Body, subject: Type, when: SwitchCase, seen: Set<string>): HirSwitchCase {
  if (when.kind === 'values') {
    const values = when.values.map((value) => caseValue(body, subject, value, seen));
    return { kind: 'values', values, body: scopedBlock(body, when.body) };
  }
  const type = body.resolve(when.type);
  const fits = isError(type) || isError(subject) || (type.kind === 'sobject' && subject.kind === 'sobject');
  if (!fits) body.report(when.type.start, `${typeName(type)} cannot be a 'when type variable' block`);
  else if (!isError(type)) unique(body, `type ${typeName(type)}`, typeName(type), when.type.start, seen);
  return body.inScope(() => {
    const variable = body.declare(when.variable, type);
    body.writes.push({ variable, value: { kind: 'this', type, start: when.start } });
    const tested =
      type.kind === 'sobject' ? type : { kind: 'sobject' as const, name: typeName(type), object: undefined };
    return { kind: 'type', type: tested, variable, body: scopedBlock(body, when.body) };
  });
}

/** A literal, a constant, or a value of the subject's enum; `null` fits any subject. */
function caseValue(body: Body, subject: Type, node: Expression, seen: Set<string>): HirExpression {
  if (isError(subject)) return body.error(node.start);
  if (isEnum(subject) && node.kind === 'fieldAccess')
    return body.fail(node.start, `Enum value used in 'when expression' should be unqualified`);
  const value = isEnum(subject) && node.kind === 'name' ? enumCase(body, subject.symbol, node) : constant(body, node);
  if (isError(value.type)) return value;
  if (value.kind === 'enumValue') unique(body, value.name, value.name, node.start, seen);
  else if (value.kind === 'constant')
    unique(body, `${value.literal} ${value.text}`, body.file.text.slice(node.start, node.end), node.start, seen);
  if (subject.kind === 'sobject' && !isNull(value.type))
    return body.fail(node.start, `Switching on SObject types must be a 'when type variable' or 'when null'`);
  return body.convert(
    value,
    subject,
    (from, to) =>
      `${from} value in 'when expression' cannot be implicitly converted to the ${to} type in switch expression`,
  );
}

function unique(body: Body, key: string, words: string, start: number, seen: Set<string>): void {
  if (seen.has(key)) body.report(start, `${words} occurs as more than one when branch for this switch statement`);
  seen.add(key);
}

function constant(body: Body, node: Expression): HirExpression {
  const value = body.value(node);
  if (value.kind !== 'read') return value;
  const { place } = value;
  if (place.kind === 'local')
    return body.fail(node.start, `'when expression' must be a literal, a constant literal field or enum value`);
  if ('field' in place && typeof place.field !== 'string' && !place.field.owner.isPlatform) {
    if (!place.field.isStatic || !place.field.isFinal)
      return body.fail(node.start, `Field must be a static final constant: ${place.field.name}`);
  }
  return value;
}

/** Inside a switch on an enum its values stand without its name. */
function enumCase(body: Body, symbol: TypeSymbol, node: Extract<Expression, { kind: 'name' }>): HirExpression {
  const name = symbol.enumValues.find((value) => value.toLowerCase() === node.name.toLowerCase());
  if (name === undefined)
    return body.fail(node.start, `Enum value does not exist: ${symbol.qualifiedName}.${node.name}`);
  return enumValue(symbol, name, node.start);
}

// ---------------------------------------------------------------- return, throw, try

function returned(body: Body, node: ReturnStatement): HirStatement {
  const { start } = node;
  const type = body.returnType;
  if (!node.value) {
    if (type) body.report(start, `Missing return statement required return type: ${typeName(type)}`);
    return { kind: 'return', value: undefined, start };
  }
  const value = body.value(node.value);
  if (!type) {
    if (!isError(value.type)) body.report(start, noValueHere(body));
    return { kind: 'return', value: undefined, start };
  }
  const converted = body.convert(value, type, (from, to) => `Illegal conversion from ${from} to ${to}`);
  return { kind: 'return', value: converted, start };
}

function noValueHere(body: Body): string {
  if (body.triggerObject) return 'Trigger bodies must not return a value';
  return body.initializes === 'instance'
    ? 'Constructors must not return a value'
    : 'Void method must not return a value';
}

function thrown(body: Body, node: Expression): HirExpression {
  const value = body.value(node);
  if (isError(value.type) || isExceptionType(body, value.type)) return value;
  return body.fail(node.start, `Throw expression must be of type exception: ${typeName(value.type)}`);
}

const isExceptionType = (body: Body, type: Type): type is ClassType =>
  type.kind === 'class' && isSubclass(type.symbol, body.universe.system('Exception').symbol);

function tryCatch(body: Body, node: TryStatement): HirStatement {
  const tried = scopedBlock(body, node.body);
  const caught: ClassType[] = [];
  const catches = node.catches.flatMap((handler) => {
    const type = body.resolve(handler.type);
    return body.inScope(() => {
      const variable = body.declare(handler.variable, type);
      body.writes.push({ variable, value: { kind: 'this', type, start: handler.start } });
      const handled = scopedBlock(body, handler.body);
      if (!isExceptionType(body, type)) {
        if (!isError(type))
          body.report(handler.type.start, `Catch block variable must be of type exception: ${typeName(type)}`);
        return [];
      }
      if (caught.some((earlier) => sameType(earlier, type)))
        body.report(handler.type.start, `Exception type already caught: ${typeName(type)}`);
      caught.push(type);
      return [{ type, variable, body: handled }];
    });
  });
  const finallyBody = node.finallyBody && scopedBlock(body, node.finallyBody);
  return { kind: 'try', body: tried, catches, finallyBody, start: node.start };
}

function runAsArguments(body: Body, nodes: readonly Expression[], start: number): HirExpression[] {
  const values = nodes.map((node) => body.value(node));
  const [user] = values;
  if (values.length === 1 && isSystem(user.type, 'Version')) return values;
  const fits = values.length === 1 && user && (isError(user.type) || implicitUser(body, user));
  if (!fits) {
    body.report(start, `runAs requires a single argument of type 'User' or 'Version'`);
    return values;
  }
  const type = body.universe.sobject('User');
  return type ? [body.convert(user, type)] : values;
}

function implicitUser(body: Body, value: HirExpression): boolean {
  const user = body.universe.sobject('User');
  if (!user) return false;
  return implicitConversion(value.type, user) !== undefined || value.kind === 'soql' || isDynamicQuery(value);
}

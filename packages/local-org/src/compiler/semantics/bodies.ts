/** The bodies of a type: fields and initialisers in order, constructors, methods, accessors. */
import type {
  Accessor,
  Block,
  ConstructorDeclaration,
  FieldDeclaration,
  Member,
  MethodDeclaration,
  PropertyDeclaration,
} from '../syntax/ast.ts';
import { Body, type BodyOptions } from './body.ts';
import { chooseConstructor } from './calls.ts';
import type { SymbolTable } from './declare.ts';
import { checker } from './expressions.ts';
import { withinStack } from '../../diagnostics/depth.ts';
import type { Inherited } from './inherit.ts';
import type { HirInit, HirMethod, HirStatement, HirType } from './hir.ts';
import { readPlace } from './names.ts';
import { settleNeverNull } from './nullness.ts';
import { checkBlock } from './statements.ts';
import type { FieldSymbol, LocalSymbol, MethodSymbol, TypeSymbol } from './types.ts';
import { classType, voidType } from './typing.ts';
import type { Universe } from './universe.ts';

type Accessors = HirType['accessors'][number];

/** The checked type, given what the check of its inheritance found. */
export function checkType(context: TypeContext, inherited: Inherited): HirType {
  const { symbol, table } = context;
  const { declaration } = symbol;
  const instanceInit: HirInit[] = [];
  const staticInit: HirInit[] = [];
  const constructors: HirMethod[] = [];
  const methods: HirMethod[] = [];
  const accessors: Accessors[] = [];
  const members: readonly Member[] = declaration.kind === 'enum' ? [] : declaration.members;
  const check = (member: Member): void => {
    switch (member.kind) {
      case 'field':
        (member.modifiers.keywords.includes('static') ? staticInit : instanceInit).push(...fieldInits(context, member));
        break;
      case 'property': {
        const field = table.get(member) as FieldSymbol;
        (field.isStatic ? staticInit : instanceInit).push({
          kind: 'field',
          field,
          value: undefined,
          start: field.start,
        });
        accessors.push(...propertyAccessors(context, member, field));
        break;
      }
      case 'initializer':
        (member.isStatic ? staticInit : instanceInit).push(initializer(context, member.body, member.isStatic));
        break;
      case 'constructor':
        constructors.push(checkMethod(context, member));
        break;
      case 'method':
        methods.push(checkMethod(context, member));
        break;
      default:
        break;
    }
  };
  for (const member of members) withinStack(symbol.file, member.start, () => check(member));
  for (const { wanted, answer } of inherited.staticAnswers) methods.push(staticAnswer(symbol, wanted, answer));
  if (constructors.length === 0 && declaration.kind === 'class') requireDefaultSuper(context, declaration.name.start);
  return {
    symbol,
    file: symbol.file,
    instanceInit,
    staticInit,
    constructors,
    methods,
    accessors,
    bridges: inherited.bridges,
  };
}

export interface TypeContext {
  readonly symbol: TypeSymbol;
  readonly universe: Universe;
  readonly table: SymbolTable;
  /** the anonymous block around its methods */
  readonly enclosing?: Body;
}

function bodyOf(
  context: TypeContext,
  options: Pick<BodyOptions, 'isStatic' | 'returnType'> & Partial<BodyOptions>,
): Body {
  const { symbol, universe, enclosing } = context;
  return new Body({ universe, file: symbol.file, checker, owner: symbol, enclosing, ...options });
}

function fieldInits(context: TypeContext, member: FieldDeclaration): HirInit[] {
  return member.declarators.map((declarator) => {
    const field = context.table.get(declarator) as FieldSymbol;
    const body = bodyOf(context, initializing(field.isStatic));
    const value = declarator.initializer && body.valueAs(declarator.initializer, field.type);
    return { kind: 'field', field, value, start: declarator.name.start };
  });
}

const initializing = (isStatic: boolean): Pick<BodyOptions, 'isStatic' | 'returnType' | 'initializes'> => ({
  isStatic,
  returnType: undefined,
  initializes: isStatic ? 'static' : 'instance',
});

function initializer(context: TypeContext, block: Block, isStatic: boolean): HirInit {
  const body = bodyOf(context, initializing(isStatic));
  const checked = checkBlock(body, block);
  settleNeverNull(body.locals, body.writes);
  return { kind: 'block', body: checked, locals: body.locals, start: block.start };
}

// ---------------------------------------------------------------- methods

export function checkMethod(context: TypeContext, member: MethodDeclaration | ConstructorDeclaration): HirMethod {
  const symbol = context.table.get(member) as MethodSymbol;
  const body = bodyOf(context, {
    isStatic: symbol.isStatic,
    returnType: symbol.returnType.kind === 'void' ? undefined : symbol.returnType,
    initializes: symbol.isConstructor ? 'instance' : undefined,
  });
  const parameters = member.parameters.map((parameter, i) => {
    const type = symbol.parameters[i].type;
    const variable = body.declare(parameter.name, type, { isFinal: parameter.isFinal, isParameter: true });
    body.writes.push({ variable, value: undefined });
    return variable;
  });
  if (symbol.isConstructor && member.body) checkConstructorStart(body, context, member.body, symbol);
  return finish(body, symbol, parameters, member.body, member);
}

function finish(
  body: Body,
  symbol: MethodSymbol,
  parameters: readonly LocalSymbol[],
  block: Block | undefined,
  at: { readonly start: number; readonly end: number },
): HirMethod {
  const checked = block && checkBlock(body, block);
  settleNeverNull(body.locals, body.writes);
  return { symbol, parameters, locals: body.locals, body: checked, start: at.start, end: at.end };
}

/** Without this(...) or super(...) a constructor begins with the superclass's one that takes nothing. */
function checkConstructorStart(body: Body, context: TypeContext, block: Block, symbol: MethodSymbol): void {
  const calls = block.statements.map(
    (statement) => statement.kind === 'expression' && isConstructorCall(statement.expression),
  );
  const late = calls.indexOf(true, 1);
  if (late > 0) {
    body.report(
      block.statements[late].start,
      `Call to constructor must be the first statement in a constructor method`,
    );
  }
  if (!calls[0]) requireDefaultSuper(context, symbol.start);
}

function isConstructorCall(node: { readonly kind: string }): boolean {
  if (node.kind !== 'call' || !('target' in node) || node.target !== undefined || !('name' in node)) return false;
  const { name } = node.name as { readonly name: string };
  return name === 'this' || name === 'super';
}

function requireDefaultSuper(context: TypeContext, at: number): void {
  const { symbol } = context;
  if (!symbol.superclass || symbol.superclass.symbol.isPlatform) return;
  const body = bodyOf(context, initializing(false));
  chooseConstructor(body, symbol.superclass, [], at);
}

/** An instance method under the interface's key that calls the static one. */
function staticAnswer(owner: TypeSymbol, wanted: MethodSymbol, answer: MethodSymbol): HirMethod {
  const { start } = answer;
  const parameters = answer.parameters.map(({ name, type }): LocalSymbol => ({
    name,
    type,
    isFinal: false,
    isParameter: true,
    jsName: `v_${name}`,
    neverNull: false,
  }));
  const args = parameters.map((variable) => readPlace({ kind: 'local', variable, start }, variable.type));
  const symbol: MethodSymbol = { ...answer, owner, key: wanted.key, isStatic: false, annotations: [] };
  const value = { kind: 'callStatic', method: answer, arguments: args, type: answer.returnType, start } as const;
  const body: HirStatement =
    answer.returnType.kind === 'void' ? { kind: 'expression', value, start } : { kind: 'return', value, start };
  return { symbol, parameters, locals: [], body: { kind: 'block', statements: [body], start }, start, end: start };
}

// ---------------------------------------------------------------- accessors

function propertyAccessors(context: TypeContext, member: PropertyDeclaration, field: FieldSymbol): Accessors[] {
  const accessors: Accessors[] = [];
  const { property } = field;
  if (member.modifiers.keywords.includes('abstract')) return accessors;
  if (member.getter && property?.getterBody) {
    accessors.push({ field, kind: 'get', method: accessor(context, member, field, member.getter, 'get') });
  } else if (member.getter && property?.setterBody) {
    // Half automatic: callers go through accessors, so the automatic half needs one too.
    accessors.push({ field, kind: 'get', method: accessor(context, member, field, member.getter, 'get') });
  }
  if (member.setter && (property?.setterBody || property?.getterBody)) {
    accessors.push({ field, kind: 'set', method: accessor(context, member, field, member.setter, 'set') });
  }
  return accessors;
}

function accessor(
  context: TypeContext,
  member: PropertyDeclaration,
  field: FieldSymbol,
  node: Accessor,
  kind: 'get' | 'set',
): HirMethod {
  const isGetter = kind === 'get';
  const body = bodyOf(context, {
    isStatic: field.isStatic,
    returnType: isGetter ? field.type : undefined,
    accessorOf: field,
    initializes: field.isFinal ? (field.isStatic ? 'static' : 'instance') : undefined,
  });
  const parameters: LocalSymbol[] = [];
  if (!isGetter) {
    const value = body.declare({ name: 'value', start: member.name.start }, field.type, { isParameter: true });
    body.writes.push({ variable: value, value: undefined });
    parameters.push(value);
  }
  const symbol: MethodSymbol = {
    name: kind,
    owner: context.symbol,
    returnType: isGetter ? field.type : voidType,
    parameters: parameters.map(({ name, type }) => ({ name, type })),
    isStatic: field.isStatic,
    isAbstract: false,
    isVirtual: false,
    isOverride: false,
    isConstructor: false,
    visibility: field.visibility,
    annotations: [],
    key: `${kind} ${field.name.toLowerCase()}()`,
    start: node.start,
  };
  if (node.body) return finish(body, symbol, parameters, node.body, node);
  const automatic = automaticBody(body, field, parameters[0], node.start);
  return { symbol, parameters, locals: body.locals, body: automatic, start: node.start, end: node.end };
}

/** `get;` and `set;` written out over the stored value. */
function automaticBody(body: Body, field: FieldSymbol, value: LocalSymbol | undefined, start: number): HirStatement {
  const place = field.isStatic
    ? ({ kind: 'staticField', field, start } as const)
    : ({ kind: 'field', target: { kind: 'this', type: classType(field.owner), start }, field, start } as const);
  if (!value) return { kind: 'return', value: readPlace(place, field.type), start };
  const read = readPlace({ kind: 'local', variable: value, start }, value.type);
  const assigned: HirStatement = {
    kind: 'expression',
    value: { kind: 'assign', place, value: read, type: field.type, start },
    start,
  };
  return { kind: 'block', statements: [assigned], start };
}

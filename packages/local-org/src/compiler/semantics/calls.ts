/** Method calls: where the method is looked for, which overload is meant, and what kind of call it is. */
import type { MethodCall } from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { implicitConversion } from './conversions.ts';
import { signatureText } from './declare.ts';
import type { HirExpression } from './hir.ts';
import { bind, constructorsOf, findMethods, isVisible, objectType, type BoundMethod } from './members.ts';
import { heldInScope, onTarget, queriedRow, valuesInScope } from './names.ts';
import { chooseOverload, isAmbiguous } from './overloads.ts';
import { objectStaticMethod } from './sobjects.ts';
import type { ClassType, MethodSymbol, Type, TypeSymbol } from './types.ts';
import {
  classType,
  isError,
  isSubclass,
  isSystem,
  selfType,
  systemName,
  typeName,
  typeNames,
  voidType,
} from './typing.ts';

export function call(body: Body, node: MethodCall): HirExpression {
  const { target } = node;
  const name = node.name.name;
  if (!target) {
    if (name === 'this' || name === 'super') return constructorCall(body, node, name);
    return simpleCall(body, node);
  }
  if (target.kind === 'super') return superCall(body, node);
  const left = body.checker.denote(body, target, 'read');
  switch (left.kind) {
    case 'value':
      return onTarget(body, left.value, node.safe, (value) => instanceCall(body, value, node));
    case 'type':
      return staticCall(body, left.type, node);
    case 'namespace':
      return body.fail(target.start, `Variable does not exist: ${left.name}`);
    case 'labels':
      return staticCall(body, body.universe.system('Label'), node);
    case 'pages':
    case 'fieldTokens':
      return fieldsCall(body, node);
  }
}

/** `Account.fields.getMap()` has no value to call on; the describe does. */
function fieldsCall(body: Body, node: MethodCall): HirExpression {
  return body.fail(
    node.name.start,
    `Method does not exist or incorrect signature: void ${node.name.name}() from the type SObjectFields`,
  );
}

const argumentsOf = (body: Body, node: MethodCall): HirExpression[] => node.arguments.map((arg) => body.value(arg));

// ---------------------------------------------------------------- choosing

/** Reports and gives undefined when nothing fits; arguments that failed already are not reported again. */
function choose(
  body: Body,
  candidates: readonly BoundMethod[],
  args: readonly HirExpression[],
  where: { readonly name: string; readonly start: number; readonly type: string },
): BoundMethod | undefined {
  const voidArgument = args.find((arg) => arg.type.kind === 'void');
  if (voidArgument) {
    body.report(voidArgument.start, `Method does not return a value and cannot be an argument of ${where.name}`);
    return undefined;
  }
  const visible = candidates.filter(({ symbol }) => isVisible(symbol, symbol.visibility, body.owner));
  const chosen = chooseOverload(visible, args);
  if (chosen) {
    const known = !args.some((arg) => isError(arg.type));
    // The platform's signatures may lack an overload that would decide.
    if (known && !chosen.symbol.owner.isPlatform && isAmbiguous(visible, args))
      body.report(
        where.start,
        `Ambiguous method signature: void ${where.name}(${typeNames(args.map((arg) => arg.type))})`,
      );
    return chosen;
  }
  if (args.some((arg) => isError(arg.type))) return undefined;
  const hidden = chooseOverload(candidates, args);
  if (hidden) body.report(where.start, `Method is not visible: ${signatureText(hidden.symbol)}`);
  else {
    const words = typeNames(args.map((arg) => arg.type));
    body.report(
      where.start,
      `Method does not exist or incorrect signature: void ${where.name}(${words}) from the type ${where.type}`,
    );
  }
  return undefined;
}

export const convertArguments = (
  body: Body,
  args: readonly HirExpression[],
  parameters: readonly Type[],
): HirExpression[] => args.map((arg, i) => body.convert(arg, parameters[i]));

// ---------------------------------------------------------------- f()

/** A method of the class, its superclasses, or a static one of the classes around it. */
function simpleCall(body: Body, node: MethodCall): HirExpression {
  const { name, start } = node.name;
  const args = argumentsOf(body, node);
  let candidates: BoundMethod[] = [];
  for (let at: TypeSymbol | undefined = body.owner; at; at = at.outer) {
    const found = findMethods(selfType(at), name, body.universe).filter(
      ({ symbol }) => at === body.owner || symbol.isStatic,
    );
    if (found.length === 0) continue;
    candidates = [...candidates, ...found];
    if (chooseOverload(found, args)) {
      candidates = found;
      break;
    }
  }
  const method = choose(body, candidates, args, { name, start, type: body.owner?.qualifiedName ?? 'AnonymousBlock' });
  if (!method) return body.error(start);
  if (method.symbol.isStatic) return staticInvocation(body, method, args, start);
  return invocationOnThis(body, method, args, start);
}

const notStatic = (body: Body, method: BoundMethod, start: number): HirExpression =>
  body.fail(start, `Non static method cannot be referenced from a static context: ${signatureText(method.symbol)}`);

/** A method of the object whose code this is, or of one of its superclasses. */
function invocationOnThis(
  body: Body,
  method: BoundMethod,
  args: readonly HirExpression[],
  start: number,
): HirExpression {
  if (body.isStatic || !body.owner) {
    return notStatic(body, method, start);
  }
  const self: HirExpression = { kind: 'this', type: classType(body.owner), start };
  return invocation(body, self, method, args, start);
}

function staticInvocation(
  body: Body,
  method: BoundMethod,
  args: readonly HirExpression[],
  start: number,
): HirExpression {
  const { symbol, parameters, returnType } = method;
  const converted = convertArguments(body, args, parameters);
  if (!symbol.owner.isPlatform) {
    return { kind: 'callStatic', method: symbol, arguments: converted, type: returnType, start };
  }
  const scope = takesBinds(symbol)
    ? valuesInScope(body, start)
    : measuresHeap(symbol)
      ? heldInScope(body, start)
      : undefined;
  return { kind: 'callPlatformStatic', method: symbol, arguments: converted, scope, type: returnType, start };
}

const DYNAMIC_QUERIES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['Database', new Set(['query', 'countquery', 'getquerylocator', 'getcursor', 'getpaginationcursor'])],
  ['Search', new Set(['query', 'find'])],
]);

/** A query given as text reads the variables around the call, unless it brings a map of its own. */
function takesBinds({ owner, name, parameters }: MethodSymbol): boolean {
  return (
    DYNAMIC_QUERIES.get(owner.qualifiedName)?.has(name.toLowerCase()) === true && isSystem(parameters[0].type, 'String')
  );
}

const measuresHeap = ({ owner, name }: MethodSymbol): boolean =>
  owner.qualifiedName === 'Limits' && name.toLowerCase() === 'getheapsize';

function invocation(
  body: Body,
  target: HirExpression,
  method: BoundMethod,
  args: readonly HirExpression[],
  start: number,
): HirExpression {
  const { symbol, parameters } = method;
  const converted = convertArguments(body, args, parameters);
  const kind = symbol.owner.isPlatform ? 'callPlatformInstance' : 'callInstance';
  return { kind, method: symbol, target, arguments: converted, type: returned(target.type, method), start };
}

/** The clone of an Account is an Account, that of an object of a class one of that class. */
function returned(receiver: Type, method: BoundMethod): Type {
  const { name, owner } = method.symbol;
  const own = name === 'clone' && (receiver.kind === 'sobject' || owner.qualifiedName === 'Object');
  return own ? receiver : method.returnType;
}

// ---------------------------------------------------------------- value.f()

function instanceCall(body: Body, target: HirExpression, node: MethodCall): HirExpression {
  const { name, start } = node.name;
  const fieldError = name.toLowerCase() === 'adderror' ? addErrorToField(body, target, node) : undefined;
  if (fieldError) return fieldError;
  const { type } = target;
  const args = argumentsOf(body, node);
  if (type.kind === 'void' || type.kind === 'null' || type.kind === 'parameter') {
    return body.fail(
      start,
      `Method does not exist or incorrect signature: void ${name}(${typeNames(args.map((arg) => arg.type))}) from the type ${typeName(type)}`,
    );
  }
  const row = type.kind === 'class' && queriedRow(target);
  const candidates = methodsOfValue(body, type, name);
  // A query is a list first; its only row answers what a list does not.
  if (row && !chooseOverload(candidates, args) && row.type.kind === 'sobject') {
    const ofRow = methodsOfValue(body, row.type, name);
    if (chooseOverload(ofRow, args)) return instanceMethod(body, row, ofRow, args, node);
  }
  return instanceMethod(body, target, candidates, args, node);
}

function instanceMethod(
  body: Body,
  target: HirExpression,
  candidates: readonly BoundMethod[],
  args: readonly HirExpression[],
  node: MethodCall,
): HirExpression {
  const { name, start } = node.name;
  const instance = candidates.filter(({ symbol }) => !symbol.isStatic);
  if (instance.length === 0 && candidates.length > 0) {
    return body.fail(
      start,
      `Static method cannot be referenced from a non static context: ${signatureText(candidates[0].symbol)}`,
    );
  }
  const keyed = byKey(target.type, instance, args);
  const method = choose(body, keyed, args, { name, start, type: typeName(target.type) });
  if (!method) return body.error(start);
  return invocation(body, target, method, args, start);
}

function methodsOfValue(body: Body, type: Type, name: string): BoundMethod[] {
  const { universe } = body;
  if (type.kind === 'sobject') return findMethods(universe.system('SObject'), name, universe);
  if (type.kind !== 'class') return findMethods(objectType(universe), name, universe);
  if (type.symbol.kind === 'enum') return findMethods(universe.system('Enum'), name, universe);
  const methods = findMethods(type, name, universe);
  return type.symbol.isPlatform ? methods.filter(({ symbol }) => !isObjectClone(symbol)) : methods;
}

/** Only objects of the project's classes are cloned by the method of Object. */
const isObjectClone = (symbol: MethodSymbol): boolean =>
  symbol.name === 'clone' && symbol.owner.qualifiedName === 'Object';

const KEYED = new Set([
  'Map.get',
  'Map.containsKey',
  'Map.remove',
  'Set.contains',
  'Set.remove',
  'List.contains',
  'List.indexOf',
]);

/**
 * Methods that take any Object for a key take it as the collection's own key type where it converts: an Integer for a
 * Long, a 15-character String for an Id.
 */
function byKey(
  receiver: Type,
  candidates: readonly BoundMethod[],
  args: readonly HirExpression[],
): readonly BoundMethod[] {
  const name = systemName(receiver);
  if (name === undefined || receiver.kind !== 'class' || args.length !== 1) return candidates;
  const key = receiver.args[0];
  const from = args[0].type;
  return candidates.map((method) => {
    if (!key || !KEYED.has(`${name}.${method.symbol.name}`) || !isSystem(method.parameters[0], 'Object')) return method;
    if (isError(from) || !implicitConversion(from, key)) return method;
    return { ...method, parameters: [key] };
  });
}

/** `account.Name.addError('...')` marks the field, not its value. */
function addErrorToField(body: Body, target: HirExpression, node: MethodCall): HirExpression | undefined {
  if (target.kind !== 'read' || target.place.kind !== 'sobjectField' || target.place.relationship !== 'none')
    return undefined;
  const { start } = node.name;
  const { universe } = body;
  const string = universe.system('String');
  const record = target.place.target;
  const field: HirExpression = { kind: 'constant', literal: 'string', text: target.place.field, type: string, start };
  const args = [field, ...argumentsOf(body, node)];
  const candidates = methodsOfValue(body, record.type, 'addError').filter(
    ({ parameters }) =>
      parameters.length === args.length && isSystem(parameters[0], 'String') && isSystem(parameters[1], 'String'),
  );
  const method = choose(body, candidates, args, { name: 'addError', start, type: typeName(target.type) });
  return method ? invocation(body, record, method, args, start) : body.error(start);
}

// ---------------------------------------------------------------- Type.f()

function staticCall(body: Body, target: Type, node: MethodCall): HirExpression {
  const { name, start } = node.name;
  let type = target;
  const args = argumentsOf(body, node);
  if (type.kind === 'sobject') {
    const found = objectStaticMethod(body, type, name, args, start);
    if (found) return found;
    const statics = body.universe.stdlib.find('System', type.name);
    if (statics?.methods.has(name.toLowerCase())) type = classType(statics);
  }
  if (type.kind !== 'class') {
    const words = typeNames(args.map((arg) => arg.type));
    return body.fail(
      start,
      `Method does not exist or incorrect signature: void ${name}(${words}) from the type ${typeName(type)}`,
    );
  }
  const fromEnum = type.symbol.kind === 'enum' ? enumStatic(body, type, name, args, start) : undefined;
  if (fromEnum) return fromEnum;
  const candidates = findMethods(type, name, body.universe);
  const statics = candidates.filter(({ symbol }) => symbol.isStatic);
  if (statics.length > 0) {
    const method = choose(body, statics, args, { name, start, type: typeName(type) });
    return method ? staticInvocation(body, method, args, start) : body.error(start);
  }
  const method = choose(body, candidates, args, { name, start, type: typeName(type) });
  if (!method) return body.error(start);
  if (body.owner !== undefined && isSubclass(body.owner, type.symbol))
    return invocationOnThis(body, method, args, start);
  return notStatic(body, method, start);
}

function enumStatic(
  body: Body,
  type: ClassType,
  name: string,
  args: readonly HirExpression[],
  start: number,
): HirExpression | undefined {
  const key = name.toLowerCase();
  if (key === 'values' && args.length === 0) {
    return {
      kind: 'enumStatic',
      symbol: type.symbol,
      method: 'values',
      arguments: [],
      type: body.universe.listOf(type),
      start,
    };
  }
  if (key !== 'valueof' || args.length !== 1) return undefined;
  const text = body.convert(args[0], body.universe.system('String'));
  return { kind: 'enumStatic', symbol: type.symbol, method: 'valueOf', arguments: [text], type, start };
}

// ---------------------------------------------------------------- super.f(), this(...), super(...)

function superCall(body: Body, node: MethodCall): HirExpression {
  const { name, start } = node.name;
  const args = argumentsOf(body, node);
  const parent = body.owner?.superclass;
  if (!parent && body.owner && !body.isStatic) {
    const root = chooseOverload(findMethods(objectType(body.universe), name, body.universe), args);
    if (root)
      return {
        kind: 'callSuper',
        method: root.symbol,
        arguments: convertArguments(body, args, root.parameters),
        type: root.returnType,
        start,
      };
  }
  if (!parent || body.isStatic)
    return body.fail(
      start,
      `Method does not exist or incorrect signature: void ${name}(${typeNames(args.map((arg) => arg.type))}) from the type ${body.owner?.qualifiedName ?? 'AnonymousBlock'}`,
    );
  const method = choose(body, findMethods(parent, name, body.universe), args, { name, start, type: typeName(parent) });
  if (!method) return body.error(start);
  if (method.symbol.isAbstract)
    return body.fail(start, `Abstract method cannot be called directly: ${signatureText(method.symbol)}`);
  return {
    kind: 'callSuper',
    method: method.symbol,
    arguments: convertArguments(body, args, method.parameters),
    type: method.returnType,
    start,
  };
}

function constructorCall(body: Body, node: MethodCall, which: 'this' | 'super'): HirExpression {
  const { start } = node;
  const args = argumentsOf(body, node);
  const type = which === 'this' ? body.owner && classType(body.owner) : body.owner?.superclass;
  if (body.initializes !== 'instance' || body.returnType) {
    return body.fail(start, `Call to '${which}()' must be the first statement in a constructor method`);
  }
  if (!type)
    return body.fail(start, `Constructor not defined: super has no superclass in ${body.owner?.qualifiedName ?? ''}`);
  const method = chooseConstructor(body, type, args, start);
  if (method === 'none') return body.error(start);
  const converted = method ? convertArguments(body, args, method.parameters) : [];
  return { kind: 'constructorCall', which, method: method?.symbol, arguments: converted, type: voidType, start };
}

/** undefined is the constructor that every class without one has; 'none' was reported. */
export function chooseConstructor(
  body: Body,
  type: ClassType,
  args: readonly HirExpression[],
  start: number,
): BoundMethod | undefined | 'none' {
  const declared = constructorsOf(type.symbol);
  if (declared.length === 0 && args.length === 0 && !type.symbol.isPlatform) return undefined;
  const candidates = declared.map((symbol) => bind(symbol, type.args));
  const visible = candidates.filter(({ symbol }) => isVisible(symbol, symbol.visibility, body.owner));
  const chosen = chooseOverload(visible, args);
  if (chosen) return chosen;
  if (args.some((arg) => isError(arg.type))) return 'none';
  const hidden = chooseOverload(candidates, args);
  const words = typeNames(args.map((arg) => arg.type));
  if (hidden) body.report(start, `Constructor is not visible: [${typeName(type)}].<Constructor>(${words})`);
  else body.report(start, `Constructor not defined: [${typeName(type)}].<Constructor>(${words})`);
  return 'none';
}

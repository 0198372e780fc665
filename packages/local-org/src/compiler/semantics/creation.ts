/** `new`: objects, records, collections. */
import type { NewArray, NewCollection, NewObject } from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { chooseConstructor, convertArguments } from './calls.ts';
import { newGenerated } from './generated.ts';
import type { HirExpression } from './hir.ts';
import { isVisible } from './members.ts';
import { namedField } from './sobjects.ts';
import type { ClassType, SObjectTypeRef } from './types.ts';
import { isError, isGenericSObject, systemName, typeName } from './typing.ts';

export function newObject(body: Body, node: NewObject): HirExpression {
  const generated = newGenerated(body, node);
  if (generated) return generated;
  const type = body.resolve(node.type);
  if (isError(type)) {
    for (const arg of node.arguments) body.value(arg);
    for (const pair of node.named) body.value(pair.value);
    return body.error(node.start);
  }
  if (type.kind === 'sobject') return newRecord(body, type, node);
  if (node.named.length > 0) {
    return body.fail(
      node.start,
      `Invalid constructor syntax, name=value pairs can only be used for SObjects: ${typeName(type)}`,
    );
  }
  if (type.kind !== 'class') return body.fail(node.start, `Type cannot be constructed: ${typeName(type)}`);
  return newInstance(body, type, node);
}

function newRecord(body: Body, type: SObjectTypeRef, node: NewObject): HirExpression {
  if (!type.object || isGenericSObject(type)) return body.fail(node.start, `Type cannot be constructed: ${type.name}`);
  if (node.arguments.length > 0) {
    return body.fail(node.start, `Type requires name=value pair construction: ${type.name}`);
  }
  const seen = new Set<string>();
  const fields: { name: string; value: HirExpression }[] = [];
  for (const { name, value } of node.named) {
    const field = namedField(body, type, name.name, name.start);
    if (!field) {
      body.value(value);
      continue;
    }
    if (seen.has(field.name)) body.report(name.start, `Duplicate field initialization: ${field.name}`);
    seen.add(field.name);
    fields.push({ name: field.name, value: body.valueAs(value, field.type) });
  }
  return { kind: 'newSObject', fields, type, start: node.start };
}

function newInstance(body: Body, type: ClassType, node: NewObject): HirExpression {
  const { start } = node;
  const { symbol } = type;
  const args = node.arguments.map((arg) => body.value(arg));
  if (symbol.kind !== 'class') return body.fail(start, `Type cannot be constructed: ${typeName(type)}`);
  if (symbol.isAbstract) return body.fail(start, `Abstract classes cannot be constructed: ${typeName(type)}`);
  if (!isVisible({ owner: symbol, annotations: symbol.annotations }, innerVisibility(symbol), body.owner)) {
    return body.fail(start, `Type is not visible: ${typeName(type)}`);
  }
  if (args.length === 0) {
    const empty = emptyCollection(type, start);
    if (empty) return empty;
  }
  const [size] = args;
  if (systemName(type) === 'List' && args.length === 1 && size && systemName(size.type) === 'Integer') {
    return { kind: 'newList', elements: [], size, type, start };
  }
  const chosen = chooseConstructor(body, type, args, start);
  if (chosen === 'none') return body.error(start);
  const converted = chosen ? convertArguments(body, args, chosen.parameters) : [];
  if (symbol.isPlatform) {
    if (!chosen) return body.fail(start, `Type cannot be constructed: ${typeName(type)}`);
    return { kind: 'newPlatform', constructor_: chosen.symbol, arguments: converted, type, start };
  }
  return { kind: 'new', constructor_: chosen?.symbol, arguments: converted, type, start };
}

/** Only inner types can be hidden from a class; top-level ones are all in one namespace. */
const innerVisibility = (symbol: ClassType['symbol']): ClassType['symbol']['visibility'] =>
  symbol.outer ? symbol.visibility : 'public';

function emptyCollection(type: ClassType, start: number): HirExpression | undefined {
  switch (systemName(type)) {
    case 'List':
      return { kind: 'newList', elements: [], size: undefined, type, start };
    case 'Set':
      return { kind: 'newSet', elements: [], type, start };
    case 'Map':
      return { kind: 'newMap', entries: [], type, start };
    default:
      return undefined;
  }
}

export function newCollection(body: Body, node: NewCollection): HirExpression {
  const type = body.resolve(node.type);
  const name = systemName(type);
  const { start } = node;
  if (type.kind !== 'class' || (name !== 'List' && name !== 'Set' && name !== 'Map')) {
    for (const element of node.elements) body.value(element);
    return isError(type) ? body.error(start) : body.fail(start, `Type cannot have an initializer: ${typeName(type)}`);
  }
  if (name === 'Map') {
    if (node.elements.length > 0) return body.fail(start, 'Map initializers must be key => value pairs');
    const [keyType, valueType] = type.args as [ClassType, ClassType];
    const entries = node.entries.map(({ key, value }) => ({
      key: body.valueAs(key, keyType),
      value: body.valueAs(value, valueType),
    }));
    return { kind: 'newMap', entries, type, start };
  }
  if (node.entries.length > 0)
    return body.fail(start, `Key => value pairs are only allowed for maps: ${typeName(type)}`);
  const element = type.args[0];
  const elements = node.elements.map((value) => body.valueAs(value, element));
  if (name === 'List') return { kind: 'newList', elements, size: undefined, type, start };
  return { kind: 'newSet', elements, type, start };
}

export function newArray(body: Body, node: NewArray): HirExpression {
  const type = body.resolve(node.type);
  const size = body.valueAs(node.size, body.universe.system('Integer'));
  if (isError(type)) return body.error(node.start);
  return { kind: 'newList', elements: [], size, type, start: node.start };
}

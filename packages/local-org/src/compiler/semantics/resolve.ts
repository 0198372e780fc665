/**
 * What a written type means. A single name is looked for in the type's own parameters, the inner types of the class, of
 * its superclasses and of the classes around it, the project, the namespaces System and Schema, and the org's objects;
 * a dotted one as Outer.Inner, then as Namespace.Type.
 */
import { TOO_DEEP } from '../../diagnostics/depth.ts';
import type { TypeRef } from '../syntax/ast.ts';
import { generatedType } from './generated.ts';
import type { Type, TypeSymbol } from './types.ts';
import { classChain, classType, errorType } from './typing.ts';
import type { Universe } from './universe.ts';

export type Report = (offset: number, message: string) => void;

/** A named thing before it has type arguments. */
export type NamedType =
  { readonly kind: 'symbol'; readonly symbol: TypeSymbol } | { readonly kind: 'type'; readonly type: Type };

export function resolveType(ref: TypeRef, owner: TypeSymbol | undefined, universe: Universe, report: Report): Type {
  if (isTooDeep(ref)) {
    report(ref.start, TOO_DEEP);
    return errorType;
  }
  const text = refText(ref);
  const names = ref.parts.map((part) => part.name);
  const named = lookupParts(names, owner, universe) ?? generatedSymbol(names, universe);
  if (!named) {
    report(ref.start, `Invalid type: ${text}`);
    return errorType;
  }
  const written = ref.parts[ref.parts.length - 1].args;
  const args = written.map((arg) => resolveType(arg, owner, universe, report));
  if (args.includes(errorType)) return errorType;
  if (named.kind === 'type') {
    if (args.length > 0) report(ref.start, `Type cannot have type arguments: ${text}`);
    return named.type;
  }
  const expected = named.symbol.typeParameters.length;
  if (args.length !== expected) {
    report(ref.start, `Invalid type: ${text}`);
    return errorType;
  }
  return classType(named.symbol, args);
}

function generatedSymbol(names: readonly string[], universe: Universe): NamedType | undefined {
  const found = generatedType(names, universe);
  return found && { kind: 'symbol', symbol: found.base };
}

/** Far more than types have that anyone writes, and few enough to follow. */
const MOST_LEVELS = 500;

function isTooDeep(ref: TypeRef): boolean {
  let level: readonly TypeRef[] = [ref];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) return true;
    level = level.flatMap(({ parts }) => parts.flatMap(({ args }) => args));
  }
  return false;
}

export function refText(ref: TypeRef): string {
  return ref.parts
    .map((part) => (part.args.length > 0 ? `${part.name}<${part.args.map(refText).join(',')}>` : part.name))
    .join('.');
}

function lookupParts(
  parts: readonly string[],
  owner: TypeSymbol | undefined,
  universe: Universe,
): NamedType | undefined {
  const [first, second, third] = parts;
  if (first === undefined || parts.length > 3) return undefined;
  if (second === undefined) return lookupType(first, owner, universe);
  const outer = lookupType(first, owner, universe);
  if (outer?.kind === 'symbol') {
    const inner = innerType(outer.symbol, second);
    if (inner && third === undefined) return { kind: 'symbol', symbol: inner };
    const innermost = inner && third !== undefined ? innerType(inner, third) : undefined;
    if (innermost) return { kind: 'symbol', symbol: innermost };
  }
  const qualified = lookupInNamespace(first, second, universe);
  if (third === undefined) return qualified;
  const inner = qualified?.kind === 'symbol' ? innerType(qualified.symbol, third) : undefined;
  return inner && { kind: 'symbol', symbol: inner };
}

/** A type by one name, as seen from inside `owner`. */
export function lookupType(name: string, owner: TypeSymbol | undefined, universe: Universe): NamedType | undefined {
  const key = name.toLowerCase();
  for (let at = owner; at; at = at.outer) {
    const index = at.typeParameters.findIndex((parameter) => parameter.toLowerCase() === key);
    if (index >= 0) return { kind: 'type', type: { kind: 'parameter', name: at.typeParameters[index], index } };
    const inner = innerType(at, name);
    if (inner) return { kind: 'symbol', symbol: inner };
    if (at.name.toLowerCase() === key) return { kind: 'symbol', symbol: at };
  }
  const project = universe.projectTypes.get(key);
  if (project) return { kind: 'symbol', symbol: project };
  const { stdlib } = universe;
  if (key === 'sobject' || key === 'aggregateresult') return { kind: 'type', type: universe.sobject(key)! };
  const platform =
    (owner?.namespace !== undefined && stdlib.find(owner.namespace, name)) ||
    stdlib.find('System', name) ||
    stdlib.find('Schema', name);
  const object = universe.sobject(name);
  // BusinessHours is an object; the class of that name has only static methods, which calls find
  if (platform && !(object && hasOnlyStatics(platform))) return { kind: 'symbol', symbol: platform };
  return object && { kind: 'type', type: object };
}

function hasOnlyStatics({ constructors, fields, methods, kind }: TypeSymbol): boolean {
  if (kind !== 'class' || constructors.length > 0 || fields.size > 0) return false;
  return methods.values().every((group) => group.every((method) => method.isStatic));
}

/** `Database.Batchable`, `System.String`, `Schema.Account` */
export function lookupInNamespace(namespace: string, name: string, universe: Universe): NamedType | undefined {
  const key = namespace.toLowerCase();
  if (key === 'system' || key === 'schema') {
    const lower = name.toLowerCase();
    if (lower === 'sobject' || lower === 'aggregateresult') return { kind: 'type', type: universe.sobject(lower)! };
  }
  const own = universe.isOwnNamespace(namespace) ? universe.projectTypes.get(name.toLowerCase()) : undefined;
  const symbol = own ?? universe.stdlib.find(namespace, name);
  if (symbol) return { kind: 'symbol', symbol };
  const object = key === 'schema' ? universe.sobject(name) : undefined;
  return object && { kind: 'type', type: object };
}

export function innerType(symbol: TypeSymbol, name: string): TypeSymbol | undefined {
  const key = name.toLowerCase();
  const own = symbol.innerTypes.get(key);
  if (own || !symbol.superclass) return own;
  for (const at of classChain(symbol.superclass.symbol)) {
    const inner = at.innerTypes.get(key);
    if (inner) return inner;
  }
  return undefined;
}

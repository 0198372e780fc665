/** Questions about types that need no program: identity, names, substitution, the line of supertypes. */
import type { ClassType, NullType, SObjectTypeRef, Type, TypeSymbol, VoidType } from './types.ts';

export const nullType: NullType = { kind: 'null' };
export const voidType: VoidType = { kind: 'void' };

/**
 * The type of an expression that has already been reported. As a null type it is assignable to everything, so one
 * mistake gives one message.
 */
export const errorType: NullType = { kind: 'null' };

export const isError = (type: Type): boolean => type === errorType;

export const isNull = (type: Type): boolean => type.kind === 'null';

const plainTypes = new WeakMap<TypeSymbol, ClassType>();

export function classType(symbol: TypeSymbol, args: readonly Type[] = []): ClassType {
  if (args.length > 0) return { kind: 'class', symbol, args };
  let type = plainTypes.get(symbol);
  if (!type) plainTypes.set(symbol, (type = { kind: 'class', symbol, args }));
  return type;
}

/** The type as seen inside its own declaration: `List<T>` for List. */
export function selfType(symbol: TypeSymbol): ClassType {
  return classType(
    symbol,
    symbol.typeParameters.map((name, index) => ({ kind: 'parameter', name, index })),
  );
}

export function sameType(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind === 'class' && b.kind === 'class') {
    return (
      a.symbol === b.symbol && a.args.length === b.args.length && a.args.every((arg, i) => sameType(arg, b.args[i]))
    );
  }
  if (a.kind === 'sobject' && b.kind === 'sobject') return a.name.toLowerCase() === b.name.toLowerCase();
  if (a.kind === 'parameter' && b.kind === 'parameter') return a.index === b.index;
  return a.kind === b.kind && a.kind !== 'class';
}

export const sameTypes = (a: readonly Type[], b: readonly Type[]): boolean =>
  a.length === b.length && a.every((type, i) => sameType(type, b[i]));

/** As the platform writes it in messages: `Map<Id,List<Account>>`. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'class':
      return type.args.length === 0
        ? type.symbol.qualifiedName
        : `${type.symbol.qualifiedName}<${type.args.map(typeName).join(',')}>`;
    case 'sobject':
    case 'parameter':
      return type.name;
    case 'null':
      return 'null';
    case 'void':
      return 'void';
  }
}

/** `(Integer, List<Account>)` without the parentheses */
export const typeNames = (types: readonly Type[]): string => types.map(typeName).join(', ');

export function substitute(type: Type, args: readonly Type[]): Type {
  if (args.length === 0) return type;
  if (type.kind === 'parameter') return args[type.index] ?? type;
  if (type.kind === 'class' && type.args.length > 0) {
    return classType(
      type.symbol,
      type.args.map((arg) => substitute(arg, args)),
    );
  }
  return type;
}

export const isClassNamed = (type: Type, namespace: string, name: string): type is ClassType =>
  type.kind === 'class' && type.symbol.namespace === namespace && type.symbol.name === name;

/** `String`, `Integer`, `List`, ... of namespace System, or undefined for any other type */
export function systemName(type: Type): string | undefined {
  return type.kind === 'class' && type.symbol.namespace === 'System' && !type.symbol.outer
    ? type.symbol.name
    : undefined;
}

export const isSystem = (type: Type, name: string): boolean => systemName(type) === name;

export const isGenericSObject = (type: Type): boolean =>
  type.kind === 'sobject' && type.name.toLowerCase() === 'sobject';

export const isConcreteSObject = (type: Type): type is SObjectTypeRef =>
  type.kind === 'sobject' && !isGenericSObject(type);

export const isEnum = (type: Type): type is ClassType => type.kind === 'class' && type.symbol.kind === 'enum';

/** The element type of a List or Set, undefined for anything else. */
export function elementOf(type: Type): Type | undefined {
  const name = systemName(type);
  return (name === 'List' || name === 'Set') && type.kind === 'class' ? type.args[0] : undefined;
}

export interface SuperType {
  readonly type: ClassType;
  readonly distance: number;
}

/** `type` seen as an instance of `target`, which it is, extends or implements; with the number of steps in between. */
export function asSuper(type: ClassType, target: TypeSymbol): SuperType | undefined {
  if (type.symbol === target) return { type, distance: 0 };
  let best: SuperType | undefined;
  for (const found of superTypes(type)) {
    if (found.type.symbol === target && (!best || found.distance < best.distance)) best = found;
  }
  return best;
}

/** The type, its superclasses and all interfaces, nearest first; a name once for each path to it. */
export function superTypes(type: ClassType): readonly SuperType[] {
  const found: SuperType[] = [];
  const visit = (at: ClassType, distance: number): void => {
    if (found.some((other) => other.type.symbol === at.symbol)) return;
    found.push({ type: at, distance });
    const { superclass, interfaces } = at.symbol;
    if (superclass) visit(substitute(superclass, at.args) as ClassType, distance + 1);
    for (const face of interfaces) visit(substitute(face, at.args) as ClassType, distance + 1);
  };
  visit(type, 0);
  return found;
}

/** The superclass chain from `symbol` itself upwards; safe against a cycle that has been reported already. */
export function* classChain(symbol: TypeSymbol | undefined): Generator<TypeSymbol> {
  const seen = new Set<TypeSymbol>();
  for (let at = symbol; at && !seen.has(at); at = at.superclass?.symbol) {
    seen.add(at);
    yield at;
  }
}

export const isSubclass = (symbol: TypeSymbol, ancestor: TypeSymbol): boolean =>
  classChain(symbol).some((at) => at === ancestor);

export const hasAnnotation = (annotations: readonly { readonly name: string }[], name: string): boolean =>
  annotations.some((annotation) => annotation.name.toLowerCase() === name);

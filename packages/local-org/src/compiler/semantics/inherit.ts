/**
 * Inheritance of the project's types: what may be extended and overridden, which methods are still missing, and the
 * keys and bridges by which an implementation answers the method that it implements.
 */
import type { HirType } from './hir.ts';
import { implicitConversion } from './conversions.ts';
import { signatureText } from './declare.ts';
import { allInterfaces, bind, findMethods, objectType, type BoundMethod } from './members.ts';
import { resolveType, type Report } from './resolve.ts';
import type { ClassType, MethodSymbol, Type, TypeSymbol } from './types.ts';
import {
  classChain,
  isClassNamed,
  isError,
  isSystem,
  sameType,
  sameTypes,
  selfType,
  substitute,
  typeName,
} from './typing.ts';
import type { Universe } from './universe.ts';

export interface Inherited {
  readonly bridges: HirType['bridges'];
  /** methods of an interface that the class answers with a static method, which Salesforce accepts */
  readonly staticAnswers: readonly { readonly wanted: MethodSymbol; readonly answer: MethodSymbol }[];
}

interface Answers {
  readonly bridges: { from: string; to: string }[];
  readonly staticAnswers: { wanted: MethodSymbol; answer: MethodSymbol }[];
}

/** Resolves `extends` and `implements`. */
export function declareSupertypes(symbol: TypeSymbol, universe: Universe, report: Report): void {
  const { declaration } = symbol;
  if (declaration.kind === 'enum') return;
  // Supertypes are written outside of the class: its own inner types are not in scope, those around it are.
  const scope = symbol.outer ?? symbol;
  if (declaration.kind === 'class' && declaration.superclass) {
    const type = resolveType(declaration.superclass, scope, universe, report);
    const at = declaration.superclass.start;
    if (type.kind !== 'class' || type.symbol.kind !== 'class') {
      if (!isError(type)) report(at, `Invalid type: ${typeName(type)} cannot be extended by a class`);
    } else if (!type.symbol.isVirtual && !(type.symbol.isPlatform && isException(type.symbol))) {
      report(at, `Non-virtual and non-abstract type cannot be extended: ${typeName(type)}`);
    } else symbol.superclass = type;
  }
  const interfaces: ClassType[] = [];
  for (const ref of declaration.interfaces) {
    const type = resolveType(ref, scope, universe, report);
    if (isError(type)) continue;
    if (type.kind === 'class' && type.symbol.kind === 'interface') interfaces.push(type);
    else report(ref.start, `${symbol.qualifiedName}: Interface type expected, found ${typeName(type)}`);
  }
  symbol.interfaces = interfaces;
}

const isException = (symbol: TypeSymbol): boolean =>
  classChain(symbol).some((at) => at.isPlatform && at.namespace === 'System' && at.name === 'Exception');

/** Reports classes that extend themselves and cuts the chain there. */
export function checkCycles(symbol: TypeSymbol, report: Report): void {
  const seen = new Set<TypeSymbol>();
  for (let at: TypeSymbol | undefined = symbol; at; at = at.superclass?.symbol) {
    if (seen.has(at)) {
      report(symbol.declaration.name.start, `Circular definition: ${symbol.qualifiedName}`);
      symbol.superclass = undefined;
      return;
    }
    seen.add(at);
  }
}

/** Superclasses before subclasses, otherwise in the order given. */
export function superclassesFirst(symbols: Iterable<TypeSymbol>): TypeSymbol[] {
  const ordered = new Set<TypeSymbol>();
  const wanted = new Set(symbols);
  for (const symbol of wanted) {
    const line = [...classChain(symbol)].reverse();
    for (const at of line) if (wanted.has(at)) ordered.add(at);
  }
  return [...ordered];
}

/**
 * Settles the keys of a class's methods and returns its bridges. Called on superclasses first, so that the keys an
 * override takes over are final.
 */
export function checkInheritance(symbol: TypeSymbol, universe: Universe, report: Report): Inherited {
  const found: Answers = { bridges: [], staticAnswers: [] };
  if (symbol.kind !== 'class') return found;
  for (const group of symbol.methods.values()) {
    for (const method of group) if (!method.isStatic) settleOverride(symbol, method, universe, report);
  }
  implementInterfaces(symbol, universe, report, found);
  if (!symbol.isAbstract) requireAbstractMethods(symbol, report);
  return found;
}

function settleOverride(symbol: TypeSymbol, method: MethodSymbol, universe: Universe, report: Report): void {
  const inherited = inheritedMethod(symbol, method);
  if (!inherited) {
    const root = objectMethod(method, universe);
    if (root) method.key = root.key;
    else if (method.isOverride && !implementsSome(symbol, method)) {
      report(method.start, `@Override specified for non-overriding method: ${signatureText(method)}`);
    }
    return;
  }
  const overridden = inherited.symbol;
  if (overridden.visibility === 'private' || overridden.isStatic) {
    // Not an override: both live on, told apart by the class.
    if (overridden.key === method.key) method.key = `${method.key}@${symbol.jsName.toLowerCase()}`;
    return;
  }
  method.key = overridden.key;
  if (!overridden.isVirtual && !overridden.isOverride && !overridden.owner.isPlatform) {
    report(method.start, `Non-virtual, non-abstract methods cannot be overridden: ${signatureText(overridden)}`);
  } else if (!method.isOverride && !overridden.owner.isPlatform) {
    report(method.start, `Method must use the override keyword: ${signatureText(method)}`);
  } else if (!isCovariant(method.returnType, inherited.returnType) && !isError(method.returnType)) {
    report(method.start, `Method return types clash: ${signatureText(overridden)} vs ${signatureText(method)}`);
  } else if (rank(method) < rank(overridden)) {
    report(method.start, `Cannot reduce the visibility of method: ${signatureText(method)}`);
  }
}

/** Within one project global shows no more than public. */
const rank = (method: MethodSymbol): number =>
  ['private', 'protected', 'public'].indexOf(method.visibility === 'global' ? 'public' : method.visibility);

const parameterTypes = (method: MethodSymbol): readonly Type[] => method.parameters.map((parameter) => parameter.type);

/** The nearest method of a superclass with this signature. */
function inheritedMethod(symbol: TypeSymbol, method: MethodSymbol): BoundMethod | undefined {
  const name = method.name.toLowerCase();
  const wanted = parameterTypes(method);
  const seen = new Set<TypeSymbol>([symbol]);
  for (let at = symbol.superclass; at && !seen.has(at.symbol);) {
    seen.add(at.symbol);
    const args = at.args;
    const found = (at.symbol.methods.get(name) ?? [])
      .map((other) => bind(other, args))
      .find((other) => sameTypes(other.parameters, wanted));
    if (found) return found;
    const next: ClassType | undefined = at.symbol.superclass;
    at = next && (substitute(next, args) as ClassType);
  }
  return undefined;
}

function objectMethod(method: MethodSymbol, universe: Universe): MethodSymbol | undefined {
  const group = objectType(universe).symbol.methods.get(method.name.toLowerCase()) ?? [];
  return group.find((other) => sameTypes(parameterTypes(other), parameterTypes(method)));
}

const implementsSome = (symbol: TypeSymbol, method: MethodSymbol): boolean =>
  allInterfaces(symbol).some((face) =>
    (face.symbol.methods.get(method.name.toLowerCase()) ?? []).some(
      (other) => other.parameters.length === method.parameters.length,
    ),
  );

function implementInterfaces(symbol: TypeSymbol, universe: Universe, report: Report, answered: Answers): void {
  for (const face of allInterfaces(symbol)) {
    for (const group of face.symbol.methods.values()) {
      for (const method of group) implementMethod(symbol, face, method, universe, report, answered);
    }
  }
}

function implementMethod(
  symbol: TypeSymbol,
  face: ClassType,
  method: MethodSymbol,
  universe: Universe,
  report: Report,
  answered: Answers,
): void {
  const wanted = bind(method, face.args);
  const candidates = findMethods(selfType(symbol), method.name, universe).filter(
    ({ symbol: other }) => other.owner.kind === 'class',
  );
  const found =
    candidates.find((other) => sameTypes(other.parameters, wanted.parameters)) ??
    candidates.find((other) => answers(other, wanted));
  if (!found) {
    if (!symbol.isAbstract) {
      const parameters = wanted.parameters.map(typeName).join(', ');
      const signature = `${typeName(wanted.returnType)} ${typeName(face)}.${method.name}(${parameters})`;
      report(symbol.declaration.name.start, `Class ${symbol.qualifiedName} must implement the method: ${signature}`);
    }
    return;
  }
  const implementation = found.symbol;
  const at = implementation.owner === symbol ? implementation.start : symbol.declaration.name.start;
  if (implementation.visibility !== 'public' && implementation.visibility !== 'global') {
    report(at, `Method does not have the right visibility to implement ${signatureText(method)}: ${method.name}`);
  } else if (!returnAnswers(found, wanted, face) && !isError(found.returnType)) {
    report(
      at,
      `Class ${symbol.qualifiedName} must implement the method: ${signatureText(method)}; ` +
        `return type ${typeName(found.returnType)} does not match`,
    );
  }
  if (implementation.isStatic) {
    answered.staticAnswers.push({ wanted: method, answer: implementation });
    return;
  }
  if (implementation.key === method.key) return;
  // The first interface that a method of this class implements gives it its key; others reach it over a bridge.
  const exact = sameTypes(found.parameters, wanted.parameters);
  const free = implementation.owner === symbol && !inheritedMethod(symbol, implementation) && isOwnKey(implementation);
  if (exact && free) implementation.key = method.key;
  else if (!answered.bridges.some((bridge) => bridge.from === method.key)) {
    answered.bridges.push({ from: method.key, to: implementation.key });
  }
}

/** Still the lower-cased key of a project method, not one taken over from the platform. */
const isOwnKey = (method: MethodSymbol): boolean => method.key === method.key.toLowerCase();

/** A batch of SObject may be executed with a list of a concrete object, a Boolean be compared as an Object. */
function answers(method: BoundMethod, wanted: BoundMethod): boolean {
  if (method.parameters.length !== wanted.parameters.length) return false;
  return method.parameters.every((type, i) => isCovariant(wanted.parameters[i], type));
}

/** The same type or one that is a `to` without any conversion. */
function isCovariant(from: Type, to: Type): boolean {
  if (sameType(from, to)) return true;
  const conversion = implicitConversion(from, to);
  return conversion !== undefined && (conversion.kind === undefined || conversion.kind === 'upcast');
}

function returnAnswers(method: BoundMethod, wanted: BoundMethod, face: ClassType): boolean {
  if (isCovariant(method.returnType, wanted.returnType)) return true;
  if (!face.symbol.isPlatform) return false;
  const type = method.returnType;
  if (isClassNamed(face, 'Database', 'Batchable')) {
    return isClassNamed(type, 'Database', 'QueryLocator') || isIterable(type);
  }
  // What a platform method returns as an Id may be given as a String, and the reverse.
  return implicitConversion(type, wanted.returnType) !== undefined;
}

function isIterable(type: Type): boolean {
  if (type.kind !== 'class') return false;
  return isSystem(type, 'Iterable') || allInterfaces(type.symbol).some((face) => isSystem(face, 'Iterable'));
}

function requireAbstractMethods(symbol: TypeSymbol, report: Report): void {
  for (const at of classChain(symbol)) {
    if (at.isPlatform) return;
    for (const group of at.methods.values()) {
      for (const method of group) {
        if (!method.isAbstract) continue;
        if (at === symbol) {
          report(method.start, `Abstract methods are only allowed in abstract classes: ${signatureText(method)}`);
        } else if (!overriddenBelow(symbol, at, method)) {
          report(
            symbol.declaration.name.start,
            `Class ${symbol.qualifiedName} must implement the abstract method: ${signatureText(method)}`,
          );
        }
      }
    }
  }
}

function overriddenBelow(symbol: TypeSymbol, owner: TypeSymbol, method: MethodSymbol): boolean {
  for (const at of classChain(symbol)) {
    if (at === owner) return false;
    const group = at.methods.get(method.name.toLowerCase()) ?? [];
    if (group.some((other) => !other.isAbstract && sameTypes(parameterTypes(other), parameterTypes(method))))
      return true;
  }
  return false;
}

/** Looking up fields and methods of a type along its superclasses and interfaces, with type arguments filled in. */
import type { ClassType, FieldSymbol, MethodSymbol, Type, TypeSymbol } from './types.ts';
import { classChain, hasAnnotation, isSubclass, sameTypes, selfType, substitute } from './typing.ts';
import type { Universe } from './universe.ts';
import type { Visibility } from './types.ts';

/** A method as a member of one instantiated type: `Account get(Integer)` of `List<Account>`. */
export interface BoundMethod {
  readonly symbol: MethodSymbol;
  readonly parameters: readonly Type[];
  readonly returnType: Type;
}

export interface BoundField {
  readonly symbol: FieldSymbol;
  readonly type: Type;
}

export function bind(symbol: MethodSymbol, args: readonly Type[]): BoundMethod {
  return {
    symbol,
    parameters: symbol.parameters.map((parameter) => substitute(parameter.type, args)),
    returnType: substitute(symbol.returnType, args),
  };
}

export function findField(type: ClassType, name: string): BoundField | undefined {
  const key = name.toLowerCase();
  const seen = new Set<TypeSymbol>();
  for (let at: ClassType | undefined = type; at && !seen.has(at.symbol); at = superclassOf(at)) {
    seen.add(at.symbol);
    const symbol = at.symbol.fields.get(key);
    if (symbol) return { symbol, type: substitute(symbol.type, at.args) };
  }
  return undefined;
}

function superclassOf(type: ClassType): ClassType | undefined {
  const { superclass } = type.symbol;
  return superclass && (substitute(superclass, type.args) as ClassType);
}

/**
 * All methods of this name that a value of the type has: its own, inherited ones that are not overridden, those of its
 * interfaces, and those of Object.
 */
export function findMethods(type: ClassType, name: string, universe: Universe): BoundMethod[] {
  const key = name.toLowerCase();
  const found: BoundMethod[] = [];
  const seen = new Set<TypeSymbol>();
  const visit = (at: ClassType): void => {
    if (seen.has(at.symbol)) return;
    seen.add(at.symbol);
    // Methods of one type differ among themselves, unless its type arguments make them the same.
    const others = at.args.length === 0 ? found.slice() : found;
    for (const symbol of at.symbol.methods.get(key) ?? []) {
      const method = bind(symbol, at.args);
      if (!others.some((other) => sameTypes(other.parameters, method.parameters))) found.push(method);
    }
    const parent = superclassOf(at);
    if (parent) visit(parent);
    for (const face of at.symbol.interfaces) visit(substitute(face, at.args) as ClassType);
  };
  visit(type);
  visit(objectType(universe));
  return found;
}

/** System.Object, whose signatures every value has. */
export const objectType = (universe: Universe): ClassType => universe.system('Object');

/** Every interface a class has to implement, its superclasses' included, with type arguments as seen from the class. */
export function allInterfaces(symbol: TypeSymbol): ClassType[] {
  const found: ClassType[] = [];
  const seen = new Set<TypeSymbol>();
  const visit = (type: ClassType): void => {
    if (found.some((other) => other.symbol === type.symbol && sameTypes(other.args, type.args))) return;
    found.push(type);
    for (const face of type.symbol.interfaces) visit(substitute(face, type.args) as ClassType);
  };
  for (let at: ClassType | undefined = selfType(symbol); at && !seen.has(at.symbol); at = superclassOf(at)) {
    seen.add(at.symbol);
    for (const face of at.symbol.interfaces) visit(substitute(face, at.args) as ClassType);
  }
  return found;
}

interface Protected {
  readonly owner: TypeSymbol;
  readonly annotations: readonly { readonly name: string }[];
}

/**
 * Whether code in `from` (undefined outside of any class) may use a member: private ones within one top-level class,
 * protected ones in subclasses too, and `@TestVisible` ones in tests.
 */
export function isVisible(member: Protected, visibility: Visibility, from: TypeSymbol | undefined): boolean {
  if (visibility === 'public' || visibility === 'global') return true;
  if (!from) return false;
  // One file is one top-level class, or one anonymous block with all that it declares.
  if (from.file === member.owner.file) return true;
  if (from.isTest && hasAnnotation(member.annotations, 'testvisible')) return true;
  if (visibility === 'private') return false;
  for (let at: TypeSymbol | undefined = from; at; at = at.outer) if (isSubclass(at, member.owner)) return true;
  return false;
}

/** Constructors that `new` may choose from. A class that extends a platform class (Exception) has that one's as well. */
export function constructorsOf(symbol: TypeSymbol): readonly MethodSymbol[] {
  if (symbol.isPlatform) return symbol.constructors;
  const platform = classChain(symbol).find((at) => at.isPlatform);
  if (!platform) return symbol.constructors;
  const own = symbol.constructors;
  const inherited = platform.constructors.filter(
    (other) =>
      !own.some((mine) =>
        sameTypes(
          mine.parameters.map((p) => p.type),
          other.parameters.map((p) => p.type),
        ),
      ),
  );
  return [...own, ...inherited];
}

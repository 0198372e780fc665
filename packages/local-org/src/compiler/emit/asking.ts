/**
 * Which functions ask for the sharing of their caller. A class without a declaration of its own sees records as whoever calls it
 * does, so its functions take that as one argument more; but only those that can come to a query, to DML, or to another function
 * that asks. All others, in most programs nearly all, cost their callers nothing.
 *
 * Functions are known by slots: the property under which a method is called. Instance methods of one slot count as one, whatever
 * their classes, so that a call through an interface or a superclass passes what any implementation may ask for.
 */
import type {
  HirExpression,
  HirInit,
  HirMethod,
  HirPlace,
  HirProgram,
  HirStatement,
  HirType,
} from '../semantics/hir.ts';
import { sharesByDefault } from '../semantics/versions.ts';
import { walk, type HirNode } from '../semantics/hir-walk.ts';
import type { FieldSymbol, MethodSymbol, TypeSymbol } from '../semantics/types.ts';
import { constructorKey, getterKey, isExceptionClass, platformName, runtimeName, setterKey } from './names.ts';

/** How code of a class sees records; 'caller' takes the mode from whoever called. */
export type Sharing = 'with' | 'without' | 'caller' | 'callerOrWith';

/** Inner classes do not take the declaration of their outer class; subclasses take their superclass's. */
export function sharingOf(symbol: TypeSymbol): Sharing {
  for (let at: TypeSymbol | undefined = symbol; at !== undefined; at = at.superclass?.symbol) {
    if (at.sharing === 'inherited') return 'callerOrWith';
    if (at.sharing !== undefined) return at.sharing;
  }
  return sharesByDefault(symbol) ? 'with' : 'caller';
}

export const depends = (sharing: Sharing): boolean => sharing === 'caller' || sharing === 'callerOrWith';

// ---------------------------------------------------------------- slots

export function methodSlot(method: MethodSymbol): string {
  return method.isStatic ? `${runtimeName(method.owner)}.${method.key}` : method.key;
}

export function accessorSlot(field: FieldSymbol, kind: 'get' | 'set'): string {
  const key = kind === 'get' ? getterKey(field) : setterKey(field);
  return field.isStatic ? `${runtimeName(field.owner)}.${key}` : key;
}

export const initSlot = (symbol: TypeSymbol): string => `${runtimeName(symbol)}.$init`;

/** Constructors that the source does not have: the default one, and those that every exception class has. */
export interface ImplicitConstructor {
  readonly key: string;
  readonly parameters: readonly string[];
  /** what Exception itself is given */
  readonly init: string;
}

const DEFAULT: ImplicitConstructor = { key: 'new()', parameters: [], init: 'null, null' };
const EXCEPTION_CONSTRUCTORS: readonly ImplicitConstructor[] = [
  DEFAULT,
  { key: 'new(string)', parameters: ['a0'], init: 'a0, null' },
  { key: 'new(exception)', parameters: ['a0'], init: 'null, a0' },
  { key: 'new(string,exception)', parameters: ['a0', 'a1'], init: 'a0, a1' },
];

export function implicitConstructors(type: HirType): readonly ImplicitConstructor[] {
  const declared = new Set(type.constructors.map((constructor) => constructor.symbol.key.toLowerCase()));
  if (isExceptionClass(type.symbol)) return EXCEPTION_CONSTRUCTORS.filter(({ key }) => !declared.has(key));
  return declared.size === 0 ? [DEFAULT] : [];
}

/** The call of this(...) or super(...) that a constructor begins with. */
export function explicitCall(
  body: HirStatement | undefined,
): (HirExpression & { readonly kind: 'constructorCall' }) | undefined {
  const first = body?.kind === 'block' ? body.statements[0] : undefined;
  if (first?.kind !== 'expression' || first.value.kind !== 'constructorCall') return undefined;
  return first.value;
}

// ---------------------------------------------------------------- who asks

/** Whether a static method of the platform reaches records and therefore reads the sharing of the calling class. */
export function readsSharing({ owner, name }: MethodSymbol): boolean {
  const type = platformName(owner);
  return type === 'System.Database' || type === 'System.Search' || (type === 'System.Test' && name === 'loadData');
}

/** The slots of functions that ask. */
export function askingSlots(program: HirProgram): ReadonlySet<string> {
  const graph = new CallGraph();
  for (const type of program.types) graph.type(type);
  return graph.asking();
}

class CallGraph {
  /** who calls, by what is called */
  readonly #callers = new Map<string, string[]>();
  readonly #asking = new Set<string>();

  type(type: HirType): void {
    for (const { from, to } of type.bridges) this.#call(from, to);
    if (!depends(sharingOf(type.symbol))) return;
    for (const constructor of type.constructors) this.#declared(type, constructor);
    for (const { key } of implicitConstructors(type)) {
      const slot = constructorKey(type.symbol, key);
      this.#superConstructor(slot, type.symbol, key);
      this.#call(slot, initSlot(type.symbol));
    }
    for (const init of type.instanceInit) this.#body(initSlot(type.symbol), codeOf(init));
    for (const { symbol, body } of type.methods) this.#body(methodSlot(symbol), body);
    for (const { field, kind, method } of type.accessors) this.#body(accessorSlot(field, kind), method.body);
  }

  /** Callers of what asks ask, too. */
  asking(): ReadonlySet<string> {
    const open = [...this.#asking];
    for (let slot = open.pop(); slot !== undefined; slot = open.pop()) {
      for (const caller of this.#callers.get(slot) ?? []) {
        if (this.#asking.has(caller)) continue;
        this.#asking.add(caller);
        open.push(caller);
      }
    }
    return this.#asking;
  }

  #call(caller: string, called: string): void {
    const callers = this.#callers.get(called);
    if (callers === undefined) this.#callers.set(called, [caller]);
    else callers.push(caller);
  }

  #declared(type: HirType, { symbol, body }: HirMethod): void {
    const slot = constructorKey(type.symbol, symbol.key);
    const explicit = explicitCall(body);
    if (explicit === undefined) this.#superConstructor(slot, type.symbol, 'new()');
    if (explicit?.which !== 'this') this.#call(slot, initSlot(type.symbol));
    this.#body(slot, body);
  }

  #superConstructor(slot: string, symbol: TypeSymbol, key: string): void {
    const superclass = symbol.superclass?.symbol;
    if (superclass !== undefined) this.#call(slot, constructorKey(superclass, key));
  }

  #body(slot: string, body: HirNode | undefined): void {
    if (body === undefined) return;
    walk(body, (node) => {
      if (node.kind === 'runAs') {
        // its body runs with sharing, whoever called
        for (const argument of node.arguments) this.#body(slot, argument);
        return false;
      }
      if (reachesRecords(node)) this.#asking.add(slot);
      for (const called of calledBy(node)) this.#call(slot, called);
      return true;
    });
  }
}

const codeOf = (init: HirInit): HirNode | undefined => (init.kind === 'block' ? init.body : init.value);

function reachesRecords(node: HirNode): boolean {
  if (node.kind === 'callPlatformStatic') return readsSharing(node.method);
  return node.kind === 'soql' || node.kind === 'sosl' || node.kind === 'dml';
}

const NOTHING: readonly string[] = [];

function calledBy(node: HirNode): readonly string[] {
  switch (node.kind) {
    case 'callStatic':
    case 'callInstance':
    case 'callSuper':
      return [methodSlot(node.method)];
    case 'callPlatformInstance':
      // an interface that the project may implement
      return node.method.owner.kind === 'interface' ? [methodSlot(node.method)] : NOTHING;
    case 'constructorCall':
      return node.method === undefined ? NOTHING : [constructorKey(node.method.owner, node.method.key)];
    case 'new':
      return node.type.kind === 'class'
        ? [constructorKey(node.type.symbol, node.constructor_?.key ?? 'new()')]
        : NOTHING;
    case 'read':
      return accessors(node.place, ['get']);
    case 'assign':
      return accessors(node.place, ['set']);
    case 'compoundAssign':
    case 'increment':
      return accessors(node.place, ['get', 'set']);
    default:
      return NOTHING;
  }
}

function accessors(place: HirPlace, kinds: readonly ('get' | 'set')[]): readonly string[] {
  return place.kind === 'property' ? kinds.map((kind) => accessorSlot(place.field, kind)) : NOTHING;
}

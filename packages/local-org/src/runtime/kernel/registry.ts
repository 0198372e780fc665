/**
 * The implementations of platform types, by qualified name (`System.String`, `Database.Batchable`). Each layer registers
 * its own once, when its module is loaded; emitted code binds to them when the bundle is loaded, so that a missing
 * implementation fails there, with its name.
 */

// Tables hold functions of every shape; the checker has made sure that callers pass what the stub says.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type PlatformFunction = (...args: any[]) => unknown;

/** How JSON shows the instances of a platform class; a class without it is refused there. */
export interface JsonShape {
  /** in the order in which they are written; types as Apex source writes them */
  readonly members: readonly { readonly name: string; readonly type: string }[];
  readonly read: (instance: never, name: string) => unknown;
  /** members that the text did not have are absent */
  readonly make: (members: ReadonlyMap<string, unknown>) => object;
}

export interface PlatformType {
  /** static methods by key: `valueOf(Object)` */
  readonly statics?: Readonly<Record<string, PlatformFunction>>;
  /** methods of receivers that are JavaScript primitives; the receiver is the first argument */
  readonly instance?: Readonly<Record<string, PlatformFunction>>;
  /** the JavaScript class of instances, with keyed methods on its prototype */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly class?: abstract new (...args: any[]) => object;
  /** platform interfaces that its class implements: `System.HttpCalloutMock` */
  readonly interfaces?: readonly string[];
  /** by key `new(String)`. For generic types (List, Set, Map, ...) the RtType of what is constructed comes first. */
  readonly constructors?: Readonly<Record<string, PlatformFunction>>;
  /** static fields and properties, read on each access */
  readonly staticFields?: Readonly<Record<string, () => unknown>>;
  /** static properties that can be assigned: `RestContext.request` */
  readonly staticSetters?: Readonly<Record<string, (value: never) => void>>;
  readonly json?: JsonShape;
}

const types = new Map<string, PlatformType>();
const namesByClass = new Map<unknown, string>();

/** A type may be registered in parts by several files, never the same member twice. */
export function register(name: string, type: PlatformType): void {
  const before = types.get(name);
  types.set(name, before === undefined ? type : merge(name, before, type));
  if (type.class !== undefined) namesByClass.set(type.class, name);
}

export function lookup(name: string): PlatformType | undefined {
  return types.get(name);
}

/** Finds a type as Apex source writes it, in any case, with or without `System.`; gives its registered name. */
export function findPlatformName(written: string): string | undefined {
  const folded = written.toLowerCase();
  for (const name of types.keys()) {
    const lower = name.toLowerCase();
    if (lower === folded || lower === `system.${folded}`) return name;
  }
  return undefined;
}

export function registeredNames(): readonly string[] {
  return [...types.keys()];
}

/** Registered name of the platform class that `value` is an instance of, following JavaScript's class chain. */
export function platformNameOf(value: object): string | undefined {
  for (let at = prototypeOf(value); at !== null; at = prototypeOf(at)) {
    const name = namesByClass.get(at.constructor);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Whether one platform type extends or implements another: `Cache.OrgPartition` and `Cache.Partition`. */
export function extendsPlatformClass(name: string, base: string): boolean {
  const own = types.get(name)?.class?.prototype as object | undefined;
  if (types.get(name)?.interfaces?.includes(base)) return true;
  const wanted = types.get(base)?.class;
  return own !== undefined && wanted !== undefined && own instanceof wanted;
}

function prototypeOf(value: object): object | null {
  return Object.getPrototypeOf(value) as object | null;
}

function merge(name: string, a: PlatformType, b: PlatformType): PlatformType {
  if (a.class !== undefined && b.class !== undefined && a.class !== b.class) {
    throw new Error(`${name} is registered with two classes`);
  }
  return {
    statics: union(name, a.statics, b.statics),
    instance: union(name, a.instance, b.instance),
    class: a.class ?? b.class,
    interfaces: a.interfaces ?? b.interfaces,
    constructors: union(name, a.constructors, b.constructors),
    staticFields: union(name, a.staticFields, b.staticFields),
    staticSetters: union(name, a.staticSetters, b.staticSetters),
    json: a.json ?? b.json,
  };
}

function union<T>(
  name: string,
  a: Readonly<Record<string, T>> | undefined,
  b: Readonly<Record<string, T>> | undefined,
): Readonly<Record<string, T>> | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  for (const key of Object.keys(b)) {
    if (Object.hasOwn(a, key) && a[key] !== b[key]) throw new Error(`${name}.${key} is registered twice`);
  }
  return { ...a, ...b };
}

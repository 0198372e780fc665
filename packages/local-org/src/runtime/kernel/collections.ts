/** Lists, sets and maps as emitted code makes and walks them. The library's classes are found when a program is loaded. */
import { ApexDouble } from '../../values/double.ts';
import { throwApex, throwNull } from './exception.ts';
import { refuseHuge } from './heap.ts';
import { lookup } from './registry.ts';
import type { RtType } from './types.ts';

/** The part of ApexList that emitted code touches. */
export interface ListValue {
  readonly type: RtType;
  readonly items: unknown[];
  /** loops that are running over it */
  iterating: number;
}

interface SetValue extends Iterable<unknown> {
  readonly type: RtType;
}

interface IteratorValue {
  'hasNext()'(): boolean;
  'next()'(): unknown;
}

type Constructor = new (...args: unknown[]) => object;

/** The library's classes, bound once for a bundle. `type` is the whole type in all three. */
export function collectionFactories(): {
  newList(type: RtType, items: unknown[]): object;
  newSet(type: RtType, members: readonly unknown[]): object;
  newMap(type: RtType, entries: readonly (readonly [unknown, unknown])[]): object;
  sizedList(type: RtType, size: number | null): object;
} {
  const List = collectionClass('System.List');
  const Set = collectionClass('System.Set');
  const Map = collectionClass('System.Map');
  return {
    newList: (type, items) => new List(type.args[0], items),
    newSet: (type, members) => new Set(type.args[0], members),
    newMap: (type, entries) => new Map(type.args[0], type.args[1], entries),
    sizedList: (type, size) => {
      const length = size ?? throwNull();
      refuseHuge(length);
      return new List(type.args[0], new Array(length).fill(null));
    },
  };
}

/** Bound late: a program without collections loads without the library. */
function collectionClass(name: string): Constructor {
  const found = lookup(name)?.class;
  if (found !== undefined) return found as unknown as Constructor;
  return class {
    constructor() {
      throw new Error(`${name} has no implementation`);
    }
  };
}

interface MapValue {
  readonly keyType: RtType;
  readonly table: { readonly entries: ReadonlyMap<unknown, unknown> };
}

/**
 * A list or map of Doubles as one of Objects, which box them: a copy, where the platform has the same one under another type.
 * `object` is the type Object.
 */
export function doublesToObjects(collection: unknown, object: RtType): unknown {
  if (collection === null) return null;
  const { items } = collection as ListValue;
  if (items !== undefined) return new (collectionClass('System.List'))(object, items.map(boxed));
  const { keyType, table } = collection as MapValue;
  const entries = [...table.entries].map(([key, value]) => [key, boxed(value)]);
  return new (collectionClass('System.Map'))(keyType, object, entries);
}

const boxed = (value: unknown): unknown => (typeof value === 'number' ? new ApexDouble(value) : value);

/** `list[index]` */
export function elementAt(list: ListValue | null, index: number | null): unknown {
  if (list === null || index === null) throwNull();
  const items = list.items;
  if (index < 0 || index >= items.length) outOfBounds(index);
  return items[index];
}

/** `list[index] = value`; answers the value */
export function setElementAt<T>(list: ListValue | null, index: number | null, value: T): T {
  if (list === null || index === null) throwNull();
  const items = list.items;
  if (index < 0 || index >= items.length) outOfBounds(index);
  items[index] = value;
  return value;
}

/** The items of a list that an element is about to be added to. */
export function growing(list: ListValue | null): unknown[] {
  if (list === null) throwNull();
  if (list.iterating > 0) refuseChange();
  return list.items;
}

/** A collection over which a loop is running neither grows nor shrinks. */
export function refuseChange(): never {
  throwApex('System.FinalException', 'Cannot modify a collection while it is being iterated.');
}

function outOfBounds(index: number): never {
  throwApex('System.ListException', `List index out of bounds: ${index}`);
}

/** Starts a loop over a list: until the emitted `finally` takes the mark away, the list refuses to grow or shrink. */
export function beginLoop(list: ListValue | null): ListValue {
  if (list === null) throwNull();
  list.iterating += 1;
  return list;
}

/** Members of a set for a loop; the set itself watches for changes. */
export function membersOf(set: SetValue | null): Iterable<unknown> {
  return set ?? throwNull();
}

/** The iterator of any Iterable; `sharing` is that of the caller, where it matters. */
export function iteratorOf(
  iterable: { 'iterator()'(sharing?: number): IteratorValue | null } | null,
  sharing?: number,
): IteratorValue {
  if (iterable === null) throwNull();
  return iterable['iterator()'](sharing) ?? throwNull();
}

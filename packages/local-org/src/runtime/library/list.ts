/** List. Source: Apex Reference Guide, List Class. */
import { apexEquals, hashCodeOf } from '../../values/equality.ts';
import { refuseChange } from '../kernel/collections.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { refuseHuge } from '../kernel/heap.ts';
import { register } from '../kernel/registry.ts';
import { OBJECT, listType } from '../kernel/types.ts';
import type { RtType } from '../kernel/types.ts';
import { findObjectToken } from '../platform/tokens.ts';
import { containerText, elementText } from './element-text.ts';
import { ApexIterator, elementsOf } from './iterator.ts';
import { keyAdapter } from './keys.ts';
import { sortValues } from './sorting.ts';

/** A record's own clone, which the platform layer gives to sObjects. */
interface Cloneable {
  'clone(Boolean,Boolean,Boolean,Boolean)'(id: boolean, deep: boolean, times: boolean, numbers: boolean): unknown;
}

export function deepCloneValue(value: unknown, preserveId: boolean, times: boolean, numbers: boolean): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const clone = (value as Partial<Cloneable>)['clone(Boolean,Boolean,Boolean,Boolean)'];
  return clone === undefined ? value : clone.call(value, preserveId, true, times, numbers);
}

export class ApexList {
  /** type of the elements */
  readonly type: RtType;
  /** the elements; emitted code reads and writes them directly after its own bounds check */
  items: unknown[];
  /**
   * Loops that are running over this list; meanwhile adding and removing elements is refused.
   */
  iterating = 0;

  constructor(type: RtType, items: unknown[] = []) {
    this.type = type;
    this.items = items;
  }

  *[Symbol.iterator](): Generator<unknown, void> {
    this.iterating += 1;
    try {
      for (let index = 0; index < this.items.length; index += 1) yield this.items[index];
    } finally {
      this.iterating -= 1;
    }
  }

  /** `List<Account>` */
  get rtType(): RtType {
    return listType(this.type);
  }

  /** The elements, for a loop that calls endIteration however it ends. */
  beginIteration(): readonly unknown[] {
    this.iterating += 1;
    return this.items;
  }

  endIteration(): void {
    this.iterating -= 1;
  }

  /** @throws ListException "List index out of bounds: 5" */
  check(index: number | null): number {
    if (index === null) throwNull();
    if (index < 0 || index >= this.items.length) {
      throwApex('System.ListException', `List index out of bounds: ${index}`);
    }
    return index;
  }

  toText(): string {
    return containerText(this, () => `(${this.items.map((item) => elementText(this.type, item)).join(', ')})`);
  }

  'add(T)'(element: unknown): void {
    if (this.iterating > 0) refuseChange();
    this.items.push(element);
  }

  'add(Integer,T)'(index: number, element: unknown): void {
    if (this.iterating > 0) refuseChange();
    if (index !== this.items.length) this.check(index);
    this.items.splice(index, 0, element);
  }

  'addAll(List)'(other: ApexList): void {
    if (this.iterating > 0) refuseChange();
    refuseHuge(this.items.length + other.items.length);
    // copied first: a list may be added to itself
    for (const item of other.items.slice()) this.items.push(item);
  }

  'addAll(Set)'(other: Iterable<unknown>): void {
    if (this.iterating > 0) refuseChange();
    for (const item of elementsOf(other)) this.items.push(item);
  }

  'addAll(Iterable)'(other: unknown): void {
    if (this.iterating > 0) refuseChange();
    for (const item of elementsOf(other)) this.items.push(item);
  }

  'clear()'(): void {
    if (this.iterating > 0) refuseChange();
    this.items.length = 0;
  }

  'clone()'(): ApexList {
    return new ApexList(this.type, this.items.slice());
  }

  'contains(Object)'(element: unknown): boolean {
    return this['indexOf(Object)'](element) >= 0;
  }

  'deepClone()'(): ApexList {
    return this['deepClone(Boolean,Boolean,Boolean)'](false, false, false);
  }

  'deepClone(Boolean)'(preserveId: boolean): ApexList {
    return this['deepClone(Boolean,Boolean,Boolean)'](preserveId, false, false);
  }

  'deepClone(Boolean,Boolean)'(preserveId: boolean, preserveReadonlyTimestamps: boolean): ApexList {
    return this['deepClone(Boolean,Boolean,Boolean)'](preserveId, preserveReadonlyTimestamps, false);
  }

  'deepClone(Boolean,Boolean,Boolean)'(preserveId: boolean, times: boolean, autonumber: boolean): ApexList {
    const clones = this.items.map((item) => deepCloneValue(item, preserveId, times, autonumber));
    return new ApexList(this.type, clones);
  }

  'equals(Object)'(other: unknown): boolean {
    if (this === other) return true;
    if (!(other instanceof ApexList) || other.items.length !== this.items.length) return false;
    return this.items.every((item, index) => apexEquals(item, other.items[index]));
  }

  'get(Integer)'(index: number): unknown {
    return this.items[this.check(index)];
  }

  'getSObjectType()'(): unknown {
    return findObjectToken(this.type.name) ?? null;
  }

  'hashCode()'(): number {
    let hash = 1;
    for (const item of this.items) hash = (Math.imul(31, hash) + hashCodeOf(item)) | 0;
    return hash;
  }

  'indexOf(Object)'(element: unknown): number {
    const wanted = keyAdapter(this.type)?.(element) ?? element;
    const at = this.items.indexOf(wanted);
    if (at >= 0 || typeof wanted !== 'object' || wanted === null) return at;
    return this.items.findIndex((item) => apexEquals(item, wanted));
  }

  'isEmpty()'(): boolean {
    return this.items.length === 0;
  }

  'iterator()'(): ApexIterator {
    return new ApexIterator(this.items);
  }

  'remove(Integer)'(index: number): unknown {
    if (this.iterating > 0) refuseChange();
    return this.items.splice(this.check(index), 1)[0];
  }

  'set(Integer,T)'(index: number, element: unknown): void {
    this.items[this.check(index)] = element;
  }

  'size()'(): number {
    return this.items.length;
  }

  /** Nulls come first. @throws ListException where the elements have no order */
  'sort()'(): void {
    if (this.iterating > 0) refuseChange();
    this.items = sortValues(this.items);
  }

  'sort(Comparator)'(comparator: { 'compare(T,T)'(left: unknown, right: unknown): number | null }): void {
    if (this.iterating > 0) refuseChange();
    if (comparator === null) throwNull();
    // sorted as a copy: the comparator is Apex code and may look at the list
    this.items = this.items.slice().sort((left, right) => comparator['compare(T,T)'](left, right) ?? throwNull());
  }

  'toString()'(): string {
    return this.toText();
  }
}

function listOf(type: RtType, source: unknown): ApexList {
  return new ApexList(type.args[0] ?? OBJECT, [...elementsOf(source)]);
}

register('System.List', {
  class: ApexList,
  constructors: {
    'new()': (type: RtType) => new ApexList(type.args[0] ?? OBJECT),
    'new(List)': listOf,
    'new(Set)': listOf,
    'new(Iterable)': listOf,
  },
});

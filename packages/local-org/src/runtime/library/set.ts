/** Set: insertion order, members told apart by `equals` and hash. Source: Apex Reference Guide, Set Class. */
import { hashCodeOf } from '../../values/equality.ts';
import { refuseChange } from '../kernel/collections.ts';
import { register } from '../kernel/registry.ts';
import { OBJECT, setType } from '../kernel/types.ts';
import type { RtType } from '../kernel/types.ts';
import { findObjectToken } from '../platform/tokens.ts';
import { containerText, elementText } from './element-text.ts';
import { HashTable } from './hash-table.ts';
import { ApexIterator, elementsOf } from './iterator.ts';
import { keyAdapter } from './keys.ts';

export class ApexSet {
  /** type of the members */
  readonly type: RtType;
  private table: HashTable;
  /** true while this set is a map's keySet(): removing a member removes the map's entry */
  private isView: boolean;
  /** loops that run over this set now */
  private iterating = 0;
  private readonly adapt: ((member: unknown) => unknown) | undefined;

  constructor(type: RtType, members: Iterable<unknown> = []) {
    this.type = type;
    this.table = new HashTable();
    this.isView = false;
    this.adapt = keyAdapter(type);
    for (const member of members) this.table.put(member, true);
  }

  /** The keys of a map. Additions detach the set from the map, which could not give them a value. */
  static viewOf(type: RtType, table: HashTable): ApexSet {
    const set = new ApexSet(type);
    set.table = table;
    set.isView = true;
    return set;
  }

  /** The set cannot be changed until the loop ends; a map whose keys it is can. */
  *[Symbol.iterator](): Generator<unknown, void> {
    const members = this.beginIteration();
    try {
      yield* members;
    } finally {
      this.endIteration();
    }
  }

  /** `Set<Id>` */
  get rtType(): RtType {
    return setType(this.type);
  }

  /** The members, for a loop that calls endIteration however it ends. */
  beginIteration(): readonly unknown[] {
    this.iterating += 1;
    return this.toArray();
  }

  endIteration(): void {
    this.iterating -= 1;
  }

  has(member: unknown): boolean {
    return this.table.has(this.adapt === undefined ? member : this.adapt(member));
  }

  get size(): number {
    return this.table.size;
  }

  /** members in order, as a new array */
  toArray(): unknown[] {
    return [...this.table.entries.keys()];
  }

  toText(): string {
    return containerText(
      this,
      () =>
        `{${this.toArray()
          .map((item) => elementText(this.type, item))
          .join(', ')}}`,
    );
  }

  'add(T)'(member: unknown): boolean {
    this.refuseWhileIterating();
    if (this.table.has(member)) return false;
    if (this.isView) this.detach();
    this.table.put(member, true);
    return true;
  }

  'addAll(List)'(members: Iterable<unknown>): boolean {
    return this.#addEach([...elementsOf(members)]);
  }

  'addAll(Set)'(members: Iterable<unknown>): boolean {
    return this.#addEach([...elementsOf(members)]);
  }

  'addAll(Iterable)'(members: unknown): boolean {
    return this.#addEach([...elementsOf(members)]);
  }

  'clear()'(): void {
    this.refuseWhileIterating();
    this.table.clear();
  }

  'clone()'(): ApexSet {
    return new ApexSet(this.type, this.toArray());
  }

  'contains(Object)'(member: unknown): boolean {
    return this.has(member);
  }

  'containsAll(List)'(members: Iterable<unknown>): boolean {
    return this.#hasEach(members);
  }

  'containsAll(Set)'(members: Iterable<unknown>): boolean {
    return this.#hasEach(members);
  }

  'containsAll(Iterable)'(members: unknown): boolean {
    return this.#hasEach(members);
  }

  'equals(Object)'(other: unknown): boolean {
    if (this === other) return true;
    return other instanceof ApexSet && other.size === this.size && this.#hasEach(other.toArray());
  }

  'getSObjectType()'(): unknown {
    return findObjectToken(this.type.name) ?? null;
  }

  'hashCode()'(): number {
    return this.toArray().reduce<number>((hash, member) => (hash + hashCodeOf(member)) | 0, 0);
  }

  'isEmpty()'(): boolean {
    return this.table.size === 0;
  }

  'iterator()'(): ApexIterator {
    return new ApexIterator(this.toArray());
  }

  'remove(Object)'(member: unknown): boolean {
    return this.#remove(member);
  }

  'removeAll(List)'(members: Iterable<unknown>): boolean {
    return this.#removeEach([...elementsOf(members)]);
  }

  'removeAll(Set)'(members: Iterable<unknown>): boolean {
    return this.#removeEach([...elementsOf(members)]);
  }

  'removeAll(Iterable)'(members: unknown): boolean {
    return this.#removeEach([...elementsOf(members)]);
  }

  'retainAll(List)'(members: Iterable<unknown>): boolean {
    return this.#retain(members);
  }

  'retainAll(Set)'(members: Iterable<unknown>): boolean {
    return this.#retain(members);
  }

  'retainAll(Iterable)'(members: unknown): boolean {
    return this.#retain(members);
  }

  'size()'(): number {
    return this.table.size;
  }

  'toString()'(): string {
    return this.toText();
  }

  /** @throws FinalException while a loop runs over this set */
  private refuseWhileIterating(): void {
    if (this.iterating > 0) refuseChange();
  }

  private detach(): void {
    this.table = this.table.copy();
    this.isView = false;
  }

  #addEach(members: readonly unknown[]): boolean {
    let changed = false;
    for (const member of members) changed = this['add(T)'](member) || changed;
    return changed;
  }

  #remove(member: unknown): boolean {
    this.refuseWhileIterating();
    return this.table.remove(this.adapt === undefined ? member : this.adapt(member)) !== undefined;
  }

  #hasEach(members: unknown): boolean {
    for (const member of elementsOf(members)) if (!this.has(member)) return false;
    return true;
  }

  #removeEach(members: readonly unknown[]): boolean {
    let changed = false;
    for (const member of members) changed = this.#remove(member) || changed;
    return changed;
  }

  #retain(members: unknown): boolean {
    const kept = new ApexSet(this.type, elementsOf(members));
    return this.#removeEach(this.toArray().filter((member) => !kept.has(member)));
  }
}

function setOf(type: RtType, source: unknown): ApexSet {
  return new ApexSet(type.args[0] ?? OBJECT, elementsOf(source));
}

register('System.Set', {
  class: ApexSet,
  constructors: {
    'new()': (type: RtType) => new ApexSet(type.args[0] ?? OBJECT),
    'new(List)': setOf,
    'new(Set)': setOf,
    'new(Iterable)': setOf,
  },
});

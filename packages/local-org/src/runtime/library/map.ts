/** Map: insertion order, null keys and values allowed. Source: Apex Reference Guide, Map Class. */
import { apexEquals, hashCodeOf } from '../../values/equality.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { OBJECT, mapType } from '../kernel/types.ts';
import type { RtType } from '../kernel/types.ts';
import { SObject } from '../platform/sobject.ts';
import { findObjectToken } from '../platform/tokens.ts';
import { containerText, elementText } from './element-text.ts';
import { HashTable } from './hash-table.ts';
import { keyAdapter } from './keys.ts';
import { ApexList, deepCloneValue } from './list.ts';
import { ApexSet } from './set.ts';

export class ApexMap {
  readonly keyType: RtType;
  readonly valueType: RtType;
  private readonly table = new HashTable();
  private readonly adapt: ((key: unknown) => unknown) | undefined;

  constructor(keyType: RtType, valueType: RtType, entries: Iterable<readonly [unknown, unknown]> = []) {
    this.keyType = keyType;
    this.valueType = valueType;
    this.adapt = keyAdapter(keyType);
    for (const [key, value] of entries) this.table.put(key, value);
  }

  /** `Map<Id,Account>` */
  get rtType(): RtType {
    return mapType(this.keyType, this.valueType);
  }

  /** null where the key is absent */
  get(key: unknown): unknown {
    return this.table.get(this.adapted(key));
  }

  has(key: unknown): boolean {
    return this.table.has(this.adapted(key));
  }

  put(key: unknown, value: unknown): void {
    this.table.put(key, value);
  }

  get size(): number {
    return this.table.size;
  }

  /** in insertion order */
  entries(): MapIterator<[unknown, unknown]> {
    return this.table.entries.entries();
  }

  toText(): string {
    const entry = ([key, value]: [unknown, unknown]): string =>
      `${elementText(this.keyType, key)}=${elementText(this.valueType, value)}`;
    return containerText(this, () => `{${[...this.entries()].map(entry).join(', ')}}`);
  }

  'clear()'(): void {
    this.table.clear();
  }

  'clone()'(): ApexMap {
    return new ApexMap(this.keyType, this.valueType, this.entries());
  }

  'containsKey(Object)'(key: unknown): boolean {
    return this.table.has(this.adapted(key));
  }

  'deepClone()'(): ApexMap {
    const clones = [...this.entries()].map(([key, value]) => [key, deepCloneValue(value, true, true, true)] as const);
    return new ApexMap(this.keyType, this.valueType, clones);
  }

  'equals(Object)'(other: unknown): boolean {
    if (this === other) return true;
    if (!(other instanceof ApexMap) || other.size !== this.size) return false;
    for (const [key, value] of this.entries()) {
      if (!other.has(key) || !apexEquals(value, other.get(key))) return false;
    }
    return true;
  }

  'get(Object)'(key: unknown): unknown {
    return this.table.get(this.adapted(key));
  }

  'getSObjectType()'(): unknown {
    return findObjectToken(this.valueType.name) ?? null;
  }

  'hashCode()'(): number {
    let hash = 0;
    for (const [key, value] of this.entries()) hash = (hash + (hashCodeOf(key) ^ hashCodeOf(value))) | 0;
    return hash;
  }

  'isEmpty()'(): boolean {
    return this.table.size === 0;
  }

  /** Tied to the map: removing from the set removes from the map, and the other way round. */
  'keySet()'(): ApexSet {
    return ApexSet.viewOf(this.keyType, this.table);
  }

  'put(K,V)'(key: unknown, value: unknown): unknown {
    return this.table.put(key, value);
  }

  'putAll(Map)'(other: ApexMap): void {
    if (other === null) throwNull();
    for (const [key, value] of [...other.entries()]) this.table.put(key, value);
  }

  /** Records by Id. @throws ListException for a record without one, and for two with the same */
  /** `new Map<Id, SObject>(records)` */
  fill(records: ApexList | null): void {
    if (records === null) throwNull();
    records.items.forEach((record, index) => {
      const id = idOf(record);
      if (id === null) throwApex('System.ListException', `Row with null Id at index: ${index}`);
      if (this.table.has(id)) throwApex('System.ListException', `Row with duplicate Id at index: ${index}`);
      this.table.put(id, record);
    });
  }

  /** Unlike the constructor, it takes records without an Id, and of two with the same the later. */
  'putAll(List)'(records: ApexList): void {
    if (records === null) throwNull();
    for (const record of records.items) this.table.put(idOf(record), record);
  }

  'remove(Object)'(key: unknown): unknown {
    return this.table.remove(this.adapted(key)) ?? null;
  }

  'size()'(): number {
    return this.table.size;
  }

  'toString()'(): string {
    return this.toText();
  }

  'values()'(): ApexList {
    return new ApexList(this.valueType, [...this.table.entries.values()]);
  }

  private adapted(key: unknown): unknown {
    return this.adapt === undefined ? key : this.adapt(key);
  }
}

function emptyMap(type: RtType): ApexMap {
  return new ApexMap(type.args[0] ?? OBJECT, type.args[1] ?? OBJECT);
}

register('System.Map', {
  class: ApexMap,
  constructors: {
    'new()': emptyMap,
    'new(Map)': (type: RtType, source: ApexMap) => {
      const map = emptyMap(type);
      map['putAll(Map)'](source);
      return map;
    },
    'new(List)': (type: RtType, records: ApexList) => {
      const map = emptyMap(type);
      map.fill(records);
      return map;
    },
  },
});

const idOf = (record: unknown): unknown =>
  record instanceof SObject ? (record.values.get('Id') ?? null) : throwNull();

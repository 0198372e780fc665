/**
 * Keys with Apex's equality in insertion order: the store of Set and Map. Strings, numbers, booleans and null are keys of a
 * JavaScript Map as they are. For any other key an index by hash finds the equal key that was stored first. A key that
 * changes after it was stored, as an sObject may, is not found again, though iteration still meets it.
 */
import { hashKeyOf, isPlainKey, sameKey } from '../../values/equality.ts';

export class HashTable {
  entries = new Map<unknown, unknown>();
  private buckets: Map<string | number, unknown[]> | undefined = undefined;

  get size(): number {
    return this.entries.size;
  }

  has(key: unknown): boolean {
    return isPlainKey(key) ? this.entries.has(key) : this.find(key) !== undefined;
  }

  /** null where the key is absent */
  get(key: unknown): unknown {
    if (!isPlainKey(key)) return this.getObject(key);
    const value = this.entries.get(key);
    return value === undefined ? null : value;
  }

  private getObject(key: unknown): unknown {
    const stored = this.find(key);
    const value = stored === undefined ? undefined : this.entries.get(stored);
    return value === undefined ? null : value;
  }

  /** Returns the previous value, null where there was none. */
  put(key: unknown, value: unknown): unknown {
    if (!isPlainKey(key)) return this.putObject(key, value);
    const before = this.entries.get(key);
    this.entries.set(key, value);
    return before === undefined ? null : before;
  }

  private putObject(key: unknown, value: unknown): unknown {
    const hash = hashKeyOf(key);
    this.buckets ??= new Map();
    const bucket = this.buckets.get(hash);
    const stored = bucket?.find((candidate) => sameKey(candidate, key));
    if (stored !== undefined) {
      const before = this.entries.get(stored);
      this.entries.set(stored, value);
      return before;
    }
    if (bucket === undefined) this.buckets.set(hash, [key]);
    else bucket.push(key);
    this.entries.set(key, value);
    return null;
  }

  /** Returns the value that was there, undefined where the key was absent. */
  remove(key: unknown): unknown {
    const stored = isPlainKey(key) ? key : this.take(key);
    if (stored === undefined) return undefined;
    const before = this.entries.get(stored);
    this.entries.delete(stored);
    return before;
  }

  clear(): void {
    this.entries.clear();
    this.buckets = undefined;
  }

  copy(): HashTable {
    const twin = new HashTable();
    for (const [key, value] of this.entries) twin.put(key, value);
    return twin;
  }

  private find(key: unknown): unknown {
    if (this.buckets === undefined) return undefined;
    return this.buckets.get(hashKeyOf(key))?.find((candidate) => sameKey(candidate, key));
  }

  private take(key: unknown): unknown {
    if (this.buckets === undefined) return undefined;
    const hash = hashKeyOf(key);
    const bucket = this.buckets.get(hash);
    const at = bucket?.findIndex((candidate) => sameKey(candidate, key)) ?? -1;
    if (bucket === undefined || at < 0) return undefined;
    const [stored] = bucket.splice(at, 1);
    if (bucket.length === 0) this.buckets.delete(hash);
    return stored;
  }
}

/**
 * What the partitions of the platform cache hold. Values are kept as text, so that each reader has a copy of its own.
 * Source: Apex Developer Guide, "Platform Cache Internals" and "Platform Cache Limits".
 */
import { current, type ExecutionContext } from '../../kernel/context.ts';
import { throwApex } from '../../kernel/exception.ts';
import type { OrgPorts } from '../../ports.ts';

interface Item {
  readonly text: string;
  readonly expires: number;
}

const MAXIMUM_ITEM = 100 * 1024;
const MEGABYTE = 1024 * 1024;

/** One partition's part of the org cache, or of one user's session cache. Items are in the order of their last use. */
export class PartitionStore {
  readonly #capacity: number;
  readonly #items: Map<string, Item>;
  #bytes: number;
  readonly statistics: Statistics;

  /** `megabytes`: without any space allocated, every value is missed */
  constructor(megabytes: number, from?: PartitionStore) {
    this.#capacity = megabytes * MEGABYTE;
    this.#items = new Map(from === undefined ? [] : from.#items);
    this.#bytes = from === undefined ? 0 : from.#bytes;
    this.statistics = from?.statistics ?? new Statistics();
  }

  copy(): PartitionStore {
    return new PartitionStore(this.#capacity / MEGABYTE, this);
  }

  get(key: string, now: number): string | undefined {
    const item = this.#items.get(key);
    if (item === undefined) return undefined;
    this.#drop(key, item);
    if (item.expires <= now) return undefined;
    this.#add(key, item);
    return item.text;
  }

  has(key: string, now: number): boolean {
    return this.get(key, now) !== undefined;
  }

  /** @throws Cache.ItemSizeLimitExceededException */
  put(key: string, text: string, expires: number): void {
    if (text.length > MAXIMUM_ITEM) {
      throwApex(
        'Cache.ItemSizeLimitExceededException',
        `The size of the item, ${text.length} bytes, exceeds the maximum of ${MAXIMUM_ITEM} bytes`,
      );
    }
    this.remove(key);
    this.#add(key, { text, expires });
    for (const [oldest, item] of this.#items) {
      if (this.#bytes <= this.#capacity) break;
      this.#drop(oldest, item);
    }
  }

  remove(key: string): boolean {
    const item = this.#items.get(key);
    if (item !== undefined) this.#drop(key, item);
    return item !== undefined;
  }

  keys(now: number): string[] {
    return [...this.#items.keys()].filter((key) => this.has(key, now));
  }

  /** percent */
  get usedCapacity(): number {
    return this.#capacity === 0 ? 0 : (100 * this.#bytes) / this.#capacity;
  }

  #add(key: string, item: Item): void {
    this.#items.set(key, item);
    this.#bytes += item.text.length;
  }

  #drop(key: string, item: Item): void {
    this.#items.delete(key);
    this.#bytes -= item.text.length;
  }
}

/** What the diagnostic methods of a partition answer: sizes in bytes, times in nanoseconds. */
export class Statistics {
  #gets = 0;
  #misses = 0;
  #size = { sum: 0, maximum: 0 };
  #time = { sum: 0, maximum: 0 };

  record(size: number | undefined, nanoseconds: number): void {
    this.#gets += 1;
    if (size === undefined) this.#misses += 1;
    add(this.#size, size ?? 0);
    add(this.#time, nanoseconds);
  }

  get averageSize(): bigint {
    return this.#average(this.#size.sum);
  }
  get maximumSize(): bigint {
    return BigInt(this.#size.maximum);
  }
  get averageTime(): bigint {
    return this.#average(this.#time.sum);
  }
  get maximumTime(): bigint {
    return BigInt(this.#time.maximum);
  }
  get missRate(): number {
    return this.#gets === 0 ? 0 : this.#misses / this.#gets;
  }

  #average(sum: number): bigint {
    return this.#gets === 0 ? 0n : BigInt(Math.round(sum / this.#gets));
  }
}

function add(figure: { sum: number; maximum: number }, value: number): void {
  figure.sum += value;
  figure.maximum = Math.max(figure.maximum, value);
}

type Stores = Map<string, PartitionStore>;

const committed = new WeakMap<OrgPorts, Stores>();
const OPEN = Symbol('the cache as the transaction sees it');

/**
 * The store of one partition as the running transaction sees it. Cache operations of a transaction that fails are undone, so
 * it works on copies, which replace the org's on commit. A test starts with an empty cache and leaves nothing behind.
 */
export function storeOf(name: string, megabytes: number): PartitionStore {
  const { root } = current();
  const open = root.feature(OPEN, () => openStores(root));
  let store = open.get(name);
  if (store === undefined) {
    const before = root.isTest ? undefined : committed.get(root.org)?.get(name);
    open.set(name, (store = before?.copy() ?? new PartitionStore(megabytes)));
  }
  return store;
}

function openStores(context: ExecutionContext): Stores {
  const stores: Stores = new Map();
  if (!context.isTest) {
    context.afterCommit.push(() => {
      const before = committed.get(context.org) ?? new Map<string, PartitionStore>();
      committed.set(context.org, new Map([...before, ...stores]));
    });
  }
  return stores;
}

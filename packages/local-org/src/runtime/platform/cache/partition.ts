/** Cache.Partition and its two kinds. Source: Apex Reference Guide, Partition Class. */
import { current } from '../../kernel/context.ts';
import { ApexException, newException, throwApex } from '../../kernel/exception.ts';
import type { ApexEnum } from '../../kernel/object.ts';
import { isSubtype, platformType } from '../../kernel/types.ts';
import type { ApexMap } from '../../library/map.ts';
import type { ApexSet } from '../../library/set.ts';
import type { ApexType } from '../../library/type.ts';
import type { CachePartitionConfig } from '../../../schema/setup.ts';
import { newMap, newSet } from '../collections.ts';
import { decode, encode } from '../serialization.ts';
import { checkKey, invalidParameter } from './keys.ts';
import { storeOf, type PartitionStore } from './store.ts';

const MINIMUM_TTL = 300;
const MAXIMUM_BULK_KEYS = 10;

export interface CacheBuilder {
  'doLoad(String)'(key: string): unknown;
}

/** @throws Cache.InvalidCacheBuilderException */
export function checkBuilder(type: ApexType | null): ApexType {
  if (type === null || !isSubtype(type.type, platformType('Cache.CacheBuilder'))) {
    throwApex(
      'Cache.InvalidCacheBuilderException',
      `The class does not implement Cache.CacheBuilder: ${type?.type.name ?? 'null'}`,
    );
  }
  return type;
}

export function checkKeys(keys: ApexSet | null): string[] {
  if (keys === null) invalidParameter('The set of keys is null');
  const all = keys.toArray() as string[];
  if (all.length > MAXIMUM_BULK_KEYS) {
    throwApex(
      'Cache.BulkApiKeysLimitExceededException',
      `${all.length} keys exceed the maximum of ${MAXIMUM_BULK_KEYS}`,
    );
  }
  return all;
}

export function checkValue(value: unknown): void {
  if (value === null) invalidParameter('The value is null');
}

export abstract class Partition {
  readonly config: CachePartitionConfig;

  constructor(config: CachePartitionConfig) {
    this.config = config;
  }

  protected abstract readonly maximumTtl: number;
  protected abstract readonly defaultTtl: number;
  protected abstract store(): PartitionStore;

  read(key: string): unknown {
    const store = this.store();
    const started = process.hrtime.bigint();
    const text = store.get(key, current().clock.now());
    store.statistics.record(text?.length, Number(process.hrtime.bigint() - started));
    return text === undefined ? null : decode(text);
  }

  write(key: string, value: unknown, ttl: number | null): void {
    checkValue(value);
    const seconds = ttl ?? this.defaultTtl;
    if (seconds < MINIMUM_TTL || seconds > this.maximumTtl) {
      invalidParameter(`The time to live must be from ${MINIMUM_TTL} to ${this.maximumTtl} seconds: ${seconds}`);
    }
    this.store().put(key, encode(value), current().clock.now() + seconds * 1000);
  }

  /** A value that the builder makes where it is missing. Its key is the builder's class and the key together. */
  build(type: ApexType | null, key: string | null): unknown {
    const builder = checkBuilder(type);
    if (key === null || key === '') invalidParameter('The key is null or empty');
    const full = builderKey(builder, key);
    const cached = this.read(full);
    if (cached !== null) return cached;
    const value = load(builder, key);
    if (value !== null) this.write(full, value, null);
    return value;
  }

  'contains(String)'(key: string | null): boolean {
    return this.store().has(checkKey(key), current().clock.now());
  }
  'contains(Set)'(keys: ApexSet | null): ApexMap {
    return newMap(
      'String',
      'Boolean',
      checkKeys(keys).map((key) => [key, this['contains(String)'](key)]),
    );
  }
  'get(String)'(key: string | null): unknown {
    return this.read(checkKey(key));
  }
  'get(System.Type,String)'(type: ApexType | null, key: string | null): unknown {
    return this.build(type, key);
  }
  /** Keys that are not in the cache are not in the map. */
  'get(Set)'(keys: ApexSet | null): ApexMap {
    const found = checkKeys(keys).map((key) => [key, this['get(String)'](key)] as const);
    return newMap(
      'String',
      'Object',
      found.filter(([, value]) => value !== null),
    );
  }
  'getAvgGetSize()'(): bigint {
    return this.store().statistics.averageSize;
  }
  'getAvgGetTime()'(): bigint {
    return this.store().statistics.averageTime;
  }
  'getCapacity()'(): number {
    return this.store().usedCapacity;
  }
  'getKeys()'(): ApexSet {
    return newSet('String', this.#ownKeys());
  }
  'getMaxGetSize()'(): bigint {
    return this.store().statistics.maximumSize;
  }
  'getMaxGetTime()'(): bigint {
    return this.store().statistics.maximumTime;
  }
  'getMissRate()'(): number {
    return this.store().statistics.missRate;
  }
  'getName()'(): string {
    return this.config.name;
  }
  'getNumKeys()'(): bigint {
    return BigInt(this.#ownKeys().length);
  }
  'isAvailable()'(): boolean {
    return true;
  }
  'put(String,Object)'(key: string | null, value: unknown): void {
    this.write(checkKey(key), value, null);
  }
  'put(String,Object,Cache.Visibility)'(key: string | null, value: unknown, visibility: ApexEnum | null): void {
    if (visibility === null) invalidParameter('The visibility is null');
    this.write(checkKey(key), value, null);
  }
  'put(String,Object,Integer)'(key: string | null, value: unknown, ttl: number | null): void {
    this.write(checkKey(key), value, ttl);
  }
  /** Visibility and immutability concern other namespaces, and the org has none. */
  'put(String,Object,Integer,Cache.Visibility,Boolean)'(
    key: string | null,
    value: unknown,
    ttl: number | null,
    visibility: ApexEnum | null,
    _immutable: boolean | null,
  ): void {
    if (visibility === null) invalidParameter('The visibility is null');
    this.write(checkKey(key), value, ttl);
  }
  'remove(String)'(key: string | null): boolean {
    return this.store().remove(checkKey(key));
  }
  'remove(System.Type,String)'(type: ApexType | null, key: string | null): boolean {
    const builder = checkBuilder(type);
    if (key === null || key === '') invalidParameter('The key is null or empty');
    return this.store().remove(builderKey(builder, key));
  }

  #ownKeys(): string[] {
    return this.store()
      .keys(current().clock.now())
      .filter((key) => !key.includes('.'));
  }
}

const builderKey = (builder: ApexType, key: string): string => `${builder.type.name}.${key}`;

/** @throws Cache.CacheBuilderExecutionException with what the builder threw as its cause */
function load(builder: ApexType, key: string): unknown {
  try {
    return (builder['newInstance()']() as CacheBuilder)['doLoad(String)'](key);
  } catch (error) {
    if (!(error instanceof ApexException) || error.uncatchable) throw error;
    const message = `The cache builder ${builder.type.name} failed: ${error['getMessage()']()}`;
    throw newException('Cache.CacheBuilderExecutionException', message, error);
  }
}

export class OrgPartition extends Partition {
  protected override readonly maximumTtl = 172_800;
  protected override readonly defaultTtl = 86_400;

  protected override store(): PartitionStore {
    return storeOf(`org.${this.config.name}`, this.config.org);
  }
}

/** A session is the user's; asynchronous Apex has none. */
export class SessionPartition extends Partition {
  protected override readonly maximumTtl = 28_800;
  protected override readonly defaultTtl = 28_800;

  protected override store(): PartitionStore {
    if (!sessionIsAvailable()) {
      throwApex(
        'Cache.Session.SessionCacheNoSessionException',
        'The session cache is not available: there is no session',
      );
    }
    return storeOf(`session.${current().user.id}.${this.config.name}`, this.config.session);
  }

  override 'isAvailable()'(): boolean {
    return sessionIsAvailable();
  }
}

const WITHOUT_SESSION: ReadonlySet<string> = new Set(['batch', 'future', 'queueable', 'scheduled']);

export function sessionIsAvailable(): boolean {
  return !WITHOUT_SESSION.has(current().kind);
}

/** Cache.Org and Cache.Session, which speak to the default partition or name another in the key. Apex Reference Guide, Cache Namespace. */
import { throwApex } from '../../kernel/exception.ts';
import { register, type PlatformFunction } from '../../kernel/registry.ts';
import type { ApexMap } from '../../library/map.ts';
import type { ApexSet } from '../../library/set.ts';
import type { ApexType } from '../../library/type.ts';
import type { CachePartitionConfig } from '../../../schema/setup.ts';
import { constructorsOf } from '../../library/exceptions.ts';
import { newMap } from '../collections.ts';
import { checkKey, checkPartitionName, defaultPartition, fullPartitionName, partitionNamed, splitKey } from './keys.ts';
import {
  checkBuilder,
  checkKeys,
  checkValue,
  OrgPartition,
  Partition,
  sessionIsAvailable,
  SessionPartition,
} from './partition.ts';

for (const name of [
  'BulkApiKeysLimitExceededException',
  'CacheBuilderExecutionException',
  'InvalidCacheBuilderException',
  'InvalidParamException',
  'ItemSizeLimitExceededException',
  'Org.OrgCacheException',
  'PlatformCacheInvalidOperationException',
  'Session.SessionCacheException',
  'Session.SessionCacheNoSessionException',
]) {
  register(`Cache.${name}`, { constructors: constructorsOf(`Cache.${name}`) });
}

register('Cache.CacheBuilder', {});
register('Cache.OrgPartition', { class: OrgPartition });
register('Cache.SessionPartition', { class: SessionPartition });
register('Cache.Partition', {
  class: Partition,
  statics: {
    'createFullyQualifiedKey(String,String,String)': (
      namespace: string | null,
      partition: string | null,
      key: string | null,
    ) => `${fullPartitionName(namespace, partition)}.${checkKey(key)}`,
    'createFullyQualifiedPartition(String,String)': fullPartitionName,
    'validateCacheBuilder(System.Type)': (type: ApexType | null) => void checkBuilder(type),
    'validateKey(Boolean,String)': validateKey,
    'validateKeyValue(Boolean,String,Object)': (isDefault: boolean | null, key: string | null, value: unknown) => {
      validateKey(isDefault, key);
      checkValue(value);
    },
    'validateKeys(Boolean,Set)': (isDefault: boolean | null, keys: ApexSet | null) => {
      for (const key of checkKeys(keys)) validateKey(isDefault, key);
    },
    'validatePartitionName(String)': (name: string | null) => void checkPartitionName(name),
  },
});

/** In the default partition a key may stand alone; elsewhere it must be qualified. */
function validateKey(isDefault: boolean | null, key: string | null): void {
  if (splitKey(key).partition === null && isDefault !== true) {
    throwApex('Cache.InvalidParamException', `The key must be written as namespace.partition.key: ${key}`);
  }
}

interface CacheKind {
  readonly make: (config: CachePartitionConfig) => Partition;
  readonly exception: string;
}

const KINDS: Readonly<Record<string, CacheKind>> = {
  Org: { make: (config) => new OrgPartition(config), exception: 'Cache.Org.OrgCacheException' },
  Session: { make: (config) => new SessionPartition(config), exception: 'Cache.Session.SessionCacheException' },
};

function partitionOf({ make, exception }: CacheKind, name: string | null): Partition {
  const config = name === null ? defaultPartition() : partitionNamed(checkPartitionName(name));
  const message =
    name === null ? 'The org has no default cache partition' : `The org has no cache partition named ${name}`;
  return make(config ?? throwApex(exception, message));
}

/** The instance methods of a partition as static methods: those with a key of one partition or another ask that one. */
function staticsOf(kind: CacheKind): Record<string, PlatformFunction> {
  const onKey = (key: string): [string, PlatformFunction] => [
    key,
    (written: string | null, ...rest: unknown[]) => {
      const { partition, key: own } = splitKey(written);
      return call(partitionOf(kind, partition), key, own, ...rest);
    },
  ];
  const onKeys =
    (one: string, value: string) =>
    (keys: ApexSet | null): ApexMap => {
      const answers = checkKeys(keys).map((key) => {
        const { partition, key: own } = splitKey(key);
        return [key, call(partitionOf(kind, partition), one, own)] as const;
      });
      return newMap(
        'String',
        value,
        answers.filter(([, answer]) => answer !== null),
      );
    };
  return Object.fromEntries([
    ...DEFAULT_ONLY.map((key) => [key, (...args: unknown[]) => call(partitionOf(kind, null), key, ...args)]),
    ...KEYED.map(onKey),
    ['contains(Set)', onKeys('contains(String)', 'Boolean')],
    ['get(Set)', onKeys('get(String)', 'Object')],
    ['getPartition(String)', (name: string | null) => partitionOf(kind, name ?? '')],
  ]) as Record<string, PlatformFunction>;
}

function call(partition: Partition, key: string, ...args: readonly unknown[]): unknown {
  return (partition as unknown as Record<string, PlatformFunction>)[key](...args);
}

const DEFAULT_ONLY = [
  'get(System.Type,String)',
  'getAvgGetSize()',
  'getAvgGetTime()',
  'getCapacity()',
  'getKeys()',
  'getMaxGetSize()',
  'getMaxGetTime()',
  'getMissRate()',
  'getName()',
  'getNumKeys()',
  'remove(System.Type,String)',
] as const;

const KEYED = [
  'contains(String)',
  'get(String)',
  'put(String,Object)',
  'put(String,Object,Cache.Visibility)',
  'put(String,Object,Integer)',
  'put(String,Object,Integer,Cache.Visibility,Boolean)',
  'remove(String)',
] as const;

register('Cache.Org', { statics: staticsOf(KINDS.Org), staticFields: { MAX_TTL_SECS: () => 172_800 } });
register('Cache.Session', {
  statics: { ...staticsOf(KINDS.Session), 'isAvailable()': sessionIsAvailable },
  staticFields: { MAX_TTL_SECS: () => 28_800 },
});

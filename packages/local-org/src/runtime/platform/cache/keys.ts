/** Names of partitions and keys. Source: Apex Reference Guide, Cache Namespace, "Cache Key Format". */
import { throwApex } from '../../kernel/exception.ts';
import { org } from '../session.ts';
import type { CachePartitionConfig } from '../../../schema/setup.ts';

const MAXIMUM_KEY = 50;
/** the words for an org's own namespace, with or without one */
const OWN_NAMESPACE = 'local';

export function invalidParameter(message: string): never {
  throwApex('Cache.InvalidParamException', message);
}

/** @throws Cache.InvalidParamException for a key that is not alphanumeric */
export function checkKey(key: string | null): string {
  if (key === null || key === '') invalidParameter('The key is null or empty');
  if (!/^[A-Za-z0-9]+$/.test(key)) invalidParameter(`The key is not alphanumeric: ${key}`);
  if (key.length > MAXIMUM_KEY) invalidParameter(`The key is longer than ${MAXIMUM_KEY} characters: ${key}`);
  return key;
}

/** A partition's name, alone or with its namespace before it: `local.Rates`. */
export function checkPartitionName(name: string | null): string {
  if (name === null || name === '') invalidParameter('The partition name is null or empty');
  const parts = name.split('.');
  if (parts.length > 2 || parts.some((part) => !/^\w+$/.test(part))) {
    invalidParameter(`The partition name is not alphanumeric: ${name}`);
  }
  return name;
}

/** The partition of that name, undefined where the org has none. */
export function partitionNamed(name: string): CachePartitionConfig | undefined {
  const [last, namespace = OWN_NAMESPACE] = name.split('.').reverse();
  const known = [OWN_NAMESPACE, org().schema.namespace.toLowerCase()];
  if (!known.includes(namespace.toLowerCase())) return undefined;
  return org().schema.setup.cachePartitions.get(last.toLowerCase());
}

export function defaultPartition(): CachePartitionConfig | undefined {
  return [...org().schema.setup.cachePartitions.values()].find((partition) => partition.isDefault);
}

/** `local.Rates.EUR` as partition and key; a key alone belongs to the default partition, whose name is then null. */
export function splitKey(key: string | null): { readonly partition: string | null; readonly key: string } {
  const parts = (key ?? '').split('.');
  if (parts.length === 1) return { partition: null, key: checkKey(key) };
  if (parts.length !== 3) {
    invalidParameter(`The key must be written as key or as namespace.partition.key: ${key}`);
  }
  return { partition: checkPartitionName(parts.slice(0, 2).join('.')), key: checkKey(parts[2]) };
}

export function fullPartitionName(namespace: string | null, partition: string | null): string {
  if (namespace === null || namespace === '') invalidParameter('The namespace is null or empty');
  return checkPartitionName(`${namespace}.${checkPartitionName(partition)}`);
}

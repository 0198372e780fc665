/**
 * sObjects are equal when they are of one type and all their fields are; an unset field equals null. The hash follows
 * the values, so a record that changes after it was made a map key is not found again.
 */
import { hashKeyOf, valuesEqual } from './collections.ts';
import type { SObject } from './sobject.ts';

export function sobjectEquals(left: SObject, right: SObject): boolean {
  if (left === right) return true;
  if (left.type !== right.type) return false;
  for (const [name, value] of left.values) {
    if (!valuesEqual(value, right.values.get(name) ?? null)) return false;
  }
  for (const [name, value] of right.values) {
    if (value !== null && !left.values.has(name)) return false;
  }
  return true;
}

export function sobjectHashKey(record: SObject): string {
  const names = [...record.values.keys()].filter((name) => record.values.get(name) !== null).sort();
  return `${record.type}{${names.map((name) => `${name}=${hashKeyOf(record.values.get(name))}`).join(';')}}`;
}

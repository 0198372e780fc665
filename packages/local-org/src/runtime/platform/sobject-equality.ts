/**
 * sObjects are equal when they are of one type and all their fields are; an unset field equals null. The hash follows
 * the values, so a record that changes after it was made a map key is not found again.
 */
import { apexEquals, hashCodeOf, stringHash } from '../../values/equality.ts';
import type { SObject } from './sobject.ts';

export function sobjectEquals(left: SObject, right: SObject): boolean {
  if (left === right) return true;
  if (left.type !== right.type) return false;
  for (const [name, value] of left.values) {
    const other = right.values.get(name) ?? null;
    if (value !== other && !apexEquals(value, other)) return false;
  }
  for (const [name, value] of right.values) {
    if (value !== null && !left.values.has(name)) return false;
  }
  return true;
}

/** Independent of the order in which fields were set; int32. */
export function sobjectHashCode(record: SObject): number {
  let hash = stringHash(record.type);
  for (const [name, value] of record.values) {
    if (value !== null) hash = (hash + Math.imul(31, stringHash(name)) + Math.imul(17, hashCodeOf(value))) | 0;
  }
  return hash;
}

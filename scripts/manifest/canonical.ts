/** Canonical JSON (RFC 8785) of what manifests and digests hold: null, booleans, whole numbers, texts, lists, objects. */
import { createHash } from 'node:crypto';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

export function canonical(value: Json): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number`);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  // JavaScript sorts texts by their UTF-16 code units, as the RFC wants keys.
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

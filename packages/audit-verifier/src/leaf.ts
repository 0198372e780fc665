/** Leaves of the log, and the commitments in them. */
import { createHash } from 'node:crypto';

export interface Leaf {
  readonly action: string | null;
  readonly at: string;
  readonly commitment: string;
  readonly dataset: string | null;
  readonly event: string;
  readonly fact: string;
  readonly index: number;
  readonly object: string | null;
  readonly records: number;
  readonly version: number;
}

/** A leaf that does not say what it should. */
export class LeafError extends Error {}

const VERSION = 1;
const SHA256 = /^[0-9a-f]{64}$/;

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const FIELDS: Readonly<Record<keyof Leaf, (value: unknown) => boolean>> = {
  action: isTextOrNull,
  at: (value) => isText(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value as string),
  commitment: (value) => isText(value) && SHA256.test(value as string),
  dataset: isTextOrNull,
  event: isText,
  fact: isText,
  index: isCount,
  object: isTextOrNull,
  records: isCount,
  version: (value) => value === VERSION,
};

/** @throws LeafError where the text is not a leaf in canonical JSON */
export function parseLeaf(text: string): Leaf {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new LeafError('the leaf is no object');
  const leaf = value as Record<string, unknown>;
  for (const [name, isRight] of Object.entries(FIELDS))
    if (!isRight(leaf[name])) throw new LeafError(`the leaf's "${name}" is missing or wrong`);
  const unknown = Object.keys(leaf).filter((name) => !(name in FIELDS));
  if (unknown.length > 0) throw new LeafError(`the leaf has unknown fields: ${unknown.join(', ')}`);
  if (canonical(leaf) !== text) throw new LeafError('the leaf is not canonical JSON');
  return leaf as unknown as Leaf;
}

/** @throws LeafError where the preimage is not what the leaf commits to */
export function checkCommitment(leaf: Leaf, salt: string, details: string): void {
  if (!SHA256.test(salt)) throw new LeafError('the salt is not 64 hexadecimal digits');
  if (createHash('sha256').update(salt).update(details).digest('hex') !== leaf.commitment)
    throw new LeafError('the details are not those that the entry commits to');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LeafError('the leaf is not JSON');
  }
}

/** RFC 8785, for the values that a leaf holds. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`;
}

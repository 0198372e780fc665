/**
 * The Merkle tree of RFC 6962, section 2.1, and the checks of its proofs as RFC 9162, sections 2.1.3.2 and 2.1.4.2, writes them
 * down. Written from the RFCs, not from the Apex that makes the trees.
 */
import { createHash } from 'node:crypto';

export const HASH_BYTES = 32;
export const TILE_WIDTH = 256;

const LEAF = Buffer.from([0x00]);
const NODE = Buffer.from([0x01]);

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export const leafHash = (leaf: Uint8Array): Buffer => sha256(LEAF, leaf);

export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(NODE, left, right);

/** The root over the leaves from `first` up to but without `last`: MTH of the RFC. */
export function rootOf(leaves: readonly Buffer[], first = 0, last = leaves.length): Buffer {
  if (last === first) return sha256();
  if (last - first === 1) return leaves[first];
  const middle = first + leftWidth(last - first);
  return nodeHash(rootOf(leaves, first, middle), rootOf(leaves, middle, last));
}

/** The largest power of two below the width. */
function leftWidth(width: number): number {
  let left = 1;
  while (left * 2 < width) left *= 2;
  return left;
}

/** Roots of a tree while it grows. */
export class GrowingTree {
  /** roots of perfect subtrees with their number of leaves, the largest first */
  readonly #subtrees: { readonly hash: Buffer; readonly leaves: number }[] = [];
  size = 0;

  append(hash: Buffer): void {
    let added = { hash, leaves: 1 };
    for (let last = this.#subtrees.at(-1); last?.leaves === added.leaves; last = this.#subtrees.at(-1)) {
      this.#subtrees.pop();
      added = { hash: nodeHash(last.hash, added.hash), leaves: added.leaves * 2 };
    }
    this.#subtrees.push(added);
    this.size++;
  }

  root(): Buffer {
    if (this.#subtrees.length === 0) return sha256();
    return this.#subtrees.reduceRight<Buffer | undefined>(
      (right, { hash }) => (right === undefined ? hash : nodeHash(hash, right)),
      undefined,
    )!;
  }
}

/** @returns the root that the proof leads to from the leaf, or undefined where it is not a proof for this place and size */
export function rootFromInclusion(
  leaf: Buffer,
  index: number,
  size: number,
  proof: readonly Buffer[],
): Buffer | undefined {
  if (!isCount(index) || !isCount(size) || index >= size) return undefined;
  let [place, last, root] = [index, size - 1, leaf];
  for (const hash of proof) {
    if (last === 0 || hash.length !== HASH_BYTES) return undefined;
    if (isOdd(place) || place === last) {
      root = nodeHash(hash, root);
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      root = nodeHash(root, hash);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 ? root : undefined;
}

/** @returns whether the proof shows that the tree of the second size starts with the whole tree of the first */
export function isConsistent(
  first: { readonly size: number; readonly root: Buffer },
  second: { readonly size: number; readonly root: Buffer },
  proof: readonly Buffer[],
): boolean {
  if (!isCount(first.size) || !isCount(second.size) || first.size === 0 || first.size > second.size) return false;
  if (first.size === second.size) return proof.length === 0 && first.root.equals(second.root);
  if (proof.length === 0 || proof.some((hash) => hash.length !== HASH_BYTES)) return false;
  const isPerfect = Number.isInteger(Math.log2(first.size));
  const path = isPerfect ? [first.root, ...proof] : proof;
  let [place, last] = [first.size - 1, second.size - 1];
  while (isOdd(place)) [place, last] = [half(place), half(last)];
  let [older, newer] = [path[0], path[0]];
  for (const hash of path.slice(1)) {
    if (last === 0) return false;
    if (isOdd(place) || place === last) {
      older = nodeHash(hash, older);
      newer = nodeHash(hash, newer);
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      newer = nodeHash(newer, hash);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && older.equals(first.root) && newer.equals(second.root);
}

// Sizes may be beyond 32 bits, where the bit operators of JavaScript end.
const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

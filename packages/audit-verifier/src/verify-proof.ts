/** Checks proofs that stand alone: C2SP tlog-proof for one entry, and consistency between two checkpoints. */
import { checkCommitment, LeafError, parseLeaf, type Leaf } from './leaf.ts';
import { isConsistent, leafHash, rootFromInclusion } from './merkle.ts';
import { checkSignatures, fromBase64, NoteError, parseCheckpoint, type Checkpoint, type Trust } from './note.ts';

/** A proof that proves nothing. */
export class ProofError extends Error {}

const HEADER = 'c2sp.org/tlog-proof@v1';

export interface ProvedEntry {
  readonly leaf: Leaf;
  readonly checkpoint: Checkpoint;
}

/** What the leaf commits to. */
export interface Preimage {
  readonly salt: string;
  readonly details: string;
}

/**
 * @param proof    a tlog-proof
 * @param leafText the leaf that it is said to be of, byte by byte
 * @param preimage where it was given
 * @throws ProofError where the proof does not hold
 */
export function verifyInclusion(proof: string, leafText: string, trust: Trust, preimage?: Preimage): ProvedEntry {
  return proving(() => {
    const cut = proof.indexOf('\n\n');
    const [header, ...lines] = proof.slice(0, cut).split('\n');
    if (cut < 0 || header !== HEADER) throw new ProofError(`not a proof: it does not start with ${HEADER}`);
    if (lines[0]?.startsWith('extra ')) lines.shift();
    const index = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '');
    if (index === null) throw new ProofError('the proof names no entry');
    const checkpoint = parseCheckpoint(proof.slice(cut + 2));
    checkSignatures(checkpoint, trust);
    const leaf = parseLeaf(leafText);
    if (leaf.index !== Number(index[1]))
      throw new ProofError(`the leaf is entry ${leaf.index}, the proof of ${index[1]}`);
    const root = rootFromInclusion(leafHash(Buffer.from(leafText)), leaf.index, checkpoint.size, hashesIn(lines));
    if (root?.equals(checkpoint.root) !== true)
      throw new ProofError('the proof does not lead from the leaf to the root');
    if (preimage !== undefined) checkCommitment(leaf, preimage.salt, preimage.details);
    return { leaf, checkpoint };
  });
}

/**
 * @param proof hashes in base64, one a line
 * @throws ProofError where the newer tree does not start with the older
 */
export function verifyConsistency(proof: string, older: string, newer: string, trust: Trust): void {
  proving(() => {
    const [first, second] = [parseCheckpoint(older), parseCheckpoint(newer)];
    checkSignatures(first, trust);
    checkSignatures(second, trust);
    if (first.origin !== second.origin) throw new ProofError('the checkpoints are those of different logs');
    const hashes = hashesIn(proof.split('\n').filter((line) => line !== ''));
    if (!isConsistent(first, second, hashes)) throw new ProofError('the newer tree does not start with the older');
  });
}

function hashesIn(lines: readonly string[]): Buffer[] {
  return lines.map((line) => {
    const hash = fromBase64(line);
    if (hash === undefined) throw new ProofError(`not a hash in base64: ${line.slice(0, 60)}`);
    return hash;
  });
}

function proving<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof NoteError || error instanceof LeafError) throw new ProofError(error.message);
    throw error;
  }
}

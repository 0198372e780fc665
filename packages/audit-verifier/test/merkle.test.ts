import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GrowingTree, isConsistent, leafHash, rootFromInclusion, rootOf } from '../src/merkle.ts';
import { consistencyProof, inclusionProof } from './sample-log.ts';

/** Leaves, roots and proofs of the reference implementation of Certificate Transparency. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const SECOND_LEAF = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7';
const THIRD_AND_FOURTH = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e';
const FIFTH_LEAF = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b';
const FIFTH_AND_SIXTH = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a';
const SEVENTH_AND_EIGHTH = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0';
const RIGHT_HALF = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4';
/** counted from 0 */
const INCLUSION: readonly (readonly [index: number, size: number, proof: readonly string[]])[] = [
  [0, 1, []],
  [0, 8, [SECOND_LEAF, THIRD_AND_FOURTH, RIGHT_HALF]],
  [5, 8, [FIFTH_LEAF, SEVENTH_AND_EIGHTH, ROOTS[3]]],
  [2, 3, [ROOTS[1]]],
  [1, 5, [ROOTS[0], THIRD_AND_FOURTH, FIFTH_LEAF]],
];
const CONSISTENCY: readonly (readonly [first: number, second: number, proof: readonly string[]])[] = [
  [1, 1, []],
  [1, 8, [SECOND_LEAF, THIRD_AND_FOURTH, RIGHT_HALF]],
  [6, 8, [FIFTH_AND_SIXTH, SEVENTH_AND_EIGHTH, ROOTS[3]]],
  [2, 5, [THIRD_AND_FOURTH, FIFTH_LEAF]],
];

const hashes = LEAVES.map((leaf) => leafHash(Buffer.from(leaf, 'hex')));
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const tree = (size: number): { size: number; root: Buffer } => ({ size, root: rootOf(hashes, 0, size) });

describe('the tree of RFC 6962', () => {
  it('has the root of nothing while it is empty', () => {
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    assert.equal(rootOf([]).toString('hex'), empty);
    assert.equal(new GrowingTree().root().toString('hex'), empty);
  });

  it('has the roots of the reference implementation, whole or leaf by leaf', () => {
    const growing = new GrowingTree();
    for (const [index, root] of ROOTS.entries()) {
      growing.append(hashes[index]);
      assert.equal(growing.root().toString('hex'), root);
      assert.equal(tree(index + 1).root.toString('hex'), root);
    }
  });

  it('accepts the proofs of the reference implementation', () => {
    for (const [index, size, proof] of INCLUSION)
      assert.deepEqual(rootFromInclusion(hashes[index], index, size, proof.map(bytes)), tree(size).root);
    for (const [first, second, proof] of CONSISTENCY)
      assert.ok(isConsistent(tree(first), tree(second), proof.map(bytes)), `${first} in ${second}`);
  });

  it('accepts the proof of every leaf in every size, and no other for it', () => {
    for (let size = 1; size <= hashes.length; size++)
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(hashes.slice(0, size), index);
        const root = tree(size).root;
        assert.deepEqual(rootFromInclusion(hashes[index], index, size, proof), root);
        assert.notDeepEqual(rootFromInclusion(hashes[(index + 1) % 8], index, size, proof), root, 'another leaf');
        assert.equal(rootFromInclusion(hashes[index], size, size, proof), undefined, 'a place that is not there');
        assert.notDeepEqual(rootFromInclusion(hashes[index], index, size, [...proof, hashes[0]]), root, 'longer');
        if (proof.length === 0) continue;
        assert.notDeepEqual(rootFromInclusion(hashes[index], index, size, proof.slice(1)), root, 'shorter');
        assert.notDeepEqual(rootFromInclusion(hashes[index], index, size, proof.toReversed().concat(proof)), root);
      }
  });

  it('accepts the proof of every two sizes, and no other for them', () => {
    for (let second = 1; second <= hashes.length; second++)
      for (let first = 1; first <= second; first++) {
        const proof = consistencyProof(hashes.slice(0, second), first);
        assert.ok(isConsistent(tree(first), tree(second), proof), `${first} in ${second}`);
        assert.ok(!isConsistent(tree(first), tree(second), [...proof, hashes[0]]), 'longer');
        assert.ok(!isConsistent({ size: first, root: hashes[7] }, tree(second), proof), 'another older root');
        assert.ok(!isConsistent(tree(first), { size: second, root: hashes[7] }, proof), 'another newer root');
        if (proof.length > 0) assert.ok(!isConsistent(tree(first), tree(second), proof.slice(1)), 'shorter');
        if (first < second) assert.ok(!isConsistent(tree(second), tree(first), proof), 'the wrong way round');
      }
  });

  it('takes no empty tree for the start of another', () => {
    assert.ok(!isConsistent(tree(0), tree(8), []));
  });
});

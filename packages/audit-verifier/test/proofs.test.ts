import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseKey } from '../src/keys.ts';
import type { Trust } from '../src/note.ts';
import { ProofError, verifyConsistency, verifyInclusion } from '../src/verify-proof.ts';
import { checkpointText, consistencyProof, ecdsaSigner, entry, hashesOf, inclusionProof, note } from './sample-log.ts';

const log = ecdsaSigner();
const trust: Trust = { keys: [parseKey(log.vkey)], witnesses: [], quorum: 0 };
const entries = Array.from({ length: 21 }, (_, index) => entry(index));
const signed = (size: number): string => note(checkpointText(entries, size), log);
const base64 = (hashes: readonly Buffer[]): string => hashes.map((hash) => `${hash.toString('base64')}\n`).join('');

function proofOf(index: number, size: number, checkpoint = signed(size)): string {
  const hashes = inclusionProof(hashesOf(entries).slice(0, size), index);
  return `c2sp.org/tlog-proof@v1\nindex ${index}\n${base64(hashes)}\n${checkpoint}`;
}

describe('the proof of one entry', () => {
  it('holds for its leaf, with and without what that commits to', () => {
    for (const index of [0, 4, 12]) {
      const { leaf, salt, details } = entries[index];
      assert.equal(verifyInclusion(proofOf(index, 13), leaf, trust).leaf.index, index);
      verifyInclusion(proofOf(index, 13), leaf, trust, { salt: salt!, details: details! });
    }
    verifyInclusion(proofOf(4, 13).replace('\nindex', '\nextra AAAA\nindex'), entries[4].leaf, trust);
  });

  it('does not hold for another leaf, place, size, root, key or preimage', () => {
    const { leaf, salt, details } = entries[4];
    const proof = proofOf(4, 13);
    const refused = (text: string, of = leaf, trusted = trust): void =>
      assert.throws(() => verifyInclusion(text, of, trusted), ProofError);
    refused(proof, entries[5].leaf);
    refused(proof, entry(4, { action: 'DELETED' }).leaf);
    refused(proof.replace('index 4', 'index 5'));
    refused(proof.replace('index 4', 'index 04'));
    refused(proofOf(4, 13, signed(14)), leaf);
    refused(proofOf(4, 13, signed(21)), leaf);
    refused(proof.replace('tlog-proof@v1', 'tlog-proof@v2'));
    refused(proof.replace(/\n[^\n]+\n\n/, '\n\n'));
    refused(proof.replace('index 4\n', 'index 4\nnonsense\n'));
    refused(proof, leaf, { ...trust, keys: [parseKey(ecdsaSigner().vkey)] });
    assert.throws(
      () => verifyInclusion(proof, leaf, trust, { salt: salt!, details: `${details} ` }),
      /not those that the entry commits to/,
    );
  });
});

describe('the proof that one tree starts with another', () => {
  const proof = base64(consistencyProof(hashesOf(entries).slice(0, 20), 7));

  it('holds for the two', () => {
    verifyConsistency(proof, signed(7), signed(20), trust);
    verifyConsistency('', signed(7), signed(7), trust);
  });

  it('does not hold for other sizes, another history, the wrong way round or an untrusted key', () => {
    const fork = entries.map((each, index) => (index === 3 ? entry(3, { action: 'DELETED' }) : each));
    const refused = (older: string, newer: string, text = proof, trusted = trust): void =>
      assert.throws(() => verifyConsistency(text, older, newer, trusted), ProofError);
    refused(signed(6), signed(20));
    refused(signed(7), signed(21));
    refused(signed(20), signed(7));
    refused(note(checkpointText(fork, 7), log), signed(20));
    refused(signed(7), signed(20), proof.slice(0, proof.indexOf('\n') + 1));
    refused(signed(7), signed(20), 'nonsense');
    refused(signed(7), signed(20), proof, { ...trust, keys: [parseKey(ecdsaSigner().vkey)] });
    const other = ecdsaSigner('example.com/other');
    refused(signed(7), note(checkpointText(entries, 20, 'example.com/other'), other), proof, {
      ...trust,
      keys: [...trust.keys, parseKey(other.vkey)],
    });
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KeyError, parseKey } from '../src/keys.ts';
import { checkSignatures, NoteError, parseCheckpoint, type Trust } from '../src/note.ts';
import { checkpointText, ecdsaSigner, entry, note, ORIGIN, rsaSigner, witness } from './sample-log.ts';

const text = checkpointText([entry(0)], 1);
const ecdsa = ecdsaSigner();
const rsa = rsaSigner();
const trust = (...keys: readonly string[]): Trust => ({ keys: keys.map(parseKey), witnesses: [], quorum: 0 });
const check = (signed: string, trusted: Trust): void => checkSignatures(parseCheckpoint(signed), trusted);

describe('keys', () => {
  it("verify the example of C2SP's signed-note", () => {
    const key = parseKey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k');
    const line = 'Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=';
    const value = Buffer.from(line, 'base64');
    assert.equal(value.subarray(0, 4).toString('hex'), key.id);
    assert.ok(key.verifies(Buffer.from('This is an example message.\n'), value.subarray(4)));
    assert.ok(!key.verifies(Buffer.from('This is another message.\n'), value.subarray(4)));
  });

  it('are refused where their ID is not theirs, their type unknown, or they are no keys', () => {
    const [name, id, material] = ecdsa.vkey.split('+');
    assert.throws(() => parseKey(`${name}+00000000+${ecdsa.vkey.slice(name.length + id.length + 2)}`), KeyError);
    assert.throws(() => parseKey(rsa.vkey.replace(ORIGIN, 'example.com/other')), /the ID of the key/);
    assert.throws(() => parseKey(`${name}+${id}`), /not a verifier key/);
    assert.throws(() => parseKey(`${name}+${id}+${Buffer.from([9, 1, 2]).toString('base64')}`), /unknown type/);
    assert.throws(() => parseKey(`${name}+${id}+${Buffer.from([2, 1, 2]).toString('base64')}`), /cannot be read/);
    assert.throws(() => parseKey(`${name}+${id}+${Buffer.from([255, 1, 2]).toString('base64')}`), /unknown algorithm/);
    assert.ok(material.length > 0);
  });
});

describe('checkpoints in signed notes', () => {
  it("are read as C2SP's tlog-checkpoint writes them", () => {
    const checkpoint = parseCheckpoint(
      'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
        '\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n' +
        '\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n',
    );
    assert.equal(checkpoint.origin, 'example.com/behind-the-sofa');
    assert.equal(checkpoint.size, 20852163);
    assert.deepEqual(
      checkpoint.signatures.map(({ name, keyId }) => [name, keyId]),
      [
        ['example.com/behind-the-sofa', '033de0ae'],
        ['witness.example.com/w1', '8d66cf3f'],
      ],
    );
  });

  it('are refused in any other form', () => {
    const good = note(text, ecdsa);
    for (const bad of [
      '',
      text,
      good.slice(0, -1),
      good.replace('\u2014', '-'),
      good.replace('\n1\n', '\n01\n'),
      good.replace('\n1\n', '\n-1\n'),
      good.replace('\n1\n', '\n1\t\n'),
      good.replace(/\n1\n.*\n/, '\n1\nAAAA\n'),
      good.replace('=\n\n', '=\n\n\n'),
      good.replace(ORIGIN, ''),
      `${good}\u2014 name AAAA\n`,
    ])
      assert.throws(() => parseCheckpoint(bad), NoteError, JSON.stringify(bad));
  });

  it('are accepted when a trusted key has signed them, whatever strangers have added', () => {
    check(note(text, ecdsa), trust(ecdsa.vkey));
    check(note(text, rsa), trust(rsa.vkey));
    check(note(text, ecdsaSigner('stranger'), ecdsa), trust(rsa.vkey, ecdsa.vkey));
  });

  it('are refused without a signature of a trusted key', () => {
    assert.throws(() => check(note(text, ecdsaSigner()), trust(ecdsa.vkey)), /no key that you trust/);
    const renamed = ecdsaSigner('example.com/other');
    assert.throws(() => check(note(text, renamed), trust(renamed.vkey)), /has not signed it/);
  });

  it('are refused when the ID of the key is replaced', () => {
    const [body, line] = note(text, ecdsa).split('\n\n');
    const [dash, name, value] = line.trim().split(' ');
    const forged = Buffer.concat([Buffer.from('deadbeef', 'hex'), Buffer.from(value, 'base64').subarray(4)]);
    const renamed = `${body}\n\n${dash} ${name} ${forged.toString('base64')}\n`;
    assert.throws(() => check(renamed, trust(ecdsa.vkey)), /no key that you trust/);
  });

  it('are refused when a trusted signature is wrong, even beside a good one', () => {
    const other = checkpointText([entry(5)], 1);
    const forged = `${text}\n${ecdsa.line(other)}`;
    assert.throws(() => check(forged, trust(ecdsa.vkey)), /is wrong/);
    assert.throws(() => check(`${forged}${rsa.line(text)}`, trust(ecdsa.vkey, rsa.vkey)), /is wrong/);
  });

  it('ask for as many different witnesses as they are told', () => {
    const [first, second] = [witness('w1'), witness('w2')];
    const trusted = { ...trust(ecdsa.vkey), witnesses: [first, second].map(({ vkey }) => parseKey(vkey)), quorum: 2 };
    check(note(text, ecdsa, first, second), trusted);
    assert.throws(() => check(note(text, ecdsa, first, first), trusted), /1 witnesses have signed, not 2/);
    const late = `${text}\n${ecdsa.line(text)}${first.line(text)}${second.line(checkpointText([entry(9)], 1))}`;
    assert.throws(() => check(late, trusted), /is wrong/);
  });
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  checkpointText,
  consistencyProof,
  ecdsaSigner,
  entry,
  exported,
  hashesOf,
  inclusionProof,
  note,
} from './sample-log.ts';

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'audit-verifier-'));
const log = ecdsaSigner();
const entries = Array.from({ length: 10 }, (_, index) => entry(index));
const KEY = ['--key', log.vkey];

function run(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, ...args], { encoding: 'utf8' });
}

function file(name: string, content: string): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

const lines = (values: readonly object[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const folder = join(directory, 'export');
mkdirSync(folder);
const all = exported(entries, log, [4, 10]);
writeFileSync(join(folder, '0.ndjson'), lines(all.slice(0, 6)));
writeFileSync(join(folder, '1.ndjson'), lines(all.slice(6)));

after(() => rmSync(directory, { recursive: true, force: true }));

describe('audit-verifier', () => {
  it('verifies a folder and ends with 0', () => {
    const { status, stdout } = run('log', folder, ...KEY);
    assert.equal(status, 0, stdout);
    assert.match(stdout, /10 entries, 10 of them under 2 signed checkpoints/);
    assert.match(stdout, /The log verifies\./);
  });

  it('names file and line of what is wrong and ends with 1', () => {
    const path = file('dropped.ndjson', lines(all.toSpliced(3, 1)));
    const { status, stdout } = run('log', path, ...KEY);
    assert.equal(status, 1);
    assert.ok(stdout.startsWith(`${path}:4: order: entry 3 stands where entry 2 belongs\n`), stdout);
  });

  it('writes the same as JSON', () => {
    const good = JSON.parse(run('log', folder, ...KEY, '--json').stdout) as { verified: boolean; entries: number };
    assert.deepEqual([good.verified, good.entries], [true, 10]);
    const bad = run('log', folder, '--key', ecdsaSigner().vkey, '--json');
    assert.equal(bad.status, 1);
    const { verified, problems } = JSON.parse(bad.stdout) as { verified: boolean; problems: { code: string }[] };
    assert.equal(verified, false);
    assert.equal(problems[0].code, 'signature');
  });

  it('compares with a checkpoint that was kept', () => {
    const seen = file('seen.txt', note(checkpointText([...entries, entry(10)], 11), log));
    assert.equal(run('log', folder, ...KEY, '--seen', seen).status, 1);
  });

  it('verifies proofs', () => {
    const hashes = hashesOf(entries);
    const base64 = (list: readonly Buffer[]): string => list.map((hash) => `${hash.toString('base64')}\n`).join('');
    const [older, newer] = [4, 10].map((size) => file(`c${size}`, note(checkpointText(entries, size), log)));
    const consistency = file('consistency', base64(consistencyProof(hashes, 4)));
    assert.equal(run('consistency', consistency, '--older', older, '--newer', newer, ...KEY).status, 0);
    assert.equal(run('consistency', consistency, '--older', newer, '--newer', older, ...KEY).status, 1);

    const head = note(checkpointText(entries, 10), log);
    const proof = file('proof', `c2sp.org/tlog-proof@v1\nindex 3\n${base64(inclusionProof(hashes, 3))}\n${head}`);
    const { leaf, salt, details } = entries[3];
    const [right, wrong] = [file('leaf', `${leaf}\n`), file('other-leaf', entries[4].leaf)];
    const preimage = file('preimage', JSON.stringify({ salt, details }));
    const proved = run('proof', proof, '--leaf', right, '--preimage', preimage, ...KEY);
    assert.equal(proved.status, 0, proved.stdout + proved.stderr);
    assert.match(proved.stdout, /entry 3 is in the log of 10 entries/);
    assert.equal(run('proof', proof, '--leaf', wrong, ...KEY).status, 1);
  });

  it('ends with 2 where it is called wrongly or cannot read', () => {
    for (const args of [
      [],
      ['log', folder],
      ['log', ...KEY],
      ['gossip', folder, ...KEY],
      ['log', folder, '--key', 'nonsense'],
      ['log', folder, ...KEY, '--quorum', 'many'],
      ['log', folder, ...KEY, '--loud'],
      ['log', join(directory, 'nowhere'), ...KEY],
      ['proof', folder, ...KEY],
    ]) {
      const { status, stderr } = run(...args);
      assert.equal(status, 2, args.join(' '));
      assert.notEqual(stderr, '');
    }
    assert.equal(run('--help', ...KEY).status, 0);
  });
});

/** What a forger may try with an exported log, and what the verifier says to it. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { parseKey } from '../src/keys.ts';
import { verifyLog, type LogOptions, type LogReport } from '../src/verify-log.ts';
import { checkpointText, ecdsaSigner, entry, exported, note, ORIGIN, tile, type SampleEntry } from './sample-log.ts';

const directory = mkdtempSync(join(tmpdir(), 'audit-verifier-'));
const file = join(directory, 'log.ndjson');
const log = ecdsaSigner();
const trust: LogOptions = { keys: [parseKey(log.vkey)], witnesses: [], quorum: 0 };
const SIZE = 300;
const entries = Array.from({ length: SIZE }, (_, index) => entry(index));

async function verified(lines: readonly (object | string)[], options: LogOptions = trust): Promise<LogReport> {
  writeFileSync(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n') + '\n');
  return await verifyLog([file], options);
}

const sample = (from: readonly SampleEntry[] = entries): object[] => exported(from, log, [1, 100, SIZE]);
const codes = ({ problems }: LogReport): string[] => [...new Set(problems.map(({ code }) => code))].sort();
const replaced = (index: number, changed: SampleEntry): SampleEntry[] => entries.with(index, changed);
/** the lines of a log that somebody else's key signed nothing of: entries are replaced, the checkpoints stay */
const withEntries = (changed: readonly object[]): object[] => [
  ...sample().slice(0, 1),
  ...changed,
  ...sample().slice(1 + SIZE),
];

after(() => rmSync(directory, { recursive: true, force: true }));

describe('an exported log', () => {
  it('verifies as it is, in any number of files', async () => {
    const report = await verified(sample());
    assert.deepEqual(report.problems, []);
    assert.deepEqual(
      [report.origin, report.entries, report.checkpoints, report.covered, report.opened],
      [ORIGIN, SIZE, 3, SIZE, SIZE],
    );
    const lines = sample().map((line) => JSON.stringify(line));
    const [first, second] = [join(directory, 'a.ndjson'), join(directory, 'b.ndjson')];
    writeFileSync(first, `${lines.slice(0, 150).join('\n')}\n`);
    writeFileSync(second, `${lines.slice(150).join('\n')}\n`);
    assert.deepEqual((await verifyLog([first, second], trust)).problems, []);
    rmSync(first);
    rmSync(second);
  });

  it('verifies when details were erased', async () => {
    const { type, index, leaf } = entries[7];
    const report = await verified(sample(replaced(7, { type, index, leaf })));
    assert.deepEqual(report.problems, []);
    assert.equal(report.opened, SIZE - 1);
  });

  it('verifies beyond its last checkpoint, and says how far that reaches', async () => {
    const report = await verified(exported(entries, log, [100]));
    assert.deepEqual(report.problems, []);
    assert.equal(report.covered, 100);
  });

  it('says which facts never arrived', async () => {
    const lost = entries.map((each, index) => (index === 299 ? entry(299, { fact: 'tx/302' }) : each));
    const report = await verified(sample(lost));
    assert.deepEqual(report.problems, []);
    assert.deepEqual(report.remarks, ['of transaction tx 2 facts are missing']);
  });
});

describe('a forged log is rejected', () => {
  it('with a changed leaf, at its line and at the roots', async () => {
    const report = await verified(withEntries(replaced(5, entry(5, { action: 'DELETED' }))));
    assert.deepEqual(codes(report), ['root']);
    assert.equal(report.covered, 1, 'the first checkpoint is not touched by it');
  });

  it('with a leaf that is spelled otherwise', async () => {
    const spelled = { ...entries[5], leaf: entries[5].leaf.replace('"index":5', '"index": 5') };
    const report = await verified(withEntries(replaced(5, spelled)));
    assert.deepEqual(codes(report), ['leaf', 'root']);
    assert.deepEqual(report.problems[0].place, { file, line: 7 });
  });

  it('with a leaf that holds more, less or something else than it should', async () => {
    for (const change of [{ version: 2 }, { user: 'Ada' }, { records: -1 }, { at: 'today' }, { commitment: 'x' }]) {
      const changed = entry(5, change);
      const report = await verified(sample(replaced(5, { ...changed, salt: undefined, details: undefined })));
      assert.deepEqual(codes(report), ['leaf'], JSON.stringify(change));
    }
    assert.deepEqual(codes(await verified(sample(replaced(5, { ...entries[5], leaf: '[]' })))), ['leaf']);
    assert.deepEqual(codes(await verified(sample(replaced(5, { ...entries[5], leaf: '{' })))), ['leaf']);
  });

  it('with a dropped leaf, at the line after it', async () => {
    const report = await verified(withEntries(entries.toSpliced(5, 1)));
    assert.deepEqual(codes(report), ['order', 'root', 'truncated']);
    assert.deepEqual(report.problems[0].place, { file, line: 7 });
  });

  it('with a dropped leaf and the others numbered anew', async () => {
    const renumbered = entries.toSpliced(5, 1).map((each, index) => ({ ...each, index }));
    assert.ok(codes(await verified(withEntries(renumbered))).includes('order'));
  });

  it('with two leaves in each other’s place, numbered anew or not', async () => {
    const swapped = entries.with(5, entries[6]).with(6, entries[5]);
    assert.deepEqual(codes(await verified(withEntries(swapped))), ['order', 'root']);
    const renumbered = swapped.map((each, index) => ({ ...each, index }));
    assert.deepEqual(codes(await verified(withEntries(renumbered))), ['order', 'root']);
  });

  it('with a duplicated leaf', async () => {
    assert.ok(codes(await verified(withEntries(entries.toSpliced(5, 0, entries[5])))).includes('order'));
    const again = entry(300, { fact: 'tx/1' });
    const report = await verified(exported([...entries, again], log, [301]));
    assert.deepEqual(codes(report), ['duplicate']);
  });

  it('cut off at the end, with or without its header', async () => {
    const cut = withEntries(entries.slice(0, 250)).filter((line) => !('level' in line));
    assert.deepEqual(codes(await verified(cut)), ['truncated']);
    assert.deepEqual(codes(await verified(cut.slice(1))), ['truncated']);
  });

  it('cut off at a checkpoint, by whoever kept a later one', async () => {
    const cut = exported(entries.slice(0, 100), log, [100]);
    assert.deepEqual(codes(await verified(cut)), [], 'nothing in it shows what is missing');
    const seen = [note(checkpointText(entries, 200), log)];
    assert.deepEqual(codes(await verified(cut, { ...trust, seen })), ['truncated']);
  });

  it('forked after a checkpoint that somebody kept, though the log signed both', async () => {
    const fork = entries.map((each, index) => (index < 100 ? each : entry(index, { dataset: 'fork' })));
    const seen = [note(checkpointText(entries, 200), log)];
    assert.deepEqual(codes(await verified(sample(fork))), []);
    assert.deepEqual(codes(await verified(sample(fork), { ...trust, seen })), ['root']);
  });

  it('forked between two of its own checkpoints', async () => {
    const fork = entries.map((each, index) => (index < 50 ? each : entry(index, { dataset: 'fork' })));
    const mixed = [...sample(fork), { type: 'checkpoint', note: note(checkpointText(entries, 100), log) }];
    assert.deepEqual(codes(await verified(mixed)), ['root']);
  });

  it('with a checkpoint that states another root or size', async () => {
    for (const [size, stated] of [
      [200, 201],
      [201, 200],
    ]) {
      const text = checkpointText(entries, size).replace(`\n${size}\n`, `\n${stated}\n`);
      const report = await verified([...sample(), { type: 'checkpoint', note: note(text, log) }]);
      assert.deepEqual(codes(report), ['root']);
    }
  });

  it('with a forged signature', async () => {
    const text = checkpointText(entries, 200);
    const forged = `${text}\n${log.line(checkpointText(entries, 199))}`;
    const report = await verified([...sample(), { type: 'checkpoint', note: forged }]);
    assert.deepEqual(codes(report), ['signature']);
    assert.equal(report.problems[0].place?.line, sample().length + 1);
  });

  it('signed with a key that is not trusted, though of the same name', async () => {
    const report = await verified(exported(entries, ecdsaSigner(), [SIZE]));
    assert.deepEqual(codes(report), ['signature', 'unsigned']);
  });

  it('without any checkpoint', async () => {
    assert.deepEqual(codes(await verified(exported(entries, log, []))), ['unsigned']);
  });

  it('with altered details, an altered salt, or half of the two', async () => {
    const [details, salt] = [entries[5].details!.replace('0015', '0016'), '0'.repeat(64)];
    for (const change of [{ details }, { salt }, { salt: 'x' }, { salt: undefined }, { details: undefined }]) {
      const report = await verified(sample(replaced(5, { ...entries[5], ...change })));
      assert.deepEqual(codes(report), ['commitment'], JSON.stringify(change));
      assert.deepEqual(report.problems[0].place, { file, line: 7 });
    }
  });

  it('with a tile that is not that of the entries, or of too few', async () => {
    const forged = tile(replaced(5, entry(5, { action: 'DELETED' })), 0);
    assert.deepEqual(codes(await verified([...sample(), forged])), ['root']);
    assert.deepEqual(codes(await verified([...sample(), tile(entries, 1)])), ['root']);
  });

  it('put together from two logs', async () => {
    const other = ecdsaSigner('example.com/other');
    const text = checkpointText(entries, SIZE, 'example.com/other');
    const options = { ...trust, keys: [parseKey(log.vkey), parseKey(other.vkey)] };
    const report = await verified([...sample(), { type: 'checkpoint', note: note(text, other) }], options);
    assert.deepEqual(codes(report), ['origin']);
  });

  it('with lines that are none of an export', async () => {
    for (const line of ['not JSON', '1', '{"type":"gossip"}', '{"type":"entry"}', '{"type":"entry","index":-1}']) {
      const report = await verified([...sample(), line]);
      assert.deepEqual(codes(report), ['line'], line);
    }
    assert.deepEqual(codes(await verified([{ type: 'log', version: 2, origin: ORIGIN, size: 0 }, ...sample()])), [
      'line',
    ]);
  });
});

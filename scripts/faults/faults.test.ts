import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compileProject } from '../../packages/local-org/src/org/compile.ts';
import { seedProject } from './project.ts';

describe('the compiler, given the sources of the package with single faults in them', () => {
  const directory = mkdtempSync(join(tmpdir(), 'faults-'));
  after(() => rmSync(directory, { recursive: true, force: true }));
  const seeded = seedProject(directory, fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, ''), 200, 1);
  const seen = new Set(compileProject(directory).diagnostics.map(({ file }) => basename(file, '.cls')));

  it('sees every fault of a kind that no context makes legal', () => {
    const alwaysWrong = seeded.filter(({ fault }) => !/argument|assignment|implementation/.test(fault.kind));
    assert.ok(alwaysWrong.length > 100);
    assert.deepEqual(
      alwaysWrong.filter(({ name }) => !seen.has(name)),
      [],
    );
  });

  it('sees nearly every fault of the other kinds, which are legal where any value may stand', () => {
    const others = seeded.filter(({ fault }) => /argument|assignment|implementation/.test(fault.kind));
    const missed = others.filter(({ name }) => !seen.has(name));
    assert.ok(missed.length * 20 < others.length, JSON.stringify(missed, null, 2));
  });

  it('sees no error in the same classes without their faults', () => {
    assert.deepEqual(
      [...seen].filter((name) => name.startsWith('Clean')),
      [],
    );
  });
});

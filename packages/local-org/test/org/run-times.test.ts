/** What is remembered of earlier runs, and how many workers it is worth. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readRunTimes, workersFor, writeRunTimes } from '../../src/org/run-times.ts';
import type { TestResult } from '../../src/org/test-report.ts';

const result = (className: string, runTime: number): TestResult => ({
  className,
  methodName: 'm',
  outcome: 'Pass',
  message: null,
  stackTrace: null,
  runTime,
});

describe('the run times of test classes', () => {
  it('are kept from a run of all; a run of some changes theirs, and alone is not kept', (context) => {
    const directory = mkdtempSync(join(tmpdir(), 'local-org-times-'));
    context.after(() => rmSync(directory, { recursive: true, force: true }));
    writeRunTimes(directory, readRunTimes(directory), [result('A', 5)], false);
    assert.deepEqual([...readRunTimes(directory)], []);
    writeRunTimes(directory, readRunTimes(directory), [result('A', 5), result('A', 6), result('B', 7)], true);
    writeRunTimes(directory, readRunTimes(directory), [result('B', 70)], false);
    assert.deepEqual(
      [...readRunTimes(directory)],
      [
        ['A', 11],
        ['B', 70],
      ],
    );
  });

  it('say how many workers pay: one for short tests, and all processors where nothing is known', () => {
    assert.equal(
      workersFor(
        new Map([
          ['A', 10],
          ['B', 10],
        ]),
        [],
      ),
      1,
    );
    assert.equal(
      workersFor(
        new Map([
          ['A', 60_000],
          ['B', 60_000],
        ]),
        ['a.method'],
      ),
      1,
    );
    assert.equal(workersFor(new Map(), []), availableParallelism());
  });
});

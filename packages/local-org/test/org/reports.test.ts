/** The forms of a test run that other programs read. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { mergeHits } from '../../src/org/coverage.ts';
import { toJunit } from '../../src/org/reports/junit.ts';
import { toTap } from '../../src/org/reports/tap.ts';
import { writeReports } from '../../src/org/reports/write.ts';
import type { TestRun } from '../../src/org/test-report.ts';

const RUN: TestRun = {
  results: [
    { className: 'Sums', methodName: 'adds', outcome: 'Pass', message: null, stackTrace: null, runTime: 12 },
    {
      className: 'Sums',
      methodName: 'divides',
      outcome: 'Fail',
      message: 'System.MathException: "a" < b & \u0001\nsecond line',
      stackTrace: 'Class.Sums.divides: line 3, column 1\n]]> is no end',
      runTime: 1500,
    },
  ],
  coverage: undefined,
  startedAt: Date.parse('2026-03-02T09:00:00Z'),
  startTime: 100,
  totalTime: 2000,
  workers: 1,
  cached: false,
  organizationId: '00D000000000001',
  username: 'admin@example.com',
};

describe('JUnit XML', () => {
  it('is well formed whatever a failure says, and says it', () => {
    const text = toJunit(RUN);
    assert.equal(XMLValidator.validate(text), true);
    const { testsuites } = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '',
      htmlEntities: true,
    }).parse(text) as { testsuites: { testsuite: Record<string, unknown> } };
    const { testsuite } = testsuites;
    assert.equal(testsuite.tests, '2');
    assert.equal(testsuite.failures, '1');
    const [adds, divides] = testsuite.testcase as Record<string, unknown>[];
    assert.deepEqual([adds.classname, adds.name, adds.time], ['Sums', 'adds', '0.012']);
    const failure = divides.failure as Record<string, string>;
    assert.equal(failure.message, 'System.MathException: "a" < b & \ufffd\nsecond line');
    assert.equal(failure['#text'], 'Class.Sums.divides: line 3, column 1\n]]> is no end');
  });
});

describe('TAP', () => {
  it('counts the tests and puts what a failure says into comments', () => {
    assert.deepEqual(toTap(RUN).split('\n').slice(0, 4), [
      '1..2',
      'ok 1 Sums.adds',
      'not ok 2 Sums.divides',
      '  # System.MathException: "a" < b & \u0001',
    ]);
  });
});

describe('the files of --output-dir', () => {
  const folder = (context: TestContext): string => {
    const directory = mkdtempSync(join(tmpdir(), 'local-org-reports-'));
    context.after(() => rmSync(directory, { recursive: true, force: true }));
    return directory;
  };

  it('are JSON, JUnit, the chosen format, and coverage in the chosen formats', async (context) => {
    const directory = folder(context);
    const path = join(directory, 'Adder.cls');
    writeFileSync(
      path,
      'public class Adder {\n  Integer one() {\n    return 1;\n  }\n  Integer two() {\n    return 2;\n  }\n}\n',
    );
    const lines = new Map([
      [3, true],
      [6, false],
    ]);
    await writeReports(
      { ...RUN, coverage: [{ name: 'Adder', path, lines }] },
      {
        directory: join(directory, 'out'),
        format: 'tap',
        coverageFormatters: ['lcov', 'cobertura', 'json'],
        projectDirectory: directory,
      },
    );
    assert.deepEqual(readdirSync(join(directory, 'out'), { recursive: true }).sort(), [
      'coverage',
      join('coverage', 'cobertura-coverage.xml'),
      join('coverage', 'coverage-final.json'),
      join('coverage', 'lcov.info'),
      'test-result-codecoverage.json',
      'test-result-junit.xml',
      'test-result.json',
      'test-result.tap',
    ]);
    const read = (name: string) => readFileSync(join(directory, 'out', 'coverage', name), 'utf8');
    assert.match(read('lcov.info'), /SF:Adder\.cls\n[\s\S]*DA:3,1\nDA:6,0\nLF:2\nLH:1\n/);
    assert.match(read('cobertura-coverage.xml'), /filename="Adder\.cls" line-rate="0\.5"/);
    assert.match(read('cobertura-coverage.xml'), /<line number="3" hits="1" [^>]*>\s*<line number="6" hits="0"/);
    const final = JSON.parse(read('coverage-final.json')) as Record<string, { s: unknown; statementMap: unknown }>;
    assert.deepEqual(final[path].s, { 3: 1, 6: 0 });
    assert.deepEqual((final[path].statementMap as Record<string, unknown>)['3'], {
      start: { line: 3, column: 0 },
      end: { line: 3, column: 13 },
    });
  });

  it('say nothing of coverage where none was asked for', async (context) => {
    const directory = folder(context);
    await writeReports(RUN, { directory, format: 'human', coverageFormatters: [], projectDirectory: directory });
    assert.deepEqual(readdirSync(directory).sort(), ['test-result-junit.xml', 'test-result.json', 'test-result.txt']);
  });
});

describe('coverage of several workers', () => {
  it('counts a line that ran in any of them', () => {
    const file = (...hits: number[]) => ({
      name: 'A',
      path: 'A.cls',
      lines: [1, 2],
      hits: Uint8Array.from([0, ...hits]),
    });
    assert.deepEqual(mergeHits(mergeHits([], [file(1, 0)]), [file(0, 0)]), [file(1, 0)]);
    assert.deepEqual(mergeHits([file(1, 0)], [file(0, 1)]), [file(1, 1)]);
  });
});

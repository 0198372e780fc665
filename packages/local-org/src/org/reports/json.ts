/**
 * The JSON of `sf apex run test --json`. Of this org's own: `startTime`, from the start of the process to the first test,
 * `workers`, and whether the program was compiled before.
 */
import { percent, totalsOf, type FileCoverage } from '../coverage.ts';
import type { TestRun } from '../test-report.ts';

/** The object that `sf apex run test --json` prints. */
export function toJson(run: TestRun): unknown {
  const failing = run.results.filter((result) => result.outcome === 'Fail').length;
  const passing = run.results.length - failing;
  const execution = run.results.reduce((sum, result) => sum + result.runTime, 0);
  const total = totalsOf(run.coverage ?? []);
  return {
    status: failing > 0 ? 100 : 0,
    result: {
      summary: {
        outcome: failing > 0 ? 'Failed' : 'Passed',
        testsRan: run.results.length,
        passing,
        failing,
        skipped: 0,
        passRate: percent(passing, run.results.length),
        failRate: percent(failing, run.results.length),
        testStartTime: new Date(run.startedAt).toISOString(),
        testExecutionTime: `${Math.round(execution)} ms`,
        testTotalTime: `${Math.round(run.totalTime)} ms`,
        startTime: `${Math.round(run.startTime)} ms`,
        commandTime: `${Math.round(run.totalTime)} ms`,
        orgId: run.organizationId,
        username: run.username,
        workers: run.workers,
        compiled: run.cached ? 'before' : 'now',
        ...(run.coverage
          ? {
              testRunCoverage: percent(total.covered, total.lines),
              orgWideCoverage: percent(total.covered, total.lines),
            }
          : {}),
      },
      tests: run.results.map((result) => ({
        MethodName: result.methodName,
        Outcome: result.outcome,
        Message: result.message,
        StackTrace: result.stackTrace,
        RunTime: Math.round(result.runTime),
        FullName: `${result.className}.${result.methodName}`,
        ApexClass: { Name: result.className, NamespacePrefix: null },
      })),
      ...(run.coverage ? { coverage: coverageJson(run.coverage) } : {}),
    },
  };
}

/** The part about coverage, which is a file of its own as well. */
export function coverageJson(files: readonly FileCoverage[]): unknown {
  const total = totalsOf(files);
  return {
    coverage: files.map((file) => {
      const { lines, covered } = totalsOf([file]);
      return {
        name: file.name,
        totalLines: lines,
        lines: Object.fromEntries([...file.lines].map(([line, hit]) => [line, hit ? 1 : 0])),
        totalCovered: covered,
        coveredPercent: lines === 0 ? 100 : Math.round((covered / lines) * 100),
      };
    }),
    records: [],
    summary: {
      totalLines: total.lines,
      coveredLines: total.covered,
      orgWideCoverage: percent(total.covered, total.lines),
      testRunCoverage: percent(total.covered, total.lines),
    },
  };
}

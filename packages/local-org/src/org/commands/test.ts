/** `local-org test`: runs Apex tests in an org of their own, in memory. */
import type { LoadedProgram } from '../../runtime/kernel/program.ts';
import { hasFailed, toJson, toText, type FileCoverage, type TestRun } from '../test-report.ts';
import { runTests, selectTests, UnknownTestError } from '../test-runner.ts';
import { openOrg, projectDirectory, UsageError } from './project.ts';

export interface TestFlags {
  readonly sourceDirectories: readonly string[];
  readonly tests: readonly string[];
  readonly json: boolean;
  readonly coverage: boolean;
}

export function test(flags: TestFlags): number {
  const startedAt = Date.now();
  const started = performance.now();
  const org = openOrg({
    directory: projectDirectory(),
    sourceDirectories: flags.sourceDirectories,
    coverage: flags.coverage,
  });
  try {
    const run: TestRun = {
      results: runTests(
        org,
        chosen(() => selectTests(org, { names: flags.tests })),
        ({ className, methodName, outcome }) => {
          if (!flags.json && process.stderr.isTTY)
            process.stderr.write(`\r\u001b[K${outcome === 'Pass' ? '✔' : '✘'} ${className}.${methodName}`);
        },
      ),
      coverage: flags.coverage ? coverageOf(org.program) : undefined,
      startedAt,
      totalTime: performance.now() - started,
      organizationId: org.ports.organizationId,
      username: org.user(org.seeded.adminId).username,
    };
    if (!flags.json && process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    process.stdout.write(flags.json ? `${JSON.stringify(toJson(run), null, 2)}\n` : toText(run));
    return hasFailed(run) ? 1 : 0;
  } finally {
    org.close();
  }
}

function chosen<T>(select: () => T): T {
  try {
    return select();
  } catch (error) {
    if (error instanceof UnknownTestError) throw new UsageError(error.message);
    throw error;
  }
}

function coverageOf(program: LoadedProgram): FileCoverage[] {
  return [...program.coverage.values()].map(({ name, path, lines, hits }) => ({
    name,
    path,
    lines: new Map(lines.map((line) => [line, hits[line] === 1])),
  }));
}

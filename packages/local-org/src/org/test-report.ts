/** Results of a test run, and their forms: the JSON of `sf apex run test --json`, and text for a terminal. */

export interface TestResult {
  readonly className: string;
  readonly methodName: string;
  readonly outcome: 'Pass' | 'Fail';
  readonly message: string | null;
  readonly stackTrace: string | null;
  /** milliseconds */
  readonly runTime: number;
}

export interface FileCoverage {
  /** class or trigger */
  readonly name: string;
  readonly path: string;
  /** executable line -> whether it ran */
  readonly lines: ReadonlyMap<number, boolean>;
}

export interface TestRun {
  readonly results: readonly TestResult[];
  /** undefined where none was asked for; test classes are left out */
  readonly coverage: readonly FileCoverage[] | undefined;
  /** milliseconds since the epoch */
  readonly startedAt: number;
  /** milliseconds, compile and set-up included */
  readonly totalTime: number;
  readonly organizationId: string;
  readonly username: string;
}

export function hasFailed(run: TestRun): boolean {
  return run.results.some((result) => result.outcome === 'Fail');
}

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
        commandTime: `${Math.round(run.totalTime)} ms`,
        orgId: run.organizationId,
        username: run.username,
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
      ...(run.coverage ? { coverage: coverageJson(run.coverage, total) } : {}),
    },
  };
}

interface Totals {
  readonly lines: number;
  readonly covered: number;
}

function totalsOf(files: readonly FileCoverage[]): Totals {
  let lines = 0;
  let covered = 0;
  for (const file of files) {
    lines += file.lines.size;
    for (const hit of file.lines.values()) if (hit) covered += 1;
  }
  return { lines, covered };
}

function coverageJson(files: readonly FileCoverage[], total: Totals): unknown {
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

function percent(part: number, whole: number): string {
  return whole === 0 ? '0%' : `${Math.round((part / whole) * 100)}%`;
}

/** What a person reads: failures with their stack traces, coverage of what is not covered whole, a closing line. */
export function toText(run: TestRun): string {
  const out: string[] = [];
  for (const result of run.results) {
    if (result.outcome === 'Pass') continue;
    out.push(`FAIL ${result.className}.${result.methodName}`, `     ${result.message ?? ''}`);
    for (const line of (result.stackTrace ?? '').split('\n')) if (line !== '') out.push(`     ${line}`);
  }
  if (run.coverage) {
    out.push('', 'Coverage, lines:');
    for (const file of [...run.coverage].sort((a, b) => a.name.localeCompare(b.name))) {
      const { lines, covered } = totalsOf([file]);
      const missing = [...file.lines].filter(([, hit]) => !hit).map(([line]) => line);
      out.push(
        `${percent(covered, lines).padStart(5)}  ${file.name}${missing.length > 0 ? `  (not run: ${ranges(missing)})` : ''}`,
      );
    }
    const total = totalsOf(run.coverage);
    out.push(`${percent(total.covered, total.lines).padStart(5)}  in all, ${total.covered} of ${total.lines} lines`);
  }
  const failing = run.results.filter((result) => result.outcome === 'Fail').length;
  out.push('', `${run.results.length - failing} passed, ${failing} failed`);
  return `${out.join('\n')}\n`;
}

/** `3-5, 9` */
function ranges(lines: readonly number[]): string {
  const parts: string[] = [];
  const sorted = [...lines].sort((a, b) => a - b);
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (end + 1 < sorted.length && sorted[end + 1] === sorted[end] + 1) end += 1;
    parts.push(end === start ? `${sorted[start]}` : `${sorted[start]}-${sorted[end]}`);
    start = end + 1;
  }
  return parts.join(', ');
}

/** What came of a test run; its forms are in `reports/`. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileCoverage, FileHits } from './coverage.ts';

export interface TestResult {
  readonly className: string;
  readonly methodName: string;
  readonly outcome: 'Pass' | 'Fail';
  readonly message: string | null;
  readonly stackTrace: string | null;
  /** milliseconds */
  readonly runTime: number;
}

/** What running tests gives, in one thread or several. */
export interface TestOutcome {
  /** by class and, in a class, in the order of its methods */
  readonly results: readonly TestResult[];
  readonly hits: readonly FileHits[];
  /** of the project's metadata */
  readonly warnings: readonly Diagnostic[];
  readonly organizationId: string;
  readonly username: string;
  /** milliseconds since the epoch; undefined where there was no test */
  readonly firstTestAt: number | undefined;
}

export interface TestRun {
  readonly results: readonly TestResult[];
  /** undefined where none was asked for; test classes are left out */
  readonly coverage: readonly FileCoverage[] | undefined;
  /** milliseconds since the epoch */
  readonly startedAt: number;
  /** milliseconds, from the start of the process: until the first test ran, and until the last had */
  readonly startTime: number;
  readonly totalTime: number;
  readonly workers: number;
  /** whether the program was compiled before */
  readonly cached: boolean;
  readonly organizationId: string;
  readonly username: string;
}

export function hasFailed(run: TestRun): boolean {
  return run.results.some((result) => result.outcome === 'Fail');
}

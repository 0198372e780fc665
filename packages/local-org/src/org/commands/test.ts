/** `local-org test`: runs Apex tests in orgs of their own, in memory. */
import { resolve } from 'node:path';
import { CompileCache } from '../cache/compile-cache.ts';
import { compiled } from '../compiled.ts';
import { coverageOf } from '../coverage.ts';
import { WorkerPool } from '../parallel/pool.ts';
import type { CoverageFormatter, ResultFormat } from '../reports/names.ts';
import { RESULT_FORMATS, writeReports } from '../reports/write.ts';
import { readRunTimes, workersFor, writeRunTimes } from '../run-times.ts';
import { hasFailed, type TestResult, type TestRun } from '../test-report.ts';
import { UnknownTestError } from '../unknown-test.ts';
import { cacheOf, printWarnings, projectDirectory, UsageError } from './shared.ts';

export interface TestFlags {
  readonly sourceDirectories: readonly string[];
  readonly tests: readonly string[];
  readonly resultFormat: ResultFormat;
  readonly coverage: boolean;
  readonly coverageFormatters: readonly CoverageFormatter[];
  readonly outputDirectory: string | undefined;
  /** undefined for as many as pay */
  readonly workers: number | undefined;
  readonly cache: boolean;
}

export async function test(flags: TestFlags): Promise<number> {
  const startedAt = performance.timeOrigin;
  const directory = projectDirectory();
  const cacheDirectory = cacheOf(directory);
  const runTimes = readRunTimes(cacheDirectory);
  const workers = flags.workers ?? workersFor(runTimes, flags.tests);
  const progress = new Progress(flags.resultFormat === 'human' && process.stderr.isTTY);
  const told = (result: TestResult): void => progress.told(result);
  const pool = workers > 1 ? new WorkerPool({ workers, told }) : undefined;
  try {
    const project = await compiled({ ...flags, directory }, flags.cache ? new CompileCache(cacheDirectory) : undefined);
    const { cached } = project;
    const task = { directory, names: flags.tests, runTimes };
    const outcome = await chosen(async () => {
      if (pool !== undefined && project.bytes !== undefined) return pool.run({ ...task, image: shared(project.bytes) });
      const { runSerially } = await import('../serial.ts');
      return runSerially({ ...task, image: project.image() }, told);
    });
    progress.done();
    printWarnings(outcome.warnings);
    const run: TestRun = {
      results: outcome.results,
      coverage: flags.coverage ? coverageOf(outcome.hits) : undefined,
      startedAt,
      startTime: (outcome.firstTestAt ?? startedAt + performance.now()) - startedAt,
      totalTime: performance.now(),
      workers,
      cached,
      organizationId: outcome.organizationId,
      username: outcome.username,
    };
    writeRunTimes(cacheDirectory, runTimes, run.results, flags.tests.length === 0);
    if (flags.outputDirectory !== undefined) {
      await writeReports(run, {
        directory: resolve(flags.outputDirectory),
        format: flags.resultFormat,
        coverageFormatters: flags.coverageFormatters,
        projectDirectory: directory,
      });
    }
    process.stdout.write(RESULT_FORMATS[flags.resultFormat](run));
    return hasFailed(run) ? 1 : 0;
  } finally {
    await pool?.close();
  }
}

function shared(bytes: Uint8Array): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(memory).set(bytes);
  return memory;
}

async function chosen<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof UnknownTestError) throw new UsageError(error.message);
    throw error;
  }
}

/** One line of a terminal that says how far the run is. */
class Progress {
  readonly #shown: boolean;
  #passed = 0;
  #failed = 0;

  constructor(shown: boolean) {
    this.#shown = shown;
  }

  told({ className, methodName, outcome }: TestResult): void {
    if (outcome === 'Pass') this.#passed += 1;
    else this.#failed += 1;
    if (!this.#shown) return;
    const mark = outcome === 'Pass' ? '✔' : '✘';
    const line = `${this.#passed} passed, ${this.#failed} failed  ${mark} ${className}.${methodName}`;
    process.stderr.write(`\r\u001b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`);
  }

  done(): void {
    if (this.#shown) process.stderr.write('\r\u001b[K');
  }
}

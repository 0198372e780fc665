/** The files of `--output-dir`, under the CLI's names. */
import { join } from 'node:path';
import { writeWhole } from '../cache/files.ts';
import type { TestRun } from '../test-report.ts';
import { coverageJson, toJson } from './json.ts';
import { toJunit } from './junit.ts';
import { toTap } from './tap.ts';
import { toText } from './text.ts';
import type { CoverageFormatter, ResultFormat } from './names.ts';

export const RESULT_FORMATS = {
  human: toText,
  tap: toTap,
  junit: toJunit,
  json: (run: TestRun) => `${JSON.stringify(toJson(run), null, 2)}\n`,
} as const satisfies Readonly<Record<ResultFormat, (run: TestRun) => string>>;

const FILE_NAMES: Readonly<Record<ResultFormat, string>> = {
  human: 'test-result.txt',
  tap: 'test-result.tap',
  junit: 'test-result-junit.xml',
  json: 'test-result.json',
};

export interface ReportFiles {
  readonly directory: string;
  /** JSON and JUnit are always written */
  readonly format: ResultFormat;
  readonly coverageFormatters: readonly CoverageFormatter[];
  readonly projectDirectory: string;
}

/** Every file is there as a whole or not at all. */
export async function writeReports(run: TestRun, { directory, ...wanted }: ReportFiles): Promise<void> {
  for (const format of new Set<ResultFormat>(['json', 'junit', wanted.format]))
    writeWhole(join(directory, FILE_NAMES[format]), RESULT_FORMATS[format](run));
  if (run.coverage === undefined) return;
  writeWhole(
    join(directory, 'test-result-codecoverage.json'),
    `${JSON.stringify(coverageJson(run.coverage), null, 2)}\n`,
  );
  if (wanted.coverageFormatters.length === 0) return;
  // loaded only here: it takes longer to load than many a run
  const { coverageFiles } = await import('./coverage.ts');
  for (const [name, content] of coverageFiles(run.coverage, wanted.coverageFormatters, wanted.projectDirectory))
    writeWhole(join(directory, 'coverage', name), content);
}

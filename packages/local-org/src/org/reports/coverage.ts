/** Coverage in the formats of the CLI's `--coverage-formatters`, written by the library that the CLI itself uses. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import coverageLibrary from 'istanbul-lib-coverage';
import reportLibrary from 'istanbul-lib-report';
import reports from 'istanbul-reports';
import { SourceFile } from '../../diagnostics/diagnostic.ts';
import type { FileCoverage } from '../coverage.ts';
import type { CoverageFormatter } from './names.ts';

/**
 * The files of all formats by name, with sources relative to the project's folder where the format allows it. `lcov` is
 * `lcovonly`: HTML is a format of its own.
 */
export function coverageFiles(
  coverage: readonly FileCoverage[],
  formatters: readonly CoverageFormatter[],
  projectDirectory: string,
): ReadonlyMap<string, Buffer> {
  const directory = mkdtempSync(join(tmpdir(), 'local-org-coverage-'));
  try {
    const coverageMap = coverageLibrary.createCoverageMap({});
    for (const file of coverage) coverageMap.addFileCoverage(statements(file));
    const context = reportLibrary.createContext({ dir: directory, coverageMap, defaultSummarizer: 'nested' });
    for (const formatter of new Set(formatters.map((name) => (name === 'lcov' ? 'lcovonly' : name))))
      reports.create(formatter, { projectRoot: projectDirectory }).execute(context);
    const files = new Map<string, Buffer>();
    for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      files.set(relative(directory, path).split(sep).join('/'), readFileSync(path));
    }
    return files;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Apex counts lines: each is a statement as long as the line. */
function statements({ path, lines }: FileCoverage): coverageLibrary.FileCoverageData {
  const text = sourceLines(path);
  const statementMap: coverageLibrary.FileCoverageData['statementMap'] = {};
  const s: Record<string, number> = {};
  for (const [line, hit] of lines) {
    statementMap[line] = { start: { line, column: 0 }, end: { line, column: text[line - 1]?.length ?? 0 } };
    s[line] = hit ? 1 : 0;
  }
  return { path, statementMap, fnMap: {}, branchMap: {}, s, f: {}, b: {} };
}

function sourceLines(path: string): readonly string[] {
  return new SourceFile(path, readFileSync(path, 'utf8')).text.split(/\r?\n/);
}

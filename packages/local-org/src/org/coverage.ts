/** Which lines of a project ran. */
import type { LoadedProgram } from '../runtime/kernel/program.ts';

/** As a program counts them. */
export interface FileHits {
  readonly name: string;
  readonly path: string;
  /** executable lines, ascending */
  readonly lines: readonly number[];
  /** by line: 1 where it ran */
  readonly hits: Uint8Array;
}

export interface FileCoverage {
  /** class or trigger */
  readonly name: string;
  readonly path: string;
  /** executable line -> whether it ran */
  readonly lines: ReadonlyMap<number, boolean>;
}

export function hitsOf(program: LoadedProgram): FileHits[] {
  return Array.from(program.coverage.values(), ({ name, path, lines, hits }) => ({ name, path, lines, hits }));
}

/** A line ran where it ran in one of both. */
export function mergeHits(some: readonly FileHits[], others: readonly FileHits[]): FileHits[] {
  const byPath = new Map(some.map((file) => [file.path, file]));
  for (const file of others) {
    const known = byPath.get(file.path);
    const hits = known === undefined ? file.hits : known.hits.map((hit, line) => hit | file.hits[line]);
    byPath.set(file.path, { ...file, hits });
  }
  return [...byPath.values()];
}

export function coverageOf(files: readonly FileHits[]): FileCoverage[] {
  return files.map(({ name, path, lines, hits }) => ({
    name,
    path,
    lines: new Map(lines.map((line) => [line, hits[line] === 1])),
  }));
}

export interface Totals {
  readonly lines: number;
  readonly covered: number;
}

/** Executable lines and how many of them ran. */
export function totalsOf(files: readonly FileCoverage[]): Totals {
  let lines = 0;
  let covered = 0;
  for (const file of files) {
    lines += file.lines.size;
    for (const hit of file.lines.values()) if (hit) covered += 1;
  }
  return { lines, covered };
}

/** As the CLI prints it: `87%`. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '0%' : `${Math.round((part / whole) * 100)}%`;
}

/**
 * Compilation in a fresh process: reading, parsing, checking and emitting, the platform's stubs included; loading the compiler's
 * own modules is not. In processor time of the one thread that compiles. On this package's Apex once and many times over, and on the projects of LOCAL_ORG_BENCH_TARGETS.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Compilation } from './compile-once.ts';
import { atLeast, reported, under, type Measurement } from './report.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const ONCE = fileURLToPath(new URL('compile-once.ts', import.meta.url));

const RUNS = 2;
const GOAL = 20_000;
/** about 50,000 lines */
const COPIES = 9;
/** A line may not cost more the more there are, beyond what larger tables cost. */
const GROWTH = 1.5;

export function compile(): Measurement[] {
  const directory = mkdtempSync(join(tmpdir(), 'local-org-bench-'));
  try {
    for (const name of ['sfdx-project.json', '.forceignore', 'force-app'])
      cpSync(join(ROOT, name), join(directory, name), { recursive: true });
    const once = best(directory);
    for (let copy = 2; copy <= COPIES; copy++) copyApex(directory, copy);
    const many = best(directory);
    const perLine = ({ lines, milliseconds }: Compilation) => milliseconds / lines;
    return [
      reported(title("this package's Apex", once), linesPerSecond(once), 'lines/s'),
      speed(`this package's Apex ${COPIES} times over`, many),
      under(`time per line with ${COPIES} times the source, against once`, perLine(many) / perLine(once), 'x', GROWTH),
      ...targets().map((target) => speed(basename(target), best(target))),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function speed(what: string, compilation: Compilation): Measurement {
  return atLeast(title(what, compilation), linesPerSecond(compilation), 'lines/s', GOAL);
}

function title(what: string, { lines, errors }: Compilation): string {
  const part = errors > 0 ? `read, parse and check, ${errors} errors` : 'read, parse, check and emit';
  return `cold compile of ${what}, ${lines} lines: ${part}`;
}

function linesPerSecond({ lines, milliseconds }: Compilation): number {
  return (lines / milliseconds) * 1000;
}

function best(directory: string): Compilation {
  const runs = Array.from({ length: RUNS }, () => once(directory));
  return runs.reduce((a, b) => (a.milliseconds < b.milliseconds ? a : b));
}

function once(directory: string): Compilation {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ONCE, directory, ...sourceDirectories(directory)],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The compilation of ${directory} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Compilation;
}

/** Those that sfdx-project.json names and the checkout has. */
function sourceDirectories(directory: string): string[] {
  const { packageDirectories } = JSON.parse(readFileSync(join(directory, 'sfdx-project.json'), 'utf8')) as {
    packageDirectories: readonly { readonly path: string }[];
  };
  return packageDirectories
    .map(({ path }) => join(directory, path.replaceAll('\\', '/')))
    .filter((path) => existsSync(path));
}

function targets(): string[] {
  const folder = process.env.LOCAL_ORG_BENCH_TARGETS;
  if (folder === undefined) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, 'sfdx-project.json')));
}

/** The package's classes and triggers once more, under names of their own. */
function copyApex(directory: string, copy: number): void {
  const sources = readdirSync(join(ROOT, 'force-app'), { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /\.(cls|trigger)$/.test(entry.name),
  );
  const names = sources.map((entry) => entry.name.replace(/\.\w+$/, ''));
  const rename = (text: string) => text.replaceAll(new RegExp(`\\b(?:${names.join('|')})\\b`, 'g'), `C${copy}$&`);
  const folder = join(directory, 'force-app', `copy${copy}`, 'classes');
  mkdirSync(folder, { recursive: true });
  for (const { name, parentPath } of sources) {
    writeFileSync(join(folder, rename(name)), rename(readFileSync(join(parentPath, name), 'utf8')));
    cpSync(join(parentPath, `${name}-meta.xml`), join(folder, `${rename(name)}-meta.xml`));
  }
}

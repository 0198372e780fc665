/** What the commands share: finding the project, compiling it, opening an org over it. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { formatDiagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { loadProject } from '../load.ts';
import { LocalOrg } from '../local-org.ts';
import { readConfiguration } from '../configuration.ts';
import { systemRandom } from '../service.ts';

/** A mistake of whoever called; printed without a stack trace. */
export class UsageError extends Error {}

/** The folder of the nearest `sfdx-project.json`, from the current folder upwards. */
export function projectDirectory(from = process.cwd()): string {
  for (let at = resolve(from); ; at = dirname(at)) {
    if (existsSync(join(at, 'sfdx-project.json'))) return at;
    if (dirname(at) === at)
      throw new UsageError(
        `No sfdx-project.json in ${resolve(from)} or above it: run this inside a Salesforce DX project.`,
      );
  }
}

export interface OpenOptions {
  readonly directory: string;
  readonly sourceDirectories?: readonly string[];
  readonly databaseFile?: string;
  /** forgets what the database file holds, once the project has compiled */
  readonly reset?: boolean;
  readonly coverage?: boolean;
  readonly log?: (text: string) => void;
}

/** Compiles the project and opens an org over it. @throws CompilationError */
export function openOrg(options: OpenOptions): LocalOrg {
  const { schema, program, types, warnings } = loadProject(options.directory, {
    coverage: options.coverage ?? false,
    sourceDirectories: options.sourceDirectories,
  });
  printWarnings(warnings);
  const { organizationName, users } = readConfiguration(options.directory);
  if (options.reset && options.databaseFile !== undefined) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(options.databaseFile + suffix, { force: true });
  }
  return new LocalOrg({
    schema,
    program,
    types,
    users,
    organizationName,
    databaseFile: options.databaseFile,
    random: systemRandom,
    log: options.log,
  });
}

/** A port as a user writes it. @throws UsageError */
export function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new UsageError(`--port: "${text}" is no port number`);
  }
  return port;
}

/** Where a project's own org keeps its data; the folder is there afterwards. */
export function defaultDatabase(directory: string): string {
  const home = join(directory, '.local-org');
  mkdirSync(home, { recursive: true });
  return join(home, 'org.db');
}

export function printWarnings(warnings: readonly Diagnostic[]): void {
  for (const { message, ...place } of warnings)
    process.stderr.write(`${formatDiagnostic({ ...place, message: `warning: ${message}` })}\n`);
}

export function printDiagnostics(diagnostics: readonly Diagnostic[]): void {
  for (const diagnostic of diagnostics) process.stderr.write(`${formatDiagnostic(diagnostic)}\n`);
  process.stderr.write(`${diagnostics.length} error${diagnostics.length === 1 ? '' : 's'}\n`);
}

/** The first administrator of the project's own users, else the org's own. */
export function administratorOf(org: LocalOrg): string {
  const ids = [...org.seeded.userIds.values()].filter((id) => id !== org.seeded.adminId);
  return ids.find((id) => org.user(id).profileName === 'System Administrator') ?? org.seeded.adminId;
}

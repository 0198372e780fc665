/** What the commands share, and needs neither compiler nor runtime: finding the project, telling what is wrong. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { formatDiagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { LocalOrg } from '../local-org.ts';

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

/** A port as a user writes it. @throws UsageError */
export function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new UsageError(`--port: "${text}" is no port number`);
  }
  return port;
}

/** The folder of what the local org keeps beside a project; it is there afterwards, and no part of a repository. */
export function homeOf(directory: string): string {
  const home = join(directory, '.local-org');
  mkdirSync(home, { recursive: true });
  const ignore = join(home, '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  return home;
}

/** Where compiled projects are kept. */
export function cacheOf(directory: string): string {
  return join(homeOf(directory), 'cache');
}

/** Where a project's own org keeps its data; the folder is there afterwards. */
export function defaultDatabase(directory: string): string {
  return join(homeOf(directory), 'org.db');
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

/** `local-org exec FILE`: runs anonymous Apex in the project's org as the administrator; the debug log goes to standard output. */
import { readFileSync } from 'node:fs';
import { SourceFile } from '../../diagnostics/diagnostic.ts';
import { ApexException } from '../../runtime/kernel/exception.ts';
import { runAnonymous } from '../anonymous.ts';
import { openCompiled } from './compiled-before.ts';
import { administratorOf, defaultDatabase, projectDirectory, UsageError } from './shared.ts';

export interface ExecFlags {
  /** `-` for standard input */
  readonly file: string;
  readonly databaseFile: string | undefined;
}

export async function exec(flags: ExecFlags): Promise<number> {
  const directory = projectDirectory();
  const file = new SourceFile(flags.file, readText(flags.file));
  const org = await openCompiled({
    directory,
    alsoMentioned: file.text,
    databaseFile: flags.databaseFile ?? defaultDatabase(directory),
  });
  try {
    runAnonymous(org, administratorOf(org), file, (line) => process.stdout.write(`${line}\n`));
    return 0;
  } catch (error) {
    if (!(error instanceof ApexException)) throw error;
    process.stderr.write(`${error.message}\n${error['getStackTraceString()']()}\n`);
    return 1;
  } finally {
    org.close();
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch {
    throw new UsageError(`Cannot read ${path}`);
  }
}

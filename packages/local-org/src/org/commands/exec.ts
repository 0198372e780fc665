/** `local-org exec FILE`: runs anonymous Apex in the project's org as the administrator; the debug log goes to standard output. */
import { readFileSync } from 'node:fs';
import { emitAnonymous } from '../../compiler/emit/program.ts';
import { checkAnonymous } from '../../compiler/semantics/program.ts';
import { loadStdlib } from '../../compiler/semantics/stdlib.ts';
import { parseApex } from '../../compiler/syntax/parser.ts';
import { CompilationError, SourceFile } from '../../diagnostics/diagnostic.ts';
import { ApexException } from '../../runtime/kernel/exception.ts';
import { loadProgram } from '../../runtime/kernel/program.ts';
import { loadProject } from '../load.ts';
import { LocalOrg } from '../local-org.ts';
import { readConfiguration } from '../configuration.ts';
import { systemRandom } from '../service.ts';
import { defaultDatabase, projectDirectory, UsageError } from './project.ts';

export interface ExecFlags {
  readonly file: string;
  readonly databaseFile: string | undefined;
}

export function exec(flags: ExecFlags): number {
  const directory = projectDirectory();
  let text: string;
  try {
    text = readFileSync(flags.file === '-' ? 0 : flags.file, 'utf8');
  } catch {
    throw new UsageError(`Cannot read ${flags.file}`);
  }
  const { schema, program, types } = loadProject(directory, { coverage: false });
  const file = new SourceFile(flags.file, text);
  const { unit, diagnostics: syntax } = parseApex(file, 'anonymous');
  if (syntax.length > 0 || unit?.kind !== 'anonymousUnit') throw new CompilationError(syntax);
  const { anonymous, diagnostics } = checkAnonymous(unit, file, schema, loadStdlib(), types);
  if (diagnostics.length > 0) throw new CompilationError(diagnostics);
  const block = loadProgram(emitAnonymous(anonymous), program);
  const { organizationName, users } = readConfiguration(directory);
  const org = new LocalOrg({
    schema, program, users, organizationName, random: systemRandom,
    databaseFile: flags.databaseFile ?? defaultDatabase(directory),
    log: (line) => process.stdout.write(`${line}\n`),
  });
  try {
    org.transaction(org.seeded.adminId, 'anonymous', () => block.runAnonymous!());
    return 0;
  } catch (error) {
    if (!(error instanceof ApexException)) throw error;
    process.stderr.write(`${error.message}\n${error['getStackTraceString()']()}\n`);
    return 1;
  } finally {
    org.close();
  }
}

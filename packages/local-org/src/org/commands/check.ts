/** `local-org check`: compiles only. */
import { compileProject } from '../compile.ts';
import { printDiagnostics, printWarnings, projectDirectory } from './shared.ts';

export interface CheckFlags {
  readonly sourceDirectories: readonly string[];
  readonly json: boolean;
}

export function check(flags: CheckFlags): number {
  const { schema, diagnostics, warnings } = compileProject(projectDirectory(), flags.sourceDirectories);
  if (flags.json) {
    process.stdout.write(
      `${JSON.stringify({ status: diagnostics.length > 0 ? 1 : 0, result: { files: schema.apex.length, diagnostics, warnings } }, null, 2)}\n`,
    );
  } else {
    printWarnings(warnings);
    if (diagnostics.length > 0) printDiagnostics(diagnostics);
    else process.stdout.write(`${schema.apex.length} Apex files and ${schema.objects.size} objects: no errors\n`);
  }
  return diagnostics.length > 0 ? 1 : 0;
}

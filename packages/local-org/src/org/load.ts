/** From a DX project's folder to a program that runs. */
import { emitProgram } from '../compiler/emit/program.ts';
import type { TypeSymbol } from '../compiler/semantics/types.ts';
import { CompilationError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LoadedProgram } from '../runtime/kernel/program.ts';
import type { OrgSchema } from '../schema/model.ts';
import { compileProject } from './compile.ts';
import { loadEmitted } from './program.ts';

export interface LoadedProject {
  readonly schema: OrgSchema;
  readonly program: LoadedProgram;
  readonly types: ReadonlyMap<string, TypeSymbol>;
  readonly warnings: readonly Diagnostic[];
}

export interface LoadOptions {
  readonly coverage: boolean;
  readonly sourceDirectories?: readonly string[];
  /** Apex that will run beside the project's own, as anonymous blocks do */
  readonly alsoMentioned?: readonly string[];
}

/** @throws CompilationError with everything that is wrong with the project */
export function loadProject(directory: string, options: LoadOptions): LoadedProject {
  const { schema, program, types, diagnostics, warnings } = compileProject(
    directory,
    options.sourceDirectories,
    options.alsoMentioned,
  );
  if (diagnostics.length > 0) throw new CompilationError(diagnostics);
  return { schema, types, warnings, program: loadEmitted(emitProgram(program, { coverage: options.coverage })) };
}

/** From a DX project's folder to a program that runs. */
import { emitProgram } from '../compiler/emit/program.ts';
import type { TypeSymbol } from '../compiler/semantics/types.ts';
import { CompilationError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { loadProgram, type LoadedProgram } from '../runtime/kernel/program.ts';
import '../runtime/library/install.ts';
import '../runtime/platform/install.ts';
import type { OrgSchema } from '../schema/model.ts';
import { compileProject } from './compile.ts';

export interface LoadedProject {
  readonly schema: OrgSchema;
  readonly program: LoadedProgram;
  readonly types: ReadonlyMap<string, TypeSymbol>;
  readonly warnings: readonly Diagnostic[];
}

export interface LoadOptions {
  readonly coverage: boolean;
  readonly sourceDirectories?: readonly string[];
}

/** @throws CompilationError with everything that is wrong with the project */
export function loadProject(directory: string, options: LoadOptions): LoadedProject {
  const { schema, program, types, diagnostics, warnings } = compileProject(directory, options.sourceDirectories);
  if (diagnostics.length > 0) throw new CompilationError(diagnostics);
  return { schema, types, warnings, program: loadProgram(emitProgram(program, { coverage: options.coverage })) };
}

/** Calls a static method of the project by its key. */
export function callStatic(
  program: LoadedProgram,
  className: string,
  methodKey: string,
  args: readonly unknown[],
): unknown {
  const meta = program.findClass(className);
  const methods = meta?.jsClass as unknown as Record<string, (...args: unknown[]) => unknown> | undefined;
  if (!methods || !Object.hasOwn(methods, methodKey)) throw new Error(`${className} has no static method ${methodKey}`);
  return methods[methodKey](...args);
}

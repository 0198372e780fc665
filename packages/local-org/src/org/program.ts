/** A compiled program, bound to the platform that it runs on. Nothing here needs the compiler. */
import type { EmittedProgram } from '../compiler/emit/program.ts';
import { loadProgram, type LoadedProgram } from '../runtime/kernel/program.ts';
import '../runtime/library/install.ts';
import '../runtime/platform/install.ts';

export function loadEmitted(emitted: EmittedProgram, bytecode?: Uint8Array): LoadedProgram {
  return loadProgram(emitted, { bytecode });
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

/** The text that the emitter made, as a script of V8. */
import { Script } from 'node:vm';
import type { EmittedProgram } from '../../compiler/emit/program.ts';
import { isStackOverflow, TOO_DEEP } from '../../diagnostics/depth.ts';
import { CompilationError } from '../../diagnostics/diagnostic.ts';

/** What V8 makes of the program's text: reading three megabytes of it takes ten times as long as reading this. */
export function bytecodeOf(emitted: EmittedProgram): Uint8Array {
  return new Uint8Array(compileScript(emitted, 'bytecode').createCachedData());
}

/** @throws CompilationError naming the source whose part of the bundle V8 cannot follow */
export function compileScript({ text, sections }: EmittedProgram, filename: string, bytecode?: Uint8Array): Script {
  try {
    return new Script(text, { filename, cachedData: bytecode });
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    const lines = text.split('\n');
    const found = sections.find(({ line, lineCount }) => overflows(lines.slice(line, line + lineCount).join('\n')));
    throw new CompilationError([{ file: found?.path ?? filename, line: 1, column: 1, message: TOO_DEEP }]);
  }
}

function overflows(section: string): boolean {
  try {
    new Script(`(function ($, $p) {${section}})`);
    return false;
  } catch (error) {
    return isStackOverflow(error);
  }
}

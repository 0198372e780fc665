/** A project as its image: from the compile cache, or compiled and put there. */
import { decodeImage, encodeImage, type ProgramImage } from './image.ts';
import type { CompileCache } from './cache/compile-cache.ts';
import { inputsHash } from './cache/inputs.ts';

export interface CompiledProject {
  /** undefined where the program cannot be handed on as bytes */
  readonly bytes: Uint8Array | undefined;
  readonly image: () => ProgramImage;
  readonly cached: boolean;
}

export interface Wanted {
  /** the project's */
  readonly directory: string;
  readonly sourceDirectories: readonly string[];
  readonly coverage: boolean;
}

/** The compiler is loaded only where it is needed. @throws CompilationError */
export async function compiled(wanted: Wanted, cache: CompileCache | undefined): Promise<CompiledProject> {
  const { directory, sourceDirectories, coverage } = wanted;
  const inputs = cache && inputsHash(wanted);
  const known = inputs === undefined ? undefined : cache?.read(inputs);
  if (known !== undefined) return { bytes: known, image: () => decodeImage(known), cached: true };
  const { compileImage } = await import('./compile.ts');
  const image = compileImage(directory, { sourceDirectories, coverage });
  let bytes: Uint8Array;
  try {
    bytes = encodeImage(image);
  } catch (error) {
    process.stderr.write(`Compiled for this run alone, which has one worker: ${(error as Error).message}\n`);
    return { bytes: undefined, image: () => image, cached: false };
  }
  if (inputs !== undefined) cache?.write(inputs, bytes);
  return { bytes, image: () => image, cached: false };
}

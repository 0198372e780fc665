/** A sum of thousands of terms, or a chain of as many calls, is a tree as deep: the compiler, and V8 after it, follow it only so far. */
import { CompilationError, type SourceFile } from './diagnostic.ts';

export const TOO_DEEP = 'An expression has more parts than the local org can follow';

export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message === 'Maximum call stack size exceeded';
}

/** @throws CompilationError at the place where the work runs out of stack */
export function withinStack<T>(file: SourceFile, offset: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isStackOverflow(error)) throw new CompilationError([file.diagnostic(offset, TOO_DEEP)]);
    throw error;
  }
}

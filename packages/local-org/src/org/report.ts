/** How errors reach whoever called a command: a sentence and an exit code. */
import { CompilationError } from '../diagnostics/diagnostic.ts';
import { ApexException } from '../runtime/kernel/exception.ts';
import { HttpError } from '../server/errors.ts';
import { StorageError } from '../storage/database.ts';
import { printDiagnostics, UsageError } from './commands/shared.ts';

/** Prints a sentence for what the caller can mend; everything else keeps its stack trace. @returns the exit code */
export function report(error: unknown): number {
  if (error instanceof CompilationError) {
    printDiagnostics(error.diagnostics);
    return 1;
  }
  if (isMendable(error)) {
    process.stderr.write(`${(error as Error).message}\n`);
    return 2;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}

function isMendable(error: unknown): boolean {
  if (
    error instanceof UsageError ||
    error instanceof StorageError ||
    error instanceof HttpError ||
    error instanceof ApexException
  )
    return true;
  if (!(error instanceof Error)) return false;
  // An InputError of the loader, a used port, a flag that node:util does not know.
  return (
    ['InputError', 'ApiError', 'PortInUseError'].includes(error.name) ||
    ((error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') ?? false)
  );
}

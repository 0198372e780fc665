/** What emitted code does with a JavaScript error: which ones are Apex exceptions, which pass everything. */
import { ApexException, NULL_DEREFERENCE, STACK_TOO_DEEP, newException } from './exception.ts';

/** Script names of all bundles start so; stack frames are told by it. */
export const BUNDLE_PREFIX = 'apex:bundle';

/** How V8 and Node say that a value is larger than they can make one. */
const TOO_LARGE =
  /^(?:Invalid (?:string|array|typed array) length|Array buffer allocation failed|Maximum BigInt size exceeded|Cannot create a string longer than )/;

/**
 * The Apex exception that an error stands for: null dereferences, stack overflows and values beyond V8's largest are left to JavaScript and
 * translated here. Any other error is a fault of the runtime itself and comes back as it is.
 */
export function translate(error: unknown): unknown {
  if (error instanceof ApexException) return error;
  if (error instanceof RangeError && error.message === 'Maximum call stack size exceeded') {
    return at(error, newException('System.LimitException', STACK_TOO_DEEP));
  }
  if (error instanceof Error && TOO_LARGE.test(error.message)) {
    return at(error, newException('System.LimitException', `Apex heap size too large: ${2 ** 29}`));
  }
  if (error instanceof TypeError && isNullDereference(error)) {
    return at(error, newException('System.NullPointerException', NULL_DEREFERENCE));
  }
  return error;
}

/** The Apex stack is that of the JavaScript error. */
function at(source: Error, exception: ApexException): ApexException {
  exception.stack = source.stack;
  return exception;
}

/** `null.x` in emitted code itself; the same in a file of the runtime is a fault there. */
function isNullDereference(error: TypeError): boolean {
  if (!/^Cannot (read|set) properties of null \(/.test(error.message)) return false;
  const frame = /\n\s+at ([^\n]*)/.exec(error.stack ?? '');
  return frame !== null && frame[1].includes(BUNDLE_PREFIX);
}

/** At the head of every catch: gives the exception, or throws on what no Apex catch may see. */
export function caught(error: unknown): ApexException {
  const translated = translate(error);
  if (translated instanceof ApexException && !translated.uncatchable) return translated;
  throw translated;
}

/** Whether finally blocks run for the error: not for LimitException and its like, nor for faults of the runtime. */
export function runsFinally(error: unknown): boolean {
  const translated = translate(error);
  return translated instanceof ApexException && !translated.uncatchable;
}

/** `catch (System.DmlException e)`: platform exceptions by name. Every exception is a System.Exception. */
export function isPlatformException(exception: ApexException, name: string): boolean {
  return name === 'System.Exception' || exception.typeName === name;
}

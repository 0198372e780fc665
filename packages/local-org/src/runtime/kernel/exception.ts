/** Exceptions of Apex as JavaScript errors. */
import { lookup } from './registry.ts';
import type { ClassMeta } from './object.ts';

/** Thrown past every catch clause and finally block of Apex. */
const UNCATCHABLE = new Set(['System.LimitException', 'System.AssertException']);

/**
 * Base of all Apex exceptions. Platform exceptions are instances of it (or of a registered subclass with more methods,
 * such as DmlException); emitted exception classes extend it.
 */
export class ApexException extends Error {
  /** qualified: `System.NullPointerException`, `Outer.MyException` */
  typeName: string;
  /** null where none was given; getMessage() then answers "Script-thrown exception" */
  apexMessage: string | null = null;
  apexCause: ApexException | null = null;
  /** the Apex stack trace, worked out from the JavaScript stack when it is first asked for */
  apexStack: string | undefined = undefined;
  /** set on classes that Apex source declares */
  declare readonly $meta?: ClassMeta;

  constructor(typeName?: string, message: string | null = null, cause: ApexException | null = null) {
    super();
    this.typeName = typeName ?? '';
    if (typeName === undefined && this.$meta !== undefined) this.typeName = this.$meta.name;
    this.apexMessage = message;
    this.apexCause = cause;
  }

  /** LimitException and failed assertions cannot be caught by Apex code. */
  get uncatchable(): boolean {
    return UNCATCHABLE.has(this.typeName);
  }

  /** For reports outside Apex: `System.DmlException: Insert failed. ...` */
  override get message(): string {
    return `${this.typeName}: ${this['getMessage()']()}`;
  }

  override get name(): string {
    return 'ApexException';
  }

  /** Called by emitted constructors that reach `Exception` itself. */
  $init(message: string | null, cause: ApexException | null): void {
    this.apexMessage = message;
    this.apexCause = cause;
  }

  'getMessage()'(): string | null {
    return this.apexMessage ?? 'Script-thrown exception';
  }

  'setMessage(String)'(message: string | null): void {
    this.apexMessage = message;
  }

  'getCause()'(): ApexException | null {
    return this.apexCause;
  }

  'initCause(Exception)'(cause: ApexException | null): void {
    if (this.apexCause !== null) throwApex('System.IllegalArgumentException', 'Cause already initialized');
    this.apexCause = cause;
  }

  'getTypeName()'(): string {
    return this.typeName;
  }

  /** The documentation is silent on causes; on the platform they follow under a line of their own. */
  'getStackTraceString()'(): string {
    const stack = apexStackOf(this);
    const cause = this.apexCause;
    return cause === null ? stack : `${stack}\nCaused by\n${cause.toText()}\n${cause['getStackTraceString()']()}`;
  }

  /** 1-based line of the innermost Apex frame, 0 where there is none. */
  'getLineNumber()'(): number {
    const line = /line (\d+)/.exec(apexStackOf(this));
    return line === null ? 0 : Number(line[1]);
  }

  'toString()'(): string {
    return `${this.typeName}: ${this['getMessage()']()}`;
  }

  toText(): string {
    return this['toString()']();
  }

  'equals(Object)'(other: unknown): boolean {
    return this === other;
  }

  'hashCode()'(): number {
    return 0;
  }
}

/** Creates a platform exception, of the class registered for the name where there is one. */
export function newException(
  typeName: string,
  message: string | null,
  cause: ApexException | null = null,
): ApexException {
  const registered = lookup(typeName)?.class as
    (new (typeName: string, message: string | null, cause: ApexException | null) => object) | undefined;
  const made = registered === undefined ? undefined : new registered(typeName, message, cause);
  return made instanceof ApexException ? made : new ApexException(typeName, message, cause);
}

export function throwApex(typeName: string, message: string | null): never {
  throw newException(typeName, message);
}

/** The text that Apex gives for a null dereference wherever it happens. */
export const STACK_TOO_DEEP = 'Maximum stack depth reached: 1001';
export const NULL_DEREFERENCE = 'Attempt to de-reference a null object';

export function throwNull(): never {
  throwApex('System.NullPointerException', NULL_DEREFERENCE);
}

/** Turns a JavaScript stack into Apex frames; loaded programs add theirs. Innermost frame first. */
export type StackMapper = (stack: string) => string;

let mapStack: StackMapper = () => '';

/** Called once by program.ts, which knows the source maps of the loaded bundles. */
export function setStackMapper(mapper: StackMapper): void {
  mapStack = mapper;
}

export function apexStackOf(error: Error): string {
  if (error instanceof ApexException) return (error.apexStack ??= mapStack(error.stack ?? ''));
  return mapStack(error.stack ?? '');
}

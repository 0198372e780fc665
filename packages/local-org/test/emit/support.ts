/** From Apex text to values: parse, check, emit, load, run. */
import '../../src/runtime/library/install.ts';
import '../../src/runtime/platform/install.ts';
import { CompilationError, SourceFile } from '../../src/diagnostics/diagnostic.ts';
import { checkAnonymous } from '../../src/compiler/semantics/anonymous.ts';
import { checkProgram } from '../../src/compiler/semantics/program.ts';
import type { CheckedProgram } from '../../src/compiler/semantics/program.ts';
import { loadStdlib } from '../../src/compiler/semantics/stdlib.ts';
import { parseApex } from '../../src/compiler/syntax/parser.ts';
import type { ApexKind } from '../../src/compiler/syntax/parser.ts';
import { emitAnonymous, emitProgram } from '../../src/compiler/emit/program.ts';
import { ExecutionContext, withContext } from '../../src/runtime/kernel/context.ts';
import type { ContextOptions } from '../../src/runtime/kernel/context.ts';
import { translate } from '../../src/runtime/kernel/errors.ts';
import { loadProgram } from '../../src/runtime/kernel/program.ts';
import type { LoadedProgram } from '../../src/runtime/kernel/program.ts';
import type { AccessContext, OrgPorts } from '../../src/runtime/ports.ts';
import { fakeDatabase, fakeOrg, schema, USER } from '../platform/support.ts';

export interface Compiled {
  readonly program: LoadedProgram;
  readonly checked: CheckedProgram;
  readonly text: string;
}

function parse(path: string, text: string, kind: ApexKind) {
  const file = new SourceFile(path, text);
  const { unit, diagnostics } = parseApex(file, kind);
  if (unit === undefined || diagnostics.length > 0) throw new CompilationError(diagnostics);
  return { file, unit };
}

/** `sources`: texts of top-level classes; `triggers`: of triggers. The path is made of the position: `classes/1.cls`. */
export function compile(
  sources: readonly string[],
  options: { readonly triggers?: readonly string[]; readonly coverage?: boolean } = {},
): Compiled {
  const checked = checkProgram(
    {
      classes: sources.map((text, i) => parse(`classes/${i + 1}.cls`, text, 'type')),
      triggers: (options.triggers ?? []).map((text, i) => parse(`triggers/${i + 1}.trigger`, text, 'trigger')),
    },
    schema,
    loadStdlib(),
  );
  if (checked.diagnostics.length > 0) throw new CompilationError(checked.diagnostics);
  const emitted = emitProgram(checked.program, { coverage: options.coverage ?? false });
  return { program: loadProgram(emitted), checked, text: emitted.text };
}

export function transaction(
  program: LoadedProgram | undefined,
  options: Partial<ContextOptions> = {},
): ExecutionContext {
  return new ExecutionContext({ org: fakeOrg(), user: USER, program, ...options });
}

/** Runs `Foo.run()` (or another static method without parameters) in a transaction of its own; errors come as Apex sees them. */
export function call(compiled: Compiled, name = 'Foo.run', options: Partial<ContextOptions> = {}): unknown {
  const [type, method] = name.split('.');
  const jsClass = compiled.program.findClass(type)?.jsClass as unknown as Record<string, () => unknown>;
  return withContext(transaction(compiled.program, options), () => {
    try {
      return jsClass[`${method.toLowerCase()}()`]();
    } catch (error) {
      throw translate(error);
    }
  });
}

/** The value of an expression of this Apex type. */
export function evaluate(type: string, expression: string, ...others: string[]): unknown {
  return run(type, `return ${expression};`, ...others);
}

/** The value that a method body returns. */
export function run(type: string, body: string, ...others: string[]): unknown {
  return call(compile([`public class Foo { public static ${type} run() {\n${body}\n} }`, ...others]));
}

/** Runs an anonymous block over the classes given; answers what it logged. */
export function anonymous(text: string, over?: Compiled, options: Partial<ContextOptions> = {}): string[] {
  const { file, unit } = parse('anonymous.apex', text, 'anonymous');
  const checked = checkAnonymous(
    unit,
    file,
    { ...schema, apiVersion: '66.0' },
    loadStdlib(),
    over?.checked.types ?? new Map(),
  );
  if (checked.diagnostics.length > 0) throw new CompilationError(checked.diagnostics);
  const program = loadProgram(emitAnonymous(checked.anonymous), { parent: over?.program });
  const log: string[] = [];
  withContext(transaction(program, { ...options, log: (line) => log.push(line) }), () => {
    try {
      program.runAnonymous?.();
    } catch (error) {
      throw translate(error);
    }
  });
  return log;
}

/** The text of the exception that a body ends with: `System.MathException: Divide by 0`. */
export function failure(body: string, ...others: string[]): string {
  try {
    run('Object', `${body}\nreturn null;`, ...others);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('no exception');
}

/** What the database was asked, with the access it was asked with. */
export function watched(): { org: OrgPorts; log: string[] } {
  const log: string[] = [];
  const note = (what: string, access: AccessContext): void => {
    log.push(`${what} ${access.mode}${access.sharing ? ' with sharing' : ''}`);
  };
  const data = fakeDatabase();
  const org = fakeOrg({
    data: {
      ...data,
      query: (text, binds, access) => {
        note(`query(${binds.join()})`, access);
        return data.query(text, binds, access);
      },
      queryDynamic: (text, resolve, access) => {
        note('dynamic', access);
        return data.queryDynamic(text, resolve, access);
      },
      dml: (request) => {
        note(request.operation, request.access);
        return data.dml(request);
      },
    },
  });
  return { org, log };
}

/** The same of a run of `Foo.run()`, or of another static method without parameters. */
export function logOf(sources: readonly string[], name = 'Foo.run', options: Partial<ContextOptions> = {}): string[] {
  const { org, log } = watched();
  call(compile(sources), name, { ...options, org });
  return log;
}

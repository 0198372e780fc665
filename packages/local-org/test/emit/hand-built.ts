/** Checked programs built by hand, so that the emitter can be tried without the parser and the checker. */
import { SourceFile } from '../../src/diagnostics/diagnostic.ts';
import type {
  HirExpression,
  HirInit,
  HirMethod,
  HirProgram,
  HirStatement,
  HirType,
} from '../../src/compiler/semantics/hir.ts';
import type {
  ClassType,
  FieldSymbol,
  LocalSymbol,
  MethodSymbol,
  Type,
  TypeSymbol,
} from '../../src/compiler/semantics/types.ts';
import { emitProgram } from '../../src/compiler/emit/program.ts';
import { ExecutionContext, withContext } from '../../src/runtime/kernel/context.ts';
import { LimitCounter } from '../../src/runtime/kernel/limits.ts';
import { loadProgram } from '../../src/runtime/kernel/program.ts';
import type { LoadedProgram } from '../../src/runtime/kernel/program.ts';
import type { OrgPorts, UserInfo } from '../../src/runtime/ports.ts';

export const file = new SourceFile('classes/Foo.cls', 'class Foo {\n  line 2\n  line 3\n  line 4\n}\n');

export function platformSymbol(name: string): TypeSymbol {
  return symbolOf(name, { isPlatform: true, namespace: 'System' });
}

export function symbolOf(name: string, overrides: Partial<TypeSymbol> = {}): TypeSymbol {
  return {
    kind: 'class',
    name,
    qualifiedName: name,
    namespace: undefined,
    isPlatform: false,
    outer: undefined,
    file,
    // the emitter never looks at the syntax tree
    declaration: undefined as unknown as TypeSymbol['declaration'],
    typeParameters: [],
    superclass: undefined,
    interfaces: [],
    fields: new Map(),
    methods: new Map(),
    constructors: [],
    innerTypes: new Map(),
    enumValues: [],
    visibility: 'public',
    isAbstract: false,
    isVirtual: false,
    isTest: false,
    sharing: undefined,
    annotations: [],
    jsName: `c_${name}`,
    ...overrides,
  };
}

export const typed = (symbol: TypeSymbol): ClassType => ({ kind: 'class', symbol, args: [] });
export const INTEGER = typed(platformSymbol('Integer'));
export const STRING = typed(platformSymbol('String'));
export const DECIMAL = typed(platformSymbol('Decimal'));
export const BOOLEAN = typed(platformSymbol('Boolean'));
export const EXCEPTION = typed(platformSymbol('Exception'));

export function local(name: string, type: Type = INTEGER, neverNull = false): LocalSymbol {
  return { name, type, isFinal: false, isParameter: false, jsName: `v_${name}`, neverNull };
}

export function method(owner: TypeSymbol, name: string, overrides: Partial<MethodSymbol> = {}): MethodSymbol {
  return {
    name,
    owner,
    returnType: INTEGER,
    parameters: [],
    isStatic: true,
    isAbstract: false,
    isVirtual: false,
    isOverride: false,
    isConstructor: false,
    visibility: 'public',
    annotations: [],
    key: `${name.toLowerCase()}()`,
    start: 0,
    ...overrides,
  };
}

export function field(owner: TypeSymbol, name: string, type: Type = INTEGER, isStatic = false): FieldSymbol {
  const made: FieldSymbol = {
    name,
    owner,
    type,
    isStatic,
    isFinal: false,
    isTransient: false,
    visibility: 'public',
    annotations: [],
    property: undefined,
    start: 0,
  };
  owner.fields.set(name.toLowerCase(), made);
  return made;
}

// ---------------------------------------------------------------- expressions and statements

export const int = (n: number): HirExpression => ({
  kind: 'constant',
  literal: 'integer',
  text: String(n),
  type: INTEGER,
  start: 12,
});
export const text = (s: string): HirExpression => ({
  kind: 'constant',
  literal: 'string',
  text: s,
  type: STRING,
  start: 12,
});
export const nothing = (type: Type = INTEGER): HirExpression => ({
  kind: 'constant',
  literal: 'null',
  text: 'null',
  type,
  start: 12,
});
export const read = (variable: LocalSymbol): HirExpression => ({
  kind: 'read',
  place: { kind: 'local', variable, start: 12 },
  type: variable.type,
  start: 12,
});
export const set = (variable: LocalSymbol, value: HirExpression): HirStatement => ({
  kind: 'expression',
  start: 12,
  value: { kind: 'assign', place: { kind: 'local', variable, start: 12 }, value, type: variable.type, start: 12 },
});
export const declare = (variable: LocalSymbol, value?: HirExpression): HirStatement => ({
  kind: 'local',
  variable,
  value,
  start: 12,
});
export const give = (value: HirExpression, start = 12): HirStatement => ({ kind: 'return', value, start });
export const block = (...statements: HirStatement[]): HirStatement => ({ kind: 'block', statements, start: 12 });
export function arithmetic(
  operator: '+' | '-' | '*' | '/' | '%',
  left: HirExpression,
  right: HirExpression,
): HirExpression {
  return {
    kind: 'binary',
    operation: { kind: 'arithmetic', operator, numeric: 'int' },
    left,
    right,
    type: INTEGER,
    start: 12,
  };
}
export const concat = (left: HirExpression, right: HirExpression): HirExpression => ({
  kind: 'binary',
  operation: { kind: 'concat' },
  left,
  right,
  type: STRING,
  start: 12,
});

// ---------------------------------------------------------------- programs

export interface ClassParts {
  readonly methods?: readonly {
    readonly symbol: MethodSymbol;
    readonly parameters?: readonly LocalSymbol[];
    readonly body: HirStatement;
  }[];
  readonly constructors?: readonly {
    readonly symbol: MethodSymbol;
    readonly parameters?: readonly LocalSymbol[];
    readonly body: HirStatement;
  }[];
  readonly instanceInit?: readonly HirInit[];
  readonly staticInit?: readonly HirInit[];
}

export function hirType(symbol: TypeSymbol, parts: ClassParts): HirType {
  const methods = (list: ClassParts['methods']): HirMethod[] =>
    (list ?? []).map(({ symbol: own, parameters = [], body }) => ({
      symbol: own,
      parameters,
      locals: [],
      body,
      start: 0,
      end: 40,
    }));
  for (const { symbol: own } of parts.methods ?? []) {
    symbol.methods.set(own.name.toLowerCase(), [...(symbol.methods.get(own.name.toLowerCase()) ?? []), own]);
  }
  return {
    symbol,
    file,
    instanceInit: parts.instanceInit ?? [],
    staticInit: parts.staticInit ?? [],
    constructors: methods(parts.constructors),
    methods: methods(parts.methods),
    accessors: [],
    bridges: [],
  };
}

export function load(types: readonly HirType[], coverage = false): LoadedProgram {
  const program: HirProgram = { types, triggers: [] };
  return loadProgram(emitProgram(program, { coverage }));
}

/** A transaction without an org: code that asks for one fails. */
export function transaction(program: LoadedProgram, limits = new LimitCounter()): ExecutionContext {
  return new ExecutionContext({ org: {} as OrgPorts, user: {} as UserInfo, program, limits });
}

/** Calls a static method of a class in a transaction of its own. */
export function call(program: LoadedProgram, name: string, key: string, ...args: unknown[]): unknown {
  return withContext(transaction(program), () => staticMethod(program, name, key)(...args));
}

export function staticMethod(program: LoadedProgram, name: string, key: string): (...args: unknown[]) => unknown {
  const { jsClass } = program.findClass(name)!;
  return (...args) => (jsClass as unknown as Record<string, (...args: unknown[]) => unknown>)[key](...args);
}

/** One static method `run()` of class Foo with this body. */
export function run(body: HirStatement, ...others: HirType[]): unknown {
  const foo = symbolOf('Foo');
  const symbol = method(foo, 'run');
  const program = load([...others, hirType(foo, { methods: [{ symbol, body }] })]);
  return call(program, 'Foo', 'run()');
}

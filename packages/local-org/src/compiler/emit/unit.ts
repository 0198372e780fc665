/** What the emitter of one type (or trigger, or anonymous block) collects besides its text. */
import { Writer } from './writer.ts';
import { depends, type Sharing } from './asking.ts';
import { identifier, platformName, quote, runtimeName } from './names.ts';
import type { SourceFile } from '../../diagnostics/diagnostic.ts';
import type { HirExpression } from '../semantics/hir.ts';
import type { Type, TypeSymbol } from '../semantics/types.ts';

export class Unit {
  readonly writer: Writer;
  /** unique in the bundle; every name that the unit declares at the top carries it */
  readonly id: string;
  readonly sharing: Sharing;
  /** whether queries and DML that do not say otherwise are in user mode */
  readonly userMode: boolean;
  readonly coverage: boolean;
  /** whether static initialisers have effects, so that their time matters */
  observableInit = false;
  /** lines that can be covered, 1-based */
  readonly executableLines = new Set<number>();
  /** classes that the bundle itself declares; the others are bound from a program that was loaded before */
  readonly #own: ReadonlySet<TypeSymbol>;
  /** the functions of the program that ask for their caller's sharing; undefined where any may */
  readonly #asking: ReadonlySet<string> | undefined;
  readonly #hoists = new Map<string, string>();
  #unique = 0;
  #enforced = false;
  #scope: FunctionScope | undefined = undefined;

  constructor(options: {
    readonly file: SourceFile;
    readonly id: string;
    readonly sharing: Sharing;
    readonly userMode: boolean;
    readonly coverage: boolean;
    readonly own: ReadonlySet<TypeSymbol>;
    readonly asking: ReadonlySet<string> | undefined;
  }) {
    this.writer = new Writer(options.file);
    this.id = identifier(options.id);
    this.sharing = options.sharing;
    this.userMode = options.userMode;
    this.coverage = options.coverage;
    this.#own = options.own;
    this.#asking = options.asking;
  }

  /** A constant of the unit, made once when the bundle is loaded: answers its name. */
  hoist(expression: string): string {
    let name = this.#hoists.get(expression);
    if (name === undefined) {
      name = `k$${this.#hoists.size}_${this.id}`;
      this.#hoists.set(expression, name);
    }
    return name;
  }

  hoisted(): readonly (readonly [name: string, expression: string])[] {
    return [...this.#hoists].map(([expression, name]) => [name, expression]);
  }

  // ---------------------------------------------------------------- classes and types

  /** Expression for the JavaScript class of a type of the project. */
  classOf(symbol: TypeSymbol): string {
    if (this.#own.has(symbol)) return identifier(symbol.jsName);
    return this.hoist(`$p.class(${quote(symbol.qualifiedName)})`);
  }

  /** Expression for its static state, initialised on first use. */
  staticsOf(symbol: TypeSymbol): string {
    if (this.#own.has(symbol)) return `S_${identifier(symbol.jsName)}()`;
    return `${this.hoist(`$p.statics(${quote(symbol.qualifiedName)})`)}()`;
  }

  enumOf(symbol: TypeSymbol): string {
    if (symbol.isPlatform) {
      return this.hoist(`$p.platformEnum(${quote(platformName(symbol))}, ${JSON.stringify(symbol.enumValues)})`);
    }
    if (!this.#own.has(symbol)) return this.hoist(`$p.enumOf(${quote(symbol.qualifiedName)})`);
    return this.hoist(`$p.enum(${quote(runtimeName(symbol))}, ${JSON.stringify(symbol.enumValues)})`);
  }

  /** Name of the hoisted run-time type. */
  type(type: Type): string {
    return this.hoist(this.#typeExpression(type));
  }

  #typeExpression(type: Type): string {
    switch (type.kind) {
      case 'sobject':
        return `$.sobjectType(${quote(type.name)})`;
      case 'class':
        return this.#classType(type.symbol, type.args);
      case 'parameter':
      case 'null':
      case 'void':
        return '$.objectType';
    }
  }

  #classType(symbol: TypeSymbol, args: readonly Type[]): string {
    if (!symbol.isPlatform) {
      return this.#own.has(symbol)
        ? `$p.type(${quote(runtimeName(symbol))}, ${quote(symbol.kind)})`
        : `$p.typeOf(${quote(symbol.qualifiedName)})`;
    }
    const name = platformName(symbol);
    const of = args.map((arg) => this.type(arg)).join(', ');
    if (name === 'System.Object') return '$.objectType';
    if (name === 'System.SObject') return '$.sobjectType("SObject")';
    if (name === 'System.List') return `$.listType(${of || '$.objectType'})`;
    if (name === 'System.Set') return `$.setType(${of || '$.objectType'})`;
    if (name === 'System.Map') return `$.mapType(${of || '$.objectType, $.objectType'})`;
    if (PRIMITIVES.has(name)) return `$.primitiveType(${quote(symbol.name)})`;
    return `$.platformType(${quote(name)}, ${quote(symbol.kind)}, [${of}])`;
  }

  // ---------------------------------------------------------------- functions

  /**
   * Writes a function body: `write` writes its statements; temporaries and the caller's sharing, once used, are declared
   * at its head. `slot` where the function is called under one, and may have been given the sharing, see `parameters`.
   */
  body(write: () => void, slot?: string): void {
    const outer = this.#scope;
    const given = slot !== undefined && this.#isAsked(slot);
    this.#scope = { temporaries: [], usesSharing: false, loops: false, calls: false };
    const head = this.writer.reserve();
    write();
    const declared: string[] = [];
    if (this.#scope.usesSharing) {
      const asked = ASKED_SHARING[this.sharing];
      declared.push(given ? `if (h === undefined) h = ${asked};` : `const h = ${asked};`);
    }
    if (this.#scope.loops || this.#scope.calls) declared.push('if (--$r[0] < 0) $refuel();');
    if (this.#scope.loops) declared.push('let w = $few;');
    if (this.#scope.temporaries.length > 0) declared.push(`let ${this.#scope.temporaries.join(', ')};`);
    this.writer.fill(head, `  ${declared.join(' ')}`);
    this.#scope = outer;
  }

  /** What stands between the parentheses of a function that is called under `slot`. */
  parameters(names: readonly string[], slot: string): string {
    return [...names, ...(this.#isAsked(slot) ? ['h'] : [])].join(', ');
  }

  /** Whether callers pass their sharing to a function of this unit. */
  #isAsked(slot: string): boolean {
    return depends(this.sharing) && (this.#asking?.has(slot) ?? true);
  }

  /** The last argument of a call, or none: how the caller sees records, where a function under that slot may ask for it. */
  sharingArgument(slot: string): readonly string[] {
    return (this.#asking?.has(slot) ?? true) ? [this.sharingValue()] : [];
  }

  /** A name that the unit uses once, for a variable that is declared where it stands. */
  unique(prefix: string): string {
    return `${prefix}_${++this.#unique}`;
  }

  /** A fresh variable of the function. */
  temporary(): string {
    const scope = this.#function();
    const name = `q_${scope.temporaries.length + 1}`;
    scope.temporaries.push(name);
    return name;
  }

  /** A variable that the checker made. */
  declareTemporary(name: string): string {
    const scope = this.#function();
    if (!scope.temporaries.includes(identifier(name))) scope.temporaries.push(name);
    return name;
  }

  /** What `write` writes runs with sharing, whatever the class declares: the body of System.runAs. */
  withSharing(write: () => void): void {
    const outer = this.#enforced;
    this.#enforced = true;
    this.writer.withSharing(write);
    this.#enforced = outer;
  }

  /** 0 or 1: what the class that is being emitted declares, or its caller's. */
  sharingValue(): string {
    if (this.#enforced) return '1';
    if (this.sharing === 'with') return '1';
    if (this.sharing === 'without') return '0';
    this.#function().usesSharing = true;
    return 'h';
  }

  /**
   * The first line of a loop's body: every so many turns, and calls of functions that loop or call, the runtime looks at the
   * clock. The count of turns is a local variable, which costs a loop next to nothing; `| 0` tells V8 that it is an integer,
   * whatever `$more` returns.
   */
  turn(): string {
    this.#function().loops = true;
    return 'if (--w < 0) w = $more() | 0;';
  }

  /** Like `turn`, for `wanted` turns at once; where fewer are left, `shorten` is what the loop does. */
  turns(wanted: string, shorten: (granted: string) => string): string {
    this.#function().loops = true;
    return `if (w <= 0) w = $more() | 0; if (${wanted} > w) { ${shorten('w')} w = 0; } else w -= ${wanted};`;
  }

  /** The function calls Apex and may therefore be part of an endless recursion. */
  callsApex(): void {
    this.#function().calls = true;
  }

  #function(): FunctionScope {
    if (this.#scope === undefined) throw new Error('No function is being emitted');
    return this.#scope;
  }

  // ---------------------------------------------------------------- statements

  /** A statement that can be covered begins: one line of the text, with its hit. */
  hit(start: number): void {
    if (!this.coverage) return;
    const { line } = this.writer.file.position(start);
    this.executableLines.add(line);
    this.writer.line(`${this.hits()}[${line}] = 1;`);
  }

  hits(): string {
    return this.hoist(`$p.hits(${quote(this.writer.file.path)})`);
  }
}

interface FunctionScope {
  readonly temporaries: string[];
  usesSharing: boolean;
  loops: boolean;
  calls: boolean;
}

/**
 * What a function does that was not told its caller's sharing, because the platform calls it. The answer is 0, 1, or 2 where no
 * Apex called: undeclared classes then run without sharing, inherited ones with.
 */
const ASKED_SHARING: Readonly<Record<Sharing, string>> = {
  with: '1',
  without: '0',
  caller: '$.callersSharing() & 1',
  callerOrWith: '$.callersSharing() === 0 ? 0 : 1',
};

const PRIMITIVES = new Set(
  ['Blob', 'Boolean', 'Date', 'Datetime', 'Decimal', 'Double', 'Id', 'Integer', 'Long', 'String', 'Time'].map(
    (name) => `System.${name}`,
  ),
);

/** The start of an expression's own text, for messages of the emitter. */
export function describe(unit: Unit, expression: HirExpression): string {
  const at = unit.writer.file.position(expression.start);
  return `${at.file}:${at.line}:${at.column}: ${expression.kind}`;
}

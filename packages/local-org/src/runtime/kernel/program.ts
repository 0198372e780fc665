/**
 * Loads what the emitter made: compiles the script, binds it to the platform's implementations, and keeps the classes,
 * triggers and line counts of the program.
 */
import type { CoveredFile, EmittedProgram } from '../../compiler/emit/program.ts';
import type { TriggerEvent } from '../../compiler/syntax/ast.ts';
import { ApexEnum, defineClass, platformEnum } from './object.ts';
import type { AnnotationMeta, ClassMeta } from './object.ts';
import { operations } from './operations.ts';
import { lookup } from './registry.ts';
import type { PlatformFunction, PlatformType } from './registry.ts';
import { compileScript } from './script.ts';
import { addBundle } from './stack.ts';
import { RtType } from './types.ts';

export interface LoadedTrigger {
  readonly name: string;
  readonly object: string;
  readonly events: readonly TriggerEvent[];
  readonly path: string;
  /** the body; `current().triggers` must hold the frame */
  readonly run: () => void;
}

/** `hits[line]` is 1 once the line (1-based) has run; fill with 0 to start anew. */
export interface FileCoverage extends CoveredFile {
  readonly hits: Uint8Array;
}

export interface LoadedProgram {
  /** classes, interfaces and enums by lower-cased qualified name */
  readonly classes: ReadonlyMap<string, ClassMeta>;
  readonly triggers: readonly LoadedTrigger[];
  /** by path of the source */
  readonly coverage: ReadonlyMap<string, FileCoverage>;
  /** set for anonymous blocks */
  readonly runAnonymous: (() => void) | undefined;
  /** `Outer.Inner` in any case */
  findClass(name: string): ClassMeta | undefined;
  findType(name: string): RtType | undefined;
}

export interface LoadOptions {
  /** the program that an anonymous block was checked against */
  readonly parent?: LoadedProgram;
  /** what `bytecodeOf` gave for this very program: V8 knows it from another's by its own version and the length of the text alone */
  readonly bytecode?: Uint8Array;
}

/** @throws Error naming every platform member that the program uses and nothing implements */
export function loadProgram(emitted: EmittedProgram, { parent, bytecode }: LoadOptions = {}): LoadedProgram {
  const filename = addBundle(emitted.sections);
  const binder = new Binder(emitted.coverage, parent);
  const script = compileScript(emitted, filename, bytecode);
  const make = script.runInThisContext() as (operations: unknown, binder: Binder) => void;
  make(operations(), binder);
  binder.refuseMissing();
  return binder;
}

/** The object `$p` of emitted code while it loads, and the loaded program afterwards. */
class Binder implements LoadedProgram {
  readonly classes = new Map<string, ClassMeta>();
  readonly triggers: LoadedTrigger[] = [];
  readonly coverage = new Map<string, FileCoverage>();
  runAnonymous: (() => void) | undefined = undefined;
  readonly #parent: LoadedProgram | undefined;
  readonly #types = new Map<string, RtType>();
  readonly #enums = new Map<string, EnumValues>();
  readonly #missing = new Set<string>();

  constructor(coverage: readonly CoveredFile[], parent: LoadedProgram | undefined) {
    this.#parent = parent;
    for (const file of coverage) {
      this.coverage.set(file.path, { ...file, hits: new Uint8Array((file.lines.at(-1) ?? 0) + 1) });
    }
  }

  // ---------------------------------------------------------------- the loaded program

  findClass(name: string): ClassMeta | undefined {
    return this.classes.get(name.toLowerCase()) ?? this.#parent?.findClass(name);
  }

  findType(name: string): RtType | undefined {
    return this.#types.get(name.toLowerCase()) ?? this.#parent?.findType(name);
  }

  // ---------------------------------------------------------------- platform members

  static(type: string, key: string): PlatformFunction {
    return this.#member(type, 'statics', key);
  }

  instance(type: string, key: string): PlatformFunction {
    return this.#member(type, 'instance', key);
  }

  create(type: string, key: string): PlatformFunction {
    return this.#member(type, 'constructors', key);
  }

  getter(type: string, name: string): PlatformFunction {
    return this.#member(type, 'staticFields', name);
  }

  setter(type: string, name: string): PlatformFunction {
    return this.#member(type, 'staticSetters', name);
  }

  platformEnum(type: string, names: readonly string[]): EnumValues {
    return enumValues(platformEnum(type, names));
  }

  #member(
    type: string,
    table: Exclude<keyof PlatformType, 'class' | 'interfaces' | 'json'>,
    key: string,
  ): PlatformFunction {
    const members = lookup(type)?.[table];
    if (members !== undefined && Object.hasOwn(members, key)) return members[key] as PlatformFunction;
    this.#missing.add(`${type}.${key}`);
    return () => {
      throw new Error(`${type}.${key} has no implementation`);
    };
  }

  refuseMissing(): void {
    if (this.#missing.size > 0) throw new Error(`Not implemented: ${[...this.#missing].sort().join(', ')}`);
  }

  // ---------------------------------------------------------------- the project's types

  /** A type of the bundle itself, which may be defined further down. It hides one of the parent's. */
  type(name: string, kind: 'class' | 'interface' | 'enum'): RtType {
    const known = this.#types.get(name.toLowerCase());
    if (known !== undefined) return known;
    const type = new RtType(name, kind);
    this.#types.set(name.toLowerCase(), type);
    return type;
  }

  enum(name: string, names: readonly string[]): EnumValues {
    let values = this.#enums.get(name);
    if (values === undefined) {
      values = enumValues(names.map((value, ordinal) => new ApexEnum(name, value, ordinal)));
      this.#enums.set(name, values);
    }
    return values;
  }

  define(meta: ClassMeta): void {
    this.classes.set(meta.name.toLowerCase(), meta);
    meta.type.meta = meta;
    if (meta.jsClass !== undefined) defineClass(meta.jsClass, meta);
    for (const value of meta.enumValues ?? []) value.rtType = meta.type;
  }

  annotation(name: string, parameters: readonly (readonly [string, string])[]): AnnotationMeta {
    return { name, parameters: Object.fromEntries(parameters) };
  }

  // ---------------------------------------------------------------- types of the parent

  typeOf(name: string): RtType {
    return this.#parentClass(name).type;
  }

  enumOf(name: string): EnumValues {
    return enumValues(this.#parentClass(name).enumValues ?? []);
  }

  class(name: string): unknown {
    return this.#parentClass(name).jsClass;
  }

  statics(name: string): unknown {
    return this.#parentClass(name).statics;
  }

  #parentClass(name: string): ClassMeta {
    const meta = this.#parent?.findClass(name);
    if (meta === undefined) throw new Error(`${name} is not a class of the loaded program`);
    return meta;
  }

  trigger(name: string, object: string, events: readonly TriggerEvent[], path: string, run: () => void): void {
    this.triggers.push({ name, object, events, path, run });
  }

  anonymous(run: () => void): void {
    this.runAnonymous = run;
  }

  hits(path: string): Uint8Array {
    const file = this.coverage.get(path);
    if (file === undefined) throw new Error(`${path} has no lines to cover`);
    return file.hits;
  }
}

/** `values` and one property for each value, `f_RED`. */
type EnumValues = Readonly<Record<string, unknown>> & { readonly values: readonly ApexEnum[] };

function enumValues(values: readonly ApexEnum[]): EnumValues {
  const members = values.map((value) => [`f_${value.name}`, value] as const);
  return Object.freeze({ values, ...Object.fromEntries(members) });
}

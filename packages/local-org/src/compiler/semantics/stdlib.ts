/**
 * The platform's types, declared in Apex syntax without bodies: `src/stdlib/<Namespace>/<Type>.apex`. The signatures are
 * those of the Apex Reference Guide.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CompilationError, SourceFile } from '../../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { standardObjects } from '../../schema/standard/catalogue.ts';
import { parseApex } from '../syntax/parser.ts';
import type { TypeRef } from '../syntax/ast.ts';
import { declareMembers, declareType, withInnerTypes } from './declare.ts';
import { refText } from './resolve.ts';
import type { ClassType, SObjectTypeRef, Type, TypeSymbol } from './types.ts';
import { classType, errorType } from './typing.ts';

export class Stdlib {
  /** by lower-cased full name, `system.string` */
  readonly types: ReadonlyMap<string, TypeSymbol>;
  /** lower-cased names of the namespaces that have types */
  readonly namespaces: ReadonlySet<string>;

  /** answers by names as they were written: the checker asks for the same ones all the time */
  readonly #asked = new Map<string, Map<string, TypeSymbol | undefined>>();

  constructor(types: ReadonlyMap<string, TypeSymbol>) {
    this.types = types;
    this.namespaces = new Set(Array.from(types.keys(), (name) => name.slice(0, name.indexOf('.'))));
  }

  find(namespace: string, name: string): TypeSymbol | undefined {
    const names = this.#asked.get(namespace) ?? new Map<string, TypeSymbol | undefined>();
    this.#asked.set(namespace, names);
    let symbol = names.get(name);
    if (symbol === undefined && !names.has(name))
      names.set(name, (symbol = this.types.get(`${namespace}.${name}`.toLowerCase())));
    return symbol;
  }
}

const loaded = new Map<string, Stdlib>();

/** Reads and declares all signatures below `directory`; throws CompilationError on a signature that does not hold. */
export function loadStdlib(directory: string = fileURLToPath(new URL('../../stdlib/', import.meta.url))): Stdlib {
  let stdlib = loaded.get(directory);
  if (!stdlib) loaded.set(directory, (stdlib = readStdlib(directory)));
  return stdlib;
}

function readStdlib(directory: string): Stdlib {
  const types = new Map<string, TypeSymbol>();
  const diagnostics: Diagnostic[] = [];
  for (const folder of readdirSync(directory, { withFileTypes: true })) {
    if (!folder.isDirectory()) continue;
    for (const name of readdirSync(join(directory, folder.name)).sort()) {
      if (name.endsWith('.apex')) readSignature(join(directory, folder.name, name), folder.name, types, diagnostics);
    }
  }
  if (!types.has('system.enum')) {
    declareSource(new SourceFile('System/Enum.apex', ENUM_SIGNATURE), 'System', types, diagnostics);
  }
  const stdlib = new Stdlib(types);
  const roots = [...types.values()];
  for (const root of roots) for (const symbol of withInnerTypes(root)) declareSupertypes(symbol, stdlib, diagnostics);
  for (const root of roots) {
    for (const symbol of withInnerTypes(root)) {
      const report = (offset: number, message: string): void => {
        diagnostics.push(symbol.file.diagnostic(offset, message));
      };
      declareMembers(symbol, (ref, owner) => resolve(ref, owner, stdlib, report), new Map(), report);
    }
  }
  addClone(stdlib.find('System', 'Object'));
  if (diagnostics.length > 0) throw new CompilationError(diagnostics);
  return stdlib;
}

/** What the values of every enum answer besides the methods of Object. Apex Developer Guide, "Enum Methods". */
const ENUM_SIGNATURE = `global abstract class Enum {
  global String name();
  global Integer ordinal();
}`;

function readSignature(
  path: string,
  namespace: string,
  types: Map<string, TypeSymbol>,
  diagnostics: Diagnostic[],
): void {
  const symbol = declareSource(new SourceFile(path, readFileSync(path, 'utf8')), namespace, types, diagnostics);
  if (symbol && symbol.name !== basename(path, '.apex')) {
    diagnostics.push(symbol.file.diagnostic(0, `The file declares ${symbol.name}`));
  }
}

function declareSource(
  file: SourceFile,
  namespace: string,
  types: Map<string, TypeSymbol>,
  diagnostics: Diagnostic[],
): TypeSymbol | undefined {
  const parsed = parseApex(file, 'signature');
  diagnostics.push(...parsed.diagnostics);
  if (parsed.unit?.kind !== 'typeUnit') return undefined;
  const report = (offset: number, message: string): void => {
    diagnostics.push(file.diagnostic(offset, message));
  };
  const symbol = declareType(parsed.unit.type, { file, namespace, report });
  types.set(`${namespace}.${symbol.name}`.toLowerCase(), symbol);
  return symbol;
}

/** Every object of a class can be cloned, though the reference lists the method nowhere; its type is that of the object. */
function addClone(object: TypeSymbol | undefined): void {
  if (!object || object.methods.has('clone')) return;
  object.methods.set('clone', [
    {
      name: 'clone',
      owner: object,
      returnType: classType(object),
      parameters: [],
      isStatic: false,
      isAbstract: false,
      isVirtual: false,
      isOverride: false,
      isConstructor: false,
      visibility: 'global',
      annotations: [],
      key: 'clone()',
      start: 0,
    },
  ]);
}

function declareSupertypes(symbol: TypeSymbol, stdlib: Stdlib, diagnostics: Diagnostic[]): void {
  const { declaration } = symbol;
  if (declaration.kind === 'enum') return;
  const report = (offset: number, message: string): void => {
    diagnostics.push(symbol.file.diagnostic(offset, message));
  };
  const toClass = (ref: TypeRef): ClassType | undefined => {
    const type = resolve(ref, symbol, stdlib, report);
    return type.kind === 'class' ? type : undefined;
  };
  if (declaration.kind === 'class' && declaration.superclass) symbol.superclass = toClass(declaration.superclass);
  symbol.interfaces = declaration.interfaces.map(toClass).filter((type) => type !== undefined);
}

/** In signatures: own parameters and inner types, the own namespace, System, Schema, any other by its full name, objects. */
function resolve(
  ref: TypeRef,
  owner: TypeSymbol,
  stdlib: Stdlib,
  report: (offset: number, message: string) => void,
): Type {
  const names = ref.parts.map((part) => part.name);
  const args = ref.parts[ref.parts.length - 1].args.map((arg) => resolve(arg, owner, stdlib, report));
  const key = names.join('.').toLowerCase();
  if (names.length === 1) {
    for (let at: TypeSymbol | undefined = owner; at; at = at.outer) {
      const index = at.typeParameters.findIndex((parameter) => parameter.toLowerCase() === key);
      if (index >= 0) return { kind: 'parameter', name: at.typeParameters[index], index };
      const inner = at.innerTypes.get(key);
      if (inner) return classType(inner, args);
    }
  }
  const object = names.length === 1 || key.startsWith('schema.') ? standardObject(names[names.length - 1]) : undefined;
  if (object && (object.name === 'SObject' || object.name === 'AggregateResult')) return object;
  const [first, second, third] = names;
  const symbol =
    (second === undefined
      ? (stdlib.find(owner.namespace ?? 'System', key) ?? stdlib.find('System', key) ?? stdlib.find('Schema', key))
      : stdlib.find(first, second)) ?? undefined;
  const found = third === undefined ? symbol : symbol?.innerTypes.get(third.toLowerCase());
  if (found) {
    if (found.typeParameters.length === args.length) return classType(found, args);
    report(ref.start, `Wrong number of type arguments: ${refText(ref)}`);
    return errorType;
  }
  if (object) return object;
  report(ref.start, `Invalid type: ${refText(ref)}`);
  return errorType;
}

function standardObject(name: string): SObjectTypeRef | undefined {
  const key = name.toLowerCase();
  const canonical =
    key === 'sobject' ? 'SObject' : key === 'aggregateresult' ? 'AggregateResult' : standardObjects.get(key)?.name;
  return canonical === undefined ? undefined : { kind: 'sobject', name: canonical, object: undefined };
}

/**
 * Semantic analysis of a whole project: declare types, supertypes, members; check inheritance; check bodies. Diagnostics
 * are in the order of the passes; with any of them the program is not fit to be emitted.
 */
import type { CompilationUnit, TriggerDeclaration, TypeDeclaration } from '../syntax/ast.ts';
import type { Diagnostic, SourceFile } from '../../diagnostics/diagnostic.ts';
import type { OrgSchema } from '../../schema/model.ts';
import { checkType } from './bodies.ts';
import { Body } from './body.ts';
import { declareMembers, declareType, withInnerTypes, type SymbolTable } from './declare.ts';
import { checker } from './expressions.ts';
import type { HirProgram, HirTrigger, HirType } from './hir.ts';
import { checkCycles, checkInheritance, declareSupertypes, superclassesFirst, type Inherited } from './inherit.ts';
import { settleNeverNull } from './nullness.ts';
import { resolveType, type Report } from './resolve.ts';
import { checkBlock } from './statements.ts';
import type { Stdlib } from './stdlib.ts';
import type { TypeSymbol } from './types.ts';
import { Universe } from './universe.ts';

export interface SourceUnit {
  readonly file: SourceFile;
  readonly unit: CompilationUnit;
}

export interface ProgramSources {
  readonly classes: readonly SourceUnit[];
  readonly triggers: readonly SourceUnit[];
}

export interface CheckedProgram {
  readonly program: HirProgram;
  readonly diagnostics: readonly Diagnostic[];
  /** the project's types by lower-cased qualified name */
  readonly types: ReadonlyMap<string, TypeSymbol>;
}

export function checkProgram(sources: ProgramSources, schema: OrgSchema, stdlib: Stdlib): CheckedProgram {
  const types = new Map<string, TypeSymbol>();
  const universe = new Universe(schema, stdlib, types);
  const roots: TypeSymbol[] = [];
  for (const { file, unit } of sources.classes) {
    if (unit.kind !== 'typeUnit') continue;
    const root = declareRoot(unit.type, file, universe);
    if (root) roots.push(root);
  }
  const triggers: DeclaredTrigger[] = [];
  for (const { file, unit } of sources.triggers) {
    if (unit.kind !== 'triggerUnit') continue;
    const owner = triggerOwner(unit.trigger, file, universe);
    if (owner) roots.push(owner);
    triggers.push({ file, trigger: unit.trigger, owner });
  }
  const checked = checkTypes(roots, universe);
  const hirTriggers = triggers.map((declared) => checkTrigger(declared, universe));
  return { program: { types: checked, triggers: hirTriggers }, diagnostics: universe.diagnostics, types };
}

const reportTo =
  (universe: Universe, file: SourceFile): Report =>
  (offset, message) =>
    universe.report(file, offset, message);

/** Declares a top-level type under its name; undefined after a report of a second one of that name. */
export function declareRoot(declaration: TypeDeclaration, file: SourceFile, universe: Universe): TypeSymbol | undefined {
  const symbol = declareType(declaration, { file, report: reportTo(universe, file) });
  if (universe.projectTypes.has(symbol.name.toLowerCase())) {
    universe.report(file, declaration.name.start, `Duplicate class: ${symbol.name}`);
    return undefined;
  }
  for (const type of withInnerTypes(symbol)) universe.projectTypes.set(type.qualifiedName.toLowerCase(), type);
  return symbol;
}

/** All passes after the declaration of types, over these types and what is inside them. */
export function checkTypes(roots: readonly TypeSymbol[], universe: Universe, table: SymbolTable = new Map()): HirType[] {
  const symbols = roots.flatMap((root) => [...withInnerTypes(root)]);
  for (const symbol of symbols) declareSupertypes(symbol, universe, reportTo(universe, symbol.file));
  for (const symbol of symbols) checkCycles(symbol, reportTo(universe, symbol.file));
  for (const symbol of symbols) {
    const report = reportTo(universe, symbol.file);
    declareMembers(symbol, (ref, owner) => resolveType(ref, owner, universe, report), table, report);
  }
  const ordered = superclassesFirst(symbols);
  const inherited = new Map<TypeSymbol, Inherited>();
  for (const symbol of ordered) {
    inherited.set(symbol, checkInheritance(symbol, universe, reportTo(universe, symbol.file)));
  }
  return ordered.map((symbol) => checkType({ symbol, universe, table }, inherited.get(symbol)!));
}

// ---------------------------------------------------------------- triggers

interface DeclaredTrigger {
  readonly file: SourceFile;
  readonly trigger: TriggerDeclaration;
  readonly owner: TypeSymbol | undefined;
}

/** The class that holds what a trigger declares between its statements; undefined when it declares nothing. */
function triggerOwner(trigger: TriggerDeclaration, file: SourceFile, universe: Universe): TypeSymbol | undefined {
  if (trigger.members.length === 0) return undefined;
  const { name, start, end } = trigger;
  const declaration: TypeDeclaration = {
    kind: 'class',
    name,
    modifiers: { keywords: ['public'], annotations: [], start, end: start },
    typeParameters: [],
    superclass: undefined,
    interfaces: [],
    members: trigger.members.map(asStatic),
    start,
    end,
  };
  return declareType(declaration, { file, report: reportTo(universe, file), jsName: `t_${name.name}` });
}

/** What stands outside of a class belongs to no instance. */
export function asStatic<Member extends TriggerDeclaration['members'][number]>(member: Member): Member {
  if (member.kind !== 'method' && member.kind !== 'field' && member.kind !== 'property') return member;
  const { modifiers } = member;
  return { ...member, modifiers: { ...modifiers, keywords: [...modifiers.keywords, 'static'] } };
}

function checkTrigger({ file, trigger, owner }: DeclaredTrigger, universe: Universe): HirTrigger {
  const triggerObject = universe.sobject(trigger.object.name);
  if (!triggerObject?.object) universe.report(file, trigger.object.start, `Invalid type: ${trigger.object.name}`);
  const body = new Body({ universe, file, checker, owner, isStatic: true, returnType: undefined, triggerObject });
  const checked = checkBlock(body, trigger.body);
  settleNeverNull(body.locals, body.writes);
  return {
    name: trigger.name.name,
    object: triggerObject?.name ?? trigger.object.name,
    events: trigger.events,
    file,
    body: checked,
    locals: body.locals,
    start: trigger.start,
  };
}

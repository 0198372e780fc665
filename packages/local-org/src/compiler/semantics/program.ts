/**
 * Semantic analysis of a whole project. Diagnostics
 * are in the order of the passes; with any of them the program is not fit to be emitted.
 */
import type { CompilationUnit } from '../syntax/ast.ts';
import type { Diagnostic, SourceFile } from '../../diagnostics/diagnostic.ts';
import type { OrgSchema } from '../../schema/model.ts';
import type { HirProgram } from './hir.ts';
import { checkTopLevelScope } from './modifiers.ts';
import { checkTypes, declareRoot, reportTo } from './passes.ts';
import type { Stdlib } from './stdlib.ts';
import { checkTrigger, triggerOwner, type DeclaredTrigger } from './triggers.ts';
import type { TypeSymbol } from './types.ts';
import { Universe } from './universe.ts';

export interface SourceUnit {
  readonly file: SourceFile;
  readonly unit: CompilationUnit;
  readonly apiVersion?: number;
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
  for (const { file, unit, apiVersion } of sources.classes) {
    if (unit.kind !== 'typeUnit') continue;
    const root = declareRoot(unit.type, file, universe, apiVersion);
    if (!root) continue;
    checkTopLevelScope(root, reportTo(universe, file));
    roots.push(root);
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

/** From a DX project's folder to checked code: read the metadata, parse every Apex file, check the whole. */
import { emitProgram } from '../compiler/emit/program.ts';
import { CompilationError, SourceFile, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { parseApex } from '../compiler/syntax/parser.ts';
import type { CompilationUnit } from '../compiler/syntax/ast.ts';
import type { HirProgram } from '../compiler/semantics/hir.ts';
import { checkProgram } from '../compiler/semantics/program.ts';
import { loadStdlib } from '../compiler/semantics/stdlib.ts';
import type { TypeSymbol } from '../compiler/semantics/types.ts';
import { checkApprovals } from '../data/approval/formulas.ts';
import { checkChannelFilters } from '../data/changes/filter.ts';
import { checkFormulas } from '../data/formulas/object-formulas.ts';
import { bytecodeOf } from '../runtime/kernel/script.ts';
import { readProject } from '../schema/read.ts';
import type { OrgSchema } from '../schema/model.ts';
import { partsOf } from '../schema/org-schema.ts';
import type { ProgramImage } from './image.ts';

export interface CompiledProject {
  readonly schema: OrgSchema;
  readonly program: HirProgram;
  readonly types: ReadonlyMap<string, TypeSymbol>;
  /** empty where the project compiles; in the order of files and lines */
  readonly diagnostics: readonly Diagnostic[];
  /** of the metadata: what this org leaves out, although Apex might notice */
  readonly warnings: readonly Diagnostic[];
}

/** The project as an image. @throws CompilationError with everything that is wrong with it */
export function compileImage(
  directory: string,
  options: { readonly coverage: boolean; readonly sourceDirectories: readonly string[] },
): ProgramImage {
  const { schema, program, diagnostics, warnings } = compileProject(directory, options.sourceDirectories);
  if (diagnostics.length > 0) throw new CompilationError(diagnostics);
  const emitted = emitProgram(program, { coverage: options.coverage });
  return { schema: partsOf(schema), emitted, bytecode: bytecodeOf(emitted), warnings };
}

interface ParsedSource {
  readonly file: SourceFile;
  readonly unit: CompilationUnit;
  readonly apiVersion: number;
}

/** The types of a project that has been compiled before, for code that is checked against them. */
export function typesOf(schema: OrgSchema): ReadonlyMap<string, TypeSymbol> {
  return checkSources(schema).checked.types;
}

function checkSources(schema: OrgSchema) {
  const classes: ParsedSource[] = [];
  const triggers: ParsedSource[] = [];
  const syntax: Diagnostic[] = [];
  for (const source of schema.apex) {
    const file = new SourceFile(source.path, source.text);
    const { unit, diagnostics } = parseApex(file, source.kind === 'class' ? 'type' : 'trigger');
    syntax.push(...diagnostics);
    if (unit) (source.kind === 'class' ? classes : triggers).push({ file, unit, apiVersion: source.apiVersion });
  }
  return { checked: checkProgram({ classes, triggers }, schema, loadStdlib()), syntax };
}

/**
 * Everything that is wrong with a project in one pass over all of its files.
 * @throws {CompilationError} when there is no project in `directory`
 */
export function compileProject(
  directory: string,
  sourceDirectories: readonly string[] = [],
  alsoMentioned: readonly string[] = [],
): CompiledProject {
  const { schema, diagnostics: metadata, warnings } = readProject(directory, sourceDirectories, alsoMentioned);
  const { checked, syntax } = checkSources(schema);
  // A file that does not parse hides its members from the others: what they say of it would mislead.
  const code = syntax.length > 0 ? syntax : checked.diagnostics;
  const diagnostics = [
    ...metadata,
    ...checkFormulas(schema),
    ...checkApprovals(schema),
    ...checkChannelFilters(schema),
    ...code,
  ];
  return { schema, program: checked.program, types: checked.types, diagnostics, warnings };
}

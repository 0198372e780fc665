/** The passes over a set of types: supertypes, members, inheritance, bodies. */
import type { Member, TypeDeclaration } from '../syntax/ast.ts';
import type { SourceFile } from '../../diagnostics/diagnostic.ts';
import { checkAnnotations } from './annotations.ts';
import { checkType } from './bodies.ts';
import { declareMembers, declareType, withInnerTypes, type SymbolTable } from './declare.ts';
import type { HirType } from './hir.ts';
import { checkCycles, checkInheritance, declareSupertypes, superclassesFirst, type Inherited } from './inherit.ts';
import { checkModifiers } from './modifiers.ts';
import { resolveType, type Report } from './resolve.ts';
import type { TypeSymbol } from './types.ts';
import type { Universe } from './universe.ts';

export const reportTo =
  (universe: Universe, file: SourceFile): Report =>
  (offset, message) =>
    universe.report(file, offset, message);

/** Declares a top-level type under its name; undefined after a report of a second one of that name. */
export function declareRoot(
  declaration: TypeDeclaration,
  file: SourceFile,
  universe: Universe,
  apiVersion?: number,
): TypeSymbol | undefined {
  const symbol = declareType(declaration, { file, apiVersion, report: reportTo(universe, file) });
  if (universe.projectTypes.has(symbol.name.toLowerCase())) {
    universe.report(file, declaration.name.start, `Duplicate class: ${symbol.name}`);
    return undefined;
  }
  for (const type of withInnerTypes(symbol)) universe.projectTypes.set(type.qualifiedName.toLowerCase(), type);
  return symbol;
}

/** All passes after the declaration of types, over these types and what is inside them. */
export function checkTypes(
  roots: readonly TypeSymbol[],
  universe: Universe,
  table: SymbolTable = new Map(),
): HirType[] {
  const symbols = roots.flatMap((root) => [...withInnerTypes(root)]);
  for (const symbol of symbols) declareSupertypes(symbol, universe, reportTo(universe, symbol.file));
  for (const symbol of symbols) checkCycles(symbol, reportTo(universe, symbol.file));
  for (const symbol of symbols) {
    const report = reportTo(universe, symbol.file);
    declareMembers(symbol, (ref, owner) => resolveType(ref, owner, universe, report), table, report);
  }
  for (const symbol of symbols) {
    checkModifiers(symbol, reportTo(universe, symbol.file));
    checkAnnotations(symbol, reportTo(universe, symbol.file));
  }
  const ordered = superclassesFirst(symbols);
  const inherited = new Map<TypeSymbol, Inherited>();
  for (const symbol of ordered) {
    inherited.set(symbol, checkInheritance(symbol, universe, reportTo(universe, symbol.file)));
  }
  return ordered.map((symbol) => checkType({ symbol, universe, table }, inherited.get(symbol)!));
}

/** What stands outside of a class belongs to no instance. */
export function asStatic<M extends Member>(member: M): M {
  if (member.kind !== 'method' && member.kind !== 'field' && member.kind !== 'property') return member;
  const { modifiers } = member;
  if (modifiers.keywords.includes('static')) return member;
  return { ...member, modifiers: { ...modifiers, keywords: [...modifiers.keywords, 'static'] } };
}

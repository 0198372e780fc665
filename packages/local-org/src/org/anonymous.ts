/** Anonymous Apex: checked against the org's program, run as one transaction of a user. */
import { emitAnonymous } from '../compiler/emit/program.ts';
import { checkAnonymous } from '../compiler/semantics/anonymous.ts';
import { loadStdlib } from '../compiler/semantics/stdlib.ts';
import type { TypeSymbol } from '../compiler/semantics/types.ts';
import { parseApex } from '../compiler/syntax/parser.ts';
import { CompilationError, type SourceFile } from '../diagnostics/diagnostic.ts';
import { loadProgram } from '../runtime/kernel/program.ts';
import { typesOf } from './compile.ts';
import type { LocalOrg } from './local-org.ts';

/**
 * @param log hears the debug log, line by line
 * @throws CompilationError where the block does not compile; then nothing has run
 * @throws ApexException that the block did not catch; then everything is rolled back
 */
export function runAnonymous(org: LocalOrg, userId: string, file: SourceFile, log: (line: string) => void): void {
  const { unit, diagnostics: syntax } = parseApex(file, 'anonymous');
  if (syntax.length > 0) throw new CompilationError(syntax);
  if (unit?.kind !== 'anonymousUnit') throw new Error(`${file.path}: the parser gave no anonymous block`);
  const { anonymous, diagnostics } = checkAnonymous(unit, file, org.schema, loadStdlib(), checkedTypes(org));
  if (diagnostics.length > 0) throw new CompilationError(diagnostics);
  const block = loadProgram(emitAnonymous(anonymous), { parent: org.program });
  org.transaction(userId, 'anonymous', () => block.runAnonymous!(), log);
}

const checked = new WeakMap<LocalOrg, ReadonlyMap<string, TypeSymbol>>();

/** What anonymous Apex is checked against. */
function checkedTypes(org: LocalOrg): ReadonlyMap<string, TypeSymbol> {
  const types = org.types ?? checked.get(org) ?? typesOf(org.schema);
  checked.set(org, types);
  return types;
}

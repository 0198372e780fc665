import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { SourceFile, formatDiagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { parseApex } from '../../src/compiler/syntax/parser.ts';
import { mutate, random } from './support/mutations.ts';
import { readWithOracle } from './support/oracle.ts';
import type { Kind } from './support/oracle.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const FORCE_APP = join(import.meta.dirname, '../../../../force-app');
const SOURCES = '**/*.{cls,trigger,apex}';

/** Mutated sources a run; each costs both parsers a few milliseconds. */
const MUTATIONS = 160;

/** What this parser refuses and the reference parser, a grammar without semantics, lets through. */
const REFUSED_HERE: readonly RegExp[] = [
  /^Expression cannot be a statement\.$/,
  /^Expression cannot be assigned$/,
  /^Invalid constructor name: /,
  /^Invalid character in identifier: /,
  /^Identifier name is reserved: /,
  /^Identifier cannot be a keyword: /,
  /^Modifier is not allowed: /,
  /^Abstract methods cannot have a body$/,
  /^Missing '\{' at ';'$/,
  // `before undelete`
  /^Unexpected token 'undelete'\.$/,
  // `new Account(Name = 'x', 1)`: named and positional arguments do not mix.
  /^Missing '=' at /,
  // Two getters, two setters, `when` after `when else`.
  /^Unexpected token '(get|set)'\.$/,
  /^Missing '\}' at 'when'$/,
];

function kindOf(path: string): Kind {
  return path.endsWith('.trigger') ? 'trigger' : path.endsWith('.apex') ? 'anonymous' : 'type';
}

function sourcesIn(folder: string): string[] {
  return existsSync(folder)
    ? globSync(SOURCES, { cwd: folder })
        .sort()
        .map((path) => join(folder, path))
    : [];
}

/**
 * In a query the reference parser takes any clause word for an alias or a field (`FROM Account LIMIT LIMIT 1`), which
 * the platform does not.
 */
function isRefusedHere(finding: Diagnostic, source: string): boolean {
  const line = source.split('\n')[finding.line - 1] ?? '';
  return REFUSED_HERE.some((known) => known.test(finding.message)) || /\[?\b(SELECT|FROM|FIND|WHERE)\b/.test(line);
}

/** `group start-end` of each expression in a tree of ours, with the words of the reference parser's groups. */
function expressionsIn(tree: unknown): string[] {
  const found: string[] = [];
  const waiting: unknown[] = [tree];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (typeof node !== 'object' || node === null) continue;
    if ('kind' in node && 'start' in node && 'end' in node) {
      const group = GROUP_OF.get(String(node.kind));
      if (group !== undefined) found.push(`${group} ${String(node.start)}-${String(node.end)}`);
    }
    waiting.push(...(Object.values(node) as unknown[]));
  }
  return found;
}

const GROUP_OF: ReadonlyMap<string, string> = new Map([
  ...['binary', 'instanceof', 'conditional', 'assign', 'cast', 'index', 'postfix', 'unary', 'soql', 'sosl'].map(
    (kind): [string, string] => [kind, kind],
  ),
  ['new', 'new'],
  ['newCollection', 'new'],
  ['newArray', 'new'],
]);

for (const path of [...sourcesIn(FIXTURES), ...sourcesIn(FORCE_APP)]) {
  test(`${basename(path)} is accepted by both parsers, with the same expressions at the same places`, () => {
    const source = readFileSync(path, 'utf8');
    const ours = parseApex(new SourceFile(path, source), kindOf(path));
    const reference = readWithOracle(source, kindOf(path));
    assert.deepEqual(ours.diagnostics.map(formatDiagnostic), []);
    assert.deepEqual(reference.errors, []);
    const expected = new Set(reference.expressions.filter((found) => !isOracleSlip(found, source)));
    const actual = new Set(expressionsIn(ours.unit).filter((found) => !isOracleSlip(found, source)));
    const text = (found: string): string => `${found} ${source.slice(...spanOf(found))}`;
    assert.deepEqual([...expected.difference(actual)].map(text), []);
    assert.deepEqual([...actual.difference(expected)].map(text), []);
  });
}

function spanOf(found: string): [number, number] {
  const [start, end] = found.slice(found.indexOf(' ') + 1).split('-');
  return [Number(start), Number(end)];
}

/**
 * Not comparable: `(a) - b`, which the reference parser reads as a cast of `-b`; the arguments `Name = 'x'` of a new
 * sObject, which it reads as assignments; the signs of `when -1`, which are no expressions there.
 */
function isOracleSlip(found: string, source: string): boolean {
  const [start, end] = spanOf(found);
  const text = source.slice(start, end);
  if (/^\(\w+\)\s*[-+]/.test(text) || /^[-+]\s*\w+$/.test(text)) return true;
  return found.startsWith('assign') && /^\w+\s*=[^=]/.test(text) && /[(,]\s*$/.test(source.slice(0, start));
}

test('sources with one token changed are accepted and rejected by both parsers alike', () => {
  const next = random(20260401);
  const paths = sourcesIn(FIXTURES);
  const disagreements: string[] = [];
  let rejected = 0;
  for (let round = 0; round < MUTATIONS; round++) {
    const path = paths[round % paths.length];
    const source = mutate(readFileSync(path, 'utf8'), next);
    const finding = parseApex(new SourceFile(basename(path), source), kindOf(path)).diagnostics[0];
    const reference = readWithOracle(source, kindOf(path)).errors[0];
    if (finding !== undefined) rejected++;
    if ((finding === undefined) === (reference === undefined)) continue;
    if (finding !== undefined && isRefusedHere(finding, source)) continue;
    disagreements.push(finding === undefined ? `accepted, but ${path}: ${reference}` : formatDiagnostic(finding));
  }
  assert.deepEqual(disagreements, []);
  assert.ok(rejected > MUTATIONS / 2, 'most changes break a source');
});

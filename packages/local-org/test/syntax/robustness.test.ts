import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CompilationError, SourceFile } from '../../src/diagnostics/diagnostic.ts';
import { parseApex, parseSoql, parseSosl, parseTypeRef } from '../../src/compiler/syntax/parser.ts';
import { errorsIn, unitOf } from './support/read.ts';
import { mutate, random } from './support/mutations.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const SOURCES = globSync('*', { cwd: FIXTURES })
  .sort()
  .map((name) => readFileSync(join(FIXTURES, name), 'utf8'));

/** Runs every entry point; the tests below ask only that each returns, or throws what it says it throws. */
function readEverything(text: string): void {
  for (const kind of ['type', 'trigger', 'anonymous', 'signature'] as const) {
    const { unit, diagnostics } = parseApex(new SourceFile('X', text), kind);
    assert.ok(unit !== undefined || diagnostics.length > 0);
  }
  for (const read of [parseSoql, parseSosl, parseTypeRef]) {
    try {
      read(text);
    } catch (error) {
      assert.ok(error instanceof CompilationError && error.diagnostics.length > 0);
    }
  }
}

test('nesting without end is reported, not followed', () => {
  const deep: Readonly<Record<string, string>> = {
    parentheses: `Object a = ${'('.repeat(5000)}1${')'.repeat(5000)};`,
    'open parentheses': `Object a = ${'('.repeat(5000)}`,
    casts: `Object a = ${'(A) '.repeat(5000)}b;`,
    signs: `Object a = ${'- '.repeat(5000)}b;`,
    conditionals: `Object a = ${'b ? c : '.repeat(5000)}d;`,
    assignments: `Object a = ${'b = '.repeat(5000)}d;`,
    'type arguments': `${'List<'.repeat(5000)}A${'>'.repeat(5000)} a;`,
    'type arguments after new': `Object a = new ${'List<'.repeat(5000)}A${'>'.repeat(5000)}();`,
    calls: `Object a = ${'f('.repeat(5000)}`,
    collections: `Object a = ${'new A{'.repeat(5000)}`,
    queries: `Object a = ${'[SELECT Id FROM A WHERE b = :'.repeat(5000)}`,
    subqueries: `Object a = [${'SELECT (SELECT Id FROM A WHERE b IN ('.repeat(5000)}`,
    conditions: `Object a = [SELECT Id FROM A WHERE ${'('.repeat(5000)}`,
    functions: `Object a = [SELECT ${'FORMAT('.repeat(5000)}`,
    blocks: `{ ${'{'.repeat(5000)}${'}'.repeat(5000)} }`,
    ifs: `{ ${'if (a) '.repeat(5000)} f(); }`,
    'else-ifs': `{ ${'if (a) f(); else '.repeat(5000)} f(); }`,
    cases: `{ switch on a { when ${'('.repeat(5000)}`,
    classes: 'class B { '.repeat(5000),
  };
  for (const [what, body] of Object.entries(deep)) {
    const [first] = errorsIn(`class A { ${body} }`);
    assert.match(first ?? 'accepted', /Nested more than \d+ levels deep|Unexpected token/, what);
  }
});

test('nesting of a hundred levels is read', () => {
  unitOf(`class A { Object a = ${'('.repeat(100)}1${')'.repeat(100)}; }`, 'type');
  unitOf(`class A { void f() { ${'if (a) { '.repeat(100)}${'}'.repeat(100)} } }`, 'type');
});

test('chains of any length are read in a loop', () => {
  const many = (separator: string): string => Array.from({ length: 5000 }, (_, at) => `a${at}`).join(separator);
  unitOf(`class A { Object a = ${many(' + ')}; }`, 'type');
  unitOf(`class A { Object a = ${many('.')}; }`, 'type');
  unitOf(`class A { Object a = f(${many(', ')}); }`, 'type');
  parseSoql(`SELECT ${many(', ')} FROM A WHERE ${many(' = 1 AND ')} = 1`);
  assert.ok(errorsIn(`class A { Object a = ${many(' < ')}; }`).length === 0);
});

test('twenty thousand lines are read within a second', () => {
  const source = SOURCES.find((text) => text.includes('class InvoiceService'))!;
  const copies = Math.ceil(20_000 / source.split('\n').length);
  const start = performance.now();
  for (let copy = 0; copy < copies; copy++) parseApex(new SourceFile('X', source), 'type');
  assert.ok(performance.now() - start < 1000);
});

test('every beginning of a source is read to its end', () => {
  for (const source of SOURCES) {
    for (let length = 0; length < source.length; length += 97) {
      parseApex(new SourceFile('X', source.slice(0, length)), 'type');
    }
  }
});

test('sources with many tokens changed are read, whatever comes of it', () => {
  const next = random(7);
  for (let round = 0; round < 120; round++) {
    let text = SOURCES[round % SOURCES.length];
    for (let changes = 0; changes < 8; changes++) text = mutate(text, next);
    readEverything(text);
  }
});

test('texts of random characters are read, whatever comes of it', () => {
  const next = random(11);
  const alphabet = [
    ...'(){}[];,.?:@=<>!&|+-*/^~\'"\\ \n#%aB1_é\u{1f600}',
    ' class ',
    ' SELECT ',
    ' FROM ',
    ' if ',
    "'''\n",
  ];
  for (let round = 0; round < 400; round++) {
    const length = Math.floor(next() * 80);
    readEverything(Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join(''));
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SourceFile } from '../../src/diagnostics/diagnostic.ts';
import { parseApex } from '../../src/compiler/syntax/parser.ts';
import { errorsIn } from './support/read.ts';

test('a missing semicolon is reported at the token that follows', () => {
  assert.deepEqual(errorsIn('class A {\n  void f() {\n    Integer a = 1\n    foo();\n  }\n}'), [
    "4:5 Missing ';' at 'foo'",
  ]);
});

test('an unexpected token is reported where it stands', () => {
  assert.deepEqual(errorsIn('class A {\n  Integer a = ;\n}'), ["2:15 Unexpected token ';'."]);
  assert.deepEqual(errorsIn('class A { Object a = [1]; }'), ["1:22 Unexpected token '['."]);
  assert.deepEqual(errorsIn('hello'), ["1:1 Unexpected token 'hello'."]);
  assert.deepEqual(errorsIn(''), ["1:1 Unexpected token '<EOF>'."]);
});

test('braces that do not match are reported at the end', () => {
  assert.deepEqual(errorsIn('class A { void f() { }'), ["1:23 Missing '}' at '<EOF>'"]);
  assert.deepEqual(errorsIn('class A { } }'), ["1:13 Missing '<EOF>' at '}'"]);
});

test('each wrong statement and each wrong member of a file is reported', () => {
  const source = `class A {
  void f() {
    Integer a = 1 +;
    if (a > ) { g(); }
    switch on a { bad }
    g();
    h(;
  }
  Integer = 3;
  public void g( { }
  Integer ok;
  enum E { A, }
  void h() { a b c; }
}`;
  assert.deepEqual(errorsIn(source), [
    "3:20 Unexpected token ';'.",
    "4:13 Unexpected token ')'.",
    "5:19 Missing 'when' at 'bad'",
    "7:7 Unexpected token ';'.",
    "9:11 Unexpected token '='.",
    "10:18 Unexpected token '{'.",
    "12:15 Unexpected token '}'.",
    "13:18 Missing ';' at 'c'",
  ]);
});

test('what surrounds an error is still in the tree', () => {
  const source = 'class A { void f() { a(; b(); } Integer c = ; Integer d; }';
  const { unit } = parseApex(new SourceFile('A.cls', source), 'type');
  assert.ok(unit?.kind === 'typeUnit' && unit.type.kind === 'class');
  const [f, d] = unit.type.members;
  assert.ok(f?.kind === 'method' && f.body?.statements.length === 1);
  assert.ok(d?.kind === 'field' && d.declarators[0]?.name.name === 'd');
});

test('text that is no token is reported once and left out', () => {
  assert.deepEqual(errorsIn('class A { # Integer a; }'), [
    "1:11 Found punctuation symbol or operator '#' that isn't valid in Apex.",
  ]);
  assert.deepEqual(errorsIn('class A { } /* open'), ['1:13 Missing closing mark */ on multi-line comment.']);
  assert.deepEqual(
    errorsIn("class A { String a = 'open;\n }")[0],
    '1:22 Illegal string literal: Line breaks are not allowed in string literals',
  );
});

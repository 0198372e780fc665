import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classOf, errorsIn, memberOf, showType, unitOf } from './support/read.ts';

test('a class keeps its modifiers, superclass and interfaces', () => {
  const type = classOf(
    '@IsTest(SeeAllData=true isParallel=false) Global Without Sharing Virtual class A extends B.C implements D, E<F> { }',
  );
  assert.equal(type.name.name, 'A');
  assert.deepEqual(type.modifiers.keywords, ['global', 'without sharing', 'virtual']);
  assert.equal(showType(type.superclass!), 'B.C');
  assert.deepEqual(type.interfaces.map(showType), ['D', 'E<F>']);
  assert.deepEqual(
    type.modifiers.annotations.map(({ name, parameters }) => ({ name, parameters })),
    [
      {
        name: 'IsTest',
        parameters: [
          { name: 'SeeAllData', value: 'true' },
          { name: 'isParallel', value: 'false' },
        ],
      },
    ],
  );
});

test('the parameters of annotations are values as written, strings without quotes', () => {
  const { modifiers } = classOf("@A('it\\'s') @B(label='x', n=-1, t=C.D) @E() class F { }");
  assert.deepEqual(
    modifiers.annotations.map(({ parameters }) => parameters),
    [
      [{ name: 'value', value: "it's" }],
      [
        { name: 'label', value: 'x' },
        { name: 'n', value: '-1' },
        { name: 't', value: 'C.D' },
      ],
      [],
    ],
  );
});

test('members of every kind are told apart', () => {
  const { members } = classOf(`class A {
    static { } { } ;
    A() { }
    public void f(final Integer a, List<B> c) { }
    abstract Integer g();
    Integer a, b = 2;
    Integer c { get; set; }
    class D { } interface E { void f(); } enum F { G, H }
  }`);
  assert.deepEqual(
    members.map(({ kind }) => kind),
    [
      'initializer',
      'initializer',
      'constructor',
      'method',
      'method',
      'field',
      'property',
      'class',
      'interface',
      'enum',
    ],
  );
});

test('a method keeps its parameters and its result', () => {
  const method = memberOf('protected override Map<Id, A>[] f(final Integer a, B c) { return null; }');
  assert.ok(method.kind === 'method');
  assert.equal(showType(method.returnType!), 'List<Map<Id, A>>');
  assert.deepEqual(
    method.parameters.map(({ name, type, isFinal }) => [name.name, showType(type), isFinal]),
    [
      ['a', 'Integer', true],
      ['c', 'B', false],
    ],
  );
  const nothing = memberOf('void f() { }');
  assert.ok(nothing.kind === 'method' && nothing.returnType === undefined);
});

test('a property has accessors in any order, with modifiers and bodies or without', () => {
  const property = memberOf('static Integer a { private set { b = value; } get; }');
  assert.ok(property.kind === 'property');
  assert.equal(property.getter?.body, undefined);
  assert.deepEqual(property.setter?.modifiers.keywords, ['private']);
  assert.equal(property.setter?.body?.statements.length, 1);
  assert.deepEqual(errorsIn('class A { Integer a { get; get; } }'), ["1:28 Unexpected token 'get'."]);
});

test('transient and sharing words are modifiers before a declaration and names elsewhere', () => {
  const field = memberOf('private transient Integer transient;');
  assert.ok(field.kind === 'field');
  assert.deepEqual(field.modifiers.keywords, ['private', 'transient']);
  assert.equal(field.declarators[0]?.name.name, 'transient');
});

test('nodes span their text', () => {
  const source = 'class A {\n  @X public Integer f() { return 1 + 2; }\n}';
  const [method] = classOf(source).members;
  assert.equal(source.slice(method.start, method.end), '@X public Integer f() { return 1 + 2; }');
});

test('a trigger keeps its object, events, statements and members', () => {
  const unit = unitOf(
    'Trigger T on My__c (before insert, AFTER UNDELETE) { f(); void f() { } class C { } }',
    'trigger',
  );
  assert.ok(unit.kind === 'triggerUnit');
  const { name, object, events, body, members } = unit.trigger;
  assert.deepEqual([name.name, object.name, events], ['T', 'My__c', ['before insert', 'after undelete']]);
  assert.equal(body.statements.length, 1);
  assert.deepEqual(
    members.map(({ kind }) => kind),
    ['method', 'class'],
  );
  assert.deepEqual(errorsIn('trigger T on A (before undelete) { }', 'trigger'), ["1:24 Unexpected token 'undelete'."]);
});

test('an anonymous block mixes statements, methods, types and properties', () => {
  const unit = unitOf(
    'Integer a = 1; f(); void f() { } public Integer b = 2; class C { } @X String d; Integer e { get; }',
    'anonymous',
  );
  assert.ok(unit.kind === 'anonymousUnit');
  assert.deepEqual(
    unit.members.map(({ kind }) => kind),
    ['local', 'expression', 'method', 'field', 'class', 'local', 'property'],
  );
});

test('signatures take type parameters, names that are reserved, and no bodies', () => {
  const source =
    'global class List<T> { List(); List(Set<T> other); T get(Integer i); static Integer insert(T new); Integer a { get; } class In<K, V> { } }';
  const type = classOf(source, 'signature');
  assert.deepEqual(type.typeParameters, ['T']);
  assert.deepEqual(
    type.members.map(({ kind }) => kind),
    ['constructor', 'constructor', 'method', 'method', 'property', 'class'],
  );
  assert.deepEqual(errorsIn('class A<T> { }'), ["1:8 Missing '{' at '<'"]);
});

test('members that contradict their kind are refused', () => {
  assert.deepEqual(errorsIn('class A { void f(); }'), ["1:19 Missing '{' at ';'"]);
  assert.deepEqual(errorsIn('class A { abstract void f() { } }'), ['1:25 Abstract methods cannot have a body']);
  assert.deepEqual(errorsIn('class A { f() { } }'), ['1:11 Invalid constructor name: f']);
  assert.deepEqual(errorsIn('interface A { void f() { } }'), ["1:24 Missing ';' at '{'"]);
});

test('names that Apex does not allow are refused where they are declared', () => {
  assert.deepEqual(errorsIn('class A { Integer b__c; }'), ['1:19 Invalid character in identifier: b__c']);
  assert.deepEqual(errorsIn('class A { Integer list; }'), ['1:19 Identifier cannot be a keyword: list']);
  assert.deepEqual(errorsIn('class A { Integer class; }'), ["1:19 Unexpected token 'class'."]);
  assert.match(
    errorsIn('class A { Integer größe; }')[0],
    /^1:19 Invalid identifier 'größe'\. Apex identifiers must start/,
  );
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  assertAccepted,
  bodyOf,
  expression,
  inMethod,
  messages,
  methodOf,
  places,
  program,
  typeOf,
} from './support.ts';

describe('variables and fields', () => {
  it('that do not exist are refused by name and place', () => {
    assert.deepEqual(places('public class Foo { void run() {\n  missing = 1;\n} }'), [
      '2:3 Variable does not exist: missing',
    ]);
  });
  it('hide what is farther out: a variable a field, a field a type', () => {
    const source =
      'public class Foo { String x; static Integer account = 1; void run() { Integer x = 1; x++; account++; } }';
    assert.deepEqual(messages(source), []);
  });
  it('may be declared once', () => {
    assert.deepEqual(inMethod('Integer x; { Integer X; }'), ['Duplicate variable: X']);
    assertAccepted('{ Integer x; } { Integer x; } for (Integer x = 0; x < 1; x++) { }');
    assert.deepEqual(messages('public class Foo { Integer a; String A; }'), ['Duplicate field: A']);
  });
  it('of an instance are out of reach in static code', () => {
    assert.deepEqual(messages('public class Foo { Integer x; static void run() { x = 1; } }'), [
      'Non static field cannot be referenced from a static context: x from the type Foo',
    ]);
  });
  it('of an outer class are in reach of an inner one when static', () => {
    assert.deepEqual(messages('public class Foo { static Integer n; class Inside { void run() { n = 1; } } }'), []);
  });
  it('that are private can be read in the same top-level class and, if @TestVisible, in tests', () => {
    const foo =
      'public class Foo { private Integer x; @TestVisible private Integer y; class Inside { void run(Foo f) { f.x = 1; } } }';
    assert.deepEqual(messages(foo), []);
    assert.deepEqual(messages(foo, '@IsTest private class Bar { void run(Foo f) { f.y = 1; } }'), []);
    assert.deepEqual(messages(foo, 'public class Bar { void run(Foo f) { f.y = 1; } }'), [
      'Variable is not visible: Foo.y',
    ]);
  });
  it('that are final take a value in declaration, initialiser and constructor only', () => {
    const words = 'Final members can only be assigned in their declaration, init blocks, or constructors: x';
    assert.deepEqual(messages('public class Foo { final Integer x; Foo() { x = 1; } }'), []);
    assert.deepEqual(messages('public class Foo { final Integer x; void run() { x = 1; } }'), [words]);
    assert.deepEqual(inMethod('final Integer x = 1; x = 2;'), ['Final local variable cannot be assigned: x']);
    assertAccepted('final Integer x; x = 2;');
  });
});

describe('properties', () => {
  it('with automatic accessors are fields, with bodies calls', () => {
    const source =
      'public class Foo { Integer x { get; set; } Integer y { get { return y; } set { y = value; } } void run() { x = y; } }';
    const checked = program(source);
    const [statement] = bodyOf(methodOf(checked, 'Foo', 'run'));
    assert.ok(statement.kind === 'expression' && statement.value.kind === 'assign');
    assert.equal(statement.value.place.kind, 'field');
    assert.ok(statement.value.value.kind === 'read');
    assert.equal(statement.value.value.place.kind, 'property');
    assert.deepEqual(
      checked.types[0].accessors.map(({ kind }) => kind),
      ['get', 'set'],
    );
  });
  it('mean their stored value inside of their own accessors', () => {
    const checked = program('public class Foo { Integer y { get { return y; } set; } }');
    const getter = checked.types[0].accessors.find(({ kind }) => kind === 'get')!.method;
    const [statement] = bodyOf(getter);
    assert.ok(statement.kind === 'return' && statement.value?.kind === 'read');
    assert.equal(statement.value.place.kind, 'field');
  });
  it('without a setter, or with a hidden one, cannot be assigned', () => {
    const foo = 'public class Foo { public Integer x { get; private set; } public Integer y { get { return 1; } } }';
    assert.deepEqual(messages(foo, 'public class Bar { void run(Foo f) { f.x = 1; f.y = 1; } }'), [
      'Variable is not visible: Foo.x',
      'Field is not writeable: Foo.y',
    ]);
  });
});

describe('methods', () => {
  it('that do not exist are refused with the types of the arguments', () => {
    assert.deepEqual(messages('public class Bar { void run() { foo(1, null); } }'), [
      'Method does not exist or incorrect signature: void foo(Integer, null) from the type Bar',
    ]);
    assert.deepEqual(inMethod('s.nope(i);'), [
      'Method does not exist or incorrect signature: void nope(Integer) from the type String',
    ]);
  });
  it('are chosen by the nearest parameters', () => {
    const bar =
      'public class Bar { public static Integer f(Object o) { return 1; } public static String f(Long l) { return null; } ' +
      'public static Boolean g(Object o) { return true; } public static Date g(SObject o) { return null; } ' +
      'public static Long h(List<SObject> l) { return 1; } public static Id h(SObject o) { return null; } }';
    assert.equal(typeOf('Bar.f(1)', bar), 'String');
    assert.equal(typeOf("Bar.f('x')", bar), 'Integer');
    assert.equal(typeOf('Bar.g(a)', bar), 'Date');
    assert.equal(typeOf('Bar.g(null)', bar), 'Date');
    assert.equal(typeOf('Bar.h([SELECT Id FROM Account])', bar), 'Long');
  });
  it('have generic parameters and results filled in', () => {
    assert.equal(typeOf('new Map<Id, List<Account>>().values()[0].get(0).Name'), 'String');
    assert.equal(typeOf('new Map<String, Integer>().keySet()'), 'Set<String>');
    assert.deepEqual(inMethod('new List<Integer>().add(s);'), [
      'Method does not exist or incorrect signature: void add(String) from the type List<Integer>',
    ]);
  });
  it('of an instance cannot be called in static code', () => {
    assert.deepEqual(messages('public class Foo { void f() { } static void run() { f(); } }'), [
      'Non static method cannot be referenced from a static context: void Foo.f()',
    ]);
  });
  it('that are static cannot be called on an instance', () => {
    assert.deepEqual(messages('public class Foo { static void f() { } void run(Foo other) { other.f(); } }'), [
      'Static method cannot be referenced from a non static context: void Foo.f()',
    ]);
  });
  it('that are private are not visible outside', () => {
    assert.deepEqual(
      messages('public class Foo { private static void f() { } }', 'public class Bar { void run() { Foo.f(); } }'),
      ['Method is not visible: void Foo.f()'],
    );
  });
  it('may differ in type arguments alone', () => {
    const checked = program('public class Foo { void f(List<Account> l) { } void f(List<Contact> l) { } }');
    const keys = checked.types[0].methods.map(({ symbol }) => symbol.key);
    assert.equal(new Set(keys).size, 2);
  });
  it('with the same signature are refused', () => {
    assert.deepEqual(messages('public class Foo { void f(Integer a) { } void F(Integer b) { } }'), [
      'Method already defined: F SIGNATURE: void Foo.F(Integer)',
    ]);
  });
  it('join a ?. chain, whose null ends all of it', () => {
    const value = expression('a?.Name.length()');
    assert.ok(value.kind === 'safe');
    assert.equal(value.access.kind, 'callPlatformInstance');
    assert.equal(typeOf('a?.Name.length()'), 'Integer');
  });
});

describe('keys of methods', () => {
  const keysOf = (type: string, ...sources: string[]): string[] =>
    program(...sources)
      .types.find(({ symbol }) => symbol.qualifiedName === type)!
      .methods.map(({ symbol }) => symbol.key);

  it('are lower-cased signatures without type arguments', () => {
    assert.deepEqual(keysOf('Foo', 'public class Foo { void DoThing(Integer a, List<Account> b) { } }'), [
      'dothing(integer,list)',
    ]);
  });
  it('are those of what a method overrides or implements', () => {
    const base = 'public abstract class Base { public abstract void Run(Integer A); }';
    assert.deepEqual(keysOf('Foo', base, 'public class Foo extends Base { public override void RUN(Integer b) { } }'), [
      'run(integer)',
    ]);
    assert.deepEqual(
      keysOf('Foo', 'public class Foo implements Comparable { public Integer CompareTo(Object o) { return 0; } }'),
      ['compareTo(Object)'],
    );
    assert.deepEqual(keysOf('Foo', 'public class Foo { public override String TOSTRING() { return null; } }'), [
      'toString()',
    ]);
    assert.deepEqual(
      keysOf(
        'Foo',
        'public class Foo implements Comparator<Account> { public Integer compare(Account x, Account y) { return 0; } }',
      ),
      ['compare(T,T)'],
    );
  });
  it('are bridged where an implementation is wider than what it implements', () => {
    const source =
      'public class Foo implements Database.Batchable<SObject> { public Database.QueryLocator start(Database.BatchableContext c) ' +
      "{ return Database.getQueryLocator('SELECT Id FROM Account'); } public void execute(Database.BatchableContext c, List<Account> l) { } " +
      'public void finish(Database.BatchableContext c) { } }';
    // Both keys are the same here, since type arguments are erased.
    assert.deepEqual(keysOf('Foo', source).length, 3);
    const loose =
      'public class Foo implements Comparator<Boolean> { public Integer compare(Object x, Object y) { return 0; } }';
    assert.deepEqual(program(loose).types[0].bridges, [{ from: 'compare(T,T)', to: 'compare(object,object)' }]);
  });
});

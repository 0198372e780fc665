import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { messages } from './support.ts';

const inFoo = (members: string): string[] => messages(`public class Foo { ${members} }`);

function assertRefused(members: string, ...expected: string[]): void {
  assert.deepEqual(inFoo(members), expected);
}

describe('modifiers', () => {
  it('are those that the kind of declaration has', () => {
    assert.deepEqual(
      inFoo(`public virtual class A { public virtual void f() { } protected Integer p; private final String s = 'x'; }
        class B extends A { public override void f() { } } static Integer n; static { n = 1; } transient Object o;
        public Integer q { get; private set; } interface I { void g(); } enum E { X }`),
      [],
    );
  });
  it('are not those of another kind', () => {
    assertRefused('static class A { }', 'static is not allowed on classes');
    assertRefused('final void f() { }', 'final is not allowed on methods');
    assertRefused('virtual Integer n;', 'virtual is not allowed on fields');
    assertRefused('protected class A { }', 'protected is not allowed on classes');
    assertRefused('interface I { public void f(); }', 'public is not allowed on interface methods');
    assert.deepEqual(messages('public final class Foo { }'), ['final is not allowed on classes']);
  });
  it('stand once', () => {
    assertRefused('static static Integer n;', 'Duplicate modifier: static');
    assertRefused('public private Integer n;', 'Declarations can only have one scope');
  });
  it('do not repeat what another means', () =>
    assert.deepEqual(messages('public virtual abstract class Foo { }'), ['abstract classes are by default virtual']));
  it('make nothing static inside of an inner type', () => {
    assertRefused('class A { static Integer n; }', 'static can only be used on fields of a top level type');
    assertRefused('class A { static void f() { } }', 'static can only be used on methods of a top level type');
    assertRefused('class A { static { } }', 'Inner types are not allowed to have static blocks');
  });
  it('make nothing global inside of what is not', () => {
    assertRefused('global void f() { }', 'Defining type for global methods must be declared as global');
    assert.deepEqual(messages('global class Foo { global void f() { } webservice static void g() { } }'), []);
  });
  it('show a class of a file of its own to the others, unless it is a test', () => {
    assert.deepEqual(messages('class Foo { }'), ['Top-level type must have public or global visibility']);
    assert.deepEqual(messages('@IsTest private class Foo { }'), []);
  });
  it('of an accessor show no more than the property', () => {
    assertRefused('private Integer n { get; public set; }', 'Cannot declare public accessor on private property');
    assertRefused('Integer n { }', 'Property must have at least one accessor: n');
  });
});

describe('exceptions', () => {
  it('are told by their names', () => {
    assert.deepEqual(
      inFoo('virtual class AException extends Exception { } class BException extends AException { }'),
      [],
    );
    assertRefused(
      'class A extends Exception { }',
      "Classes extending Exception must have a name ending in 'Exception': A",
    );
    assertRefused('class AException { }', 'Exception class must extend another Exception class: AException');
  });
  it('are extended where they are virtual', () =>
    assertRefused(
      'class AException extends Exception { } class BException extends AException { }',
      'Non-virtual and non-abstract type cannot be extended: Foo.AException',
    ));
});

describe('names', () => {
  const problems = (name: string): string[] => {
    try {
      return messages(`public class Foo { void f() { Object ${name}; } }`);
    } catch (error) {
      const [diagnostic] = (error as { actual?: { message: string }[] }).actual ?? [];
      return [diagnostic?.message ?? String(error)];
    }
  };

  it('are not the words that the language keeps', () => {
    for (const word of ['group', 'of', 'number', 'when', 'Object'])
      assert.deepEqual(problems(word), [`Identifier name is reserved: ${word}`]);
    for (const word of ['limit', 'List', 'select', 'from'])
      assert.deepEqual(problems(word), [`Identifier cannot be a keyword: ${word}`]);
    for (const word of ['after', 'count', 'excludes', 'first', 'includes', 'last', 'order', 'with', 'date', 'string'])
      assert.deepEqual(problems(word), []);
  });
  it('of methods and types may be such words', () =>
    assert.deepEqual(
      inFoo('void sort() { } Integer of() { return this.of(); } void set() { } void group() { } class Inner { }'),
      [],
    ));
  it('have letters, digits and single underscores', () => {
    for (const name of ['_a', 'a_', 'a__b', 'a$b'])
      assert.deepEqual(problems(name), [`Invalid character in identifier: ${name}`]);
    assert.deepEqual(problems('a_b1'), []);
    assert.deepEqual(problems('x'.repeat(256)), [`Identifier name is too long: ${'x'.repeat(256)}`]);
  });
});

describe('annotations', () => {
  it('are those that there are, with the arguments that they have', () => {
    assertRefused('@Nope void f() { }', 'Annotation does not exist: Nope');
    assertRefused(
      '@AuraEnabled(lazy=true) public static void f() { }',
      'No such property, lazy, defined on this annotation: AuraEnabled',
    );
    assertRefused('@TestVisible @testvisible private Integer n;', 'Duplicate modifier: testvisible');
    assert.deepEqual(
      inFoo("@AuraEnabled(cacheable=true) public static void f() { } @SuppressWarnings('PMD') void g() { }"),
      [],
    );
  });
  it('of tests ask for static methods without parameters in a test class', () => {
    assertRefused('@IsTest static void f() { }', 'Defining type for testMethod methods must be declared as IsTest');
    assert.deepEqual(messages('@IsTest class Foo { @IsTest static void f(Integer i) { } @IsTest void g() { } }'), [
      'Test methods must have no arguments',
      'IsTest methods must be declared as static',
    ]);
  });
  it('of future methods ask for what can wait', () => {
    assert.deepEqual(inFoo('@Future static void f(List<Id> ids, Map<String, Integer> m, Date d) { }'), []);
    assertRefused('@Future static void f(Account a) { }', 'Future methods do not support parameter type of Account');
    assertRefused('@Future static Integer f() { return 1; }', 'Future methods do not support return type of Integer');
    assertRefused('@Future void f() { }', 'Future methods must be declared as static');
  });
  it('of invocable methods ask for one list', () => {
    assertRefused(
      '@InvocableMethod static void f(Id id) { }',
      'Unsupported parameter type Id. Valid invocable parameters must be List types like List<T> where T is a supported type',
    );
    assertRefused(
      '@InvocableMethod static void f(List<Id> a) { } @InvocableMethod static void g(List<Id> a) { }',
      'Only one method per type can be defined with: InvocableMethod',
    );
  });
});

describe('overloads', () => {
  it('that nothing tells apart are ambiguous', () => {
    assertRefused(
      'static void f(Integer i) { } static void f(String s) { } static void g() { f(null); }',
      'Ambiguous method signature: void f(null)',
    );
    assertRefused(
      'static void f(Long a, Integer b) { } static void f(Integer a, Long b) { } static void g() { f(1, 2); }',
      'Ambiguous method signature: void f(Integer, Integer)',
    );
  });
  it('are told apart by the nearer parameter', () =>
    assert.deepEqual(
      inFoo(`static void f(Object o) { } static void f(SObject s) { } static void f(Account a) { }
        static void g(SObject s) { f(null); f(new Account()); f(s); f(1); }`),
      [],
    ));
});

describe('instanceof', () => {
  it('is not asked where the answer is known', () => {
    const asked = (what: string): string[] =>
      inFoo(`Boolean f(String s, Object o, SObject r, List<Account> l) { return ${what}; }`);
    assert.deepEqual(asked('o instanceof String'), []);
    assert.deepEqual(asked('r instanceof Account'), []);
    assert.deepEqual(asked('s instanceof String'), [
      'Operation instanceof is always true since an instance of String is always an instance of String',
    ]);
    assert.deepEqual(asked('s instanceof Integer'), [
      'Operation instanceof is always false since an instance of String is never an instance of Integer',
    ]);
    assert.deepEqual(asked('l instanceof List<Contact>'), [
      'Operation instanceof is always false since an instance of List<Account> is never an instance of List<Contact>',
    ]);
  });
});

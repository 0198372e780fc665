import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { messages, program } from './support.ts';

const face = 'public interface Shape { Integer area(Integer factor); }';

describe('interfaces', () => {
  it('must be implemented', () => {
    assert.deepEqual(messages(face, 'public class Foo implements Shape { }'), [
      'Class Foo must implement the method: Integer Shape.area(Integer)',
    ]);
    assert.deepEqual(messages('public class Foo implements Comparable { }'), [
      'Class Foo must implement the method: Integer Comparable.compareTo(Object)',
    ]);
  });
  it('may be left to subclasses by an abstract class', () => {
    const base = 'public abstract class Base implements Shape { }';
    assert.deepEqual(
      messages(face, base, 'public class Foo extends Base { public Integer area(Integer f) { return f; } }'),
      [],
    );
    assert.deepEqual(messages(face, base, 'public class Foo extends Base { }'), [
      'Class Foo must implement the method: Integer Shape.area(Integer)',
    ]);
  });
  it('may be implemented by a superclass', () => {
    const base = 'public virtual class Base { public Integer area(Integer f) { return f; } }';
    assert.deepEqual(messages(face, base, 'public class Foo extends Base implements Shape { }'), []);
  });
  it('need public methods', () => {
    assert.equal(
      messages(face, 'public class Foo implements Shape { Integer area(Integer f) { return f; } }').length,
      1,
    );
  });
  it('cannot be made of a class', () => {
    assert.deepEqual(messages('public virtual class Bar { }', 'public class Foo implements Bar { }'), [
      'Foo: Interface type expected, found Bar',
    ]);
  });
});

describe('superclasses', () => {
  it('must be virtual or abstract', () => {
    assert.deepEqual(messages('public class Bar { }', 'public class Foo extends Bar { }'), [
      'Non-virtual and non-abstract type cannot be extended: Bar',
    ]);
  });
  it('come before their subclasses in the program', () => {
    const { types } = program(
      'public class A extends B { }',
      'public virtual class B extends C { }',
      'public virtual class C { }',
    );
    assert.deepEqual(
      types.map(({ symbol }) => symbol.name),
      ['C', 'B', 'A'],
    );
  });
  it('cannot go in a circle', () => {
    assert.deepEqual(messages('public virtual class A extends B { }', 'public virtual class B extends A { }'), [
      'Circular definition: A',
    ]);
  });
  it('must have their abstract methods implemented', () => {
    assert.deepEqual(
      messages('public abstract class Bar { public abstract void f(); }', 'public class Foo extends Bar { }'),
      ['Class Foo must implement the abstract method: void Bar.f()'],
    );
  });
  it('have their constructors called with what they take', () => {
    const base = 'public virtual class Base { public Base(Integer a) { } }';
    assert.deepEqual(messages(base, 'public class Foo extends Base { public Foo() { super(1); } }'), []);
    assert.deepEqual(messages(base, 'public class Foo extends Base { }'), [
      'Constructor not defined: [Base].<Constructor>()',
    ]);
  });
});

describe('overriding', () => {
  const base = 'public virtual class Base { public virtual void f() { } public void g() { } private void h() { } }';
  const foo = (member: string): string[] => messages(base, `public class Foo extends Base { ${member} }`);

  it('needs the keyword', () =>
    assert.deepEqual(foo('public void f() { }'), ['Method must use the override keyword: void Foo.f()']));
  it('needs something to override', () => {
    assert.deepEqual(foo('public override void x() { }'), [
      '@Override specified for non-overriding method: void Foo.x()',
    ]);
  });
  it('needs a virtual method', () => {
    assert.deepEqual(foo('public override void g() { }'), [
      'Non-virtual, non-abstract methods cannot be overridden: void Base.g()',
    ]);
  });
  it('keeps the return type, or narrows it', () => {
    assert.deepEqual(foo('public override Integer f() { return 1; }'), [
      'Method return types clash: void Base.f() vs Integer Foo.f()',
    ]);
    const factory = 'public virtual class F { public virtual Object make() { return null; } }';
    assert.deepEqual(
      messages(factory, 'public class G extends F { public override Object make() { return super.make(); } }'),
      [],
    );
  });
  it('does not happen to private methods', () => {
    const { types } = program(base, 'public class Foo extends Base { private void h() { } }');
    const [inBase, inFoo] = ['Base', 'Foo'].map(
      (name) =>
        types.find(({ symbol }) => symbol.name === name)!.methods.find(({ symbol }) => symbol.name === 'h')!.symbol.key,
    );
    assert.notEqual(inBase, inFoo);
  });
});

describe('exceptions of the project', () => {
  it('have the constructors and methods of Exception', () => {
    const source =
      "public class Foo { class MyException extends Exception { } void run() { try { throw new MyException('a', new MyException()); } " +
      'catch (MyException e) { String s = e.getMessage() + e.getCause().getTypeName(); } } }';
    assert.deepEqual(messages(source), []);
  });
  it('are all that can be thrown', () => {
    assert.deepEqual(messages("public class Foo { void run() { throw 'x'; } }"), [
      'Throw expression must be of type exception: String',
    ]);
  });
});

describe('objects', () => {
  it('cannot be made of abstract classes, interfaces and enums', () => {
    const source =
      'public class Foo { abstract class A { } interface B { } enum C { X } void run() { new A(); new B(); new C(); } }';
    assert.deepEqual(messages(source), [
      'Abstract classes cannot be constructed: Foo.A',
      'Type cannot be constructed: Foo.B',
      'Type cannot be constructed: Foo.C',
    ]);
  });
  it('need a constructor that takes the arguments', () => {
    assert.deepEqual(messages("public class Foo { Foo(Integer a) { } void run() { new Foo('x'); } }"), [
      'Constructor not defined: [Foo].<Constructor>(String)',
    ]);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ENTRY, registers } from '../../src/runtime/kernel/context.ts';
import { anonymous, compile, logOf, watched } from './support.ts';

const UNDECLARED = `public class Helper { public static void find() { List<Account> a = [SELECT Id FROM Account]; }
  public static void findAfterOther() { Other.find(); find(); List<SObject> l = Database.query('SELECT Id FROM Account'); } }`;
const OTHER =
  'public without sharing class Other { public static void find() { List<Account> a = [SELECT Id FROM Account]; } }';
const INHERITED =
  'public inherited sharing class Inherited { public static void find() { List<Account> a = [SELECT Id FROM Account]; } }';

describe('sharing', () => {
  it('is what the class declares', () => {
    const source = (words: string): string =>
      `public ${words} class Foo { public static void run() { List<Account> a = [SELECT Id FROM Account]; } }`;
    assert.deepEqual(logOf([source('with sharing')]), ['query() system with sharing']);
    assert.deepEqual(logOf([source('without sharing')]), ['query() system']);
  });

  it('is that of the caller where a class declares nothing, also after a call of a class that does', () => {
    const foo = 'public with sharing class Foo { public static void run() { Helper.findAfterOther(); } }';
    assert.deepEqual(logOf([foo, UNDECLARED, OTHER]), [
      'query() system',
      'query() system with sharing',
      'dynamic system with sharing',
    ]);
  });

  it('is off for an undeclared class that no Apex called, on for an inherited one', () => {
    assert.deepEqual(logOf([UNDECLARED, OTHER], 'Helper.find'), ['query() system']);
    assert.deepEqual(logOf([INHERITED], 'Inherited.find'), ['query() system with sharing']);
    const foo = 'public class Foo { public static void run() { Inherited.find(); } }';
    assert.deepEqual(logOf([foo, INHERITED]), ['query() system']);
  });

  it('does not outlive the transaction', () => {
    logOf(['public with sharing class Foo { public static void run() { Helper.find(); } }', UNDECLARED, OTHER]);
    assert.equal(registers[1], ENTRY);
  });
});

/** Undeclared, marks its own query with 1, and leaves code of both modes behind that has run. */
const LOOKING = `public class Looking { public static Boolean look() { Integer one = 1;
  List<Account> a = [SELECT Id FROM Account WHERE NumberOfEmployees = :one]; Free.find(); Strict.find(); return true; } }`;
const MODES = ['with', 'without'].map(
  (mode) => `public ${mode} sharing class ${mode === 'with' ? 'Strict' : 'Free'} {
    public static void find() { List<Account> a = [SELECT Id FROM Account]; } }`,
);

/** How an undeclared class sees records that code `with` and `without` sharing comes to by `use`, after other code has run. */
function seenThrough(use: string, ...classes: readonly string[]): string[] {
  return ['with', 'without'].map((mode) => {
    const foo = `public ${mode} sharing class Foo { public static void run() { Free.find(); Strict.find(); Free.find(); ${use} } }`;
    const log = logOf([foo, LOOKING, ...MODES, ...classes], 'Foo.run', { isTest: true });
    const own = log.filter((line) => line.startsWith('query(1)'));
    assert.notEqual(own.length, 0, 'the class has looked');
    return [...new Set(own)].join();
  });
}

const CALLERS = ['query(1) system with sharing', 'query(1) system'];
const follows = (use: string, ...classes: readonly string[]): void =>
  assert.deepEqual(seenThrough(use, ...classes), CALLERS);

describe('an undeclared class sees as its caller does', () => {
  it('through an interface and a superclass, whatever the other implementations are', () => {
    const face = 'public interface Face { Boolean look(Integer n); }';
    const base =
      'public abstract class Base { public abstract void go(); public virtual void also() { Looking.look(); } }';
    const one = 'public class One implements Face { public Boolean look(Integer n) { return Looking.look(); } }';
    const two = 'public with sharing class Two implements Face { public Boolean look(Integer n) { return true; } }';
    const low = 'public class Low extends Base { public override void go() { super.also(); } }';
    follows('for (Face f : new List<Face>{ new Two(), new One() }) f.look(1);', face, one, two);
    follows('Base b = new Low(); b.go();', base, low);
  });

  it('through a method of a superclass that answers an interface', () => {
    const face = 'public interface Face { void go(); }';
    const base = 'public virtual class Base { public void go() { Looking.look(); } }';
    const low = 'public class Low extends Base implements Face { }';
    follows('Face f = new Low(); f.go();', face, base, low);
  });

  it('through constructors, one calling the other, and their initialisers', () => {
    const base =
      'public virtual class Base { Boolean seen = Looking.look(); public Base(Integer n) { } public Base() { this(1); } }';
    const low = 'public class Low extends Base { public Low() { super(2); } public Low(String s) { } }';
    const lower = 'public class Lower extends Base { { Looking.look(); } }';
    follows('new Low();', base, low);
    follows("new Low('x');", base, low);
    follows('new Lower();', base, lower);
  });

  it('through accessors', () => {
    const box = `public class Box { public Integer n { get { Looking.look(); return 1; } set { Looking.look(); } }
      public static Integer s { get { Looking.look(); return 1; } set { Looking.look(); } } }`;
    follows('Integer n = new Box().n;', box);
    follows('new Box().n = 2;', box);
    follows('new Box().n += 2;', box);
    follows('Box.s = Box.s + 1;', box);
  });

  it('in its static initialisers', () => {
    const first = 'public class First { public static Boolean b = Looking.look(); public static void touch() { } }';
    follows('Boolean b = First.b;', first);
    follows('First.touch();', first);
  });

  it('below any number of calls', () => {
    const deep = `public class Deep implements Comparable { Integer n; Deep(Integer n) { this.n = n; }
      public Integer compareTo(Object o) { Looking.look(); return 0; }
      public static void dive(Integer n) { if (n == 0) { new List<Deep>{ new Deep(1), new Deep(2) }.sort(); } else { dive(n - 1); } } }`;
    follows('Deep.dive(200);', deep);
  });
});

describe('an undeclared class that the platform calls sees as the code that called the platform', () => {
  const COMPARABLE =
    'public class Item implements Comparable { public Integer compareTo(Object o) { Looking.look(); return 1; } }';

  it('as Comparable', () => {
    follows('List<Item> l = new List<Item>{ new Item(), new Item(), new Item() }; l.sort();', COMPARABLE);
    follows('Comparable c = new Item(); c.compareTo(null);', COMPARABLE);
  });

  it('as Comparator', () => {
    const order =
      'public class Order implements Comparator<String> { public Integer compare(String a, String b) { Looking.look(); return 1; } }';
    follows("List<String> l = new List<String>{ 'a', 'b', 'c' }; l.sort(new Order());", order);
  });

  it('as Iterable and Iterator', () => {
    const numbers = `public class Numbers implements Iterable<Integer>, Iterator<Integer> { Integer n = 0;
      public Iterator<Integer> iterator() { Looking.look(); return this; }
      public Boolean hasNext() { Looking.look(); return n < 3; } public Integer next() { Looking.look(); return n++; } }`;
    follows('for (Integer n : new Numbers()) { Free.find(); }', numbers);
    follows('Iterator<Integer> i = new Numbers().iterator(); while (i.hasNext()) i.next();', numbers);
    follows("String s = String.join(new Numbers(), ',');", numbers);
  });

  it('as Callable', () => {
    const callable =
      'public class Tool implements Callable { public Object call(String s, Map<String, Object> m) { return Looking.look(); } }';
    follows("Callable c = (Callable) Type.forName('Tool').newInstance(); c.call('x', null);", callable);
  });

  it('as StubProvider', () => {
    const provider = `@IsTest public class Answers implements StubProvider {
      public Object handleMethodCall(Object o, String n, Type t, List<Type> ts, List<String> ns, List<Object> args) { Looking.look(); return args.size(); } }`;
    const stubbed =
      'public virtual class Stubbed { public virtual Integer f(Integer n) { Looking.look(); return n; } }';
    const use = 'Stubbed s = (Stubbed) Test.createStub(Stubbed.class, new Answers()); Assert.areEqual(1, s.f(7));';
    follows(use, provider, stubbed);
  });

  it('as HttpCalloutMock', () => {
    const mock =
      'public class Answer implements HttpCalloutMock { public HttpResponse respond(HttpRequest r) { Looking.look(); return new HttpResponse(); } }';
    const use = `Test.setMock(HttpCalloutMock.class, new Answer()); HttpRequest r = new HttpRequest();
      r.setEndpoint('https://example.com'); r.setMethod('GET'); new Http().send(r);`;
    follows(use, mock);
  });

  it('in equals, hashCode and toString', () => {
    const key = `public class Key { public Boolean equals(Object o) { return Looking.look(); } public override Integer hashCode() { Looking.look(); return 1; }
      public override String toString() { Looking.look(); return 'x'; } }`;
    follows('Set<Key> s = new Set<Key>{ new Key() };', key);
    follows('Boolean b = new Key() == new Key();', key);
    follows("String s = 'a' + new Key();", key);
    follows('String s = String.valueOf(new Key());', key);
  });

  it('in a constructor by name, and in accessors that JSON reads', () => {
    const made = 'public class Made { public Made() { Looking.look(); } }';
    const read = 'public class Read { public Integer n { get { Looking.look(); return 1; } } }';
    follows("Object o = Type.forName('Made').newInstance();", made);
    follows('String s = JSON.serialize(new Read());', read);
  });
});

describe('a class of an anonymous block', () => {
  const face = 'public interface Face { void go(); }';
  const own = `class Own implements Face, Comparable { public void go() { Looking.look(); }
    public Integer compareTo(Object o) { Looking.look(); return 0; } } `;
  const runner = (mode: string): string => `public ${mode} sharing class Runner {
    public static void run(Face f) { Strict.find(); Free.find(); f.go(); }
    public static void sort(List<Object> l) { Strict.find(); Free.find(); l.sort(); } }`;
  const logged = (mode: string, use: string): string[] => {
    const { org, log } = watched();
    anonymous(own + use, compile([LOOKING, ...MODES, face, runner(mode)]), { org });
    return [...new Set(log.filter((line) => line.startsWith('query(1)')))];
  };

  it('sees as the class of the project that calls it, although no class of the project asked there', () => {
    assert.deepEqual(logged('with', 'Runner.run(new Own());'), ['query(1) system with sharing']);
    assert.deepEqual(logged('without', 'Runner.run(new Own());'), ['query(1) system']);
    assert.deepEqual(logged('without', 'Runner.sort(new List<Object>{ new Own(), new Own() });'), ['query(1) system']);
  });

  it('sees with sharing where the block itself calls it', () => {
    assert.deepEqual(logged('without', 'new Own().go();'), ['query(1) system with sharing']);
  });
});

describe('who asks for its caller’s sharing', () => {
  it('is only what can come to a query, or to other code that asks', () => {
    const quiet = `public class Quiet { public interface Face { Integer area(Integer n); } public class A implements Face { public Integer area(Integer n) { return n; } }
      public static Integer run() { Face f = new A(); return f.area(3); } }`;
    const { text } = compile([quiet]);
    assert.doesNotMatch(text, /callersSharing|, h\)|\(h\)/);
    const loud = quiet.replace('return n;', 'List<Account> a = [SELECT Id FROM Account]; return n;');
    assert.match(compile([loud]).text, /\["area\(integer\)"\]\(3, h\)/);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { apexStackOf } from '../../src/runtime/kernel/exception.ts';
import { LimitCounter, SYNCHRONOUS_LIMITS } from '../../src/runtime/kernel/limits.ts';
import { call, compile, evaluate, failure, run } from './support.ts';

describe('expressions', () => {
  it('promote Integer to Long and wrap', () => {
    assert.equal(evaluate('Long', '2147483647 + 1L'), 2147483648n);
    assert.equal(evaluate('Integer', '2147483647 + 1'), -2147483648);
    assert.equal(evaluate('Long', '9223372036854775807L + 1'), -9223372036854775808n);
  });

  it('give Decimals their scale', () => {
    assert.equal(evaluate('String', "'' + (1.0 + 2.25)"), '3.25');
    assert.equal(evaluate('String', "'' + 1.10 * 3"), '3.30');
  });

  it('concatenate with null and Doubles', () => {
    assert.equal(run('String', "String n; Double d = 3; return 'a' + n + d + 1 + true;"), 'anull3.01true');
  });

  it('evaluate the place of a compound assignment once', () => {
    const body = 'List<Integer> l = new List<Integer>{1, 2, 3}; Integer i = 0; l[i++] += 10; return l[0] * 10 + i;';
    assert.equal(run('Integer', body), 111);
  });

  it('increment before and after', () => {
    assert.equal(run('Integer', 'Integer i = 5; Integer a = i++; Integer b = ++i; return a * 100 + b * 10 + i;'), 577);
  });

  it('navigate safely', () => {
    assert.equal(run('String', 'String s; return s?.toUpperCase();'), null);
    assert.equal(run('String', "String s; return s?.toUpperCase() ?? 'none';"), 'none');
    assert.equal(
      failure('String s; s.toUpperCase();'),
      'System.NullPointerException: Attempt to de-reference a null object',
    );
  });

  it('compare null numbers as false, whatever the direction', () => {
    assert.equal(run('Boolean', 'Integer n; return n < 1 || n >= 0;'), false);
  });

  it('refuse a null condition', () => {
    assert.equal(
      failure('Boolean b; if (b) { return 1; }'),
      'System.NullPointerException: Attempt to de-reference a null object',
    );
  });

  it('cast with a check', () => {
    assert.equal(run('Integer', 'Object o = 5; return (Integer) o;'), 5);
    assert.equal(
      failure("Object o = 'x'; Integer i = (Integer) o;"),
      'System.TypeException: Invalid conversion from runtime type String to Integer',
    );
  });

  it('keep type arguments in instanceof', () => {
    assert.equal(run('Boolean', 'Object o = new List<String>(); return o instanceof List<String>;'), true);
    assert.equal(run('Boolean', 'Object o = new List<String>(); return o instanceof List<Integer>;'), false);
  });
});

describe('statements', () => {
  it('loop, break and continue', () => {
    const body = `Integer sum = 0;
      for (Integer i = 0; i < 10; i++) { if (i == 3) continue; if (i == 6) break; sum += i; }
      Integer n = 0; while (n < 3) n++; do { n++; } while (n < 10);
      return sum * 100 + n;`;
    assert.equal(run('Integer', body), 1210);
  });

  it('iterate lists, sets and maps', () => {
    const body = `String out = '';
      for (Integer i : new List<Integer>{1, 2}) out += i;
      for (String s : new Set<String>{'a', 'b'}) out += s;
      Map<String, Integer> m = new Map<String, Integer>{'k' => 7};
      for (String k : m.keySet()) out += k + m.get(k);
      return out;`;
    assert.equal(run('String', body), '12abk7');
  });

  it('refuse to change a list while it is iterated, and allow it after an exception', () => {
    const body = `List<Integer> l = new List<Integer>{1, 2};
      try { for (Integer i : l) { l.add(3); } } catch (Exception e) { l.add(4); return e.getTypeName() + l.size(); }
      return '';`;
    assert.equal(run('String', body), 'System.FinalException3');
  });

  it('switch on values, null, enums and sObject types', () => {
    const body = `String out = '';
      for (Integer i : new List<Integer>{1, 2, 9}) { switch on i { when 1 { out += 'a'; } when 2, 3 { out += 'b'; } when else { out += 'c'; } } }
      String s; switch on s { when null { out += 'n'; } when else { out += 'x'; } }
      Color c = Color.GREEN; switch on c { when RED { out += 'r'; } when GREEN { out += 'g'; } }
      SObject r = new Account(); switch on r { when Contact k { out += 'k'; } when Account a { out += 'A'; } }
      return out;`;
    assert.equal(run('String', body, 'public enum Color { RED, GREEN }'), 'abcngA');
  });
});

describe('classes', () => {
  it('initialise superclass first, in source order', () => {
    const base = `public virtual class Base { public static String log = '';
      public String a = note('base field'); { note('base block'); }
      public Base() { note('base constructor'); }
      public String note(String s) { log += s + ';'; return s; } }`;
    const sub = `public class Sub extends Base { public String b = note('sub field');
      public Sub(Integer i) { super(); note('sub constructor ' + i); } public Sub() { this(7); } }`;
    assert.equal(
      run('String', 'new Sub(); return Base.log;', base, sub),
      'base field;base block;base constructor;sub field;sub constructor 7;',
    );
  });

  it('dispatch virtual methods, and super past them', () => {
    const base =
      "public virtual class Base { public virtual String name() { return 'base'; } public String hello() { return name(); } }";
    const sub = "public class Sub extends Base { public override String name() { return 'sub of ' + super.name(); } }";
    assert.equal(run('String', 'Base b = new Sub(); return b.hello();', base, sub), 'sub of base');
  });

  it('run static initialisers once, at the first use', () => {
    const lazy =
      "public class Lazy { public static Integer n = 1; static { Log.text += 'init;'; } public static void touch() { Log.text += 'touch;'; } }";
    const log = "public class Log { public static String text = ''; }";
    assert.equal(
      run('String', "Log.text += 'before;'; Lazy.touch(); Lazy.touch(); return Log.text;", lazy, log),
      'before;init;touch;touch;',
    );
  });

  it('have properties with bodies, automatic ones and static ones', () => {
    const box = `public class Box { public Integer v { get { return v * 2; } set { v = value + 1; } } public Integer plain { get; set; }
      public static Integer shared { get { if (shared == null) shared = 40; return shared; } set; } }`;
    assert.equal(
      run(
        'Integer',
        'Box b = new Box(); b.v = 4; b.plain = 3; b.v += 1; Box.shared++; return b.v + b.plain + Box.shared;',
        box,
      ),
      68,
    );
  });

  it('take part in collections by equals and hashCode', () => {
    const key = `public class Key { Integer n; public Key(Integer n) { this.n = n; }
      public Boolean equals(Object o) { return ((Key) o).n == n; } public Integer hashCode() { return n; } public override String toString() { return 'K' + n; } }`;
    assert.equal(
      run('String', "Set<Key> s = new Set<Key>{new Key(1), new Key(1)}; return s.size() + '' + new Key(2);", key),
      '1K2',
    );
  });

  it('implement interfaces, generic platform ones included', () => {
    const items = `public class Items implements Iterable<Integer>, Iterator<Integer> { Integer i = 0;
      public Iterator<Integer> iterator() { return this; } public Boolean hasNext() { return i < 3; } public Integer next() { return i++; } }`;
    assert.equal(run('Integer', 'Integer sum = 0; for (Integer i : new Items()) sum += i; return sum;', items), 3);
  });

  it('print their fields when they have no toString', () => {
    const point = 'public class Point { Integer x = 1; String s; }';
    assert.equal(run('String', "return '' + new Point();", point), 'Point:[x=1, s=null]');
  });
});

describe('exceptions', () => {
  const own = 'public class MyException extends Exception {}';

  it('of the project have four constructors', () => {
    const body = `try { throw new MyException('outer', new MyException('inner')); }
      catch (MyException e) { return e.getTypeName() + ' ' + e.getMessage() + ' ' + e.getCause().getMessage(); }`;
    assert.equal(run('String', body, own), 'MyException outer inner');
  });

  it('name class, method and line', () => {
    const compiled = compile([
      'public class Foo {\n  public static Integer run() {\n    return deep(null);\n  }\n  static Integer deep(String s) {\n    return s.length();\n  }\n}',
    ]);
    assert.throws(
      () => call(compiled),
      (e) => {
        assert.equal(apexStackOf(e as Error), 'Class.Foo.deep: line 6, column 5\nClass.Foo.run: line 3, column 5');
        return true;
      },
    );
  });

  it('pass through finally, which assertions and limits do not run', () => {
    const body = `try { Integer z = 0; Integer q = 1 / z; } catch (NullPointerException e) { Log.text += 'wrong;'; } finally { Log.text += 'finally;'; }`;
    const log = "public class Log { public static String text = ''; }";
    assert.equal(
      run('String', `try { ${body} } catch (MathException e) { Log.text += e.getMessage(); } return Log.text;`, log),
      'finally;Divide by 0',
    );
  });

  it('of failed assertions pass catch and finally', () => {
    const body =
      "try { System.assertEquals(1, 2); } catch (Exception e) { return 'caught'; } finally { Integer n = 1 / Zero.get(); }";
    const zero = 'public class Zero { public static Integer get() { return 0; } }';
    assert.match(failure(body, zero), /^System.AssertException: Assertion Failed/);
  });

  it('end calls that branch without end', () => {
    const fib = compile([
      'public class Foo { static Integer fib(Integer n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); } public static Integer run() { return fib(60); } }',
    ]);
    const limits = new LimitCounter({ ...SYNCHRONOUS_LIMITS, cpuTime: 30 });
    assert.throws(() => call(fib, 'Foo.run', { limits }), {
      message: 'System.LimitException: Apex CPU time limit exceeded',
    });
  });

  it("are the project's own when extended twice", () => {
    const base = 'public virtual class BaseException extends Exception {}';
    const sub = 'public class SubException extends BaseException {}';
    assert.equal(
      run(
        'String',
        "try { throw new SubException('s'); } catch (BaseException e) { return e.getMessage(); }",
        base,
        sub,
      ),
      's',
    );
  });
});

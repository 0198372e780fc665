import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SObject } from '../../src/runtime/platform/sobject.ts';
import { anonymous, call, compile, logOf, watched } from './support.ts';

describe('records', () => {
  it('are queried with the binds in order and saved with the access of the statement', () => {
    const foo = `public without sharing class Foo { public static void run() { Integer n = 1; String s = 'x';
      List<Account> rows = [SELECT Id FROM Account WHERE Name = :s AND NumberOfEmployees = :(n + 1)];
      insert as user new Account(Name = 'a'); update as system new List<Account>(); delete rows; } }`;
    assert.deepEqual(logOf([foo]).slice(0, 2), ['query(x,2) system', 'insert user with sharing']);
  });

  it('are refused when there is none for an assignment', () => {
    assert.throws(
      () => logOf(['public class Foo { public static void run() { Account a = [SELECT Id FROM Account LIMIT 1]; } }']),
      /System.QueryException: List has no rows for assignment to SObject/,
    );
  });

  it('have fields, parents and places that are evaluated once', () => {
    const foo = `public class Foo { static Integer calls = 0; static Account make(Account a) { calls++; return a; }
      public static Object run() { Account a = new Account(Name = 'A', NumberOfEmployees = 1); make(a).NumberOfEmployees += 4; a.Name += 'b';
      Contact c = new Contact(Account = a); return c.Account.Name + a.NumberOfEmployees + calls; } }`;
    assert.equal(call(compile([foo])), 'Ab51');
  });
});

describe('triggers', () => {
  const trigger = 'trigger AccountTrigger on Account (before insert, after update) {\n  Handler.run();\n}';
  const handler = "public class Handler { public static void run() { throw new IllegalArgumentException('no'); } }";

  it('know their object and events', () => {
    const { program } = compile([handler], { triggers: [trigger] });
    const [loaded] = program.triggers;
    assert.equal(loaded.object, 'Account');
    assert.deepEqual(loaded.events, ['before insert', 'after update']);
    assert.equal(loaded.path, 'triggers/1.trigger');
  });
});

describe('anonymous blocks', () => {
  it('use the classes of the project, their own, and methods that see their variables', () => {
    const project = compile([
      'public class Counter { public static Integer n = 1; public Integer f = 5; public class Inner { public Integer g = 6; } }',
      'public enum Color { RED }',
    ]);
    const text = `Integer base = 10;
      class Own { public Integer x = 2; }
      Integer add(Integer i) { return i + base; }
      Counter.n += 1;
      System.debug(add(Counter.n) + new Counter().f + new Own().x + new Counter.Inner().g + Color.RED.name());`;
    assert.match(anonymous(text, project).join('\n'), /25RED/);
  });

  it('name their lines in stack traces', () => {
    const text =
      'Integer a = 1;\ntry {\n  String s; s.length();\n} catch (Exception e) { System.debug(e.getStackTraceString()); }';
    assert.match(anonymous(text).join('\n'), /AnonymousBlock: line 3, column/);
  });
});

describe('coverage', () => {
  it('counts lines of classes and triggers, not of test classes', () => {
    const foo =
      'public class Foo {\n  public static Integer run() {\n    if (true)\n      return 1;\n    return 2;\n  }\n}';
    const compiled = compile([foo, '@IsTest private class FooTest { @IsTest static void test() { Foo.run(); } }'], {
      coverage: true,
    });
    call(compiled);
    assert.deepEqual([...compiled.program.coverage.keys()], ['classes/1.cls']);
    const { lines, hits } = compiled.program.coverage.get('classes/1.cls')!;
    assert.deepEqual(lines, [3, 4, 5]);
    assert.deepEqual(
      lines.map((line) => hits[line]),
      [1, 1, 0],
    );
  });
});

describe('rows', () => {
  it('are walked one by one and in chunks', () => {
    const { org } = watched();
    const rows = Array.from(
      { length: 3 },
      (_, i) => new SObject('Account', org.schema.objects.get('account'), new Map([['Name', `n${i}`]]), true),
    );
    (org.data as unknown as { query: unknown }).query = () => ({ rows, count: 3 });
    const foo = `public class Foo { public static Object run() { String out = '';
      for (Account a : [SELECT Name FROM Account]) out += a.Name; for (List<Account> chunk : [SELECT Name FROM Account]) out += chunk.size(); return out; } }`;
    assert.equal(call(compile([foo]), 'Foo.run', { org }), 'n0n1n23');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertAccepted, bodyOf, inMethod, messages, methodOf, places, program } from './support.ts';

const NO_RETURN = 'Missing return statement required return type: Integer';

describe('control', () => {
  const returning = (body: string): string[] => messages(`public class Foo { Integer run(Integer i) { ${body} } }`);

  it('must reach every statement', () => {
    assert.deepEqual(inMethod('return; i = 1;'), ['Unreachable statement']);
    assert.deepEqual(inMethod('for (Integer j = 0; j < 1; j++) { break; i = 2; }'), ['Unreachable statement']);
    assertAccepted('while (true) { if (i > 1) break; } i = 1;');
  });
  it('may go on after a loop without end, or not', () => {
    assertAccepted('while (true) { } i = 1;');
    assert.deepEqual(returning('while (true) { i++; } return 1;'), []);
    assert.deepEqual(returning('while (true) { i++; }'), []);
  });
  it('must return a value on every way out', () => {
    assert.deepEqual(returning('if (i > 1) { return 1; }'), [NO_RETURN]);
    assert.deepEqual(returning('if (i > 1) { return 1; } else { throw new NullPointerException(); }'), []);
    assert.deepEqual(returning('switch on i { when 1 { return 1; } when else { return 2; } }'), []);
    assert.deepEqual(returning('switch on i { when 1 { return 1; } }'), [NO_RETURN]);
    assert.deepEqual(returning('try { return 1; } catch (Exception e) { } '), [NO_RETURN]);
    assert.deepEqual(returning('try { i = 1; } finally { i = 2; } return i;'), []);
  });
  it('returns what the method says', () => {
    assert.deepEqual(returning("return 'x';"), ['Illegal conversion from String to Integer']);
    assert.deepEqual(inMethod('return 1;'), ['Void method must not return a value']);
    assert.deepEqual(returning('return;'), [NO_RETURN]);
    assert.deepEqual(messages('public class Foo { Foo() { return 1; } }'), ['Constructors must not return a value']);
    assert.deepEqual(messages('trigger T on Account (before insert) { return 1; }'), [
      'Trigger bodies must not return a value',
    ]);
  });
  it('leaves loops only from inside of one', () => {
    assert.deepEqual(inMethod('break;'), ['Break statement must be in loop']);
    assert.deepEqual(inMethod('if (true) continue;'), ['Continue statement must be in loop']);
  });
});

describe('for each', () => {
  const overOf = (loop: string): string => {
    const [statement] = bodyOf(methodOf(program(`public class Foo { void run() { ${loop} } }`), 'Foo', 'run'));
    assert.equal(statement.kind, 'forEach');
    return statement.kind === 'forEach' ? statement.over : '';
  };

  it('goes over lists, sets, iterables and queries', () => {
    assert.equal(overOf('for (Integer i : new List<Integer>()) { }'), 'list');
    assert.equal(overOf('for (Integer i : new Set<Integer>()) { }'), 'set');
    assert.equal(overOf('for (Account a : [SELECT Id FROM Account]) { }'), 'soql');
    assert.equal(overOf('for (List<Account> a : [SELECT Id FROM Account]) { }'), 'soqlChunks');
    assert.equal(overOf("for (Account a : Database.query('x')) { }"), 'list');
    assert.equal(overOf("for (List<Account> a : Database.query('x')) { }"), 'soqlChunks');
  });
  it('goes over what implements Iterable', () => {
    const numbers =
      'public class Numbers implements Iterable<Integer> { public Iterator<Integer> iterator() { return null; } }';
    assertAccepted('for (Integer n : new Numbers()) { i = n; }', numbers);
  });
  it('refuses what has no elements', () =>
    assert.deepEqual(inMethod('for (Integer x : i) { }'), ['Loop must iterate over collection: Integer']));
  it('needs a variable that takes the elements', () => {
    assert.deepEqual(inMethod('for (Integer x : new List<String>()) { }'), [
      'Invalid loop variable type expected String was Integer',
    ]);
    assert.deepEqual(inMethod('for (Contact x : [SELECT Id FROM Account]) { }'), [
      'Loop variable must be a generic SObject or List or a concrete SObject or List of: Account',
    ]);
    assertAccepted(
      'for (Id x : new List<String>()) { } for (Object x : new List<String>()) { } for (Long x : new Set<Integer>()) { }',
    );
  });
});

describe('switch', () => {
  const color = 'public enum Color { RED, GREEN }';

  it('takes the bare names of enum values', () => {
    assertAccepted('switch on Color.RED { when RED, GREEN { } when null { } when else { } }', color);
    assert.deepEqual(inMethod('switch on Color.RED { when BLUE { } }', color), [
      'Enum value does not exist: Color.BLUE',
    ]);
  });
  it('takes numbers and text', () => {
    assertAccepted("switch on s { when 'a', 'b' { } } switch on i { when 1, -2 { } }");
    assert.deepEqual(inMethod("switch on i { when 'a' { } }"), [
      "String value in 'when expression' cannot be implicitly converted to the Integer type in switch expression",
    ]);
  });
  it('takes constants, and no other fields or variables', () => {
    const constants = 'public class Limits2 { public static final Integer TOP = 9; public static Integer rest = 1; }';
    assertAccepted('switch on i { when Limits2.TOP { } }', constants);
    assert.deepEqual(inMethod('switch on i { when Limits2.rest { } }', constants), [
      'Field must be a static final constant: rest',
    ]);
    assert.deepEqual(inMethod('Integer k = 1; switch on i { when k { } }'), [
      "'when expression' must be a literal, a constant literal field or enum value",
    ]);
  });
  it('takes no qualified name of an enum value', () =>
    assert.deepEqual(inMethod('switch on Color.RED { when Color.RED { } }', color), [
      "Enum value used in 'when expression' should be unqualified",
    ]));
  it('takes types of records', () => {
    assertAccepted('SObject r = a; switch on r { when Account x { s = x.Name; } when Contact c { } when null { } }');
    assert.deepEqual(inMethod('SObject r = a; switch on r { when String x { } }'), [
      "String cannot be a 'when type variable' block",
    ]);
    assert.deepEqual(inMethod('SObject r = a; switch on r { when 1 { } }'), [
      "Switching on SObject types must be a 'when type variable' or 'when null'",
    ]);
  });
  it('has no value and no type twice', () => {
    assert.deepEqual(inMethod('switch on i { when 1 { } when 1 { } }'), [
      '1 occurs as more than one when branch for this switch statement',
    ]);
    assert.deepEqual(inMethod('SObject r = a; switch on r { when Account x { } when Account y { } }'), [
      'Account occurs as more than one when branch for this switch statement',
    ]);
  });
  it('does not take other types', () => {
    assert.deepEqual(inMethod('switch on Date.today() { when null { } }'), [
      'Date is not a valid switch expression type',
    ]);
    assert.deepEqual(inMethod('switch on o { when null { } }'), ['Object is not a valid switch expression type']);
  });
});

describe('try', () => {
  it('catches exceptions only', () => {
    assert.deepEqual(inMethod('try { } catch (String e) { }'), [
      'Catch block variable must be of type exception: String',
    ]);
  });
  it('does not catch what an earlier clause has caught', () => {
    assert.deepEqual(inMethod('try { } catch (DmlException e) { } catch (DmlException e) { }'), [
      'Exception type already caught: DmlException',
    ]);
  });
});

describe('DML', () => {
  it('takes records and lists of records', () => {
    assertAccepted(
      'insert a; update new List<SObject>(); delete [SELECT Id FROM Account]; merge a new Account(); undelete as user a;',
    );
    assert.deepEqual(inMethod('insert s;'), ['DML requires SObject or SObject list type: String']);
  });
  it('upserts by a field of the object', () => {
    assertAccepted('upsert new Invoice__c() Ref__c; upsert new List<Invoice__c>() Invoice__c.fields.Ref__c; upsert a;');
    assert.deepEqual(inMethod('upsert new Invoice__c() Nope__c;'), ['Variable does not exist: Nope__c']);
  });
});

describe('local variables that are never null', () => {
  const neverNull = (body: string): string[] =>
    methodOf(program(`public class Foo { void run(String s) { ${body} } }`), 'Foo', 'run')
      .locals.filter((local) => local.neverNull)
      .map(({ name }) => name);

  it('are those whose every value is sure', () => {
    assert.deepEqual(
      neverNull(
        "Integer a = 1; Integer b = a + 1; String c = 'x' + s; List<String> d = new List<String>(); a++; b = d.size();",
      ),
      ['a', 'b', 'c', 'd'],
    );
  });
  it('are not those that were declared without a value', () => assert.deepEqual(neverNull('Integer a; a = 1;'), []));
  it('are not those that take a value from one that may be null', () => {
    assert.deepEqual(neverNull("String a = 'x'; String b = a; for (Integer i = 0; i < 2; i++) { a = b; b = s; }"), [
      'i',
    ]);
  });
});

describe('diagnostics', () => {
  it('are all reported, each at its place', () => {
    assert.deepEqual(
      places("public class Foo {\n  void a() {\n    Integer x = '1';\n  }\n  void b() {\n    y = 2;\n  }\n}"),
      ['3:17 Illegal assignment from String to Integer', '6:5 Variable does not exist: y'],
    );
  });
});

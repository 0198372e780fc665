import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertAccepted, inMethod, messages, places, typeOf } from './support.ts';

describe('names of types', () => {
  it('are looked for without regard to case', () => assertAccepted('LIST<STRING> x = new list<string>(); aCCount y;'));
  it('may be qualified by their namespace', () => {
    assertAccepted('System.String x; Schema.Account y; Database.SaveResult z; System.Type t; Schema.SObjectType u;');
  });
  it('find types of Schema without it', () =>
    assertAccepted('SObjectType t = Account.SObjectType; DescribeSObjectResult d;'));
  it('that mean nothing are refused by name and place', () => {
    assert.deepEqual(places('public class Foo {\n  Bar field;\n}'), ['2:3 Invalid type: Bar']);
    assert.deepEqual(inMethod('Map<String, Nope> m;'), ['Invalid type: Nope']);
  });
  it('need as many type arguments as the type has', () => {
    assert.deepEqual(inMethod('List<String, String> x;'), ['Invalid type: List<String,String>']);
  });
  it('find inner types of the class, of its superclass and of the class around', () => {
    const base = 'public virtual class Base { public class Deep { } }';
    assert.deepEqual(
      messages(
        base,
        'public class Foo extends Base { class A { B b; Deep d; } class B { } A a; Deep d; Base.Deep e; }',
      ),
      [],
    );
  });
  it('of the project win over those of the platform', () => {
    assert.deepEqual(
      messages(
        'public class Test { public static void mine() { } }',
        'public class Foo { void run() { Test.mine(); } }',
      ),
      [],
    );
  });
  it('once reported are not reported again where they are used', () => {
    assert.deepEqual(inMethod('Nope x = new Nope(); x.run(); String t = x.name; Integer n = x.size() + 1;'), [
      'Invalid type: Nope',
      'Invalid type: Nope',
    ]);
  });
});

describe('conversions', () => {
  it('widen Integer to Long to Double to Decimal', () => {
    assertAccepted('Long l = i; Double d = l; Decimal e = d; Decimal f = i; Double g = 1.5; Double h = e;');
  });
  it('never narrow by themselves', () => {
    assert.deepEqual(inMethod('Integer x = 5L;'), ['Illegal assignment from Long to Integer']);
    assert.deepEqual(inMethod('Integer x = 1.5;'), ['Illegal assignment from Decimal to Integer']);
  });
  it('go between String and Id', () => assertAccepted('Id x = s; String t = a.Id; List<Id> l = new List<String>();'));
  it('turn a Date into a Datetime but not back', () => {
    assertAccepted('Datetime d = Date.today();');
    assert.deepEqual(inMethod('Date d = Datetime.now();'), ['Illegal assignment from Datetime to Date']);
  });
  it('do not turn text into numbers', () =>
    assert.deepEqual(inMethod('Integer x = s;'), ['Illegal assignment from String to Integer']));
  it('let lists of records stand for each other, but not sets of text for sets of objects', () => {
    assertAccepted(
      'List<SObject> x = new List<Account>(); List<Account> y = x; Map<Id, SObject> m = new Map<Id, Account>();',
    );
    assert.deepEqual(inMethod('Set<Object> x = new Set<String>();'), [
      'Illegal assignment from Set<String> to Set<Object>',
    ]);
  });
  it('need a cast from SObject to a concrete object', () => {
    assertAccepted('SObject r = a; Account b = (Account) r;');
    assert.deepEqual(inMethod('SObject r = a; Account b = r;'), ['Illegal assignment from SObject to Account']);
  });
});

describe('casts', () => {
  it('check an Object', () =>
    assertAccepted('String t = (String) o; List<Object> l = (List<Object>) o; Account b = (Account) o;'));
  it('narrow numbers', () =>
    assertAccepted('Integer x = (Integer) 5L; Integer y = (Integer) 1.5; Long z = (Long) 2.0d;'));
  it('that cannot succeed are refused', () => {
    assert.deepEqual(inMethod('Integer x = (Integer) s;'), [
      'Incompatible types since an instance of String is never an instance of Integer',
    ]);
    assert.deepEqual(inMethod('Contact c = (Contact) a;'), [
      'Incompatible types since an instance of Account is never an instance of Contact',
    ]);
  });
  it('and instanceof agree on what is possible', () => {
    assertAccepted('Boolean b = o instanceof Map<String, Object> || o instanceof Integer;');
    assert.deepEqual(inMethod('Boolean b = s instanceof Integer;'), [
      'Operation instanceof is always false since an instance of String is never an instance of Integer',
    ]);
  });
});

describe('arithmetic', () => {
  it('takes the wider type', () => {
    assert.equal(typeOf('1 + 2L'), 'Long');
    assert.equal(typeOf('1 + 2.0'), 'Decimal');
    assert.equal(typeOf('1L + 2.0d'), 'Double');
    assert.equal(typeOf('7 / 2'), 'Integer');
  });
  it('joins text with anything', () => assert.equal(typeOf("1 + 'a' + null + o"), 'String'));
  it('moves dates by days', () => {
    assert.equal(typeOf('Date.today() + 1'), 'Date');
    assert.equal(typeOf('Datetime.now() - 0.5'), 'Datetime');
    assert.deepEqual(inMethod('Date d = Date.today() + 1.5;'), ['Date expressions must use Integer or Long']);
  });
  it('refuses what is no number', () => {
    assert.deepEqual(inMethod('Object x = true + 1;'), ['Arithmetic expressions must use numeric arguments']);
    assert.deepEqual(inMethod("Object x = 'a' - 1;"), ['Arithmetic expressions must use numeric arguments']);
  });
  it('comes back into the variable only where nothing is lost', () => {
    assertAccepted('Decimal d = 1; d += 1.5; d += i; Long g = 1; g += i; i += 1;');
    assert.deepEqual(inMethod('i += 1.5;'), ['Illegal assignment from Decimal to Integer']);
    assert.deepEqual(inMethod('i += 1L;'), ['Illegal assignment from Long to Integer']);
  });
  it('takes literals up to the greatest, and no sign makes room for one more', () => {
    assertAccepted('Integer x = -2147483647; Long y = -9223372036854775807L;');
    assert.deepEqual(inMethod('Integer x = 2147483648;'), ['Illegal integer']);
    assert.deepEqual(inMethod('Integer x = -2147483648;'), ['Illegal integer']);
    assert.deepEqual(inMethod('Long x = -9223372036854775808L;'), ['Illegal long']);
  });
  it('walks a chain of any length', () =>
    assertAccepted(`s = ${Array.from({ length: 20_000 }, () => 's').join(' + ')};`));
});

describe('comparisons', () => {
  it('need types that can meet', () => {
    assertAccepted(
      "Boolean b = i == 1.0 && a.Id == s && o != s && s < 'b' && Date.today() <= Datetime.now() && a == null;",
    );
    assert.deepEqual(inMethod('Boolean b = i == s;'), [
      'Comparison arguments must be compatible types: Integer, String',
    ]);
    assert.deepEqual(inMethod('Boolean b = o < 1;'), [
      'Comparison arguments must be compatible types: Object, Integer',
    ]);
  });
  it('of identity need types that can meet', () => {
    assertAccepted('Boolean b = o === i; b = a === null; b = i !== 1;');
    assert.deepEqual(inMethod('Boolean b = i === s;'), [
      'Comparison arguments must be compatible types: Integer, String',
    ]);
  });
  it('of order need types that have one', () =>
    assert.deepEqual(inMethod('Boolean b = true > false;'), [
      'Inequality operator not allowed for this type: Boolean',
    ]));
  it('of conditions need Booleans', () => {
    assert.deepEqual(inMethod('if (i) { }'), ['Condition expression must be of type Boolean: Integer']);
    assert.deepEqual(inMethod('Boolean b = true && i;'), ['Logical operator can only be applied to Boolean']);
  });
  it('give ?: and ?? the common type', () => {
    assert.equal(typeOf('i > 0 ? 1 : 2.5'), 'Decimal');
    assert.equal(typeOf('i > 0 ? null : a'), 'Account');
    assert.equal(typeOf('s ?? a.Id'), 'String');
    assert.deepEqual(inMethod("Object x = i > 0 ? 1 : 'a';"), [
      'Incompatible types in ternary operator: Integer, String',
    ]);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorsIn, expressionOf, shape } from './support/read.ts';

function shapes(cases: Readonly<Record<string, string>>): void {
  for (const [source, expected] of Object.entries(cases)) assert.equal(shape(source), expected, source);
}

function refused(source: string): string[] {
  return errorsIn(`class A { Object x = ${source}; }`).map((error) => error.replace(/^\d+:\d+ /, ''));
}

test('operators bind as the Apex Developer Guide ranks them', () => {
  shapes({
    'a + b * c - d / e': '[- [+ a [* b c]] [/ d e]]',
    'a << 1 + b': '[<< a [+ 1 b]]',
    'a < b << c': '[< a [<< b c]]',
    'a == b < c': '[== a [< b c]]',
    'a & b == c': '[& a [== b c]]',
    'a ^ b & c': '[^ a [& b c]]',
    'a | b ^ c': '[| a [^ b c]]',
    'a && b | c': '[&& a [| b c]]',
    'a || b && c': '[|| a [&& b c]]',
    'a ?? b || c': '[?? a [|| b c]]',
    'a ?? b ? c : d': '[? [?? a b] c d]',
    'x = a ? b : c': '[= x [? a b c]]',
    '!a && b': '[&& [! a] b]',
    '-a.b * c': '[* [- a.b] c]',
    'a instanceof B && c': '[&& [instanceof a B] c]',
    '(a + b) * c': '[* [+ a b] c]',
  });
});

test('binary operators associate to the left, assignments and conditionals to the right', () => {
  shapes({
    'a - b - c': '[- [- a b] c]',
    'a ?? b ?? c': '[?? [?? a b] c]',
    'a = b += c': '[= a [+= b c]]',
    'a ? b : c ? d : e': '[? a b [? c d e]]',
    'a ? b ? c : d : e': '[? a [? b c d] e]',
  });
});

test('shifts and comparisons of several characters are single operators', () => {
  shapes({
    'a << b >> c >>> d': '[>>> [>> [<< a b] c] d]',
    'a <= b': '[<= a b]',
    'a >= b': '[>= a b]',
    'a <> b': '[!= a b]',
    'a === b !== c': '[!== [=== a b] c]',
    'a <<= 1': '[<<= a 1]',
    'a >>= 1': '[>>= a 1]',
    'a >>>= 1': '[>>>= a 1]',
  });
});

test('a name in parentheses before a sign is an operand, a number type is a cast', () => {
  shapes({
    '(a) - b': '[- a b]',
    '(a)-1': '[- a 1]',
    '(a.b) + c': '[+ a.b c]',
    '(Integer) -1': '[cast Integer [- 1]]',
    '(decimal)-a': '[cast decimal [- a]]',
    '(Id) - 1': '[- Id 1]',
  });
});

test('a type in parentheses before an operand is a cast', () => {
  shapes({
    '(Account) a.b': '[cast Account a.b]',
    '(Map<Id, List<Account>>) a': '[cast Map<Id, List<Account>> a]',
    '(Account[]) a': '[cast List<Account> a]',
    '(A.B) (C) d': '[cast A.B [cast C d]]',
    '(Boolean) !a': '[cast Boolean [! a]]',
    '(String) null + 1': '[+ [cast String null] 1]',
    '(List<Account>) [SELECT Id FROM Account]': '[cast List<Account> [soql]]',
    '((Account) a).Name': '[cast Account a].Name',
    '(a)': 'a',
    '(a)[0]': 'a[0]',
    '(a).b()': 'a.b()',
    '(a)++': '[a ++]',
    '(a) instanceof B': '[instanceof a B]',
    '(a) == b': '[== a b]',
  });
});

test('less-than is told from type arguments', () => {
  shapes({
    'a < b && c > d': '[&& [< a b] [> c d]]',
    'f(a < b, c > d)': 'f([< a b], [> c d])',
    'List<Foo>.class': 'List<Foo>.class',
    'Map<Id, List<Foo>>.class': 'Map<Id, List<Foo>>.class',
    'Foo[].class': 'List<Foo>.class',
    'Outer.Inner.class': 'Outer.Inner.class',
    'void.class': 'void.class',
    'new List<List<A>>()': 'new List<List<A>>()',
    'new Map<A, B<C>>{}': 'new Map<A, B<C>>{}',
  });
});

test('calls, fields and indexes chain, with and without the safe operator', () => {
  shapes({
    'a.b(c, d)[0].e': 'a.b(c, d)[0].e',
    'a?.b?.c()': 'a?.b?.c()',
    'this.a': 'this.a',
    'super.f()': 'super.f()',
    '[SELECT Id FROM Account][0].Id': '[soql][0].Id',
    'Trigger.new': 'Trigger.new',
    'a.class.b': 'a.class.b',
    "'x'.length()": "'x'.length()",
    '1.format()': '1.format()',
    'a++ + ++b': '[+ [a ++] [++ b]]',
  });
});

test('new makes objects, collections and arrays', () => {
  shapes({
    'new A(1, b)': 'new A(1, b)',
    "new Account(Name = 'x', Parent = new Account(Site = 'y'))":
      "new Account(Name: 'x', Parent: new Account(Site: 'y'))",
    'new List<Integer>{ 1, 2 }': 'new List<Integer>{1, 2}',
    'new Map<String, Integer>{ a => 1, b + c => 2 }': 'new Map<String, Integer>{a => 1, [+ b c] => 2}',
    'new Integer[5]': 'new List<Integer>[5]',
    'new Account[]{ a, }': 'new List<Account>{a}',
    'new A.B().c': 'new A.B().c',
  });
  assert.deepEqual(refused("new Account(Name = 'x', 1)"), ["Unexpected token '1'."]);
  assert.deepEqual(refused('new Account'), ["Missing '(' at ';'"]);
});

test('literals carry their type and their value', () => {
  const literal = (source: string): string[] => {
    const value = expressionOf(source);
    assert.equal(value.kind, 'literal');
    return value.kind === 'literal' ? [value.type, value.text] : [];
  };
  assert.deepEqual(literal('12'), ['integer', '12']);
  assert.deepEqual(literal('12l'), ['long', '12']);
  assert.deepEqual(literal('1.50'), ['decimal', '1.50']);
  assert.deepEqual(literal('.5'), ['decimal', '.5']);
  assert.deepEqual(literal('1.5D'), ['double', '1.5']);
  assert.deepEqual(literal('TRUE'), ['boolean', 'true']);
  assert.deepEqual(literal('Null'), ['null', 'null']);
  assert.deepEqual(literal(String.raw`'a\'b\\\n\t\u00e9\"'`), ['string', 'a\'b\\\n\té"']);
  assert.deepEqual(literal("'''\n  a 'b'\n  c'''"), ['string', "  a 'b'\n  c"]);
  assert.deepEqual(literal("''"), ['string', '']);
});

test('literals that Apex cannot hold are refused', () => {
  assert.deepEqual(refused('2147483649'), ['Illegal integer']);
  assert.deepEqual(refused('9223372036854775809L'), ['Illegal long']);
  assert.match(refused(String.raw`'a\q'`)[0], /Illegal character sequence '\\q' in string literal/);
  assert.match(refused(String.raw`'\u00g0'`)[0], /Illegal character sequence/);
  assert.equal(refused("'a\n'")[0], 'Illegal string literal: Line breaks are not allowed in string literals');
});

test('what Apex has no operator for is refused', () => {
  assert.ok(refused('a % b').includes("Found punctuation symbol or operator '%' that isn't valid in Apex."));
  assert.deepEqual(refused('a + b = c'), ['Expression cannot be assigned']);
  assert.deepEqual(refused('1++'), ['Expression cannot be assigned']);
});

test('comments and white space may stand between any tokens', () => {
  shapes({ '/* a */ a // b\n + /** c */ b': '[+ a b]', '\u00a0a\t\r\n\f+\ufeffb': '[+ a b]' });
});

test('words of queries and declarations are names everywhere else', () => {
  shapes({
    'date + order - count': '[- [+ date order] count]',
    'group.limit(first, last)': 'group.limit(first, last)',
    'system.after[user]': 'system.after[user]',
    'switch.when': 'switch.when',
    select: 'select',
  });
});

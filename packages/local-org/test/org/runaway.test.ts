import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failureOf } from './apex.ts';

const HEAP = /^System\.LimitException: Apex heap size too large: \d+$/;

describe('Apex that would not end', () => {
  it('is stopped by its CPU time', (t) => {
    assert.match(
      failureOf(t, 'Integer x = 0; while (true) { x++; }') ?? '',
      /^System\.LimitException: Apex CPU time limit exceeded/,
    );
  });

  it('is stopped by the depth of its calls', (t) => {
    const members = 'static Integer deeper(Integer n) { return deeper(n + 1) + 1; }';
    assert.match(
      failureOf(t, 'deeper(0);', members) ?? '',
      /^System\.LimitException: Maximum stack depth reached: 1001/,
    );
  });

  it('cannot catch what stops it', (t) => {
    const members = 'static Integer deeper(Integer n) { return deeper(n + 1) + 1; }';
    const body = 'try { deeper(0); } catch (Exception e) { System.debug(e); }';
    assert.match(failureOf(t, body, members) ?? '', /Maximum stack depth reached/);
  });
});

describe('Apex that would take all memory', () => {
  it('is stopped where a text doubles for ever', (t) => {
    assert.match(failureOf(t, "String s = 'x'; while (true) { s += s; }") ?? '', HEAP);
  });

  it('is stopped where a list is added to itself for ever', (t) => {
    const body = 'List<Integer> all = new List<Integer>{ 1 }; while (true) { all.addAll(all); }';
    assert.match(failureOf(t, body) ?? '', HEAP);
  });

  it('is stopped where an array of two billion elements is made', (t) => {
    assert.match(failureOf(t, 'Integer[] all = new Integer[2000000000];') ?? '', HEAP);
  });

  it('is stopped where each turn of a loop keeps a large list', (t) => {
    const body = 'List<Object> all = new List<Object>(); while (true) { all.add(new Integer[1000000]); }';
    assert.match(failureOf(t, body) ?? '', HEAP);
  });

  it('may add a large set to a list', (t) => {
    const body = `
      Set<Integer> many = new Set<Integer>();
      for (Integer i = 0; i < 300000; i++) many.add(i);
      List<Integer> all = new List<Integer>();
      all.addAll(many);
      Assert.areEqual(300000, all.size());`;
    assert.equal(failureOf(t, body), undefined);
  });
});

describe('Values that grow without end', () => {
  it('are stopped where a number has more digits than the heap', (t) => {
    assert.match(failureOf(t, 'Decimal d = 1.1; while (true) { d = d * d; }') ?? '', HEAP);
    assert.match(failureOf(t, `Decimal.valueOf('9'.repeat(100000)).pow(32767);`) ?? '', HEAP);
  });

  it('are stopped where a text is longer than the heap that is to be taken apart, encoded or escaped', (t) => {
    const long = "String s = '\"'.repeat(12000001); Blob b;";
    for (const use of [
      's = s.escapeJava();',
      's = s.escapeHtml4();',
      's = String.escapeSingleQuotes(s);',
      's = JSON.serialize(s);',
      'JSON.deserializeUntyped(s);',
      `s = EncodingUtil.urlEncode(s, 'UTF-8');`,
      'b = Blob.valueOf(s);',
      'b = EncodingUtil.base64Decode(s);',
      `s = s.replace('"', '""');`,
      `s = s.replaceAll('"', '""');`,
      `s.split('');`,
      's = s.reverse();',
      's.getChars();',
    ])
      assert.match(failureOf(t, `${long} ${use}`) ?? '', HEAP, use);
  });

  it('may be as long as a heap allows', (t) => {
    const body = `
      String s = '\\''.repeat(1000000);
      Assert.areEqual(2000000, String.escapeSingleQuotes(s).length());
      Assert.areEqual(3000000, EncodingUtil.urlEncode(s, 'UTF-8').length());
      Assert.areEqual(s, EncodingUtil.base64Decode(EncodingUtil.base64Encode(Blob.valueOf(s))).toString());
      Assert.areEqual(s, JSON.deserializeUntyped(JSON.serialize(s)));
      Assert.areEqual(1000001, ('a' + ',a'.repeat(1000000)).split(',').size());`;
    assert.equal(failureOf(t, body), undefined);
  });
});

describe('Apex that goes round in the platform', () => {
  const DEPTH = /^System\.LimitException: Maximum stack depth reached: 1001/;
  const nested = (open: string, close: string): string => `'${open}'.repeat(100000) + '${close}'.repeat(100000)`;

  it('is stopped where an expression tries exponentially many ways', (t) => {
    const text = 'a'.repeat(40);
    const body = `System.debug(Pattern.matches('(a+)+b', '${text}'));`;
    assert.equal(failureOf(t, body), 'System.LimitException: Regex too complicated');
    assert.match(failureOf(t, `'${text}'.replaceAll('(a|aa)+$b', '');`) ?? '', /Regex too complicated/);
  });

  it('is stopped where a simple expression tries every way from every place of a long text', (t) => {
    assert.match(failureOf(t, `'a'.repeat(2000000).replaceAll('a*b', '');`) ?? '', /Regex too complicated/);
  });

  it('takes a text of unclosed tags as it is', (t) => {
    const body = `String s = '<'.repeat(1000000); Assert.areEqual(s, s.stripHtmlTags()); Assert.areEqual('ab<', 'a<i>b<'.stripHtmlTags());`;
    assert.equal(failureOf(t, body), undefined);
  });

  it('is stopped where XML is nested too deep', (t) => {
    assert.match(failureOf(t, `new Dom.Document().load(${nested('<a>', '</a>')});`) ?? '', DEPTH);
  });

  it('finds no type of more levels than the platform has', (t) => {
    const body = `
      Assert.isNull(Type.forName('List<'.repeat(20000) + 'String' + '>'.repeat(20000)));
      Assert.isNull(Type.forName('String' + '[]'.repeat(20000)));
      Assert.isNotNull(Type.forName('List<'.repeat(8) + 'String' + '>'.repeat(8)));`;
    assert.equal(failureOf(t, body), undefined);
  });

  it('may use an expression that repeats a choice', (t) => {
    const body = `
      Assert.isTrue(Pattern.matches('([a-z]+,)*[a-z]+', 'one,two,three,four,five,six'));
      Assert.areEqual('1,22,333,4444,55555,666666', 'a1,b22,c333,d4444,e55555,f666666'.replaceAll('([a-z]|[A-Z])+', ''));`;
    assert.equal(failureOf(t, body), undefined);
  });

  it('is stopped where JSON is nested too deep to be read or written', (t) => {
    assert.match(failureOf(t, `JSON.deserializeUntyped(${nested('[', ']')});`) ?? '', DEPTH);
    const body =
      'List<Object> l; for (Integer i = 0; i < 100000; i++) { l = new List<Object>{ l }; } JSON.serialize(l);';
    assert.match(failureOf(t, body) ?? '', DEPTH);
  });

  it('is stopped where objects compare, show or hash themselves for ever', (t) => {
    const members = `
      class Loop implements Comparable {
        public Integer compareTo(Object other) { new List<Loop>{ new Loop(), new Loop() }.sort(); return 0; }
        public override String toString() { return 'loop ' + this; }
        public Boolean equals(Object other) { return this == (Loop) other; }
        public Integer hashCode() { return new Set<Loop>{ this }.size(); }
      }`;
    for (const body of [
      'new List<Loop>{ new Loop(), new Loop() }.sort();',
      'String s = String.valueOf(new Loop());',
      'Boolean b = new Loop() == new Loop();',
      'Set<Loop> s = new Set<Loop>{ new Loop() };',
    ])
      assert.match(failureOf(t, body, members) ?? '', DEPTH, body);
  });

  it('is stopped where a text is made longer than the heap', (t) => {
    for (const call of ["'x'.repeat(2000000000)", "'x'.leftPad(2000000000)", "'x'.rightPad(2000000000, 'ab')"])
      assert.match(failureOf(t, `String s = ${call};`) ?? '', HEAP, call);
  });

  it('gets a QueryException where the conditions of a query are nested too deep', (t) => {
    const deep = `Database.query('SELECT Id FROM Account WHERE ' + '('.repeat(20000) + 'Id = null' + ')'.repeat(20000));`;
    assert.match(failureOf(t, deep) ?? '', /^System\.QueryException: Nested more than \d+ levels deep/);
  });

  it('may ask with thousands of conditions', (t) => {
    const body = `
      List<String> parts = new List<String>();
      for (Integer i = 0; i < 3000; i++) parts.add('Name = \\'' + i + '\\'');
      Assert.areEqual(0, Database.query('SELECT Id FROM Account WHERE ' + String.join(parts, ' OR ')).size());
      Assert.areEqual(0, Database.query('SELECT Id FROM Account WHERE ' + String.join(parts, ' AND ')).size());`;
    assert.equal(failureOf(t, body), undefined);
  });
});

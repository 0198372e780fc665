import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { LimitCounter, SYNCHRONOUS_LIMITS } from '../../src/runtime/kernel/limits.ts';
import { call, compile } from '../emit/support.ts';
import { fails, table } from './support.ts';

describe('String', () => {
  it('compares without case by == and with it by equals', () => {
    assert.deepEqual(
      ...table({
        "'a' == 'A'": 'true',
        "'a'.equals('A')": 'false',
        "'a'.equalsIgnoreCase('A')": 'true',
        "new Set<String>{'a', 'A'}.size()": '2',
        "'apple'.compareTo('Banana')": '31',
      }),
    );
  });

  it('searches', () => {
    assert.deepEqual(
      ...table({
        "'hello'.indexOf('l', 3)": '3',
        "'hello'.indexOfAny('xol')": '2',
        "'hello'.containsIgnoreCase('ELL')": 'true',
        "'hello'.containsOnly('helo')": 'true',
        "'abcabc'.countMatches('bc')": '2',
        "'Hello'.lastIndexOfIgnoreCase('L')": '3',
        "'kitten'.getLevenshteinDistance('sitting')": '3',
        "'kitten'.getLevenshteinDistance('sitting', 2)": '-1',
        "'abc1'.isAlphanumeric()": 'true',
        "''.isAlpha()": 'false',
        "'i am a machine'.indexOfDifference('i am a robot')": '7',
      }),
    );
  });

  it('cuts, pads and changes', () => {
    assert.deepEqual(
      ...table({
        "'hamburger'.substring(4, 8)": 'urge',
        "'abcdefghijklmno'.abbreviate(10)": 'abcdefg...',
        "'ab'.leftPad(5, '-+')": '-+-ab',
        "'ab'.center(4)": ' ab ',
        "'a.b.c'.substringAfterLast('.')": 'c',
        "'<b>x</b>'.substringBetween('<b>', '</b>')": 'x',
        "'x'.substringBetween('y')": 'null',
        "'hello'.capitalize()": 'Hello',
        "'a-b'.repeat(',', 2)": 'a-b,a-b',
        "'AbC'.swapCase()": 'aBc',
        "'  a   b '.normalizeSpace()": 'a b',
        "'getHTTPName2'.splitByCharacterTypeCamelCase()": '(get, HTTP, Name, 2)',
        "'abc'.getChars()": '(97, 98, 99)',
        'String.fromCharArray(new List<Integer>{72, 105})': 'Hi',
      }),
    );
  });

  it('splits and replaces by Java expressions', () => {
    assert.deepEqual(
      ...table({
        "'boo:and:foo'.split(':', 2)": '(boo, and:foo)',
        "'boo:and:foo'.split('o')": '(b, , :and:f)',
        "'boo:and:foo'.split('o', -1)": '(b, , :and:f, , )',
        "'abc'.split('')": '(a, b, c)',
        "''.split(',').size()": '1',
        "'a1b22'.replaceAll('([0-9]+)', '<$1>')": 'a<1>b<22>',
        "'a.b'.replace('.', '$1')": 'a$1b',
        "'line\\n'.replaceAll('\\\\p{Cntrl}', '')": 'line',
        "'aXbX'.replaceFirst('(?i)x', '-')": 'a-bX',
      }),
    );
    assert.match(fails("'a'.replaceAll('[', '')"), /^System\.StringException: Invalid regex: Unclosed character class/);
  });

  it('formats with positions and apostrophes', () => {
    assert.deepEqual(
      ...table({
        "String.format('{0} is {1}, {0}', new List<Object>{'x', 2})": 'x is 2, x',
        "String.format('it\\'\\'s {0}', new List<Object>{'x'})": "it's x",
        "String.format('\\'{0}\\' {0}', new List<Object>{'x'})": '{0} x',
        "String.format('{1}', new List<Object>{'x'})": '{1}',
        "String.join(new List<Integer>{1, 2}, '-')": '1-2',
        "String.join(new Set<String>{'b', 'a'}, ',')": 'b,a',
      }),
    );
  });

  it('escapes and unescapes', () => {
    assert.deepEqual(
      ...table({
        "'a\"b,c'.escapeCsv()": '"a""b,c"',
        '\'<a href="é">\'.escapeHtml4()': '&lt;a href=&quot;&eacute;&quot;&gt;',
        "'&lt;&eacute;&#65;'.unescapeHtml4()": '<éA',
        "'Don\\'t <x>'.escapeXml()": 'Don&apos;t &lt;x&gt;',
        "'é\\n'.escapeJava()": '\\u00E9\\n',
        "String.escapeSingleQuotes('it\\'s')": "it\\'s",
      }),
    );
  });

  it('gives values their text', () => {
    assert.deepEqual(
      ...table({
        'String.valueOf(1.50)': '1.50',
        "String.valueOf(Double.valueOf('3'))": '3.0',
        'String.valueOf(Date.newInstance(2024, 1, 2))': '2024-01-02',
        'Date.newInstance(2024, 1, 2)': '2024-01-02 00:00:00',
        'String.valueOf(Datetime.newInstanceGmt(2024, 1, 2, 3, 4, 5))': '2024-01-02 04:04:05',
        "new Map<String, Object>{'a' => 1, 'b' => null}": '{a=1, b=null}',
        'new List<Double>{1, 2.5}': '(1.0, 2.5)',
        'new Set<Integer>{2, 1}': '{2, 1}',
      }),
    );
  });

  it('refuses null arguments and positions outside', () => {
    assert.equal(fails("'a'.contains(null)"), 'System.NullPointerException: Argument cannot be null.');
    assert.equal(fails("'abc'.substring(4)"), 'System.StringException: Starting position out of bounds: 4');
    assert.equal(fails("'abc'.substring(1, 9)"), 'System.StringException: Ending position out of bounds: 9');
  });
});

it('comparing two long texts by their edits takes CPU time that is counted', () => {
  const foo = compile([
    `public class Foo { public static Integer run() { return 'a'.repeat(40000).getLevenshteinDistance('b'.repeat(40000)); } }`,
  ]);
  const limits = new LimitCounter({ ...SYNCHRONOUS_LIMITS, cpuTime: 20 });
  assert.throws(() => call(foo, 'Foo.run', { limits }), /Apex CPU time limit exceeded/);
});

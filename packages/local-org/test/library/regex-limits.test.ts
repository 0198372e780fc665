import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { costOf } from '../../src/runtime/library/regex-cost.ts';
import { failure, run } from '../emit/support.ts';

const TOO_COMPLICATED = 'System.LimitException: Regex too complicated';

describe('an expression that tries too many ways', () => {
  it('ends in the exception of the platform, whatever it is used for', () => {
    const text = "'a'.repeat(5000)";
    const bodies = [
      `Boolean b = Pattern.compile('a*a*a*a*b').matcher(${text}).find();`,
      `Boolean b = Pattern.compile('(a?){60}c').matcher(${text}).lookingAt();`,
      `Boolean b = Pattern.matches('${'a?'.repeat(60)}${'a'.repeat(60)}', 'a'.repeat(60) + 'b');`,
      `String s = ${text}.replaceFirst('(a|a)*b', '');`,
      `List<String> l = ${text}.split('(a+)+b');`,
    ];
    for (const body of bodies) assert.equal(failure(body), TOO_COMPLICATED, body);
  });

  it('does not: many matches in a long text, each found at once', () => {
    const body = `Matcher m = Pattern.compile('(\\\\w+)=(\\\\w*);').matcher('name=value;'.repeat(20000));
      Integer n = 0; while (m.find()) { if (m.group(1) == 'name' && m.start() == n * 11) n++; } return n;`;
    assert.equal(run('Integer', body), 20000);
  });
});

describe('an expression on a text of more than a million characters', () => {
  it('is refused where it walks over all of them', () => {
    const text = "'ab '.repeat(400000)";
    assert.equal(failure(`Boolean b = Pattern.compile('x|y').matcher(${text}).find();`), TOO_COMPLICATED);
    assert.equal(failure(`String s = ${text}.replaceAll('b', '');`), TOO_COMPLICATED);
    assert.equal(failure(`Matcher m = Pattern.compile('a').matcher(${text}); while (m.find()) { }`), TOO_COMPLICATED);
  });

  it('is not where it finds what it looks for near the start', () => {
    const body = `Matcher m = Pattern.compile('b').matcher('ab '.repeat(400000)); return m.find() ? m.start() : -1;`;
    assert.equal(run('Integer', body), 1);
    assert.equal(run('Integer', `return 'ab '.repeat(400000).replaceFirst('b', '').length();`), 1199999);
  });
});

describe('find()', () => {
  it('goes on from where other methods left the matcher', () => {
    const body = (rest: string): string =>
      `Matcher m = Pattern.compile('a*').matcher('aabaa'); List<String> l = new List<String>(); ${rest} return String.join(l, ',');`;
    const all = "while (m.find()) l.add(m.start() + '-' + m.end());";
    assert.equal(run('String', body(all)), '0-2,2-2,3-5,5-5');
    assert.equal(run('String', body(`m.lookingAt(); ${all}`)), '2-2,3-5,5-5');
    assert.equal(run('String', body(`m.find(); m.usePattern(Pattern.compile('b')); ${all}`)), '2-3');
    assert.equal(run('String', body(`m.find(); m.region(1, 4); ${all}`)), '1-2,2-2,3-4,4-4');
    assert.equal(run('String', body(`m.find(); m.find(3); l.add(m.group()); m.reset('a'); ${all}`)), 'aa,0-1,1-1');
  });
});

describe('a long list of alternatives', () => {
  it('costs what the dearest of them costs, since one is taken', () => {
    const choices = Array.from({ length: 200 }, (_, i) => `0?${i}\\\\d?`).join('|');
    assert.equal(run('Boolean', `return Pattern.matches('(?:${choices})', '01999');`), true);
  });
});

describe('the cost of an expression', () => {
  it('counts what can be repeated without end and what can be chosen', () => {
    const cost = (source: string): string => {
      const { loops, choices, isExponential } = costOf(source);
      return isExponential ? 'exponential' : `${loops} ${choices}`;
    };
    const expected = {
      'abc[*+?]\\*': '0 0',
      'a+b*?c{2,}': '3 0',
      'a{3}(?:b){2}': '0 0',
      'a?b?(?:c|d|e|f)': '0 4',
      'x*(?:a?b?|c?|d+)e+': `3 ${2 + Math.log2(3)}`,
      '(?=x+)\\p{L}+': '2 0',
      '(a+)?': '1 1',
      '(a|b)+': 'exponential',
      '((a?))*': 'exponential',
      '(?:a{1,2}){30}': 'exponential',
      '(?<n>ab)+': '1 0',
    };
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((source) => [source, cost(source)])), expected);
  });
});

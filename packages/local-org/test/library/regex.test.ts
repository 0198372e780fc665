import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { fails, table } from './support.ts';

describe('Pattern and Matcher', () => {
  it('find, with groups and positions', () => {
    assert.deepEqual(
      ...table(
        {
          'm.find()': 'true',
          'm.group(1) + m.group(2)': 'k1v1',
          'm.start() + m.end(2)': '5',
          'm.find() && m.find()': 'false',
          'm.groupCount()': '2',
          "m.replaceAll('$2=$1')": 'v1=k1;v2=k2',
          "Pattern.matches('a*b', 'aaab')": 'true',
          "Pattern.compile('(a)?b').matcher('b').matches()": 'true',
          "Pattern.compile('^a').matcher('ba').find()": 'false',
          "Pattern.compile(Pattern.quote('a.b')).matcher('axb').find()": 'false',
        },
        "Matcher m = Pattern.compile('(\\\\w+)=(\\\\w+)').matcher('k1=v1;k2=v2');",
      ),
    );
    assert.equal(fails("Pattern.compile('a').matcher('a').group()"), 'System.StringException: No match found');
  });

  it('read what only Java has', () => {
    assert.deepEqual(
      ...table({
        "Pattern.matches('a++b', 'aab')": 'true',
        "Pattern.matches('a++ab', 'aab')": 'false',
        "Pattern.matches('(?>a|ab)c', 'abc')": 'false',
        "Pattern.matches('[a-z&&[^b]]+', 'acd')": 'true',
        "Pattern.matches('[a-z&&[^b]]+', 'abc')": 'false',
        "Pattern.matches('\\\\p{Alpha}\\\\p{Punct}', 'a!')": 'true',
        "Pattern.matches('(?i)ABC|x', 'abc')": 'true',
        "Pattern.matches('(?s)a.b', 'a\\nb')": 'true',
        "Pattern.matches('a.b', 'a\\nb')": 'false',
        "Pattern.compile('(?m)^b$').matcher('a\\nb\\nc').find()": 'true',
        "Pattern.compile('a\\\\Z').matcher('a\\n').find()": 'true',
        "Pattern.matches('\\\\Qa.b\\\\E+', 'a.bb')": 'true',
        "Pattern.matches('(?x) a b # comment', 'ab')": 'true',
        "Pattern.matches('(a)(b)++\\\\2\\\\1', 'abba')": 'false',
        "Pattern.compile('[\\\\x00-\\\\x1F]').matcher('a\\tb').find()": 'true',
        "Pattern.matches('[]a]+', 'a]')": 'true',
      }),
    );
  });

  it('refuse what is no pattern', () => {
    assert.match(fails("Pattern.compile('(')"), /^System\.StringException: Invalid regex: Unclosed group near index 1/);
    assert.match(fails("Pattern.compile('*a')"), /Dangling meta character/);
    assert.match(fails("Pattern.compile('\\\\Ga')"), /Illegal\/unsupported escape sequence/);
  });
});

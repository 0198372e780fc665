import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { fails, table } from './support.ts';

describe('Decimal', () => {
  it('keeps its scale through arithmetic', () => {
    assert.deepEqual(
      ...table({
        '1.10 + 2.2': '3.30',
        '1.10 * 2.0': '2.200',
        '10.0 / 4': '2.5',
        '6.00 / 2': '3.00',
        '1.0 / 3': `0.${'3'.repeat(33)}`,
        '2.0 / 3': `0.${'6'.repeat(32)}7`,
        '9007199254740993.5 * 2': '18014398509481987.0',
      }),
    );
    assert.equal(fails('1.0 / 0'), 'System.MathException: Divide by 0');
  });

  it('rounds in every mode', () => {
    const cases: Record<string, string> = {};
    const expected: Record<string, readonly string[]> = {
      CEILING: ['3', '-2', '2', '-1'],
      DOWN: ['2', '-2', '1', '-1'],
      FLOOR: ['2', '-3', '1', '-2'],
      HALF_DOWN: ['2', '-2', '1', '-1'],
      HALF_EVEN: ['2', '-2', '2', '-2'],
      HALF_UP: ['3', '-3', '2', '-2'],
      UP: ['3', '-3', '2', '-2'],
    };
    for (const [mode, results] of Object.entries(expected)) {
      [2.5, -2.5, 1.5, -1.5].forEach((value, index) => {
        cases[`Decimal.valueOf('${value}').setScale(0, RoundingMode.${mode})`] = results[index]!;
      });
    }
    assert.deepEqual(...table(cases));
    assert.equal(fails('2.5.setScale(0, RoundingMode.UNNECESSARY)'), 'System.MathException: Rounding necessary');
  });

  it('divides to a scale, raises, strips', () => {
    assert.deepEqual(
      ...table(
        {
          'd.divide(100, 3)': '0.190',
          'd.divide(7, 2, RoundingMode.UP)': '2.72',
          'd.pow(2)': '361',
          '1200.00.stripTrailingZeros()': '1.2E+3',
          '1200.00.stripTrailingZeros().toPlainString()': '1200',
          '123.4500.precision()': '7',
          '123.4500.scale()': '4',
          '1234567.891.format()': '1,234,567.891',
          '2.5.round()': '2',
          '3.7.intValue()': '3',
        },
        'Decimal d = 19;',
      ),
    );
  });

  it('equals whatever the scale, also as a key', () => {
    assert.deepEqual(
      ...table({
        '1.0 == 1.00': 'true',
        'new Set<Decimal>{1.0, 1.00}.size()': '1',
      }),
    );
  });
});

describe('Integer, Long and Double', () => {
  it('read text', () => {
    assert.deepEqual(
      ...table(
        {
          "Integer.valueOf('-12')": '-12',
          "Long.valueOf('9223372036854775807')": '9223372036854775807',
          "Double.valueOf('1e7')": '1.0E7',
          "Decimal.valueOf('1e3')": '1E+3',
          'Integer.valueOf(o)': '3',
        },
        'Object o = 3.9;',
      ),
    );
  });

  it('refuse other text in the words of the platform', () => {
    assert.equal(fails("Integer.valueOf('abc')"), 'System.TypeException: Invalid integer: abc');
    assert.equal(fails("Integer.valueOf('2147483648')"), 'System.TypeException: Invalid integer: 2147483648');
    assert.equal(fails("Long.valueOf('1.5')"), 'System.TypeException: Invalid long: 1.5');
    assert.equal(fails("Double.valueOf('x')"), 'System.TypeException: Invalid double: x');
    assert.equal(fails("Decimal.valueOf('x')"), 'System.TypeException: Invalid decimal: x');
    assert.equal(fails('Integer.valueOf(s)', 'String s;'), 'System.NullPointerException: Argument cannot be null.');
  });
});

describe('Math', () => {
  it('works in the type of its arguments', () => {
    assert.deepEqual(
      ...table({
        'Math.mod(-7, 3)': '-1',
        'Math.round(2.5)': '2',
        'Math.max(1, 2L)': '2',
        'Math.abs(-1.50)': '1.50',
        'Math.sqrt(16.0)': '4.0',
        'Math.pow(2, 10)': '1024.0',
        'Math.ceil(1.2)': '2',
        'Math.roundToLong(1234567890123.6)': '1234567890124',
      }),
    );
    assert.equal(fails('Math.mod(1, 0)'), 'System.MathException: Divide by 0');
  });
});

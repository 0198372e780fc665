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

  it('stays exact where the digits no longer fit a number of JavaScript', () => {
    assert.deepEqual(
      ...table({
        '9007199254740991.0 + 0.1': '9007199254740991.1',
        '9007199254740991.0 + 1': '9007199254740992.0',
        '-9007199254740991.5 - 0.25': '-9007199254740991.75',
        '0.00000000000001 + 100000000': '100000000.00000000000001',
        '94906267.0 * 94906267.0': '9007199515875289.00',
        '9007199254740993.0.divide(2, 1)': '4503599627370496.5',
        '9007199254740991.0.divide(10, 0)': '900719925474099',
        '9007199254740995.0.divide(10, 0)': '900719925474100',
        '90071992547409.915.setScale(2)': '90071992547409.92',
        '90071992547409.925.setScale(2)': '90071992547409.92',
        '1.0.setScale(20)': '1.00000000000000000000',
        '9007199254740993.0 > 9007199254740992.99': 'true',
        '9007199254740993.0 == 9007199254740993.000': 'true',
      }),
    );
  });

  it('divides exactly where the quotient ends, with the scale that it needs', () => {
    assert.deepEqual(
      ...table({
        '1.0 / 8': '0.125',
        '1.000 / 8': '0.125',
        '1.0000 / 8': '0.1250',
        '0.00 / 7.0': '0.0',
        '0.0 / -7': '0.0',
        '-3.0 / 4': '-0.75',
        '7 / 0.02': '350',
        '1 / 0.0625': '16',
        '123.4500 / 100': '1.2345',
        '2.0 / 1024': '0.001953125',
        '1.0 / 7': '0.142857142857142857142857142857143',
        '22.0 / 7.0': `3.${'142857'.repeat(5)}143`,
      }),
    );
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

import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import * as operators from '../../src/runtime/kernel/decimals.ts';
import { Decimal } from '../../src/values/decimal.ts';
import '../../src/runtime/library/install.ts';

/** The same numbers in every run. */
function numbers(count: number): Decimal[] {
  let state = 12345;
  const next = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state % below;
  };
  const edges = ['0', '1', '-1', '0.5', '-0.5', '2.5', '-2.5', '0.05', '9007199254740991', '-9007199254740991'];
  edges.push('9007199254740992', '-9007199254740993.5', '4503599627370496.5', '123456789012345.5', '1E+20', '3E-12');
  const random = Array.from({ length: count }, () => {
    const digits = Array.from({ length: 1 + next(18) }, () => next(10)).join('');
    const point = next(digits.length + 1);
    return `${next(2) === 0 ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
  });
  return [...edges, ...random].map((text) => Decimal.parse(text));
}

const SAMPLE = numbers(60);
/** unscaled part at a scale that all of them have */
const COMMON = 40;
const at = (value: Decimal): bigint => value.unscaledAt(COMMON);
const shown = (value: Decimal): string => `${value.unscaled} ${value.scale}`;

/** Half-even by the definition: of the two integers beside the quotient, the nearer one, or the even one. */
function halfEven(numerator: bigint, denominator: bigint): bigint {
  const floor =
    numerator / denominator - (numerator % denominator !== 0n && numerator < 0n !== denominator < 0n ? 1n : 0n);
  const size = (n: bigint): bigint => (n < 0n ? -n : n);
  const below = size(numerator - floor * denominator);
  const above = size((floor + 1n) * denominator - numerator);
  if (below !== above) return below < above ? floor : floor + 1n;
  return floor % 2n === 0n ? floor : floor + 1n;
}

function forAllPairs(check: (a: Decimal, b: Decimal) => void): void {
  for (const a of SAMPLE) for (const b of SAMPLE) check(a, b);
}

describe('operators on Decimals', () => {
  it('are exact, keep the larger scale in sums and add scales in products', () => {
    forAllPairs((a, b) => {
      const scale = Math.max(a.scale, b.scale);
      const [sum, difference] = [operators.decimalAdd(a, b), operators.decimalSubtract(a, b)];
      assert.deepEqual([at(sum), sum.scale], [at(a) + at(b), scale]);
      assert.deepEqual([at(difference), difference.scale], [at(a) - at(b), scale]);
      const product = operators.decimalMultiply(a, b);
      assert.deepEqual([product.big, product.scale], [a.big * b.big, a.scale + b.scale]);
    });
  });

  it('compare by value', () => {
    forAllPairs((a, b) => {
      const [x, y] = [at(a), at(b)];
      const found = [operators.decimalLess(a, b), operators.decimalAtMost(a, b), operators.decimalGreater(a, b)];
      assert.deepEqual([...found, operators.decimalAtLeast(a, b)], [x < y, x <= y, x > y, x >= y]);
      assert.equal(operators.decimalEquals(a, b), x === y);
    });
  });

  it('keep a number of JavaScript where it is safe, and no zero with a sign', () => {
    forAllPairs((a, b) => {
      for (const { unscaled } of [
        operators.decimalAdd(a, b),
        operators.decimalSubtract(a, b),
        operators.decimalMultiply(a, b),
        operators.decimalRound(a, 0),
      ]) {
        assert.equal(typeof unscaled, Number.isSafeInteger(Number(unscaled)) ? 'number' : 'bigint');
        assert.ok(!Object.is(unscaled, -0));
      }
    });
  });

  it('round and divide half-even to a scale, as the methods do', () => {
    for (const a of SAMPLE) {
      for (const scale of [-3, 0, 1, 2, 7]) {
        const rounded = operators.decimalRound(a, scale);
        assert.deepEqual([rounded.big, rounded.scale], [halfEven(at(a), 10n ** BigInt(COMMON - scale)), scale]);
        assert.equal(shown(a.setScale(scale)), shown(rounded));
      }
    }
    forAllPairs((a, b) => {
      if (b.unscaled === 0) return;
      for (const scale of [0, 2, 5]) {
        const quotient = operators.decimalQuotient(a, b, scale);
        assert.equal(quotient.big, halfEven(at(a) * 10n ** BigInt(scale), at(b)));
        assert.equal(shown(a.divide(b, scale)), shown(quotient));
      }
    });
  });

  it('refuse null as operand; no comparison with null holds', () => {
    const one = Decimal.ONE;
    for (const operator of [operators.decimalAdd, operators.decimalSubtract, operators.decimalMultiply]) {
      assert.throws(() => operator(one, null), /NullPointerException: Attempt to de-reference a null object/);
      assert.throws(() => operator(null, one), /NullPointerException: Attempt to de-reference a null object/);
    }
    assert.throws(() => operators.decimalRound(null, 2), /NullPointerException: Attempt to de-reference a null object/);
    assert.throws(() => operators.decimalQuotient(one, null, 2), /NullPointerException: Argument cannot be null/);
    assert.throws(() => operators.decimalQuotient(one, Decimal.ZERO, 2), /MathException: Divide by 0/);
    assert.equal(operators.decimalLess(null, one) || operators.decimalAtLeast(one, null), false);
  });
});

describe('the text of a Decimal', () => {
  it('is read with or without a point, sign and exponent', () => {
    const read = (text: string): string | undefined => {
      const value = Decimal.tryParse(text);
      return value === undefined ? undefined : shown(value);
    };
    const accepted = {
      '12.50': '1250 2',
      '-0.0': '0 1',
      '.5': '5 1',
      '7.': '7 0',
      '-.5': '-5 1',
      ' 1 ': '1 0',
      '+2': '2 0',
    };
    assert.deepEqual(Object.fromEntries(Object.keys(accepted).map((text) => [text, read(text)])), accepted);
    assert.deepEqual([read('1e3'), read('123456789012345678')], ['1 -3', '123456789012345678 0']);
    for (const text of ['', '-', '.', '-.', '1.2.3', '1a', '--1', '1-', '1,5'])
      assert.equal(read(text), undefined, text);
  });
});

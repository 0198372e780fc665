/** Operators: which types they take and what they give. */
import type { ApexDate } from '../values/date.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import { ApexTime } from '../values/time.ts';
import type { BinaryOperator } from './ast.ts';
import { power } from './functions/math.ts';
import { Call, refusePicklist } from './typed.ts';
import type { Compiled, Typed } from './typed.ts';
import type { FormulaType } from './values.ts';
import { numberOf, precise, quotient } from './values.ts';

const DAY = 86_400_000;

export function binary(operator: BinaryOperator, left: Typed, right: Typed, at: number): Compiled {
  const call = new Call(operator, [left, right], at, `operator '${operator}'`);
  switch (operator) {
    case '&&':
    case '||':
      return connective(call, operator === '||');
    case '=':
    case '<>':
      return equality(call, operator === '<>');
    case '<':
    case '<=':
    case '>':
    case '>=':
      return order(call, operator);
    case '&':
      call.expect(0, 1, 'text');
      return concatenation(left, right);
    case '+':
    case '-':
      return sum(call, operator);
    case '*':
      return arithmetic(call, (a, b) => precise(a.multiply(b)));
    case '/':
      return arithmetic(call, quotient);
    case '^':
      return arithmetic(call, power);
  }
}

export function unary(operator: '-' | '+' | '!', operand: Typed, at: number): Compiled {
  const call = new Call(operator, [operand], at, `operator '${operator}'`);
  const { run } = operand;
  if (operator === '!') {
    call.expect(0, 0, 'boolean');
    return {
      type: 'boolean',
      run: (frame) => {
        const value = run(frame);
        return value === null ? null : value !== true;
      },
    };
  }
  call.expect(0, 0, 'number');
  if (operator === '+') return { type: 'number', run };
  return { type: 'number', run: (frame) => (run(frame) as Decimal | null)?.negate() ?? null };
}

function connective(call: Call, settles: boolean): Compiled {
  call.expect(0, 1, 'boolean');
  const [left, right] = call.args;
  return {
    type: 'boolean',
    run: (frame) => ((left.run(frame) === true) === settles ? settles : right.run(frame) === true),
  };
}

/** Texts are compared with regard to case; a blank text equals the empty one. In other types a blank equals nothing: the result is blank. */
export function equal(left: unknown, right: unknown, asText: boolean): boolean | null {
  if (asText) return (left ?? '') === (right ?? '');
  if (left === null || right === null) return null;
  if (typeof left === 'object' && 'equals' in left) return (left as { equals(other: unknown): boolean }).equals(right);
  return left === right;
}

function equality(call: Call, negated: boolean): Compiled {
  const [left, right] = call.args;
  call.args.forEach(refusePicklist);
  if (left.type === 'location' || right.type === 'location') call.fail(`Incorrect argument type for ${call.shown}.`);
  const asText = call.common([left, right]) === 'text';
  return {
    type: 'boolean',
    run: (frame) => {
      const same = equal(left.run(frame), right.run(frame), asText);
      return same === null ? null : same !== negated;
    },
  };
}

const ORDERED: readonly FormulaType[] = ['number', 'date', 'datetime', 'time', 'text'];

function order(call: Call, operator: '<' | '<=' | '>' | '>='): Compiled {
  const [left, right] = call.args;
  if (!ORDERED.includes(left.type) && left.type !== 'null') call.wrongType(left, ['number', 'date', 'datetime']);
  call.common([left, right]);
  const holds = (sign: number): boolean =>
    operator === '<' ? sign < 0 : operator === '<=' ? sign <= 0 : operator === '>' ? sign > 0 : sign >= 0;
  return {
    type: 'boolean',
    run: (frame) => {
      const [a, b] = [left.run(frame), right.run(frame)];
      if (a === null || b === null) return null;
      if (typeof a === 'string') return holds(a < (b as string) ? -1 : a > (b as string) ? 1 : 0);
      return holds((a as { compare(other: unknown): number }).compare(b));
    },
  };
}

function arithmetic(call: Call, compute: (left: Decimal, right: Decimal) => Decimal): Compiled {
  call.expect(0, 1, 'number');
  const [left, right] = call.args;
  return {
    type: 'number',
    run: (frame) => {
      const [a, b] = [left.run(frame), right.run(frame)] as (Decimal | null)[];
      return a === null || b === null ? null : compute(a, b);
    },
  };
}

function concatenation(left: Typed, right: Typed): Compiled {
  return {
    type: 'text',
    run: (frame) => {
      const [a, b] = [left.run(frame), right.run(frame)] as (string | null)[];
      return a === null ? b : b === null ? a : a + b;
    },
  };
}

type Values = (left: never, right: never) => unknown;

const days = (count: Decimal): number => count.doubleValue();
const wholeDays = (count: Decimal): number => Math.trunc(count.doubleValue());

/** By the types of both sides: what comes out, and how. */
const SUMS: Readonly<Record<string, readonly [FormulaType, Values]>> = {
  'number+number': ['number', (a: Decimal, b: Decimal) => a.add(b)],
  'number-number': ['number', (a: Decimal, b: Decimal) => a.subtract(b)],
  'date+number': ['date', (date: ApexDate, count: Decimal) => date.addDays(wholeDays(count))],
  'number+date': ['date', (count: Decimal, date: ApexDate) => date.addDays(wholeDays(count))],
  'date-number': ['date', (date: ApexDate, count: Decimal) => date.addDays(-wholeDays(count))],
  'date-date': ['number', (a: ApexDate, b: ApexDate) => Decimal.ofInt(a.days - b.days)],
  'datetime+number': ['datetime', (at: ApexDatetime, count: Decimal) => moved(at, days(count))],
  'number+datetime': ['datetime', (count: Decimal, at: ApexDatetime) => moved(at, days(count))],
  'datetime-number': ['datetime', (at: ApexDatetime, count: Decimal) => moved(at, -days(count))],
  'datetime-datetime': [
    'number',
    (a: ApexDatetime, b: ApexDatetime) => quotient(numberOf(a.ms - b.ms), Decimal.ofInt(DAY)),
  ],
  'time+number': ['time', (time: ApexTime, ms: Decimal) => time.add(days(ms))],
  'time-number': ['time', (time: ApexTime, ms: Decimal) => time.add(-days(ms))],
  // Between two times of the day: what has passed since, at most a day.
  'time-time': ['number', (a: ApexTime, b: ApexTime) => Decimal.ofInt(new ApexTime(a.ms - b.ms).ms)],
};

const moved = (at: ApexDatetime, count: number): ApexDatetime => new ApexDatetime(at.ms + Math.round(count * DAY));

function sum(call: Call, operator: '+' | '-'): Compiled {
  const [left, right] = call.args;
  call.args.forEach(refusePicklist);
  if (left.type === 'null' || right.type === 'null') return { type: 'null', run: () => null };
  if (operator === '+' && left.type === 'text' && right.type === 'text') return concatenation(left, right);
  const entry = SUMS[`${left.type}${operator}${right.type}`];
  if (entry === undefined) wrongSum(call, operator);
  const [type, compute] = entry;
  return {
    type,
    run: (frame) => {
      const [a, b] = [left.run(frame), right.run(frame)];
      return a === null || b === null ? null : compute(a as never, b as never);
    },
  };
}

function wrongSum(call: Call, operator: string): never {
  const [left, right] = call.args;
  if (left.type === 'text' && operator === '+') call.wrongType(right, ['text']);
  const leftFits = Object.keys(SUMS).some((key) => key.startsWith(`${left.type}${operator}`));
  const expected: readonly FormulaType[] =
    leftFits && right.type === left.type ? ['number'] : ['number', 'date', 'datetime'];
  call.wrongType(leftFits ? right : left, expected);
}

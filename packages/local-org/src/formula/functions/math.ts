/** Math functions. Source: Salesforce Help, "Formula Operators and Functions", Math. */
import { Decimal } from '../../values/decimal.ts';
import type { Rounding } from '../../values/decimal.ts';
import { plain } from '../typed.ts';
import type { FormulaFunction } from '../typed.ts';
import { EvaluationError, numberOf, precise, quotient } from '../values.ts';
import type { GeoLocation } from '../values.ts';

const one = (compute: (value: Decimal) => Decimal): FormulaFunction =>
  plain(['number'], 'number', ([value]: readonly Decimal[]) => compute(value));

const floating = (compute: (value: number) => number): FormulaFunction =>
  one((value) => numberOf(compute(value.doubleValue())));

const integral = (value: Decimal, mode: Rounding): Decimal => (value.scale <= 0 ? value : value.setScale(0, mode));

/** To so many digits after the point; before it where the count is negative. */
function scaled(value: Decimal, digits: Decimal, mode: Rounding): Decimal {
  const scale = digits.intValue();
  const result = value.scale > scale ? value.setScale(scale, mode) : value;
  return result.scale < 0 ? result.setScale(0) : result;
}

/** The remainder has the sign of the dividend. */
function remainder(value: Decimal, divisor: Decimal): Decimal {
  if (divisor.signum === 0) throw new EvaluationError('Division by zero');
  const whole = integral(quotient(value, divisor), 'DOWN');
  return value.subtract(whole.multiply(divisor));
}

function extreme(sign: 1 | -1): FormulaFunction {
  return {
    compile(call) {
      call.count(1, Infinity);
      call.expect(0, Infinity, 'number');
      const runs = call.args.map((argument) => argument.run);
      return {
        type: 'number',
        run: (frame) => {
          let best: Decimal | undefined;
          for (const run of runs) {
            const value = run(frame) as Decimal | null;
            if (value === null) return null;
            if (best === undefined || value.compare(best) * sign > 0) best = value;
          }
          return best;
        },
      };
    },
  };
}

const EARTH_RADIUS = { mi: 3958.761, km: 6371.009 };

function distance(from: GeoLocation, to: GeoLocation, unit: string): Decimal {
  const radius = (EARTH_RADIUS as Readonly<Record<string, number>>)[unit];
  if (radius === undefined) throw new EvaluationError(`Invalid unit for the distance() function: ${unit}`);
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const [a, b] = [radians(from.latitude), radians(to.latitude)];
  const halfLatitude = Math.sin((b - a) / 2) ** 2;
  const halfLongitude = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  return numberOf(
    2 * radius * Math.asin(Math.min(1, Math.sqrt(halfLatitude + Math.cos(a) * Math.cos(b) * halfLongitude))),
  );
}

export const MATH_FUNCTIONS: Readonly<Record<string, FormulaFunction>> = {
  ABS: one((value) => value.abs()),
  // "rounds up, away from zero if negative", and its opposite; the M forms round along the number line
  CEILING: one((value) => integral(value, 'UP')),
  FLOOR: one((value) => integral(value, 'DOWN')),
  MCEILING: one((value) => integral(value, 'CEILING')),
  MFLOOR: one((value) => integral(value, 'FLOOR')),
  ROUND: plain(['number', 'number'], 'number', ([value, digits]: readonly Decimal[]) =>
    scaled(value, digits, 'HALF_UP'),
  ),
  TRUNC: plain(
    ['number', 'number'],
    'number',
    ([value, digits]: readonly [Decimal, Decimal?]) => scaled(value, digits ?? Decimal.ZERO, 'DOWN'),
    { optional: 1 },
  ),
  MOD: plain(['number', 'number'], 'number', ([value, divisor]: readonly Decimal[]) => remainder(value, divisor)),
  EXP: floating(Math.exp),
  LN: floating(Math.log),
  LOG: floating(Math.log10),
  SQRT: floating(Math.sqrt),
  SIN: floating(Math.sin),
  COS: floating(Math.cos),
  TAN: floating(Math.tan),
  ASIN: floating(Math.asin),
  ACOS: floating(Math.acos),
  ATAN: floating(Math.atan),
  ATAN2: plain(['number', 'number'], 'number', ([y, x]: readonly Decimal[]) =>
    numberOf(Math.atan2(y.doubleValue(), x.doubleValue())),
  ),
  PI: plain([], 'number', () => numberOf(Math.PI)),
  MAX: extreme(1),
  MIN: extreme(-1),
  GEOLOCATION: plain(['number', 'number'], 'location', ([latitude, longitude]: readonly Decimal[]) => ({
    latitude: latitude.doubleValue(),
    longitude: longitude.doubleValue(),
  })),
  DISTANCE: {
    compile(call) {
      call.count(3);
      call.expect(0, 1, 'location');
      const unit = call.literal(call.args[2]);
      const [from, to] = call.args;
      return {
        type: 'number',
        run: (frame) => {
          const [a, b] = [from.run(frame), to.run(frame)] as (GeoLocation | null)[];
          return a === null || b === null ? null : distance(a, b, unit);
        },
      };
    },
  },
};

/** `^`: whole exponents exactly, others by floating point. */
export function power(base: Decimal, exponent: Decimal): Decimal {
  const whole = exponent.compare(integral(exponent, 'DOWN')) === 0;
  const size = Math.log10(Math.abs(base.doubleValue())) * exponent.doubleValue();
  if (size > 64) throw new EvaluationError('Out of range argument to POWER() function');
  if (whole && exponent.signum >= 0 && exponent.doubleValue() < 1000) return precise(base.pow(exponent.intValue()));
  return numberOf(base.doubleValue() ** exponent.doubleValue());
}

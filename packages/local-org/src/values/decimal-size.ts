/** Keeps the digits of a Decimal within what a transaction can hold. */
import { raise } from './ambient.ts';

/** Bits: the 6 MB that all values of a synchronous transaction may take. */
const MOST_BITS = 48_000_000;
let most: bigint | undefined = undefined;

/** @throws LimitException where the number alone takes more than the heap */
export function refuseHugeNumber(value: bigint): bigint {
  // Numbers of a few hundred digits are told at once; comparing two longer ones looks at their lengths.
  if (value <= Number.MAX_VALUE && value >= -Number.MAX_VALUE) return value;
  most ??= 1n << BigInt(MOST_BITS);
  return value > most || value < -most ? refuse() : value;
}

/** value ** exponent @throws LimitException where the power alone takes more than the heap */
export function boundedPower(value: bigint, exponent: number): bigint {
  const bits = value === 1n || value === -1n ? 0 : (value.toString(16).length - 1) * 4;
  return bits * exponent > MOST_BITS ? refuse() : value ** BigInt(exponent);
}

function refuse(): never {
  return raise('System.LimitException', `Apex heap size too large: ${MOST_BITS / 8}`);
}

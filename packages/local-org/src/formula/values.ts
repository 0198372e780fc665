/**
 * What formulas compute with. Blank is null in every type; a blank text counts as the empty text wherever texts are compared or joined.
 * Numbers are exact decimals of up to 39 digits, as in Salesforce's formula engine.
 */
import { Decimal } from '../values/decimal.ts';

export type FormulaType =
  'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'time' | 'picklist' | 'multipicklist' | 'location' | 'null';

/** As messages name them. */
export const TYPE_NAMES: Readonly<Record<FormulaType, string>> = {
  text: 'Text',
  number: 'Number',
  boolean: 'Boolean',
  date: 'Date',
  datetime: 'DateTime',
  time: 'Time',
  picklist: 'Picklist',
  multipicklist: 'Multi-Select Picklist',
  location: 'Geolocation',
  null: 'Null',
};

export interface GeoLocation {
  readonly latitude: number;
  readonly longitude: number;
}

/** A value that a formula cannot give: "#Error!" on a page, no value through the API. */
export class EvaluationError extends Error {}

const DIGITS = 39;
const DIVISION_SCALE = 38;

/** Cut to the digits that the engine keeps. */
export function precise(value: Decimal): Decimal {
  if (value.scale <= 0) return value;
  const excess = value.precision() - DIGITS;
  return excess > 0 ? value.setScale(Math.max(0, value.scale - excess), 'HALF_UP') : value;
}

export function quotient(left: Decimal, right: Decimal): Decimal {
  if (right.signum === 0) throw new EvaluationError('Division by zero');
  return precise(left.divide(right, DIVISION_SCALE, 'HALF_UP').stripTrailingZeros());
}

/** A result of floating-point mathematics. */
export function numberOf(value: number): Decimal {
  if (!Number.isFinite(value)) throw new EvaluationError('Not a number');
  return Decimal.ofDouble(value);
}

/** Without zeros at the end and without an exponent. */
export const numberText = (value: Decimal): string =>
  value.signum === 0 ? '0' : value.stripTrailingZeros().toPlainString();

/** Texts give null for what is empty: a formula's text result is never ''. */
export const blankAsNull = (value: string): string | null => (value === '' ? null : value);

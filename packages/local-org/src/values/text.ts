/**
 * The text of a value where it meets a String: concatenation, System.debug, elements of collections, String.valueOf(Object).
 * Objects give theirs by a method `toText()` or Apex's own `toString()`.
 */
import { textOfObject, userTimeZone } from './ambient.ts';
import { ApexDate } from './date.ts';
import { ApexDatetime } from './datetime.ts';
import { Decimal } from './decimal.ts';
import { ApexDouble, doubleText } from './double.ts';
import { ApexTime } from './time.ts';

/** `null` gives "null"; a raw number is an Integer (Doubles come boxed, or go through doubleText). */
export function textOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isInteger(value) ? String(value) : doubleText(value);
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? 'null' : textOfReference(value);
    default:
      return 'null';
  }
}

function textOfReference(value: object): string {
  if (value instanceof Decimal) return value.toString();
  if (value instanceof ApexDate) return `${value.toIso()} 00:00:00`;
  if (value instanceof ApexDatetime) return value.toStandard('GMT');
  if (value instanceof ApexDouble) return doubleText(value.value);
  if (value instanceof ApexTime) return value.toIso();
  const own = value as { toText?: () => string; 'toString()'?: () => string | null };
  if (typeof own.toText === 'function') return own.toText();
  if (typeof own['toString()'] === 'function') return own['toString()']() ?? 'null';
  return textOfObject(value);
}

/** String.valueOf(Date): `2024-01-02`, without the midnight that concatenation shows. */
export function dateText(value: ApexDate): string {
  return value.toIso();
}

/** String.valueOf(Datetime): in the running user's zone, where concatenation is in GMT. */
export function datetimeText(value: ApexDatetime): string {
  return value.toStandard(userTimeZone());
}

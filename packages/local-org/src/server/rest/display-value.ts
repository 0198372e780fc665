/** How a field's value reads in a user's locale and time zone. */
import type { UserInfo } from '../../runtime/ports.ts';
import type { FieldSchema } from '../../schema/model.ts';
import { toJson } from '../values.ts';

/** Whose locale (`en_US`) and time zone (`Europe/Berlin`) count. */
export type Reader = Pick<UserInfo, 'locale' | 'timeZone'>;

/** The text, or null for kinds whose value is already the text: strings, references, check boxes. */
export function displayValue(field: FieldSchema, value: unknown, reader: Reader): string | null {
  const json = toJson(field, value);
  if (json === null) return null;
  const locale = reader.locale.replaceAll('_', '-');
  switch (field.type) {
    case 'picklist':
    case 'combobox':
      return labelOf(field, String(json));
    case 'multipicklist':
      return String(json)
        .split(';')
        .map((part) => labelOf(field, part))
        .join(';');
    case 'date':
      return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'short' }).format(
        new Date(`${String(json)}T00:00:00Z`),
      );
    case 'datetime':
      return new Intl.DateTimeFormat(locale, {
        timeZone: reader.timeZone,
        dateStyle: 'short',
        timeStyle: 'short',
      }).format(new Date(String(json).replace('+0000', 'Z')));
    case 'currency':
      return new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', ...decimals(field) }).format(
        Number(json),
      );
    case 'percent':
      return `${new Intl.NumberFormat(locale, decimals(field)).format(Number(json))}%`;
    case 'int':
    case 'long':
    case 'double':
      return new Intl.NumberFormat(locale, decimals(field)).format(Number(json));
    default:
      return null;
  }
}

function decimals(field: FieldSchema): Intl.NumberFormatOptions {
  return { minimumFractionDigits: field.scale, maximumFractionDigits: field.scale };
}

function labelOf(field: FieldSchema, value: string): string {
  return field.picklistValues.find((candidate) => candidate.value === value)?.label ?? value;
}

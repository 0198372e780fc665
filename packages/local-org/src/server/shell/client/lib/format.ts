/** Field values as text, in the user's language and time zone. */
import { bootstrap, locale } from './session.ts';

interface Formatted {
  readonly type: string;
  readonly scale: number;
  readonly picklistValues: readonly { readonly value: string; readonly label: string }[];
}

const { timeZone } = bootstrap.me;
const dateFormat = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'medium' });
const momentFormat = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' });

export function formatMoment(iso: string): string {
  return momentFormat.format(new Date(iso.replace('+0000', 'Z')));
}

/** An empty text for null and for an unticked box, which the caller shows in another way. */
export function formatValue(field: Formatted, value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  switch (field.type) {
    case 'boolean':
      return value === true ? 'Yes' : 'No';
    case 'date':
      return dateFormat.format(new Date(`${String(value)}T00:00:00Z`));
    case 'datetime':
      return formatMoment(String(value));
    case 'currency':
      return number(value, { style: 'currency', currency: 'USD', ...decimals(field) });
    case 'percent':
      return `${number(value, decimals(field))}%`;
    case 'int':
    case 'long':
    case 'double':
      return number(value, decimals(field));
    case 'picklist':
    case 'combobox':
      return label(field, String(value));
    case 'multipicklist':
      return String(value)
        .split(';')
        .map((part) => label(field, part))
        .join('; ');
    default:
      return typeof value === 'object' ? compound(value) : String(value);
  }
}

function number(value: unknown, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(locale, options).format(Number(value));
}

function decimals({ scale }: Formatted): Intl.NumberFormatOptions {
  return { minimumFractionDigits: scale, maximumFractionDigits: scale };
}

function label(field: Formatted, value: string): string {
  return field.picklistValues.find((candidate) => candidate.value === value)?.label ?? value;
}

/** Addresses and the like: their parts, one after the other. */
function compound(value: object): string {
  return Object.values(value)
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(', ');
}

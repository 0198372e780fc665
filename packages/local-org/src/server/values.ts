/** Field values between JSON, as the REST API writes it, and Apex. */
import { Address, Location } from '../runtime/platform/geolocation.ts';
import type { FieldSchema } from '../schema/model.ts';
import { ApexBlob } from '../values/blob.ts';
import { ApexDate } from '../values/date.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import { tryNormalizeId } from '../values/id.ts';
import { ApexTime } from '../values/time.ts';
import { HttpError } from './errors.ts';

/** The Apex value that the field holds. JSON_PARSER_ERROR or MALFORMED_ID name the field where the JSON value is of another kind. */
export function fromJson(field: FieldSchema, value: unknown): unknown {
  if (value === null) return null;
  switch (field.type) {
    case 'boolean':
      if (typeof value === 'boolean') return value;
      throw mismatch(field, value, 'boolean');
    case 'int':
      if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 0x7fffffff) return value;
      throw mismatch(field, value, 'integer');
    case 'long':
      if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
      throw mismatch(field, value, 'long');
    case 'double':
    case 'currency':
    case 'percent':
      if (typeof value === 'number') return Decimal.ofDouble(value);
      if (typeof value === 'string') {
        const parsed = Decimal.tryParse(value);
        if (parsed) return parsed;
      }
      throw mismatch(field, value, 'double');
    case 'date':
      if (typeof value === 'string' && isIsoDate(value.slice(0, 10))) return ApexDate.parseIso(value);
      throw mismatch(field, value, 'date');
    case 'datetime': {
      const instant =
        typeof value === 'string' && isIsoDate(value.slice(0, 10)) ? ApexDatetime.parseIso(value) : undefined;
      if (instant) return instant;
      throw mismatch(field, value, 'datetime');
    }
    case 'time': {
      const match = typeof value === 'string' ? /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?Z?$/.exec(value) : null;
      if (match)
        return ApexTime.of(
          Number(match[1]),
          Number(match[2]),
          Number(match[3]),
          Number((match[4] ?? '0').padEnd(3, '0')),
        );
      throw mismatch(field, value, 'time');
    }
    case 'id':
    case 'reference': {
      const id = typeof value === 'string' ? tryNormalizeId(value) : undefined;
      if (id !== undefined) return id;
      throw new HttpError(400, 'MALFORMED_ID', `${field.label}: id value of incorrect type: ${String(value)}`, [
        field.name,
      ]);
    }
    case 'base64':
      if (typeof value === 'string') return new ApexBlob(Buffer.from(value, 'base64'));
      throw mismatch(field, value, 'base64');
    default:
      if (typeof value === 'string') return value;
      throw mismatch(field, value, 'string');
  }
}

function isIsoDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function mismatch(field: FieldSchema, value: unknown, kind: string): HttpError {
  return new HttpError(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${kind} from ${JSON.stringify(value)} for the field ${field.name}`,
    [field.name],
  );
}

/** The JSON form of an Apex value; `field` is undefined for the columns of aggregate queries. */
export function toJson(field: FieldSchema | undefined, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (value instanceof Decimal) return value.doubleValue();
  if (value instanceof ApexDouble) return value.value;
  if (value instanceof ApexDate) return new Date(value.days * 86_400_000).toISOString().slice(0, 10);
  if (value instanceof ApexDatetime) return new Date(value.ms).toISOString().replace('Z', '+0000');
  if (value instanceof ApexTime) return `${new Date(value.ms).toISOString().slice(11)}`;
  if (value instanceof ApexBlob) return Buffer.from(value.bytes).toString('base64');
  if (value instanceof Address) return addressJson(value);
  if (value instanceof Location) return { latitude: value.f_latitude, longitude: value.f_longitude };
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new Error(`No JSON form for the value of ${field?.name ?? 'a column'}`);
}

/** Codes are parts of an address only where states and countries are picklists. */
function addressJson({ parts }: Address): unknown {
  const { countryCode, stateCode, ...json } = parts;
  return countryCode === null && stateCode === null ? json : parts;
}

/** Functions of SOQL that SQLite lacks, as functions that SQL calls. */
import type { Database } from '../../storage/database.ts';
import { zoneOffset } from '../../values/zone.ts';
import { DAY } from '../values.ts';

const EARTH_RADIUS_KM = 6371;
const KM_PER_MILE = 1.609344;

export function defineSqlFunctions(database: Database): void {
  database.defineFunction('zone_offset', (ms, zone) => (ms === null ? null : zoneOffset(String(zone), Number(ms))));
  database.defineFunction('fold', (text) => (typeof text === 'string' ? fold(text) : text));
  database.defineFunction('distance', (lat1, lon1, lat2, lon2, unit) => {
    const places = [lat1, lon1, lat2, lon2];
    if (places.some((part) => part === null)) return null;
    return distance(places.map(Number) as [number, number, number, number], String(unit));
  });
  database.defineFunction('format_value', (value, kind, scale, zone, locale) =>
    value === null ? null : formatted(value, String(kind), Number(scale), String(zone), String(locale)),
  );
}

/** Text as it is compared where upper and lower case are the same; SQLite's NOCASE knows ASCII only. */
export const fold = (text: string): string => text.toLowerCase();

export const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);

/** Along the surface of a sphere. SOQL and SOSL Reference, "How SOQL Calculates and Compares Distances". */
function distance([lat1, lon1, lat2, lon2]: readonly [number, number, number, number], unit: string): number {
  const rad = Math.PI / 180;
  const haversine =
    Math.sin(((lat2 - lat1) * rad) / 2) ** 2 +
    Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2;
  const km = 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
  return unit === 'mi' ? km / KM_PER_MILE : km;
}

/** FORMAT: numbers, amounts, dates and times as the user's locale writes them. */
function formatted(value: unknown, kind: string, scale: number, zone: string, locale: string): string {
  const tag = locale.replace('_', '-');
  switch (kind) {
    case 'currency':
      return new Intl.NumberFormat(tag, {
        style: 'currency',
        currency: 'USD',
        maximumFractionDigits: scale,
        minimumFractionDigits: scale,
      }).format(Number(value));
    case 'percent':
      return `${new Intl.NumberFormat(tag, { maximumFractionDigits: scale, minimumFractionDigits: scale }).format(Number(value))}%`;
    case 'number':
      return new Intl.NumberFormat(tag, { maximumFractionDigits: scale, minimumFractionDigits: scale }).format(
        Number(value),
      );
    case 'date':
      return new Intl.DateTimeFormat(tag, {
        timeZone: 'UTC',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
      }).format(Number(value) * DAY);
    case 'datetime':
      return new Intl.DateTimeFormat(tag, {
        timeZone: zone,
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: '2-digit',
      })
        .format(Number(value))
        .replace(/\u202f/g, ' ');
    default:
      return String(value);
  }
}

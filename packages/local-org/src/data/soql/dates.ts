/**
 * Days that date literals name, and when days begin in a time zone.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm
 */
import { fromWallClock, zoneOffset } from '../../values/zone.ts';
import { DAY } from '../values.ts';

/** Days since the epoch; `to` is not part of it. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

type Unit = 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

/** The range of a literal such as `TODAY` or `LAST_N_DAYS` with `n`, seen from `today`. The fiscal year is the calendar year. */
export function dateLiteral(name: string, n: number, today: number): DayRange {
  const days = DAYS[name];
  if (days !== undefined) return { from: today + days[0], to: today + days[1] };
  const calendar = name.replace('FISCAL_', '');
  const counted = /^(?:(LAST|NEXT)_N_(\w+?)S|N_(\w+?)S_AGO)$/.exec(calendar);
  if (counted === null) {
    const [when, unit] = calendar.split('_') as [string, Unit];
    return units(unit, today, { LAST: -1, THIS: 0, NEXT: 1 }[when]!, 1);
  }
  const [, direction, unit, agoUnit] = counted as unknown as [string, string | undefined, string, string | undefined];
  if (agoUnit !== undefined) {
    return agoUnit === 'DAY' ? { from: today - n, to: today - n + 1 } : units(agoUnit as Unit, today, -n, 1);
  }
  if (unit === 'DAY')
    return direction === 'LAST' ? { from: today - n, to: today + 1 } : { from: today + 1, to: today + 1 + n };
  return direction === 'LAST' ? units(unit as Unit, today, -n, n) : units(unit as Unit, today, 1, n);
}

const DAYS: Readonly<Record<string, readonly [number, number]>> = {
  YESTERDAY: [-1, 0],
  TODAY: [0, 1],
  TOMORROW: [1, 2],
  LAST_90_DAYS: [-90, 1],
  NEXT_90_DAYS: [1, 91],
};

/** `count` units, the first one `offset` units from the current one. Weeks begin on Sunday. */
function units(unit: Unit, today: number, offset: number, count: number): DayRange {
  if (unit === 'WEEK') {
    const sunday = today - ((((today + 4) % 7) + 7) % 7);
    return { from: sunday + offset * 7, to: sunday + (offset + count) * 7 };
  }
  const date = new Date(today * DAY);
  const months = unit === 'MONTH' ? 1 : unit === 'QUARTER' ? 3 : 12;
  const first = Math.floor(date.getUTCMonth() / months) * months;
  const day = (steps: number): number => Date.UTC(date.getUTCFullYear(), first + steps * months, 1) / DAY;
  return { from: day(offset), to: day(offset + count) };
}

export const dayAt = (ms: number, timeZone: string): number => Math.floor((ms + zoneOffset(timeZone, ms)) / DAY);

/** The instant at which a day begins in a zone. */
export const startOfDay = (day: number, timeZone: string): number => fromWallClock(timeZone, day * DAY);

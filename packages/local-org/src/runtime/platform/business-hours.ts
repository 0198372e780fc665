/** BusinessHours: times of day by day of the week, in a time zone of their own. Source: Apex Reference Guide, BusinessHours Class. */
import { ApexDatetime } from '../../values/datetime.ts';
import type { ApexTime } from '../../values/time.ts';
import { fromWallClock, zoneOffset } from '../../values/zone.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { queryOne } from './messaging/merge.ts';

const DAY = 86_400_000;
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** Milliseconds since the epoch: from the opening up to, not including, the closing. */
interface Span {
  readonly start: number;
  readonly end: number;
}

class Hours {
  readonly #zone: string;
  /** by day of the week, as milliseconds of the day; equal times mean the whole day, none that it is closed */
  readonly #days: readonly (Span | undefined)[];

  constructor(zone: string, days: readonly (Span | undefined)[]) {
    this.#zone = zone;
    this.#days = days;
  }

  /** The opening spans that end after `from`, in order. */
  *after(from: number): Generator<Span, void> {
    if (this.#days.every((day) => day === undefined)) return;
    const wall = from + zoneOffset(this.#zone, from);
    for (let day = Math.floor(wall / DAY) - 1; ; day += 1) {
      const span = this.#span(day);
      if (span !== undefined && span.end > from) yield span;
    }
  }

  /** The opening spans that start before `from`, the last one first. */
  *before(from: number): Generator<Span, void> {
    if (this.#days.every((day) => day === undefined)) return;
    const wall = from + zoneOffset(this.#zone, from);
    for (let day = Math.floor(wall / DAY) + 1; ; day -= 1) {
      const span = this.#span(day);
      if (span !== undefined && span.start < from) yield span;
    }
  }

  #span(day: number): Span | undefined {
    // 1 January 1970 was a Thursday
    const times = this.#days[(((day + 4) % 7) + 7) % 7];
    if (times === undefined) return undefined;
    const at = (time: number): number => fromWallClock(this.#zone, day * DAY + time);
    return { start: at(times.start), end: at(times.end) };
  }
}

function hoursOf(id: string | null): Hours {
  if (id === null) throwNull();
  if (!/^[A-Za-z0-9]{15,18}$/.test(id)) throwApex('System.StringException', `Invalid id: ${id}`);
  const fields = DAYS.flatMap((day) => [`${day}StartTime`, `${day}EndTime`]);
  const row = queryOne(`SELECT TimeZoneSidKey, ${fields.join(', ')} FROM BusinessHours WHERE Id = :id`, id);
  if (row === undefined) throwApex('System.InvalidParameterValueException', `Invalid business hours id: ${id}`);
  const days = DAYS.map((day): Span | undefined => {
    const start = row.get(`${day}StartTime`) as ApexTime | null;
    const end = row.get(`${day}EndTime`) as ApexTime | null;
    if (start === null || end === null) return undefined;
    return { start: start.ms, end: end.ms <= start.ms ? end.ms + DAY : end.ms };
  });
  return new Hours(String(row.get('TimeZoneSidKey') ?? 'GMT'), days);
}

/** The moment at which so much opening time has passed since the start; a negative interval goes back. */
function add(id: string | null, start: ApexDatetime | null, interval: bigint | null): ApexDatetime {
  if (start === null || interval === null) throwNull();
  const hours = hoursOf(id);
  let left = Math.abs(Number(interval));
  for (const { start: opens, end } of interval >= 0n ? hours.after(start.ms) : hours.before(start.ms)) {
    const [from, to] = interval >= 0n ? [Math.max(opens, start.ms), end] : [opens, Math.min(end, start.ms)];
    if (left <= to - from) return new ApexDatetime(interval >= 0n ? from + left : to - left);
    left -= to - from;
  }
  return start;
}

function diff(id: string | null, start: ApexDatetime | null, end: ApexDatetime | null): bigint {
  if (start === null || end === null) throwNull();
  if (end.ms < start.ms) return -diff(id, end, start);
  let sum = 0;
  for (const span of hoursOf(id).after(start.ms)) {
    if (span.start >= end.ms) break;
    sum += Math.min(span.end, end.ms) - Math.max(span.start, start.ms);
  }
  return BigInt(sum);
}

function next(id: string | null, from: ApexDatetime | null): number {
  if (from === null) throwNull();
  const span = hoursOf(id).after(from.ms).next().value;
  return span === undefined ? from.ms : Math.max(span.start, from.ms);
}

function isWithin(id: string | null, target: ApexDatetime | null): boolean {
  if (target === null) throwNull();
  const span = hoursOf(id).after(target.ms).next().value;
  return span !== undefined && span.start <= target.ms;
}

register('System.BusinessHours', {
  statics: {
    'add(String,Datetime,Long)': add,
    'addGmt(String,Datetime,Long)': add,
    'diff(String,Datetime,Datetime)': diff,
    'isWithin(String,Datetime)': isWithin,
    'nextStartDate(String,Datetime)': (id: string | null, target: ApexDatetime | null) =>
      new ApexDatetime(next(id, target)),
  },
});

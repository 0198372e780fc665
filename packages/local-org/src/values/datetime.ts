/** Datetime: an instant, milliseconds since 1970-01-01T00:00:00Z. Immutable. Fields are read in a zone. */
import { raise } from './ambient.ts';
import { ApexDate, daysOf, two } from './date.ts';
import { ApexTime } from './time.ts';
import { fromWallClock, zoneOffset } from './zone.ts';

const DAY_MS = 86_400_000;

export class ApexDatetime {
  /** ms since the epoch, UTC */
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }

  /** A wall clock reading in `zone`; fields out of range carry over. */
  static of(date: ApexDate, time: ApexTime | number, zone: string): ApexDatetime {
    const wall = date.days * DAY_MS + (typeof time === 'number' ? time : time.ms);
    return new ApexDatetime(zone === 'GMT' ? wall : fromWallClock(zone, wall));
  }

  /** What a Date becomes where a Datetime is wanted: midnight GMT. */
  static ofDate(date: ApexDate): ApexDatetime {
    return new ApexDatetime(date.days * DAY_MS);
  }

  static ofFields(
    zone: string,
    year: number,
    month: number,
    day: number,
    hour = 0,
    minute = 0,
    second = 0,
  ): ApexDatetime {
    const date = new ApexDate(daysOf(year, month, day));
    return ApexDatetime.of(date, ((hour * 60 + minute) * 60 + second) * 1000, zone);
  }

  /** `2024-01-02 03:04:05` read in `zone`; what follows is not looked at, as by Java's own parser. @throws TypeException "Invalid date/time: ..." */
  static parseStandard(text: string, zone: string): ApexDatetime {
    const match = /^\s*(\d{1,6})-(\d{1,2})-(\d{1,2})[ ](\d{1,2}):(\d{1,2}):(\d{1,2})/.exec(text);
    if (match === null) return raise('System.TypeException', `Invalid date/time: ${text}`);
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
    return ApexDatetime.ofFields(zone, year, month, day, hour, minute, second);
  }

  /** ISO 8601 as in JSON: `2024-01-02T03:04:05.678Z`, `+0000`, `+01:00`; undefined for other text. A date alone is midnight GMT. */
  static parseIso(text: string): ApexDatetime | undefined {
    const match =
      /^(\d{4,6})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
        text.trim(),
      );
    if (match === null) return undefined;
    const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone = 'Z'] = match;
    const sign = zone.startsWith('-') ? -1 : 1;
    const digits = zone.replace(/\D/g, '');
    const offset = zone === 'Z' ? 0 : sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
    const time = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
    const millis = Math.floor(Number(`0.${fraction}`) * 1000 + 1e-6);
    return new ApexDatetime(daysOf(Number(year), Number(month), Number(day)) * DAY_MS + time + millis - offset);
  }

  dateIn(zone: string): ApexDate {
    return new ApexDate(Math.floor(this.wall(zone) / DAY_MS));
  }

  timeIn(zone: string): ApexTime {
    return new ApexTime(this.wall(zone));
  }

  /** The same wall clock reading on another day: what adding days and months means where clocks change. */
  withDate(date: ApexDate, zone: string): ApexDatetime {
    return ApexDatetime.of(date, this.timeIn(zone), zone);
  }

  /** A Date is equal to the Datetime that it converts to. */
  equals(other: unknown): boolean {
    if (other instanceof ApexDate) return other.days * DAY_MS === this.ms;
    return other instanceof ApexDatetime && other.ms === this.ms;
  }

  hashKey(): string {
    return `datetime:${this.ms}`;
  }

  compare(other: ApexDatetime): number {
    return this.ms - other.ms;
  }

  /** `2024-01-02T03:04:05.678Z` */
  toIso(): string {
    return `${this.dateIn('GMT').toIso()}T${this.timeIn('GMT').toIso()}`;
  }

  /** `2024-01-02 03:04:05` */
  toStandard(zone: string): string {
    const time = this.timeIn(zone);
    return `${this.dateIn(zone).toIso()} ${two(time.hour)}:${two(time.minute)}:${two(time.second)}`;
  }

  private wall(zone: string): number {
    return zone === 'GMT' ? this.ms : this.ms + zoneOffset(zone, this.ms);
  }
}

/** Time zones, from the data of Intl. Names are IANA's or `GMT`, `UTC`, `GMT+05:30`. */

const FIXED = /^(?:GMT|UTC)([+-])(\d{1,2}):?(\d{2})?$/;
const HALF_HOUR = 1_800_000;

const formats = new Map<string, Intl.DateTimeFormat | undefined>();
const offsets = new Map<string, Map<number, number>>();

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (formats.has(zone)) return formats.get(zone);
  let format: Intl.DateTimeFormat | undefined;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    format = undefined;
  }
  formats.set(zone, format);
  return format;
}

function fixedOffset(zone: string): number | undefined {
  if (zone === 'GMT' || zone === 'UTC' || zone === 'Etc/UTC' || zone === 'Etc/GMT') return 0;
  const match = FIXED.exec(zone);
  if (match === null) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? '0');
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

export function isKnownZone(zone: string): boolean {
  return fixedOffset(zone) !== undefined || formatOf(zone) !== undefined;
}

/** Milliseconds to add to UTC to get the zone's wall clock at the instant `ms`. Unknown zones count as GMT, as in Java. */
export function zoneOffset(zone: string, ms: number): number {
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return fixed;
  const format = formatOf(zone);
  if (format === undefined) return 0;
  let known = offsets.get(zone);
  if (known === undefined) {
    known = new Map();
    offsets.set(zone, known);
  }
  // transitions happen on half hours, so one offset serves each half hour
  const slot = Math.floor(ms / HALF_HOUR);
  const cached = known.get(slot);
  if (cached !== undefined) return cached;
  const offset = wallClock(format, slot * HALF_HOUR) - slot * HALF_HOUR;
  if (known.size > 20_000) known.clear();
  known.set(slot, offset);
  return offset;
}

function wallClock(format: Intl.DateTimeFormat, ms: number): number {
  const parts: Record<string, string> = {};
  for (const part of format.formatToParts(ms)) parts[part.type] = part.value;
  const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year);
  const at = new Date(0);
  at.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
  return at.getTime() + ((Number(parts.hour) * 60 + Number(parts.minute)) * 60 + Number(parts.second)) * 1000;
}

/** The instant of a wall clock reading. In a gap the clock has moved on; of two readings it is the first. */
export function fromWallClock(zone: string, wall: number): number {
  const before = wall - zoneOffset(zone, wall - 86_400_000);
  if (zoneOffset(zone, before) === wall - before) return before;
  const after = wall - zoneOffset(zone, wall + 86_400_000);
  if (zoneOffset(zone, after) === wall - after) return after;
  return before;
}

/** `PST`, `Pacific Standard Time`; `GMT+05:30` where the zone has no name. */
export function zoneName(zone: string, ms: number, style: 'short' | 'long', locale = 'en-US'): string {
  if (fixedOffset(zone) === 0) return style === 'short' ? zone.replace('Etc/', '') : 'Greenwich Mean Time';
  if (formatOf(zone) === undefined) return zone;
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: style }).formatToParts(ms);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

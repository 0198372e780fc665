/** Moments as a clock on the wall of a time zone shows them. */

/** `2026-03-01T10:00` for a moment in milliseconds since the epoch */
export function wallTime(moment: number, timeZone: string): string {
  // Swedish dates have the order of ISO 8601.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(moment).replace(' ', 'T');
}

/** The moment at which the clock shows `wall`; of two in the hour that autumn repeats, the later one. */
export function momentAt(wall: string, timeZone: string): number {
  const asUtc = Date.parse(`${wall}Z`);
  const offsetAt = (moment: number): number => Date.parse(`${wallTime(moment, timeZone)}Z`) - moment;
  const guess = asUtc - offsetAt(asUtc);
  return asUtc - offsetAt(guess);
}

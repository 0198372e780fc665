/**
 * `A-{0000}`, `{YYYY}-{MM}-{000}`: the digits say the least width.
 * Source: Metadata API Developer Guide, CustomField, "displayFormat".
 */
export function autoNumberText(format: string, number: number, now: number): string {
  const date = new Date(now);
  const parts: Readonly<Record<string, string>> = {
    YYYY: String(date.getUTCFullYear()),
    YY: String(date.getUTCFullYear()).slice(2),
    MM: String(date.getUTCMonth() + 1).padStart(2, '0'),
    DD: String(date.getUTCDate()).padStart(2, '0'),
  };
  return format.replace(
    /\{(0+|YYYY|YY|MM|DD)\}/g,
    (_, part: string) => parts[part] ?? String(number).padStart(part.length, '0'),
  );
}

/** Record Ids: 15 characters, case-sensitive, or 18 with a three-character checksum of the case. */
import { raise } from './ambient.ts';

const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const ID_PATTERN = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;

function checksum(id: string): string {
  let suffix = '';
  for (let block = 0; block < 15; block += 5) {
    let bits = 0;
    for (let offset = 0; offset < 5; offset += 1) {
      const code = id.charCodeAt(block + offset);
      if (code >= 65 && code <= 90) bits |= 1 << offset;
    }
    suffix += CHECKSUM[bits];
  }
  return suffix;
}

/** The case that an 18-character Id's checksum demands, for Ids whose case was lost. */
function restoreCase(id: string): string | undefined {
  let restored = '';
  for (let block = 0; block < 3; block += 1) {
    const bits = CHECKSUM.indexOf(id[15 + block].toUpperCase());
    if (bits < 0) return undefined;
    for (let offset = 0; offset < 5; offset += 1) {
      const char = id[block * 5 + offset];
      restored += bits & (1 << offset) ? char.toUpperCase() : char.toLowerCase();
    }
  }
  return restored + checksum(restored);
}

/** `id` has 15 or 18 characters; nothing is checked. */
export function idTo18(id: string): string {
  return id.length === 15 ? id + checksum(id) : id;
}

export function isId(text: string): boolean {
  return tryNormalizeId(text) !== undefined;
}

/** 18 characters, or undefined where the text is not an Id. */
export function tryNormalizeId(text: string): string | undefined {
  if (!ID_PATTERN.test(text)) return undefined;
  if (text.length === 15) return text + checksum(text);
  return text.slice(15) === checksum(text) ? text : restoreCase(text);
}

/** 18 characters. @throws StringException "Invalid id: x" */
export function normalizeId(text: string): string {
  return tryNormalizeId(text) ?? raise('System.StringException', `Invalid id: ${text}`);
}

/** The first three characters name the object. */
export function keyPrefix(id: string): string {
  return id.slice(0, 3);
}

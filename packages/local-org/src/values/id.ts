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

/**
 * An 18-character Id whose case was lost, in the case that its checksum demands. Apex Reference Guide, Id Class, valueOf(str,
 * restoreCasing). @throws StringException "Invalid id: x"
 */
export function withRestoredCase(text: string): string {
  const id = normalizeId(text);
  return (text.length === 18 ? restoreCase(id) : id) ?? raise('System.StringException', `Invalid id: ${text}`);
}

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

/** 18 characters, or undefined where the text is not an Id. A checksum that is given is not looked at. */
export function tryNormalizeId(text: string): string | undefined {
  return ID_PATTERN.test(text) ? idTo18(text) : undefined;
}

/** 18 characters. @throws StringException "Invalid id: x" */
export function normalizeId(text: string): string {
  return tryNormalizeId(text) ?? raise('System.StringException', `Invalid id: ${text}`);
}

/** The first three characters name the object. */
export function keyPrefix(id: string): string {
  return id.slice(0, 3);
}

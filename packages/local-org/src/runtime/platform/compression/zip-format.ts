/**
 * The ZIP file format (PKWARE APPNOTE, sections 4.3 and 4.4), as far as archives of up to 4 GB without encryption need it. Small libraries
 * for it keep the comments, times and checksums of entries to themselves, which Apex shows; the compression itself is zlib.
 */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

export interface StoredEntry {
  readonly name: string;
  readonly comment: string;
  /** ms since the epoch, UTC; the format keeps every second second */
  readonly modified: number;
  readonly deflated: boolean;
  readonly crc: number;
  readonly compressed: Uint8Array;
  readonly size: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const END_SIZE = 22;
const VERSION = 20;
/** names and comments are UTF-8 */
const UTF8 = 0x0800;
const ENCRYPTED = 0x0001;
const DEFLATED = 8;
const STORED = 0;

export class ZipFormatError extends Error {}

/** @param level 0 to 9, -1 for zlib's own choice */
export function storedEntry(
  { name, comment, modified, deflated }: Pick<StoredEntry, 'name' | 'comment' | 'modified' | 'deflated'>,
  content: Uint8Array,
  level: number,
): StoredEntry {
  const compressed = deflated ? deflateRawSync(content, { level }) : content;
  return { name, comment, modified, deflated, crc: crc32(content), compressed, size: content.length };
}

export function writeZip(entries: readonly StoredEntry[]): Uint8Array {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name, 'utf8');
    const comment = Buffer.from(entry.comment, 'utf8');
    const local = Buffer.alloc(LOCAL_SIZE);
    local.writeUInt32LE(LOCAL, 0);
    writeFacts(local, 4, entry, name.length);
    const central = Buffer.alloc(CENTRAL_SIZE);
    central.writeUInt32LE(CENTRAL, 0);
    central.writeUInt16LE(VERSION, 4);
    writeFacts(central, 6, entry, name.length);
    central.writeUInt16LE(comment.length, 32);
    central.writeUInt32LE(offset, 42);
    files.push(local, name, Buffer.from(entry.compressed));
    directory.push(central, name, comment);
    offset += LOCAL_SIZE + name.length + entry.compressed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(END_SIZE);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

/** The part that the local header and the directory have in common: version needed to length of the name. */
function writeFacts(header: Buffer, at: number, entry: StoredEntry, nameLength: number): void {
  const [time, date] = dosTime(entry.modified);
  header.writeUInt16LE(VERSION, at);
  header.writeUInt16LE(UTF8, at + 2);
  header.writeUInt16LE(entry.deflated ? DEFLATED : STORED, at + 4);
  header.writeUInt16LE(time, at + 6);
  header.writeUInt16LE(date, at + 8);
  header.writeUInt32LE(entry.crc, at + 10);
  header.writeUInt32LE(entry.compressed.length, at + 14);
  header.writeUInt32LE(entry.size, at + 18);
  header.writeUInt16LE(nameLength, at + 22);
}

/** @throws ZipFormatError where the bytes are no archive, or one of a kind that is not read */
export function readZip(bytes: Uint8Array): StoredEntry[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + END_SIZE > file.length) throw new ZipFormatError('The data is not a ZIP archive');
  try {
    const entries: StoredEntry[] = [];
    let at = file.readUInt32LE(end + 16);
    for (let count = file.readUInt16LE(end + 10); count > 0; count--) {
      if (file.readUInt32LE(at) !== CENTRAL) throw new ZipFormatError('The directory of the archive is damaged');
      entries.push(entryAt(file, at));
      at += CENTRAL_SIZE + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    }
    return entries;
  } catch (error) {
    if (error instanceof RangeError) throw new ZipFormatError('The archive is cut off');
    throw error;
  }
}

function entryAt(file: Buffer, at: number): StoredEntry {
  const method = file.readUInt16LE(at + 10);
  const nameEnd = at + CENTRAL_SIZE + file.readUInt16LE(at + 28);
  const name = file.toString('utf8', at + CENTRAL_SIZE, nameEnd);
  if ((file.readUInt16LE(at + 8) & ENCRYPTED) !== 0) throw new ZipFormatError(`The entry ${name} is encrypted`);
  if (method !== DEFLATED && method !== STORED)
    throw new ZipFormatError(`The entry ${name} is compressed by method ${method}`);
  const commentStart = nameEnd + file.readUInt16LE(at + 30);
  const local = file.readUInt32LE(at + 42);
  const start = local + LOCAL_SIZE + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  return {
    name,
    comment: file.toString('utf8', commentStart, commentStart + file.readUInt16LE(at + 32)),
    modified: fromDosTime(file.readUInt16LE(at + 12), file.readUInt16LE(at + 14)),
    deflated: method === DEFLATED,
    crc: file.readUInt32LE(at + 16),
    compressed: file.subarray(start, start + file.readUInt32LE(at + 20)),
    size: file.readUInt32LE(at + 24),
  };
}

/** @throws ZipFormatError where the content is damaged */
export function contentOf({ name, deflated, compressed, crc }: StoredEntry): Uint8Array {
  let content: Uint8Array;
  try {
    content = deflated ? inflateRawSync(compressed) : compressed;
  } catch {
    throw new ZipFormatError(`The entry ${name} is damaged`);
  }
  if (crc32(content) !== crc) throw new ZipFormatError(`The entry ${name} is damaged`);
  return content;
}

function dosTime(ms: number): [time: number, date: number] {
  const at = new Date(ms);
  return [
    (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  ];
}

function fromDosTime(time: number, date: number): number {
  return Date.UTC(1980 + (date >> 9), ((date >> 5) & 15) - 1, date & 31, time >> 11, (time >> 5) & 63, (time & 31) * 2);
}

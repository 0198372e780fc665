/** ZipWriter, ZipReader and ZipEntry (Apex Reference Guide, Compression Namespace). */
import { ApexBlob } from '../../../values/blob.ts';
import { ApexDatetime } from '../../../values/datetime.ts';
import { current } from '../../kernel/context.ts';
import { throwApex, throwNull } from '../../kernel/exception.ts';
import type { ApexEnum } from '../../kernel/object.ts';
import { register } from '../../kernel/registry.ts';
import { constructorsOf } from '../../library/exceptions.ts';
import { newList, newMap, newSet } from '../collections.ts';
import { enumValue } from '../enums.ts';
import { contentOf, readZip, storedEntry, writeZip, ZipFormatError, type StoredEntry } from './zip-format.ts';

const ENTRY = 'Compression.ZipEntry';
const LEVELS: Readonly<Record<string, number>> = {
  BEST_COMPRESSION: 9,
  BEST_SPEED: 1,
  DEFAULT_LEVEL: -1,
  NO_COMPRESSION: 0,
};

const refuse = (message: string): never => throwApex('Compression.ZipException', message);

/** @throws Compression.ZipException for what is wrong with the archive */
function checked<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ZipFormatError) return refuse(error.message);
    throw error;
  }
}

/** An entry; "this method doesn't work with the ZipReader class" is said of the content and of all setters. */
abstract class ZipEntry {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  abstract stored(): StoredEntry;

  'getComment()'(): string | null {
    const { comment } = this.stored();
    return comment === '' ? null : comment;
  }
  'getCompressedSize()'(): bigint {
    return BigInt(this.stored().compressed.length);
  }
  'getCrc()'(): bigint {
    return BigInt(this.stored().crc);
  }
  'getLastModifiedTime()'(): ApexDatetime {
    return new ApexDatetime(this.stored().modified);
  }
  'getMethod()'(): ApexEnum {
    return enumValue('Compression.Method', this.stored().deflated ? 'DEFLATED' : 'STORED');
  }
  'getName()'(): string {
    return this.name;
  }
  'getUncompressedSize()'(): bigint {
    return BigInt(this.stored().size);
  }
  'getContent()'(): unknown {
    return refuse('The content of an entry that was read comes from ZipReader.extract');
  }
  'setComment(String)'(..._given: readonly unknown[]): unknown {
    return this.#unchangeable();
  }
  'setContent(Blob)'(..._given: readonly unknown[]): unknown {
    return this.#unchangeable();
  }
  'setLastModifiedTime(Datetime)'(..._given: readonly unknown[]): unknown {
    return this.#unchangeable();
  }
  'setMethod(Compression.Method)'(..._given: readonly unknown[]): unknown {
    return this.#unchangeable();
  }

  #unchangeable(): never {
    return refuse(`The entry ${this.name} was read from an archive and cannot be changed`);
  }
}

/** An entry of an archive that is being made: it is compressed when somebody wants to know. */
class WrittenEntry extends ZipEntry {
  readonly #writer: ZipWriter;
  content: ApexBlob;
  comment = '';
  modified = current().clock.now();
  /** undefined: as the archive's */
  method: string | undefined = undefined;

  constructor(writer: ZipWriter, name: string, content: ApexBlob) {
    super(name);
    this.#writer = writer;
    this.content = content;
  }

  stored(): StoredEntry {
    const { name, comment, modified } = this;
    const deflated = (this.method ?? this.#writer.method) === 'DEFLATED';
    return storedEntry({ name, comment, modified, deflated }, this.content.bytes, LEVELS[this.#writer.level]);
  }

  override 'getContent()'(): ApexBlob {
    return this.content;
  }
  override 'setComment(String)'(comment: string | null): this {
    this.comment = comment ?? '';
    return this;
  }
  override 'setContent(Blob)'(content: ApexBlob | null): this {
    this.content = content ?? throwNull();
    return this;
  }
  override 'setLastModifiedTime(Datetime)'(time: ApexDatetime | null): this {
    this.modified = (time ?? throwNull()).ms;
    return this;
  }
  override 'setMethod(Compression.Method)'(method: ApexEnum | null): this {
    this.method = (method ?? throwNull()).name;
    return this;
  }
}

class ReadEntry extends ZipEntry {
  readonly #stored: StoredEntry;

  constructor(stored: StoredEntry) {
    super(stored.name);
    this.#stored = stored;
  }

  stored(): StoredEntry {
    return this.#stored;
  }
}

class ZipWriter {
  level = 'DEFAULT_LEVEL';
  method = 'DEFLATED';
  readonly #entries = new Map<string, WrittenEntry>();

  'addEntry(String,Blob)'(name: string | null, data: ApexBlob | null): WrittenEntry {
    if (name === null || data === null) throwNull();
    if (this.#entries.has(name)) refuse(`duplicate entry: ${name}`);
    const entry = new WrittenEntry(this, name, data);
    this.#entries.set(name, entry);
    return entry;
  }

  'addEntry(Compression.ZipEntry)'(prototype: ZipEntry | null): WrittenEntry {
    if (prototype === null) throwNull();
    const stored = prototype.stored();
    const content = new ApexBlob(checked(() => contentOf(stored)));
    const entry = this['addEntry(String,Blob)'](prototype.name, content);
    entry.comment = stored.comment;
    entry.modified = stored.modified;
    entry.method = stored.deflated ? 'DEFLATED' : 'STORED';
    return entry;
  }

  'addEntry(String,String,Datetime,Compression.Method,Blob)'(
    name: string | null,
    comment: string | null,
    modified: ApexDatetime | null,
    method: ApexEnum | null,
    data: ApexBlob | null,
  ): WrittenEntry {
    const entry = this['addEntry(String,Blob)'](name, data);
    entry.comment = comment ?? '';
    if (modified !== null) entry.modified = modified.ms;
    entry.method = method?.name;
    return entry;
  }

  'getArchive()'(): ApexBlob {
    return new ApexBlob(writeZip([...this.#entries.values()].map((entry) => entry.stored())));
  }
  'getEntries()'(): unknown {
    return newList(ENTRY, [...this.#entries.values()]);
  }
  'getEntry(String)'(name: string | null): WrittenEntry | null {
    return this.#entries.get(name ?? throwNull()) ?? null;
  }
  'getEntryNames()'(): unknown {
    return newSet('String', this.#entries.keys());
  }
  'getLevel()'(): ApexEnum {
    return enumValue('Compression.Level', this.level);
  }
  'getMethod()'(): ApexEnum {
    return enumValue('Compression.Method', this.method);
  }
  'removeEntry(String)'(name: string | null): void {
    this.#entries.delete(name ?? throwNull());
  }
  'setLevel(Compression.Level)'(level: ApexEnum | null): this {
    this.level = (level ?? throwNull()).name;
    return this;
  }
  'setMethod(Compression.Method)'(method: ApexEnum | null): this {
    this.method = (method ?? throwNull()).name;
    return this;
  }
}

class ZipReader {
  readonly #entries: ReadonlyMap<string, ReadEntry>;

  constructor(data: ApexBlob) {
    const entries = checked(() => readZip(data.bytes));
    this.#entries = new Map(entries.map((entry) => [entry.name, new ReadEntry(entry)]));
  }

  'extract(String)'(name: string | null): ApexBlob {
    const entry = this.#entries.get(name ?? throwNull()) ?? refuse(`The archive has no entry ${name}`);
    return this['extract(Compression.ZipEntry)'](entry);
  }
  'extract(Compression.ZipEntry)'(entry: ZipEntry | null): ApexBlob {
    const stored = (entry ?? throwNull()).stored();
    return new ApexBlob(checked(() => contentOf(stored)));
  }
  'getEntries()'(): unknown {
    return newList(ENTRY, [...this.#entries.values()]);
  }
  'getEntriesMap()'(): unknown {
    return newMap('String', ENTRY, this.#entries);
  }
  'getEntry(String)'(name: string | null): ReadEntry | null {
    return this.#entries.get(name ?? throwNull()) ?? null;
  }
  'getEntryNames()'(): unknown {
    return newList('String', [...this.#entries.keys()]);
  }
}

register(ENTRY, { class: ZipEntry });
register('Compression.ZipWriter', { class: ZipWriter, constructors: { 'new()': () => new ZipWriter() } });
register('Compression.ZipReader', {
  class: ZipReader,
  constructors: { 'new(Blob)': (data: ApexBlob | null) => new ZipReader(data ?? throwNull()) },
});
register('Compression.ZipException', { constructors: constructorsOf('Compression.ZipException') });

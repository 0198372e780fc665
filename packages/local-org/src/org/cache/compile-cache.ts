/**
 * Compiled projects, by the hash of their inputs, in a folder of files. An entry is used only where its checksum holds and it
 * says itself which inputs it came from; otherwise the project is compiled and the entry written anew.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { UNFINISHED, writeWhole } from './files.ts';

/** With and without coverage, and some steps back in the history of a project. */
const KEPT_ENTRIES = 8;
const SUFFIX = '.image';
/** A file that has been unfinished for so long belongs to nobody. */
const ABANDONED = 10 * 60_000;

export class CompileCache {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The bytes that were kept for these inputs; undefined where there are none, or not as they were written. */
  read(inputs: string): Uint8Array | undefined {
    const path = this.#pathOf(inputs);
    let entry: Buffer;
    try {
      entry = readFileSync(path);
    } catch {
      return undefined;
    }
    const body = entry.subarray(HEAD_LENGTH);
    if (!entry.subarray(0, HEAD_LENGTH).equals(headOf(inputs, body))) return undefined;
    try {
      const now = new Date();
      utimesSync(path, now, now);
    } catch {
      // who may not touch the entry may use it
    }
    return body;
  }

  /** Whoever may not write here goes without: a cache that cannot be kept is no error. */
  write(inputs: string, body: Uint8Array): void {
    try {
      writeWhole(this.#pathOf(inputs), Buffer.concat([headOf(inputs, body), body]));
      this.#prune();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    }
  }

  #pathOf(inputs: string): string {
    return join(this.#directory, inputs + SUFFIX);
  }

  #prune(): void {
    const entries: { readonly path: string; readonly time: number }[] = [];
    for (const name of readdirSync(this.#directory)) {
      const path = join(this.#directory, name);
      const time = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      if (name.endsWith(SUFFIX)) entries.push({ path, time });
      else if (name.endsWith(UNFINISHED) && time < Date.now() - ABANDONED) rmSync(path, { force: true });
    }
    entries.sort((a, b) => b.time - a.time);
    for (const { path } of entries.slice(KEPT_ENTRIES)) rmSync(path, { force: true });
  }
}

const HASH_LENGTH = 32;
const HEAD_LENGTH = 2 * HASH_LENGTH;

/** The inputs that the entry came from, and the checksum of both. */
function headOf(inputs: string, body: Uint8Array): Buffer {
  const name = createHash('sha256').update(inputs).digest();
  return Buffer.concat([name, createHash('sha256').update(name).update(body).digest()]);
}

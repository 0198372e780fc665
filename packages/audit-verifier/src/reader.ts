/** Reads exports: files of NDJSON, in the order in which they are given; of a folder, all of them by name. */
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Place {
  readonly file: string;
  /** from 1 */
  readonly line: number;
}

export type Line =
  | { readonly type: 'log'; readonly origin: string; readonly size: number }
  | {
      readonly type: 'entry';
      readonly index: number;
      readonly leaf: string;
      readonly salt: string | undefined;
      readonly details: string | undefined;
    }
  | { readonly type: 'tile'; readonly level: number; readonly index: number; readonly hashes: string }
  | { readonly type: 'checkpoint'; readonly note: string };

/** A line that is none of an export. */
export class LineError extends Error {}

const VERSION = 1;

/** @returns the files, folders replaced by the files in them */
export function filesAt(paths: readonly string[]): string[] {
  return paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path)
          .filter((name) => name.endsWith('.ndjson'))
          .sort()
          .map((name) => join(path, name))
      : [path],
  );
}

/** Every line with its place; blank ones are left out. */
export async function* linesOf(files: readonly string[]): AsyncGenerator<Place & { readonly text: string }> {
  for (const file of files) {
    let line = 0;
    for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
      line++;
      if (text.trim() !== '') yield { file, line, text };
    }
  }
}

/** @throws LineError where the text is not a line of an export */
export function parseLine(text: string): Line {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new LineError('the line is not JSON');
  }
  const line = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  switch (line.type) {
    case 'log':
      if (line.version !== VERSION)
        throw new LineError(`the export is of version ${String(line.version)}, not ${VERSION}`);
      return { type: 'log', origin: textIn(line, 'origin'), size: countIn(line, 'size') };
    case 'entry':
      return {
        type: 'entry',
        index: countIn(line, 'index'),
        leaf: textIn(line, 'leaf'),
        salt: line.salt === undefined ? undefined : textIn(line, 'salt'),
        details: line.details === undefined ? undefined : textIn(line, 'details'),
      };
    case 'tile':
      return {
        type: 'tile',
        level: countIn(line, 'level'),
        index: countIn(line, 'index'),
        hashes: textIn(line, 'hashes'),
      };
    case 'checkpoint':
      return { type: 'checkpoint', note: textIn(line, 'note') };
    default:
      throw new LineError(`there is no line of type ${JSON.stringify(line.type)}`);
  }
}

function textIn(line: Record<string, unknown>, name: string): string {
  const value = line[name];
  if (typeof value !== 'string') throw new LineError(`"${name}" is missing`);
  return value;
}

function countIn(line: Record<string, unknown>, name: string): number {
  const value = line[name];
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new LineError(`"${name}" is not a number`);
  return value as number;
}

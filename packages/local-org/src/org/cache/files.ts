/** Files that are there as a whole or not at all, whenever the process ends. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';

/** Marks a file that is being written; one that stays behind is of a process that was killed. */
export const UNFINISHED = '.unfinished';

/** Writes beside the file and puts it in its place in one step. Makes the folder. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomUUID()}${UNFINISHED}`;
  try {
    writeFileSync(unfinished, content, { flag: 'wx' });
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

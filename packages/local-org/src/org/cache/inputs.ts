/** The name of everything that a compilation depends on, as one hash: the project's files, the flags, and this program. */
import { createHash, type Hash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readProjectFile } from '../../schema/project-file.ts';

export interface CompilationInputs {
  /** the project's */
  readonly directory: string;
  readonly sourceDirectories: readonly string[];
  readonly coverage: boolean;
}

/** @throws CompilationError where the project cannot be read at all */
export function inputsHash({ directory, sourceDirectories, coverage }: CompilationInputs): string {
  const hash = createHash('sha256');
  const roots =
    sourceDirectories.length > 0
      ? sourceDirectories.map((path) => resolve(path))
      : readProjectFile(directory).packageDirectories();
  // Diagnostics and stack traces hold absolute paths.
  hash.update(JSON.stringify([engineStamp(), process.version, resolve(directory), roots, coverage]));
  for (const name of ['sfdx-project.json', '.forceignore']) hashFile(hash, join(directory, name));
  // More than is compiled, files that .forceignore names among it: a needless miss is cheap, a wrong hit is not.
  for (const root of roots) hashTree(hash, root);
  return hash.digest('hex');
}

function hashTree(hash: Hash, directory: string): void {
  const entries = readdirSync(directory, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name === 'node_modules' || entry.name === '.git') continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) hashTree(hash, path);
    else if (entry.isFile()) hashFile(hash, path);
  }
}

function hashFile(hash: Hash, path: string): void {
  let content: Buffer | undefined;
  try {
    content = readFileSync(path);
  } catch {
    // gone since the folder was listed, or never there
  }
  hash.update(`\n${path}\n${content?.length ?? 'none'}\n`);
  if (content) hash.update(content);
}

const SOURCE = fileURLToPath(new URL('../../', import.meta.url));

/**
 * This program itself: an installed package is what its version says; elsewhere its files may change under it, and their sizes
 * and times stand for what is in them.
 */
function engineStamp(): string {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(SOURCE, '..', 'package.json')));
  if (SOURCE.split(sep).includes('node_modules')) return hash.digest('hex');
  for (const entry of readdirSync(SOURCE, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

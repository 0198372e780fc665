/** The source files of the bundle: the shell's own and those of the project's components. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { OrgSchema } from '../../../schema/model.ts';
import { packageVersions } from './packages.ts';

export const SHELL_DIRECTORY = join(import.meta.dirname, '..');
export const CLIENT_DIRECTORY = join(SHELL_DIRECTORY, 'client');

/** All files below a folder in a fixed order, without unit tests. */
export function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('__tests__'))
    .sort();
}

/** The project's components: all of them, since an exposed one can contain others. */
export function projectFiles(schema: OrgSchema): string[] {
  return schema.lwc.flatMap((bundle) => filesBelow(bundle.directory));
}

/**
 * A name for the bundle of these inputs: sources, what the virtual modules say of labels, objects and fields, and the
 * versions of the packages. The same inputs give the same name on every machine.
 */
export function contentHash(schema: OrgSchema): string {
  const hash = createHash('sha256');
  for (const version of packageVersions()) hash.update(`${version}\n`);
  for (const path of filesBelow(SHELL_DIRECTORY)) addFile(hash, relative(SHELL_DIRECTORY, path), path);
  for (const path of projectFiles(schema)) addFile(hash, relative(schema.projectDirectory, path), path);
  for (const { name, value } of schema.labels.values()) hash.update(`label ${name}=${JSON.stringify(value)}\n`);
  if (schema.lwc.length > 0) {
    for (const object of schema.objects.values()) {
      hash.update(`object ${object.name} ${[...object.fields.values()].map((field) => field.name).join(' ')}\n`);
    }
  }
  return hash.digest('hex').slice(0, 32);
}

function addFile(hash: ReturnType<typeof createHash>, name: string, path: string): void {
  const content = readFileSync(path);
  hash.update(`file ${name} ${content.length}\n`).update(content);
}

/**
 * Visualforce pages and static resources: what Apex can name of them. Pages are not rendered.
 * Source: Metadata API Developer Guide, "ApexPage", "StaticResource".
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { MetadataFile, MetadataReader } from '../project-draft.ts';

export const apexPageReader: MetadataReader = {
  kind: 'ApexPage',
  suffix: 'page',
  phase: 'components',
  elements: [
    'apiVersion',
    'availableInTouch',
    'confirmationTokenRequired',
    'description',
    'fullName',
    'label',
    'packageVersions',
  ],
  read(file, draft) {
    draft.required(file.root, 'apiVersion');
    const label = draft.required(file.root, 'label');
    if (!existsSync(file.path.replace(/-meta\.xml$/, '')))
      draft.report(file.root, `Expected the file ${file.name}.page beside its -meta.xml`);
    draft.add(draft.setup.pages, file.name, { name: file.name, label }, file);
  },
};

export const staticResourceReader: MetadataReader = {
  kind: 'StaticResource',
  suffix: 'resource',
  phase: 'components',
  elements: ['cacheControl', 'contentType', 'description', 'fullName'],
  read(file, draft) {
    const contentType = draft.required(file.root, 'contentType');
    const path = contentOf(file);
    if (path === undefined) draft.report(file.root, `Expected the content of ${file.name} beside its -meta.xml`);
    else draft.add(draft.setup.staticResources, file.name, { name: file.name, contentType, path }, file);
  },
};

/** `Name.resource` or `Name.` with the extension of its type; a zip may be unpacked into a folder of that name. */
function contentOf(file: MetadataFile): string | undefined {
  const directory = dirname(file.path);
  const own = basename(file.path);
  const found = readdirSync(directory).find(
    (entry) => entry !== own && (entry === file.name || entry.replace(/\.[^.]+$/, '') === file.name),
  );
  return found === undefined ? undefined : join(directory, found);
}

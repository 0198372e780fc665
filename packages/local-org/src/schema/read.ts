/**
 * Reads a Salesforce DX project: every metadata file under the package directories, in any folder, over the catalogue of
 * standard objects.
 */
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { CompilationError, SourceFile, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { OrgSchema } from './model.ts';
import { buildObjects } from './objects.ts';
import { createOrgSchema } from './org-schema.ts';
import { ProjectDraft, type MetadataFile, type MetadataReader } from './project-draft.ts';
import { readProjectFile } from './project-file.ts';
import { ownObjects } from './own-names.ts';
import { readersBySuffix } from './readers/registry.ts';
import { CONTENT_FOLDERS, UNNEEDED_KINDS } from './readers/unneeded.ts';
import { sourceFiles } from './source-tree.ts';
import { changeEventsNamed } from './standard/change-events.ts';
import { historiesNamed } from './standard/histories.ts';
import { mentionedWords } from './standard/mentions.ts';
import { standardProfiles } from './standard/profiles.ts';
import { standardObjectsNamed } from './standard/shapes.ts';
import { parseXml } from './xml.ts';

export interface ProjectReading {
  readonly schema: OrgSchema;
  /** empty for a project that can be deployed; in the order of files and lines */
  readonly diagnostics: Diagnostic[];
  /** what the project has and this org leaves out, although Apex might notice; in the same order */
  readonly warnings: Diagnostic[];
}

/**
 * Everything that a project declares. Wrong metadata is a diagnostic in the words of Salesforce's deployment; the schema
 * then holds what could be read.
 * @param directory the folder of `sfdx-project.json`
 * @param sourceDirectories read instead of the package directories; relative to the current folder
 * @param alsoMentioned Apex outside the project that will run in the org: standard objects that it names are there too
 * @throws {CompilationError} when there is no usable `sfdx-project.json`
 */
export function readProject(
  directory: string,
  sourceDirectories: readonly string[] = [],
  alsoMentioned: readonly string[] = [],
): ProjectReading {
  const project = readProjectFile(directory);
  const draft = new ProjectDraft();
  const chosen = sourceDirectories.map((path) => existingDirectory(project.directory, path));
  const files = sourceFiles(project.directory, chosen.length > 0 ? chosen : project.packageDirectories());
  const known: KnownFiles = {
    paths: new Set(files),
    bundles: new Set(files.filter((path) => path.endsWith('.js-meta.xml')).map((path) => dirname(path))),
  };
  const work = files.flatMap((path) => openFile(path, known, draft));

  for (const { reader, file } of work) if (reader.phase === 'objects') reader.read(file, draft);
  const apexTexts = files.filter((path) => /\.(cls|trigger)$/.test(path)).map((path) => draft.textOf(path));
  const metadataTexts = work.map(({ file }) => file.root.source.text);
  const words = mentionedWords(files, [...metadataTexts, ...apexTexts, ...alsoMentioned]);
  const objects = buildObjects(draft, standardObjectsNamed(words));
  for (const derived of [...changeEventsNamed(objects, words), ...historiesNamed(objects, words)])
    objects.set(derived.name.toLowerCase(), derived);
  draft.objects = ownObjects(objects, project.namespace);
  for (const [key, profile] of standardProfiles(objects)) draft.permissionSets.set(key, profile);
  for (const { reader, file } of work) if (reader.phase === 'components') reader.read(file, draft);

  const {
    permissionSets,
    customPermissions,
    labels,
    customMetadata,
    apex,
    lwc,
    flexiPages,
    apps,
    tabs,
    layouts,
    setup,
  } = draft;
  const schema = createOrgSchema({
    projectDirectory: project.directory,
    apiVersion: project.apiVersion,
    namespace: project.namespace,
    objects: draft.objects,
    permissionSets,
    customPermissions,
    labels,
    customMetadata,
    apex,
    lwc,
    flexiPages,
    apps,
    tabs,
    layouts,
    setup,
  });
  draft.runChecks(schema);
  return {
    schema,
    diagnostics: draft.diagnostics.sort(bySourcePosition),
    warnings: draft.warnings.sort(bySourcePosition),
  };
}

function existingDirectory(projectDirectory: string, path: string): string {
  const absolute = resolve(path);
  if (statSync(absolute, { throwIfNoEntry: false })?.isDirectory()) return absolute;
  const place = { file: join(projectDirectory, 'sfdx-project.json'), line: 1, column: 1 };
  throw new CompilationError([{ ...place, message: `The source directory "${path}" does not exist` }]);
}

interface KnownFiles {
  readonly paths: ReadonlySet<string>;
  /** folders of Lightning web components that have a -meta.xml */
  readonly bundles: ReadonlySet<string>;
}

interface Work {
  readonly reader: MetadataReader;
  readonly file: MetadataFile;
}

function openFile(path: string, known: KnownFiles, draft: ProjectDraft): Work[] {
  const place = { file: path, line: 1, column: 1 };
  const match = /^(.+)\.([^.]+)-meta\.xml$/.exec(basename(path));
  if (!match) {
    checkContent(path, known, draft);
    return [];
  }
  const [, name, suffix] = match as unknown as [string, string, string];
  // An Aura bundle's application has the suffix of a Lightning application.
  if (dirname(path).split(sep).at(-2) === 'aura') return [];
  const reader = readersBySuffix.get(suffix);
  if (!reader) {
    if (Object.hasOwn(UNNEEDED_KINDS, suffix)) return [];
    draft.report(place, `Metadata of the kind "${suffix}" is not supported: ${basename(path)}`);
    return [];
  }
  try {
    const root = parseXml(new SourceFile(path, readFileSync(path, 'utf8')));
    if (root.name !== reader.kind) {
      draft.report(root, `Expected the element ${reader.kind}, found ${root.name}`);
      return [];
    }
    for (const element of root.elements) {
      if (reader.elements?.includes(element.name) === false)
        draft.report(element, `Element ${element.name} invalid at this location in type ${reader.kind}`);
    }
    return [{ reader, file: { path, name: decodeURIComponent(name), object: objectFolder(path), root } }];
  } catch (error) {
    if (!(error instanceof CompilationError)) throw error;
    draft.diagnostics.push(...error.diagnostics);
    return [];
  }
}

/** A file without -meta.xml of its own: source code, or content of a component that has one. */
function checkContent(path: string, known: KnownFiles, draft: ProjectDraft): void {
  const place = { file: path, line: 1, column: 1 };
  const folders = dirname(path).split(sep);
  if (folders.at(-2) === 'lwc') {
    if (!known.bundles.has(dirname(path)))
      draft.report(place, `The component ${folders.at(-1)} has no ${folders.at(-1)}.js-meta.xml`);
  } else if (/\.(cls|trigger)$/.test(path)) {
    if (!known.paths.has(`${path}-meta.xml`))
      draft.report(place, `Expected the file ${basename(path)}-meta.xml beside its source`);
  } else if (!known.paths.has(`${path}-meta.xml`) && !folders.some((folder) => CONTENT_FOLDERS.has(folder))) {
    draft.report(place, `Could not infer a metadata type of ${basename(path)}`);
  }
}

/** `Account` for `.../objects/Account/fields/X.field-meta.xml` */
function objectFolder(path: string): string {
  const folders = dirname(path).split(sep);
  return folders.at(-3) === 'objects' ? folders.at(-2)! : '';
}

function bySourcePosition(a: Diagnostic, b: Diagnostic): number {
  return a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1;
}

/** Apex classes and triggers, and Lightning web components: what their -meta.xml says, and the text beside it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SourceFile } from '../../diagnostics/diagnostic.ts';
import type { MetadataFile, MetadataReader, ProjectDraft } from '../project-draft.ts';

export const apexClassReader: MetadataReader = {
  kind: 'ApexClass',
  suffix: 'cls',
  phase: 'components',
  elements: ['apiVersion', 'fullName', 'packageVersions', 'status'],
  read: (file, draft) => readApex('class', file, draft),
};

export const apexTriggerReader: MetadataReader = {
  kind: 'ApexTrigger',
  suffix: 'trigger',
  phase: 'components',
  elements: ['apiVersion', 'fullName', 'packageVersions', 'status'],
  read: (file, draft) => readApex('trigger', file, draft),
};

/** An inactive trigger is deployed but never runs, so it is left out; an inactive class cannot exist. */
function readApex(kind: 'class' | 'trigger', file: MetadataFile, draft: ProjectDraft): void {
  const path = file.path.replace(/-meta\.xml$/, '');
  const apiVersion = Number(draft.required(file.root, 'apiVersion'));
  if (Number.isNaN(apiVersion)) draft.report(file.root.child('apiVersion')!, 'The apiVersion is not a number');
  const status = file.root.value('status') ?? 'Active';
  if (status !== 'Active' && !(status === 'Inactive' && kind === 'trigger')) {
    draft.report(file.root.child('status')!, `'${status}' is not a supported status of an Apex ${kind}`);
  }
  if (!existsSync(path)) {
    draft.report(file.root, `Expected the file ${basename(path)} beside its -meta.xml`);
    return;
  }
  const key = `${kind} ${file.name}`.toLowerCase();
  if (draft.apexNames.has(key)) draft.report(file.root, `Duplicate ${file.root.name} named ${file.name}`);
  draft.apexNames.add(key);
  if (status === 'Active') {
    draft.apex.push({ kind, name: file.name, apiVersion, path, text: draft.textOf(path) });
  }
}

/** Source: Lightning Web Components Developer Guide, "Configuration File Tags". */
export const lwcReader: MetadataReader = {
  kind: 'LightningComponentBundle',
  suffix: 'js',
  phase: 'components',
  elements: [
    'apiVersion',
    'capabilities',
    'description',
    'isExplicitImport',
    'isExposed',
    'masterLabel',
    'runtimeNamespace',
    'targetConfigs',
    'targets',
  ],
  read(file, draft) {
    const directory = dirname(file.path);
    // The folder names the bundle, whatever its -meta.xml is called.
    const name = basename(directory);
    if (!['js', 'ts', 'html', 'css'].some((extension) => existsSync(join(directory, `${name}.${extension}`)))) {
      draft.report(file.root, `The component ${name} has no module: expected ${name}.js`);
    }
    if (draft.lwc.some((bundle) => bundle.name === name)) {
      draft.report(file.root, `Duplicate LightningComponentBundle named ${name}`);
    }
    draft.lwc.push({
      name,
      directory,
      isExposed: file.root.flag('isExposed'),
      targets: file.root.child('targets')?.values('target') ?? [],
      masterLabel: file.root.value('masterLabel'),
    });
    draft.afterwards(() => checkImports(directory, draft));
  },
};

const SCOPED_IMPORT = /['"]@salesforce\/(label|schema|customPermission)\/([\w.]+)['"]/g;

/** Labels, fields and custom permissions that a component's modules import. */
function checkImports(directory: string, draft: ProjectDraft): void {
  for (const entry of readdirSync(directory)) {
    if (!/\.(js|ts)$/.test(entry) || entry.endsWith('.d.ts')) continue;
    const source = new SourceFile(join(directory, entry), readFileSync(join(directory, entry), 'utf8'));
    for (const found of source.text.matchAll(SCOPED_IMPORT)) {
      const [, scope, name] = found as unknown as [string, string, string];
      if (!isKnown(scope, name, draft)) {
        draft.report(
          source.position(found.index),
          `LWC1512: @salesforce/${scope}/${name} does not resolve to anything in the org`,
        );
      }
    }
  }
}

function isKnown(scope: string, name: string, draft: ProjectDraft): boolean {
  const [first, ...rest] = name.split('.') as [string, ...string[]];
  switch (scope) {
    case 'label':
      return first !== 'c' || draft.labels.has(rest.join('.').toLowerCase());
    case 'customPermission':
      return draft.customPermissions.has(name.toLowerCase());
    default:
      return rest.length === 0 ? draft.objects.has(first.toLowerCase()) : draft.hasField(first, rest.join('.'));
  }
}

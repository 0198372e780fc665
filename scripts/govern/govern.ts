/** Makes an object a governed one: works out its files and writes those that differ. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { namesOf, type ObjectNames } from './objects.ts';
import { permissionSetsOf } from './permission-sets.ts';
import { filesOf, type GeneratedFile } from './templates.ts';

export interface GovernOptions {
  /** the folder of sfdx-project.json */
  readonly project: string;
  readonly object: string;
  /** a package directory: where the files go */
  readonly out: string;
  readonly dryRun: boolean;
}

export interface GovernReport {
  readonly object: string;
  readonly files: readonly { readonly path: string; readonly change: 'created' | 'changed' | 'unchanged' }[];
  /** what nobody but an administrator can do */
  readonly hints: readonly string[];
}

/** @throws GovernError where the object cannot be governed; then nothing was written */
export function govern({ project, object, out, dryRun }: GovernOptions): GovernReport {
  const names = namesOf(project, object);
  const directory = resolve(project, out);
  const files = [...filesOf(names), ...permissionSetFiles(directory, names)].map(({ path, text }) => {
    const file = join(directory, path);
    const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    const change = before === undefined ? 'created' : before === text ? 'unchanged' : 'changed';
    if (!dryRun && change !== 'unchanged') {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return { path: join(out, path), change } as const;
  });
  return { object: names.object, files, hints: hintsOf(names) };
}

function permissionSetFiles(directory: string, names: ObjectNames): GeneratedFile[] {
  return permissionSetsOf(names.object).map(({ name, write }) => {
    const path = `main/governance/permissionsets/${name}.permissionset-meta.xml`;
    const file = join(directory, path);
    return { path, text: write(existsSync(file) ? readFileSync(file, 'utf8') : undefined) };
  });
}

function hintsOf({ object, label, developerName, stem }: ObjectNames): string[] {
  return [
    `Activate the record page Synthetic_${developerName}_Record_Page, or put the component syntheticBadge at the top of yours.`,
    `Put Is_Synthetic__c and Synthetic_Dataset__c on the compact layout of ${label}, so that the mark shows on phones and in lookups.`,
    `Existing datasets do not allow ${object}: new ones name it in Allowed Objects.`,
    `Prove it: run the test class Synthetic${stem}GovernanceTest.`,
  ];
}

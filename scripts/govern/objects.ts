/** What the object is called here and there, or why it cannot be governed. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseXml } from '../../packages/local-org/src/schema/xml.ts';
import { SourceFile } from '../../packages/local-org/src/diagnostics/diagnostic.ts';
import { GovernError } from './errors.ts';
import { REFUSED, REFUSED_SUFFIXES, STANDARD_OBJECTS } from './standard-objects.ts';

export interface ObjectNames {
  /** API name, as the org spells it */
  readonly object: string;
  readonly label: string;
  readonly plural: string;
  /** `plural` as a developer name: `Loan_Applications` */
  readonly pluralName: string;
  /** the object in the names of Apex: `LoanApplication` */
  readonly stem: string;
  /** the object as a developer name: `Loan_Application` */
  readonly developerName: string;
  readonly columns: readonly string[];
}

/** Apex names have at most 40 characters, and the longest that is built of a stem is `SyntheticXGovernanceTest`. */
const LONGEST_STEM = 40 - 'SyntheticGovernanceTest'.length;
/** Relationships and list views: at most 40, of which a prefix takes this many. */
const LONGEST_PLURAL = 40 - 'Quarantined_Synthetic_'.length;

/** @throws GovernError where the object cannot be governed, or is not known */
export function namesOf(project: string, name: string): ObjectNames {
  if (!/^\w+$/.test(name)) throw new GovernError(`"${name}" is no API name of an object.`);
  for (const [suffix, reason] of REFUSED_SUFFIXES)
    if (name.toLowerCase().endsWith(suffix.toLowerCase()))
      throw new GovernError(`${name} cannot be governed: ${reason}.`);
  return name.toLowerCase().endsWith('__c') ? customObject(project, name) : standardObject(name);
}

function standardObject(name: string): ObjectNames {
  const is = (other: string): boolean => other.toLowerCase() === name.toLowerCase();
  const refused = Object.keys(REFUSED).find(is);
  if (refused !== undefined) throw new GovernError(`${refused} cannot be governed: ${REFUSED[refused]}.`);
  const object = Object.keys(STANDARD_OBJECTS).find(is);
  if (object === undefined)
    throw new GovernError(
      `${name} is no standard object that is known to carry triggers, custom fields and lookups to custom objects. Those are: ${Object.keys(STANDARD_OBJECTS).join(', ')}.`,
    );
  const { label, plural, columns } = STANDARD_OBJECTS[object];
  return { object, label, plural, columns, ...developerNames(object, plural) };
}

function customObject(project: string, name: string): ObjectNames {
  const path = definitionOf(project, name);
  const definition = parseXml(new SourceFile(path, readFileSync(path, 'utf8')));
  const object = /([^/\\]+)\.object-meta\.xml$/.exec(path)?.[1] ?? name;
  if (definition.value('customSettingsType') !== undefined)
    throw new GovernError(`${object} cannot be governed: a custom setting carries no triggers.`);
  if (definition.value('deploymentStatus') === 'InDevelopment')
    throw new GovernError(
      `${object} cannot be governed yet: it is in development, so that nobody but its makers would see its records marked.`,
    );
  const label = definition.value('label') ?? object;
  const plural = definition.value('pluralLabel') ?? `${label}s`;
  return { object, label, plural, columns: ['NAME'], ...developerNames(object, plural) };
}

/** The file that defines the object, in any package directory of the project. */
function definitionOf(project: string, name: string): string {
  const manifest = join(project, 'sfdx-project.json');
  if (!existsSync(manifest)) throw new GovernError(`There is no sfdx-project.json in ${project}.`);
  const { packageDirectories } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    packageDirectories: { path: string }[];
  };
  for (const { path } of packageDirectories) {
    const found = globSync(`${path}/**/*.object-meta.xml`, { cwd: project }).find((file) =>
      file.toLowerCase().endsWith(`/${name.toLowerCase()}.object-meta.xml`),
    );
    if (found !== undefined) return join(project, found);
  }
  const folders = packageDirectories.map(({ path }) => path).join(', ');
  throw new GovernError(`${name} is not defined in ${folders}. Retrieve it first, so that its fields are known.`);
}

function developerNames(object: string, plural: string): Pick<ObjectNames, 'pluralName' | 'stem' | 'developerName'> {
  const developerName = identifier(object.replace(/__c$/i, ''));
  return {
    developerName,
    stem: shortened(developerName.replaceAll('_', ''), LONGEST_STEM, object),
    pluralName: shortened(identifier(plural), LONGEST_PLURAL, object),
  };
}

/** Letters, digits and single underscores, none of them last. */
function identifier(text: string): string {
  return text
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .replace(/^(\d)/, 'X$1');
}

/** Cut, and told from others that are cut to the same by digits of the object's hash. */
function shortened(name: string, length: number, object: string): string {
  if (name.length <= length) return name;
  const mark = createHash('sha256').update(object.toLowerCase()).digest('hex').slice(0, 4);
  return `${name.slice(0, length - mark.length).replace(/_$/, '')}${mark}`;
}

/** The files of a governed object, from the templates. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ObjectNames } from './objects.ts';

export interface GeneratedFile {
  /** below the output folder */
  readonly path: string;
  readonly text: string;
}

const TEMPLATES = join(import.meta.dirname, 'templates');
const LINE = 120;

/** Every file but the permission sets, in the order of their paths. */
export function filesOf(names: ObjectNames): GeneratedFile[] {
  const files = [
    ...fields('provenance', names),
    ...fields('governance', names),
    ...listView('All', names),
    ...listView('Quarantined', names),
    {
      path: `main/app/flexipages/Synthetic_${names.developerName}_Record_Page.flexipage-meta.xml`,
      text: filled('app/flexipages/page.flexipage-meta.xml', names),
    },
    {
      path: `main/foundation/customMetadata/Synthetic_Governed_Object.${names.developerName}.md-meta.xml`,
      text: filled('foundation/customMetadata/row.md-meta.xml', names),
    },
    ...apex('ApexTrigger', `main/isolation/triggers/Synthetic${names.stem}Trigger.trigger`, trigger(names)),
    ...apex('ApexClass', `tests/isolation/classes/Synthetic${names.stem}GovernanceTest.cls`, testClass(names)),
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** API names of the fields that a governed object carries, by the folder of their templates. */
export function fieldNames(): string[] {
  return globSync('*/fields/*.field-meta.xml', { cwd: TEMPLATES }).map((path) => basename(path, '.field-meta.xml'));
}

function fields(capability: string, names: ObjectNames): GeneratedFile[] {
  return globSync(`${capability}/fields/*.field-meta.xml`, { cwd: TEMPLATES }).map((template) => ({
    path: `main/${capability}/objects/${names.object}/fields/${basename(template)}`,
    text: filled(template, names),
  }));
}

function listView(kind: string, names: ObjectNames): GeneratedFile[] {
  const viewName = `${kind}_Synthetic_${names.pluralName}`;
  const text = filled(`app/listViews/${kind}.listView-meta.xml`, names)
    .replace(/^.*\{\{columns\}\}.*\n/m, (line) =>
      names.columns.map((column) => line.replace('{{columns}}', column)).join(''),
    )
    .replace('{{viewName}}', viewName)
    .replace('{{viewLabel}}', `${kind} Synthetic ${names.plural}`.slice(0, 40).trim());
  return [{ path: `main/app/objects/${names.object}/listViews/${viewName}.listView-meta.xml`, text }];
}

function filled(template: string, names: ObjectNames): string {
  const values: Readonly<Record<string, string>> = {
    object: names.object,
    label: escaped(names.label.slice(0, 40)),
    plural: escaped(names.plural),
    pluralName: names.pluralName,
  };
  return readFileSync(join(TEMPLATES, template), 'utf8').replaceAll(
    /\{\{(\w+)\}\}/g,
    (token, name: string) => values[name] ?? token,
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function apex(kind: 'ApexTrigger' | 'ApexClass', path: string, text: string): GeneratedFile[] {
  const metadata = `<?xml version="1.0" encoding="UTF-8" ?>
<${kind} xmlns="http://soap.sforce.com/2006/04/metadata">
    <apiVersion>67.0</apiVersion>
    <status>Active</status>
</${kind}>
`;
  return [
    { path, text },
    { path: `${path}-meta.xml`, text: metadata },
  ];
}

function trigger({ stem, object }: ObjectNames): string {
  const events = ['before insert', 'before delete', 'after insert', 'after update', 'after delete', 'after undelete'];
  const head = `trigger Synthetic${stem}Trigger on ${object}(`;
  const short = `${head}${events.join(', ')}) {`;
  const first = short.length <= LINE ? short : `${head}\n  ${events.join(',\n  ')}\n) {`;
  return `${first}
  SyntheticGovernedObjectTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
`;
}

const CASES: readonly (readonly [name: string, check: string])[] = [
  ['recordsAreStampedAsTheirDatasetSays', 'recordsAreStamped'],
  ['aChunkOfTwoHundredIsStampedWithinTheBudget', 'aChunkIsStampedWithinTheBudget'],
  ['whoMayNotLoadIsRefused', 'whoMayNotLoadIsRefused'],
  ['aDatasetThatIsNotOpenTakesNoRecord', 'aDatasetThatIsNotOpenTakesNoRecord'],
  ['neitherLaneNorProvenanceEverChanges', 'neitherLaneNorProvenanceEverChanges'],
  ['noReferenceCrossesTheLanes', 'noReferenceCrossesTheLanes'],
  ['realRecordsStayAsTheyAre', 'realRecordsStayAsTheyAre'],
];

function testClass({ stem, object }: ObjectNames): string {
  const methods = CASES.map(
    ([name, check]) => `  @IsTest
  static void ${name}() {
    new SyntheticGovernedObjectContract(TYPE).${check}();
  }
`,
  ).join('\n');
  return `/**
 * What every governed object keeps to, kept to by ${object}. Generated: npm run govern -- ${object}
 */
@IsTest
private with sharing class Synthetic${stem}GovernanceTest {
  private static final Schema.SObjectType TYPE = ${object}.SObjectType;

  @TestSetup
  static void createUsers() {
    SyntheticTestData.createUsers();
  }

${methods}}
`;
}

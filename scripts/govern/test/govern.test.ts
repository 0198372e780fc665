/** Governed objects: the built-in ones are what the generator writes, others hold the same invariants, some cannot be. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { GovernError } from '../errors.ts';
import { govern, type GovernReport } from '../govern.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const LOCAL_ORG = join(ROOT, 'packages/local-org/src/org/cli.ts');
const CLI = join(ROOT, 'scripts/govern/cli.ts');
const QUIET = '--disable-warning=ExperimentalWarning';

const BUILT_IN = ['Account', 'Case', 'Contact', 'Lead', 'Opportunity'];

/** A project with this package in it, and the files given below its package directory. */
function project(context: TestContext, files: Readonly<Record<string, string>> = {}, withPackage = false): string {
  const directory = mkdtempSync(join(tmpdir(), 'govern-'));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(
    join(directory, 'sfdx-project.json'),
    JSON.stringify({ packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '67.0' }),
  );
  mkdirSync(join(directory, 'force-app'));
  if (withPackage) cpSync(join(ROOT, 'force-app'), join(directory, 'force-app'), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, 'force-app', path)), { recursive: true });
    writeFileSync(join(directory, 'force-app', path), text);
  }
  return directory;
}

function objectFile(label: string, plural: string, more = ''): string {
  return `<?xml version="1.0" encoding="UTF-8" ?>
<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">
    <deploymentStatus>Deployed</deploymentStatus>
    <label>${label}</label>
    <pluralLabel>${plural}</pluralLabel>
    <nameField>
        <label>Number</label>
        <displayFormat>LA-{0000}</displayFormat>
        <type>AutoNumber</type>
    </nameField>
    <sharingModel>Private</sharingModel>
    ${more}
</CustomObject>
`;
}

function field(name: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8" ?>
<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">
    <fullName>${name}</fullName>
    <label>${name}</label>
    ${content}
</CustomField>
`;
}

const run = (directory: string, object: string, dryRun = false): GovernReport =>
  govern({ project: directory, object, out: 'force-app', dryRun });

const changesOf = (report: GovernReport): string[] =>
  report.files.filter(({ change }) => change !== 'unchanged').map(({ path, change }) => `${change} ${path}`);

const refusalOf = (directory: string, object: string): string => {
  try {
    run(directory, object);
    return 'none';
  } catch (error) {
    assert.ok(error instanceof GovernError, String(error));
    return error.message;
  }
};

void test('the five built-in objects are what the generator writes for them', () => {
  for (const object of BUILT_IN) assert.deepEqual(changesOf(run(ROOT, object, true)), [], object);
});

void test('a custom object is governed, and what was written holds every invariant in the local org', (context) => {
  const directory = project(
    context,
    {
      'objects/Loan_Application__c/Loan_Application__c.object-meta.xml': objectFile(
        'Loan Application',
        'Loan Applications',
      ),
      'objects/Loan_Application__c/fields/Applicant__c.field-meta.xml': field(
        'Applicant__c',
        '<referenceTo>Contact</referenceTo><relationshipName>Applications</relationshipName><type>Lookup</type>',
      ),
      'objects/Loan_Application__c/fields/Amount__c.field-meta.xml': field(
        'Amount__c',
        '<precision>16</precision><scale>2</scale><required>true</required><type>Number</type>',
      ),
      'objects/Loan_Condition__c/Loan_Condition__c.object-meta.xml': objectFile(
        'Loan Condition',
        'Loan Conditions',
      ).replace('Private', 'ControlledByParent'),
      'objects/Loan_Condition__c/fields/Application__c.field-meta.xml': field(
        'Application__c',
        '<referenceTo>Loan_Application__c</referenceTo><relationshipName>Conditions</relationshipName><relationshipOrder>0</relationshipOrder><type>MasterDetail</type>',
      ),
    },
    true,
  );

  const report = run(directory, 'loan_application__c');
  run(directory, 'Loan_Condition__c');

  assert.equal(report.object, 'Loan_Application__c');
  assert.deepEqual(changesOf(run(directory, 'Loan_Application__c')), [], 'a second run writes nothing');
  const outcome = spawnSync(
    process.execPath,
    [
      QUIET,
      LOCAL_ORG,
      'test',
      '--json',
      '--tests',
      'SyntheticLoanApplicationGovernanceTest',
      '--tests',
      'SyntheticLoanConditionGovernanceTest',
    ],
    { cwd: directory, encoding: 'utf8', maxBuffer: 1e8 },
  );
  const { result } = JSON.parse(outcome.stdout) as {
    result: { tests: { FullName: string; Outcome: string; Message: string | null }[] };
  };
  assert.deepEqual(
    result.tests.filter((one) => one.Outcome !== 'Pass').map((one) => `${one.FullName}: ${one.Message}`),
    [],
  );
  assert.equal(result.tests.length, 14);
});

void test('without the trigger that the generator writes, the tests that it writes fail', (context) => {
  const directory = project(
    context,
    { 'objects/Claim__c/Claim__c.object-meta.xml': objectFile('Claim', 'Claims') },
    true,
  );
  run(directory, 'Claim__c');
  rmSync(join(directory, 'force-app/main/isolation/triggers/SyntheticClaimTrigger.trigger'));
  rmSync(join(directory, 'force-app/main/isolation/triggers/SyntheticClaimTrigger.trigger-meta.xml'));

  const outcome = spawnSync(
    process.execPath,
    [QUIET, LOCAL_ORG, 'test', '--json', '--tests', 'SyntheticClaimGovernanceTest'],
    { cwd: directory, encoding: 'utf8', maxBuffer: 1e8 },
  );

  const { result } = JSON.parse(outcome.stdout) as { result: { tests: { MethodName: string; Outcome: string }[] } };
  // A claim refers to nothing, so that no reference of it can cross.
  assert.deepEqual(
    result.tests.filter((one) => one.Outcome === 'Pass').map((one) => one.MethodName),
    ['noReferenceCrossesTheLanes'],
  );
});

void test('objects that cannot carry a trigger, the fields or the lookup are refused with the reason', (context) => {
  const directory = project(context, {
    'objects/Choice__c/Choice__c.object-meta.xml': objectFile(
      'Choice',
      'Choices',
      '<customSettingsType>List</customSettingsType>',
    ),
    'objects/Young__c/Young__c.object-meta.xml': objectFile('Young', 'Young').replace('Deployed', 'InDevelopment'),
  });
  assert.match(refusalOf(directory, 'Rule__mdt'), /Rule__mdt cannot be governed: a custom metadata type/);
  assert.match(refusalOf(directory, 'Order_Event__e'), /platform event/);
  assert.match(refusalOf(directory, 'Archive__b'), /big object/);
  assert.match(refusalOf(directory, 'Remote__x'), /external object/);
  assert.match(refusalOf(directory, 'AccountChangeEvent'), /change event/);
  assert.match(refusalOf(directory, 'task'), /Task cannot be governed: activities take no lookup/);
  assert.match(refusalOf(directory, 'User'), /setup object/);
  assert.match(refusalOf(directory, 'Choice__c'), /custom setting/);
  assert.match(refusalOf(directory, 'Young__c'), /in development/);
  assert.match(refusalOf(directory, 'Missing__c'), /Missing__c is not defined in force-app/);
  assert.match(refusalOf(directory, 'AccountBrand'), /no standard object that is known/);
  assert.match(refusalOf(directory, '../Account'), /no API name/);
});

void test('a dry run writes nothing, and what is asked for wrongly ends with exit code 2', (context) => {
  const directory = project(context);

  const report = run(directory, 'Asset', true);
  assert.ok(report.files.every(({ change }) => change === 'created'));
  assert.throws(() => readFileSync(join(directory, report.files[0].path)));

  const refused = spawnSync(process.execPath, [QUIET, CLI, 'Task', '--json', '--project', directory], {
    encoding: 'utf8',
  });
  assert.equal(refused.status, 2);
  assert.match((JSON.parse(refused.stdout) as { message: string }).message, /Task cannot be governed/);
  const told = execFileSync(process.execPath, [QUIET, CLI, 'Asset', '--project', directory], { encoding: 'utf8' });
  assert.match(told, /Asset is governed:[\s\S]*What is left to you:/);
});

void test('a project without the permission sets gets them with the rights on this object alone', (context) => {
  const directory = project(context);
  run(directory, 'Asset');
  const setOf = (role: string): string =>
    readFileSync(
      join(directory, `force-app/main/governance/permissionsets/Synthetic_Data_${role}.permissionset-meta.xml`),
      'utf8',
    );

  const editable = (text: string): string[] =>
    [...text.matchAll(/<editable>true<\/editable>\s*<field>(.*?)</g)].map(([, name]) => name);
  assert.deepEqual(editable(setOf('Loader')), [
    'Asset.Synthetic_Dataset__c',
    'Asset.Synthetic_Key__c',
    'Asset.Synthetic_Unique_Key__c',
  ]);
  assert.deepEqual(editable(setOf('Admin')), []);
  assert.match(setOf('Loader'), /<allowCreate>true/);
  assert.doesNotMatch(setOf('Viewer'), /objectPermissions|Synthetic_Digest__c/);
});

void test('names that are too long for Apex are cut, and differ where the objects do', (context) => {
  const long = 'A_Very_Long_Name_Of_An_Object_Of_Kind';
  const directory = project(context, {
    [`objects/${long}_A__c/${long}_A__c.object-meta.xml`]: objectFile('Long', 'Very long names of many objects A'),
    [`objects/${long}_B__c/${long}_B__c.object-meta.xml`]: objectFile('Long', 'Very long names of many objects A'),
  });

  const classes = ['A', 'B'].map((suffix) => {
    const paths = run(directory, `${long}_${suffix}__c`, true).files.map(({ path }) => path);
    const names = paths.map((path) => /([^/]+)\.(cls|trigger|listView-meta\.xml)$/.exec(path)?.[1] ?? '');
    assert.ok(
      names.every((name) => name.length <= 40),
      names.join(' '),
    );
    return names.find((name) => name.endsWith('GovernanceTest'));
  });
  assert.notEqual(classes[0], classes[1]);
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { CompilationError } from '../../src/diagnostics/diagnostic.ts';
import { readProject } from '../../src/schema/read.ts';
import { CLASS_META, INVOICE, customField, meta, writeProject } from './project-fixture.ts';

const problem = (directory: string) => {
  try {
    readProject(directory);
  } catch (error) {
    assert.ok(error instanceof CompilationError);
    return error.diagnostics[0];
  }
  throw new Error('the project was read');
};

describe('sfdx-project.json', () => {
  it('is missed by name', (context) => {
    const directory = mkdtempSync(join(tmpdir(), 'local-org-'));
    context.after(() => rmSync(directory, { recursive: true }));
    const { file, message } = problem(directory);
    assert.equal(file, join(directory, 'sfdx-project.json'));
    assert.match(message, /sfdx-project.json not found/);
  });

  it('that is not JSON is refused with line and column', (context) => {
    const { line, column, message } = problem(
      writeProject(context, { '/sfdx-project.json': '{\n  "packageDirectories": oops\n}' }),
    );
    assert.match(message, /not valid JSON/);
    assert.deepEqual([line, column], [2, 25]);
  });

  it('that names a directory which is not there is refused by the name of the directory', (context) => {
    const { line, message } = problem(
      writeProject(context, { '/sfdx-project.json': '{"packageDirectories":\n[{"path":"nowhere"}]}' }),
    );
    assert.equal(message, 'The package directory "nowhere" does not exist');
    assert.equal(line, 2);
  });

  it('that names a directory outside the project is refused', (context) => {
    const { message } = problem(
      writeProject(context, { '/sfdx-project.json': '{"packageDirectories":[{"path":"../x"}]}' }),
    );
    assert.match(message, /outside the project/);
  });
});

describe('the directories that are read', () => {
  const twoDirectories = {
    '/sfdx-project.json': '{"packageDirectories":[{"path":"force-app"},{"path":"plugins\\\\Log"},{"path":"missing"}]}',
    '/plugins/Log/classes/Log.cls': 'public class Log {}',
    '/plugins/Log/classes/Log.cls-meta.xml': CLASS_META,
  };

  it('are the chosen ones alone, whatever else sfdx-project.json names', (context) => {
    const directory = writeProject(context, twoDirectories);
    const { schema, diagnostics } = readProject(directory, [join(directory, 'plugins')]);
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      schema.apex.map(({ name }) => name),
      ['Log'],
    );
  });

  it('must all exist where none are chosen', (context) => {
    assert.equal(
      problem(writeProject(context, twoDirectories)).message,
      'The package directory "missing" does not exist',
    );
  });

  it("may be written with Windows' separators", (context) => {
    const { schema } = readProject(
      writeProject(context, {
        ...twoDirectories,
        '/sfdx-project.json': '{"packageDirectories":[{"path":"plugins\\\\Log"}]}',
      }),
    );
    assert.equal(schema.apex.length, 1);
  });
});

describe('automation that is no Apex', () => {
  const warningsOf = (context: TestContext, files: Record<string, string>): string[] => {
    const { diagnostics, warnings } = readProject(writeProject(context, files));
    assert.deepEqual(diagnostics, []);
    return warnings.map(({ message }) => message);
  };
  const flow = (status: string, start: string) =>
    meta('Flow', `<processType>AutoLaunchedFlow</processType><start>${start}</start><status>${status}</status>`);
  const onSave =
    '<object>Contact</object><recordTriggerType>Create</recordTriggerType><triggerType>RecordAfterSave</triggerType>';

  it('is named by a warning where it is active and starts by itself', (context) => {
    assert.deepEqual(warningsOf(context, { 'flows/Greet.flow-meta.xml': flow('Active', onSave) }), [
      'The active flow Greet, which starts after a save of Contact, is not run: this org has no flows',
    ]);
    const rules =
      '<rules><fullName>Mail</fullName><active>true</active></rules><rules><fullName>Old</fullName><active>false</active></rules>';
    assert.deepEqual(warningsOf(context, { 'workflows/Case.workflow-meta.xml': meta('Workflow', rules) }), [
      'The active workflow rule Case.Mail is not run: this org has no workflow rules',
    ]);
    const duplicates = meta('DuplicateRule', '<isActive>true</isActive>');
    assert.deepEqual(warningsOf(context, { 'duplicateRules/Lead.Same.duplicateRule-meta.xml': duplicates }), [
      'The active duplicate rule Lead.Same is not run: this org refuses no duplicates',
    ]);
  });

  it('is named where an approval process has actions that reach nobody', (context) => {
    const process = (active: boolean): string =>
      meta(
        'ApprovalProcess',
        `<active>${active}</active><label>P</label><finalApprovalActions><action><name>Tell</name><type>Alert</type></action></finalApprovalActions>`,
      );
    const path = 'approvalProcesses/Case.Escalation.approvalProcess-meta.xml';
    assert.deepEqual(warningsOf(context, { [path]: process(true) }), [
      'The action Tell of the approval process Case.Escalation is not run: this org runs no actions of type Alert',
    ]);
    assert.deepEqual(warningsOf(context, { [path]: process(false) }), []);
  });

  it('is an error where an approval process runs a field update that is not there', (context) => {
    const action = '<recallActions><action><name>Set</name><type>FieldUpdate</type></action></recallActions>';
    const { diagnostics } = readProject(
      writeProject(context, {
        'approvalProcesses/Case.P.approvalProcess-meta.xml': meta(
          'ApprovalProcess',
          `<active>true</active><label>P</label>${action}`,
        ),
      }),
    );
    assert.deepEqual(
      diagnostics.map(({ message }) => message),
      ['In field: action - no WorkflowFieldUpdate named Case.Set found'],
    );
  });

  it('is passed over where it is not active, or waits to be called', (context) => {
    assert.deepEqual(warningsOf(context, { 'flows/Greet.flow-meta.xml': flow('Draft', onSave) }), []);
    assert.deepEqual(warningsOf(context, { 'flows/Greet.flow-meta.xml': flow('Active', '') }), []);
  });
});

describe('a project', () => {
  it('is read from any folder below the package directories', (context) => {
    const directory = writeProject(context, {
      'billing/objects/Invoice__c/Invoice__c.object-meta.xml': INVOICE,
      'shipping/objects/Invoice__c/fields/Weight__c.field-meta.xml': customField(
        'Weight__c',
        '<type>Number</type><precision>8</precision><scale>2</scale>',
      ),
      'billing/classes/Bill.cls': 'public class Bill {}',
      'billing/classes/Bill.cls-meta.xml': CLASS_META,
    });
    const { schema, diagnostics } = readProject(directory);
    assert.deepEqual(diagnostics, []);
    const invoice = schema.objects.get('invoice__c')!;
    assert.equal(invoice.keyPrefix, 'a00');
    assert.equal(invoice.fields.get('name')!.displayFormat, 'INV-{0000}');
    assert.equal(invoice.fields.get('weight__c')!.scale, 2);
    assert.deepEqual(
      schema.apex.map((source) => [source.kind, source.name, source.text]),
      [['class', 'Bill', 'public class Bill {}']],
    );
  });

  it('that is this package is read without a finding', () => {
    const { diagnostics } = readProject(join(import.meta.dirname, '../../../..'));
    assert.deepEqual(diagnostics, []);
  });

  it('leaves out what .forceignore names', (context) => {
    const bundle = 'lwc/badge/badge';
    const { schema, diagnostics } = readProject(
      writeProject(context, {
        '/.forceignore': '# sources\n**/*.ts\n**/__tests__/**\nREADME.md\n',
        [`${bundle}.js`]: '',
        [`${bundle}.ts`]: '',
        'lwc/badge/__tests__/badge.test.js': '',
        'README.md': '',
        [`${bundle}.js-meta.xml`]: meta(
          'LightningComponentBundle',
          '<apiVersion>67.0</apiVersion><isExposed>true</isExposed><targets><target>lightning__AppPage</target></targets>',
        ),
      }),
    );
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      schema.lwc.map(({ name, targets }) => [name, targets]),
      [['badge', ['lightning__AppPage']]],
    );
  });

  it('with a file of no kind is refused by its name', (context) => {
    const { diagnostics } = readProject(writeProject(context, { 'notes.txt': 'hello' }));
    assert.deepEqual(
      diagnostics.map((found) => found.message),
      ['Could not infer a metadata type of notes.txt'],
    );
  });

  it('with a kind that the local org does not know is refused by the name of the file', (context) => {
    const { diagnostics } = readProject(writeProject(context, { 'bots/Greet.bot-meta.xml': meta('Bot', '') }));
    assert.deepEqual(
      diagnostics.map((found) => found.message),
      ['Metadata of the kind "bot" is not supported: Greet.bot-meta.xml'],
    );
  });

  it('with kinds that change nothing here is read', (context) => {
    const { diagnostics, warnings } = readProject(
      writeProject(context, {
        'reports/R.report-meta.xml': meta('Report', ''),
        'components/P.component': '<apex:component/>',
        'components/P.component-meta.xml': meta('ApexComponent', ''),
        'aura/Box/Box.cmp': '<aura:component/>',
        'aura/Box/Box.cmp-meta.xml': meta('AuraDefinitionBundle', ''),
        'aura/Main/Main.app': '<aura:application/>',
        'aura/Main/Main.app-meta.xml': meta('AuraDefinitionBundle', ''),
      }),
    );
    assert.deepEqual([...diagnostics, ...warnings], []);
  });

  it('with XML that is not well-formed is refused with line and column', (context) => {
    const { diagnostics } = readProject(
      writeProject(context, { 'labels/L.labels-meta.xml': '<CustomLabels>\n<labels></CustomLabels>' }),
    );
    assert.equal(diagnostics.length, 1);
    assert.match(diagnostics[0].message, /^Error parsing file: /);
    assert.deepEqual([diagnostics[0].line, diagnostics[0].column], [2, 9]);
  });

  it('with an element that its kind does not have is refused at the element', (context) => {
    const { diagnostics } = readProject(
      writeProject(context, {
        'customPermissions/P.customPermission-meta.xml': meta(
          'CustomPermission',
          '<label>P</label>\n<colour>red</colour>',
        ),
      }),
    );
    assert.equal(diagnostics[0].message, 'Element colour invalid at this location in type CustomPermission');
    assert.equal(diagnostics[0].line, 4);
  });

  it('with Apex that lacks its -meta.xml is refused', (context) => {
    const { diagnostics } = readProject(writeProject(context, { 'classes/Bill.cls': 'public class Bill {}' }));
    assert.deepEqual(
      diagnostics.map((found) => found.message),
      ['Expected the file Bill.cls-meta.xml beside its source'],
    );
  });

  it('with an import of a label that is not there is refused in the component', (context) => {
    const { diagnostics } = readProject(
      writeProject(context, {
        'lwc/badge/badge.js': "\nimport a from '@salesforce/label/c.Missing';",
        'lwc/badge/badge.js-meta.xml': meta('LightningComponentBundle', '<isExposed>false</isExposed>'),
      }),
    );
    assert.match(diagnostics[0].message, /@salesforce\/label\/c.Missing does not resolve/);
    assert.equal(diagnostics[0].line, 2);
  });
});

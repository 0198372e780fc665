import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { readProject } from '../../src/schema/read.ts';
import { INVOICE, customField, meta, writeProject } from './project-fixture.ts';

const INVOICE_FILE = 'objects/Invoice__c/Invoice__c.object-meta.xml';
const messages = (context: TestContext, files: Record<string, string>) =>
  readProject(writeProject(context, files)).diagnostics.map((found) => found.message);

describe('custom objects', () => {
  it('get key prefixes in the order of their names, by kind', (context) => {
    const plain = meta(
      'CustomObject',
      '<label>L</label><pluralLabel>Ls</pluralLabel><nameField><label>N</label><type>Text</type></nameField>',
    );
    const { schema } = readProject(
      writeProject(context, {
        'objects/Zebra__c/Zebra__c.object-meta.xml': plain,
        'objects/Ant__c/Ant__c.object-meta.xml': plain,
        'objects/Rule__mdt/Rule__mdt.object-meta.xml': meta('CustomObject', '<label>Rule</label>'),
        'objects/Done__e/Done__e.object-meta.xml': meta(
          'CustomObject',
          '<label>Done</label><publishBehavior>PublishAfterCommit</publishBehavior>',
        ),
        'objects/Set__c/Set__c.object-meta.xml': meta(
          'CustomObject',
          '<label>Set</label><customSettingsType>Hierarchy</customSettingsType>',
        ),
      }),
    );
    const prefixes = ['Ant__c', 'Set__c', 'Zebra__c', 'Rule__mdt', 'Done__e'].map(
      (name) => schema.objects.get(name.toLowerCase())!.keyPrefix,
    );
    assert.deepEqual(prefixes, ['a00', 'a01', 'a02', 'm00', 'e00']);
    assert.equal(schema.objects.get('done__e')!.publishBehavior, 'PublishAfterCommit');
    assert.ok(schema.objects.get('done__e')!.fields.has('replayid'));
    assert.ok(schema.objects.get('set__c')!.fields.has('setupownerid'));
    assert.ok(schema.objects.get('rule__mdt')!.fields.has('qualifiedapiname'));
  });

  it('have a share object where the default is not public read/write; standard objects always have one', (context) => {
    const { schema } = readProject(writeProject(context, { [INVOICE_FILE]: INVOICE }));
    assert.deepEqual(schema.objects.get('invoice__share')!.fields.get('parentid')!.referenceTo, ['Invoice__c']);
    const open = { [INVOICE_FILE]: INVOICE.replace('Private', 'ReadWrite') };
    assert.equal(readProject(writeProject(context, open)).schema.objects.has('invoice__share'), false);
    assert.ok(schema.objects.has('accountshare'));
  });

  it('have a history object where their history is tracked', (context) => {
    const tracked = INVOICE.replace('<label>', '<enableHistory>true</enableHistory><label>');
    const { schema } = readProject(writeProject(context, { [INVOICE_FILE]: tracked }));
    assert.deepEqual(schema.objects.get('invoice__history')!.fields.get('parentid')!.referenceTo, ['Invoice__c']);
    const untracked = readProject(writeProject(context, { [INVOICE_FILE]: INVOICE })).schema;
    assert.equal(untracked.objects.has('invoice__history'), false);
    assert.deepEqual(untracked.objects.get('accounthistory')!.fields.get('accountid')!.referenceTo, ['Account']);
  });

  it('as the detail of a master have no owner and are deleted with it', (context) => {
    const { schema, diagnostics } = readProject(
      writeProject(context, {
        'objects/Line__c/Line__c.object-meta.xml': INVOICE.replace('Private', 'ControlledByParent'),
        'objects/Line__c/fields/Account__c.field-meta.xml': customField(
          'Account__c',
          '<type>MasterDetail</type><referenceTo>Account</referenceTo><relationshipName>Lines</relationshipName>',
        ),
      }),
    );
    assert.deepEqual(diagnostics, []);
    assert.equal(schema.objects.get('line__c')!.fields.has('ownerid'), false);
    const [line] = schema.childRelationships('ACCOUNT').filter((child) => child.childObject === 'Line__c');
    assert.deepEqual(line, {
      childObject: 'Line__c',
      field: 'Account__c',
      relationshipName: 'Lines__r',
      cascadeDelete: true,
      restrictedDelete: false,
    });
  });

  it('without a name field are refused', (context) => {
    const file = meta('CustomObject', '<label>Invoice</label><pluralLabel>Invoices</pluralLabel>');
    assert.deepEqual(messages(context, { [INVOICE_FILE]: file }), [
      'Must specify a nameField of type Text or AutoNumber',
    ]);
  });

  it('of which only a field is there are refused', (context) => {
    const file = customField('Weight__c', '<type>Date</type>');
    assert.deepEqual(messages(context, { 'objects/Lost__c/fields/Weight__c.field-meta.xml': file }), [
      'no CustomObject named Lost__c found: its object-meta.xml is missing',
    ]);
  });
});

describe('custom fields', () => {
  const onAccount = (name: string) => `objects/Account/fields/${name}.field-meta.xml`;

  it('join the fields of a standard object', (context) => {
    const { schema, diagnostics } = readProject(
      writeProject(context, {
        [onAccount('Level__c')]: customField(
          'Level__c',
          '<type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition>' +
            '<value><fullName>a</fullName><default>true</default><label>A</label></value>' +
            '<value><fullName>b</fullName><default>false</default><label>B</label><isActive>false</isActive></value>' +
            '</valueSetDefinition></valueSet>',
        ),
        [onAccount('Main__c')]: customField(
          'Main__c',
          '<type>Lookup</type><referenceTo>Contact</referenceTo><relationshipName>Mains</relationshipName><deleteConstraint>Restrict</deleteConstraint>',
        ),
        [onAccount('Place__c')]: customField('Place__c', '<type>Location</type><scale>5</scale>'),
      }),
    );
    assert.deepEqual(diagnostics, []);
    const { fields } = schema.objects.get('account')!;
    assert.equal(fields.get('level__c')!.restrictedPicklist, true);
    assert.deepEqual(fields.get('level__c')!.picklistValues, [
      { value: 'a', label: 'A', active: true, isDefault: true },
      { value: 'b', label: 'B', active: false, isDefault: false },
    ]);
    assert.equal(fields.get('main__c')!.relationshipName, 'Main__r');
    assert.equal(fields.get('main__c')!.deleteConstraint, 'restrict');
    assert.equal(fields.get('place__latitude__s')!.type, 'double');
  });

  it('do not change the catalogue for the next project', (context) => {
    readProject(writeProject(context, { [onAccount('A__c')]: customField('A__c', '<type>Date</type>') }));
    const { schema } = readProject(writeProject(context, {}));
    assert.equal(schema.objects.get('account')!.fields.has('a__c'), false);
  });

  const refused: readonly (readonly [why: string, content: string, message: string])[] = [
    ['text without a length', '<type>Text</type>', "Must specify 'length' for a CustomField of type Text"],
    ['an unknown type', '<type>Colour</type>', "'Colour' is not a valid value for the enum 'FieldType'"],
    [
      'a roll-up summary of nothing',
      '<type>Summary</type><summaryForeignKey>No__c.Up__c</summaryForeignKey><summaryOperation>count</summaryOperation>',
      'In field: summaryForeignKey - no CustomField named No__c.Up__c found',
    ],
    [
      'a roll-up summary over a lookup',
      '<type>Summary</type><summaryForeignKey>Contact.AccountId</summaryForeignKey><summaryOperation>count</summaryOperation>',
      'Could not resolve summary foreign key field: Contact.AccountId is no master-detail relationship to Account',
    ],
    [
      'a sum of texts',
      '<type>Summary</type><summaryForeignKey>Opportunity.AccountId</summaryForeignKey><summaryOperation>sum</summaryOperation><summarizedField>Opportunity.Name</summarizedField>',
      'Account.A__c: Opportunity.Name cannot be summarized by sum',
    ],
    [
      'a lookup to nothing',
      '<type>Lookup</type><referenceTo>No__c</referenceTo>',
      "referenceTo value of 'No__c' does not resolve to a valid sObject type",
    ],
    [
      'a missing value set',
      '<type>Picklist</type><valueSet><valueSetName>V</valueSetName></valueSet>',
      'In field: valueSet - no GlobalValueSet named V found',
    ],
  ];
  for (const [why, content, message] of refused) {
    it(`with ${why} are refused`, (context) => {
      assert.deepEqual(messages(context, { [onAccount('A__c')]: customField('A__c', content) }), [message]);
    });
  }
});

describe('the other parts of an object', () => {
  it('are read: record types, validation rules, field sets, list views', (context) => {
    const { schema, diagnostics } = readProject(
      writeProject(context, {
        'objects/Account/recordTypes/Home.recordType-meta.xml': meta(
          'RecordType',
          '<fullName>Home</fullName><active>true</active><label>Home</label>',
        ),
        'objects/Account/validationRules/R.validationRule-meta.xml': meta(
          'ValidationRule',
          '<fullName>R</fullName><active>true</active><errorConditionFormula>ISBLANK(Phone)</errorConditionFormula><errorDisplayField>Phone</errorDisplayField><errorMessage>No phone</errorMessage>',
        ),
        'objects/Account/fieldSets/F.fieldSet-meta.xml': meta(
          'FieldSet',
          '<fullName>F</fullName><displayedFields><field>Owner.Name</field></displayedFields><label>F</label>',
        ),
        'objects/Account/listViews/V.listView-meta.xml': meta(
          'ListView',
          '<fullName>V</fullName><columns>ACCOUNT.NAME</columns><columns>CORE.USERS.ALIAS</columns><filterScope>Mine</filterScope><label>V</label>',
        ),
      }),
    );
    assert.deepEqual(diagnostics, []);
    const account = schema.objects.get('account')!;
    assert.ok(account.fields.has('recordtypeid'));
    assert.equal(account.validationRules[0].errorField, 'Phone');
    assert.deepEqual(account.fieldSets.get('f')!.fields, ['Owner.Name']);
    assert.deepEqual(account.listViews[0].columns, ['Name', 'Owner.Alias']);
    assert.deepEqual(account.listViews[0].filters, [{ field: 'OwnerId', operation: 'equals', value: '$User.Id' }]);
  });

  it('that name fields which are not there are refused', (context) => {
    const view = meta('ListView', '<fullName>V</fullName><columns>Nope__c</columns><label>V</label>');
    assert.deepEqual(messages(context, { 'objects/Account/listViews/V.listView-meta.xml': view }), [
      'In field: columns - no CustomField named Account.Nope__c found',
    ]);
  });

  it('include standard value sets, which say what is closed', (context) => {
    const set = meta(
      'StandardValueSet',
      '<sorted>false</sorted><standardValue><fullName>Gone</fullName><default>false</default><closed>true</closed></standardValue>',
    );
    const { schema } = readProject(
      writeProject(context, { 'standardValueSets/CaseStatus.standardValueSet-meta.xml': set }),
    );
    assert.equal(schema.objects.get('case')!.fields.get('isclosed')!.formula, 'PICKLIST_IN:Status:Gone');
  });
});

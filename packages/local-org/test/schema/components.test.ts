import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { readProject } from '../../src/schema/read.ts';
import { INVOICE, customField, meta, writeProject } from './project-fixture.ts';

const messages = (context: TestContext, files: Record<string, string>) =>
  readProject(writeProject(context, files)).diagnostics.map((found) => found.message);

describe('permission sets', () => {
  const file = 'permissionsets/P.permissionset-meta.xml';
  const set = (content: string) => meta('PermissionSet', `<label>P</label>${content}`);

  it('are reduced to what they grant, under canonical names', (context) => {
    const { schema, diagnostics } = readProject(
      writeProject(context, {
        [file]: set(
          '<objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead>' +
            '<modifyAllRecords>false</modifyAllRecords><object>account</object><viewAllRecords>false</viewAllRecords></objectPermissions>' +
            '<fieldPermissions><editable>false</editable><field>account.Phone</field><readable>true</readable></fieldPermissions>' +
            '<userPermissions><enabled>true</enabled><name>ViewSetup</name></userPermissions>',
        ),
      }),
    );
    assert.deepEqual(diagnostics, []);
    const granted = schema.permissionSets.get('p')!;
    assert.equal(granted.isProfile, false);
    assert.equal(granted.objectPermissions.get('Account')!.create, true);
    assert.deepEqual(granted.fieldPermissions.get('account.phone'), { readable: true, editable: false });
    assert.deepEqual([...granted.userPermissions], ['ViewSetup']);
  });

  const refused: readonly (readonly [why: string, content: string, message: string])[] = [
    [
      'a field that is not there',
      '<fieldPermissions><editable>true</editable><field>Account.Foo__c</field><readable>true</readable></fieldPermissions>',
      'In field: field - no CustomField named Account.Foo__c found',
    ],
    [
      'an object that is not there',
      '<objectPermissions><allowRead>true</allowRead><object>Foo__c</object></objectPermissions>',
      'In field: object - no CustomObject named Foo__c found',
    ],
    [
      'edit without read',
      '<objectPermissions><allowEdit>true</allowEdit><object>Account</object></objectPermissions>',
      'Permission Edit Account depends on permission(s): Read Account',
    ],
    [
      'a class that is not there',
      '<classAccesses><apexClass>Foo</apexClass><enabled>true</enabled></classAccesses>',
      'In field: apexClass - no ApexClass named Foo found',
    ],
    [
      'a custom permission that is not there',
      '<customPermissions><enabled>true</enabled><name>Foo</name></customPermissions>',
      'In field: name - no CustomPermission named Foo found',
    ],
  ];
  for (const [why, content, message] of refused) {
    it(`with ${why} are refused`, (context) => {
      assert.deepEqual(messages(context, { [file]: set(content) }), [message]);
    });
  }

  it('cannot name a required field', (context) => {
    const found = messages(context, {
      'objects/Account/fields/A__c.field-meta.xml': customField('A__c', '<type>Date</type><required>true</required>'),
      [file]: set(
        '<fieldPermissions><editable>true</editable><field>Account.A__c</field><readable>true</readable></fieldPermissions>',
      ),
    });
    assert.deepEqual(found, ['You cannot deploy to a required field: Account.A__c']);
  });

  it('are not profiles: a standard profile in source adds to the platform’s', (context) => {
    const { schema } = readProject(
      writeProject(context, {
        'profiles/Admin.profile-meta.xml': meta(
          'Profile',
          '<custom>false</custom><userPermissions><enabled>true</enabled><name>ViewSetup</name></userPermissions>',
        ),
      }),
    );
    const admin = schema.permissionSets.get('system administrator')!;
    assert.equal(admin.isProfile, true);
    assert.equal(admin.objectPermissions.get('Account')!.modifyAll, true);
  });
});

describe('custom metadata records', () => {
  const rule = {
    'objects/Rule__mdt/Rule__mdt.object-meta.xml': meta('CustomObject', '<label>Rule</label>'),
    'objects/Rule__mdt/fields/Days__c.field-meta.xml': customField(
      'Days__c',
      '<type>Number</type><precision>4</precision><scale>0</scale>',
    ),
    'objects/Rule__mdt/fields/On__c.field-meta.xml': customField(
      'On__c',
      '<type>Checkbox</type><defaultValue>true</defaultValue>',
    ),
  };
  const record = (content: string) =>
    meta('CustomMetadata', `<label>First</label><protected>false</protected>${content}`);

  it('have values of the type of their field, and defaults', (context) => {
    const { schema, diagnostics } = readProject(
      writeProject(context, {
        ...rule,
        'customMetadata/Rule.First.md-meta.xml': record(
          '<values><field>Days__c</field><value xsi:type="xsd:double">30.0</value></values>',
        ),
      }),
    );
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(schema.customMetadata, [
      {
        type: 'Rule__mdt',
        developerName: 'First',
        label: 'First',
        isProtected: false,
        values: new Map<string, unknown>([
          ['Days__c', 30],
          ['On__c', true],
        ]),
      },
    ]);
  });

  it('with a value of another type are refused', (context) => {
    const found = messages(context, {
      ...rule,
      'customMetadata/Rule.First.md-meta.xml': record(
        '<values><field>Days__c</field><value xsi:type="xsd:string">many</value></values>',
      ),
    });
    assert.deepEqual(found, ["In field: value - 'many' is not a valid value for Days__c"]);
  });

  it('with a field that is not there are refused', (context) => {
    const found = messages(context, {
      ...rule,
      'customMetadata/Rule.First.md-meta.xml': record('<values><field>No__c</field><value/></values>'),
    });
    assert.deepEqual(found, ['In field: field - no CustomField named Rule__mdt.No__c found']);
  });
});

describe('pages, applications, tabs and layouts', () => {
  const page = (component: string) =>
    meta(
      'FlexiPage',
      `<flexiPageRegions><itemInstances><componentInstance><componentName>${component}</componentName></componentInstance></itemInstances><name>main</name><type>Region</type></flexiPageRegions>` +
        '<masterLabel>Home</masterLabel><sobjectType>Account</sobjectType><type>RecordPage</type>',
    );
  const bundle = (exposed: boolean) =>
    meta(
      'LightningComponentBundle',
      `<isExposed>${exposed}</isExposed><targets><target>lightning__RecordPage</target></targets>`,
    );

  it('are read, and the page of an application replaces the standard view', (context) => {
    const { schema, diagnostics } = readProject(
      writeProject(context, {
        'lwc/badge/badge.js': '',
        'lwc/badge/badge.js-meta.xml': bundle(true),
        'flexipages/Home.flexipage-meta.xml': page('badge'),
        'objects/Invoice__c/Invoice__c.object-meta.xml': INVOICE,
        'tabs/Invoice__c.tab-meta.xml': meta(
          'CustomTab',
          '<customObject>true</customObject><motif>Custom1: Heart</motif>',
        ),
        'layouts/Account-Account %28X%29 Layout.layout-meta.xml': meta(
          'Layout',
          '<layoutSections><label>Info</label><layoutColumns><layoutItems><field>Phone</field></layoutItems></layoutColumns></layoutSections>',
        ),
        'applications/Sales.app-meta.xml': meta(
          'CustomApplication',
          '<label>Sales</label><tabs>standard-Account</tabs><tabs>Invoice__c</tabs><actionOverrides><actionName>View</actionName>' +
            '<content>Home</content><formFactor>Large</formFactor><type>Flexipage</type><pageOrSobjectType>Account</pageOrSobjectType></actionOverrides>',
        ),
      }),
    );
    assert.deepEqual(diagnostics, []);
    assert.equal(schema.flexiPages.get('home')!.regions[0].components[0].name, 'c:badge');
    assert.deepEqual(schema.apps.get('sales')!.tabs, ['standard-Account', 'Invoice__c']);
    assert.equal(schema.apps.get('sales')!.viewOverrides.get('account'), 'Home');
    assert.deepEqual(schema.tabs.get('invoice__c'), {
      name: 'Invoice__c',
      label: 'Invoices',
      kind: 'object',
      target: 'Invoice__c',
    });
    assert.deepEqual([...schema.layouts.values()][0].sections, [{ label: 'Info', fields: ['Phone'] }]);
    assert.equal([...schema.layouts.values()][0].name, 'Account (X) Layout');
  });

  it('that show a component which is not there are refused', (context) => {
    assert.deepEqual(messages(context, { 'flexipages/Home.flexipage-meta.xml': page('c:badge') }), [
      "We couldn't retrieve or load the information on component: c:badge.",
    ]);
  });

  it('that show a component which is not exposed are refused', (context) => {
    const found = messages(context, {
      'lwc/badge/badge.js': '',
      'lwc/badge/badge.js-meta.xml': bundle(false),
      'flexipages/Home.flexipage-meta.xml': page('c:badge'),
    });
    assert.match(found[0], /c:badge isn't available for pages of type RecordPage/);
  });

  it('that name a tab which is not there are refused', (context) => {
    const app = meta('CustomApplication', '<label>Sales</label><tabs>Foo__c</tabs>');
    assert.deepEqual(messages(context, { 'applications/Sales.app-meta.xml': app }), [
      'In field: tabs - no CustomTab named Foo__c found',
    ]);
  });
});

describe('labels', () => {
  it('are read by name', (context) => {
    const file = meta(
      'CustomLabels',
      '<labels><fullName>Hi</fullName><language>en_US</language><protected>false</protected><shortDescription>Hi</shortDescription><value>Hi &lt;{0}&gt; caf&#233;</value></labels>',
    );
    const { schema, diagnostics } = readProject(writeProject(context, { 'labels/CustomLabels.labels-meta.xml': file }));
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(schema.labels.get('hi'), { name: 'Hi', value: 'Hi <{0}> café' });
  });
});

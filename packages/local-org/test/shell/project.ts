/** A small project with an app, a record page, a list view and a component in TypeScript. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readProject } from '../../src/schema/read.ts';
import type { OrgSchema } from '../../src/schema/model.ts';

const NAMESPACE = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const meta = (kind: string, content: string): string =>
  `<?xml version="1.0"?>\n<${kind} ${NAMESPACE}>${content}</${kind}>\n`;

const instance = (name: string): string =>
  `<itemInstances><componentInstance><componentName>${name}</componentName></componentInstance></itemInstances>`;

export const GREETING_SOURCE = `import { LightningElement, api, wire } from 'lwc';
import { getFieldValue, getRecord } from 'lightning/uiRecordApi';
import HELLO from '@salesforce/label/c.Hello';
import NAME from '@salesforce/schema/Contact.LastName';
import USER from '@salesforce/user/Id';

interface Result { data?: unknown; error?: { body?: { message?: string } } }

export default class Greeting extends LightningElement {
  @api recordId?: string;
  @api objectApiName?: string;
  private record: unknown;
  problem = '';

  @wire(getRecord, { recordId: '$recordId', fields: [NAME], optionalFields: ['Contact.Account.Name', 'Contact.Nothing__c'] })
  receive({ data, error }: Result): void {
    this.record = data;
    this.problem = error?.body?.message ?? '';
  }

  get text(): string {
    if (!this.record) return this.problem;
    return [HELLO, getFieldValue(this.record, NAME), getFieldValue(this.record, 'Contact.Account.Name'), USER].join(' ');
  }
}
`;

export const PROJECT: Readonly<Record<string, string>> = {
  'sfdx-project.json': '{"packageDirectories":[{"path":"force-app"}],"sourceApiVersion":"67.0"}',
  'force-app/labels/CustomLabels.labels-meta.xml': meta(
    'CustomLabels',
    '<labels><fullName>Hello</fullName><language>en_US</language><protected>false</protected>' +
      '<shortDescription>Hello</shortDescription><value>Good day</value></labels>',
  ),
  'force-app/lwc/greeting/greeting.ts': GREETING_SOURCE,
  'force-app/lwc/greeting/greeting.html':
    '<template><p data-greeting><lightning-icon icon-name="utility:smiley_and_people"></lightning-icon>{text}</p></template>\n',
  'force-app/lwc/greeting/greeting.js-meta.xml': meta(
    'LightningComponentBundle',
    '<apiVersion>67.0</apiVersion><isExposed>true</isExposed><targets><target>lightning__RecordPage</target></targets>',
  ),
  'force-app/flexipages/Contact_Page.flexipage-meta.xml': meta(
    'FlexiPage',
    `<flexiPageRegions>${instance('force:highlightsPanel')}<name>header</name><type>Region</type></flexiPageRegions>` +
      `<flexiPageRegions>${instance('c:greeting')}${instance('force:detailPanel')}<name>main</name><type>Region</type></flexiPageRegions>` +
      `<flexiPageRegions>${instance('runtime_sales_activities:activityPanel')}<name>sidebar</name><type>Region</type></flexiPageRegions>` +
      '<masterLabel>Contact Page</masterLabel><sobjectType>Contact</sobjectType>' +
      '<template><name>flexipage:recordHomeTemplateDesktop</name></template><type>RecordPage</type>',
  ),
  'force-app/applications/Desk.app-meta.xml': meta(
    'CustomApplication',
    '<actionOverrides><actionName>View</actionName><content>Contact_Page</content><formFactor>Large</formFactor>' +
      '<skipRecordTypeSelect>false</skipRecordTypeSelect><type>Flexipage</type>' +
      '<pageOrSobjectType>Contact</pageOrSobjectType></actionOverrides>' +
      '<label>Service Desk</label><navType>Standard</navType>' +
      '<tabs>standard-Account</tabs><tabs>standard-Contact</tabs><tabs>standard-Opportunity</tabs><uiType>Lightning</uiType>',
  ),
  'force-app/objects/Account/listViews/Big_Ones.listView-meta.xml': meta(
    'ListView',
    '<fullName>Big_Ones</fullName><columns>ACCOUNT.NAME</columns><columns>ACCOUNT.PHONE1</columns>' +
      '<filterScope>Everything</filterScope><filters><field>ACCOUNT.NAME</field><operation>contains</operation>' +
      '<value>1</value></filters><label>Big Ones</label>',
  ),
};

/**
 * Writes the project, with changes (undefined leaves a file out), and reads it.
 * @throws where the project is wrong, unless `unchecked`
 */
export function projectSchema(
  changes: Readonly<Record<string, string | undefined>> = {},
  unchecked = false,
): { schema: OrgSchema; remove: () => void } {
  const directory = mkdtempSync(join(tmpdir(), 'local-org-shell-'));
  for (const [path, text] of Object.entries({ ...PROJECT, ...changes })) {
    if (text === undefined) continue;
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const { schema, diagnostics } = readProject(directory);
  if (diagnostics.length > 0 && !unchecked)
    throw new Error(diagnostics.map((diagnostic) => diagnostic.message).join('\n'));
  return { schema, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

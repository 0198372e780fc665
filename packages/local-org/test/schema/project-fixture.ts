/** Small projects on disk for the tests of the reader. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';

const NAMESPACE =
  'xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** A metadata file: `meta('CustomField', '<fullName>A__c</fullName>')` */
export function meta(kind: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${kind} ${NAMESPACE}>\n${content}\n</${kind}>\n`;
}

export const INVOICE = meta(
  'CustomObject',
  '<label>Invoice</label><pluralLabel>Invoices</pluralLabel>' +
    '<nameField><label>Number</label><type>AutoNumber</type><displayFormat>INV-{0000}</displayFormat></nameField>' +
    '<deploymentStatus>Deployed</deploymentStatus><sharingModel>Private</sharingModel>',
);

export const CLASS_META = meta('ApexClass', '<apiVersion>66.0</apiVersion><status>Active</status>');

export function customField(name: string, content: string): string {
  return meta('CustomField', `<fullName>${name}</fullName>\n<label>${name}</label>\n${content}`);
}

/** Writes the files, below `force-app` unless they start with a slash, and removes the project after the test. */
export function writeProject(context: TestContext, files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'local-org-project-'));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  const all = {
    '/sfdx-project.json': '{"packageDirectories":[{"path":"force-app"}],"sourceApiVersion":"66.0"}',
    ...files,
  };
  mkdirSync(join(directory, 'force-app'));
  for (const [path, text] of Object.entries(all)) {
    const file = path.startsWith('/') ? join(directory, path) : join(directory, 'force-app', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return directory;
}

/** Metadata whose words are names that every JavaScript object has. */
import { strict as assert } from 'node:assert';
import { it } from 'node:test';
import { readProject } from '../../src/schema/read.ts';
import { customField, INVOICE, meta, writeProject } from './project-fixture.ts';

const NAMES = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'];

for (const name of NAMES) {
  it(`a metadata file that says ${name} where a word of the platform is wanted is reported`, (context) => {
    const { diagnostics } = readProject(
      writeProject(context, {
        'objects/Invoice__c/Invoice__c.object-meta.xml': INVOICE.replace('>Private<', `>${name}<`),
        'objects/Invoice__c/fields/Kind__c.field-meta.xml': customField('Kind__c', `<type>${name}</type>`),
        'objects/Invoice__c/listViews/All.listView-meta.xml': meta(
          'ListView',
          `<fullName>All</fullName><columns>${name}</columns><filterScope>Everything</filterScope><label>All</label>`,
        ),
        [`standardValueSets/${name}.standardValueSet-meta.xml`]: meta('StandardValueSet', '<sorted>false</sorted>'),
        'queues/Q.queue-meta.xml': meta(
          'Queue',
          `<name>Q</name><queueMembers><${name}><user>a</user></${name}></queueMembers>`,
        ),
        'sharingRules/Invoice__c.sharingRules-meta.xml': meta(
          'SharingRules',
          `<sharingOwnerRules><fullName>R</fullName><accessLevel>Read</accessLevel><label>R</label><sharedTo><${name}/></sharedTo>` +
            `<sharedFrom><allInternalUsers/></sharedFrom></sharingOwnerRules>`,
        ),
        [`things/X.${name}-meta.xml`]: meta('Thing', ''),
        'labels/L.labels-meta.xml': meta('CustomLabels', `<${name}>x</${name}>`),
      }),
    );
    const words = diagnostics.map(({ message }) => message).join('\n');
    for (const expected of [
      `'${name}' is not a valid value for the enum 'SharingModel'`,
      `'${name}' is not a valid value for the enum 'FieldType'`,
      `no CustomField named Invoice__c.${name} found`,
      `The standard value set ${name.toLowerCase()} is not supported`,
      `Members of a queue of the kind ${name} are not supported`,
      `Sharing with ${name} is not supported`,
    ])
      assert.ok(words.includes(expected), `${expected}\n--- in ---\n${words}`);
  });
}

it('an attribute that the parser of XML refuses is reported with its file', (context) => {
  const { diagnostics } = readProject(
    writeProject(context, { 'labels/L.labels-meta.xml': '<CustomLabels __proto__="x"/>' }),
  );
  assert.match(
    diagnostics.map(({ file, message }) => `${file}: ${message}`).join(),
    /L\.labels-meta\.xml: Error parsing file: /,
  );
});

it('a document nested without end is reported with its file', (context) => {
  const { diagnostics } = readProject(
    writeProject(context, { 'labels/L.labels-meta.xml': '<a>'.repeat(100_000) + '</a>'.repeat(100_000) }),
  );
  assert.match(
    diagnostics.map(({ file, message }) => `${file}: ${message}`).join(),
    /L\.labels-meta\.xml: Error parsing file: /,
  );
});

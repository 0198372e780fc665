/** A project whose package has a namespace: its own names are taken with the prefix as well as without. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { compileImage } from '../../src/org/compile.ts';
import { decodeImage, encodeImage } from '../../src/org/image.ts';
import { runSerially } from '../../src/org/serial.ts';
import { CLASS_META, INVOICE, customField, meta, writeProject } from '../schema/project-fixture.ts';

const FIELD = '<type>Number</type><precision>8</precision><scale>2</scale>';

/** Runs the body of a test method in a project of the namespace; undefined where it passed. */
function failureOf(context: TestContext, body: string, namespace = 'acme'): string | null {
  const directory = writeProject(context, {
    '/sfdx-project.json': JSON.stringify({ packageDirectories: [{ path: 'force-app' }], namespace }),
    'objects/Invoice__c/Invoice__c.object-meta.xml': INVOICE,
    'objects/Invoice__c/fields/Weight__c.field-meta.xml': customField('Weight__c', FIELD),
    'labels/L.labels-meta.xml': meta(
      'CustomLabels',
      '<labels><fullName>Hello</fullName><language>en_US</language><protected>false</protected><shortDescription>h</shortDescription><value>Good day</value></labels>',
    ),
    'classes/Billing.cls':
      'public class Billing { public static Integer one() { return 1; } public class Line { public Integer n = 2; } }',
    'classes/Billing.cls-meta.xml': CLASS_META,
    'classes/BodyTest.cls': `@IsTest private class BodyTest { @IsTest static void body() { ${body} } }`,
    'classes/BodyTest.cls-meta.xml': CLASS_META,
  });
  const image = decodeImage(encodeImage(compileImage(directory, { coverage: false, sourceDirectories: [] })));
  return runSerially({ image, directory, names: [] }, () => {}).results[0].message;
}

describe('in a project with a namespace', () => {
  it('classes are named with it and without', (context) => {
    const body = `
      Assert.areEqual(1, acme.Billing.one());
      Acme.Billing.Line line = new acme.Billing.Line();
      Assert.areEqual(2, line.n);
      Assert.areEqual(1, Billing.one());`;
    assert.equal(failureOf(context, body), null);
  });

  it('Type.forName finds classes with it and without', (context) => {
    const body = `
      Assert.areEqual(Billing.class, Type.forName('acme.Billing'));
      Assert.areEqual(Billing.class, Type.forName('ACME', 'Billing'));
      Assert.areEqual(Billing.Line.class, Type.forName('acme', 'Billing.Line'));
      Assert.areEqual(Billing.class, Type.forName('Billing'));
      Assert.isNull(Type.forName('other', 'Billing'));`;
    assert.equal(failureOf(context, body), null);
  });

  it('objects and fields are named with it and without, in Apex and in queries', (context) => {
    const body = `
      insert new acme__Invoice__c(acme__Weight__c = 3);
      Assert.areEqual(3, [SELECT acme__Weight__c FROM acme__Invoice__c].Weight__c);
      SObject row = Database.query('SELECT acme__Weight__c FROM acme__Invoice__c WHERE acme__Weight__c > 1');
      Assert.areEqual(3, row.get('acme__Weight__c'));
      Assert.areEqual(Invoice__c.SObjectType, Schema.getGlobalDescribe().get('acme__Invoice__c'));`;
    assert.equal(failureOf(context, body), null);
  });

  it('labels are named with it and without; the organization says it', (context) => {
    const body = `
      Assert.areEqual('Good day', System.Label.acme.Hello);
      Assert.areEqual('Good day', Label.Hello);
      Assert.areEqual('acme', [SELECT NamespacePrefix FROM Organization].NamespacePrefix);`;
    assert.equal(failureOf(context, body), null);
  });
});

describe('in a project without a namespace', () => {
  it('a prefix is part of the name', (context) => {
    assert.throws(() => failureOf(context, 'acme.Billing.one();', ''), /Variable does not exist: acme/);
    assert.throws(() => failureOf(context, 'Object o = new acme__Invoice__c();', ''), /Invalid type: acme__Invoice__c/);
    assert.equal(failureOf(context, "Assert.isNull(Type.forName('acme.Billing'));", ''), null);
  });
});

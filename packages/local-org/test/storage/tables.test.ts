import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { makeField, text } from '../../src/schema/fields.ts';
import type { FieldSchema, OrgSchema } from '../../src/schema/model.ts';
import { createOrgSchema } from '../../src/schema/org-schema.ts';
import { standardObjects } from '../../src/schema/standard/catalogue.ts';
import { columnOf } from '../../src/storage/columns.ts';
import { Database } from '../../src/storage/database.ts';
import { migrateTables } from '../../src/storage/tables.ts';

function schemaWith(...extra: FieldSchema[]): OrgSchema {
  const account = standardObjects.get('account')!;
  const fields = new Map(account.fields);
  for (const field of extra) fields.set(field.name.toLowerCase(), field);
  const none = new Map<string, never>();
  return createOrgSchema({
    projectDirectory: '',
    apiVersion: '67.0',
    objects: new Map([...standardObjects, ['account', { ...account, fields }]]),
    permissionSets: none,
    customPermissions: none,
    labels: none,
    customMetadata: [],
    apex: [],
    lwc: [],
    flexiPages: none,
    apps: none,
    tabs: none,
    layouts: none,
  });
}

function migrated(context: TestContext, schema = schemaWith()): Database {
  const database = Database.open();
  context.after(() => database.close());
  migrateTables(database, schema);
  return database;
}

describe('tables', () => {
  it('are made once for each object', (context) => {
    const database = Database.open();
    context.after(() => database.close());
    const usual = [...standardObjects.values()].filter((object) => !object.rare && object.kind !== 'platformEvent');
    assert.equal(migrateTables(database, schemaWith()).createdTables.length, usual.length);
    assert.deepEqual(migrateTables(database, schemaWith()), {
      createdTables: [],
      addedColumns: [],
      changedColumns: [],
    });
  });

  it('are made on first use where the object is rare, again after a rollback took them away', (context) => {
    const database = migrated(context);
    assert.equal(database.hasTable('Holiday'), false);
    database.begin();
    database.run('INSERT INTO Holiday (Id, Name) VALUES (?, ?)', '0C0A', 'New Year');
    assert.equal(database.hasTable('Holiday'), true);
    database.rollback();
    assert.equal(database.hasTable('Holiday'), false);
    assert.deepEqual(database.all('SELECT Name FROM Holiday'), []);
    assert.throws(() => database.run('INSERT INTO Elsewhere (Id) VALUES (?)', '1'), /no such table: Elsewhere/);
  });

  it('compare text without regard to case and IDs with regard to it', (context) => {
    const database = migrated(context);
    database.run('INSERT INTO Account (Id, Name) VALUES (?, ?)', '001A', 'Acme');
    assert.ok(database.get('SELECT 1 FROM Account WHERE Name = ?', 'ACME'));
    assert.equal(database.get('SELECT 1 FROM Account WHERE Id = ?', '001a'), undefined);
  });

  it('derive the name of a person and whether a stage is closed', (context) => {
    const database = migrated(context);
    database.run(`INSERT INTO Contact (Id, FirstName, LastName) VALUES ('1', 'Ada', 'Byron'), ('2', NULL, 'Hopper')`);
    assert.deepEqual(database.arrays('SELECT Name FROM Contact ORDER BY Id'), [['Ada Byron'], ['Hopper']]);
    database.run(`INSERT INTO Opportunity (Id, StageName) VALUES ('1', 'Closed Lost'), ('2', 'Prospecting')`);
    assert.deepEqual(database.arrays('SELECT IsClosed, IsWon FROM Opportunity ORDER BY Id'), [
      [1, 0],
      [0, 0],
    ]);
  });

  it('find rows by a reference through an index', (context) => {
    const plan = migrated(context).all('EXPLAIN QUERY PLAN SELECT Id FROM Contact WHERE AccountId = ?', '001');
    assert.match(String(plan[0]['detail']), /USING INDEX Contact.AccountId/);
  });

  it('refuse a value of another type', (context) => {
    const database = migrated(context);
    assert.throws(
      () => database.run('INSERT INTO Account (Id, NumberOfEmployees) VALUES (?, ?)', '1', 'many'),
      /cannot store TEXT value in INTEGER column/,
    );
  });
});

describe('a changed project', () => {
  it('adds columns, with the default of a checkbox in older rows', (context) => {
    const database = migrated(context);
    database.run('INSERT INTO Account (Id) VALUES (?)', '1');
    const on = makeField('On__c', 'boolean', { custom: true, defaultValue: 'true' });
    assert.deepEqual(migrateTables(database, schemaWith(on, text('Code__c', 8))).addedColumns, [
      'Account.On__c',
      'Account.Code__c',
    ]);
    assert.deepEqual(database.arrays('SELECT On__c, Code__c FROM Account'), [[1, null]]);
  });

  it('keeps values where only the comparison changes', (context) => {
    const database = migrated(context, schemaWith(text('Code__c', 8)));
    database.run('INSERT INTO Account (Id, Code__c) VALUES (?, ?)', '1', 'abc');
    migrateTables(database, schemaWith(text('Code__c', 8, { unique: true, caseSensitive: true })));
    assert.deepEqual(database.arrays('SELECT Code__c FROM Account WHERE Code__c = ?', 'abc'), [['abc']]);
    assert.deepEqual(database.arrays('SELECT Code__c FROM Account WHERE Code__c = ?', 'ABC'), []);
  });

  it('changes the type of a column only while it is empty', (context) => {
    const database = migrated(context, schemaWith(text('Code__c', 8)));
    database.run('INSERT INTO Account (Id) VALUES (?)', '1');
    const number = schemaWith(makeField('Code__c', 'double'));
    assert.deepEqual(migrateTables(database, number).changedColumns, ['Account.Code__c']);
    database.run('UPDATE Account SET Code__c = 1.5');
    assert.throws(
      () => migrateTables(database, schemaWith(text('Code__c', 8))),
      /Account.Code__c holds values of type REAL/,
    );
    assert.deepEqual(database.arrays('SELECT Code__c FROM Account'), [[1.5]]);
  });

  it('leaves what it no longer has, for the way back', (context) => {
    const database = migrated(context, schemaWith(text('Code__c', 8)));
    database.run('INSERT INTO Account (Id, Code__c) VALUES (?, ?)', '1', 'abc');
    migrateTables(database, schemaWith());
    migrateTables(database, schemaWith(text('Code__c', 8)));
    assert.deepEqual(database.arrays('SELECT Code__c FROM Account'), [['abc']]);
  });
});

describe('columns', () => {
  it('exist for stored fields only', () => {
    const account = standardObjects.get('account')!.fields;
    assert.equal(columnOf(account.get('billingaddress')!), undefined);
    assert.equal(columnOf(makeField('F__c', 'double', { custom: true, formula: '1 + 1' })), undefined);
    assert.deepEqual(columnOf(account.get('annualrevenue')!), {
      name: 'AnnualRevenue',
      sql: '"AnnualRevenue"',
      type: 'REAL',
      caseInsensitive: false,
      generated: false,
    });
    assert.equal(columnOf(standardObjects.get('contact')!.fields.get('name')!)!.generated, true);
  });
});

/** The parts of the pages that need no browser: addresses, queries of lists, time zones. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ObjectDescription } from '../../src/server/shell/client/lib/fields.ts';
import { momentAt, wallTime } from '../../src/server/shell/client/lib/zone.ts';
import { contains, countSoql, filterCondition, listSoql, quote } from '../../src/server/shell/client/lib/soql.ts';

const field = (name: string, type: string): ObjectDescription['fields'][number] => ({
  name,
  type,
  label: name,
  length: 0,
  precision: 0,
  scale: 0,
  nillable: true,
  custom: false,
  nameField: name === 'Name',
  createable: true,
  updateable: true,
  calculated: false,
  autoNumber: false,
  defaultedOnCreate: false,
  inlineHelpText: null,
  referenceTo: [],
  relationshipName: null,
  picklistValues: [],
});

const OBJECT: ObjectDescription = {
  name: 'Account',
  label: 'Account',
  labelPlural: 'Accounts',
  createable: true,
  updateable: true,
  deletable: true,
  childRelationships: [],
  fields: [
    field('Name', 'string'),
    field('Active__c', 'boolean'),
    field('Amount', 'currency'),
    field('Due', 'date'),
    field('At', 'datetime'),
    field('OwnerId', 'reference'),
  ],
};

const condition = (name: string, operation: string, value: string): string =>
  filterCondition(OBJECT, { field: name, operation, value }, '005X');

describe('the query of a list', () => {
  it('quotes what users type, wildcards included', () => {
    assert.equal(quote("O'Neil \\"), "'O\\'Neil \\\\'");
    assert.equal(contains("50%_'"), "'%50\\%\\_\\'%'");
  });

  it('selects the columns once, filters, orders and takes one page', () => {
    const columns = [
      { path: 'Name', label: 'Name', field: OBJECT.fields[0], select: ['Name'], idPath: 'Id' },
      {
        path: 'Owner.Name',
        label: 'Owner',
        field: OBJECT.fields[5],
        select: ['OwnerId', 'Owner.Name'],
        idPath: 'OwnerId',
      },
    ];
    const query = {
      object: OBJECT,
      columns,
      conditions: ["Name = 'a'", 'Active__c = TRUE'],
      orderBy: 'Owner.Name',
      descending: true,
      limit: 50,
      offset: 100,
    };
    const where = "WHERE Name = 'a' AND Active__c = TRUE";
    assert.equal(
      listSoql(query),
      `SELECT Id, Name, OwnerId, Owner.Name FROM Account ${where} ORDER BY Owner.Name DESC NULLS LAST, Id LIMIT 50 OFFSET 100`,
    );
    assert.equal(countSoql('Account', query.conditions), `SELECT COUNT() FROM Account ${where}`);
    assert.equal(countSoql('Account', []), 'SELECT COUNT() FROM Account');
  });

  it('writes the filters of list views as conditions, in the type of their field', () => {
    assert.equal(condition('Active__c', 'equals', '1'), 'Active__c = TRUE');
    assert.equal(condition('Active__c', 'notEqual', '0'), 'Active__c != FALSE');
    assert.equal(condition('Name', 'equals', 'a, b'), "Name IN ('a', 'b')");
    assert.equal(condition('Name', 'equals', ''), 'Name = null');
    assert.equal(condition('Name', 'startsWith', 'a'), "Name LIKE 'a%'");
    assert.equal(condition('Name', 'contains', 'a,b'), "(Name LIKE '%a%' OR Name LIKE '%b%')");
    assert.equal(condition('Name', 'notContain', 'a'), "(NOT (Name LIKE '%a%'))");
    assert.equal(condition('Amount', 'greaterOrEqual', '10.5'), 'Amount >= 10.5');
    assert.equal(condition('Due', 'lessThan', '3/1/2026'), 'Due < 2026-03-01');
    assert.equal(condition('At', 'greaterThan', 'LAST 30 DAYS'), 'At > LAST_N_DAYS:30');
    assert.equal(condition('Due', 'equals', 'this month'), 'Due = THIS_MONTH');
    assert.equal(condition('OwnerId', 'equals', '$User.Id'), "OwnerId = '005X'");
  });

  it('refuses a filter that it cannot write, by the name of its field or operation', () => {
    assert.throws(() => condition('Nowhere__c', 'equals', '1'), /Nowhere__c/);
    assert.throws(() => condition('Name', 'within', '1'), /"within"/);
    assert.throws(() => condition('Amount', 'equals', 'much'), /"much" is not a number \(filter on Amount\)/);
    assert.throws(() => condition('Due', 'equals', "x' OR"), /is not a date \(filter on Due\)/);
  });
});

describe('a moment on the wall of a time zone', () => {
  it('is what the clocks there show, and leads back to the moment', () => {
    for (const iso of ['2026-03-01T09:00:00.000Z', '2026-07-01T23:30:00.000Z', '2026-10-25T02:30:00.000Z']) {
      for (const zone of ['Europe/Berlin', 'America/Los_Angeles', 'Asia/Kolkata', 'UTC']) {
        assert.equal(new Date(momentAt(wallTime(Date.parse(iso), zone), zone)).toISOString(), iso, `${iso} ${zone}`);
      }
    }
    assert.equal(wallTime(Date.parse('2026-03-01T09:00:00Z'), 'Europe/Berlin'), '2026-03-01T10:00');
  });
});

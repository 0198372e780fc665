import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { FieldDescribe, ObjectDescribe } from '../client.ts';
import { readCsv } from '../csv-file.ts';
import { readManifest } from '../manifest.ts';
import { plan, typed, type Plan } from '../plan.ts';

const field = (name: string, type: string, extra: Partial<FieldDescribe> = {}): FieldDescribe => ({
  name,
  type,
  length: type === 'string' ? 80 : 0,
  createable: true,
  relationshipName: null,
  referenceTo: [],
  externalId: false,
  restrictedPicklist: false,
  picklistValues: [],
  ...extra,
});

const ACCOUNT: ObjectDescribe = {
  name: 'Account',
  fields: [
    field('Name', 'string'),
    field('Key__c', 'string', { externalId: true }),
    field('AnnualRevenue', 'currency'),
    field('CreatedDate', 'datetime', { createable: false }),
    field('ParentId', 'reference', { relationshipName: 'Parent', referenceTo: ['Account'] }),
  ],
};
const CONTACT: ObjectDescribe = {
  name: 'Contact',
  fields: [
    field('LastName', 'string'),
    field('Key__c', 'string'),
    field('AccountId', 'reference', { relationshipName: 'Account', referenceTo: ['Account'] }),
  ],
};

const DATASET = {
  key: 'k',
  name: 'n',
  generator: 'g',
  generatorVersion: '1',
  method: 'algorithmicMedia',
  configurationHash: 'a'.repeat(64),
  seed: '1',
  generatedAt: '2026-01-01T00:00:00Z',
  purpose: 'p',
  responsibleEntity: 'r',
  allowedObjects: ['Account'],
  retentionDays: 30,
};

type FileEntry = { object: string; file: string; externalId?: string; rows?: number };

/** A folder with a manifest and files, planned against the two objects above. */
function planned(entries: FileEntry[], texts: Record<string, string>): Plan {
  const directory = mkdtempSync(join(tmpdir(), 'load-'));
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(directory, name), text);
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ dataset: DATASET, files: entries }));
  const manifest = readManifest(join(directory, 'manifest.json'));
  const csv = manifest.files.map((file) => readCsv(file.path, file.name));
  return plan(
    manifest,
    csv,
    new Map([
      ['Account', ACCOUNT],
      ['Contact', CONTACT],
    ]),
  );
}

const messages = (result: Plan): string[] =>
  result.problems.map(({ file, line, message }) => `${file}:${line}: ${message}`);

describe('planning a load', () => {
  it('turns cells into values of their fields and leaves empty cells out', () => {
    const result = planned([{ object: 'Account', file: 'a.csv', externalId: 'Key__c' }], {
      'a.csv': 'Key__c,Name,AnnualRevenue\nA1,Acme,12.5\nA2,Beta,\n',
    });
    assert.deepEqual(messages(result), []);
    assert.deepEqual(
      result.files[0].rows.map((row) => row.values),
      [
        { Key__c: 'A1', Name: 'Acme', AnnualRevenue: 12.5 },
        { Key__c: 'A2', Name: 'Beta' },
      ],
    );
  });

  it('names file and line of an unknown column, a wrong type and a text that is too long', () => {
    const result = planned([{ object: 'Account', file: 'a.csv', externalId: 'Key__c' }], {
      'a.csv': `Key__c,Name,AnnualRevenue,Nope\nA1,Acme,much,x\nA2,${'y'.repeat(81)},1,\n`,
    });
    assert.deepEqual(messages(result), [
      'a.csv:1: column "Nope": no such field on Account',
      'a.csv:2: AnnualRevenue: "much" is not a number',
      'a.csv:3: Name: 81 characters; at most 80 fit',
    ]);
  });

  it('does not load columns that the org fills itself, and says which', () => {
    const result = planned([{ object: 'Account', file: 'a.csv', externalId: 'Key__c' }], {
      'a.csv': 'Key__c,CreatedDate\nA1,2020-01-01T00:00:00Z\n',
    });
    assert.deepEqual(result.files[0].ignoredColumns, ['CreatedDate']);
    assert.deepEqual(result.files[0].rows[0].values, { Key__c: 'A1' });
  });

  it('refers to a parent by its external key', () => {
    const result = planned([{ object: 'Contact', file: 'c.csv', externalId: 'Key__c' }], {
      'c.csv': 'Key__c,LastName,Account.Key__c\nC1,Ray,A1\n',
    });
    assert.deepEqual(result.files[0].rows[0].values, { Key__c: 'C1', LastName: 'Ray', Account: { Key__c: 'A1' } });
  });

  it('maps the Ids of an export to the rows that carry them', () => {
    const id = '001000000000001AAA';
    const result = planned(
      [
        { object: 'Account', file: 'a.csv' },
        { object: 'Contact', file: 'c.csv' },
      ],
      {
        'a.csv': `Id,Name\n${id},Acme\n`,
        'c.csv': `Id,LastName,AccountId\n003000000000001AAA,Ray,${id}\n`,
      },
    );
    assert.deepEqual(messages(result), []);
    assert.deepEqual(result.files[1].rows[0].references.get('AccountId'), { object: 'Account', key: id });
  });

  it('refuses a reference to a file that is loaded later, and one to nothing', () => {
    const late = planned(
      [
        { object: 'Contact', file: 'c.csv' },
        { object: 'Account', file: 'a.csv' },
      ],
      {
        'a.csv': 'Id,Name\nA1,Acme\n',
        'c.csv': 'Id,LastName,AccountId\nC1,Ray,A1\nC2,Roe,A9\n',
      },
    );
    assert.deepEqual(messages(late), [
      'c.csv:2: AccountId: Account is loaded later; name its file before this one in the manifest',
      'c.csv:3: AccountId: "A9" is neither an Id nor the key of a row of this load',
    ]);
  });

  it('puts parents of the same file first', () => {
    const result = planned([{ object: 'Account', file: 'a.csv' }], {
      'a.csv': 'Id,Name,ParentId\nA1,Child,A2\nA2,Parent,\n',
    });
    assert.deepEqual(messages(result), []);
    assert.deepEqual(
      result.files[0].rows.map((row) => row.key),
      ['A2', 'A1'],
    );
  });

  it('reports a circle of parents instead of running in it', () => {
    const result = planned([{ object: 'Account', file: 'a.csv' }], {
      'a.csv': 'Id,Name,ParentId\nA1,One,A2\nA2,Two,A1\n',
    });
    assert.match(messages(result).join(), /a\.csv:\d: refers in a circle to the row in line \d/);
  });

  it('refuses a key that is missing or stands twice, and a row count that the manifest denies', () => {
    const result = planned([{ object: 'Account', file: 'a.csv', externalId: 'Key__c', rows: 4 }], {
      'a.csv': 'Key__c,Name\nA1,x\nA1,y\n,z\n',
    });
    assert.deepEqual(messages(result), [
      'a.csv:1: the manifest promises 4 rows, the file has 3',
      'a.csv:3: the key "A1" stands twice',
      'a.csv:4: Key__c is empty; every row needs its key',
    ]);
  });
});

describe('reading the input', () => {
  it('names the line of a row with too few cells', () => {
    assert.throws(() => planned([{ object: 'Account', file: 'a.csv' }], { 'a.csv': 'Id,Name\nA1\n' }), /a\.csv:2: /);
  });

  it('refuses an empty file and a column that stands twice', () => {
    assert.throws(() => planned([{ object: 'Account', file: 'a.csv' }], { 'a.csv': '' }), /a\.csv: the file is empty/);
    assert.throws(
      () => planned([{ object: 'Account', file: 'a.csv' }], { 'a.csv': 'Name,name\nx,y\n' }),
      /a\.csv:1: the column "name" stands twice/,
    );
  });

  it('names the member of the manifest that is missing or wrong', () => {
    const directory = mkdtempSync(join(tmpdir(), 'load-'));
    const path = join(directory, 'manifest.json');
    const write = (value: unknown): void =>
      writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
    write({ dataset: { ...DATASET, method: 'magic' }, files: [{ object: 'Account', file: 'a.csv' }] });
    assert.throws(
      () => readManifest(path),
      /dataset\.method: "magic" is none of algorithmicMedia, .*trainedAlgorithmicMedia/,
    );
    write({ dataset: DATASET, files: [{ file: 'a.csv' }] });
    assert.throws(() => readManifest(path), /files\[0\]\.object: expected a text, found nothing/);
    write('{');
    assert.throws(() => readManifest(path), /not JSON/);
    assert.throws(() => readManifest(join(directory, 'none.json')), /cannot read the manifest/);
  });
});

describe('a cell', () => {
  it('is a date only if the calendar has it', () => {
    assert.deepEqual(typed('2024-02-29', field('D', 'date')), { value: '2024-02-29' });
    assert.deepEqual(typed('2023-02-29', field('D', 'date')), { problem: '"2023-02-29" is not a date (YYYY-MM-DD)' });
  });

  it('is a value of its restricted picklist or a problem', () => {
    const pick = field('P', 'picklist', {
      restrictedPicklist: true,
      picklistValues: [
        { value: 'A', active: true },
        { value: 'B', active: false },
      ],
    });
    assert.deepEqual(typed('A', pick), { value: 'A' });
    assert.deepEqual(typed('B', pick), { problem: '"B" is no value of the picklist' });
  });

  it('is true or false in the words of Data Loader', () => {
    assert.deepEqual(typed('TRUE', field('B', 'boolean')), { value: true });
    assert.deepEqual(typed('0', field('B', 'boolean')), { value: false });
    assert.ok('problem' in typed('perhaps', field('B', 'boolean')));
  });
});

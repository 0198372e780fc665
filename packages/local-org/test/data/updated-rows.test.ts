import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { loadRows } from '../../src/data/dml/table.ts';
import { ApexDate } from '../../src/values/date.ts';
import { Decimal } from '../../src/values/decimal.ts';
import type { SObject } from '../../src/runtime/platform/sobject.ts';
import { TestOrg } from './org.ts';

let org: TestOrg;
beforeEach(() => {
  org = new TestOrg();
});

/** The rows of `Trigger.new` in the after update trigger of the object, as name and value. */
function savedBy(object: string, update: () => unknown, before: (row: SObject) => void = () => {}): unknown[][] {
  const saved: unknown[][] = [];
  org.triggers.set(object, (event, { newRows }) => {
    if (event === 'before update') newRows!.forEach(before);
    if (event === 'after update') saved.push(...newRows!.map((row) => [...row.values]));
  });
  update();
  return saved;
}

const stored = (object: string, ids: readonly string[]): unknown[][] =>
  [...loadRows(org.database, org.schema.objects.get(object.toLowerCase())!, ids).values()].map((row) => [
    ...row.values,
  ]);

const idOf = (row: SObject): string => row.peek('Id') as string;

describe('After update triggers see rows as they are stored', () => {
  it('with numbers of the field’s scale, trimmed text, cleared fields, and the fields that nobody wrote', () => {
    const [box] = org.insert('Box__c', { Name: 'b', Key__c: 'k', Weight__c: new Decimal(125, 1), Colour__c: 'Red' });
    const changed = {
      Id: idOf(box),
      Name: ' c ',
      Key__c: null,
      Weight__c: new Decimal(-1, 3),
      Colour__c: 'GREEN',
      Packed__c: new ApexDate(20_000),
    };
    org.now += 1000;
    const saved = savedBy('Box__c', () => org.dml('update', [org.row('Box__c', changed)]));
    assert.deepEqual(saved, stored('Box__c', [idOf(box)]));
    const row = new Map(saved[0] as [string, unknown][]);
    assert.deepEqual(
      ['Name', 'Key__c', 'Colour__c', 'Serial__c'].map((name) => row.get(name)),
      ['c', null, 'Green', 'B-0001'],
    );
  });

  it('with the fields that follow from what was written', () => {
    const people = org.insert('Contact', { LastName: 'L', FirstName: 'F' }, { LastName: 'M', FirstName: 'G' });
    const [first, second] = people.map(idOf);
    const saved = savedBy('Contact', () =>
      org.dml('update', [
        org.row('Contact', { Id: first, FirstName: null }),
        org.row('Contact', { Id: second, Title: 'T' }),
      ]),
    );
    assert.deepEqual(saved, stored('Contact', [first, second]));
    assert.deepEqual(
      saved.map((row) => new Map(row as [string, unknown][]).get('Name')),
      ['L', 'G M'],
    );
  });

  it('with what a before trigger’s own statement did to them', () => {
    const [account] = org.insert('Account', { Name: 'a' });
    const [contact] = org.insert('Contact', { LastName: 'L', AccountId: idOf(account), Title: 'old' });
    const [box] = org.insert('Box__c', { Name: 'b', Account__c: idOf(account) });
    const saved = savedBy(
      'Box__c',
      () => org.dml('update', [org.row('Box__c', { Id: idOf(box), Name: 'c' })]),
      () => org.dml('delete', [contact, account]),
    );
    assert.deepEqual(saved, stored('Box__c', [idOf(box)]));
    assert.equal(new Map(saved[0] as [string, unknown][]).get('Account__c'), null);
  });
});

describe('Rows of update triggers', () => {
  it('do not share what is written to them', () => {
    const [box] = org.insert('Box__c', { Name: 'b', Colour__c: 'Red' });
    const seen: unknown[] = [];
    org.triggers.set('Box__c', (event, { newRows, oldRows }) => {
      if (event === 'before update') newRows![0].poke('Colour__c', 'Green');
      seen.push(event, ...[oldRows!, newRows!].map(([row]) => [row.peek('Name'), row.peek('Colour__c')]));
    });
    org.dml('update', [org.row('Box__c', { Id: idOf(box), Name: 'c' })]);
    assert.deepEqual(seen, [
      'before update',
      ['b', 'Red'],
      ['c', 'Green'],
      'after update',
      ['b', 'Red'],
      ['c', 'Green'],
    ]);
  });

  it('keep what was written when all their values are asked for, in the order of the columns', () => {
    const [box] = org.insert('Box__c', { Name: 'b' });
    const [names] = stored('Box__c', [idOf(box)]).map((row) => row.map((entry) => (entry as unknown[])[0]));
    const saved = savedBy(
      'Box__c',
      () => org.dml('update', [org.row('Box__c', { Id: idOf(box), Colour__c: 'Red' })]),
      (row) => {
        row.poke('Name', 'c');
        assert.deepEqual([...row.values.keys()], names);
        assert.equal(row.values.size, names.length);
        assert.equal(row.values.has('Packed__c'), true);
        assert.equal(row.values.has('Nothing__c'), false);
        row.poke('Name', 'd');
      },
    );
    const row = new Map(saved[0] as [string, unknown][]);
    assert.deepEqual([row.get('Name'), row.get('Colour__c')], ['d', 'Red']);
  });

  it('leave alone what a trigger takes out of them', () => {
    const [box] = org.insert('Box__c', { Name: 'b', Key__c: 'k', Colour__c: 'Red' });
    savedBy(
      'Box__c',
      () => org.dml('update', [org.row('Box__c', { Id: idOf(box), Key__c: 'l', Colour__c: 'Green' })]),
      (row) => row.values.delete('Colour__c'),
    );
    const [row] = org.query('SELECT Key__c, Colour__c FROM Box__c');
    assert.deepEqual([row.peek('Key__c'), row.peek('Colour__c')], ['l', 'Red']);
  });
});

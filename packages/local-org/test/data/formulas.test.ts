import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatDiagnostic } from '../../src/diagnostics/diagnostic.ts';
import { checkFormulas } from '../../src/data/formulas/object-formulas.ts';
import { makeField, number, text } from '../../src/schema/fields.ts';
import type { FieldSchema, ObjectSchema, ValidationRule } from '../../src/schema/model.ts';
import type { SObject } from '../../src/runtime/platform/sobject.ts';
import { Decimal } from '../../src/values/decimal.ts';
import { BOX, ITEM, TestOrg, permissionSet, schemaWith } from './org.ts';

const custom = { custom: true };

const formula = (
  name: string,
  type: FieldSchema['type'],
  source: string,
  more: Partial<FieldSchema> = {},
): FieldSchema => makeField(name, type, { ...custom, readOnly: true, formula: source, ...more });

const withFields = (
  object: ObjectSchema,
  fields: readonly FieldSchema[],
  rules: readonly ValidationRule[] = [],
): ObjectSchema => ({
  ...object,
  fields: new Map([...object.fields, ...fields.map((field) => [field.name.toLowerCase(), field] as const)]),
  validationRules: rules,
});

const rule = (name: string, source: string, errorField?: string): ValidationRule => ({
  name,
  active: true,
  formula: source,
  message: `${name} is broken`,
  errorField,
});

const place = { file: 'Twice__c.field-meta.xml', line: 4, column: 5 };

describe('The formulas of a project', () => {
  it('are checked where they stand: fields, default values, active rules', () => {
    const box = withFields(
      BOX,
      [
        formula('Twice__c', 'double', 'Weigth__c * 2', { formulaPlace: place }),
        formula('Good__c', 'double', 'Weight__c * 2'),
        number('Start__c', 6, 2, { ...custom, defaultValue: '"a"' }),
        text('Note__c', 20, { ...custom, defaultValue: '"a" & "b"' }),
      ],
      [rule('Heavy', 'Weight__c'), { ...rule('Idle', 'Nothing__c'), active: false }],
    );
    assert.deepEqual(checkFormulas(schemaWith([box, ITEM])).map(formatDiagnostic), [
      'Twice__c.field-meta.xml:4:5: Box__c.Twice__c: Field Weigth__c does not exist. Check spelling.',
      'Box__c.object-meta.xml:1:1: Box__c.Start__c: Formula result is data type (Text), incompatible with expected data type (Number).',
      'Box__c.object-meta.xml:1:1: Box__c.Heavy: Formula result is data type (Number), incompatible with expected data type (Boolean).',
    ]);
  });
});

describe('A formula of more than 3,900 characters', () => {
  it('is refused', () => {
    const long = formula('Long__c', 'string', `"${'x'.repeat(3900)}"`);
    assert.deepEqual(
      checkFormulas(schemaWith([withFields(BOX, [long]), ITEM])).map((problem) => problem.message),
      ['Box__c.Long__c: Formula is too long (3,902 characters). Maximum length is 3,900 characters'],
    );
  });
});

describe('A formula field', () => {
  const box = withFields(BOX, [
    formula('Twice__c', 'double', 'Weight__c * 2', { scale: 2, precision: 18 }),
    formula('Where__c', 'string', 'Account__r.Name & "/" & Account__r.Owner.LastName'),
  ]);
  const orgWithBoxes = (): TestOrg => {
    const org = new TestOrg({ objects: [box, ITEM] });
    const [account] = org.insert('Account', { Name: 'Acme' });
    org.insert(
      'Box__c',
      { Account__c: account.peek('Id'), Weight__c: Decimal.ofInt(3) },
      { Weight__c: Decimal.ofInt(1) },
    );
    return org;
  };
  const query = (org: TestOrg, soql: string): unknown[] =>
    org.query(soql).map((row: SObject) => [...row.values.values()].map(String).slice(0, -1));

  it('is selected, filtered and sorted by, also from a child, and costs no query of its own', () => {
    const org = orgWithBoxes();
    assert.deepEqual(query(org, 'SELECT Twice__c FROM Box__c ORDER BY Twice__c'), [['2.00'], ['6.00']]);
    assert.deepEqual(query(org, "SELECT Twice__c FROM Box__c WHERE Twice__c > 2 AND Where__c LIKE 'acme/%'"), [
      ['6.00'],
    ]);
    assert.equal(org.counted.queries, 2);
  });

  it('needs access to itself only, not to what it reads', () => {
    const reader = permissionSet('Reader', {
      objectPermissions: new Map([
        ['Box__c', { create: false, read: true, edit: false, delete: false, viewAll: false, modifyAll: false }],
      ]),
      fieldPermissions: new Map([['box__c.twice__c', { readable: true, editable: false }]]),
    });
    const name = 'reader@example.com';
    const user = { username: name, lastName: 'Reader', email: name, alias: 'reader', profile: 'Standard User' };
    const org = new TestOrg({
      objects: [box, ITEM],
      permissionSets: [reader],
      users: [{ ...user, permissionSets: ['Reader'] }],
    });
    org.insert('Box__c', { Weight__c: Decimal.ofInt(3) });
    const access = { userId: org.userIds.get(name)!, mode: 'user', sharing: false } as const;
    assert.equal(org.query('SELECT Twice__c FROM Box__c', [], access).length, 1);
    assert.throws(() => org.query('SELECT Weight__c FROM Box__c', [], access), /No such column 'Weight__c'/);
    assert.throws(() => org.query('SELECT Where__c FROM Box__c', [], access), /No such column 'Where__c'/);
  });

  it('is summed up and grouped by', () => {
    const org = orgWithBoxes();
    const [row] = org.query('SELECT SUM(Twice__c) total FROM Box__c');
    assert.equal(String(row.peek('total')), '8.00');
    assert.equal(org.query('SELECT Where__c, COUNT(Id) FROM Box__c GROUP BY Where__c').length, 2);
  });

  it('is not written, whatever a copied record carries', () => {
    const org = orgWithBoxes();
    const [copy] = org.insert('Box__c', { Weight__c: Decimal.ofInt(5), Twice__c: Decimal.ofInt(99) });
    assert.deepEqual(query(org, `SELECT Twice__c FROM Box__c WHERE Id = '${String(copy.peek('Id'))}'`), [['10.00']]);
  });
});

describe('A roll-up summary', () => {
  const counted = makeField('Items__c', 'double', {
    ...custom,
    readOnly: true,
    system: true,
    precision: 18,
    summary: {
      operation: 'count',
      childObject: 'Item__c',
      foreignKey: 'Box__c',
      summarizedField: undefined,
      filters: [],
    },
  });
  const counts = (org: TestOrg): unknown[] =>
    org.plain('SELECT Items__c FROM Box__c ORDER BY Id').map((row) => (row as { Items__c: number }).Items__c);

  it('leaves out what went with the deletion of its record, and comes back with it', () => {
    const org = new TestOrg({ objects: [withFields(BOX, [counted]), ITEM] });
    const [box] = org.insert('Box__c', {});
    org.insert('Item__c', { Box__c: box.peek('Id') }, { Box__c: box.peek('Id') });
    assert.deepEqual(counts(org), [2]);
    org.dml('delete', [box]);
    assert.deepEqual(counts(org), []);
    org.dml('undelete', [box]);
    assert.deepEqual(counts(org), [2]);
  });

  it('whose master cannot be saved fails the details that changed it, and no others', () => {
    const org = new TestOrg({ objects: [withFields(BOX, [counted], [rule('Full', 'Items__c > 1')]), ITEM] });
    const [one, two] = org.insert('Box__c', {}, {});
    const items = [one, one, two].map((box) => org.row('Item__c', { Box__c: box.peek('Id') }));
    const results = org.dml('insert', items, { allOrNone: false });
    assert.deepEqual(
      results.map((result) => result.errors.map((error) => error.message)),
      [['Full is broken'], ['Full is broken'], []],
    );
    assert.deepEqual(counts(org), [0, 1]);
  });
});

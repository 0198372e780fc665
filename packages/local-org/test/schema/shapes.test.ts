import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { standardObjectsNamed } from '../../src/schema/standard/shapes.ts';
import { standardObjects } from '../../src/schema/standard/catalogue.ts';

const named = (...words: string[]) => standardObjectsNamed(new Set(words.map((word) => word.toLowerCase())));

describe('Standard objects beyond the catalogue', () => {
  it('an org has those that its project names, with their fields', () => {
    const workOrder = named('WorkOrder').get('workorder')!;
    assert.equal(workOrder.keyPrefix, '0WO');
    assert.equal(workOrder.fields.get('startdate')!.type, 'datetime');
    assert.equal(workOrder.fields.get('isdeleted')!.type, 'boolean');
    assert.equal(workOrder.fields.get('createdbyid')!.system, true);
  });

  it('an org has no others', () => {
    assert.deepEqual([...named('Widget').keys()], [...standardObjects.keys()]);
  });

  it('a reference has its parents and the name of its children', () => {
    const field = named('WorkOrder').get('workorder')!.fields.get('caseid')!;
    assert.deepEqual(field.referenceTo, ['Case']);
    assert.equal(field.childRelationshipName, 'WorkOrders');
  });

  it('a reference to an object that the org does not have is a text', () => {
    assert.equal(named('WorkOrder').get('workorder')!.fields.get('worktypeid')!.type, 'string');
    assert.deepEqual(named('WorkOrder', 'WorkType').get('workorder')!.fields.get('worktypeid')!.referenceTo, [
      'WorkType',
    ]);
  });

  it('a field of the catalogue’s objects that the project names is there, and no other', () => {
    const individual = named('ConsumerCreditScore').get('individual')!;
    assert.equal(individual.fields.get('consumercreditscore')!.type, 'int');
    assert.equal(individual.fields.has('convictionscount'), false);
  });

  it('naming a field of person accounts does not enable them', () => {
    assert.equal(named('PersonEmail', 'IsPersonAccount', 'FirstName').get('account')!.fields.has('personemail'), false);
    assert.equal(named('FirstName').get('account')!.fields.has('firstname'), false);
  });

  it('no two objects share a key prefix', () => {
    const data = readFileSync(join(import.meta.dirname, '../../src/schema/standard/shapes/objects.txt'), 'utf8');
    const all = [...named(...data.split(/\W+/)).values()];
    const prefixes = all.map((object) => object.keyPrefix).filter((prefix) => prefix !== '');
    assert.equal(new Set(prefixes).size, prefixes.length);
    assert.ok(all.length > 1500);
  });
});

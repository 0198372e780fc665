import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { objectsIn } from '../../src/schema/standard/notation.ts';

const [widget] = objectsIn(`
Widget 9zz Widget Factory | setup readonly audit CreatedDate
  Name string(80) required name; Size {Small,*Large=Very Large}; Weight double(10,3)
  ParentId -> Widget|Account as Parts cascade; Home address
`);

describe('The short notation of the catalogue', () => {
  it('gives an object its name, key prefix, label and kind', () => {
    assert.equal(widget.name, 'Widget');
    assert.equal(widget.keyPrefix, '9zz');
    assert.equal(widget.labelPlural, 'Widget Factories');
    assert.equal(widget.kind, 'setup');
    assert.equal(widget.createable, false);
    assert.ok(widget.fields.has('createddate'));
    assert.equal(widget.fields.has('createdbyid'), false);
  });

  it('gives a field its type, size and options', () => {
    const name = widget.fields.get('name')!;
    assert.deepEqual([name.type, name.length, name.nillable, name.nameField], ['string', 80, false, true]);
    const weight = widget.fields.get('weight')!;
    assert.deepEqual([weight.type, weight.precision, weight.scale], ['double', 10, 3]);
    assert.ok(widget.fields.has('homestreet') && widget.fields.has('homeaddress'));
  });

  it('gives a picklist its values, labels and default', () => {
    assert.deepEqual(
      widget.fields.get('size')!.picklistValues.map(({ value, label, isDefault }) => [value, label, isDefault]),
      [
        ['Small', 'Small', false],
        ['Large', 'Very Large', true],
      ],
    );
  });

  it('gives a reference its parents, the name of its children and what deletion does', () => {
    const parent = widget.fields.get('parentid')!;
    assert.deepEqual(parent.referenceTo, ['Widget', 'Account']);
    assert.equal(parent.relationshipName, 'Parent');
    assert.equal(parent.childRelationshipName, 'Parts');
    assert.equal(parent.deleteConstraint, 'cascade');
  });

  it('refuses what it cannot read', () => {
    assert.throws(() => objectsIn('Widget 9zz Widget\n  Name string(80) sometimes'), /"sometimes"/);
    assert.throws(() => objectsIn('Widget 9zz Widget\n  Name ->'), /"Name ->"/);
  });
});

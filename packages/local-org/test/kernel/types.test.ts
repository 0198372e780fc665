import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import '../../src/runtime/library/list.ts';
import { ApexList } from '../../src/runtime/library/list.ts';
import { SObject } from '../../src/runtime/platform/sobject.ts';
import { Decimal } from '../../src/values/decimal.ts';
import { ApexDouble } from '../../src/values/double.ts';
import {
  castTo,
  isInstance,
  listType,
  mapType,
  primitiveType,
  rtType,
  rtTypeOrUndefined,
  sobjectType,
  typeOfValue,
} from '../../src/runtime/kernel/types.ts';

const STRING = primitiveType('String');

describe('run-time types', () => {
  it('are the same object for the same type', () => {
    assert.equal(rtType('list< string >'), listType(STRING));
    assert.equal(rtType('Map<Id, List<String>>'), mapType(primitiveType('Id'), listType(STRING)));
    assert.equal(rtType('String[]'), listType(STRING));
  });

  it('print as Apex does', () => {
    assert.equal(rtType('Map<id, List<object>>').name, 'Map<Id,List<Object>>');
  });

  it('do not exist for other texts', () => {
    for (const text of ['', 'Nothing', 'List<', 'List<Nothing>', 'Map<String>'])
      assert.equal(rtTypeOrUndefined(text), undefined, text);
  });

  it('of values tell Integer from Long, Double and Decimal', () => {
    assert.deepEqual(
      [1, 1n, new ApexDouble(1), Decimal.ofInt(1), 'a', true].map((value) => typeOfValue(value).name),
      ['Integer', 'Long', 'Double', 'Decimal', 'String', 'Boolean'],
    );
  });
});

describe('casts', () => {
  const accounts = new ApexList(sobjectType('Account'), []);

  it('let a list of records pass as a list of SObject, and the other way', () => {
    assert.equal(castTo(accounts, listType(sobjectType('SObject'))), accounts);
    const generic = new ApexList(sobjectType('SObject'), []);
    assert.equal(castTo(generic, listType(sobjectType('Account'))), generic);
  });

  it('refuse another object, by name', () => {
    const contact = new SObject('Contact', undefined);
    assert.throws(() => castTo(contact, sobjectType('Account')), {
      message: 'System.TypeException: Invalid conversion from runtime type Contact to Account',
    });
    assert.throws(() => castTo(accounts, listType(STRING)), {
      message: 'System.TypeException: Invalid conversion from runtime type List<Account> to List<String>',
    });
  });

  it('let null pass', () => {
    assert.equal(castTo(null, STRING), null);
    assert.equal(isInstance(null, STRING), false);
  });

  it('unbox Doubles and widen Integers', () => {
    assert.equal(castTo(new ApexDouble(1.5), primitiveType('Double')), 1.5);
    assert.equal(castTo(3, primitiveType('Long')), 3n);
    assert.equal(String(castTo(3, primitiveType('Decimal'))), '3');
  });

  it('check and lengthen Ids', () => {
    assert.equal(castTo('001000000000001', primitiveType('Id')), '001000000000001AAA');
    assert.throws(() => castTo('nonsense', primitiveType('Id')), /Invalid id: nonsense/);
  });
});

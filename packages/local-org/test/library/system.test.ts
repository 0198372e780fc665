import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { anonymous, failure, run } from '../emit/support.ts';
import { fails, table } from './support.ts';

describe('assertions', () => {
  it('fail in the words of the platform', () => {
    assert.equal(
      failure('System.assertEquals(1, 2);'),
      'System.AssertException: Assertion Failed: Expected: 1, Actual: 2',
    );
    assert.equal(
      failure("Assert.areEqual('a', 'A', 'why');"),
      'System.AssertException: Assertion Failed: why: Expected: a, Actual: A',
    );
    assert.equal(failure('System.assertNotEquals(1, 1);'), 'System.AssertException: Assertion Failed: Same value: 1');
    assert.equal(failure('System.assert(false);'), 'System.AssertException: Assertion Failed');
    assert.equal(failure("Assert.fail('no');"), 'System.AssertException: Assertion Failed: no');
    assert.equal(failure('Assert.isNull(1);'), 'System.AssertException: Assertion Failed: Expected: null, Actual: 1');
  });

  it('hold for equal values of different number types and for collections', () => {
    const body = `System.assertEquals(1.0, 1.00); System.assertEquals(new List<String>{'a'}, new List<String>{'a'});
      Assert.isInstanceOfType(1, Integer.class); Assert.isTrue(true); return 1;`;
    assert.equal(run('Integer', body), 1);
  });

  it('cannot be caught', () => {
    assert.match(failure('try { System.assert(false); } catch (Exception e) { return 1; }'), /AssertException/);
  });
});

describe('System', () => {
  it('reads the clock and logs', () => {
    assert.deepEqual(
      ...table({ 'System.now()': '2026-03-01 10:00:00', 'System.currentTimeMillis()': '1772359200000' }),
    );
    assert.deepEqual(anonymous("System.debug('x'); System.debug(LoggingLevel.WARN, 1.0);"), [
      'USER_DEBUG|DEBUG|x',
      'USER_DEBUG|WARN|1.0',
    ]);
  });
});

describe('Id', () => {
  it('has 18 characters and a type', () => {
    assert.deepEqual(
      ...table(
        {
          i: '001000000000001AAA',
          'i.to15()': '001000000000001',
          'i.getSObjectType()': 'Account',
          "i == '001000000000001'": 'true',
          "Id.valueOf('001AA0000000001')": '001AA0000000001YAA',
        },
        "Id i = '001000000000001';",
      ),
    );
    assert.equal(fails("Id.valueOf('x')"), 'System.StringException: Invalid id: x');
  });
});

describe('Type', () => {
  it('finds and makes', () => {
    assert.deepEqual(
      ...table({
        "Type.forName('list<String>').getName()": 'List<String>',
        "Type.forName('nothing')": 'null',
        "Type.forName('Map<Id,Account>').newInstance() instanceof Map<Id, Account>": 'true',
        'Account.class.newInstance() instanceof Account': 'true',
        "String.class == Type.forName('System.String')": 'true',
        'Exception.class.isAssignableFrom(DmlException.class)': 'true',
      }),
    );
  });
});

describe('Crypto and EncodingUtil', () => {
  it('digest, encode and cipher', () => {
    const digest = createHash('sha256').update('abc').digest('hex');
    assert.deepEqual(
      ...table(
        {
          "EncodingUtil.convertToHex(Crypto.generateDigest('SHA-256', Blob.valueOf('abc')))": digest,
          "EncodingUtil.base64Encode(Blob.valueOf('hé'))": 'aMOp',
          "EncodingUtil.base64Decode('aMOp').toString()": 'hé',
          "EncodingUtil.urlEncode('a b&é', 'UTF-8')": 'a+b%26%C3%A9',
          "EncodingUtil.urlDecode('a+b%26%C3%A9', 'UTF-8')": 'a b&é',
          "Crypto.decryptWithManagedIV('AES256', k, Crypto.encryptWithManagedIV('AES256', k, Blob.valueOf('text'))).toString()":
            'text',
          'Crypto.getRandomInteger()': '117901063',
          'UUID.randomUUID()': '07070707-0707-4707-8707-070707070707',
        },
        'Blob k = Crypto.generateAesKey(256);',
      ),
    );
    assert.equal(
      fails("Crypto.generateDigest('CRC', Blob.valueOf(''))"),
      'System.InvalidParameterValueException: Unknown algorithm: CRC',
    );
    assert.equal(
      fails("EncodingUtil.convertFromHex('ff').toString()"),
      'System.StringException: BLOB is not a valid UTF-8 string',
    );
  });
});

describe('Exception', () => {
  it('carries message, cause and name', () => {
    const body = `try { throw new IllegalArgumentException('bad', new MathException('inner')); }
      catch (Exception e) { return e.getTypeName() + '|' + e.getMessage() + '|' + e.getCause().getMessage() + '|' + e; }`;
    assert.equal(run('String', body), 'System.IllegalArgumentException|bad|inner|System.IllegalArgumentException: bad');
  });
});

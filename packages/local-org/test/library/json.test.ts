import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { failure, run } from '../emit/support.ts';
import { fails, table } from './support.ts';

const ITEM = `public class Item {
  public String name; public Integer count; public Decimal price; public Datetime at; public Date day; public List<Item> parts;
  public Map<String, Integer> sizes; public transient String secret = 's'; public static String shared = 'x';
}`;

describe('JSON', () => {
  it('writes scalars, collections and records', () => {
    assert.deepEqual(
      ...table({
        "JSON.serialize(new Map<String, Object>{'a' => 1, 'b' => null, 'c' => 1.50, 'd' => 'q\"\\n'})":
          '{"a":1,"b":null,"c":1.50,"d":"q\\"\\n"}',
        'JSON.serialize(new List<Double>{1, 2.5})': '[1.0,2.5]',
        'JSON.serialize(Datetime.newInstanceGmt(2024, 1, 2, 3, 4, 5))': '"2024-01-02T03:04:05.000Z"',
        'JSON.serialize(Date.newInstance(2024, 1, 2))': '"2024-01-02"',
        "JSON.serialize(new Account(Name = 'x'))": '{"attributes":{"type":"Account"},"Name":"x"}',
        'JSON.serialize(RoundingMode.UP)': '"UP"',
        "JSON.serializePretty(new Map<String, Object>{'a' => new List<Integer>{1, 2}, 'b' => new Map<String, Object>()})":
          '{\n  "a" : [ 1, 2 ],\n  "b" : { }\n}',
      }),
    );
  });

  it('writes instances without their static and transient fields', () => {
    const body =
      "Item i = new Item(); i.name = 'n'; i.price = 2.0; return JSON.serialize(i) + JSON.serialize(i, true);";
    assert.equal(
      run('String', body, ITEM),
      '{"name":"n","count":null,"price":2.0,"at":null,"day":null,"parts":null,"sizes":null}{"name":"n","price":2.0}',
    );
  });

  it('reads into types', () => {
    const body = `Item i = (Item) JSON.deserialize('{"name":"n","count":2,"price":1.50,"at":"2024-01-02T03:04:05.000+0000",' +
      '"day":"2024-01-02","parts":[{"name":"p"}],"sizes":{"s":1},"other":{"x":[1]}}', Item.class);
      return i.name + i.count + i.price + i.at.getTime() + i.day.day() + i.parts[0].name + i.sizes.get('s') + i.secret;`;
    assert.equal(run('String', body, ITEM), 'n21.5017041646450002p1null');
    assert.match(
      failure(`JSON.deserializeStrict('{"other":1}', Item.class);`, ITEM),
      /^System\.JSONException: .*other at \[line:1/,
    );
    assert.match(
      failure(`JSON.deserialize('[1]', Item.class);`, ITEM),
      /^System\.JSONException: Malformed JSON: Expected '\{'/,
    );
  });

  it('reads records with their parents', () => {
    const body = `Contact c = (Contact) JSON.deserialize('{"attributes":{"type":"Contact"},"LastName":"L","Account":{"Name":"A"}}', Contact.class);
      return c.LastName + c.Account.Name;`;
    assert.equal(run('String', body), 'LA');
    assert.match(
      fails(`JSON.deserialize('{"Nope__c":1}', Account.class)`),
      /No such column 'Nope__c' on sobject of type Account/,
    );
  });

  it('reads untyped', () => {
    assert.deepEqual(
      ...table(
        {
          "m.get('i') instanceof Integer": 'true',
          "m.get('l') instanceof Long": 'true',
          "m.get('d') instanceof Decimal": 'true',
          "m.get('a') instanceof List<Object>": 'true',
          "m.get('o') instanceof Map<String, Object>": 'true',
          m: '{i=1, l=3000000000, d=1.50, a=(true, null), o={}, s=é}',
        },
        `Map<String, Object> m = (Map<String, Object>) JSON.deserializeUntyped('{"i":1,"l":3000000000,"d":1.50,"a":[true,null],"o":{},"s":"\\u00e9"}');`,
      ),
    );
  });

  it('says where a text is not JSON', () => {
    assert.match(
      fails(`JSON.deserializeUntyped('{"a":x}')`),
      /^System\.JSONException: Unexpected character \('x' \(code 120\)\).* at \[line:1, column:7\]$/,
    );
    assert.match(fails(`JSON.deserializeUntyped('[1')`), /^System\.JSONException: Unexpected end-of-input/);
    assert.match(fails(`JSON.deserializeUntyped('')`), /No content to map to Object due to end of input/);
  });

  it('walks tokens', () => {
    const body = `JSONParser p = JSON.createParser('{"a":{"b":[1,2]},"c":3.5}'); String s = '';
      while (p.nextToken() != null) { s += p.getCurrentToken() + ' '; if (p.getCurrentToken() == JSONToken.START_ARRAY) p.skipChildren(); }
      return s;`;
    assert.equal(
      run('String', body),
      'START_OBJECT FIELD_NAME START_OBJECT FIELD_NAME START_ARRAY END_OBJECT FIELD_NAME VALUE_NUMBER_FLOAT END_OBJECT ',
    );
  });

  it('generates as the developer guide shows', () => {
    const body = `JSONGenerator gen = JSON.createGenerator(true); gen.writeStartObject(); gen.writeNumberField('abc', 1.21);
      gen.writeStringField('def', 'xyz'); gen.writeFieldName('ghi'); gen.writeStartObject();
      gen.writeObjectField('aaa', new List<Integer>{1, 2, 3}); gen.writeEndObject(); gen.writeEndObject(); return gen.getAsString();`;
    assert.equal(
      run('String', body),
      '{\n  "abc" : 1.21,\n  "def" : "xyz",\n  "ghi" : {\n    "aaa" : [ 1, 2, 3 ]\n  }\n}',
    );
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSosl, parseTypeRef } from '../../src/compiler/syntax/parser.ts';
import { expressionOf, showType, thrownBy } from './support/read.ts';

test('a search keeps its text, group, objects and clauses', () => {
  const search = parseSosl(
    "FIND 'map*' IN NAME FIELDS RETURNING Account(Id, toLabel(Type) t WHERE Name LIKE 'a%' USING LISTVIEW = Mine " +
      'ORDER BY Name DESC LIMIT 5 OFFSET 2), Contact WITH SNIPPET (target_length=120) WITH USER_MODE LIMIT 10',
  );
  assert.deepEqual(search.find, { kind: 'text', text: 'map*' });
  assert.equal(search.in, 'NAME');
  assert.deepEqual(
    search.returning.map(({ object, fields }) => [object, fields.length]),
    [
      ['Account', 2],
      ['Contact', 0],
    ],
  );
  const [account] = search.returning;
  assert.equal(account?.where?.kind, 'comparison');
  assert.equal(account?.listView, 'Mine');
  assert.equal(account?.orderBy[0]?.descending, true);
  assert.deepEqual(
    [account?.limit, account?.offset],
    [
      { kind: 'number', value: 5 },
      { kind: 'number', value: 2 },
    ],
  );
  assert.deepEqual(
    search.with.map(({ name, text }) => [name, text]),
    [
      ['snippet', 'SNIPPET (target_length=120)'],
      ['user_mode', 'USER_MODE'],
    ],
  );
  assert.deepEqual(search.limit, { kind: 'number', value: 10 });
});

test('a clause keeps the value that it is given', () => {
  const [spelling, book, labels] = parseSosl(
    "FIND 'x' RETURNING Product2 WITH SPELL_CORRECTION = false WITH PricebookId = :book WITH METADATA = 'LABELS'",
  ).with;
  assert.deepEqual([spelling?.name, spelling?.value], ['spell_correction', undefined]);
  assert.deepEqual([book?.name, book?.value?.kind], ['pricebookid', 'bind']);
  assert.deepEqual([labels?.name, labels?.value], ['metadata', { kind: 'text', text: 'LABELS' }]);
  assert.deepEqual(
    thrownBy(() => parseSosl("FIND 'x' WITH SPELL_CORRECTION = perhaps")),
    ["1:34 unexpected token: 'perhaps'"],
  );
});

test('the searched text may stand in quotes, in braces or in a bind', () => {
  assert.deepEqual(parseSosl(String.raw`FIND 'it\'s \{x\}'`).find, { kind: 'text', text: String.raw`it's \{x\}` });
  assert.deepEqual(parseSosl("find {it's # 50%} in all fields").find, { kind: 'text', text: "it's # 50%" });
  assert.equal(parseSosl('FIND :text RETURNING Lead').find.kind, 'bind');
});

test('a search inside Apex is an expression', () => {
  const expression = expressionOf("[FIND :a + 'x' IN ALL FIELDS RETURNING Account(Id)]");
  assert.ok(expression.kind === 'sosl' && expression.query.find.kind === 'bind');
  assert.equal(expression.query.in, 'ALL');
});

test('searches that are wrong are refused', () => {
  assert.deepEqual(
    thrownBy(() => parseSosl("FIND 'x' RETURNING")),
    ["1:19 unexpected token: '<EOF>'"],
  );
  assert.deepEqual(
    thrownBy(() => parseSosl('FIND {x} IN SOME FIELDS')),
    ["1:13 unexpected token: 'SOME'"],
  );
  assert.deepEqual(
    thrownBy(() => parseSosl("FIND 'x' junk")),
    ["1:10 unexpected token: 'junk'"],
  );
});

test('a type is read from its name', () => {
  assert.equal(showType(parseTypeRef('Map<Id, Outer.Inner[]>')), 'Map<Id, List<Outer.Inner>>');
  assert.deepEqual(
    thrownBy(() => parseTypeRef('List<')),
    ["1:6 Unexpected token '<EOF>'."],
  );
  assert.deepEqual(
    thrownBy(() => parseTypeRef('Account x')),
    ["1:9 Unexpected token 'x'."],
  );
});

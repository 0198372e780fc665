import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fieldsOfGroup } from '../../src/data/sosl/fields.ts';
import { parseFind, wordsOf } from '../../src/data/sosl/find.ts';
import { matcherOf } from '../../src/data/sosl/match.ts';
import type { SObject } from '../../src/runtime/platform/sobject.ts';
import { Database } from '../../src/storage/database.ts';
import { random } from '../syntax/support/mutations.ts';
import { TestOrg } from './org.ts';

/** More rows than are searched without an index. */
const MANY = 700;

const indexes = (org: TestOrg): string[] =>
  org.database
    .arrays("SELECT name FROM sqlite_temp_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%' ORDER BY name")
    .map(([name]) => String(name));

const fill = (org: TestOrg, rows = MANY): void => {
  org.insert('Account', ...Array.from({ length: rows }, (_, index) => ({ Name: `Company ${index}` })));
};

const names = (org: TestOrg, find: string, rest = 'RETURNING Account(Name ORDER BY Name)'): unknown[] =>
  org.data.search(`FIND {${find}} ${rest}`, [], org.access())[0].map((row) => row.peek('Name'));

describe('A search of an object with many rows', () => {
  let org: TestOrg;
  before(() => {
    org = new TestOrg();
    fill(org);
  });

  it('makes an index of the words of the object, and of no other', () => {
    assert.deepEqual(indexes(org), []);
    org.insert('Contact', { LastName: 'Solo' });
    assert.deepEqual(names(org, '"company 77"', 'RETURNING Account(Name), Contact'), ['Company 77']);
    assert.deepEqual(indexes(org), ['words of Account']);
  });

  it('finds rows as they are after inserts, updates and deletes', () => {
    const [account] = org.insert('Account', { Name: 'Österreich Handel' });
    assert.deepEqual(names(org, 'österr*'), ['Österreich Handel']);
    account.poke('Name', 'Helvetia');
    org.dml('update', [account]);
    assert.deepEqual([names(org, 'österreich'), names(org, 'helvetia')], [[], ['Helvetia']]);
    org.dml('delete', [account]);
    assert.deepEqual(names(org, 'helvetia'), []);
    org.dml('undelete', [account]);
    assert.deepEqual(names(org, 'helvetia'), ['Helvetia']);
  });

  it('finds names that are made of others', () => {
    org.insert(
      'Contact',
      ...Array.from({ length: MANY }, (_, index) => ({ FirstName: 'Ann', LastName: `No${index}` })),
    );
    assert.deepEqual(names(org, '"ann no5"', 'RETURNING Contact(Name)'), ['Ann No5']);
    const [contact] = org.query("SELECT Id, LastName FROM Contact WHERE LastName = 'No5'") as SObject[];
    contact.poke('LastName', 'Seven');
    org.dml('update', [contact]);
    assert.deepEqual(names(org, '"ann seven"', 'RETURNING Contact(Name)'), ['Ann Seven']);
  });

  it('does not find what was rolled back', () => {
    org.data.begin();
    const savepoint = org.data.setSavepoint();
    org.insert('Account', { Name: 'Fleeting' });
    assert.deepEqual(names(org, 'fleeting'), ['Fleeting']);
    org.data.rollbackTo(savepoint);
    assert.deepEqual(names(org, 'fleeting'), []);
    org.insert('Account', { Name: 'Passing' });
    org.data.rollback();
    assert.deepEqual(names(org, 'passing'), []);
  });

  it('goes on where the index itself was rolled back', () => {
    const other = new TestOrg();
    other.data.begin();
    fill(other);
    assert.deepEqual(names(other, '"company 7"'), ['Company 7']);
    other.data.rollback();
    assert.deepEqual(indexes(other), []);
    fill(other);
    assert.deepEqual(names(other, '"company 8"'), ['Company 8']);
  });

  it('leaves small objects, and searches that begin with a wildcard, without an index', () => {
    const other = new TestOrg();
    fill(other, 100);
    assert.deepEqual(names(other, '"company 7"'), ['Company 7']);
    fill(other);
    assert.equal(names(other, '*pany').length, MANY + 100);
    assert.deepEqual(indexes(other), []);
  });
});

describe('An org in a file that two processes write to', () => {
  const folder = mkdtempSync(join(tmpdir(), 'search-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('finds what the other one wrote', () => {
    const org = new TestOrg({ database: Database.open(join(folder, 'org.db')) });
    fill(org);
    assert.deepEqual(names(org, 'elsewhere'), []);
    const other = Database.open(join(folder, 'org.db'));
    other.run("UPDATE Account SET Name = 'Elsewhere' WHERE Name = 'Company 3'");
    other.close();
    assert.deepEqual(names(org, 'elsewhere'), ['Elsewhere']);
    org.database.close();
  });
});

/** Parts of texts and searches that meet: cases, marks, digits beside letters, scripts that SQLite does not fold, punctuation. */
const PARTS = [
  ...[
    'ann',
    'Anna',
    'ANNE',
    'o',
    'Ö',
    'ödegård',
    'ØDEGÅRD',
    'o\u0308de',
    'Straße',
    'STRASSE',
    'İstanbul',
    'ı',
    'K',
    '\u212a',
  ],
  ...[
    'ΟΔΟΣ',
    'οδος',
    '東京',
    '東',
    '٣',
    '²',
    'x2',
    '2x',
    '415',
    '555-0100',
    '(415)',
    'ada@example.com',
    'ada',
    'example',
  ],
  ...["o'neil", 'a_b', 'a&b', '\u0000', '\ud83d\ude00', '\ud800', '\u{10400}', 'ﬁ', 'a\u00adb', '__proto__'],
];

describe('What an index finds is what a look at every row finds', () => {
  const next = random(20260526);
  const below = (count: number): number => Math.floor(next() * count);
  const oneOf = <T>(items: readonly T[]): T => items[below(items.length)];
  const some = (most: number): string =>
    Array.from({ length: 1 + below(most) }, () => oneOf(PARTS)).join(oneOf([' ', ' ', '-', '']));

  function word(): string {
    const part = oneOf(PARTS).replace(/[()"]/g, '');
    const characters = [...part];
    const cut = characters.slice(0, 1 + below(characters.length)).join('');
    switch (below(7)) {
      case 0:
        return `${cut}*`;
      case 1:
        return `${cut}?*`;
      case 2:
        return characters.map((one) => (below(3) === 0 ? '?' : one)).join('');
      case 3:
        return `*${cut}`;
      case 4:
        return `"${part} ${cut}${oneOf(['', '*'])} ${oneOf(PARTS).replace(/["]/g, '')}"`;
      default:
        return part;
    }
  }

  function find(depth: number): string {
    switch (below(depth > 2 ? 3 : 7)) {
      case 3:
        return `${find(depth + 1)} AND NOT ${word()}`;
      case 4:
        return `(${find(depth + 1)} OR ${find(depth + 1)})`;
      case 5:
        return `(${find(depth + 1)}) ${find(depth + 1)}`;
      case 6:
        return `${find(depth + 1)} AND ${find(depth + 1)}`;
      default:
        return word();
    }
  }

  const org = new TestOrg();
  const contact = (): Record<string, unknown> => ({
    LastName: `n ${some(3).replaceAll('\u0000', '')}`,
    FirstName: below(2) === 0 ? some(2) : null,
    Email: below(2) === 0 ? 'Ada.Øde@example.com' : null,
    Phone: below(2) === 0 ? oneOf(['(415) 555-0100', '4155550100', '+1 415']) : null,
    Description: below(3) === 0 ? some(40) : null,
  });

  it('on random rows, through random changes and rollbacks', () => {
    org.insert('Contact', ...Array.from({ length: MANY }, contact));
    const object = org.schema.objects.get('contact')!;
    let found = 0;
    for (let round = 0; round < 400; round++) {
      const rolledBack = below(4) === 0;
      if (rolledBack) org.data.begin();
      if (below(2) === 0) {
        const rows = org.query('SELECT Id FROM Contact') as SObject[];
        const changed = Array.from({ length: 5 }, () => oneOf(rows));
        org.dml('delete', [changed[0]]);
        const rest = [...new Set(changed.slice(1))].filter((row) => row !== changed[0]);
        for (const row of rest) for (const [name, value] of Object.entries(contact())) row.poke(name, value);
        org.dml('update', rest);
        org.insert('Contact', contact(), contact());
      }
      if (rolledBack && below(2) === 0) org.data.search('FIND {ann} RETURNING Contact', [], org.access());
      if (rolledBack) org.data.rollback();
      const text = find(0).replace(/[{}]/g, '');
      if (text.trim().length < 2) continue;
      const group = oneOf(['ALL', 'NAME', 'EMAIL', 'PHONE'] as const);
      const term = parseFind(text);
      const fields = fieldsOfGroup(object, group);
      const list = fields.map(({ name }) => `"${name}"`).join(', ');
      const expected =
        term === undefined
          ? []
          : org.database
              .arrays(`SELECT "Id", ${list} FROM "Contact" WHERE "IsDeleted" = 0 ORDER BY "Id"`)
              .filter(([, ...cells]) =>
                matcherOf(term)(cells.map((cell) => (typeof cell === 'string' ? wordsOf(cell) : []))),
              )
              .map(([id]) => id);
      const actual = org.data
        .search(`FIND :text IN ${group} FIELDS RETURNING Contact`, [text], org.access())[0]
        .map((row) => row.peek('Id'));
      assert.deepEqual([...actual].sort(), [...expected].sort(), `${group}: ${JSON.stringify(text)}`);
      found += actual.length;
    }
    assert.deepEqual(indexes(org), ['words of Contact']);
    assert.ok(found > 2000, `${found} rows were found: too few to say anything`);
  });
});

describe('The text of FIND', () => {
  const org = new TestOrg();
  before(() => org.insert('Account', { Name: 'Johnson & Smith' }, { Name: 'Foo*Bar' }, { Name: 'Other' }));

  it('may hold punctuation, which is no word', () => {
    assert.deepEqual(names(org, 'johnson & smith'), ['Johnson & Smith']);
    assert.deepEqual(names(org, '&&'), []);
    assert.deepEqual(names(org, '"--" OR other'), ['Other']);
  });

  it('may hold escaped wildcards', () => {
    assert.deepEqual(names(org, String.raw`foo\*bar`), ['Foo*Bar']);
    assert.deepEqual(names(org, String.raw`othe\*`), []);
  });

  it('finds nothing that is only excluded', () => {
    assert.deepEqual(names(org, '-- AND NOT smith'), []);
  });

  it('loses its operators beyond 4,000 characters, and finds nothing beyond 10,000', () => {
    const short = `other AND smith ${'AND other '.repeat(10)}`;
    assert.deepEqual(names(org, short), []);
    assert.deepEqual(names(org, `(other AND smith) ${'AND other '.repeat(400)}`), ['Johnson & Smith', 'Other']);
    assert.deepEqual(names(org, 'other '.repeat(1700)), []);
  });
});

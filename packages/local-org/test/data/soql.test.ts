import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { ApexDate } from '../../src/values/date.ts';
import { Decimal } from '../../src/values/decimal.ts';
import { parseSoql } from '../../src/compiler/syntax/parser.ts';
import { compileQuery } from '../../src/data/soql/compile.ts';
import { NOW, TestOrg, plain } from './org.ts';

let org: TestOrg;
const names = (text: string, binds: readonly unknown[] = []): unknown[] =>
  org.query(text, binds).map((row) => row.peek('Name'));
const list = (...items: unknown[]): unknown => ({ items });
const fails = (text: string, message: RegExp | string, binds: readonly unknown[] = []): void => {
  assert.throws(
    () => org.query(text, binds),
    (error: Error & { typeName?: string; apexMessage?: string }) => {
      assert.equal(error.typeName, 'System.QueryException');
      if (typeof message === 'string') assert.equal(error.apexMessage, message);
      else assert.match(error.apexMessage!, message);
      return true;
    },
  );
};

beforeEach(() => {
  org = new TestOrg();
});

describe('A query of one object', () => {
  beforeEach(() => {
    org.insert(
      'Account',
      { Name: 'Acme', Industry: 'Banking', AnnualRevenue: Decimal.ofInt(10) },
      { Name: 'beta', Industry: 'Apparel', AnnualRevenue: Decimal.ofInt(30) },
      { Name: '100% Gamma_x', Rating: 'Hot' },
    );
  });

  it('compares text without regard to case', () => {
    assert.deepEqual(names("SELECT Name FROM Account WHERE Name = 'ACME'"), ['Acme']);
  });

  it('gives every row its Id, selected or not, and leaves other fields unset', () => {
    const [row] = org.query("SELECT Name FROM Account WHERE Name = 'Acme'");
    assert.match(String(row.peek('Id')), /^001.{15}$/);
    assert.equal(row.peek('Industry'), undefined);
    assert.equal(row.queried, true);
  });

  it('knows names of objects and fields in any case and answers with the canonical one', () => {
    assert.deepEqual(
      [...org.query("select NAME, industry from ACCOUNT where name = 'acme'")[0].values.keys()],
      ['Name', 'Industry', 'Id'],
    );
  });

  it('finds rows without a value with != and NOT IN', () => {
    assert.deepEqual(names("SELECT Name FROM Account WHERE Industry != 'Banking' ORDER BY Name"), [
      '100% Gamma_x',
      'beta',
    ]);
    assert.deepEqual(names("SELECT Name FROM Account WHERE Industry NOT IN ('Banking') ORDER BY Name"), [
      '100% Gamma_x',
      'beta',
    ]);
    assert.deepEqual(names("SELECT Name FROM Account WHERE NOT (Industry LIKE 'B%') ORDER BY Name"), [
      '100% Gamma_x',
      'beta',
    ]);
  });

  it('binds single values, lists and null', () => {
    assert.deepEqual(names('SELECT Name FROM Account WHERE Name IN :x ORDER BY Name', [list('acme', 'BETA')]), [
      'Acme',
      'beta',
    ]);
    assert.deepEqual(names('SELECT Name FROM Account WHERE Industry IN :x', [list('apparel', null)]), [
      'beta',
      '100% Gamma_x',
    ]);
    assert.deepEqual(names('SELECT Name FROM Account WHERE Industry = :x', [null]), ['100% Gamma_x']);
    assert.deepEqual(names('SELECT Name FROM Account WHERE Name IN :x', [list()]), []);
    assert.deepEqual(names('SELECT Name FROM Account ORDER BY Name LIMIT :n OFFSET :m', [1, 1]), ['Acme']);
  });

  it('binds lists of records as their Ids, and Ids of 15 characters', () => {
    const [acme] = org.query("SELECT Id, Name FROM Account WHERE Name = 'Acme'");
    assert.deepEqual(names('SELECT Name FROM Account WHERE Id IN :x', [list(acme)]), ['Acme']);
    assert.deepEqual(names('SELECT Name FROM Account WHERE Id = :x', [String(acme.peek('Id')).slice(0, 15)]), ['Acme']);
  });

  it('reads binds that are any expression', () => {
    assert.deepEqual(
      names('SELECT Name FROM Account WHERE Name = :m.get(key) AND Industry = :a[0]', ['Acme', 'Banking']),
      ['Acme'],
    );
  });

  it('resolves the names of a dynamic query', () => {
    const { rows } = org.data.queryDynamic(
      'SELECT Name FROM Account WHERE Name = :Wanted',
      (name) => (name === 'wanted' ? 'beta' : null),
      org.access(),
    );
    assert.deepEqual(
      rows.map((row) => row.peek('Name')),
      ['beta'],
    );
  });

  it('takes a value as text whatever it holds', () => {
    assert.deepEqual(names('SELECT Name FROM Account WHERE Name = :x', [`' OR 1=1 --`]), []);
    assert.deepEqual(names(String.raw`SELECT Name FROM Account WHERE Name = '\' OR Name != \''`), []);
  });

  it('has wildcards in LIKE unless they are escaped', () => {
    assert.deepEqual(names(String.raw`SELECT Name FROM Account WHERE Name LIKE '100\% G%'`), ['100% Gamma_x']);
    assert.deepEqual(names(String.raw`SELECT Name FROM Account WHERE Name LIKE 'A\_me'`), []);
    assert.deepEqual(names('SELECT Name FROM Account WHERE Name LIKE :x', [list('ac%', 'b_ta')]), ['Acme', 'beta']);
  });

  it('takes the same text with null and with a value in turn, negated too', () => {
    const one = 'SELECT Name FROM Account WHERE Industry = :x';
    const not = 'SELECT Name FROM Account WHERE NOT (Industry = :x)';
    for (let turn = 0; turn < 2; turn++) {
      assert.deepEqual(names(one, ['banking']), ['Acme']);
      assert.deepEqual(names(one, [null]), ['100% Gamma_x']);
      assert.deepEqual(names(not, ['banking']), ['beta', '100% Gamma_x']);
      assert.deepEqual(names(not, [null]), ['Acme', 'beta']);
    }
  });

  it('finds nothing in a list that is null', () => {
    assert.deepEqual(names('SELECT Name FROM Account WHERE Industry IN :x', [null]), []);
  });

  it('finds a bound or written value by the index of its field', () => {
    for (const [object, condition] of [
      ['Box__c', 'Key__c = :x'],
      ['Box__c', "Key__c = 'k'"],
      ['Box__c', 'Key__c IN :x'],
      ['Box__c', 'Account__c = :x'],
      ['Contact', 'AccountId = :x AND LastName != null'],
      ['Account', 'Id = :x'],
    ]) {
      const query = parseSoql(`SELECT Id FROM ${object} WHERE ${condition}`);
      const { root } = compileQuery(query, org.schema, {
        bindsWithNull: new Set(),
        foldedBinds: new Set(),
        collections: new Set(condition.includes('IN') ? [0] : []),
        visible: () => undefined,
      });
      const steps = org.database.all(`EXPLAIN QUERY PLAN ${root.sql}`).map((row) => String(row['detail']));
      assert.match(steps[0], /^SEARCH t0 USING .*INDEX/, `${condition}: ${steps.join('; ')}`);
    }
  });

  it('sorts nulls first unless told, picklists in their own order, and ends ties by Id', () => {
    assert.deepEqual(names('SELECT Name FROM Account ORDER BY AnnualRevenue DESC'), ['100% Gamma_x', 'beta', 'Acme']);
    assert.deepEqual(names('SELECT Name FROM Account ORDER BY AnnualRevenue DESC NULLS LAST'), [
      'beta',
      'Acme',
      '100% Gamma_x',
    ]);
    assert.deepEqual(names('SELECT Name FROM Account ORDER BY Industry NULLS LAST'), ['beta', 'Acme', '100% Gamma_x']);
  });

  it('counts', () => {
    assert.equal(org.data.query('SELECT COUNT() FROM Account WHERE AnnualRevenue > 5', [], org.access()).count, 2);
  });

  it('selects sets of fields', () => {
    const [row] = org.query('SELECT FIELDS(ALL) FROM Account LIMIT 1');
    assert.equal(row.peek('Name'), 'Acme');
    assert.ok(row.values.has('CreatedById'));
  });

  it('counts queries and rows', () => {
    const before = { ...org.counted };
    org.query('SELECT Id FROM Account');
    assert.equal(org.counted.queries - before.queries, 1);
    assert.equal(org.counted.queryRows - before.queryRows, 3);
  });

  it('does not find deleted rows without ALL ROWS', () => {
    org.dml('delete', [org.query("SELECT Id FROM Account WHERE Name = 'beta'")[0]]);
    assert.deepEqual(names("SELECT Name FROM Account WHERE Name = 'beta'"), []);
    assert.deepEqual(names("SELECT Name FROM Account WHERE Name = 'beta' ALL ROWS"), ['beta']);
  });
});

describe('Relationships', () => {
  beforeEach(() => {
    const [acme, beta] = org.insert('Account', { Name: 'Acme' }, { Name: 'Beta' }, { Name: 'Empty' });
    org.insert(
      'Contact',
      { LastName: 'One', FirstName: 'Ann', AccountId: acme.peek('Id') },
      { LastName: 'Two', AccountId: acme.peek('Id') },
      { LastName: 'Three', AccountId: beta.peek('Id') },
      { LastName: 'Alone' },
    );
  });

  it('go up, as records, with null for no parent', () => {
    const rows = org.query('SELECT Name, Account.Name, Account.Owner.Username FROM Contact ORDER BY LastName');
    assert.equal(plainAt(rows[0], 'Account'), null);
    assert.equal(rows[1].peek('Name'), 'Ann One');
    const account = rows[1].peek('Account') as (typeof rows)[0];
    assert.equal(account.type, 'Account');
    assert.equal(account.peek('Name'), 'Acme');
    assert.equal(account.peek('Id'), rows[1].peek('AccountId'));
  });

  it('filter, with and without an alias', () => {
    assert.deepEqual(names("SELECT Name FROM Contact WHERE Account.Name = 'acme' ORDER BY LastName"), [
      'Ann One',
      'Two',
    ]);
    assert.deepEqual(names("SELECT c.Name FROM Contact c, c.Account a WHERE a.Name = 'Beta'"), ['Three']);
    assert.deepEqual(names("SELECT Contact.Name FROM Contact WHERE Account.Name != 'Acme' ORDER BY Name"), [
      'Alone',
      'Three',
    ]);
  });

  it('go down in one statement for all parents', () => {
    const rows = org
      .query('SELECT Name, (SELECT Name FROM Contacts ORDER BY LastName) FROM Account ORDER BY Name')
      .map(plain);
    assert.deepEqual(
      rows.map((row) => (row as { Contacts: { Name: string }[] }).Contacts.map(({ Name }) => Name)),
      [['Ann One', 'Two'], ['Three'], []],
    );
  });

  it('cut a subquery for each parent', () => {
    const rows = org
      .query('SELECT Name, (SELECT Name FROM Contacts ORDER BY LastName LIMIT 1) FROM Account ORDER BY Name')
      .map(plain);
    assert.deepEqual(
      rows.map((row) => (row as { Contacts: unknown[] }).Contacts.length),
      [1, 1, 0],
    );
  });

  it('join by semi-joins and anti-joins', () => {
    assert.deepEqual(
      names(
        "SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE LastName LIKE 'T%') ORDER BY Name",
      ),
      ['Acme', 'Beta'],
    );
    assert.deepEqual(names('SELECT Name FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact)'), ['Empty']);
  });

  it('lead from a polymorphic reference to whatever it names', () => {
    const [acme] = org.query("SELECT Id FROM Account WHERE Name = 'Acme'");
    org.insert('Task', { Subject: 'Call', WhatId: acme.peek('Id'), Status: 'Not Started', Priority: 'Normal' });
    const [task] = org.query(
      "SELECT What.Name, What.Type, TYPEOF What WHEN Account THEN Industry ELSE Name END FROM Task WHERE What.Type = 'Account'",
    );
    const what = task.peek('What') as typeof acme;
    assert.equal(what.type, 'Account');
    assert.equal(what.peek('Name'), 'Acme');
    assert.equal(what.peek('Type'), 'Account');
    assert.equal(what.peek('Industry'), null);
  });

  it('exist under custom names', () => {
    const [acme] = org.query("SELECT Id FROM Account WHERE Name = 'Acme'");
    org.insert('Box__c', { Name: 'B', Account__c: acme.peek('Id') });
    const [box] = org.query('SELECT Account__r.Name FROM Box__c');
    assert.equal((box.peek('Account__r') as typeof box).peek('Name'), 'Acme');
    const [account] = org.query("SELECT (SELECT Name FROM Boxes__r) FROM Account WHERE Name = 'Acme'").map(plain);
    assert.equal((account as { Boxes__r: unknown[] }).Boxes__r.length, 1);
  });
});

describe('Aggregate queries', () => {
  beforeEach(() => {
    org.insert(
      'Opportunity',
      ...[
        ['Prospecting', 10],
        ['Prospecting', 20],
        ['Closed Won', 5],
      ].map(([StageName, amount], index) => ({
        Name: `O${index}`,
        StageName,
        CloseDate: ApexDate.of(2026, index + 1, 1),
        Amount: Decimal.ofInt(amount as number),
      })),
    );
  });

  it('name what has no alias expr0, expr1, ...', () => {
    assert.deepEqual(org.plain('SELECT COUNT(Id), SUM(Amount) total, AVG(Amount) FROM Opportunity'), [
      { expr0: 3, total: 35, expr1: 11.666666666666666 },
    ]);
    assert.equal(org.query('SELECT COUNT(Id) FROM Opportunity')[0].type, 'AggregateResult');
  });

  it('group, filter groups and sort them', () => {
    assert.deepEqual(
      org.plain(
        'SELECT StageName, SUM(Amount) s FROM Opportunity GROUP BY StageName HAVING SUM(Amount) > 5 ORDER BY SUM(Amount) DESC',
      ),
      [{ StageName: 'Prospecting', s: 30 }],
    );
  });

  it('group by parts of dates', () => {
    assert.deepEqual(
      org.plain('SELECT CALENDAR_MONTH(CloseDate) m, COUNT(Id) n FROM Opportunity GROUP BY CALENDAR_MONTH(CloseDate)'),
      [
        { m: 1, n: 1 },
        { m: 2, n: 1 },
        { m: 3, n: 1 },
      ],
    );
  });

  it('add subtotals with ROLLUP and every combination with CUBE', () => {
    const rows = org.plain(
      'SELECT StageName, GROUPING(StageName) g, COUNT(Id) n FROM Opportunity GROUP BY ROLLUP(StageName) ORDER BY StageName NULLS LAST',
    );
    assert.deepEqual(rows, [
      { StageName: 'Closed Won', g: 0, n: 1 },
      { StageName: 'Prospecting', g: 0, n: 2 },
      { StageName: null, g: 1, n: 3 },
    ]);
    assert.equal(
      org.query('SELECT StageName, IsWon, COUNT(Id) FROM Opportunity GROUP BY CUBE(StageName, IsWon)').length,
      2 + 2 + 2 + 1,
    );
  });

  it('refuse a field that is neither grouped nor aggregated', () => {
    fails('SELECT Name, COUNT(Id) FROM Opportunity GROUP BY StageName', 'Field must be grouped or aggregated: Name');
  });
});

describe('Dates of a query', () => {
  const days = (text: string): unknown[] => names(`SELECT Name FROM Opportunity WHERE CloseDate ${text} ORDER BY Name`);
  beforeEach(() => {
    const today = Math.floor(NOW / 86_400_000);
    org.insert(
      'Opportunity',
      ...[
        ['a-yesterday', -1],
        ['b-today', 0],
        ['c-tomorrow', 1],
        ['d-week', 7],
        ['e-lastyear', -300],
      ].map(([Name, offset]) => ({
        Name,
        StageName: 'Prospecting',
        CloseDate: new ApexDate(today + (offset as number)),
      })),
    );
  });

  it('are ranges of days', () => {
    assert.deepEqual(days('= TODAY'), ['b-today']);
    assert.deepEqual(days('> TODAY'), ['c-tomorrow', 'd-week']);
    assert.deepEqual(days('<= TODAY'), ['a-yesterday', 'b-today', 'e-lastyear']);
    assert.deepEqual(days('= LAST_N_DAYS:1'), ['a-yesterday', 'b-today']);
    assert.deepEqual(days('= NEXT_N_DAYS:7'), ['c-tomorrow', 'd-week']);
    assert.deepEqual(days('= NEXT_WEEK'), ['d-week']);
    assert.deepEqual(days('< THIS_YEAR'), ['e-lastyear']);
    assert.deepEqual(days('!= THIS_MONTH'), ['e-lastyear']);
    assert.deepEqual(days('= 2026-05-20'), ['b-today']);
  });

  it('begin and end in the time zone of the user', () => {
    org.now = Date.UTC(2026, 4, 20, 3);
    org.insert('Account', { Name: 'night' });
    org.now = NOW;
    org.timeZone = 'America/Los_Angeles';
    assert.deepEqual(names("SELECT Name FROM Account WHERE CreatedDate = TODAY AND Name = 'night'"), []);
    assert.deepEqual(names("SELECT Name FROM Account WHERE CreatedDate = YESTERDAY AND Name = 'night'"), ['night']);
    assert.deepEqual(
      org.plain(
        "SELECT DAY_ONLY(convertTimezone(CreatedDate)) d, HOUR_IN_DAY(CreatedDate) h, COUNT(Id) n FROM Account WHERE Name = 'night' GROUP BY DAY_ONLY(convertTimezone(CreatedDate)), HOUR_IN_DAY(CreatedDate)",
      ),
      [{ d: `day ${Date.UTC(2026, 4, 19) / 86_400_000}`, h: 3, n: 1 }],
    );
  });
});

describe('Multi-select picklists', () => {
  it('are searched by INCLUDES and EXCLUDES', () => {
    org.insert('Box__c', { Name: 'ab', Tags__c: 'a;b' }, { Name: 'c', Tags__c: 'c' }, { Name: 'none' });
    assert.deepEqual(names("SELECT Name FROM Box__c WHERE Tags__c INCLUDES ('a;b', 'c') ORDER BY Name"), ['ab', 'c']);
    assert.deepEqual(names("SELECT Name FROM Box__c WHERE Tags__c EXCLUDES ('a') ORDER BY Name"), ['c', 'none']);
    assert.deepEqual(names('SELECT Name FROM Box__c WHERE Tags__c INCLUDES :x', [list('B')]), ['ab']);
  });
});

describe('A query with a mistake', () => {
  it('is refused in Salesforce’s words', () => {
    fails(
      'SELECT Foo FROM Account',
      /^No such column 'Foo' on entity 'Account'\. If you are attempting to use a custom field/,
    );
    fails('SELECT Id FROM Foo', /^sObject type 'Foo' is not supported\./);
    fails('SELECT Foo.Name FROM Account', /^Didn't understand relationship 'Foo' in field path\./);
    fails(
      'SELECT (SELECT Id FROM Foos) FROM Account',
      /^Didn't understand relationship 'Foos' in FROM part of query call\./,
    );
    fails(
      'SELECT Id FROM Account WHERE Name = 5',
      "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes",
    );
    fails(
      "SELECT Id FROM Account WHERE AnnualRevenue = '5'",
      "value of filter criterion for field 'AnnualRevenue' must be of type double and should not be enclosed in quotes",
    );
    fails("SELECT Id FROM Account WHERE Description = 'x'", "field 'Description' can not be filtered in a query call");
    fails("SELECT Id FROM Account WHERE Id = 'x'", 'invalid ID field: x');
    fails('SELECT Id FROM', /./);
  });

  it('is refused by name where the local org lacks something', () => {
    fails('SELECT Id FROM Account USING SCOPE team', 'USING SCOPE team is not supported by the local org');
  });
});

describe('A search', () => {
  it('finds words in the text of the objects that it returns', () => {
    org.insert('Account', { Name: 'Blue Sky Ltd' }, { Name: 'Red Sky', Phone: '123' });
    const found = org.data.search(
      "FIND 'sky AND b*' IN ALL FIELDS RETURNING Account(Id, Name WHERE (Name != 'x') ORDER BY Name), Contact",
      [],
      org.access(),
    );
    assert.deepEqual(
      found.map((rows) => rows.map((row) => row.peek('Name'))),
      [['Blue Sky Ltd'], []],
    );
    assert.equal(org.data.search('FIND {sky} RETURNING Account(Id LIMIT 1)', [], org.access())[0].length, 1);
  });

  it('refuses what it cannot do, by name', () => {
    assert.throws(
      () => org.data.search("FIND 'sky' RETURNING Account(Id) WITH SNIPPET", [], org.access()),
      /not supported by the local org/,
    );
  });
});

function plainAt(row: { peek(field: string): unknown }, field: string): unknown {
  return plain(row.peek(field));
}

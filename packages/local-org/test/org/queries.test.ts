import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failureOf } from './apex.ts';

const ONE = "insert new Account(Name = 'Ada');";
const TWO = "insert new List<Account>{ new Account(Name = 'Ada'), new Account(Name = 'Bob') };";

describe('a query assigned to one record', () => {
  it('gives its only row, also where the query is a text', (t) => {
    const body = `${ONE}
      Account found = Database.query('SELECT Name FROM Account');
      Assert.areEqual('Ada', found.Name);
      Account bound = Database.queryWithBinds('SELECT Name FROM Account WHERE Name = :n', new Map<String, Object>{ 'n' => 'Ada' }, AccessLevel.SYSTEM_MODE);
      Assert.areEqual('Ada', bound.Name);`;
    assert.equal(failureOf(t, body), undefined);
  });

  it('throws where there is no row', (t) => {
    const failure = failureOf(t, "Account found = Database.query('SELECT Name FROM Account');");
    assert.equal(failure, 'System.QueryException: List has no rows for assignment to SObject');
  });

  it('throws where there are several rows', (t) => {
    const failure = failureOf(t, `${TWO} Account found = Database.query('SELECT Name FROM Account');`);
    assert.equal(failure, 'System.QueryException: List has more than 1 row for assignment to SObject');
  });
});

describe('a query before ?. or ??', () => {
  it('may have no row', (t) => {
    const body = `
      Assert.isNull([SELECT Name FROM Account WHERE Name = 'x']?.Name);
      Account found = [SELECT Name FROM Account WHERE Name = 'x'] ?? new Account(Name = 'none');
      Assert.areEqual('none', found.Name);`;
    assert.equal(failureOf(t, body), undefined);
  });

  it('gives its row where there is one', (t) => {
    const body = `${ONE}
      Assert.areEqual('Ada', [SELECT Name FROM Account]?.Name);
      Account found = [SELECT Name FROM Account] ?? new Account(Name = 'none');
      Assert.areEqual('Ada', found.Name);`;
    assert.equal(failureOf(t, body), undefined);
  });

  it('throws where there are several rows', (t) => {
    const failure = failureOf(t, `${TWO} String name = [SELECT Name FROM Account]?.Name;`);
    assert.equal(failure, 'System.QueryException: List has more than 1 row for assignment to SObject');
  });
});

describe('the binds of a query given as a text', () => {
  it('are variables, parameters, fields and properties around the call, in any case', (t) => {
    const members = `
      static String fixed = 'Ada';
      static String computed { get { return 'A' + 'da'; } }
      static Integer count(String given) {
        List<String> names = new List<String>{ given };
        return Database.countQuery('SELECT COUNT() FROM Account WHERE Name = :GIVEN AND Name IN :names AND Name = :fixed AND Name = :Computed');
      }`;
    assert.equal(failureOf(t, `${TWO} Assert.areEqual(1, count('Ada'));`, members), undefined);
  });

  it('have the value of the moment, of the innermost variable of the name', (t) => {
    const body = `${TWO}
      Integer found = 0;
      for (String name : new List<String>{ 'Ada', 'Bob', 'Eve' }) {
        found += Database.query('SELECT Id FROM Account WHERE Name = :name').size();
        name = 'Ada';
        found += 10 * Database.query('SELECT Id FROM Account WHERE Name = :name').size();
      }
      Assert.areEqual(32, found);`;
    assert.equal(failureOf(t, body, "static String name = 'nobody';"), undefined);
  });

  it('may be fields of the object whose method runs', (t) => {
    const members = `
      class Finder {
        private String wanted;
        Finder(String wanted) { this.wanted = wanted; }
        Database.QueryLocator locate() { return Database.getQueryLocator('SELECT Name FROM Account WHERE Name = :wanted'); }
      }`;
    const body = `${TWO}
      Database.QueryLocatorIterator rows = new Finder('Bob').locate().iterator();
      Assert.areEqual('Bob', ((Account) rows.next()).Name);
      Assert.isFalse(rows.hasNext());`;
    assert.equal(failureOf(t, body, members), undefined);
  });

  it('may not be names that are not in scope', (t) => {
    const body = "{ String hidden = 'x'; } Database.query('SELECT Id FROM Account WHERE Name = :hidden');";
    assert.equal(failureOf(t, body), 'System.QueryException: Variable does not exist: hidden');
  });

  it('may not follow the fields of a record', (t) => {
    const body =
      "Account one = new Account(Name = 'x'); Database.query('SELECT Id FROM Account WHERE Name = :one.Name');";
    // in which case the message writes the name is not documented
    assert.match(failureOf(t, body) ?? '', /^System.QueryException: Variable does not exist: one\.name$/i);
  });
});

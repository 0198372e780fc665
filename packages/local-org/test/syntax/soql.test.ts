import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSoql } from '../../src/compiler/syntax/parser.ts';
import type {
  SoqlCondition,
  SoqlLiteral,
  SoqlOperand,
  SoqlSelectItem,
  SoqlValueExpression,
} from '../../src/compiler/syntax/ast.ts';
import { SourceFile } from '../../src/diagnostics/diagnostic.ts';
import { expressionOf, errorsIn, show, thrownBy } from './support/read.ts';

function refused(query: string): string[] {
  return thrownBy(() => parseSoql(query));
}

function value(node: SoqlValueExpression | SoqlLiteral | SoqlOperand): string {
  switch (node.kind) {
    case 'path':
      return node.path.parts.join('.');
    case 'function':
      return `${node.call.name}(${node.call.arguments.map(value).join(', ')})`;
    case 'bind':
      return `:${show(node.expression)}`;
    case 'list':
      return `(${node.values.map(value).join(', ')})`;
    case 'subquery':
      return `(SELECT FROM ${node.query.from.object.parts.join('.')})`;
    case 'value':
      switch (node.type) {
        case 'null':
          return 'null';
        case 'boolean':
        case 'string':
          return `${node.type} ${node.value}`;
        case 'dateLiteral':
          return `dateLiteral ${node.name}${node.n === undefined ? '' : `:${node.n}`}`;
        case 'currency':
          return `currency ${node.code} ${node.text}`;
        default:
          return `${node.type} ${node.text}`;
      }
  }
}

function condition(node: SoqlCondition): string {
  switch (node.kind) {
    case 'and':
    case 'or':
      return `(${node.conditions.map(condition).join(` ${node.kind} `)})`;
    case 'not':
      return `(not ${condition(node.condition)})`;
    case 'comparison':
      return `${value(node.left)} ${node.operator} ${value(node.right)}`;
  }
}

function where(text: string): string {
  return condition(parseSoql(`SELECT Id FROM Account WHERE ${text}`).where!);
}

function item(node: SoqlSelectItem): string {
  const alias = 'alias' in node && node.alias !== undefined ? ` as ${node.alias}` : '';
  switch (node.kind) {
    case 'field':
      return node.path.parts.join('.') + alias;
    case 'function':
      return value(node) + alias;
    case 'subquery':
      return `(${node.query.select.map(item).join(', ')})${alias}`;
    case 'fields':
      return `FIELDS(${node.set})`;
    case 'typeof': {
      const whens = node.whens.map(({ type, fields }) => `${type}: ${fields.map((f) => f.parts.join('.')).join('+')}`);
      const rest = node.elseFields?.map((f) => f.parts.join('.')).join('+');
      return `typeof ${node.path.parts.join('.')} ${[...whens, `else: ${rest}`].join(', ')}`;
    }
  }
}

test('a query keeps its clauses', () => {
  const query = parseSoql(
    'select Id, Owner.Name from Account a, a.Contacts c USING SCOPE mine WHERE Name != null WITH USER_MODE ' +
      'GROUP BY Name, CALENDAR_YEAR(CreatedDate) HAVING COUNT(Id) > 1 ORDER BY Name DESC NULLS LAST, COUNT(Id) ' +
      'LIMIT 10 OFFSET 5 ALL ROWS FOR VIEW FOR REFERENCE UPDATE TRACKING, VIEWSTAT',
  );
  assert.deepEqual(query.select.map(item), ['Id', 'Owner.Name']);
  assert.deepEqual([query.from.object.parts, query.from.alias], [['Account'], 'a']);
  assert.deepEqual(
    query.fromAliases.map(({ path, alias }) => [path.parts.join('.'), alias]),
    [['a.Contacts', 'c']],
  );
  assert.equal(query.scope, 'mine');
  assert.equal(condition(query.where!), 'Name != null');
  assert.deepEqual(query.with, { kind: 'userMode' });
  assert.deepEqual(query.groupBy?.items.map(value), ['Name', 'CALENDAR_YEAR(CreatedDate)']);
  assert.equal(condition(query.having!), 'COUNT(Id) > number 1');
  assert.deepEqual(
    query.orderBy.map((one) => [value(one.value), one.descending, one.nulls]),
    [
      ['Name', true, 'last'],
      ['COUNT(Id)', false, undefined],
    ],
  );
  assert.deepEqual(
    [query.limit, query.offset],
    [
      { kind: 'number', value: 10 },
      { kind: 'number', value: 5 },
    ],
  );
  assert.equal(query.allRows, true);
  assert.deepEqual(query.forClause, ['view', 'reference']);
  assert.deepEqual(query.updates, ['tracking', 'viewstat']);
});

test('a query may select fields, functions, subqueries, field sets and TYPEOF', () => {
  const select = (text: string): string[] => parseSoql(`SELECT ${text} FROM Account`).select.map(item);
  assert.deepEqual(select('COUNT()'), ['COUNT()']);
  assert.deepEqual(select('Name n, SUM(Amount) total, MAX(a.B)'), ['Name as n', 'SUM(Amount) as total', 'MAX(a.B)']);
  assert.deepEqual(select('FORMAT(SUM(Amount)), toLabel(Status) s'), ['FORMAT(SUM(Amount))', 'toLabel(Status) as s']);
  assert.deepEqual(select('Id, (SELECT Id, Name FROM Contacts LIMIT 1)'), ['Id', '(Id, Name)']);
  assert.deepEqual(select('FIELDS(all), FIELDS(Custom)'), ['FIELDS(ALL)', 'FIELDS(CUSTOM)']);
  assert.deepEqual(select('TYPEOF What WHEN Account THEN Phone, Owner.Name WHEN Case THEN Id ELSE Name END'), [
    'typeof What Account: Phone+Owner.Name, Case: Id, else: Name',
  ]);
  assert.deepEqual(select("DISTANCE(Place__c, GEOLOCATION(37.5, -122), 'mi')"), [
    'DISTANCE(Place__c, GEOLOCATION(number 37.5, number -122), string mi)',
  ]);
  assert.deepEqual(select('Order, Group, Limit__c, From__c'), ['Order', 'Group', 'Limit__c', 'From__c']);
});

test('comparisons take every operator and every kind of value', () => {
  assert.equal(
    where("a = 'x' AND b <> 1 AND c <= -1.5 AND d >= +2"),
    '(a = string x and b != number 1 and c <= number -1.5 and d >= number 2)',
  );
  assert.equal(
    where("a LIKE 'x%' AND b IN ('a', null) AND c NOT IN :d"),
    '(a like string x% and b in (string a, null) and c not in :d)',
  );
  assert.equal(where("a INCLUDES ('a;b') AND b EXCLUDES ('c')"), '(a includes (string a;b) and b excludes (string c))');
  assert.equal(
    where('a = TRUE AND b = TODAY AND c > last_n_days:30'),
    '(a = boolean true and b = dateLiteral TODAY and c > dateLiteral LAST_N_DAYS:30)',
  );
  assert.equal(
    where('a = 2024-02-29 AND b < 2024-02-29T10:00:00.5+01:00 AND c = 10:00:00Z'),
    '(a = date 2024-02-29 and b < datetime 2024-02-29T10:00:00.5+01:00 and c = time 10:00:00Z)',
  );
  assert.equal(where('a > USD10 AND b < eur2.50'), '(a > currency USD 10 and b < currency EUR 2.50)');
  assert.equal(where('Id IN (SELECT AccountId FROM Contact)'), 'Id in (SELECT FROM Contact)');
  assert.equal(where('a = :b.c.d OR toLabel(e) = :f'), '(a = :b.c.d or toLabel(e) = :f)');
});

test('strings are unescaped, but the escapes of LIKE keep their backslash', () => {
  assert.equal(
    where(String.raw`a = 'it\'s' OR a LIKE '50\%\_'`),
    String.raw`(a = string it's or a like string 50\%\_)`,
  );
  assert.match(refused(String.raw`SELECT Id FROM A WHERE b = '\q'`)[0], /Illegal character sequence/);
});

test('AND and OR mix only in parentheses, NOT takes one condition', () => {
  assert.equal(where('(a = 1 AND b = 2) OR c = 3'), '((a = number 1 and b = number 2) or c = number 3)');
  assert.equal(where('NOT (a = 1 OR b = 2)'), '(not (a = number 1 or b = number 2))');
  assert.equal(where('a = 1 AND (NOT b = 2)'), '(a = number 1 and (not b = number 2))');
  assert.deepEqual(refused('SELECT Id FROM A WHERE a = 1 AND b = 2 OR c = 3'), ["1:40 unexpected token: 'OR'"]);
  assert.deepEqual(refused('SELECT Id FROM A WHERE a = 1 OR b = 2 AND c = 3'), ["1:39 unexpected token: 'AND'"]);
  assert.deepEqual(refused('SELECT Id FROM A WHERE NOT a = 1 AND b = 2'), ["1:34 unexpected token: 'AND'"]);
  assert.deepEqual(refused('SELECT Id FROM A WHERE a = 1 AND NOT b = 2'), ["1:38 unexpected token: 'b'"]);
});

test('queries that end too early, late or in the wrong order are refused', () => {
  assert.deepEqual(refused('SELECT Id FROM A LIMIT 1 junk'), ["1:26 unexpected token: 'junk'"]);
  assert.deepEqual(refused('SELECT Id FROM A LIMIT 1 WHERE b = 1'), ["1:26 unexpected token: 'WHERE'"]);
  assert.deepEqual(refused('SELECT Id'), ["1:10 expecting 'FROM', found '<EOF>'"]);
  assert.deepEqual(refused(''), ["1:1 expecting 'SELECT', found '<EOF>'"]);
  assert.deepEqual(refused('SELECT FROM A'), ["1:8 unexpected token: 'FROM'"]);
  assert.deepEqual(refused('SELECT Id FROM A WHERE b = someday'), ["1:28 unexpected token: 'someday'"]);
  assert.deepEqual(refused('SELECT Id FROM A WHERE b = LAST_N_DAYS'), ["1:39 expecting ':', found '<EOF>'"]);
  assert.deepEqual(refused('SELECT MAX(2024) FROM A'), ["1:12 unexpected token: '2024'"]);
  assert.deepEqual(refused('SELECT NOPE(Id) FROM A'), ["1:12 unexpected token: '('"]);
  assert.deepEqual(refused("SELECT Id FROM A WHERE b IN 'c'"), ["1:29 expecting '(', found ''c''"]);
  assert.deepEqual(refused("SELECT Id FROM A WHERE b = 'c"), ["1:28 Missing closing quote character ' on string."]);
  assert.deepEqual(refused('SELECT Id FROM A WHERE b = 2024-02-29T10:00:00'), ["1:38 unexpected token: 'T10'"]);
});

test('positions of a query given as text count from its start and name the file', () => {
  const file = new SourceFile('Dynamic.cls', 'SELECT Id\nFROM A LIMIT x');
  assert.throws(() => parseSoql(file.text, file), { message: "Dynamic.cls:2:14: unexpected token: 'x'" });
});

test('WITH has its forms', () => {
  const withClause = (text: string): unknown => parseSoql(`SELECT Id FROM A WITH ${text}`).with;
  assert.deepEqual(withClause('SECURITY_ENFORCED'), { kind: 'securityEnforced' });
  assert.deepEqual(withClause('system_mode'), { kind: 'systemMode' });
  assert.deepEqual(withClause('DATA CATEGORY Geo__c ABOVE usa__c AND P__c AT (a__c, b__c)'), {
    kind: 'dataCategory',
    text: 'Geo__c ABOVE usa__c AND P__c AT (a__c, b__c)',
  });
});

test('grouping may roll up or cube', () => {
  const groupBy = (text: string): unknown => {
    const group = parseSoql(`SELECT COUNT(Id) FROM A GROUP BY ${text}`).groupBy!;
    return [group.kind, group.items.map(value)];
  };
  assert.deepEqual(groupBy('ROLLUP(a, b)'), ['rollup', ['a', 'b']]);
  assert.deepEqual(groupBy('CUBE(a)'), ['cube', ['a']]);
  assert.deepEqual(groupBy('rollup'), ['plain', ['rollup']]);
});

test('an inline query binds any Apex expression', () => {
  const inline = (text: string): string => {
    const expression = expressionOf(`[SELECT Id FROM A WHERE ${text}]`);
    assert.ok(expression.kind === 'soql');
    return condition(expression.query.where!);
  };
  assert.equal(inline('a = :b.c() AND d IN :new List<Id>{ e }'), '(a = :b.c() and d in :new List<Id>{e})');
  assert.equal(inline('a IN :(ids) AND b = :(c + 1)'), '(a in :ids and b = :[+ c 1])');
  assert.equal(inline('a = :(Integer) b'), 'a = :[cast Integer b]');
  assert.equal(inline('a = :b?.c ORDER BY d LIMIT :e'), 'a = :b?.c');
  assert.deepEqual(errorsIn('class A { Object b = [SELECT Id FROM A WHERE b = 1 AND c = 2 OR d = 3]; }'), [
    "1:62 Unexpected token 'OR'.",
  ]);
  assert.deepEqual(errorsIn('class A { Object b = [SELECT Id FROM A LIMIT 1 junk]; }'), ["1:48 Missing ']' at 'junk'"]);
});

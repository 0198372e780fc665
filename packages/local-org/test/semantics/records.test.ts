import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  anonymous,
  assertAccepted,
  bodyOf,
  expression,
  inMethod,
  messages,
  methodOf,
  program,
  typeOf,
} from './support.ts';

describe('fields of records', () => {
  it('have the types of their kind', () => {
    assert.equal(typeOf('a.NAME'), 'String');
    assert.equal(typeOf('a.AnnualRevenue'), 'Decimal');
    assert.equal(typeOf('a.NumberOfEmployees'), 'Integer');
    assert.equal(typeOf('a.CreatedDate'), 'Datetime');
    assert.equal(typeOf('a.OwnerId'), 'Id');
    assert.equal(typeOf('a.IsDeleted'), 'Boolean');
    assert.equal(typeOf('new Invoice__c().Total__c'), 'Decimal');
  });
  it('reach parents and children', () => {
    assert.equal(typeOf('new Contact().Account.Name'), 'String');
    assert.equal(typeOf('a.Contacts'), 'List<Contact>');
    assert.equal(typeOf('new Invoice__c().account__R'), 'Account');
    assert.equal(typeOf('a.Invoices__r[0].Ref__c'), 'String');
    assert.equal(typeOf('a.Owner.Name'), 'String');
  });
  it('that do not exist are refused', () => {
    assert.deepEqual(inMethod('s = a.Nope__c;'), ['Variable does not exist: Nope__c']);
    assert.deepEqual(inMethod('a = new Account(Nope__c = 1);'), ['Field does not exist: Nope__c on Account']);
    assert.deepEqual(inMethod('SObject r = a; s = r.Name;'), ['Variable does not exist: Name']);
  });
  it('take values of their types', () => {
    assertAccepted("a = new Account(Name = 'x', AnnualRevenue = 5, ownerid = s); a.AnnualRevenue += 1;");
    assert.deepEqual(inMethod('a.Name = 5;'), ['Illegal assignment from Integer to String']);
  });
  it('that the platform fills cannot be written', () => {
    assert.deepEqual(inMethod('a.CreatedDate = null;'), ['Field is not writeable: Account.CreatedDate']);
  });
  it('may be marked with an error', () => {
    const value = methodOf(
      program("public class Foo { void run(Account a) { a.Name.addError('no'); } }"),
      'Foo',
      'run',
    );
    const [statement] = bodyOf(value);
    assert.ok(statement.kind === 'expression' && statement.value.kind === 'callPlatformInstance');
    assert.equal(statement.value.method.key, 'addError(String,String)');
    assert.equal(statement.value.target.type.kind, 'sobject');
  });
  it('of a clone are those of the record', () => assert.equal(typeOf('a.clone(false, true).Name'), 'String'));
});

describe('tokens and describes', () => {
  it('come from the names of objects and fields', () => {
    assert.equal(expression('Account.SObjectType').kind, 'objectToken');
    assert.equal(expression('Account.Name').kind, 'fieldToken');
    assert.equal(expression('Account.fields.Name').kind, 'fieldToken');
    assert.equal(expression('Schema.Account.Name').kind, 'fieldToken');
    assert.equal(expression('SObjectType.Account').kind, 'objectDescribe');
    assert.equal(expression('Schema.SObjectType.Account.fields.Name').kind, 'fieldDescribe');
  });
  it('name the object behind a relationship', () => {
    const token = expression('Contact.Account.Name');
    assert.ok(token.kind === 'fieldToken');
    assert.deepEqual([token.object, token.field], ['Account', 'Name']);
  });
  it('have the methods of Schema', () => {
    assert.equal(typeOf('Schema.SObjectType.Account.fields.Name.getLabel()'), 'String');
    assert.equal(typeOf('Account.SObjectType.getDescribe().fields.getMap()'), 'Map<String,Schema.SObjectField>');
  });
  it('give way to a variable of the name', () => {
    assert.deepEqual(messages('public class Foo { void run(Contact account) { Id i = account.AccountId; } }'), []);
  });
});

describe('static methods of objects', () => {
  it('read custom settings and metadata', () => {
    assert.equal(typeOf('Lane__c.getOrgDefaults()'), 'Lane__c');
    assert.equal(typeOf("Lane__c.getInstance('005000000000001').Open__c"), 'Boolean');
    assert.equal(typeOf('Rule__mdt.getAll()'), 'Map<String,Rule__mdt>');
    assert.equal(typeOf("Rule__mdt.getInstance('x')"), 'Rule__mdt');
  });
  it('are not those of other objects', () => {
    assert.deepEqual(inMethod('Object x = Account.getOrgDefaults();'), [
      'Method does not exist or incorrect signature: void getOrgDefaults() from the type Account',
    ]);
  });
});

describe('labels', () => {
  it('are text', () => {
    assert.equal(typeOf('Label.greeting'), 'String');
    assert.equal(typeOf('System.Label.Greeting'), 'String');
  });
  it('must exist', () => assert.deepEqual(inMethod('s = Label.Nope;'), ['External string does not exist: Nope']));
});

describe('enums', () => {
  const color = 'public enum Color { RED, GREEN }';

  it('have values, names and ordinals', () => {
    assert.equal(typeOf('Color.values()', color), 'List<Color>');
    assert.equal(typeOf("Color.valueOf('RED').name()", color), 'String');
    assert.equal(typeOf('Color.red.ordinal()', color), 'Integer');
    assert.equal(typeOf('TriggerOperation.BEFORE_INSERT'), 'TriggerOperation');
  });
  it('have no other values', () =>
    assert.deepEqual(inMethod('Object c = Color.BLUE;', color), ['Variable does not exist: BLUE']));
});

describe('queries', () => {
  it('are lists, single rows or counts, as their place wants', () => {
    assert.equal(typeOf('[SELECT Id FROM Account]'), 'List<Account>');
    assert.equal(typeOf('[SELECT COUNT() FROM Account]'), 'Integer');
    assert.equal(typeOf('[SELECT Name, COUNT(Id) n FROM Account GROUP BY Name]'), 'List<AggregateResult>');
    assert.equal(typeOf('[SELECT Name FROM Account].Name'), 'String');
    assertAccepted(
      'a = [SELECT Id FROM Account LIMIT 1]; List<SObject> l = [SELECT Id FROM Account]; i = [SELECT COUNT() FROM Account];',
    );
    assert.deepEqual(inMethod('Contact c = [SELECT Id FROM Account];'), [
      'Illegal assignment from List<Account> to Contact',
    ]);
  });
  it('before ?. and ?? may have no row', () => {
    const value = expression("[SELECT Name FROM Account]?.Name ?? 'none'");
    assert.ok(value.kind === 'coalesce' && value.left.kind === 'safe' && value.left.target.kind === 'soql');
    assert.equal(value.left.target.result, 'optional');
  });
  it('keep their text and their binds in its order', () => {
    const value = expression(
      '[SELECT Id, (SELECT Id FROM Contacts WHERE Name = :s) FROM Account WHERE Id IN :new List<Id>() LIMIT :i]',
    );
    assert.ok(value.kind === 'soql');
    assert.equal(value.text.slice(0, 9), 'SELECT Id');
    assert.deepEqual(
      value.binds.map(({ kind }) => kind),
      ['read', 'newList', 'read'],
    );
  });
  it('of unknown objects, columns and relationships are refused', () => {
    assert.match(inMethod('a = [SELECT Id FROM Nope];')[0], /^sObject type 'Nope' is not supported\./);
    assert.match(inMethod('a = [SELECT Nope FROM Account];')[0], /^No such column 'Nope' on entity 'Account'\./);
    assert.match(
      inMethod("a = [SELECT Id FROM Account WHERE Nope.Name = 'x'];")[0],
      /^Didn't understand relationship 'Nope' in field path\./,
    );
    assert.match(
      inMethod('a = [SELECT (SELECT Id FROM Nopes) FROM Account];')[0],
      /^Didn't understand relationship 'Nopes'/,
    );
    assert.match(
      inMethod('a = [SELECT Id FROM Account WHERE Id IN (SELECT Nope FROM Contact)];')[0],
      /^No such column 'Nope' on entity 'Contact'/,
    );
  });
  it('check what they bind', () => {
    assert.deepEqual(inMethod('a = [SELECT Id FROM Account WHERE Name = :missing];'), [
      'Variable does not exist: missing',
    ]);
  });
  it('may name the object by its alias', () => {
    assertAccepted("a = [SELECT x.Name, x.Owner.Name FROM Account x WHERE x.Name LIKE 'a%' ORDER BY x.Name];");
  });
  it('at run time may be assigned to a list or to one record', () => {
    assertAccepted("List<Account> l = Database.query('x'); a = Database.query('x'); SObject r = Database.query('x');");
  });
});

describe('triggers', () => {
  it('see the records of their object', () => {
    const source =
      'trigger T on Account (before insert, after update) { for (Account a : Trigger.new) { a.Name = Trigger.oldMap.get(a.Id).Name; } ' +
      'Foo.run(Trigger.new, Trigger.newMap); }';
    const foo =
      'public class Foo { public static void run(List<SObject> l, Map<Id, SObject> m) { List<Account> x = (List<Account>) Trigger.new; } }';
    assert.deepEqual(messages(source, foo), []);
  });
  it('are on objects that exist', () =>
    assert.deepEqual(messages('trigger T on Nope (before insert) { }'), ['Invalid type: Nope']));
  it('may declare methods of their own', () => {
    assert.deepEqual(
      messages('trigger T on Account (before insert) { help(Trigger.new); void help(List<Account> l) { } }'),
      [],
    );
  });
  it('have no this', () => {
    assert.deepEqual(messages('trigger T on Account (before insert) { Object o = this; }'), [
      'This cannot be referenced in a static context',
    ]);
  });
});

describe('anonymous blocks', () => {
  it('have statements, methods and classes of their own over those of the project', () => {
    const { anonymous: block, diagnostics } = anonymous(
      'Integer n = twice(Foo.one()); class Foo2 { Integer x; } new Foo2().x = n; Integer twice(Integer x) { return x * 2 + (n ?? 0); }',
      'public class Foo { public static Integer one() { return 1; } }',
    );
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      block.methods.map(({ symbol }) => symbol.name),
      ['twice'],
    );
    assert.deepEqual(
      block.types.map(({ symbol }) => symbol.name),
      ['Foo2'],
    );
  });
  it('are refused like classes', () => {
    assert.deepEqual(
      anonymous("Integer n = 'x';").diagnostics.map(({ message }) => message),
      ['Illegal assignment from String to Integer'],
    );
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorsIn, show, showType, statementOf, statementsOf } from './support/read.ts';

function refused(source: string): string[] {
  return errorsIn(`class A { void f() {\n${source}\n} }`);
}

test('a declaration is told from an expression by the name after its type', () => {
  const kinds = (source: string): string[] => statementsOf(source).map(({ kind }) => kind);
  assert.deepEqual(kinds('Account a; A.B<C>[] d = e, f; a.b(); a = b; a[0] = 1; f(); i++; new A();'), [
    'local',
    'local',
    'expression',
    'expression',
    'expression',
    'expression',
    'expression',
    'expression',
  ]);
});

test('a local declaration keeps its type, its names, its initialisers and final', () => {
  const local = statementOf("@SuppressWarnings('PMD') final Map<Id, Account> a = b, c;", 'local');
  assert.equal(local.isFinal, true);
  assert.equal(showType(local.type), 'Map<Id, Account>');
  assert.deepEqual(
    local.declarators.map(({ name, initializer }) => [name.name, initializer && show(initializer)]),
    [
      ['a', 'b'],
      ['c', undefined],
    ],
  );
});

test('if takes its nearest else', () => {
  const outer = statementOf('if (a) if (b) f(); else g();', 'if');
  assert.equal(outer.else, undefined);
  assert.ok(outer.then.kind === 'if' && outer.then.else?.kind === 'expression');
});

test('for has four forms', () => {
  const counted = statementOf('for (Integer i = 0, n = 3; i < n; i++, j--) f();', 'for');
  assert.ok(counted.init !== undefined && 'kind' in counted.init && counted.init.declarators.length === 2);
  assert.deepEqual(counted.update.map(show), ['[i ++]', '[j --]']);
  const bare = statementOf('for (;;);', 'for');
  assert.deepEqual([bare.init, bare.condition, bare.update, bare.body], [undefined, undefined, [], undefined]);
  const assigned = statementOf('for (i = 0, j = 1; i < j;) {}', 'for');
  assert.ok(Array.isArray(assigned.init) && assigned.init.length === 2);
  const each = statementOf('for (List<Account> chunk : [SELECT Id FROM Account]) f(chunk);', 'forEach');
  assert.equal(showType(each.type), 'List<Account>');
  assert.equal(each.variable.name, 'chunk');
  assert.equal(each.iterable.kind, 'soql');
});

test('while and do loop', () => {
  assert.equal(statementOf('while (a > 0);', 'while').body, undefined);
  assert.equal(statementOf('do { a--; } while (a > 0);', 'doWhile').body.kind, 'block');
});

test('switch has cases of values and of types, and else at the end', () => {
  const chosen = statementOf(
    "switch on x.y() { when 1, -2, (3) { } when 'a', null { } when RED, A.B { } when Account a { } when else { f(); } }",
    'switch',
  );
  assert.equal(show(chosen.subject), 'x.y()');
  const cases = chosen.cases.map((one) =>
    one.kind === 'type' ? `${showType(one.type)} ${one.variable.name}` : one.values.map(show).join(', '),
  );
  assert.deepEqual(cases, ['1, [- 2], 3', "'a', null", 'RED, A.B', 'Account a']);
  assert.equal(chosen.elseBody?.statements.length, 1);
});

test('switch without a case, with else before others, or with a computed value is refused', () => {
  assert.deepEqual(refused('switch on x { }'), ["2:15 Missing 'when' at '}'"]);
  assert.deepEqual(refused('switch on x { when else { } when 1 { } }'), ["2:29 Missing '}' at 'when'"]);
  assert.deepEqual(refused('switch on x { when f() { } }'), ["2:21 Missing '{' at '('"]);
});

test('try needs a catch or a finally', () => {
  const tried = statementOf('try { } catch (A.B e) { } catch (Exception e) { f(); } finally { }', 'try');
  assert.deepEqual(
    tried.catches.map(({ type, variable }) => `${showType(type)} ${variable.name}`),
    ['A.B e', 'Exception e'],
  );
  assert.ok(tried.finallyBody !== undefined);
  assert.deepEqual(refused('try { } f();'), ["2:9 Missing 'catch' at 'f'"]);
});

test('DML takes an access level, upsert an external id field, merge a second record', () => {
  const dml = (source: string): unknown[] => {
    const { operation, access, target, second } = statementOf(source, 'dml');
    return [operation, access, show(target), second && show(second)];
  };
  assert.deepEqual(dml('insert a;'), ['insert', undefined, 'a', undefined]);
  assert.deepEqual(dml('update as user a.b;'), ['update', 'user', 'a.b', undefined]);
  assert.deepEqual(dml('delete as system [SELECT Id FROM Account];'), ['delete', 'system', '[soql]', undefined]);
  assert.deepEqual(dml('undelete a;'), ['undelete', undefined, 'a', undefined]);
  assert.deepEqual(dml('upsert a Key__c;'), ['upsert', undefined, 'a', 'Key__c']);
  assert.deepEqual(dml('upsert (List<A>) b A.Fields.Key__c;'), [
    'upsert',
    undefined,
    '[cast List<A> b]',
    'A.Fields.Key__c',
  ]);
  assert.deepEqual(dml('merge a b;'), ['merge', undefined, 'a', 'b']);
  assert.deepEqual(dml('merge (a) b;'), ['merge', undefined, 'a', 'b']);
  assert.deepEqual(dml('insert as;'), ['insert', undefined, 'as', undefined]);
  assert.deepEqual(refused('merge a;'), ["2:8 Unexpected token ';'."]);
});

test('System.runAs is a statement when a block follows and a call otherwise', () => {
  const run = statementOf('system.RunAs(u) { f(); }', 'runAs');
  assert.deepEqual(run.arguments.map(show), ['u']);
  assert.equal(run.body.statements.length, 1);
  statementOf('System.runAs(new Version(1, 0));', 'expression');
});

test('leaving statements', () => {
  const kinds = statementsOf('while (a) { break; } while (a) { continue; } throw e; return;').map(({ kind }) => kind);
  assert.deepEqual(kinds, ['while', 'while', 'throw', 'return']);
});

test('an expression without effect is no statement', () => {
  assert.deepEqual(refused('a;\na + b;\n[SELECT Id FROM Account];'), [
    '2:1 Expression cannot be a statement.',
    '3:1 Expression cannot be a statement.',
    '4:1 Expression cannot be a statement.',
  ]);
  assert.deepEqual(refused('a();;'), ["2:5 Unexpected token ';'."]);
});

test('only final and annotations modify a local variable', () => {
  assert.deepEqual(refused('final static Integer a;'), ['2:1 Modifier is not allowed: static']);
});

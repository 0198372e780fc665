import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseApex } from '../../../packages/local-org/src/compiler/syntax/parser.ts';
import { SourceFile } from '../../../packages/local-org/src/diagnostics/diagnostic.ts';
import { applyMutation, INVARIANTS, mutationsOf } from '../operators.ts';

/** `operator: the source with the mutation in it`, on one line each. */
function mutants(source: string, kind: 'type' | 'trigger' = 'type'): string[] {
  const { unit } = parseApex(new SourceFile('A.cls', source), kind);
  return mutationsOf(unit!, source)
    .filter(({ operator }) => INVARIANTS.has(operator))
    .map((mutation) => `${mutation.operator}: ${applyMutation(source, mutation)}`);
}

const inMethod = (body: string, head = 'void m(SObject r)'): string => `class A { ${head} { ${body} } }`;

describe('a mutant', () => {
  it('drops a call that refuses', () => {
    assert.deepEqual(mutants(inMethod("r.addError('no');")), [`refusal dropped: ${inMethod('{}')}`]);
    assert.deepEqual(mutants(inMethod('refuseWhileClosed(r);')), [`refusal dropped: ${inMethod('{}')}`]);
  });

  it('drops an exception', () => {
    assert.deepEqual(mutants(inMethod('throw new E();')), [`exception dropped: ${inMethod('{}')}`]);
  });

  it('gives no reason where a method returns one, and leaves null alone', () => {
    const head = 'String refusalOf(SObject r)';
    assert.deepEqual(mutants(inMethod("return 'no';", head)), [`reason dropped: ${inMethod('return null;', head)}`]);
    assert.deepEqual(mutants(inMethod('return null;', head)), []);
    assert.deepEqual(mutants(inMethod("return 'no';", 'String title(SObject r)')), []);
  });

  it('makes a condition that guards a refusal false', () => {
    assert.deepEqual(mutants(inMethod('if (a || b) { throw new E(); }')), [
      `guard never: ${inMethod('if ((a || b) && false) { throw new E(); }')}`,
      `exception dropped: ${inMethod('if (a || b) { {} }')}`,
    ]);
  });

  it('leaves a condition that guards nothing to --all', () => {
    const source = inMethod('if (a) { b(); }');
    const { unit } = parseApex(new SourceFile('A.cls', source), 'type');
    assert.deepEqual(
      mutationsOf(unit!, source).map(({ operator }) => operator),
      ['condition never', 'condition always'],
    );
    assert.deepEqual(mutants(source), []);
  });

  it('grants every permission', () => {
    assert.deepEqual(mutants(inMethod("return FeatureManagement.checkPermission('X');", 'Boolean m()')), [
      `permission granted: ${inMethod('return true;', 'Boolean m()')}`,
    ]);
  });

  it('leaves user mode in a query, a DML statement and a call', () => {
    assert.deepEqual(mutants(inMethod('x = [SELECT Id FROM Account WITH USER_MODE];')), [
      `user mode dropped: ${inMethod('x = [SELECT Id FROM Account WITH SYSTEM_MODE];')}`,
    ]);
    assert.deepEqual(mutants(inMethod('insert as user r;')), [`user mode dropped: ${inMethod('insert as system r;')}`]);
    assert.deepEqual(mutants(inMethod('Database.insert(r, AccessLevel.USER_MODE);')), [
      `user mode dropped: ${inMethod('Database.insert(r, AccessLevel.SYSTEM_MODE);')}`,
    ]);
  });

  it('drops an event of a trigger, and never the only one', () => {
    assert.deepEqual(mutants('trigger T on Account(before insert, after update) { A.b(); }', 'trigger'), [
      'trigger event dropped: trigger T on Account( after update) { A.b(); }',
      'trigger event dropped: trigger T on Account(before insert) { A.b(); }',
    ]);
    assert.deepEqual(mutants('trigger T on Account(before insert) { A.b(); }', 'trigger'), []);
  });

  it('knows the member and the statement that it changes', () => {
    const source = 'class A { class B { void m() { Integer i = 1; if (i == 1) { throw new E(); } } } }';
    const { unit } = parseApex(new SourceFile('A.cls', source), 'type');
    const [guard] = mutationsOf(unit!, source);
    assert.equal(guard.member, 'A.B.m');
    assert.equal(guard.statement, source.indexOf('if ('));
  });
});

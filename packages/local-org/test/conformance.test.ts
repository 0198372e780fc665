import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checklist, conformanceCases, ledger, runCase } from '../conformance/cases.ts';

const cases = conformanceCases();
const failing = ledger('failing.json');
const skipped = ledger('skipped.json');

describe('Conformance', () => {
  for (const test of cases) {
    if (skipped.has(test.name)) continue;
    it(`${test.name}: ${test.title}`, () => {
      if (failing.has(test.name)) assert.notEqual(outcome(test), test.expected, 'passes now: take it off failing.json');
      else assert.equal(runCase(test), test.expected);
    });
  }

  it('everything on the checklist has a case, and none of those is skipped or failing', () => {
    const names = new Set(cases.map(({ name }) => name));
    for (const { fact, cases: standing } of checklist()) {
      assert.notEqual(standing.length, 0, `${fact}: no case`);
      for (const name of standing)
        assert.ok(names.has(name) && !skipped.has(name) && !failing.has(name), `${fact}: ${name}`);
    }
  });

  it('the ledgers name cases that there are, each with a reason', () => {
    const names = new Set(cases.map(({ name }) => name));
    for (const [name, reason] of [...failing, ...skipped]) {
      assert.ok(names.has(name), `no case is named ${name}`);
      assert.notEqual(reason.trim(), '', `${name} has no reason`);
    }
  });
});

/** What a case gives that is known to fail, however it fails. */
function outcome(test: (typeof cases)[number]): string {
  try {
    return runCase(test);
  } catch (error) {
    return String(error);
  }
}

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCase, sourceOf, SUBJECTS } from '../../fuzz/cases.ts';
import { loadCorpus } from '../../fuzz/corpus.ts';
import { fuzz } from '../../fuzz/fuzz.ts';
import { schema as SCHEMA } from '../semantics/support.ts';

describe('the compiler, given damaged source', () => {
  it('ends every case in diagnostics or in a program, and never in a crash or a hang', async () => {
    const { failures, outcomes, cases } = await fuzz(0, 8_000);
    assert.deepEqual(failures, []);
    assert.equal(outcomes.refused + outcomes.read + outcomes.compiled, cases);
    assert.ok(outcomes.compiled > 100, `only ${outcomes.compiled} cases reached the emitter`);
  });

  it('makes the same case of the same seed', () => {
    const corpus = loadCorpus();
    for (const [seed, subject] of SUBJECTS.entries()) {
      assert.equal(sourceOf(corpus, subject, seed), sourceOf(corpus, subject, seed));
      assert.notEqual(sourceOf(corpus, subject, seed), sourceOf(corpus, subject, seed + SUBJECTS.length));
    }
  });

  it('compiles names of JavaScript as the names of Apex that they are', () => {
    const text = `public class Fuzz {
      public class prototype { public Integer hasOwnProperty = 1; }
      public static Integer eval(Integer arguments) { prototype yield1 = new prototype(); return arguments + yield1.hasOwnProperty; }
      public String process = '\`\${process.exit(1)}\`\\u2028';
    }`;
    assert.equal(runCase(text, 'class', SCHEMA), 'compiled');
  });

  it('compiles what earlier cases found', () => {
    // a minus before a negative constant
    assert.equal(runCase('Integer x = - -1; Integer y = -(-1); x = - - -1;', 'anonymous', SCHEMA), 'compiled');
  });

  it('reads a query up to its SQL', () => {
    assert.equal(runCase('SELECT Id FROM Nothing', 'query', SCHEMA), 'read');
    assert.equal(runCase('SELECT Id FROM', 'query', SCHEMA), 'refused');
    assert.equal(runCase("FIND 'a OR \"b' RETURNING Nothing", 'query', SCHEMA), 'compiled');
  });

  it('refuses source that names nothing the project has', () => {
    const text = 'public class Fuzz { public void run() { globalThis.process.exit(1); } }';
    assert.equal(runCase(text, 'class', SCHEMA), 'read');
  });
});

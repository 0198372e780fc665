import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadProgram } from '../../src/runtime/kernel/program.ts';
import { lookup, register } from '../../src/runtime/kernel/registry.ts';

describe('the registry of platform types', () => {
  it('joins what several files register', () => {
    register('Testing.Part', { statics: { 'a()': () => 1 } });
    register('Testing.Part', { statics: { 'b()': () => 2 } });
    assert.deepEqual(Object.keys(lookup('Testing.Part')!.statics!), ['a()', 'b()']);
  });

  it('refuses a member that is there already', () => {
    register('Testing.Twice', { statics: { 'a()': () => 1 } });
    assert.throws(
      () => register('Testing.Twice', { statics: { 'a()': () => 2 } }),
      /Testing.Twice.a\(\) is registered twice/,
    );
  });

  it('makes a program fail to load that needs what is not there, with all names', () => {
    const text = '(function ($, $p) { $p.static("Testing.None", "b()"); $p.getter("Testing.None", "A"); })';
    assert.throws(() => loadProgram({ text, sections: [], coverage: [] }), {
      message: 'Not implemented: Testing.None.A, Testing.None.b()',
    });
  });

  it('does not take what JavaScript gives every object for a member', () => {
    register('Testing.Empty', { statics: {} });
    const text = '(function ($, $p) { $p.static("Testing.Empty", "constructor"); })';
    assert.throws(
      () => loadProgram({ text, sections: [], coverage: [] }),
      /Not implemented: Testing.Empty.constructor/,
    );
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quote } from '../../src/compiler/emit/names.ts';
import { loadProgram } from '../../src/runtime/kernel/program.ts';
import { bytecodeOf, compileScript } from '../../src/runtime/kernel/script.ts';

const PROGRAM = {
  text: '(function ($, $p) { $p.trigger("T", "Account", ["before insert"], "T.trigger", function () {}); })',
  sections: [],
  coverage: [],
};

test('V8 takes the bytecode that was made of the same program', () => {
  assert.equal(compileScript(PROGRAM, 'again', bytecodeOf(PROGRAM)).cachedDataRejected, false);
});

test('bytecode that V8 cannot use is left aside, and the program loads without it', () => {
  const bytecode = new Uint8Array(64);
  assert.equal(compileScript(PROGRAM, 'anew', bytecode).cachedDataRejected, true);
  assert.equal(loadProgram(PROGRAM, { bytecode }).triggers[0].object, 'Account');
});

test('texts beyond Latin-1 do not double the size of the script', () => {
  assert.equal(quote('\u00e9 \u2028 \u4e2d \ud83d\ude00'), '"\u00e9 \\u2028 \\u4e2d \\ud83d\\ude00"');
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { translate } from '../../src/runtime/kernel/errors.ts';
import { ApexException, apexStackOf } from '../../src/runtime/kernel/exception.ts';
import { withContext } from '../../src/runtime/kernel/context.ts';
import { LimitCounter, SYNCHRONOUS_LIMITS } from '../../src/runtime/kernel/limits.ts';
import type { HirExpression, HirStatement } from '../../src/compiler/semantics/hir.ts';
import * as b from './hand-built.ts';

function failure(body: HirStatement): ApexException {
  try {
    b.run(body);
  } catch (error) {
    const translated = translate(error);
    assert.ok(translated instanceof ApexException, String(error));
    return translated;
  }
  assert.fail('no exception');
}

describe('arithmetic', () => {
  it('wraps Integers at 32 bits', () => {
    assert.equal(b.run(b.give(b.arithmetic('+', b.int(2147483647), b.int(1)))), -2147483648);
    assert.equal(b.run(b.give(b.arithmetic('*', b.int(65536), b.int(65537)))), 65536);
  });

  it('truncates the quotient of Integers', () => {
    assert.equal(b.run(b.give(b.arithmetic('/', b.int(-7), b.int(2)))), -3);
  });

  it('refuses to divide by zero', () => {
    const zero = b.local('zero');
    const e = failure(b.block(b.declare(zero, b.int(0)), b.give(b.arithmetic('/', b.int(1), b.read(zero)))));
    assert.equal(e.typeName, 'System.MathException');
    assert.equal(e['getMessage()'](), 'Divide by 0');
  });

  it('refuses null with a NullPointerException', () => {
    const e = failure(b.give(b.arithmetic('+', b.nothing(), b.int(1))));
    assert.equal(e.typeName, 'System.NullPointerException');
    assert.equal(e['getMessage()'](), 'Attempt to de-reference a null object');
  });
});

describe('text', () => {
  it('writes null as "null" and keeps the terms of a long chain in order', () => {
    let chain: HirExpression = b.text('a');
    for (let i = 0; i < 5000; i++) chain = b.concat(chain, b.int(i % 10));
    const result = b.run(b.give(b.concat(chain, b.nothing(b.STRING)))) as string;
    assert.equal(result.length, 5005);
    assert.ok(result.startsWith('a0123') && result.endsWith('null'));
  });

  it('compares Strings without case under ==', () => {
    const same: HirExpression = {
      kind: 'binary',
      operation: { kind: 'equal', negated: false, of: 'string' },
      left: b.text('Ab'),
      right: b.text('aB'),
      type: b.BOOLEAN,
      start: 12,
    };
    assert.equal(b.run(b.give(same)), true);
  });

  it('keeps hostile literals as data', () => {
    const hostile = '"; process.exit(1); \u2028 </script> `${1}`';
    assert.equal(b.run(b.give(b.text(hostile))), hostile);
  });
});

describe('exceptions', () => {
  const error = b.local('e', b.EXCEPTION);
  const divide = b.set(b.local('zero'), b.arithmetic('/', b.int(1), b.arithmetic('-', b.int(1), b.int(1))));
  const attempt = (parts: Partial<HirStatement & { kind: 'try' }>): HirStatement => ({
    kind: 'try',
    body: b.block(divide),
    catches: [],
    finallyBody: undefined,
    start: 12,
    ...parts,
  });

  it('are caught by type and give their message', () => {
    const body = b.block(
      b.declare(b.local('zero'), b.int(0)),
      attempt({ catches: [{ type: b.EXCEPTION, variable: error, body: b.block(b.give(b.int(7))) }] }),
    );
    assert.equal(b.run(body), 7);
  });

  it('pass catches of another type', () => {
    const other = b.typed(b.platformSymbol('DmlException'));
    const e = failure(
      b.block(
        b.declare(b.local('zero'), b.int(0)),
        attempt({ catches: [{ type: other, variable: error, body: b.block(b.give(b.int(7))) }] }),
      ),
    );
    assert.equal(e.typeName, 'System.MathException');
  });

  it('run finally blocks', () => {
    const zero = b.local('zero');
    const body = b.block(
      b.declare(zero, b.int(0)),
      attempt({
        catches: [{ type: b.EXCEPTION, variable: error, body: b.block() }],
        finallyBody: b.block(b.give(b.int(9))),
      }),
    );
    assert.equal(b.run(body), 9);
  });

  it('carry the Apex stack trace and line', () => {
    const third = b.file.text.indexOf('line 3');
    const e = failure(b.block({ kind: 'return', value: b.arithmetic('%', b.int(1), b.nothing()), start: third }));
    assert.equal(apexStackOf(e), 'Class.Foo.run: line 3, column 3');
    assert.equal(e['getLineNumber()'](), 3);
  });
});

describe('limits', () => {
  it('end a runaway loop with an exception that Apex cannot catch', () => {
    const foo = b.symbolOf('Foo');
    const forever: HirStatement = {
      kind: 'while',
      condition: { kind: 'constant', literal: 'boolean', text: 'true', type: b.BOOLEAN, start: 12 },
      body: b.block(),
      start: 12,
    };
    const guarded: HirStatement = {
      kind: 'try',
      body: b.block(forever),
      start: 12,
      finallyBody: b.block(b.give(b.int(2))),
      catches: [{ type: b.EXCEPTION, variable: b.local('e', b.EXCEPTION), body: b.block(b.give(b.int(1))) }],
    };
    const program = b.load([b.hirType(foo, { methods: [{ symbol: b.method(foo, 'run'), body: b.block(guarded) }] })]);
    const context = b.transaction(program, new LimitCounter({ ...SYNCHRONOUS_LIMITS, cpuTime: 20 }));
    assert.throws(
      () => withContext(context, () => b.staticMethod(program, 'Foo', 'run()')()),
      (e) => e instanceof ApexException && e['getMessage()']() === 'Apex CPU time limit exceeded',
    );
  });

  it('turn endless recursion into a LimitException', () => {
    const foo = b.symbolOf('Foo');
    const symbol = b.method(foo, 'run');
    const again: HirExpression = { kind: 'callStatic', method: symbol, arguments: [], type: b.INTEGER, start: 12 };
    const program = b.load([b.hirType(foo, { methods: [{ symbol, body: b.block(b.give(again)) }] })]);
    let thrown: unknown;
    try {
      b.call(program, 'Foo', 'run()');
    } catch (e) {
      thrown = translate(e);
    }
    assert.ok(thrown instanceof ApexException);
    assert.equal(thrown['toString()'](), 'System.LimitException: Maximum stack depth reached: 1001');
  });
});

describe('static state', () => {
  const foo = b.symbolOf('Foo');
  const count = b.field(foo, 'count', b.INTEGER, true);
  const place = { kind: 'staticField', field: count, start: 12 } as const;
  const next: HirExpression = {
    kind: 'increment',
    place,
    delta: 1,
    prefix: true,
    numeric: 'int',
    type: b.INTEGER,
    start: 12,
  };
  const program = b.load(
    [
      b.hirType(foo, {
        staticInit: [{ kind: 'field', field: count, value: b.int(10), start: 12 }],
        methods: [{ symbol: b.method(foo, 'next'), body: b.block(b.give(next)) }],
      }),
    ],
    true,
  );

  it('lives as long as a transaction', () => {
    const context = b.transaction(program);
    const nextOf = b.staticMethod(program, 'Foo', 'next()');
    assert.deepEqual(
      withContext(context, () => [nextOf(), nextOf()]),
      [11, 12],
    );
    assert.equal(b.call(program, 'Foo', 'next()'), 11);
  });

  it('is put aside while another transaction runs inside', () => {
    const nextOf = b.staticMethod(program, 'Foo', 'next()');
    const values = withContext(b.transaction(program), () => {
      const before = nextOf();
      const inner = withContext(b.transaction(program), () => nextOf());
      return [before, inner, nextOf()];
    });
    assert.deepEqual(values, [11, 11, 12]);
  });

  it('is covered line by line when coverage is on', () => {
    const covered = program.coverage.get('classes/Foo.cls')!;
    assert.deepEqual(covered.lines, [2]);
    assert.equal(covered.hits[2], 1);
  });
});

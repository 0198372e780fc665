import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { CompilationError } from '../../src/diagnostics/diagnostic.ts';
import { compile, run } from './support.ts';

const method = (body: string): string => `public class Foo { public static Object run() { ${body} } }`;

test('expressions of very many parts are refused with their place, or compiled', () => {
  const bodies: Readonly<Record<string, string>> = {
    sum: `Integer s = 1; return ${'s + '.repeat(50_000)} s;`,
    product: `Decimal s = 1; return ${'s * '.repeat(50_000)} s;`,
    'chain of calls': `String s = ''; return s${'.trim()'.repeat(50_000)};`,
    'safe chain': `String s = ''; return s${'?.trim()'.repeat(50_000)};`,
    defaults: `String s = ''; return ${'s ?? '.repeat(50_000)} s;`,
    indexes: `List<Object> s; return s${'[0]'.repeat(50_000)};`,
    brackets: `Integer${'[]'.repeat(100_000)} s; return s;`,
    cases: `Integer s = 1; switch on s { ${Array.from({ length: 50_000 }, (_, at) => `when ${at} { return 1; }`).join(' ')} } return 2;`,
  };
  const fine = `public class Fine { public static Integer one() { return 1; } }`;
  for (const [what, body] of Object.entries(bodies)) {
    assert.throws(
      () => compile([fine, method(body)]),
      (error) =>
        error instanceof CompilationError &&
        /^classes\/2\.cls:1:\d+: An expression has more parts than the local org can follow$/.test(error.message),
      what,
    );
  }
});

test('a text of ten thousand parts, a condition of as many and three hundred calls are compiled', () => {
  assert.equal(run('Integer', `String s = 'x'; String all = ${'s + '.repeat(9_999)} s; return all.length();`), 10_000);
  assert.equal(run('Boolean', `Integer s = 1; return ${'s == 1 && '.repeat(10_000)} s == 1;`), true);
  assert.equal(run('String', `String s = 'x'; return s${'.trim()'.repeat(300)};`), 'x');
});

test('a class of hundreds of overloads is checked in time that grows with them', () => {
  const classes = Array.from(
    { length: 300 },
    (_, at) => `public class C${at} {} static Integer m(C${at} c) { return ${at}; }`,
  );
  const calls = Array.from({ length: 300 }, (_, at) => `m(new C${at}());`).join(' ');
  const start = process.cpuUsage();
  compile([`public class Foo { ${classes.join('\n')} static void all() { ${calls} } }`]);
  assert.ok(process.cpuUsage(start).user < 5_000_000);
});

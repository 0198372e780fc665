import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'acorn';
import { compile, run } from './support.ts';

interface AnyNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Names of globals that emitted code may use: the kernel's two objects come as parameters, so there is only this word. */
const ALLOWED = new Set(['undefined']);

/** Identifiers that no declaration of the script binds. All declared names are unique in a bundle or prefixed, so scopes do not matter. */
function freeNames(text: string): Set<string> {
  const declared = new Set<string>();
  const used = new Set<string>();
  const visit = (node: unknown, parent?: AnyNode, key?: string): void => {
    if (Array.isArray(node)) {
      for (const item of node) visit(item, parent, key);
      return;
    }
    if (typeof node !== 'object' || node === null || typeof (node as AnyNode).type !== 'string') return;
    const at = node as AnyNode;
    if (at.type === 'Identifier') {
      const name = at['name'] as string;
      const isName =
        (parent?.type === 'MemberExpression' && key === 'property' && parent['computed'] === false) ||
        ((parent?.type === 'Property' || parent?.type === 'MethodDefinition') &&
          key === 'key' &&
          parent['computed'] === false);
      if (isName) return;
      const binds =
        (parent?.type === 'VariableDeclarator' && key === 'id') ||
        (/Function/.test(parent?.type ?? '') && (key === 'params' || key === 'id')) ||
        (parent?.type === 'CatchClause' && key === 'param');
      (binds ? declared : used).add(name);
      return;
    }
    for (const [child, value] of Object.entries(at)) visit(value, at, child);
  };
  visit(parse(text, { ecmaVersion: 2024, sourceType: 'script' }));
  return new Set([...used].filter((name) => !declared.has(name)));
}

/** Every kind of declaration, statement and expression, with names that mean something in JavaScript. */
const HOSTILE = [
  `public virtual class Function { public static Integer constructor = 1; public Integer prototype { get { return prototype; } set; }
    public Integer arguments; public static final Map<String, Object> globalThis = new Map<String, Object>{ 'process' => 1 };
    static { constructor = 2; } { arguments = 3; }
    public Function(Integer process) { this.arguments = process; } public Function() { this(1); }
    public virtual Integer eval(Integer require) { return require + constructor; }
    public static Function valueOf(String toString) { return new Function(); }
    public class Proto_x extends Function { public override Integer eval(Integer process) { return super.eval(process); } } }`,
  'public enum Symbol { constructor_x, prototype, undefined }',
  'public class ErrorException extends Exception { public class Error { } }',
  `public without sharing class Process { public static Object run() {
    Object globalThis = null; Integer process = 1; String window = '"; globalThis.x = 1; \\u2028 </script>';
    for (Integer require = 0; require < 2; require++) { process += require; continue; }
    for (String module : new List<String>{ 'a' }) { window += module; }
    for (Integer exports : new Set<Integer>{ 1 }) { process++; }
    while (process < 0) { break; } do { process--; } while (process > 100);
    try { throw new ErrorException('x'); } catch (ErrorException eval) { window += eval.getMessage(); } finally { process *= 2; }
    switch on process { when 1 { process = 2; } when else { process = 3; } }
    Function f = new Function(4); f.prototype = 5; f.prototype += 1; f.arguments++;
    List<Integer> l = new Integer[2]; l[0] = 1; l[0] <<= 2; Long big = 5L; big = -big >>> 1; Decimal d = 1.5 * 2;
    Account a = new Account(Name = 'x'); a.Name = window; String n = a?.Name ?? 'none';
    Boolean b = !(a == null) && (process > 1 || d >= 2) ^ true; Object o = (Object) d; b = o instanceof Decimal;
    Symbol s = Symbol.prototype; s = Symbol.valueOf('undefined'); Type t = Function.class;
    List<Account> rows = [SELECT Id FROM Account WHERE Name = :window]; Integer c = [SELECT COUNT() FROM Account];
    for (Account row : [SELECT Id FROM Account]) { update row; } insert as user a; upsert rows; delete rows;
    Date day = Date.today() + 1; Datetime dt = day; String joined = String.join(new List<String>{ window }, ',');
    System.runAs(new User(Id = UserInfo.getUserId())) { process = 7; if (process == 7) return process; }
    Schema.SObjectField field = Account.Name; Schema.SObjectType type = Account.SObjectType;
    return f.eval(process); } }`,
];

describe('emitted code', () => {
  it('refers to nothing but what the kernel hands it', () => {
    const { text } = compile(HOSTILE, {
      coverage: true,
      triggers: ['trigger process on Account (before insert) { Integer globalThis = 1; globalThis++; }'],
    });
    assert.deepEqual(
      [...freeNames(text)].filter((name) => !ALLOWED.has(name)),
      [],
    );
  });

  it('has no property access by a name of the source that is not prefixed', () => {
    const { text } = compile(HOSTILE);
    const names = [...text.matchAll(/\.(constructor|prototype|__proto__|globalThis|process|eval|arguments)\b/g)];
    assert.deepEqual(
      names.map((match) => match[0]).filter((name) => name !== '.process'),
      [],
    );
    assert.deepEqual([...text.matchAll(/\["(constructor|prototype|__proto__)"\]/g)], []);
  });

  it('keeps literals as data, whatever they look like', () => {
    const source = "return '\\'); process.exit(1); (\\' ` ${1} </script> \\u2028 \\\\';";
    assert.equal(run('String', source), "'); process.exit(1); (' ` ${1} </script> \u2028 \\");
  });

  it('keeps annotations as data', () => {
    const compiled = compile([
      `@SuppressWarnings('"]; process.exit(1); [') public class Foo { @TestVisible private Integer x; }`,
    ]);
    assert.equal(compiled.program.findClass('foo')?.annotations[0]?.name, 'suppresswarnings');
  });
});

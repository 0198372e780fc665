/** Calls of methods, with what they carry besides their arguments: the caller's sharing. */
import type { HirExpression } from '../semantics/hir.ts';
import type { MethodSymbol, Type, TypeSymbol } from '../semantics/types.ts';
import { operand, queryArguments, value } from './expressions.ts';
import { isPlatform, platformName, quote } from './names.ts';
import { hasEffects, mayCallApex, neverNull } from './nullness.ts';
import { binary } from './operators.ts';
import type { Unit } from './unit.ts';

/**
 * The arguments of a call. Where the callee (a class without a sharing declaration of its own) wants to know the caller's
 * sharing, it is put into its register as one argument more, evaluated after all others and ignored by the callee: the
 * cheapest way that needs neither a wrapper nor a `finally`.
 */
export function arguments_(unit: Unit, args: readonly HirExpression[], callee?: TypeSymbol): string {
  const texts = args.map((arg) => value(unit, arg));
  if (callee !== undefined && asksCaller(callee)) texts.push(`$r[1] = ${unit.sharingValue()}`);
  return texts.join(', ');
}

/** Also for interfaces and virtual methods, whose implementation may stand in an undeclared class. */
function asksCaller(callee: TypeSymbol): boolean {
  if (callee.kind === 'enum') return false;
  if (callee.sharing === 'with' || callee.sharing === 'without') return callee.isVirtual || callee.isAbstract;
  return true;
}

/**
 * A call on `target`. Apex evaluates the arguments before it looks whether the receiver is null, as Java does; JavaScript looks
 * first. That can be seen only where an argument has effects.
 */
export function onReceiver(
  unit: Unit,
  target: HirExpression,
  args: readonly HirExpression[],
  call: (receiver: string, args: readonly string[]) => string,
): string {
  const receiver = value(unit, target);
  if (neverNull(target) || !args.some(hasEffects))
    return call(
      receiver,
      args.map((arg) => value(unit, arg)),
    );
  const kept = unit.temporary();
  const names = args.map(() => unit.temporary());
  const texts = args.map((arg, index) => `${names[index]} = ${value(unit, arg)}`);
  return `(${kept} = ${receiver}, ${texts.join(', ')}, ${call(kept, names)})`;
}

/** A call of a method of the project on an instance. */
export function callInstance(
  unit: Unit,
  method: MethodSymbol,
  target: HirExpression,
  args: readonly HirExpression[],
): string {
  unit.callsApex();
  return onReceiver(unit, target, args, (receiver, texts) => {
    const all = asksCaller(method.owner) ? [...texts, `$r[1] = ${unit.sharingValue()}`] : texts;
    return `${receiver}[${quote(method.key)}](${all.join(', ')})`;
  });
}

/** `target` is the text of the class (static methods) or `super`. */
export function callProject(unit: Unit, method: MethodSymbol, target: string, args: readonly HirExpression[]): string {
  unit.callsApex();
  return `${target}[${quote(method.key)}](${arguments_(unit, args, method.owner)})`;
}

/** Static methods that reach records and therefore read the sharing of the calling class. */
const READS_SHARING = new Set(['System.Database', 'System.Search', 'System.Test', 'System.EventBus']);

export function callPlatformStatic(
  unit: Unit,
  { method, arguments: args, scope }: HirExpression & { readonly kind: 'callPlatformStatic' },
): string {
  const type = platformName(method.owner);
  if (type === 'System.Math' && method.key === 'mod(Integer,Integer)') return remainder(unit, args);
  if (type === 'System.Database' && method.key === 'getQueryLocator(List)') {
    const query = args[0].kind === 'convert' ? args[0].value : args[0];
    if (query.kind === 'soql') return `$.soqlLocator(${queryArguments(unit, query)})`;
  }
  const call = unit.hoist(`$p.static(${quote(type)}, ${quote(method.key)})`);
  const texts = COMPARES.test(`${type}.${method.key}`) ? compared(unit, args) : args.map((arg) => value(unit, arg));
  const binds = scope === undefined ? [] : [resolver(unit, scope)];
  if (!READS_SHARING.has(type)) return `${call}(${texts.join(', ')})`;
  const sharing = `$r[1] = ${unit.sharingValue()}`;
  const last = args.at(-1);
  if (last === undefined || !args.some(mayCallApex)) return `(${sharing}, ${call}(${[...texts, ...binds].join(', ')}))`;
  const kept = unit.temporary();
  texts[texts.length - 1] = `(${kept} = ${texts[texts.length - 1]}, ${sharing}, ${kept})`;
  return `${call}(${[...texts, ...binds].join(', ')})`;
}

const COMPARES = /^System\.(?:System\.assert(?:Not)?Equals|Assert\.are(?:Not)?Equal)\(/;

/** A text that is compared with an Id is one, too: the 15 characters of an Id equal the 18. In an Object both are texts. */
function compared(unit: Unit, args: readonly HirExpression[]): string[] {
  const types = args.slice(0, 2).map((arg) => (arg.kind === 'convert' ? arg.value.type : arg.type));
  const withId = types.some((one) => isPlatform(one, 'System.Id')) && types.some(isString);
  return args.map((arg, i) => {
    const text = value(unit, arg);
    return withId && i < 2 && isString(types[i]) ? `$.textAsId(${text})` : text;
  });
}

const isString = (type: Type): boolean => isPlatform(type, 'System.String');

/** A function from the lower-cased name of a bind to the value of the variable of that name. */
function resolver(unit: Unit, scope: ReadonlyMap<string, HirExpression>): string {
  const cases = [...scope].map(([name, expression]) => `case ${quote(name)}: return ${value(unit, expression)};`);
  return `(n) => { switch (n) { ${cases.join(' ')} default: return $.undeclaredBind(n); } }`;
}

/** Apex has no operator for the remainder, so that this method stands in its inner loops. */
function remainder(unit: Unit, args: readonly HirExpression[]): string {
  const [dividend, divisor] = args.map((arg) => operand(unit, arg));
  return binary({ kind: 'arithmetic', operator: '%', numeric: 'int' }, dividend, divisor);
}

/** Calls of methods, with what they carry besides their arguments: the caller's sharing, where the callee may ask for it. */
import type { HirExpression } from '../semantics/hir.ts';
import type { MethodSymbol, Type } from '../semantics/types.ts';
import { methodSlot, readsSharing } from './asking.ts';
import { operand, queryArguments, value } from './expressions.ts';
import { isPlatform, platformName, quote } from './names.ts';
import { hasEffects, mayCallApex, neverNull } from './nullness.ts';
import { binary } from './operators.ts';
import type { Unit } from './unit.ts';

/** The arguments of a call; `slot` is where the callee is found, if that is a function of the project. */
export function arguments_(unit: Unit, args: readonly HirExpression[], slot?: string): string {
  const texts = args.map((arg) => value(unit, arg));
  if (slot !== undefined) texts.push(...unit.sharingArgument(slot));
  return texts.join(', ');
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

/** A call of a method on an instance, of the project or of an interface that the project may implement. */
export function callInstance(
  unit: Unit,
  method: MethodSymbol,
  target: HirExpression,
  args: readonly HirExpression[],
): string {
  unit.callsApex();
  const sharing = unit.sharingArgument(methodSlot(method));
  return onReceiver(
    unit,
    target,
    args,
    (receiver, texts) => `${receiver}[${quote(method.key)}](${[...texts, ...sharing].join(', ')})`,
  );
}

/** `target` is the text of the class (static methods) or `super`. */
export function callProject(unit: Unit, method: MethodSymbol, target: string, args: readonly HirExpression[]): string {
  unit.callsApex();
  return `${target}[${quote(method.key)}](${arguments_(unit, args, methodSlot(method))})`;
}

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
  if (type === 'System.Limits' && scope !== undefined) {
    return `${call}([${[...scope.values()].map((held) => value(unit, held)).join(', ')}])`;
  }
  const binds = scope === undefined ? [] : [resolver(unit, scope)];
  if (!readsSharing(method)) return `${call}(${texts.join(', ')})`;
  const sharing = `$r[1] = ${unit.sharingValue()}${unit.userMode ? ' | 4' : ''}`;
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

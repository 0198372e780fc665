/** Expressions of Apex as JavaScript expressions. */
import type { HirBinaryOperation, HirExpression } from '../semantics/hir.ts';
import type { MethodSymbol } from '../semantics/types.ts';
import { arguments_, callInstance, callPlatformStatic, callProject, onReceiver } from './calls.ts';
import { decimalCall } from './decimals.ts';
import { constructorKey, hasTableMethods, isExceptionClass, isPlatform, isText, platformName, quote } from './names.ts';
import { listCall } from './lists.ts';
import { isCalm, neverNull } from './nullness.ts';
import { binary, checked, negate, one } from './operators.ts';
import type { Operand } from './operators.ts';
import { assignPlace, preparePlace, readPlace } from './places.ts';
import { describe } from './unit.ts';
import type { Unit } from './unit.ts';

type Of<Kind extends HirExpression['kind']> = HirExpression & { readonly kind: Kind };

/** The text of an expression; `unused` where nobody looks at its value. Always safe as an operand: in parentheses where needed. */
export function value(unit: Unit, e: HirExpression, unused = false): string {
  switch (e.kind) {
    case 'constant':
      return constant(unit, e);
    case 'this':
      return 'this';
    case 'read':
      return readPlace(unit, e.place, value);
    case 'assign':
      return assign(unit, e, unused);
    case 'compoundAssign':
      return compoundAssign(unit, e, unused);
    case 'increment':
      return increment(unit, e, unused);
    case 'binary':
      return binaryChain(unit, e);
    case 'negate':
      return negate(e.numeric, operand(unit, e.operand));
    case 'bitNot':
      return e.numeric === 'long' ? `$.longNot(${value(unit, e.operand)})` : `(~${checkedValue(unit, e.operand)})`;
    case 'not':
      return `!${checkedValue(unit, e.operand)}`;
    case 'conditional':
      return `(${checkedValue(unit, e.condition)} ? ${value(unit, e.then)} : ${value(unit, e.else)})`;
    case 'coalesce':
      return `(${value(unit, e.left)} ?? ${value(unit, e.right)})`;
    case 'safe': {
      const temp = unit.declareTemporary(e.temp.jsName);
      return `((${temp} = ${value(unit, e.target)}) === null ? null : ${value(unit, e.access, unused)})`;
    }
    case 'convert':
      return convert(unit, e);
    case 'cast':
      return `$.castTo(${value(unit, e.value)}, ${unit.type(e.type)})`;
    case 'instanceof':
      return `$.isInstance(${value(unit, e.value)}, ${unit.type(e.tested)})`;
    case 'callStatic':
      return callProject(unit, e.method, unit.classOf(e.method.owner), e.arguments);
    case 'callInstance':
      return callInstance(unit, e.method, e.target, e.arguments);
    case 'callSuper':
      return callProject(unit, e.method, 'super', e.arguments);
    case 'constructorCall':
      return constructorCall(unit, e);
    case 'callPlatformStatic':
      return callPlatformStatic(unit, e);
    case 'callPlatformInstance':
      return callPlatformInstance(unit, e);
    case 'enumValue':
      return `${unit.enumOf(e.symbol)}[${quote(`f_${e.name}`)}]`;
    case 'enumStatic':
      return enumStatic(unit, e);
    case 'callObjectStatic':
      return `$.callObjectStatic(${quote(e.object)}, ${quote(e.method)}, [${arguments_(unit, e.arguments)}])`;
    case 'new':
      return newObject(unit, e);
    case 'newPlatform':
      return newPlatform(unit, e);
    case 'newSObject': {
      const pairs = e.fields.map((field) => `${quote(field.name)}, ${value(unit, field.value)}`);
      if (e.type.kind !== 'sobject') throw new Error(`${describe(unit, e)}: not an sObject type`);
      return `$.newSObject(${quote(e.type.name)}, [${pairs.join(', ')}])`;
    }
    case 'newList':
      return e.size === undefined
        ? `$.newList(${unit.type(e.type)}, [${arguments_(unit, e.elements)}])`
        : `$.sizedList(${unit.type(e.type)}, ${value(unit, e.size)})`;
    case 'newSet':
      return `$.newSet(${unit.type(e.type)}, [${arguments_(unit, e.elements)}])`;
    case 'newMap': {
      const entries = e.entries.map((entry) => `[${value(unit, entry.key)}, ${value(unit, entry.value)}]`);
      return `$.newMap(${unit.type(e.type)}, [${entries.join(', ')}])`;
    }
    case 'classLiteral':
      return `$.typeObject(${unit.type(e.referred)})`;
    case 'objectToken':
      return `$.objectToken(${quote(e.object)})`;
    case 'fieldToken':
      return `$.fieldToken(${quote(e.object)}, ${quote(e.field)})`;
    case 'objectDescribe':
      return `$.objectDescribe(${quote(e.object)})`;
    case 'fieldDescribe':
      return `$.fieldDescribe(${quote(e.object)}, ${quote(e.field)})`;
    case 'label':
      return `$.label(${quote(e.name)})`;
    case 'soql':
      return soql(unit, e);
    case 'sosl':
      return `$.sosl(${queryArguments(unit, e)}, ${unit.type(e.type)})`;
  }
}

export function operand(unit: Unit, e: HirExpression): Operand {
  return { text: value(unit, e), neverNull: neverNull(e) };
}

/** With a null check: conditions, operands of `!`. */
export function checkedValue(unit: Unit, e: HirExpression): string {
  return checked(operand(unit, e));
}

function constant(unit: Unit, e: Of<'constant'>): string {
  switch (e.literal) {
    case 'null':
      return 'null';
    case 'boolean':
      return e.text.toLowerCase() === 'true' ? 'true' : 'false';
    case 'integer':
      return String(Number(e.text) | 0);
    case 'long':
      return `${BigInt.asIntN(64, BigInt(e.text.replace(/[lL]$/, '')))}n`;
    case 'double':
      return String(Number(e.text.replace(/[dD]$/, '')));
    case 'decimal':
      return unit.hoist(`$.decimal(${quote(e.text)})`);
    case 'string':
      return quote(e.text);
  }
}

// ---------------------------------------------------------------- assignment

function assign(unit: Unit, e: Of<'assign'>, unused: boolean): string {
  const place = assignPlace(unit, e.place, value);
  const text = value(unit, e.value);
  if (place.writeAnswers || unused) return `(${place.write(text, isCalm(e.value))})`;
  const kept = unit.temporary();
  return `(${kept} = ${text}, ${place.write(kept)}, ${kept})`;
}

function compoundAssign(unit: Unit, e: Of<'compoundAssign'>, unused: boolean): string {
  const place = preparePlace(unit, e.place, value);
  const widened = converted(e.widenPlace, place.read);
  const placeNeverNull = e.place.kind === 'local' && e.place.variable.neverNull;
  const result =
    e.operation.kind === 'concat'
      ? compoundConcat(unit, e, place.read)
      : binary(e.operation, { text: widened, neverNull: placeNeverNull }, operand(unit, e.value));
  return store(unit, place, converted(e.narrow, result), unused, isCalm(e.value));
}

function compoundConcat(unit: Unit, e: Of<'compoundAssign'>, read: string): string {
  return `("" + ${read} + ${textTerm(unit, e.value)})`;
}

function store(
  unit: Unit,
  place: ReturnType<typeof preparePlace>,
  text: string,
  unused: boolean,
  calm = false,
): string {
  if (place.writeAnswers || unused) return sequence([...place.prepare, place.write(text, calm)]);
  const kept = unit.temporary();
  return sequence([...place.prepare, `${kept} = ${text}`, place.write(kept), kept]);
}

function increment(unit: Unit, e: Of<'increment'>, unused: boolean): string {
  const place = preparePlace(unit, e.place, value);
  const operation: HirBinaryOperation = { kind: 'arithmetic', operator: e.delta === 1 ? '+' : '-', numeric: e.numeric };
  const placeNeverNull = e.place.kind === 'local' && e.place.variable.neverNull;
  const step = { text: e.numeric === 'decimal' ? unit.hoist(one('decimal')) : one(e.numeric), neverNull: true };
  if (e.prefix || unused) {
    return store(unit, place, binary(operation, { text: place.read, neverNull: placeNeverNull }, step), unused);
  }
  const before = unit.temporary();
  const after = binary(operation, { text: before, neverNull: placeNeverNull }, step);
  return sequence([...place.prepare, `${before} = ${place.read}`, place.write(after), before]);
}

function sequence(parts: readonly string[]): string {
  return `(${parts.join(', ')})`;
}

// ---------------------------------------------------------------- operators

/** Chains lean to the left and can be thousands of terms long: walked in a loop, and flat where JavaScript allows it. */
function binaryChain(unit: Unit, e: Of<'binary'>): string {
  const chain = [e];
  let first = e.left;
  while (first.kind === 'binary' && sameChain(first.operation, e.operation)) {
    chain.push(first);
    first = first.left;
  }
  chain.reverse();
  if (e.operation.kind === 'concat') {
    const terms = [textTerm(unit, first), ...chain.map((part) => textTerm(unit, part.right))];
    return first.kind === 'constant' && first.literal === 'string'
      ? `(${terms.join(' + ')})`
      : `("" + ${terms.join(' + ')})`;
  }
  if (e.operation.kind === 'logical' && (e.operation.operator === '&&' || e.operation.operator === '||')) {
    const terms = [first, ...chain.map((part) => part.right)].map((term) => checkedValue(unit, term));
    return `(${terms.join(` ${e.operation.operator} `)})`;
  }
  let result = operand(unit, first);
  for (const part of chain)
    result = { text: binary(part.operation, result, operand(unit, part.right)), neverNull: true };
  return result.text;
}

function sameChain(a: HirBinaryOperation, b: HirBinaryOperation): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'logical' && b.kind === 'logical') return a.operator === b.operator;
  return a.kind === 'concat' || a.kind === 'arithmetic';
}

/** An operand of a concatenation: JavaScript's own text where it is Apex's, which is so for null, too. */
function textTerm(unit: Unit, e: HirExpression): string {
  const text = value(unit, e);
  if (isText(e.type) || e.type.kind === 'null') return text;
  if (
    isPlatform(e.type, 'System.Integer') ||
    isPlatform(e.type, 'System.Long') ||
    isPlatform(e.type, 'System.Boolean')
  ) {
    return text;
  }
  return isPlatform(e.type, 'System.Double') ? `$.doubleText(${text})` : `$text(${text})`;
}

function convert(unit: Unit, e: Of<'convert'>): string {
  return converted(e.conversion, value(unit, e.value));
}

function converted(conversion: Of<'convert'>['conversion'] | undefined, text: string): string {
  if (conversion === undefined || conversion === 'upcast' || conversion === 'intToDouble') return text;
  return conversion === 'intToDecimal' || conversion === 'intToLong'
    ? `$${conversion}(${text})`
    : `$.${conversion}(${text})`;
}

// ---------------------------------------------------------------- calls and construction

function constructorCall(unit: Unit, e: Of<'constructorCall'>): string {
  const { method } = e;
  if (method === undefined) return 'undefined';
  if (method.owner.isPlatform) return platformConstructorCall(unit, method, e.arguments);
  const key = quote(constructorKey(method.owner, method.key));
  return `${e.which === 'this' ? 'this' : 'super'}[${key}](${arguments_(unit, e.arguments, constructorKey(method.owner, method.key))})`;
}

/** Exception is the only platform class that can be extended: message and cause, either may be missing. */
export function platformConstructorCall(unit: Unit, method: MethodSymbol, args: readonly HirExpression[]): string {
  const texts = args.map((arg) => value(unit, arg));
  const first = method.parameters[0];
  if (texts.length === 1 && first !== undefined && !isText(first.type)) return `this.$init(null, ${texts[0]})`;
  return `this.$init(${texts[0] ?? 'null'}, ${texts[1] ?? 'null'})`;
}

function callPlatformInstance(unit: Unit, e: Of<'callPlatformInstance'>): string {
  const inline = listCall(unit, e, value) ?? decimalCall(unit, e, value);
  if (inline !== undefined) return inline;
  const key = quote(e.method.key);
  if (e.method.owner.kind === 'interface') return callInstance(unit, e.method, e.target, e.arguments);
  if (!hasTableMethods(e.method.owner))
    return onReceiver(unit, e.target, e.arguments, (receiver, args) => `${receiver}[${key}](${args.join(', ')})`);
  const call = unit.hoist(`$p.instance(${quote(platformName(e.method.owner))}, ${key})`);
  return `${call}(${[checkedValue(unit, e.target), ...e.arguments.map((arg) => value(unit, arg))].join(', ')})`;
}

function enumStatic(unit: Unit, e: Of<'enumStatic'>): string {
  const values = `${unit.enumOf(e.symbol)}.values`;
  if (e.method === 'values') return `$.newList(${unit.type(e.type)}, ${values}.slice())`;
  const [name] = e.arguments;
  return `$.enumValueOf(${values}, ${value(unit, name)}, ${quote(e.symbol.qualifiedName)})`;
}

function newObject(unit: Unit, e: Of<'new'>): string {
  if (e.type.kind !== 'class') throw new Error(`${describe(unit, e)}: not a class`);
  const { symbol } = e.type;
  unit.callsApex();
  const key = constructorKey(symbol, e.constructor_?.key ?? 'new()');
  const args = arguments_(unit, e.arguments, key);
  return `new (${unit.classOf(symbol)})()[${quote(key)}](${args})`;
}

function newPlatform(unit: Unit, e: Of<'newPlatform'>): string {
  const { owner, key } = e.constructor_;
  const args = e.arguments.map((arg) => value(unit, arg));
  if (owner.typeParameters.length > 0) args.unshift(unit.type(e.type));
  if (isExceptionClass(owner)) {
    const first = e.constructor_.parameters[0];
    const causeOnly = args.length === 1 && first !== undefined && !isText(first.type);
    return `$.newException(${quote(platformName(owner))}, ${causeOnly ? `null, ${args[0]}` : args.join(', ') || 'null'})`;
  }
  return `${unit.hoist(`$p.create(${quote(platformName(owner))}, ${quote(key)})`)}(${args.join(', ')})`;
}

// ---------------------------------------------------------------- queries

function soql(unit: Unit, e: Of<'soql'>): string {
  const args = queryArguments(unit, e);
  if (e.result === 'single') return `$.soqlSingle(${args})`;
  if (e.result === 'optional') return `$.soqlOptional(${args})`;
  return e.result === 'count' ? `$.soqlCount(${args})` : `$.soql(${args}, ${unit.type(e.type)})`;
}

/** text, binds, and whether sharing is in effect, or user mode with all that goes with it */
export function queryArguments(unit: Unit, e: Of<'soql'> | Of<'sosl'>): string {
  const access = unit.userMode && !saysMode(e) ? '"user"' : `${unit.sharingValue()} === 1`;
  return `${quote(e.text)}, [${arguments_(unit, e.binds)}], ${access}`;
}

function saysMode(e: Of<'soql'> | Of<'sosl'>): boolean {
  if (e.kind === 'sosl') return e.query.with.some(({ name }) => /^(user|system)_mode$/i.test(name));
  const kind = e.query.with?.kind;
  return kind === 'userMode' || kind === 'systemMode';
}

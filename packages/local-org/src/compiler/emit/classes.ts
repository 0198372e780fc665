/** Types of the project as JavaScript classes, with their static state and their metadata. */
import type { HirExpression, HirInit, HirMethod, HirType } from '../semantics/hir.ts';
import type { FieldSymbol, TypeSymbol } from '../semantics/types.ts';
import { accessorSlot, explicitCall, implicitConstructors, initSlot, methodSlot } from './asking.ts';
import type { ImplicitConstructor } from './asking.ts';
import { arguments_ } from './calls.ts';
import { value } from './expressions.ts';
import {
  constructorKey,
  fieldKey,
  frameName,
  getterKey,
  identifier,
  isExceptionClass,
  isPrimitive,
  quote,
  runtimeName,
  setterKey,
} from './names.ts';
import { metadata } from './metadata.ts';
import { statement, statementsOf } from './statements.ts';
import type { Unit } from './unit.ts';

export function emitType(unit: Unit, type: HirType): void {
  const { symbol } = type;
  unit.observableInit = hasObservableInit(type);
  if (symbol.kind === 'class') {
    emitClass(unit, type);
    emitStatics(unit, type);
  }
  unit.writer.line(`$p.define(${metadata(unit, type)});`);
}

function emitClass(unit: Unit, type: HirType): void {
  const { writer } = unit;
  const { symbol } = type;
  writer.open(`const ${identifier(symbol.jsName)} = class extends ${baseOf(unit, symbol)} {`);
  allocation(unit, symbol);
  instanceInit(unit, type);
  for (const constructor of type.constructors) emitConstructor(unit, type, constructor);
  for (const implicit of implicitConstructors(type)) emitImplicitConstructor(unit, type, implicit);
  for (const method of type.methods) {
    if (method.body === undefined) continue;
    const key = isFuture(method) ? emitFutureCall(unit, method) : method.symbol.key;
    emitMethod(unit, method, {
      key,
      slot: methodSlot(method.symbol),
      frame: frameName(method.symbol),
      isStatic: method.symbol.isStatic,
    });
  }
  for (const { field, kind, method } of type.accessors) {
    const key = kind === 'get' ? getterKey(field) : setterKey(field);
    emitMethod(unit, method, {
      key,
      slot: accessorSlot(field, kind),
      frame: `Class.${symbol.qualifiedName}.${field.name}`,
      isStatic: field.isStatic,
    });
  }
  for (const { from, to } of [...type.bridges, ...universalBridges(type)]) emitBridge(unit, from, to);
  writer.close('};');
}

function baseOf(unit: Unit, symbol: TypeSymbol): string {
  const superclass = symbol.superclass?.symbol;
  if (superclass === undefined || (superclass.isPlatform && !isExceptionClass(superclass))) return '$.ApexObject';
  return superclass.isPlatform ? '$.ApexException' : unit.classOf(superclass);
}

function instanceFields(symbol: TypeSymbol): readonly FieldSymbol[] {
  return [...symbol.fields.values()].filter((field) => !field.isStatic);
}

/** JavaScript's constructor gives every field its place, so that instances share one shape; Apex's run afterwards, as methods. */
function allocation(unit: Unit, symbol: TypeSymbol): void {
  const fields = instanceFields(symbol).map((field) => `this.${fieldKey(field)} = null;`);
  if (fields.length > 0) unit.writer.line(`constructor() { super(); ${fields.join(' ')} }`);
}

function instanceInit(unit: Unit, type: HirType): void {
  if (!hasInit(type.instanceInit)) return;
  const slot = initSlot(type.symbol);
  unit.writer.open(`[${quote(slot)}](${unit.parameters([], slot)}) {`);
  unit.writer.frame(`Class.${type.symbol.qualifiedName}.<init>`, () => {
    unit.body(() => inits(unit, type.instanceInit, 'this'), slot);
  });
  unit.writer.close();
}

function hasInit(list: readonly HirInit[]): boolean {
  return list.some((init) => init.kind === 'block' || init.value !== undefined);
}

/** Initialisers in source order; a field without one is null already. */
function inits(unit: Unit, list: readonly HirInit[], holder: string): void {
  for (const init of list) {
    if (init.kind === 'block') statement(unit, init.body);
    else if (init.value !== undefined) {
      unit.hit(init.start);
      unit.writer.line(`${holder}.${fieldKey(init.field)} = ${value(unit, init.value)};`, init.start);
    }
  }
}

// ---------------------------------------------------------------- constructors

function emitConstructor(unit: Unit, type: HirType, constructor: HirMethod): void {
  const { writer } = unit;
  const { symbol } = constructor;
  const explicit = explicitCall(constructor.body);
  const slot = constructorKey(type.symbol, symbol.key);
  writer.open(`[${quote(slot)}](${unit.parameters(parameters(constructor), slot)}) {`);
  writer.frame(frameName(symbol), () => {
    unit.body(() => {
      useStatics(unit, type.symbol);
      if (explicit === undefined) superDefault(unit, type.symbol);
      const body = constructor.body;
      const statements = body?.kind === 'block' ? body.statements : [];
      if (explicit !== undefined) statement(unit, statements[0], 'this');
      if (explicit?.which !== 'this') runInit(unit, type);
      for (const s of explicit === undefined ? statements : statements.slice(1)) statement(unit, s, 'this');
      writer.line('return this;', constructor.end);
    }, slot);
  });
  writer.close();
}

function emitImplicitConstructor(unit: Unit, type: HirType, implicit: ImplicitConstructor): void {
  const { writer } = unit;
  const superclass = type.symbol.superclass?.symbol;
  const slot = constructorKey(type.symbol, implicit.key);
  writer.open(`[${quote(slot)}](${unit.parameters(implicit.parameters, slot)}) {`);
  writer.frame(`Class.${type.symbol.qualifiedName}.<init>`, () => {
    unit.body(() => {
      useStatics(unit, type.symbol);
      if (superclass !== undefined && !superclass.isPlatform) {
        const inherited = constructorKey(superclass, implicit.key);
        const args = [...implicit.parameters, ...unit.sharingArgument(inherited)].join(', ');
        writer.line(`super[${quote(inherited)}](${args});`);
      } else if (superclass !== undefined) writer.line(`this.$init(${implicit.init});`);
      runInit(unit, type);
      writer.line('return this;');
    }, slot);
  });
  writer.close();
}

function superDefault(unit: Unit, symbol: TypeSymbol): void {
  const superclass = symbol.superclass?.symbol;
  if (superclass === undefined || superclass.isPlatform) return;
  const slot = constructorKey(superclass, 'new()');
  unit.writer.line(`super[${quote(slot)}](${arguments_(unit, [], slot)});`);
}

function runInit(unit: Unit, type: HirType): void {
  if (!hasInit(type.instanceInit)) return;
  const slot = initSlot(type.symbol);
  unit.writer.line(`this[${quote(slot)}](${arguments_(unit, [], slot)});`);
}

// ---------------------------------------------------------------- methods

function parameters(method: HirMethod): string[] {
  return method.parameters.map((parameter) => identifier(parameter.jsName));
}

/** Where a function is to be found, and what stack traces call it. */
interface Place {
  readonly key: string;
  readonly slot: string;
  readonly frame: string;
  readonly isStatic: boolean;
}

export function emitMethod(unit: Unit, method: HirMethod, { key, slot, frame, isStatic }: Place): void {
  const { writer } = unit;
  const { body } = method;
  writer.open(`${isStatic ? 'static ' : ''}[${quote(key)}](${unit.parameters(parameters(method), slot)}) {`);
  writer.frame(frame, () => {
    unit.body(() => {
      if (isStatic) useStatics(unit, method.symbol.owner);
      receiveGeneric(unit, method);
      if (body !== undefined) statementsOf(unit, body);
      writer.line('return null;');
    }, slot);
  });
  writer.close();
}

/**
 * A Comparator<Double> may be called as a Comparator<Object>, whose Doubles are boxed and may be Decimals: what comes in for a type
 * parameter is brought to the type that the method declares. Only keys of the platform have upper case.
 */
function receiveGeneric(unit: Unit, method: HirMethod): void {
  const { key, parameters: declared } = method.symbol;
  const keys = key.slice(key.indexOf('(') + 1, -1).split(',');
  declared.forEach(({ type }, i) => {
    if (!/^[A-Z]$/.test(keys[i]) || !isPrimitive(type)) return;
    const name = identifier(method.parameters[i].jsName);
    unit.writer.line(`${name} = $.castTo(${name}, ${unit.type(type)});`);
  });
}

const isFuture = ({ symbol }: HirMethod): boolean =>
  symbol.isStatic && symbol.annotations.some((one) => one.name.toLowerCase() === 'future');

/** A call of a future method only enqueues it. @returns the key under which its body is to be found */
function emitFutureCall(unit: Unit, method: HirMethod): string {
  const { symbol } = method;
  const key = `${symbol.key}$future`;
  const args = parameters(method).join(', ');
  const call = `$.future(${quote(runtimeName(symbol.owner))}, ${quote(key)}, [${args}])`;
  unit.writer.line(`static [${quote(symbol.key)}](${args}) { return ${call}; }`);
  return key;
}

/** A method of another name, or with other parameter types, that an interface calls. */
function emitBridge(unit: Unit, from: string, to: string): void {
  const inside = to.slice(to.indexOf('(') + 1, to.lastIndexOf(')'));
  const count = inside === '' ? 0 : inside.split(',').length;
  // the sharing of the caller does no harm to a method that does not ask for it
  const args = [...Array.from({ length: count }, (_, i) => `a${i}`), 'h'].join(', ');
  unit.writer.line(`[${quote(from)}](${args}) { return this[${quote(to)}](${args}); }`);
}

/** equals, hashCode and toString are what the runtime calls on any object, whatever the checker named the project's. */
const UNIVERSAL = ['equals(Object)', 'hashCode()', 'toString()'];

function universalBridges(type: HirType): { from: string; to: string }[] {
  return UNIVERSAL.flatMap((from) => {
    const own = type.methods.find(({ symbol }) => !symbol.isStatic && symbol.key.toLowerCase() === from.toLowerCase());
    return own === undefined || own.symbol.key === from ? [] : [{ from, to: own.symbol.key }];
  });
}

// ---------------------------------------------------------------- static state

/**
 * `S_c()` answers the static state of a class and makes it on the first call in a transaction; the context takes the state
 * away through the slot when the transaction ends.
 */
function emitStatics(unit: Unit, type: HirType): void {
  const { writer } = unit;
  const name = identifier(type.symbol.jsName);
  const fields = [...type.symbol.fields.values()].filter((field) => field.isStatic);
  writer.line(`let s_${name} = null;`);
  writer.line(`const slot_${name} = { get: () => s_${name}, set: (state) => { s_${name} = state; } };`);
  writer.line(`function S_${name}() { return s_${name} ?? i_${name}(); }`);
  writer.open(`function i_${name}() {`);
  writer.line(`const s = s_${name} = { ${fields.map((field) => `${fieldKey(field)}: null`).join(', ')} };`);
  writer.line(`$.began(slot_${name});`);
  const superclass = type.symbol.superclass?.symbol;
  if (superclass !== undefined && !superclass.isPlatform) writer.line(`${unit.staticsOf(superclass)};`);
  writer.frame(`Class.${type.symbol.qualifiedName}.<clinit>`, () => {
    unit.body(() => inits(unit, type.staticInit, 's'));
  });
  writer.line('return s;');
  writer.close();
}

/** Whether anyone can tell when the static initialisers run: constants are as good later, when they are read. */
function hasObservableInit(type: HirType): boolean {
  return type.staticInit.some((init) => init.kind === 'block' || (init.value !== undefined && !isPure(init.value)));
}

function isPure(e: HirExpression): boolean {
  if (e.kind === 'convert') return e.conversion === 'upcast' && isPure(e.value);
  return e.kind === 'constant' || e.kind === 'enumValue';
}

/** The first use of a class, by a static method or a constructor, runs its static initialisers. */
function useStatics(unit: Unit, symbol: TypeSymbol): void {
  const name = identifier(symbol.jsName);
  if (unit.observableInit) unit.writer.line(`if (s_${name} === null) i_${name}();`);
}

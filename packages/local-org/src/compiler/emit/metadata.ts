/** What the runtime knows of a type: the text of a ClassMeta (runtime/kernel/object.ts), as the binder `$p.define` takes it. */
import type { HirType } from '../semantics/hir.ts';
import type { Annotation } from '../syntax/ast.ts';
import type { FieldSymbol, MethodSymbol, TypeSymbol } from '../semantics/types.ts';
import {
  constructorKey,
  fieldKey,
  getterKey,
  identifier,
  isExceptionClass,
  quote,
  runtimeName,
  setterKey,
} from './names.ts';
import type { Unit } from './unit.ts';

export function metadata(unit: Unit, type: HirType): string {
  const { symbol } = type;
  const name = symbol.kind === 'class' ? identifier(symbol.jsName) : undefined;
  const parts = [
    `kind: ${quote(symbol.kind)}`,
    `name: ${quote(runtimeName(symbol))}`,
    `path: ${quote(type.file.path)}`,
    `superclass: ${superclass(unit, symbol)}`,
    `interfaces: [${symbol.interfaces.map((one) => unit.type(one)).join(', ')}]`,
    `isAbstract: ${symbol.isAbstract}`,
    `isTest: ${symbol.isTest}`,
    `sharing: ${symbol.sharing === undefined ? 'undefined' : quote(symbol.sharing)}`,
    `visibility: ${quote(symbol.visibility)}`,
    `annotations: ${annotations(symbol.annotations)}`,
    `fields: [${[...symbol.fields.values()].map((one) => field(unit, one)).join(', ')}]`,
    `methods: [${[...symbol.methods.values()]
      .flat()
      .map((one) => method(unit, one))
      .join(', ')}]`,
    `jsClass: ${name ?? 'undefined'}`,
    `newInstance: ${newInstance(type, name)}`,
    `allocate: ${name === undefined || symbol.isAbstract ? 'undefined' : `() => new ${name}()`}`,
    `statics: ${name === undefined ? 'undefined' : `S_${name}`}`,
    `enumValues: ${symbol.kind === 'enum' ? `${unit.enumOf(symbol)}.values` : 'undefined'}`,
    `type: ${unit.type({ kind: 'class', symbol, args: [] })}`,
  ];
  return `{ ${parts.join(', ')} }`;
}

function superclass(unit: Unit, symbol: TypeSymbol): string {
  return symbol.superclass === undefined ? 'undefined' : unit.type(symbol.superclass);
}

function newInstance(type: HirType, name: string | undefined): string {
  const { symbol } = type;
  if (name === undefined || symbol.isAbstract) return 'undefined';
  const declared = type.constructors.map((one) => one.symbol.key.toLowerCase());
  if (declared.length > 0 && !declared.includes('new()') && !isExceptionClass(symbol)) return 'undefined';
  return `() => new ${name}()[${quote(constructorKey(symbol, 'new()'))}]()`;
}

function field(unit: Unit, symbol: FieldSymbol): string {
  const { property } = symbol;
  return `{ ${[
    `name: ${quote(symbol.name)}`,
    `key: ${quote(fieldKey(symbol))}`,
    `type: ${unit.type(symbol.type)}`,
    `isStatic: ${symbol.isStatic}`,
    `isTransient: ${symbol.isTransient}`,
    `visibility: ${quote(symbol.visibility)}`,
    `annotations: ${annotations(symbol.annotations)}`,
    `getter: ${property?.getterBody === true ? quote(getterKey(symbol)) : 'undefined'}`,
    `setter: ${property?.setterBody === true ? quote(setterKey(symbol)) : 'undefined'}`,
    `readable: ${property === undefined || property.hasGetter}`,
    `writable: ${property === undefined || property.hasSetter}`,
  ].join(', ')} }`;
}

function method(unit: Unit, symbol: MethodSymbol): string {
  const parameters = symbol.parameters.map((one) => `{ name: ${quote(one.name)}, type: ${unit.type(one.type)} }`);
  return `{ ${[
    `name: ${quote(symbol.name)}`,
    `key: ${quote(symbol.key)}`,
    `parameters: [${parameters.join(', ')}]`,
    `returnType: ${symbol.returnType.kind === 'void' ? 'undefined' : unit.type(symbol.returnType)}`,
    `isStatic: ${symbol.isStatic}`,
    `visibility: ${quote(symbol.visibility)}`,
    `annotations: ${annotations(symbol.annotations)}`,
  ].join(', ')} }`;
}

/** Pairs, not a literal object: no name from the source becomes a property name in the text. */
function annotations(list: readonly Annotation[]): string {
  const texts = list.map((one) => {
    const parameters = one.parameters.map(({ name, value }) => `[${quote(name.toLowerCase())}, ${quote(value)}]`);
    return `$p.annotation(${quote(one.name.toLowerCase())}, [${parameters.join(', ')}])`;
  });
  return `[${texts.join(', ')}]`;
}

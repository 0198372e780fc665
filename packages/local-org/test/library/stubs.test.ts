/** Signatures of the language library against their implementations, both ways. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { loadStdlib } from '../../src/compiler/semantics/stdlib.ts';
import type { MethodSymbol, TypeSymbol } from '../../src/compiler/semantics/types.ts';
import '../../src/runtime/platform/install.ts';
import '../../src/runtime/library/install.ts';
import { declaredPlatformEnum } from '../../src/runtime/kernel/object.ts';
import { lookup } from '../../src/runtime/kernel/registry.ts';
import type { PlatformType } from '../../src/runtime/kernel/registry.ts';

const LIBRARY = [
  'Assert',
  'Blob',
  'Boolean',
  'Crypto',
  'Date',
  'Datetime',
  'Decimal',
  'DmlException',
  'Double',
  'EmailException',
  'EncodingUtil',
  'Exception',
  'Id',
  'Integer',
  'Iterator',
  'JSON',
  'JSONGenerator',
  'JSONParser',
  'List',
  'Long',
  'Map',
  'Matcher',
  'Math',
  'NullPointerException',
  'Object',
  'Pattern',
  'Set',
  'String',
  'System',
  'Time',
  'TimeZone',
  'Type',
  'UUID',
  'XmlStreamReader',
  'XmlStreamWriter',
];
const ENUMS = ['JSONToken', 'LoggingLevel', 'RoundingMode', 'XmlTag'];

function hasInstanceMethod(type: PlatformType, key: string): boolean {
  return (type.instance !== undefined && Object.hasOwn(type.instance, key)) || key in (type.class?.prototype ?? {});
}

function missing(symbol: TypeSymbol, type: PlatformType): string[] {
  const lacks = (method: MethodSymbol): boolean => {
    if (method.isConstructor) return symbol.isAbstract ? false : type.constructors?.[method.key] === undefined;
    return method.isStatic ? type.statics?.[method.key] === undefined : !hasInstanceMethod(type, method.key);
  };
  return [...symbol.methods.values()]
    .flat()
    .concat(symbol.constructors)
    .filter(lacks)
    .map((method) => method.key);
}

/** Keys of implementations, own and inherited. */
function implemented(type: PlatformType): string[] {
  const keys = [...Object.keys(type.statics ?? {}), ...Object.keys(type.instance ?? {})];
  for (
    let at = (type.class?.prototype ?? null) as object | null;
    at !== null;
    at = Object.getPrototypeOf(at) as object | null
  ) {
    keys.push(...Object.getOwnPropertyNames(at).filter((key) => key.endsWith(')')));
  }
  return keys;
}

function declaredKeys(symbol: TypeSymbol): Set<string> {
  const keys = new Set(['equals(Object)', 'hashCode()', 'toString()']);
  for (let at: TypeSymbol | undefined = symbol; at !== undefined; at = at.superclass?.symbol) {
    for (const method of [...at.methods.values()].flat()) keys.add(method.key);
  }
  return keys;
}

for (const name of LIBRARY) {
  const symbol = loadStdlib().find('System', name);

  test(`every signature of ${name} has an implementation`, () => {
    assert.ok(symbol, `no stub for ${name}`);
    const type = lookup(`System.${name}`);
    assert.ok(type, `System.${name} is not registered`);
    if (symbol.kind !== 'interface') assert.deepEqual(missing(symbol, type), []);
  });

  test(`every implementation of ${name} has a signature`, () => {
    assert.ok(symbol);
    const declared = declaredKeys(symbol);
    assert.deepEqual(
      implemented(lookup(`System.${name}`)!).filter((key) => !declared.has(key)),
      [],
    );
  });
}

for (const name of ENUMS) {
  test(`the values of ${name} are those of its stub`, () => {
    const declared = declaredPlatformEnum(`System.${name}`)?.map((value) => value.name);
    assert.deepEqual(declared, loadStdlib().find('System', name)?.enumValues);
  });
}

test('every platform exception can be constructed in the four ways of its stub', () => {
  const exceptions = [...loadStdlib().types.values()].filter(
    (symbol) => symbol.superclass?.symbol.name === 'Exception' && symbol.namespace === 'System',
  );
  assert.ok(exceptions.length >= 29);
  for (const symbol of exceptions) {
    const constructors = lookup(`System.${symbol.name}`)?.constructors ?? {};
    assert.deepEqual(
      Object.keys(constructors).sort(),
      ['new()', 'new(Exception)', 'new(String)', 'new(String,Exception)'],
      symbol.name,
    );
  }
});

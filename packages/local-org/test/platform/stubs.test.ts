import { test } from 'node:test';
import assert from 'node:assert/strict';
import { loadStdlib } from '../../src/compiler/semantics/stdlib.ts';
import { lookup, type PlatformType } from '../../src/runtime/kernel/registry.ts';
import type { TypeSymbol } from '../../src/compiler/semantics/types.ts';
import '../../src/runtime/platform/install.ts';
import '../../src/runtime/library/install.ts';
import '../../src/async/engine.ts';

/** The types of System that this layer implements. */
const OWN = new Set([
  'SObject',
  'Database',
  'Savepoint',
  'Test',
  'UserInfo',
  'FeatureManagement',
  'Limits',
  'Trigger',
  'AsyncOptions',
  'AsyncInfo',
  'AccessLevel',
  'Security',
  'SObjectAccessDecision',
  'Request',
  'HttpRequest',
  'HttpResponse',
  'Http',
  'RestContext',
  'RestRequest',
  'RestResponse',
  'EventBus',
  'Schema',
  'ApexPages',
  'Cookie',
  'PageReference',
  'SelectOption',
  'Url',
  'Address',
  'BusinessHours',
  'Label',
  'Location',
  'Network',
  'OrgLimit',
  'OrgLimits',
  'Site',
  'Version',
  'Messaging',
  'MultiStaticResourceCalloutMock',
  'StaticResourceCalloutMock',
]);

const symbols = [...loadStdlib().types.values()].filter(
  (symbol) => symbol.namespace !== 'System' || OWN.has(symbol.name),
);

/** Methods that every object answers and that no stub lists. */
const UNIVERSAL = new Set(['equals(Object)', 'hashCode()', 'toString()']);

function nameOf(symbol: TypeSymbol): string {
  return `${symbol.namespace}.${symbol.name}`;
}

function hasInstanceMember(type: PlatformType | undefined, key: string): boolean {
  return type?.class !== undefined && key in type.class.prototype;
}

function missingFrom(symbol: TypeSymbol): string[] {
  const type = lookup(nameOf(symbol));
  const missing: string[] = [];
  for (const method of [...symbol.methods.values()].flat()) {
    const found = method.isStatic ? type?.statics?.[method.key] : hasInstanceMember(type, method.key);
    if (!found) missing.push(`${nameOf(symbol)}.${method.key}`);
  }
  for (const constructor of symbol.constructors) {
    if (!type?.constructors?.[constructor.key]) missing.push(`${nameOf(symbol)}.${constructor.key}`);
  }
  for (const field of symbol.fields.values()) {
    if (field.isStatic) {
      if (!type?.staticFields?.[field.name]) missing.push(`${nameOf(symbol)}.${field.name}`);
    } else if (!hasProperty(type, `f_${field.name}`)) missing.push(`${nameOf(symbol)}.${field.name}`);
  }
  return missing;
}

type Newable = new () => object;

function hasProperty(type: PlatformType | undefined, key: string): boolean {
  if (hasInstanceMember(type, key)) return true;
  const make = type?.constructors?.['new()'] as (() => object) | undefined;
  if (make !== undefined) return key in make();
  // what is abstract in Apex has a class all the same
  return type?.class !== undefined && key in new (type.class as Newable)();
}

test('every signature of this layer has an implementation', () => {
  const missing = symbols.filter((symbol) => symbol.kind === 'class').flatMap(missingFrom);
  assert.deepEqual(missing, []);
});

test('every implementation of this layer has a signature', () => {
  const extra: string[] = [];
  for (const symbol of symbols) {
    const type = lookup(nameOf(symbol));
    const methods = declaredKeys(symbol);
    const own = type?.class === undefined ? [] : prototypeKeys(type.class.prototype as object);
    for (const key of [...Object.keys(type?.statics ?? {}), ...own]) {
      if (!methods.has(key) && !UNIVERSAL.has(key)) extra.push(`${nameOf(symbol)}.${key}`);
    }
  }
  assert.deepEqual(extra, []);
});

/** of the type and of the platform types that it extends */
function declaredKeys(symbol: TypeSymbol): Set<string> {
  const own = [...symbol.methods.values()].flat().map((method) => method.key);
  const above = symbol.superclass?.symbol;
  return new Set(above === undefined ? own : [...own, ...declaredKeys(above)]);
}

function prototypeKeys(prototype: object): string[] {
  const keys: string[] = [];
  for (let at = prototype; at !== Object.prototype; at = Object.getPrototypeOf(at) as object) {
    keys.push(...Object.getOwnPropertyNames(at).filter((key) => key.includes('(')));
  }
  return keys;
}

test('an interface of this layer is implemented by the context that jobs are given', () => {
  for (const name of [
    'Database.BatchableContext',
    'System.QueueableContext',
    'System.SchedulableContext',
    'System.FinalizerContext',
  ]) {
    const symbol = loadStdlib().types.get(name.toLowerCase());
    assert.ok(symbol, name);
    for (const method of [...symbol.methods.values()].flat()) {
      assert.ok(hasInstanceMember(lookup(name), method.key), `${name}.${method.key}`);
    }
  }
});

test('every asynchronous method that the stub of System declares has an implementation', () => {
  const names = [
    'abortJob',
    'attachFinalizer',
    'enqueueJob',
    'isBatch',
    'isFuture',
    'isQueueable',
    'isScheduled',
    'schedule',
    'scheduleBatch',
  ];
  const declared = [...(loadStdlib().types.get('system.system')?.methods.values() ?? [])].flat();
  const own = declared.filter((method) => names.includes(method.name)).map((method) => method.key);
  assert.deepEqual(
    own.filter((key) => !lookup('System.System')?.statics?.[key]),
    [],
  );
});

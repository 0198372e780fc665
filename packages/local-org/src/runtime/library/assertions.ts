/** Assert and the assertions of System. A failure is an AssertException, which Apex code cannot catch. */
import { apexEquals } from '../../values/equality.ts';
import { textOf } from '../../values/text.ts';
import { throwApex } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { isInstance, typeOfValue } from '../kernel/types.ts';
import type { ApexType } from './type.ts';

function fail(message: unknown, finding: string): never {
  const parts = [message === null || message === undefined ? '' : textOf(message), finding].filter(
    (part) => part !== '',
  );
  throwApex(
    'System.AssertException',
    parts.length === 0 ? 'Assertion Failed' : `Assertion Failed: ${parts.join(': ')}`,
  );
}

function areEqual(expected: unknown, actual: unknown, message: unknown = null): void {
  if (!apexEquals(expected, actual)) fail(message, `Expected: ${textOf(expected)}, Actual: ${textOf(actual)}`);
}

function areNotEqual(notExpected: unknown, actual: unknown, message: unknown = null): void {
  if (apexEquals(notExpected, actual)) fail(message, `Same value: ${textOf(notExpected)}`);
}

/** A null condition is a failure, too. */
function assertTrue(condition: boolean | null, message: unknown = null): void {
  if (condition !== true) fail(message, '');
}

function isOf(instance: unknown, type: ApexType): boolean {
  return instance !== null && isInstance(instance, type.type);
}

function typeName(value: unknown): string {
  return value === null ? 'null' : typeOfValue(value).name;
}

function isInstanceOf(instance: unknown, type: ApexType, message: unknown = null): void {
  if (!isOf(instance, type)) fail(message, `Expected instance of: ${type.type.name}, Actual: ${typeName(instance)}`);
}

function isNotInstanceOf(instance: unknown, type: ApexType, message: unknown = null): void {
  if (isOf(instance, type)) fail(message, `Not expected instance of: ${type.type.name}`);
}

register('System.System', {
  statics: {
    'assert(Boolean)': (condition: boolean | null) => assertTrue(condition),
    'assert(Boolean,Object)': assertTrue,
    'assertEquals(Object,Object)': (expected: unknown, actual: unknown) => areEqual(expected, actual),
    'assertEquals(Object,Object,Object)': areEqual,
    'assertNotEquals(Object,Object)': (notExpected: unknown, actual: unknown) => areNotEqual(notExpected, actual),
    'assertNotEquals(Object,Object,Object)': areNotEqual,
  },
});

register('System.Assert', {
  statics: {
    'areEqual(Object,Object)': (expected: unknown, actual: unknown) => areEqual(expected, actual),
    'areEqual(Object,Object,String)': areEqual,
    'areNotEqual(Object,Object)': (notExpected: unknown, actual: unknown) => areNotEqual(notExpected, actual),
    'areNotEqual(Object,Object,String)': areNotEqual,
    'fail()': () => fail(null, ''),
    'fail(String)': (message: string | null) => fail(message, ''),
    'isFalse(Boolean)': (condition: boolean | null) => areEqual(false, condition),
    'isFalse(Boolean,String)': (condition: boolean | null, message: string | null) =>
      areEqual(false, condition, message),
    'isInstanceOfType(Object,System.Type)': (instance: unknown, type: ApexType) => isInstanceOf(instance, type),
    'isInstanceOfType(Object,System.Type,String)': isInstanceOf,
    'isNotInstanceOfType(Object,System.Type)': (instance: unknown, type: ApexType) => isNotInstanceOf(instance, type),
    'isNotInstanceOfType(Object,System.Type,String)': isNotInstanceOf,
    'isNotNull(Object)': (value: unknown) => areNotEqual(null, value),
    'isNotNull(Object,String)': (value: unknown, message: string | null) => areNotEqual(null, value, message),
    'isNull(Object)': (value: unknown) => areEqual(null, value),
    'isNull(Object,String)': (value: unknown, message: string | null) => areEqual(null, value, message),
    'isTrue(Boolean)': (condition: boolean | null) => areEqual(true, condition),
    'isTrue(Boolean,String)': (condition: boolean | null, message: string | null) => areEqual(true, condition, message),
  },
});

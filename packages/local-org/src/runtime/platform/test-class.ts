/** The static methods of System.Test, and System.runAs (Apex Reference Guide, Test Class). */
import { current } from '../kernel/context.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { textOf } from './collections.ts';
import { org } from './session.ts';
import { getField } from './sobject-access.ts';
import type { SObject } from './sobject.ts';

const PROGRESS = Symbol('startTest and stopTest of the running test');
const MOCKS = Symbol('mocks of the running test');

interface TestProgress {
  state: 'before' | 'running' | 'after';
}

function progress(): TestProgress {
  if (!current().isTest) throwApex('System.TypeException', 'Test methods cannot be called outside of a test');
  return current().feature(PROGRESS, () => ({ state: 'before' }) as TestProgress);
}

function startTest(): void {
  const test = progress();
  if (test.state !== 'before') throwApex('System.UnexpectedException', 'Test already started');
  test.state = 'running';
  current().limits.startTest();
  org().async.startTest();
}

function stopTest(): void {
  const test = progress();
  if (test.state !== 'running') throwApex('System.UnexpectedException', 'Testing has not started');
  test.state = 'after';
  try {
    org().async.stopTest();
  } finally {
    current().limits.stopTest();
  }
}

/** The object that answers for an interface such as HttpCalloutMock, undefined when the test set none. */
export function mockOf(interfaceName: string): object | undefined {
  return current().feature(MOCKS, () => new Map<string, object>()).get(interfaceName.toLowerCase());
}

function setMock(type: unknown, instance: object | null): void {
  progress();
  if (type === null || instance === null) throwNull();
  const name = textOf(type).replace(/^System\./i, '').toLowerCase();
  current().feature(MOCKS, () => new Map<string, object>()).set(name, instance);
}

register('System.Test', {
  statics: {
    'isRunningTest()': () => current().isTest,
    'startTest()': startTest,
    'stopTest()': stopTest,
    'setMock(System.Type,Object)': setMock,
  },
});

/** `System.runAs(user) { ... }`: the block runs as that user; what it enqueued belongs to them. */
export function runAs<T>(user: SObject | null, work: () => T): T {
  const context = current();
  if (!context.isTest) throwApex('System.TypeException', 'System.runAs can only be called from a test');
  if (user === null) throwNull();
  const id = getField(user, 'Id') as string | null;
  if (id === null) throwApex('System.IllegalArgumentException', 'System.runAs needs a user that has been inserted');
  const before = context.user;
  context.user = org().security.user(id);
  try {
    return work();
  } finally {
    context.user = before;
  }
}

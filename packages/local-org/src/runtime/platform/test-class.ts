/** The static methods of System.Test, and System.runAs (Apex Reference Guide, Test Class). */
import { current } from '../kernel/context.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { textOf } from '../../values/text.ts';
import type { UserInfo } from '../ports.ts';
import { TestBroker } from './event-bus.ts';
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
  return current().feature(PROGRESS, () => ({ state: 'before' }));
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
  return current()
    .root.feature(MOCKS, () => new Map<string, object>())
    .get(interfaceName.toLowerCase());
}

function setMock(type: unknown, instance: object | null): void {
  progress();
  if (type === null || instance === null) throwNull();
  const name = textOf(type)
    .replace(/^System\./i, '')
    .toLowerCase();
  current()
    .root.feature(MOCKS, () => new Map<string, object>())
    .set(name, instance);
}

/** The bus of the running test, which delivers when it is told to. */
function getEventBus(): TestBroker {
  progress();
  return new TestBroker();
}

register('System.Test', {
  statics: {
    'getEventBus()': getEventBus,
    'isRunningTest()': () => current().isTest,
    'startTest()': startTest,
    'stopTest()': stopTest,
    'setMock(System.Type,Object)': setMock,
  },
});

/** The user that a `System.runAs(user) { ... }` block runs as. */
export function userOfRunAs(user: SObject): UserInfo {
  if (!current().isTest) throwApex('System.TypeException', 'System.runAs can only be called from a test');
  const id = getField(user, 'Id') as string | null;
  if (id === null) throwApex('System.IllegalArgumentException', 'System.runAs needs a user that has been inserted');
  return org().security.user(id);
}

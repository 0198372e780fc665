/** The static methods of System.Test, and System.runAs (Apex Reference Guide, Test Class). */
import { current } from '../kernel/context.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import type { ApexDatetime } from '../../values/datetime.ts';
import type { ApexList } from '../library/list.ts';
import type { ApexType } from '../library/type.ts';
import { textOf } from '../../values/text.ts';
import type { UserInfo } from '../ports.ts';
import { captureChanges, TestBroker } from './event-bus.ts';
import { runDml } from './dml.ts';
import { org, platformAccess, uncounted } from './session.ts';
import { getField } from './sobject-access.ts';
import type { SObject } from './sobject.ts';
import { createStub } from './stub.ts';
import { forgetUncommitted, setReadOnly } from './transaction.ts';

const PROGRESS = Symbol('startTest and stopTest of the running test');
const MOCKS = Symbol('mocks of the running test');

interface TestProgress {
  state: 'before' | 'running' | 'after';
}

function progress(): TestProgress {
  if (!current().isTest) throwApex('System.TypeException', 'Test methods cannot be called outside of a test');
  return current().feature(PROGRESS, () => ({ state: 'before' }));
}

/** What the class offers works in tests only. */
export function requireTest(): void {
  progress();
}

function startTest(): void {
  const test = progress();
  if (test.state !== 'before') throwApex('System.FinalException', 'Testing already started');
  test.state = 'running';
  current().limits.startTest();
  forgetUncommitted();
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

function setCreatedDate(id: string | null, createdDate: ApexDatetime | null): void {
  progress();
  if (id === null || createdDate === null) throwNull();
  org().data.setCreatedDate(id, createdDate.ms);
}

/** Known to tests whether or not they see the org's data. */
function standardPricebookId(): unknown {
  progress();
  const text = 'SELECT Id FROM Pricebook2 WHERE IsStandard = TRUE';
  return uncounted(() => org().data.query(text, [], platformAccess())).rows[0]?.peek('Id') ?? null;
}

/** Permissions are worked out when they are asked for, those of groups too, so that only the Ids are left to look at. */
function calculateGroups(ids: readonly (string | null)[]): void {
  progress();
  for (const id of ids) {
    if (id === null) throwNull();
    const text = 'SELECT Id FROM PermissionSetGroup WHERE Id = :group';
    if (uncounted(() => org().data.query(text, [id], platformAccess())).rows.length === 0)
      throwApex('System.InvalidParameterValueException', `Invalid permission set group: ${id}`);
  }
}

function setReadOnlyMode(on: boolean | null): void {
  progress();
  setReadOnly(on ?? throwNull());
}

register('System.Test', {
  statics: {
    'calculatePermissionSetGroup(List)': (ids: ApexList | null) =>
      calculateGroups((ids ?? throwNull()).items as (string | null)[]),
    'calculatePermissionSetGroup(String)': (id: string | null) => calculateGroups([id]),
    'setReadOnlyApplicationMode(Boolean)': setReadOnlyMode,
    'createStub(System.Type,System.StubProvider)': (type: ApexType | null, provider: object | null) => {
      progress();
      return createStub(type, provider as Parameters<typeof createStub>[1]);
    },
    'getStandardPricebookId()': standardPricebookId,
    'setCreatedDate(Id,Datetime)': setCreatedDate,
    'enableChangeDataCapture()': () => {
      progress();
      captureChanges();
    },
    'getEventBus()': getEventBus,
    'isRunningTest()': () => current().isTest,
    'startTest()': startTest,
    'stopTest()': stopTest,
    'setMock(System.Type,Object)': setMock,
  },
});

/** The user that a `System.runAs(user) { ... }` block runs as; one that is not in the org yet is inserted. */
export function userOfRunAs(user: unknown): UserInfo {
  if (!current().isTest) throwApex('System.TypeException', 'System.runAs can only be called from a test');
  if (user === null) throwNull();
  const record = user as SObject;
  // "Every call to runAs counts against the total number of DML statements": Apex Developer Guide, "Using the runAs Method".
  current().limits.count('dmlStatements');
  if ((getField(record, 'Id') ?? null) === null)
    uncounted(() => runDml('insert', [record], { access: platformAccess(), allOrNone: true }));
  return org().security.user(getField(record, 'Id') as string);
}

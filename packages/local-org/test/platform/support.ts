/** A transaction over this repository's schema, with a database that answers what a test tells it to. */
import { fileURLToPath } from 'node:url';
import '../../src/runtime/platform/install.ts';
import { ExecutionContext, withContext, type ContextOptions } from '../../src/runtime/kernel/context.ts';
import type {
  AsyncPort,
  DataPort,
  DmlRequest,
  OrgPorts,
  RowResult,
  SecurityPort,
  SoqlResult,
  UserInfo,
} from '../../src/runtime/ports.ts';
import { declaredDefaults } from '../../src/data/dml/defaults.ts';
import type { FormulaEnvironment } from '../../src/formula/typed.ts';
import { readProject } from '../../src/schema/read.ts';

export const { schema } = readProject(fileURLToPath(new URL('../../../..', import.meta.url)));

export const NOW = Date.parse('2026-03-01T10:00:00Z');
export const USER: UserInfo = {
  id: '005000000000001AAA',
  username: 'ada@example.com',
  name: 'Ada Example',
  email: 'ada@example.com',
  profileId: '00e000000000001AAA',
  profileName: 'System Administrator',
  timeZone: 'Europe/Berlin',
  locale: 'en_US',
  language: 'en_US',
};
export const ORGANIZATION_ID = '00D000000000001EAA';

export interface FakeDatabase extends DataPort {
  readonly requests: DmlRequest[];
  readonly queries: string[];
  /** what the next queries answer, in order; afterwards nothing */
  readonly answers: SoqlResult[];
  /** what the next DML calls answer; afterwards success */
  readonly results: (readonly RowResult[])[];
}

const NO_ENVIRONMENT = {} as FormulaEnvironment;

const NOTHING: SoqlResult = { rows: [], count: 0 };

export function fakeDatabase(): FakeDatabase {
  const requests: DmlRequest[] = [];
  const queries: string[] = [];
  const answers: SoqlResult[] = [];
  const results: (readonly RowResult[])[] = [];
  let ids = 0;
  const answer = (text: string): SoqlResult => {
    queries.push(text);
    return answers.shift() ?? NOTHING;
  };
  return {
    requests,
    queries,
    answers,
    results,
    query: answer,
    queryDynamic: (text, resolve) => {
      for (const [, name] of text.matchAll(/:([\w.]+)/g)) resolve(name);
      return answer(text);
    },
    search: () => [],
    searchDynamic: () => [],
    dml: (request) => {
      requests.push(request);
      return (
        results.shift() ??
        request.rows.map((row) => ({
          id: (row.peek('Id') as string) ?? null,
          success: true,
          created: false,
          errors: [],
        }))
      );
    },
    setLocks: () => [],
    lockedAmong: () => new Set(),
    immediate: () => [],
    approve: () => ({ entityId: null, instanceId: null, status: null, workitems: [], actors: [], errors: [] }),
    convertLeads: () => [],
    emptyRecycleBin: (given) => given.map((id) => ({ id, success: true, created: false, errors: [] })),
    setSavepoint: () => 1,
    rollbackTo: () => {},
    releaseSavepoint: () => {},
    isOpenSavepoint: () => true,
    setCreatedDate: () => {},
    formulaEnvironment: () => NO_ENVIRONMENT,
    defaultValues: (object) => declaredDefaults(object, { schema, environment: () => NO_ENVIRONMENT }),
    recalculateFormulas: (records) => records.map(() => []),
    newId: (prefix) => `${prefix}${String((ids += 1)).padStart(12, '0')}AAA`,
  };
}

const EVERYTHING: SecurityPort = {
  user: (id) => ({ ...USER, id }),
  hasCustomPermission: () => true,
  hasUserPermission: () => true,
  objectAccess: () => ({ create: true, read: true, edit: true, delete: true }),
  fieldAccess: () => ({ read: true, edit: true }),
};

const NO_ASYNC = {} as AsyncPort;

export function fakeOrg(parts: Partial<OrgPorts> = {}): OrgPorts {
  return {
    schema,
    clock: { now: () => NOW },
    random: { bytes: (n) => new Uint8Array(n).fill(7), next: () => 0.5 },
    data: fakeDatabase(),
    security: EVERYTHING,
    async: NO_ASYNC,
    deployment: { deploy: () => {}, afterwards: () => {} },
    certificates: { privateKey: () => null, publicKey: () => null },
    organizationId: ORGANIZATION_ID,
    organizationName: 'Test',
    isSandbox: true,
    ...parts,
  };
}

/** Runs `work` in a transaction of the org. */
export function inOrg<T>(work: () => T, parts: Partial<OrgPorts> = {}, options: Partial<ContextOptions> = {}): T {
  return withContext(new ExecutionContext({ org: fakeOrg(parts), user: USER, program: undefined, ...options }), work);
}

/** Calls a keyed method, as emitted code does. */
export function call(target: unknown, key: string, ...args: readonly unknown[]): unknown {
  return (target as Record<string, (...given: readonly unknown[]) => unknown>)[key](...args);
}

/** For assert.throws: an Apex exception by its type and message. */
export const apex =
  (typeName: string, message: string | RegExp) =>
  (error: unknown): boolean => {
    const {
      typeName: type,
      apexMessage,
      message: plain,
    } = error as { typeName: string; apexMessage?: string; message: string };
    const text = apexMessage ?? plain;
    return type === typeName && (typeof message === 'string' ? text === message : message.test(text));
  };

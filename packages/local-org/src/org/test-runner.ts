/**
 * Runs a project's Apex tests in an org of their own. Each class starts from an org without records; its @TestSetup runs
 * once, and every test method starts from what that left and leaves nothing behind.
 */
import type { MethodMeta, ClassMeta } from '../runtime/kernel/object.ts';
import { ApexException } from '../runtime/kernel/exception.ts';
import { callStatic } from './program.ts';
import type { LocalOrg } from './local-org.ts';
import type { TestResult } from './test-report.ts';
import { UnknownTestError } from './unknown-test.ts';

export interface TestSelection {
  /** `Class` or `Class.method`, in any case; empty for all */
  readonly names: readonly string[];
}

export interface TestClass {
  readonly meta: ClassMeta;
  readonly setups: readonly MethodMeta[];
  readonly methods: readonly MethodMeta[];
}

/** @throws UnknownTestError naming the first name that is no test class or method */
export function selectTests(org: LocalOrg, selection: TestSelection): readonly TestClass[] {
  const all = [...org.program.classes.values()]
    .filter((meta) => meta.isTest)
    .map(testClassOf)
    .filter((test) => test.methods.length > 0);
  all.sort((a, b) => a.meta.name.localeCompare(b.meta.name));
  if (selection.names.length === 0) return all;
  const chosen = new Map<TestClass, Set<MethodMeta>>();
  for (const name of selection.names) {
    const matches = all.flatMap((test) => {
      const className = test.meta.name.toLowerCase();
      if (className === name.toLowerCase()) return test.methods.map((method) => [test, method] as const);
      return test.methods
        .filter((method) => `${className}.${method.name.toLowerCase()}` === name.toLowerCase())
        .map((method) => [test, method] as const);
    });
    if (matches.length === 0) throw new UnknownTestError(`No test is named "${name}"`);
    for (const [test, method] of matches) chosen.set(test, (chosen.get(test) ?? new Set()).add(method));
  }
  return [...chosen].map(([test, methods]) => ({
    ...test,
    methods: test.methods.filter((method) => methods.has(method)),
  }));
}

function testClassOf(meta: ClassMeta): TestClass {
  const has = (method: MethodMeta, name: string): boolean =>
    method.annotations.some((annotation) => annotation.name === name);
  return {
    meta,
    setups: meta.methods.filter((method) => method.isStatic && has(method, 'testsetup')),
    methods: meta.methods.filter((method) => method.isStatic && has(method, 'istest')),
  };
}

/** Runs the tests in order; `told` hears each result as it comes. */
export function runTests(org: LocalOrg, tests: readonly TestClass[], told: (result: TestResult) => void): TestResult[] {
  return tests.flatMap((test) => runTestClass(org, test, { told }));
}

export interface TestListener {
  /** hears of each method before it runs, by its place in the class */
  readonly starting?: (method: number) => void;
  readonly told: (result: TestResult) => void;
}

/**
 * Runs one class. It meets the org as every other class does, down to the Ids that records will get: what a class gives does
 * not depend on those that ran before it.
 */
export function runTestClass(org: LocalOrg, test: TestClass, { starting, told }: TestListener): TestResult[] {
  const results: TestResult[] = [];
  const counters = org.data.counters.save();
  org.data.begin();
  try {
    starting?.(0);
    const failure = runSetup(org, test);
    for (const [index, method] of test.methods.entries()) {
      starting?.(index);
      const result = failure === undefined ? runMethod(org, test, method) : { ...failure, methodName: method.name };
      results.push(result);
      told(result);
    }
  } finally {
    org.data.rollback();
    org.data.counters.restore(counters);
  }
  return results;
}

/** What @TestSetup writes stays for the class; undefined where it went well. */
function runSetup(org: LocalOrg, test: TestClass): TestResult | undefined {
  for (const setup of test.setups) {
    const result = timed(test, setup, () =>
      org.testSetup(org.seeded.adminId, () => callStatic(org.program, test.meta.name, setup.key, [])),
    );
    if (result.outcome === 'Fail') return { ...result, message: `@TestSetup ${setup.name}: ${result.message ?? ''}` };
  }
  return undefined;
}

function runMethod(org: LocalOrg, test: TestClass, method: MethodMeta): TestResult {
  return timed(test, method, () =>
    org.testTransaction(org.seeded.adminId, () => callStatic(org.program, test.meta.name, method.key, [])),
  );
}

function timed(test: TestClass, method: MethodMeta, work: () => void): TestResult {
  const started = performance.now();
  let message: string | null = null;
  let stackTrace: string | null = null;
  try {
    work();
  } catch (error) {
    message = error instanceof Error ? error.message : String(error);
    stackTrace =
      error instanceof ApexException
        ? error['getStackTraceString()']()
        : error instanceof Error
          ? `internal error: ${error.stack}`
          : null;
    message ||= 'failed without a message';
  }
  return {
    className: test.meta.name,
    methodName: method.name,
    outcome: message === null ? 'Pass' : 'Fail',
    message,
    stackTrace,
    runTime: performance.now() - started,
  };
}

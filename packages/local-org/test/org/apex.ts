/** Runs Apex tests of a small project through the whole org: compiler, runtime, data. */
import type { TestContext } from 'node:test';
import { openOrg } from '../../src/org/commands/project.ts';
import type { TestResult } from '../../src/org/test-report.ts';
import { runTests, selectTests } from '../../src/org/test-runner.ts';
import { CLASS_META, writeProject } from '../schema/project-fixture.ts';

/**
 * @param classes class name -> source
 * @param files further files of the project, below `force-app`
 * @returns what each test method came to, by its name
 */
export function runApexTests(
  context: TestContext,
  classes: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, TestResult> {
  const sources = Object.entries(classes).flatMap(([name, source]) => [
    [`classes/${name}.cls`, source],
    [`classes/${name}.cls-meta.xml`, CLASS_META],
  ]);
  const directory = writeProject(context, { ...files, ...(Object.fromEntries(sources) as Record<string, string>) });
  const org = openOrg({ directory, sourceDirectories: [], coverage: false });
  try {
    const results = runTests(org, selectTests(org, { names: [] }), () => {});
    return new Map(results.map((result) => [result.methodName, result]));
  } finally {
    org.close();
  }
}

/** The body of one test method; undefined where it passed, else what it ended with. */
export function failureOf(context: TestContext, body: string, members = ''): string | undefined {
  const source = `@IsTest private class BodyTest {\n${members}\n@IsTest static void body() {\n${body}\n}\n}`;
  const result = runApexTests(context, { BodyTest: source }).get('body');
  if (result === undefined) throw new Error('the test did not run');
  return result.outcome === 'Pass' ? undefined : (result.message ?? result.outcome);
}

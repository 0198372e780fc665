/** Runs the tests of a compiled project in this thread, one after the other. */
import { createOrgSchema } from '../schema/org-schema.ts';
import { hitsOf } from './coverage.ts';
import type { ProgramImage } from './image.ts';
import { openOver } from './open.ts';
import { loadEmitted } from './program.ts';
import type { TestOutcome, TestResult } from './test-report.ts';
import { runTests, selectTests } from './test-runner.ts';

export interface SerialTask {
  readonly image: ProgramImage;
  /** the project's */
  readonly directory: string;
  readonly names: readonly string[];
}

/** @throws UnknownTestError */
export function runSerially({ image, directory, names }: SerialTask, told: (result: TestResult) => void): TestOutcome {
  const program = loadEmitted(image.emitted, image.bytecode);
  const org = openOver({ schema: createOrgSchema(image.schema), program }, { directory });
  try {
    const tests = selectTests(org, { names });
    const firstTestAt = performance.timeOrigin + performance.now();
    const results = runTests(org, tests, told);
    return {
      results,
      hits: hitsOf(program),
      warnings: image.warnings,
      organizationId: org.ports.organizationId,
      username: org.user(org.seeded.adminId).username,
      firstTestAt,
    };
  } finally {
    org.close();
  }
}

/** What an org says of itself: developer edition, production, sandbox or scratch org. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { readConfiguration } from '../../src/org/configuration.ts';
import { openOrg } from '../../src/org/commands/project.ts';
import type { LocalOrg } from '../../src/org/local-org.ts';
import { main } from '../../src/org/main.ts';
import { writeProject } from '../schema/project-fixture.ts';

const configured = (kind: unknown): Record<string, string> => ({
  '/config/local-org.json': JSON.stringify({ kind }),
});

function said(context: TestContext, org: LocalOrg): unknown[] {
  context.after(() => org.close());
  const [row] = org.systemQuery('SELECT IsSandbox, OrganizationType, TrialExpirationDate FROM Organization');
  return [row.peek('IsSandbox'), row.peek('OrganizationType'), row.peek('TrialExpirationDate') !== null];
}

const CASES: Readonly<Record<string, unknown[]>> = {
  developer: [false, 'Developer Edition', false],
  production: [false, 'Enterprise Edition', false],
  sandbox: [true, 'Enterprise Edition', false],
  scratch: [true, 'Developer Edition', true],
};

for (const [kind, expected] of Object.entries(CASES)) {
  test(`an org that is configured as ${kind} says so`, (t) => {
    assert.deepEqual(said(t, openOrg({ directory: writeProject(t, configured(kind)) })), expected);
  });
}

test('an org stays what it was made as, and its trial ends when it said, until it is told otherwise', (t) => {
  const directory = writeProject(t, {});
  const databaseFile = join(directory, 'org.db');
  const end = (org: LocalOrg): unknown =>
    org.systemQuery('SELECT TrialExpirationDate FROM Organization')[0].peek('TrialExpirationDate');
  const first = openOrg({ directory, databaseFile, kind: 'scratch' });
  const ends = end(first);
  first.moveClock(first.clock.now() + 86_400_000);
  first.close();
  const second = openOrg({ directory, databaseFile });
  assert.deepEqual([...said(t, second), end(second)], [true, 'Developer Edition', true, ends]);
  assert.deepEqual(said(t, openOrg({ directory, databaseFile, kind: 'developer' })), CASES.developer);
});

test('another kind is refused, and so are two at once', async (t) => {
  assert.throws(
    () => readConfiguration(writeProject(t, configured('toy'))),
    /kind: expected one of developer, production, sandbox, scratch/,
  );
  await assert.rejects(main(['start', '--sandbox', '--scratch']), /one of these: --sandbox, --scratch/);
});

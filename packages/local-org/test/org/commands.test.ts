/** What `query`, `exec` and `start` open: what was compiled before, unless something has changed. */
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import { SourceFile } from '../../src/diagnostics/diagnostic.ts';
import { runAnonymous } from '../../src/org/anonymous.ts';
import { openCompiled } from '../../src/org/commands/compiled-before.ts';
import { CLASS_META, writeProject } from '../schema/project-fixture.ts';

const project = {
  'classes/A.cls': 'public class A { public static Integer one() { return 1; } }',
  'classes/A.cls-meta.xml': CLASS_META,
};

async function run(t: TestContext, directory: string, code: string): Promise<string[]> {
  const org = await openCompiled({ directory, alsoMentioned: code });
  t.after(() => org.close());
  const lines: string[] = [];
  runAnonymous(org, org.seeded.adminId, new SourceFile('main.apex', code), (line) => lines.push(line));
  return lines;
}

it('runs anonymous Apex over what was compiled before, and over the new sources where they have changed', async (t) => {
  const directory = writeProject(t, project);
  const images = () => readdirSync(join(directory, '.local-org/cache')).filter((name) => name.endsWith('.image'));
  assert.match((await run(t, directory, 'System.debug(A.one());')).join(), /\b1$/);
  const [image] = images();
  assert.match((await run(t, directory, 'System.debug(A.one() + 1);')).join(), /\b2$/);
  assert.deepEqual(images(), [image]);
  const changed = project['classes/A.cls'].replace('return 1', 'return 10');
  writeFileSync(join(directory, 'force-app/classes/A.cls'), changed);
  assert.match((await run(t, directory, 'System.debug(A.one());')).join(), /\b10$/);
  assert.equal(images().length, 2);
});

it('knows standard objects and fields that only the anonymous Apex names', async (t) => {
  const directory = writeProject(t, project);
  await run(t, directory, 'System.debug(A.one());');
  assert.match((await run(t, directory, "System.debug(new Voucher(VoucherCode = 'x').VoucherCode);")).join(), /\bx$/);
});

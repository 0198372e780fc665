/** A local org over a small project, in which tests run Apex as a user or a test runner would. */
import type { TestContext } from 'node:test';
import { emitAnonymous } from '../../src/compiler/emit/program.ts';
import { checkAnonymous } from '../../src/compiler/semantics/anonymous.ts';
import { loadStdlib } from '../../src/compiler/semantics/stdlib.ts';
import { parseApex } from '../../src/compiler/syntax/parser.ts';
import type { SeedUser } from '../../src/data/seed.ts';
import { CompilationError, SourceFile } from '../../src/diagnostics/diagnostic.ts';
import { runAnonymous } from '../../src/org/anonymous.ts';
import { loadProject } from '../../src/org/load.ts';
import { LocalOrg } from '../../src/org/local-org.ts';
import { loadProgram } from '../../src/runtime/kernel/program.ts';
import { CLASS_META, meta, writeProject } from '../schema/project-fixture.ts';

export { customField, meta } from '../schema/project-fixture.ts';

export const START = Date.parse('2026-03-02T09:00:00Z');

export interface OrgParts {
  /** metadata files by path below force-app */
  readonly files?: Readonly<Record<string, string>>;
  /** sources of classes by name */
  readonly classes?: Readonly<Record<string, string>>;
  /** sources of triggers by name */
  readonly triggers?: Readonly<Record<string, string>>;
  readonly users?: readonly SeedUser[];
}

export interface ApexOrg {
  readonly org: LocalOrg;
  /** what the org itself logs: failures of jobs */
  readonly log: string[];
  /** Runs a block as the administrator, or as the user of that name; gives what it wrote to the debug log. */
  readonly run: (apex: string, username?: string) => string[];
  /** Runs a block as the body of a test method: `Test` works, and nothing of it stays. Gives its debug log. */
  readonly test: (apex: string) => string[];
  /** the values of a query of one field, as texts */
  readonly values: (soql: string) => string[];
}

const TRIGGER_META = meta('ApexTrigger', '<apiVersion>66.0</apiVersion><status>Active</status>');

export function apexOrg(context: TestContext, parts: OrgParts = {}): ApexOrg {
  const directory = writeProject(context, {
    ...parts.files,
    ...sources('classes', 'cls', parts.classes ?? {}, CLASS_META),
    ...sources('triggers', 'trigger', parts.triggers ?? {}, TRIGGER_META),
  });
  const log: string[] = [];
  let seed = 7;
  const next = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const org = new LocalOrg({
    ...loadProject(directory, { coverage: false }),
    users: parts.users,
    random: { next, bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(next() * 256)) },
    realTime: () => START,
    log: (text) => log.push(text),
  });
  context.after(() => org.close());
  return {
    org,
    log,
    run: (apex, username) => runBlock(org, apex, username),
    test: (apex) => runTestBody(org, apex),
    values: (soql) =>
      org.systemQuery(soql).map((row) => String([...row.values].find(([name]) => name !== 'Id')?.[1] ?? null)),
  };
}

function sources(
  folder: string,
  suffix: string,
  texts: Readonly<Record<string, string>>,
  metadata: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) => [
      [`${folder}/${name}.${suffix}`, text],
      [`${folder}/${name}.${suffix}-meta.xml`, metadata],
    ]),
  );
}

function runBlock(org: LocalOrg, apex: string, username: string | undefined): string[] {
  const lines: string[] = [];
  const userId = username === undefined ? org.seeded.adminId : org.seeded.userIds.get(username);
  if (userId === undefined) throw new Error(`No user is called ${username}`);
  runAnonymous(org, userId, new SourceFile('AnonymousBlock', apex), (line) => lines.push(message(line)));
  return lines;
}

const message = (line: string): string => line.replace(/^USER_DEBUG\|[A-Z]+\|/, '');

/** As the test runner calls a test method: records of the org itself, and a transaction that is undone. */
function runTestBody(org: LocalOrg, apex: string): string[] {
  const file = new SourceFile('TestBody', apex);
  const { unit, diagnostics } = parseApex(file, 'anonymous');
  if (unit?.kind !== 'anonymousUnit' || diagnostics.length > 0) throw new CompilationError(diagnostics);
  const checked = checkAnonymous(unit, file, org.schema, loadStdlib(), org.types!);
  if (checked.diagnostics.length > 0) throw new CompilationError(checked.diagnostics);
  const block = loadProgram(emitAnonymous(checked.anonymous), { parent: org.program });
  const lines: string[] = [];
  org.data.begin();
  try {
    org.testTransaction(
      org.seeded.adminId,
      () => block.runAnonymous!(),
      (line) => lines.push(message(line)),
    );
  } finally {
    org.data.rollback();
  }
  return lines;
}

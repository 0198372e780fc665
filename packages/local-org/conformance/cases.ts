/** The conformance cases: where they are, what each holds, and what running one gives. conformance/README.md has the format. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { CompilationError, SourceFile, type Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { runAnonymous } from '../src/org/anonymous.ts';
import { loadProject } from '../src/org/load.ts';
import { LocalOrg } from '../src/org/local-org.ts';
import { runTests, selectTests } from '../src/org/test-runner.ts';
import { ApexException } from '../src/runtime/kernel/exception.ts';

const HERE = import.meta.dirname;
const API_VERSION = '66.0';

/** Every case runs at this moment. */
export const CASE_TIME = Date.parse('2026-03-02T09:00:00Z');

export interface ConformanceCase {
  /** `topic/name` */
  readonly name: string;
  readonly directory: string;
  readonly title: string;
  /** the document that the expectation comes from, or why there is one without it */
  readonly source: string;
  readonly expected: string;
  /** `errors` for a case that must not compile */
  readonly kind: 'output' | 'errors';
}

/** Every case, by name. @throws Error naming the case whose files are not as the format wants them */
export function conformanceCases(): readonly ConformanceCase[] {
  return folders(HERE).flatMap((topic) => folders(join(HERE, topic)).map((name) => readCase(topic, name)));
}

/** A ledger of this folder: case -> reason. */
export function ledger(file: 'failing.json' | 'skipped.json'): ReadonlyMap<string, string> {
  const content = JSON.parse(readFileSync(join(HERE, file), 'utf8')) as Record<string, string>;
  return new Map(Object.entries(content));
}

/** What a runtime for Apex is known to get wrong, and the cases that stand for it. */
export function checklist(): readonly { readonly fact: string; readonly cases: readonly string[] }[] {
  return JSON.parse(readFileSync(join(HERE, 'checklist.json'), 'utf8')) as { fact: string; cases: string[] }[];
}

function folders(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function readCase(topic: string, name: string): ConformanceCase {
  const directory = join(HERE, topic, name);
  const wrong = (what: string): Error => new Error(`conformance/${topic}/${name}: ${what}`);
  if (!existsSync(join(directory, 'case.json'))) throw wrong('has no case.json');
  const { title, source } = JSON.parse(readFileSync(join(directory, 'case.json'), 'utf8')) as Record<string, unknown>;
  if (typeof title !== 'string' || typeof source !== 'string' || title === '' || source === '')
    throw wrong('case.json needs a "title" and a "source"');
  const kinds = ['output', 'errors'] as const;
  const present = kinds.filter((kind) => existsSync(join(directory, EXPECTATION[kind])));
  if (present.length !== 1) throw wrong('needs expected.txt or errors.txt, and not both');
  const [kind] = present;
  const expected = readFileSync(join(directory, EXPECTATION[kind]), 'utf8').trimEnd();
  return { name: `${topic}/${name}`, directory, title, source, expected, kind };
}

const EXPECTATION = { output: 'expected.txt', errors: 'errors.txt' } as const;

/** Files of a case that are not part of its project. */
const OWN_FILES = new Set(['case.json', 'main.apex', ...Object.values(EXPECTATION)]);

/**
 * What the case gives, in the form of its expectation: the debug output and the exception that ended it, or the errors of the
 * compiler. A case with a main.apex is that block; one without runs its test classes.
 */
export function runCase(test: ConformanceCase): string {
  const directory = mkdtempSync(join(tmpdir(), 'conformance-'));
  try {
    writeProject(directory, test.directory);
    return run(directory, join(test.directory, 'main.apex'));
  } catch (error) {
    if (error instanceof CompilationError) return errorsOf(error.diagnostics, directory);
    throw error;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function run(directory: string, main: string): string {
  const lines: string[] = [];
  const log = (text: string): void => {
    if (text.startsWith('USER_DEBUG|')) lines.push(text.replace(/^USER_DEBUG\|[A-Z]+\|/, ''));
  };
  const block = existsSync(main) ? new SourceFile('main.apex', readFileSync(main, 'utf8')) : undefined;
  let seed = 7;
  const next = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const org = new LocalOrg({
    ...loadProject(directory, { coverage: false, alsoMentioned: block === undefined ? [] : [block.text] }),
    random: { next, bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(next() * 256)) },
    realTime: () => CASE_TIME,
    log,
  });
  try {
    if (block !== undefined) runAnonymous(org, org.seeded.adminId, block, log);
    else {
      runTests(org, selectTests(org, { names: [] }), ({ className, methodName, outcome, message }) =>
        lines.push(
          `${outcome === 'Pass' ? 'pass' : 'FAIL'} ${className}.${methodName}${message ? `: ${message}` : ''}`,
        ),
      );
    }
  } catch (error) {
    if (!(error instanceof ApexException)) throw error;
    lines.push(`! ${error['getTypeName()']()}: ${error['getMessage()']()}`);
  } finally {
    org.close();
  }
  return lines.join('\n').trimEnd();
}

function errorsOf(diagnostics: readonly Diagnostic[], directory: string): string {
  return diagnostics
    .map(({ file, line, column, message }) => {
      const path = file.startsWith(directory)
        ? relative(join(directory, 'force-app'), file).split(sep).join('/')
        : file;
      return `${path}:${line}:${column}: ${message}`;
    })
    .join('\n');
}

/** The case's files as a DX project. Apex needs no -meta.xml in a case: it gets one. */
function writeProject(directory: string, source: string): void {
  writeFileSync(
    join(directory, 'sfdx-project.json'),
    JSON.stringify({ packageDirectories: [{ path: 'force-app' }], sourceApiVersion: API_VERSION }),
  );
  const target = join(directory, 'force-app');
  mkdirSync(target);
  cpSync(source, target, { recursive: true, filter: (path) => !OWN_FILES.has(relative(source, path)) });
  for (const file of readdirSync(target, { recursive: true, encoding: 'utf8' })) {
    const kind = file.endsWith('.cls') ? 'ApexClass' : file.endsWith('.trigger') ? 'ApexTrigger' : undefined;
    const metadata = join(target, `${file}-meta.xml`);
    if (kind === undefined || existsSync(metadata)) continue;
    const content = `<apiVersion>${API_VERSION}</apiVersion><status>Active</status>`;
    writeFileSync(metadata, `<${kind} xmlns="http://soap.sforce.com/2006/04/metadata">${content}</${kind}>\n`);
  }
}

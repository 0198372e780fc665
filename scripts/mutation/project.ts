/** The package's Apex, its mutants, and which test meets which line. */
import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseApex } from '../../packages/local-org/src/compiler/syntax/parser.ts';
import { CompilationError, SourceFile } from '../../packages/local-org/src/diagnostics/diagnostic.ts';
import { loadProject } from '../../packages/local-org/src/org/load.ts';
import { openOver } from '../../packages/local-org/src/org/open.ts';
import { runTestClass, selectTests, type TestClass } from '../../packages/local-org/src/org/test-runner.ts';
import type { TestResult } from '../../packages/local-org/src/org/test-report.ts';
import { applyMutation, mutationsOf, type Mutation } from './operators.ts';

export interface Mutant extends Mutation {
  /** of the source, from the project's root */
  readonly path: string;
  readonly line: number;
}

/** What runs the package; enough to compile it anywhere. */
const PARTS = ['sfdx-project.json', '.forceignore', 'config', 'force-app'];

export function copyProject(root: string, directory: string): void {
  for (const part of PARTS) cpSync(join(root, part), join(directory, part), { recursive: true });
}

export function mutantsOf(root: string, sources: string): Mutant[] {
  return globSync(`${sources}/**/*.{cls,trigger}`, { cwd: root })
    .sort()
    .flatMap((path) => {
      const source = readFileSync(join(root, path), 'utf8');
      const { unit } = parseApex(new SourceFile(path, source), path.endsWith('.trigger') ? 'trigger' : 'type');
      if (unit === undefined) throw new Error(`${path} cannot be read as Apex`);
      return mutationsOf(unit, source).map((mutation) => ({
        ...mutation,
        path,
        line: lineOf(source, mutation.statement),
      }));
    });
}

/** `isolation` of `force-app/main/isolation/classes/X.cls`. */
export function capabilityOf(path: string): string {
  return path.split('/')[2] ?? '';
}

/** Name of each test class -> the capability in whose folder it is. */
export function capabilitiesOfTests(root: string): Map<string, string> {
  const paths = globSync('force-app/tests/**/*.cls', { cwd: root });
  return new Map(paths.map((path) => [basename(path, '.cls'), capabilityOf(path)]));
}

/** How the line reads before and after. */
export function describe(root: string, mutant: Mutant): { before: string; after: string } {
  const source = readFileSync(join(root, mutant.path), 'utf8');
  const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
  return { before: flat(source.slice(mutant.start, mutant.end)), after: flat(mutant.text) };
}

/** `path:line` -> the tests, as `Class.method`, that run it. */
export type Reach = ReadonlyMap<string, readonly string[]>;

/** Runs every test once, each counted alone. @throws where one fails: mutants say nothing then */
export function reachOf(directory: string): Reach {
  const loaded = loadProject(directory, { coverage: true });
  const org = openOver(loaded, { directory });
  const reach = new Map<string, string[]>();
  const files = [...loaded.program.coverage.values()];
  try {
    for (const test of selectTests(org, { names: [] })) {
      let ofSetup: Set<string> | undefined;
      runTestClass(org, test, {
        starting: () => {
          const hit = takeHits(files, directory);
          // the first call comes before @TestSetup, the second after it
          if (ofSetup === undefined) ofSetup = new Set();
          else for (const place of hit) ofSetup.add(place);
        },
        told: (result) => {
          if (result.outcome === 'Fail')
            throw new Error(`${result.className}.${result.methodName} fails without a mutation: ${result.message}`);
          const name = `${result.className}.${result.methodName}`;
          for (const place of new Set([...takeHits(files, directory), ...(ofSetup ?? [])]))
            reach.set(place, [...(reach.get(place) ?? []), name]);
        },
      });
    }
  } finally {
    org.close();
  }
  return reach;
}

interface Counted {
  readonly path: string;
  readonly lines: readonly number[];
  readonly hits: Uint8Array;
}

function takeHits(files: readonly Counted[], directory: string): string[] {
  return files.flatMap(({ path, lines, hits }) => {
    const relative = path.startsWith(directory) ? path.slice(directory.length + 1) : path;
    const hit = lines.filter((line) => hits[line] === 1).map((line) => `${relative}:${line}`);
    hits.fill(0);
    return hit;
  });
}

export type Verdict =
  | { readonly kind: 'killed'; readonly by: string; readonly message: string }
  | { readonly kind: 'survived'; readonly tests: number }
  | { readonly kind: 'invalid'; readonly message: string };

/** Runs the tests that meet the mutant, in a copy of the project of its own, until one fails. */
export function judge(directory: string, mutant: Mutant, tests: readonly string[]): Verdict {
  const path = join(directory, mutant.path);
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, applyMutation(source, mutant));
  try {
    return firstFailure(directory, tests);
  } catch (error) {
    if (error instanceof CompilationError) return { kind: 'invalid', message: error.diagnostics[0].message };
    throw error;
  } finally {
    writeFileSync(path, source);
  }
}

class Killed extends Error {
  readonly result: TestResult;

  constructor(result: TestResult) {
    super(result.message ?? '');
    this.result = result;
  }
}

function firstFailure(directory: string, tests: readonly string[]): Verdict {
  const org = openOver(loadProject(directory, { coverage: false }), { directory });
  try {
    const chosen: readonly TestClass[] = tests.length === 0 ? [] : selectTests(org, { names: tests });
    for (const test of chosen) {
      runTestClass(org, test, {
        told: (result) => {
          if (result.outcome === 'Fail') throw new Killed(result);
        },
      });
    }
    return { kind: 'survived', tests: tests.length };
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    const { className, methodName } = error.result;
    return { kind: 'killed', by: `${className}.${methodName}`, message: error.message };
  } finally {
    org.close();
  }
}

function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}

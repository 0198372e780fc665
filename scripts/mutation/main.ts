/**
 * `npm run test:mutation`: does a test notice when one guard of the package is switched off?
 *
 * Every refusal, exception, permission check, user mode and trigger event of force-app/main is taken out, one at a time, and the
 * tests that run the line are run. A mutant that no test kills is listed, and the exit code is 1.
 *
 *   --all            conditions that guard nothing too, made always true and always false; reported only, no exit code
 *   --in DIR         mutants of that directory's sources; force-app/main unless told
 *   --only TEXT      mutants whose member or operator holds the text
 *   --again FILE     takes over what an earlier run with --json killed, and judges the rest: what survived, and what is new
 *   --workers N      threads; as many as there are processors
 *   --json           the mutants with the test that kills each, as JSON on standard output
 *   --write FILE     the same as a Markdown table
 */
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { INVARIANTS } from './operators.ts';
import {
  capabilitiesOfTests,
  capabilityOf,
  copyProject,
  describe,
  mutantsOf,
  reachOf,
  type Mutant,
  type Verdict,
} from './project.ts';
import { toMarkdown, toText, type Judged } from './report.ts';
import type { Answer, Order } from './worker.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Mutants that a worker judges before another takes its place. */
const SHIFT = 40;

const { values } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    in: { type: 'string', default: 'force-app/main' },
    only: { type: 'string' },
    again: { type: 'string' },
    workers: { type: 'string', default: String(availableParallelism()) },
    json: { type: 'boolean', default: false },
    write: { type: 'string' },
  },
});
const workers = Number(values.workers);
if (!Number.isInteger(workers) || workers < 1) {
  process.stderr.write(`--workers takes a number from 1 on, not "${values.workers}"\n`);
  process.exit(2);
}

const wanted = values.only?.toLowerCase();
const mutants = mutantsOf(ROOT, values.in).filter(
  ({ operator, member }) =>
    (values.all || INVARIANTS.has(operator)) &&
    (wanted === undefined || `${member} ${operator}`.toLowerCase().includes(wanted)),
);
if (mutants.length === 0) {
  process.stderr.write('No mutant is chosen.\n');
  process.exit(2);
}
const described = mutants.map((mutant) => ({ ...mutant, ...describe(ROOT, mutant) }));
const known = values.again === undefined ? new Map<string, Verdict>() : killedIn(values.again);
const open = described.filter((mutant) => !known.has(identity(mutant)));
process.stderr.write(`${mutants.length} mutants, ${open.length} to be judged\n`);
const reach = open.length === 0 ? new Map<string, string[]>() : baseline();
const verdicts = await judgeAll(open);
const judged: Judged[] = described.map((mutant) => ({
  ...mutant,
  verdict: known.get(identity(mutant)) ?? verdicts[open.indexOf(mutant)],
}));
if (values.write !== undefined) writeFileSync(values.write, toMarkdown(judged));
process.stdout.write(values.json ? `${JSON.stringify(judged, null, 2)}\n` : toText(judged));
process.exitCode = judged.some(({ operator, verdict }) => INVARIANTS.has(operator) && verdict.kind === 'survived')
  ? 1
  : 0;

/** What makes a mutant the same in another version of the sources: all but its line. */
function identity({ path, member, operator, before, after }: Omit<Judged, 'verdict'>): string {
  return JSON.stringify([path, member, operator, before, after]);
}

function killedIn(file: string): Map<string, Verdict> {
  const earlier = JSON.parse(readFileSync(file, 'utf8')) as Judged[];
  return new Map(
    earlier.filter(({ verdict }) => verdict.kind !== 'survived').map((mutant) => [identity(mutant), mutant.verdict]),
  );
}

function baseline(): ReturnType<typeof reachOf> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'mutation-')));
  try {
    copyProject(ROOT, directory);
    process.stderr.write('which test runs which line ...\n');
    return reachOf(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function judgeAll(all: readonly Mutant[]): Promise<Verdict[]> {
  const results: Verdict[] = [];
  const capabilities = capabilitiesOfTests(ROOT);
  let next = 0;
  let done = 0;
  /** One worker, until it has judged its share: what was compiled stays in its memory. */
  const shift = (): Promise<void> =>
    new Promise((resolve, reject) => {
      let left = SHIFT;
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { root: ROOT } });
      const order = (): void => {
        if (next >= all.length || left-- === 0) return worker.postMessage('done');
        const mutant = all[next];
        // the tests of its own capability are the likeliest to notice
        const own = capabilityOf(mutant.path);
        const isOwn = (test: string): number => Number(capabilities.get(test.split('.')[0]) === own);
        const tests = (reach.get(`${mutant.path}:${mutant.line}`) ?? []).toSorted((a, b) => isOwn(b) - isOwn(a));
        worker.postMessage({ index: next++, mutant, tests } satisfies Order);
      };
      worker.on('message', (answer: Answer | 'ready') => {
        if (answer !== 'ready') {
          results[answer.index] = answer.verdict;
          done += 1;
          if (answer.verdict.kind === 'survived' || done % 25 === 0 || done === all.length)
            process.stderr.write(`${done}/${all.length} ${note(all[answer.index], answer.verdict)}\n`);
        }
        order();
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve());
    });
  const shifts = async (): Promise<void> => {
    while (next < all.length) await shift();
  };
  await Promise.all(Array.from({ length: Math.min(workers, all.length) }, shifts));
  return results;
}

function note(mutant: Mutant, verdict: Verdict): string {
  return `${verdict.kind}: ${mutant.operator}, ${mutant.member} (${mutant.path}:${mutant.line})`;
}

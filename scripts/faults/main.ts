/**
 * Does the local org's compiler find what an independent checker finds? Seeds single faults into the Apex of a project, one a
 * class, checks them with both and lists every fault that only the other one saw.
 *
 * `node scripts/faults/main.ts --checker PROGRAM [--project DIR] [--count 200] [--seed 1] [--json]`
 *
 * PROGRAM takes the directory of a DX project and prints one error a line, each with the path of its file.
 * Exit code 0: nothing missed. 1: something missed, or an error seen where no fault is. 2: wrong usage.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compileProject } from '../../packages/local-org/src/org/compile.ts';
import { seedProject, type Seeded } from './project.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const { values } = parseArgs({
  options: {
    checker: { type: 'string' },
    project: { type: 'string', default: ROOT },
    count: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
if (values.checker === undefined) {
  process.stderr.write('--checker PROGRAM is needed: the independent checker to compare with.\n');
  process.exit(2);
}

const work = mkdtempSync(join(tmpdir(), 'faults-'));
try {
  const seeded = seedProject(work, resolve(values.project), Number(values.count), Number(values.seed));
  const other = otherCheckers(values.checker, work);
  const { diagnostics } = compileProject(work);
  const own = new Set(diagnostics.map(({ file }) => basename(file, '.cls')));
  report(seeded, own, other);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Names of the classes in which the other checker sees an error. */
function otherCheckers(program: string, directory: string): Set<string> {
  const { stdout, stderr, error, status } = spawnSync(program, [directory], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error !== undefined || (status !== 0 && status !== 1))
    throw error ?? new Error(`${program} could not run: ${stderr}`);
  return new Set([...stdout.matchAll(/\b((?:Fault|Clean)\d{4})\.cls/g)].map(([, name]) => name));
}

function report(seeded: readonly Seeded[], own: ReadonlySet<string>, other: ReadonlySet<string>): void {
  const found = seeded.filter(({ name }) => other.has(name));
  const missed = found.filter(({ name }) => !own.has(name));
  const harmless = seeded.filter(({ name }) => !other.has(name) && !own.has(name));
  const alarms = [...own, ...other].filter((name) => name.startsWith('Clean'));
  const onlyOwn = seeded.filter(({ name }) => !other.has(name) && own.has(name));
  if (values.json) {
    process.stdout.write(
      `${JSON.stringify({ seeded: seeded.length, found: found.length, missed, onlyOwn, harmless, alarms }, null, 2)}\n`,
    );
  } else {
    process.stdout.write(
      `${seeded.length} faults seeded; the other checker sees ${found.length}, of which the local org misses ${missed.length}; ` +
        `${onlyOwn.length} only the local org sees; ${harmless.length} neither.\n`,
    );
    for (const name of alarms) process.stdout.write(`an error in ${name}, which holds no fault\n`);
    list('missed', missed);
    list('only the local org', onlyOwn);
    list('neither', harmless);
  }
  process.exitCode = missed.length + alarms.length > 0 ? 1 : 0;
}

function list(title: string, faults: readonly Seeded[]): void {
  for (const { name, origin, line, fault } of faults) {
    process.stdout.write(
      `${title}: ${fault.kind}, ${origin}:${line} (${name}): ${JSON.stringify(fault.text.slice(0, 60))}\n`,
    );
  }
}

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

/** What a checker says of each class, without the places. */
type Findings = ReadonlyMap<string, ReadonlySet<string>>;

const work = mkdtempSync(join(tmpdir(), 'faults-'));
try {
  const seeded = seedProject(work, resolve(values.project), Number(values.count), Number(values.seed));
  const other = otherFindings(values.checker, work);
  const { diagnostics } = compileProject(work);
  const own = collect(diagnostics.map(({ file, message }) => [basename(file, '.cls'), message]));
  report(seeded, own, other);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function otherFindings(program: string, directory: string): Findings {
  const { stdout, stderr, error, status } = spawnSync(program, [directory], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error !== undefined || (status !== 0 && status !== 1))
    throw error ?? new Error(`${program} could not run: ${stderr}`);
  const lines = [...stdout.matchAll(/\b(\w+)\.cls\b(.*)/g)];
  return collect(lines.map(([, name, message]) => [name, message]));
}

function collect(found: readonly (readonly [name: string, message: string])[]): Findings {
  const findings = new Map<string, Set<string>>();
  for (const [name, message] of found) {
    const messages = findings.get(name) ?? new Set();
    const words = message
      .replace(/\bline \d+( at \d+(-\d+)?)?( to line \d+)?/g, '')
      .replace(/\b(?:Fault|Clean)\d{4}\b/g, '_');
    findings.set(name, messages.add(words));
  }
  return findings;
}

/** Whether a checker says something of the faulty class that it does not say of the same class without the fault. */
function sees(findings: Findings, { name }: Seeded): boolean {
  const without = findings.get(name.replace('Fault', 'Clean'));
  return [...(findings.get(name) ?? [])].some((message) => !without?.has(message));
}

/** Classes without a fault of which a checker says what it does not say of the original. */
function falseAlarms(findings: Findings, seeded: readonly Seeded[]): string[] {
  return seeded.flatMap(({ name, origin }) => {
    const original = basename(origin, '.cls');
    const known = [...(findings.get(original) ?? [])].map((message) =>
      message.replace(new RegExp(`\\b${original}\\b`, 'gi'), '_'),
    );
    const clean = name.replace('Fault', 'Clean');
    return [...(findings.get(clean) ?? [])].every((message) => known.includes(message)) ? [] : [clean];
  });
}

function report(seeded: readonly Seeded[], own: Findings, other: Findings): void {
  const found = seeded.filter((fault) => sees(other, fault));
  const missed = found.filter((fault) => !sees(own, fault));
  const harmless = seeded.filter((fault) => !sees(other, fault) && !sees(own, fault));
  const alarms = falseAlarms(own, seeded);
  const onlyOwn = seeded.filter((fault) => !sees(other, fault) && sees(own, fault));
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

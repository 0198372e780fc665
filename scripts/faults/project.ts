/** A project with single faults seeded into copies of its own classes. */
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, normalize } from 'node:path';
import { random } from '../../packages/local-org/fuzz/mutate.ts';
import { parseApex } from '../../packages/local-org/src/compiler/syntax/parser.ts';
import { SourceFile } from '../../packages/local-org/src/diagnostics/diagnostic.ts';
import { applyFault, faultsOf, type Fault } from './seed.ts';

export interface Seeded {
  /** name of the class that holds the fault */
  readonly name: string;
  readonly origin: string;
  readonly line: number;
  readonly fault: Fault;
}

/** The project with `count` more classes: copies of its own under another name, `FaultNNNN` with one fault each and
 * `CleanNNNN` with none. */
export function seedProject(directory: string, project: string, count: number, seed: number): Seeded[] {
  const packages = packageDirectories(project);
  for (const part of ['sfdx-project.json', ...packages])
    cpSync(join(project, part), join(directory, part), { recursive: true });
  const target = join(directory, packages[0], 'faults', 'classes');
  mkdirSync(target, { recursive: true });
  const next = random(seed);
  const byKind = candidates(packages.map((path) => join(project, path)));
  const kinds = [...byKind.keys()];
  const seeded: Seeded[] = [];
  // the kinds take turns, so that rare ones are not drowned
  for (let turn = 0; seeded.length < count && byKind.size > 0; turn++) {
    const kind = kinds[turn % kinds.length];
    const list = byKind.get(kind);
    if (list === undefined) continue;
    const [chosen] = list.splice(Math.floor(next() * list.length), 1);
    if (list.length === 0) byKind.delete(kind);
    if (chosen === undefined) continue;
    const { path, source, fault } = chosen;
    const name = `Fault${String(seeded.length + 1).padStart(4, '0')}`;
    copyAs(target, path, applyFault(source, fault), name);
    // a copy without the fault: an error that it has too says nothing about the fault
    copyAs(target, path, source, name.replace('Fault', 'Clean'));
    const line = source.slice(0, fault.start).split('\n').length;
    seeded.push({ name, origin: path.slice(project.length), line, fault });
  }
  return seeded;
}

/** The outermost ones; a project may name a directory and one inside it. */
function packageDirectories(project: string): string[] {
  const text = readFileSync(join(project, 'sfdx-project.json'), 'utf8');
  const { packageDirectories } = JSON.parse(text) as { packageDirectories: { path: string }[] };
  const paths = packageDirectories.map(({ path }) => normalize(path)).filter((path) => existsSync(join(project, path)));
  return paths.filter((path) => !paths.some((other) => other !== path && path.startsWith(join(other, '/'))));
}

function copyAs(target: string, path: string, source: string, name: string): void {
  writeFileSync(join(target, `${name}.cls`), source.replace(new RegExp(`\\b${basename(path, '.cls')}\\b`, 'gi'), name));
  cpSync(`${path}-meta.xml`, join(target, `${name}.cls-meta.xml`));
}

interface Candidate {
  readonly path: string;
  readonly source: string;
  readonly fault: Fault;
}

function candidates(directories: readonly string[]): Map<string, Candidate[]> {
  const byKind = new Map<string, Candidate[]>();
  for (const path of globSync(directories.map((directory) => join(directory, '**/*.cls'))).sort()) {
    if (!existsSync(`${path}-meta.xml`)) continue;
    const source = readFileSync(path, 'utf8');
    const { unit } = parseApex(new SourceFile(path, source), 'type');
    if (unit === undefined) continue;
    for (const fault of faultsOf(unit, source)) {
      const list = byKind.get(fault.kind) ?? [];
      list.push({ path, source, fault });
      byKind.set(fault.kind, list);
    }
  }
  return byKind;
}

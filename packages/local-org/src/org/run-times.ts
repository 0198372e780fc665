/** How long each test class took the last time it ran: kept beside the project, so that long classes are begun first. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from './cache/files.ts';
import type { TestResult } from './test-report.ts';

export type RunTimes = ReadonlyMap<string, number>;

const FILE = 'run-times.json';

/** Empty where nothing is kept, or nothing that can be read. */
export function readRunTimes(directory: string): RunTimes {
  try {
    const content: unknown = JSON.parse(readFileSync(join(directory, FILE), 'utf8'));
    if (typeof content !== 'object' || content === null) return new Map();
    return new Map(Object.entries(content).filter((entry): entry is [string, number] => Number.isFinite(entry[1])));
  } catch {
    return new Map();
  }
}

/** `whole`: every class of the project ran, so that others are of the past. */
export function writeRunTimes(
  directory: string,
  before: RunTimes,
  results: readonly TestResult[],
  whole: boolean,
): void {
  // A part alone would pass for the whole where the number of workers is chosen.
  if (!whole && before.size === 0) return;
  const times = new Map<string, number>();
  for (const { className, runTime } of results) times.set(className, (times.get(className) ?? 0) + runTime);
  const kept = whole ? times : new Map([...before, ...times]);
  const rounded = Array.from(kept, ([name, time]) => [name, Math.round(time)] as const);
  try {
    writeWhole(join(directory, FILE), JSON.stringify(Object.fromEntries(rounded)));
  } catch {
    // without it the next run is no worse than the first
  }
}

/** Milliseconds of tests for which starting a further worker pays: loading the platform and opening an org. */
const WORTH_A_WORKER = 700;

/** As many workers as there are processors, but no more than the work is worth. */
export function workersFor(runTimes: RunTimes, names: readonly string[]): number {
  const processors = availableParallelism();
  const classes = names.map((name) => name.split('.')[0].toLowerCase());
  const known = [...runTimes].filter(([name]) => classes.length === 0 || classes.includes(name.toLowerCase()));
  if (known.length === 0) return processors;
  const total = known.reduce((sum, [, time]) => sum + time, 0);
  return Math.max(1, Math.min(processors, known.length, Math.ceil(total / WORTH_A_WORKER)));
}

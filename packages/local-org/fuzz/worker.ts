/** Runs the cases that the parent hands out; the parent watches from outside, since a case that hangs cannot tell. */
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { readProject } from '../src/schema/read.ts';
import { runCase, sourceOf, SUBJECTS, type Outcome } from './cases.ts';
import { loadCorpus } from './corpus.ts';

/** `progress[0]` is the case that is running, from which the watch sees one that does not end. */
export interface Order {
  readonly from: number;
  readonly to: number;
  readonly progress: Int32Array;
}

/** A case that did not end as it must. */
export interface Failure {
  readonly seed: number;
  readonly subject: string;
  readonly message: string;
}

export interface Report {
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly failures: readonly Failure[];
}

const { from, to, progress } = workerData as Order;
const corpus = loadCorpus();
const { schema } = readProject(fileURLToPath(new URL('../../..', import.meta.url)), []);
const outcomes = { refused: 0, read: 0, compiled: 0 };
const failures: Failure[] = [];

for (let seed = from; seed < to; seed++) {
  Atomics.store(progress, 0, seed);
  const subject = SUBJECTS[seed % SUBJECTS.length];
  try {
    outcomes[runCase(sourceOf(corpus, subject, seed), subject, schema)]++;
  } catch (error) {
    failures.push({ seed, subject, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
parentPort!.postMessage({ outcomes, failures } satisfies Report);

/** The compiler's fuzzer: cases by number, each the same on every machine, so that a number is all that has to be kept. */
import { Worker } from 'node:worker_threads';
import type { Failure, Report } from './worker.ts';

/** Longer than any case takes on a slow machine by far: what is not done by then never ends. */
const PATIENCE_MS = 20_000;

export interface FuzzResult extends Report {
  readonly cases: number;
}

/**
 * Runs the cases `from` to `to` (without the latter). A case that hangs, or takes the worker down, is a failure; the cases
 * after it run in a new worker.
 */
export async function fuzz(from: number, to: number, onProgress?: (seed: number) => void): Promise<FuzzResult> {
  const outcomes = { refused: 0, read: 0, compiled: 0 };
  const failures: Failure[] = [];
  for (let next = from; next < to;) {
    const { report, reached, ended } = await runWorker(next, to, onProgress);
    if (report !== undefined) {
      for (const key of ['refused', 'read', 'compiled'] as const) outcomes[key] += report.outcomes[key];
      failures.push(...report.failures);
      break;
    }
    failures.push({ seed: reached, subject: 'any', message: ended });
    next = reached + 1;
  }
  return { cases: to - from, outcomes, failures };
}

interface Ended {
  readonly report?: Report;
  readonly reached: number;
  readonly ended: string;
}

function runWorker(from: number, to: number, onProgress?: (seed: number) => void): Promise<Ended> {
  const progress = new Int32Array(new SharedArrayBuffer(4));
  progress[0] = from;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { from, to, progress } });
  return new Promise((resolve) => {
    let last = -1;
    let since = Date.now();
    const watch = setInterval(() => {
      const at = Atomics.load(progress, 0);
      onProgress?.(at);
      if (at !== last) {
        last = at;
        since = Date.now();
      } else if (Date.now() - since > PATIENCE_MS) end({ reached: at, ended: 'did not end' });
    }, 250);
    const end = (ended: Ended): void => {
      clearInterval(watch);
      void worker.terminate();
      resolve(ended);
    };
    worker.once('message', (report: Report) => end({ report, reached: to, ended: 'done' }));
    worker.once('error', (error) => end({ reached: Atomics.load(progress, 0), ended: String(error) }));
  });
}

/** Judges mutants one after the other, in a copy of the project of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { copyProject, judge, type Mutant, type Verdict } from './project.ts';

export interface Order {
  readonly index: number;
  readonly mutant: Mutant;
  readonly tests: readonly string[];
}

export interface Answer {
  readonly index: number;
  readonly verdict: Verdict;
}

const port = parentPort!;
const directory = mkdtempSync(join(tmpdir(), 'mutation-'));
copyProject((workerData as { root: string }).root, directory);
port.on('message', (order: Order | 'done') => {
  if (order === 'done') {
    rmSync(directory, { recursive: true, force: true });
    port.close();
    return;
  }
  const verdict = judge(directory, order.mutant, order.tests);
  port.postMessage({ index: order.index, verdict } satisfies Answer);
});
port.postMessage('ready');

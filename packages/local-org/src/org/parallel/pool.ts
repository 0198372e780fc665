/** Runs tests in several workers and puts together what they say, in the order of the report. */
import { Worker } from 'node:worker_threads';
import { CompilationError } from '../../diagnostics/diagnostic.ts';
import { mergeHits, type FileHits } from '../coverage.ts';
import type { TestOutcome, TestResult } from '../test-report.ts';
import { UnknownTestError } from '../unknown-test.ts';
import { Board, type PlannedClass, type WorkerMessage, type WorkerTask } from './protocol.ts';

export interface PoolOptions {
  readonly workers: number;
  readonly told: (result: TestResult) => void;
  /** another worker's code, for tests of the pool */
  readonly script?: URL;
}

export type PoolTask = Omit<WorkerTask, 'board' | 'slot'>;

/** Workers load their modules while the main thread finds or compiles the program; then `run` gives them work. */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #waiting: Worker[];

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#waiting = Array.from({ length: options.workers }, () => this.#spawn());
  }

  /**
   * A test at which a worker ends is a failure by that name, and so are those behind it in its class; the classes that nobody
   * has begun go to another worker.
   * @throws UnknownTestError, CompilationError as a worker found them
   */
  run(task: PoolTask): Promise<TestOutcome> {
    return new Run(this.#options, task, this.#waiting.splice(0), () => this.#spawn()).outcome;
  }

  /** Ends workers that were given nothing to do. */
  async close(): Promise<void> {
    await Promise.all(this.#waiting.splice(0).map((worker) => worker.terminate()));
  }

  #spawn(): Worker {
    const script = this.#options.script ?? new URL('./start.js', import.meta.url);
    return new Worker(script, { argv: process.argv.slice(2) });
  }
}

class Run {
  readonly outcome: Promise<TestOutcome>;
  readonly #options: PoolOptions;
  readonly #task: PoolTask;
  readonly #spawn: () => Worker;
  readonly #board: Board;
  readonly #results = new Map<number, TestResult[]>();
  readonly #live = new Set<Worker>();
  #hits: readonly FileHits[] = [];
  #ready: Extract<WorkerMessage, { kind: 'ready' }> | undefined;
  #firstTestAt: number | undefined;
  #failed = false;
  #resolve: (outcome: TestOutcome) => void = () => {};
  #reject: (error: Error) => void = () => {};

  constructor(options: PoolOptions, task: PoolTask, workers: readonly Worker[], spawn: () => Worker) {
    this.#options = options;
    this.#task = task;
    this.#spawn = spawn;
    this.#board = Board.of(workers.length);
    this.outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    for (const [slot, worker] of workers.entries()) this.#start(worker, slot);
  }

  #start(worker: Worker, slot: number): void {
    let finished = false;
    let reason = 'it ended without a word';
    this.#live.add(worker);
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'finished') {
        finished = true;
        this.#hits = mergeHits(this.#hits, message.coverage);
      } else this.#hear(message);
    });
    worker.on('error', (error: Error) => (reason = error.message));
    worker.on('exit', (code) => {
      this.#live.delete(worker);
      if (!finished) this.#lost(slot, code === 0 ? reason : `${reason} (exit code ${code})`);
      if (this.#live.size === 0) this.#finish();
    });
    worker.postMessage({ ...this.#task, board: this.#board.memory, slot } satisfies WorkerTask);
  }

  #hear(message: Exclude<WorkerMessage, { kind: 'finished' }>): void {
    switch (message.kind) {
      case 'ready':
        this.#ready ??= message;
        return;
      case 'begun':
        this.#firstTestAt = Math.min(this.#firstTestAt ?? Infinity, message.at);
        return;
      case 'result':
        this.#add(message.classIndex, message.result);
        return;
      case 'refused':
        this.#fail(refusal(message));
        return;
      case 'classDone':
    }
  }

  #add(classIndex: number, result: TestResult): void {
    const results = this.#results.get(classIndex) ?? [];
    this.#results.set(classIndex, results);
    results.push(result);
    this.#options.told(result);
  }

  /** A worker is gone before its time. */
  #lost(slot: number, reason: string): void {
    if (this.#failed) return;
    const plan = this.#ready?.plan;
    const at = this.#board.at(slot);
    if (plan === undefined || at === undefined) {
      this.#fail(new Error(`A worker of the test run ended outside of any test: ${reason}`));
      return;
    }
    this.#failRest(plan[at.classIndex], at.classIndex, at.method, reason);
    this.#board.idle(slot);
    if (this.#board.taken < plan.length) this.#start(this.#spawn(), slot);
  }

  #failRest({ className, methods }: PlannedClass, classIndex: number, method: number, reason: string): void {
    const told = this.#results.get(classIndex)?.length ?? 0;
    for (const [index, methodName] of methods.entries()) {
      if (index < told) continue;
      const message =
        index <= method
          ? `The worker that ran this test ended: ${reason}`
          : `Not run: the worker ended at ${className}.${methods[method]}`;
      this.#add(classIndex, { className, methodName, outcome: 'Fail', message, stackTrace: null, runTime: 0 });
    }
  }

  #finish(): void {
    if (this.#ready === undefined) return;
    const { plan, warnings, organizationId, username } = this.#ready;
    this.#resolve({
      results: plan.flatMap((_, index) => this.#results.get(index) ?? []),
      hits: this.#hits,
      warnings,
      organizationId,
      username,
      firstTestAt: this.#firstTestAt,
    });
  }

  #fail(error: Error): void {
    this.#failed = true;
    this.#reject(error);
    for (const worker of this.#live) void worker.terminate();
  }
}

function refusal({ error, message, diagnostics }: Extract<WorkerMessage, { kind: 'refused' }>): Error {
  if (error === 'UnknownTestError') return new UnknownTestError(message);
  if (error === 'CompilationError') return new CompilationError(diagnostics);
  return new Error(message);
}

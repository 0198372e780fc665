/** What the main thread and the workers of a test run say to each other. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { FileHits } from '../coverage.ts';
import type { TestResult } from '../test-report.ts';

/** The one message to a worker. */
export interface WorkerTask {
  /** an encoded `ProgramImage` */
  readonly image: SharedArrayBuffer;
  /** the project's */
  readonly directory: string;
  readonly names: readonly string[];
  /** class -> milliseconds that it took the last time */
  readonly runTimes: ReadonlyMap<string, number>;
  readonly board: SharedArrayBuffer;
  /** of the worker, on the board */
  readonly slot: number;
}

/** A class that is to be run, with its methods in order. */
export interface PlannedClass {
  readonly className: string;
  readonly methods: readonly string[];
}

export type WorkerMessage =
  | {
      readonly kind: 'ready';
      /** in the order of the report; every worker finds the same */
      readonly plan: readonly PlannedClass[];
      readonly warnings: readonly Diagnostic[];
      readonly organizationId: string;
      readonly username: string;
    }
  /** milliseconds since the epoch */
  | { readonly kind: 'begun'; readonly at: number }
  | { readonly kind: 'result'; readonly classIndex: number; readonly result: TestResult }
  | { readonly kind: 'classDone'; readonly classIndex: number }
  | { readonly kind: 'finished'; readonly coverage: readonly FileHits[] }
  | {
      readonly kind: 'refused';
      /** of the error: `UnknownTestError`, `CompilationError` */
      readonly error: string;
      readonly message: string;
      readonly diagnostics: readonly Diagnostic[];
    };

/**
 * Shared memory. Whoever is free takes the next class by itself, so that nobody waits for the main thread; and what a worker
 * is at can be read when it is gone.
 */
export class Board {
  readonly memory: SharedArrayBuffer;
  readonly #cells: Int32Array<SharedArrayBuffer>;

  constructor(memory: SharedArrayBuffer) {
    this.memory = memory;
    this.#cells = new Int32Array(memory);
  }

  static of(workers: number): Board {
    return new Board(new SharedArrayBuffer(4 * (1 + 2 * workers)));
  }

  /** The place in the order of execution of a class that nobody has taken yet. */
  take(): number {
    return Atomics.add(this.#cells, 0, 1);
  }

  /** How many have been taken, or more. */
  get taken(): number {
    return Atomics.load(this.#cells, 0);
  }

  /** Indexes of the plan and of the class's methods. */
  starting(slot: number, classIndex: number, method: number): void {
    Atomics.store(this.#cells, 1 + 2 * slot, classIndex + 1);
    Atomics.store(this.#cells, 2 + 2 * slot, method);
  }

  idle(slot: number): void {
    Atomics.store(this.#cells, 1 + 2 * slot, 0);
  }

  /** What the worker is at; undefined between classes. */
  at(slot: number): { readonly classIndex: number; readonly method: number } | undefined {
    const classIndex = Atomics.load(this.#cells, 1 + 2 * slot) - 1;
    return classIndex < 0 ? undefined : { classIndex, method: Atomics.load(this.#cells, 2 + 2 * slot) };
  }
}

/** The order in which classes are taken: the longest first, and before them those of which nothing is known. */
export function executionOrder(plan: readonly PlannedClass[], runTimes: ReadonlyMap<string, number>): number[] {
  const timeOf = (index: number): number => runTimes.get(plan[index].className) ?? Infinity;
  return plan.map((_, index) => index).sort((a, b) => Number(timeOf(b) > timeOf(a)) - Number(timeOf(b) < timeOf(a)));
}

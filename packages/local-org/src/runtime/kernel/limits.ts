/**
 * Governor limits. Source: Apex Developer Guide, "Execution Governors and Limits".
 */
import { checkHeap, usedHeap } from './heap.ts';
import { throwApex } from './exception.ts';

export type LimitKind =
  | 'queries'
  | 'queryRows'
  | 'queryLocatorRows'
  | 'aggregateQueries'
  | 'soslQueries'
  | 'dmlStatements'
  | 'dmlRows'
  | 'publishImmediateDml'
  | 'callouts'
  | 'emailInvocations'
  | 'futureCalls'
  | 'queueableJobs'
  | 'pushNotifications'
  | 'cursors'
  | 'cursorRows'
  | 'cursorFetches'
  | 'paginationCursors'
  | 'paginationCursorRows'
  | 'cpuTime'
  | 'heapSize';

export type LimitSet = Readonly<Record<LimitKind, number>>;

export const SYNCHRONOUS_LIMITS: LimitSet = {
  queries: 100,
  queryRows: 50_000,
  queryLocatorRows: 10_000,
  // Subqueries: "a limit of three times the number for top-level queries".
  aggregateQueries: 300,
  soslQueries: 20,
  dmlStatements: 150,
  dmlRows: 10_000,
  publishImmediateDml: 150,
  callouts: 100,
  emailInvocations: 10,
  futureCalls: 50,
  queueableJobs: 50,
  pushNotifications: 10,
  // The documentation gives the numbers of cursors for a day only, which no transaction may pass either.
  cursors: 10_000,
  cursorRows: 50_000_000,
  cursorFetches: 100,
  paginationCursors: 200_000,
  paginationCursorRows: 100_000,
  cpuTime: 10_000,
  heapSize: 6_000_000,
};

export const ASYNCHRONOUS_LIMITS: LimitSet = {
  ...SYNCHRONOUS_LIMITS,
  queries: 200,
  aggregateQueries: 600,
  queueableJobs: 1,
  cpuTime: 60_000,
  heapSize: 12_000_000,
};

/** Batch jobs and future methods may not call future methods; queueable jobs may. */
const BATCH_AND_FUTURE_LIMITS: LimitSet = { ...ASYNCHRONOUS_LIMITS, futureCalls: 0 };

/** @param kind of transaction; scheduled jobs have the limits of synchronous ones */
export function limitsOf(kind: string): LimitSet {
  if (kind === 'batch' || kind === 'future') return BATCH_AND_FUTURE_LIMITS;
  return kind === 'queueable' ? ASYNCHRONOUS_LIMITS : SYNCHRONOUS_LIMITS;
}

/** Words of the LimitException; the number is the first that was too many. */
const MESSAGES: Readonly<Record<LimitKind, (reached: number) => string>> = {
  queries: (n) => `Too many SOQL queries: ${n}`,
  queryRows: (n) => `Too many query rows: ${n}`,
  queryLocatorRows: (n) => `Too many query locator rows: ${n}`,
  aggregateQueries: (n) => `Too many Aggregate queries: ${n}`,
  soslQueries: (n) => `Too many SOSL queries: ${n}`,
  dmlStatements: (n) => `Too many DML statements: ${n}`,
  dmlRows: (n) => `Too many DML rows: ${n}`,
  publishImmediateDml: (n) => `Too many Publish Immediate DML statements: ${n}`,
  callouts: (n) => `Too many callouts: ${n}`,
  emailInvocations: (n) => `Too many Email Invocations: ${n}`,
  futureCalls: (n) => `Too many future calls: ${n}`,
  queueableJobs: (n) => `Too many queueable jobs added to the queue: ${n}`,
  pushNotifications: (n) => `Too many mobile push notifications: ${n}`,
  cursors: (n) => `Too many Apex cursors: ${n}`,
  cursorRows: (n) => `Too many Apex cursor rows: ${n}`,
  cursorFetches: (n) => `Too many fetch calls on Apex cursor: ${n}`,
  paginationCursors: (n) => `Too many Apex pagination cursors: ${n}`,
  paginationCursorRows: (n) => `Too many Apex pagination cursor rows: ${n}`,
  cpuTime: () => 'Apex CPU time limit exceeded',
  heapSize: (n) => `Apex heap size too large: ${n}`,
};

/** What a transaction has used. `Test.startTest` gives the code under test a fresh set and stopTest takes it back. */
export class LimitCounter {
  #limits: LimitSet;
  #used: Record<LimitKind, number> = zero();
  #saved: { used: Record<LimitKind, number>; cpuUsed: number } | undefined = undefined;
  #cpuStart = cpuMilliseconds();
  readonly #heapStart = usedHeap();

  constructor(limits: LimitSet = SYNCHRONOUS_LIMITS) {
    this.#limits = limits;
  }

  /** Adds `n`; a LimitException, which Apex cannot catch, where that passes the limit. */
  count(kind: LimitKind, n = 1): void {
    const reached = (this.#used[kind] += n);
    if (reached > this.#limits[kind]) throwApex('System.LimitException', MESSAGES[kind](reached));
  }

  used(kind: LimitKind): number {
    return kind === 'cpuTime' ? Math.floor(cpuMilliseconds() - this.#cpuStart) : this.#used[kind];
  }

  limit(kind: LimitKind): number {
    return this.#limits[kind];
  }

  /** @returns what sets the counts back to what they are now; CPU time runs on */
  mark(): () => void {
    const before = { ...this.#used };
    return () => {
      this.#used = { ...before };
    };
  }

  /** Nothing of the kind from here on: the platform says so with a limit of 0. */
  forbid(kind: LimitKind): void {
    this.#limits = { ...this.#limits, [kind]: 0 };
  }

  /** Called now and then by running loops: CPU time and the process's heap. */
  check(): void {
    checkHeap(this.#heapStart, this.#limits.heapSize);
    if (cpuMilliseconds() - this.#cpuStart > this.#limits.cpuTime) {
      throwApex('System.LimitException', MESSAGES.cpuTime(0));
    }
  }

  /** Test.startTest() */
  startTest(): void {
    this.#saved = { used: this.#used, cpuUsed: this.used('cpuTime') };
    this.#used = zero();
    this.#cpuStart = cpuMilliseconds();
  }

  /** Test.stopTest(): the code after it goes on counting where the code before startTest stopped. */
  stopTest(): void {
    if (this.#saved === undefined) return;
    this.#used = this.#saved.used;
    this.#cpuStart = cpuMilliseconds() - this.#saved.cpuUsed;
    this.#saved = undefined;
  }
}

function zero(): Record<LimitKind, number> {
  return Object.fromEntries(Object.keys(SYNCHRONOUS_LIMITS).map((kind) => [kind, 0])) as Record<LimitKind, number>;
}

/** CPU time of this thread, so that a busy machine does not fail a transaction. */
function cpuMilliseconds(): number {
  const usage = process.threadCpuUsage();
  return (usage.user + usage.system) / 1000;
}

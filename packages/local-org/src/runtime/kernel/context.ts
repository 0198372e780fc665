/** The state of a running transaction. One runs at a time; nested ones (asynchronous jobs inside a test) stack. */
import { LimitCounter } from './limits.ts';
import type { Clock, OrgPorts, UserInfo } from '../ports.ts';
import type { LoadedProgram } from './program.ts';

/** One class's static state in one bundle, taken away and put back as transactions nest. */
export interface StaticSlot {
  get(): unknown;
  set(value: unknown): void;
}

/** What `Trigger.*` answers; frames stack as triggers cause triggers. Maps and lists are Apex values. */
export interface TriggerFrame {
  readonly object: string;
  readonly operation: string;
  readonly isBefore: boolean;
  readonly isInsert: boolean;
  readonly isUpdate: boolean;
  readonly isDelete: boolean;
  readonly isUndelete: boolean;
  readonly newList: unknown;
  readonly oldList: unknown;
  readonly newMap: unknown;
  readonly oldMap: unknown;
  readonly size: number;
}

export interface ContextOptions {
  readonly org: OrgPorts;
  readonly user: UserInfo;
  readonly program: LoadedProgram | undefined;
  readonly limits?: LimitCounter;
  readonly isTest?: boolean;
  /** 'synchronous' unless told; Request.getQuiddity and System.isBatch read it */
  readonly kind?: 'synchronous' | 'anonymous' | 'rest' | 'test' | 'batch' | 'future' | 'queueable' | 'scheduled';
  readonly log?: (text: string) => void;
  /**
   * The test in which this transaction runs as one of its asynchronous jobs. It shares static state with what runs, as jobs of
   * a test do on the platform.
   */
  readonly test?: ExecutionContext;
}

export class ExecutionContext {
  readonly org: OrgPorts;
  readonly limits: LimitCounter;
  readonly isTest: boolean;
  readonly kind: NonNullable<ContextOptions['kind']>;
  readonly program: LoadedProgram | undefined;
  readonly log: (text: string) => void;
  /** the test that this is a part of: itself, unless it is an asynchronous job of one */
  readonly root: ExecutionContext;
  /** changed by System.runAs */
  user: UserInfo;
  /** how many System.runAs blocks are open */
  asUsers = 0;
  readonly triggers: TriggerFrame[] = [];
  /** classes whose static state was initialised in this transaction */
  readonly statics: StaticSlot[];
  /** the context that this one, a job of a test, shares its static state with */
  readonly #shares: ExecutionContext | undefined;
  /** state of single platform features (RestContext, callout mocks, page messages), by a key of their own */
  readonly features = new Map<unknown, unknown>();
  /** what happens once the transaction has been committed, and not at all where it fails: the platform cache, mail, deployments */
  readonly afterCommit: (() => void)[] = [];
  #saved: unknown[] | undefined = undefined;
  #registers: readonly [fuel: number, sharing: number] = [FUEL, ENTRY];

  constructor(options: ContextOptions) {
    this.org = options.org;
    this.user = options.user;
    this.program = options.program;
    this.limits = options.limits ?? new LimitCounter();
    this.isTest = options.isTest ?? false;
    this.kind = options.kind ?? 'synchronous';
    this.log = options.log ?? (() => {});
    this.root = options.test ?? this;
    this.#shares = options.test === undefined ? undefined : running;
    this.statics = this.#shares?.statics ?? [];
  }

  get clock(): Clock {
    return this.org.clock;
  }

  /** The value kept under `key`, made on first use. */
  feature<T>(key: unknown, make: () => T): T {
    if (!this.features.has(key)) this.features.set(key, make());
    return this.features.get(key) as T;
  }

  /** Whether `with sharing` is in effect where the platform is being called. */
  get sharing(): boolean {
    return (registers[SHARING] & ~USER_MODE) === 1;
  }

  /** Whether the class that calls the platform is in user mode unless it says otherwise. */
  get userMode(): boolean {
    return (registers[SHARING] & USER_MODE) !== 0;
  }

  /** @internal takes this transaction's static state and registers off the machine */
  suspend(): void {
    this.#saved = this.statics.map((slot) => slot.get());
    for (const slot of this.statics) slot.set(null);
    this.#registers = [registers[0], registers[1]];
    registers.set([FUEL, ENTRY]);
  }

  /** @internal static state that two contexts share changes hands as the one begins and as it ends */
  exchange(outer: ExecutionContext | undefined, begins: boolean): void {
    if (outer === undefined || outer !== this.#shares) return;
    if (begins) [this.#saved, outer.#saved] = [outer.#saved, undefined];
    else [outer.#saved, this.#saved] = [this.#saved, undefined];
  }

  /** @internal */
  resume(): void {
    this.#saved?.forEach((value, i) => this.statics[i].set(value));
    this.#saved = undefined;
    [registers[0], registers[1]] = this.#registers;
  }

  /** Forgets all static state, as between @TestSetup and a test method. */
  resetStatics(): void {
    for (const slot of this.statics.splice(0)) slot.set(null);
  }
}

/** Calls of functions that loop or call Apex between two looks at the clock. */
const FUEL = 500;
/** Turns that a loop makes before it calls `moreTurns`. */
export const FEWEST_TURNS = 8;
const MOST_TURNS = 2048;
/** A loop whose turns take longer than this between two calls of `moreTurns` is not given more of them. */
const SLOW_MS = 1;
/** Between two looks at the limits. */
const CHECK_MS = 2;
/** No Apex caller: `inherited sharing` then means with sharing, an undeclared class runs without. */
export const ENTRY = 2;
export const SHARING = 1;
/** added to the sharing of a class whose database operations are in user mode by default */
const USER_MODE = 4;

/**
 * The part of the running context that emitted code touches all the time: [0] fuel, see `refuel`, [1] how the code sees
 * records that is calling a static method of the platform (0 without, 1 with, ENTRY; kernel/sharing.ts for all others). A typed array, so that reads and writes are single instructions, over a buffer of its own: V8 keeps
 * small arrays without one among its objects, which move. It belongs to the current context, which saves and restores it.
 */
export const registers = new Int32Array(new ArrayBuffer(8));
registers.set([FUEL, ENTRY]);

let running: ExecutionContext | undefined;

/** The running transaction. An Error, not an Apex exception, outside of one. */
export function current(): ExecutionContext {
  if (running === undefined) throw new Error('No Apex transaction is running');
  return running;
}

export function isRunning(): boolean {
  return running !== undefined;
}

/** Runs `work` inside `context`; whatever ran before is put aside, statics included, and comes back afterwards. */
export function withContext<T>(context: ExecutionContext, work: () => T): T {
  const outer = running;
  if (outer === context) return work();
  outer?.suspend();
  running = context;
  context.exchange(outer, true);
  context.resume();
  try {
    return work();
  } finally {
    context.suspend();
    context.exchange(outer, false);
    running = outer;
    outer?.resume();
  }
}

/** Runs `work` as code that no Apex has called: triggers, jobs, REST methods. */
export function asEntry<T>(work: () => T): T {
  const before = registers[SHARING];
  registers[SHARING] = ENTRY;
  try {
    return work();
  } finally {
    registers[SHARING] = before;
  }
}

/** Called by functions that loop or call Apex when the fuel, of which each of their calls takes one, is used up. */
export function refuel(): void {
  registers[0] = FUEL;
  checkLimits(performance.now());
}

/** Looking at CPU time and heap takes microseconds, so it is not done more often than every CHECK_MS. */
function checkLimits(now: number): void {
  if (now < nextCheck) return;
  nextCheck = now + CHECK_MS;
  current().limits.check();
}

let given = FEWEST_TURNS;
let lastAsked = 0;

/**
 * Called by loops whenever the turns that they had are used up. How many more they get follows from how long the last ones
 * took: a loop that allocates much in each turn is looked at every few turns.
 */
export function moreTurns(): number {
  const now = performance.now();
  const took = now - lastAsked;
  if (took > SLOW_MS) given = FEWEST_TURNS;
  else if (took < SLOW_MS / 4 && given < MOST_TURNS) given *= 2;
  checkLimits(now);
  lastAsked = now;
  return given;
}

let nextCheck = 0;

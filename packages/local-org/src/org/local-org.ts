/**
 * One org: a compiled project over a database. Everything that happens in it is a transaction of a user; when one has been
 * committed, the asynchronous work that is due runs.
 */
import type { TypeSymbol } from '../compiler/semantics/types.ts';
import { AsyncEngine } from '../async/engine.ts';
import type { AsyncHost, JobKind } from '../async/host.ts';
import { DataLayer } from '../data/data-layer.ts';
import { runtimeSession } from '../data/runtime-session.ts';
import { seedOrg, type SeededOrg, type SeedUser } from '../data/seed.ts';
import {
  asEntry,
  current,
  ExecutionContext,
  isRunning,
  withContext,
  type ContextOptions,
} from '../runtime/kernel/context.ts';
import { translate } from '../runtime/kernel/errors.ts';
import { ASYNCHRONOUS_LIMITS, LimitCounter, SYNCHRONOUS_LIMITS } from '../runtime/kernel/limits.ts';
import type { LoadedProgram } from '../runtime/kernel/program.ts';
import { newList } from '../runtime/platform/collections.ts';
import type { SObject } from '../runtime/platform/sobject.ts';
import type { OrgPorts, RandomSource, UserInfo } from '../runtime/ports.ts';
import type { OrgSchema } from '../schema/model.ts';
import { Database, IN_MEMORY } from '../storage/database.ts';
import { migrateTables, readMeta, writeMeta } from '../storage/tables.ts';
import { callStatic } from './load.ts';
import { MovableClock } from './clock.ts';
import { DatabaseJobStore } from './job-store.ts';
import { ProgramTriggers } from './triggers.ts';

const CLOCK_OFFSET = 'clock:offset';

export interface LocalOrgOptions {
  readonly schema: OrgSchema;
  readonly program: LoadedProgram;
  /** the program's types by lower-cased name, for anonymous Apex */
  readonly types: ReadonlyMap<string, TypeSymbol>;
  /** a file, or undefined for one in memory */
  readonly databaseFile?: string;
  readonly organizationName?: string;
  readonly users?: readonly SeedUser[];
  readonly random: RandomSource;
  /** real time in milliseconds since the epoch; a test injects its own */
  readonly realTime?: () => number;
  /** debug log and failures of jobs */
  readonly log?: (text: string) => void;
}

export type TransactionKind = NonNullable<ContextOptions['kind']>;

export class LocalOrg {
  readonly schema: OrgSchema;
  readonly program: LoadedProgram;
  readonly types: ReadonlyMap<string, TypeSymbol>;
  readonly data: DataLayer;
  readonly async: AsyncEngine;
  readonly clock: MovableClock;
  readonly ports: OrgPorts;
  readonly seeded: SeededOrg;
  readonly #database: Database;
  readonly #log: (text: string) => void;

  /** @throws StorageError where the file is not a database of a local org */
  constructor(options: LocalOrgOptions) {
    const { schema, program } = options;
    this.schema = schema;
    this.program = program;
    this.types = options.types;
    this.#log = options.log ?? (() => {});
    this.#database = Database.open(options.databaseFile ?? IN_MEMORY);
    migrateTables(this.#database, schema);
    this.clock = new MovableClock(Number(readMeta(this.#database, CLOCK_OFFSET) ?? 0), options.realTime);
    this.data = new DataLayer({
      schema,
      database: this.#database,
      triggers: new ProgramTriggers(program),
      session: runtimeSession,
      listOf: (object, rows) => newList(object, rows),
      now: () => this.clock.now(),
    });
    const organizationName = options.organizationName ?? 'Local Org';
    this.seeded = seedOrg(schema, this.#database, this.data.counters, this.clock.now(), {
      organizationName,
      isSandbox: false,
      users: options.users ?? [],
    });
    this.async = new AsyncEngine(this.#asyncHost());
    this.ports = {
      schema,
      clock: this.clock,
      random: options.random,
      data: this.data,
      security: this.data.security,
      async: this.async,
      organizationId: this.seeded.organizationId,
      organizationName,
      isSandbox: false,
    };
    this.async.restore();
  }

  user(id: string): UserInfo {
    return this.data.security.user(id);
  }

  /** One transaction as that user: committed when `work` returns, rolled back when it throws. Then runs what is due. */
  transaction<T>(userId: string, kind: TransactionKind, work: (context: ExecutionContext) => T, log = this.#log): T {
    const context = this.#context(userId, kind, false, log);
    const result = withContext(context, () => {
      this.data.begin();
      try {
        const value = asEntry(() => work(context));
        this.data.commit();
        return value;
      } catch (error) {
        this.data.rollback();
        throw translate(error);
      }
    });
    this.async.committed(context);
    this.async.runDue(this.clock.now());
    return result;
  }

  /**
   * A transaction of a test that leaves nothing behind, over whatever transaction is open. `work` may be called again inside
   * by asynchronous jobs, each of which is a part of it.
   */
  testTransaction<T>(userId: string, work: (context: ExecutionContext) => T, log = this.#log): T {
    const context = this.#context(userId, 'test', true, log);
    const savepoint = this.data.setSavepoint();
    try {
      return withContext(context, () => asEntry(() => work(context)));
    } catch (error) {
      throw translate(error);
    } finally {
      this.data.rollbackTo(savepoint);
      this.data.releaseSavepoint(savepoint);
    }
  }

  /** @TestSetup: as a test, but what it writes stays for the transaction that is open. */
  testSetup<T>(userId: string, work: (context: ExecutionContext) => T, log = this.#log): T {
    const context = this.#context(userId, 'test', true, log);
    try {
      return withContext(context, () => asEntry(() => work(context)));
    } catch (error) {
      throw translate(error);
    }
  }

  /** Moves the clock forward, stopping at each time at which a job is due. @returns the number of jobs that ran */
  moveClock(to: number): number {
    if (to < this.clock.now()) this.clock.moveTo(to);
    let count = 0;
    for (let due = this.async.nextDue; due !== undefined && due <= to; due = this.async.nextDue) {
      if (due > this.clock.now()) this.clock.moveTo(due);
      const ran = this.async.runDue(this.clock.now());
      count += ran;
      if (ran === 0 && this.async.nextDue === due) break;
    }
    if (to > this.clock.now()) this.clock.moveTo(to);
    writeMeta(this.#database, CLOCK_OFFSET, String(this.clock.offset));
    return count;
  }

  /** Rows for the composition root itself: system mode, no limits that anybody would see. */
  systemQuery(soql: string): readonly SObject[] {
    return this.transaction(
      this.seeded.adminId,
      'synchronous',
      () => this.data.query(soql, [], { userId: this.seeded.adminId, mode: 'system', sharing: false }).rows,
    );
  }

  close(): void {
    this.#database.close();
  }

  #context(userId: string, kind: TransactionKind, isTest: boolean, log: (text: string) => void): ExecutionContext {
    const asynchronous = kind === 'batch' || kind === 'future' || kind === 'queueable' || kind === 'scheduled';
    return new ExecutionContext({
      org: this.ports,
      user: this.user(userId),
      program: this.program,
      limits: new LimitCounter(asynchronous ? ASYNCHRONOUS_LIMITS : SYNCHRONOUS_LIMITS),
      isTest,
      kind,
      log,
    });
  }

  #asyncHost(): AsyncHost {
    return {
      clock: this.clock,
      jobs: new DatabaseJobStore(this.schema, this.#database, this.data, () => this.clock.now()),
      transaction: (kind, userId, work) => this.#jobTransaction(kind, userId, work),
      fireEvents: (object, events) => this.#fireEvents(object, events),
      callStatic: (className, methodKey, args) => {
        callStatic(this.program, className, methodKey, args);
      },
      classId: (className) => this.#classId(className),
      automatedUserId: this.seeded.adminId,
      log: (text) => this.#log(text),
    };
  }

  #jobTransaction<T>(kind: JobKind, userId: string, work: () => T): T {
    const contextKind: TransactionKind = kind === 'event' ? 'synchronous' : kind;
    if (!isRunning()) return this.transaction(userId, contextKind, work);
    const context = this.#context(userId, contextKind, current().isTest, current().log);
    const savepoint = this.data.setSavepoint();
    try {
      const result = withContext(context, () => asEntry(work));
      this.data.releaseSavepoint(savepoint);
      return result;
    } catch (error) {
      this.data.rollbackTo(savepoint);
      this.data.releaseSavepoint(savepoint);
      throw translate(error);
    }
  }

  #fireEvents(object: string, events: readonly SObject[]): void {
    const triggers = new ProgramTriggers(this.program);
    if (triggers.handles(object, 'after insert'))
      triggers.run(object, 'after insert', { newRows: events, oldRows: undefined });
  }

  #classId(className: string): string | null {
    const outermost = className.split('.')[0];
    const row = this.#database.get('SELECT "Id" FROM "ApexClass" WHERE "Name" = ?', outermost);
    return row === undefined ? null : String(row.Id);
  }
}

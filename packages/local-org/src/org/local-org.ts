/**
 * One org: a compiled project over a database. Everything that happens in it is a transaction of a user; when one has been
 * committed, the asynchronous work that is due runs.
 */
import type { TypeSymbol } from '../compiler/semantics/types.ts';
import { AsyncEngine } from '../async/engine.ts';
import type { AsyncHost, EventSubscriber, JobKind } from '../async/host.ts';
import { DataLayer } from '../data/data-layer.ts';
import { runtimeSession } from '../data/runtime-session.ts';
import { deployMetadata, ORG_KINDS, seedOrg, type OrgKind, type SeededOrg, type SeedUser } from '../data/seed.ts';
import {
  asEntry,
  current,
  ExecutionContext,
  isRunning,
  withContext,
  type ContextOptions,
} from '../runtime/kernel/context.ts';
import { translate } from '../runtime/kernel/errors.ts';
import { LimitCounter, limitsOf } from '../runtime/kernel/limits.ts';
import type { LoadedProgram } from '../runtime/kernel/program.ts';
import { newList } from '../runtime/platform/collections.ts';
import { outboxOf, type Outbox } from '../runtime/platform/messaging/outbox.ts';
import type { SObject } from '../runtime/platform/sobject.ts';
import type { OrgPorts, RandomSource, UserInfo } from '../runtime/ports.ts';
import type { CustomMetadataRecord, OrgSchema } from '../schema/model.ts';
import { Database, IN_MEMORY } from '../storage/database.ts';
import { migrateTables, readMeta, writeMeta } from '../storage/tables.ts';
import { callStatic } from './program.ts';
import { Certificates, type CertificateSpec } from './certificates.ts';
import { Channels } from './channels.ts';
import { MovableClock } from './clock.ts';
import { EventLog } from './event-log.ts';
import { DatabaseEventStore } from './event-store.ts';
import { DatabaseJobStore } from './job-store.ts';
import { ProgramTriggers } from './triggers.ts';

/** Events that a trigger is given at a time, unless its configuration says otherwise. */
const DEFAULT_EVENT_BATCH = 2000;

const CLOCK_OFFSET = 'clock:offset';
const ORG_KIND = 'org:kind';

export interface LocalOrgOptions {
  readonly schema: OrgSchema;
  readonly program: LoadedProgram;
  /** the program's types by lower-cased name, for anonymous Apex, which has the sources checked anew where there are none */
  readonly types?: ReadonlyMap<string, TypeSymbol>;
  /** a file, or undefined for one in memory */
  readonly databaseFile?: string;
  readonly organizationName?: string;
  /** undefined: what it was before; a developer org at first */
  readonly kind?: OrgKind;
  readonly users?: readonly SeedUser[];
  readonly certificates?: readonly CertificateSpec[];
  readonly random: RandomSource;
  /** real time in milliseconds since the epoch; a test injects its own */
  readonly realTime?: () => number;
  /** debug log and failures of jobs */
  readonly log?: (text: string) => void;
  /** hears of every transaction that ends, with what it has used of its limits */
  readonly observe?: (kind: TransactionKind, limits: LimitCounter) => void;
}

export type TransactionKind = NonNullable<ContextOptions['kind']>;

export class LocalOrg {
  readonly schema: OrgSchema;
  readonly program: LoadedProgram;
  /** as LocalOrgOptions have them */
  readonly types: ReadonlyMap<string, TypeSymbol> | undefined;
  readonly data: DataLayer;
  readonly async: AsyncEngine;
  /** what subscribers of events outside of the org would get */
  readonly channels: Channels;
  readonly clock: MovableClock;
  readonly ports: OrgPorts;
  readonly seeded: SeededOrg;
  readonly #database: Database;
  readonly #log: (text: string) => void;
  readonly #observe: (kind: TransactionKind, limits: LimitCounter) => void;
  readonly #triggers: ProgramTriggers;
  readonly #events: EventLog;

  /** @throws StorageError where the file is not a database of a local org */
  constructor(options: LocalOrgOptions) {
    const { schema, program } = options;
    this.schema = schema;
    this.program = program;
    this.types = options.types;
    this.#log = options.log ?? (() => {});
    this.#observe = options.observe ?? (() => {});
    this.#database = Database.open(options.databaseFile ?? IN_MEMORY);
    migrateTables(this.#database, schema);
    this.clock = new MovableClock(Number(readMeta(this.#database, CLOCK_OFFSET) ?? 0), options.realTime);
    this.#triggers = new ProgramTriggers(program);
    this.data = new DataLayer({
      schema,
      database: this.#database,
      triggers: this.#triggers,
      session: runtimeSession,
      listOf: (object, rows) => newList(object, rows),
      now: () => this.clock.now(),
    });
    this.#events = new EventLog(this.#database, schema, this.data.counters, () => this.clock.now());
    this.channels = new Channels(schema, this.#events);
    const organizationName = options.organizationName ?? 'Local Org';
    this.seeded = seedOrg(schema, this.#database, this.data.counters, this.clock.now(), {
      organizationName,
      kind: this.#kind(options.kind),
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
      deployment: {
        deploy: (records) => this.#deploy(records),
        afterwards: (userId, work) => this.#afterwards(userId, work),
      },
      certificates: new Certificates(options.certificates ?? [], options.databaseFile),
      organizationId: this.seeded.organizationId,
      organizationName,
      isSandbox: ORG_KINDS[this.#kind(undefined)].isSandbox,
    };
    this.async.restore();
  }

  #kind(given: OrgKind | undefined): OrgKind {
    if (given !== undefined) writeMeta(this.#database, ORG_KIND, given);
    return (readMeta(this.#database, ORG_KIND) as OrgKind | undefined) ?? 'developer';
  }

  user(id: string): UserInfo {
    return this.data.security.user(id);
  }

  /** One transaction as that user: committed when `work` returns, rolled back when it throws. Then runs what is due. */
  transaction<T>(userId: string, kind: TransactionKind, work: (context: ExecutionContext) => T, log = this.#log): T {
    const context = this.#context(userId, kind, false, log);
    try {
      return withContext(context, () => {
        this.data.begin();
        try {
          const value = asEntry(() => work(context));
          this.async.committing(context);
          this.data.commit();
          for (const effect of context.afterCommit.splice(0)) effect();
          return value;
        } catch (error) {
          this.data.rollback();
          this.async.rolledBack(context);
          throw translate(error);
        }
      });
    } finally {
      this.#observe(kind, context.limits);
      // what was published immediately is due even after a rollback
      this.async.ended(context);
      this.async.runDue(this.clock.now());
    }
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

  /** Mail and notifications that transactions would have sent. */
  get outbox(): Outbox {
    return outboxOf(this.ports);
  }

  close(): void {
    this.#database.close();
  }

  #deploy(records: readonly CustomMetadataRecord[]): void {
    this.data.transaction(() =>
      deployMetadata(this.schema, this.#database, this.data.counters, this.clock.now(), this.seeded.adminId, records),
    );
  }

  #afterwards(userId: string, work: () => void): void {
    try {
      this.transaction(userId, 'synchronous', work);
    } catch (error) {
      this.#log(`The callback of a deployment failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #context(
    userId: string,
    kind: TransactionKind,
    isTest: boolean,
    log: (text: string) => void,
    test?: ExecutionContext,
  ): ExecutionContext {
    return new ExecutionContext({
      org: this.ports,
      user: this.user(userId),
      program: this.program,
      limits: new LimitCounter(limitsOf(kind)),
      isTest,
      kind,
      log,
      test,
    });
  }

  #asyncHost(): AsyncHost {
    return {
      clock: this.clock,
      jobs: new DatabaseJobStore(this.schema, this.#database, this.data, () => this.clock.now()),
      events: new DatabaseEventStore({
        schema: this.schema,
        database: this.#database,
        data: this.data,
        log: this.#events,
        triggers: this.program.triggers,
      }),
      transaction: (kind, userId, work) => this.#jobTransaction(kind, userId, work),
      subscribers: (object) => this.#subscribers(object),
      fireTrigger: (trigger, events) => this.#triggers.deliver(trigger, events),
      callStatic: (className, methodKey, args) => {
        callStatic(this.program, className, methodKey, args);
      },
      classId: (className) => this.#classId(className),
      automatedUserId: this.seeded.automatedUserId,
      log: (text) => this.#log(text),
    };
  }

  #jobTransaction<T>(kind: JobKind, userId: string, work: () => T): T {
    const contextKind: TransactionKind = kind === 'event' ? 'synchronous' : kind;
    if (!isRunning()) return this.transaction(userId, contextKind, work);
    const context = this.#context(userId, contextKind, current().isTest, current().log, current().root);
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

  #subscribers(object: string): readonly EventSubscriber[] {
    return this.#triggers.on(object).map((trigger) => {
      const config = this.schema.setup.eventSubscribers.get(trigger.toLowerCase());
      const userIdOf = (username: string): string => this.#userIdOf(username);
      return {
        trigger,
        batchSize: config?.batchSize ?? DEFAULT_EVENT_BATCH,
        // asked for when events are delivered: an org without that user opens
        get userId() {
          return config?.user === undefined ? undefined : userIdOf(config.user);
        },
      };
    });
  }

  /** @throws Error where the project's metadata names a user that the org does not have */
  #userIdOf(username: string): string {
    const row = this.#database.get('SELECT "Id" FROM "User" WHERE "Username" = ?', username);
    if (row === undefined) throw new Error(`no User named ${username} found, which the project's metadata names`);
    return String(row.Id);
  }

  #classId(className: string): string | null {
    const outermost = className.split('.')[0];
    const row = this.#database.get('SELECT "Id" FROM "ApexClass" WHERE "Name" = ?', outermost);
    return row === undefined ? null : String(row.Id);
  }
}

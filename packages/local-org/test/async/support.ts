/** An engine over a host that keeps rows in memory, and job classes as the emitter would make them. */
import { AsyncEngine } from '../../src/async/engine.ts';
import { TestStream } from '../../src/async/event-bus.ts';
import type { AsyncHost, EventStore, JobObject, JobStore } from '../../src/async/host.ts';
import { ExecutionContext, withContext, type ContextOptions } from '../../src/runtime/kernel/context.ts';
import { ASYNCHRONOUS_LIMITS, LimitCounter } from '../../src/runtime/kernel/limits.ts';
import type { ApexObject } from '../../src/runtime/kernel/object.ts';
import { defineClass, type ClassMeta, type FieldMeta } from '../../src/runtime/kernel/object.ts';
import type { LoadedProgram } from '../../src/runtime/kernel/program.ts';
import { platformType, RtType, rtType } from '../../src/runtime/kernel/types.ts';
import type { SObject } from '../../src/runtime/platform/sobject.ts';
import { fakeDatabase, fakeOrg, NOW, USER, type FakeDatabase } from '../platform/support.ts';

const types = new Map<string, RtType>();
const program = { findType: (name: string) => types.get(name.toLowerCase()) } as unknown as LoadedProgram;

interface JobClass {
  new (): ApexObject;
}

/** Gives a class the metadata that the emitter writes: its fields and its interfaces. */
export function declareJob(
  name: string,
  jobClass: JobClass,
  interfaces: readonly string[],
  transient: readonly string[] = [],
): void {
  const type = new RtType(name, 'class');
  const sample = new jobClass();
  const fields: FieldMeta[] = Object.keys(sample).map((key) => ({
    name: key,
    key,
    type: rtType('Object'),
    isStatic: false,
    isTransient: transient.includes(key),
    visibility: 'private',
    annotations: [],
    getter: undefined,
    setter: undefined,
    readable: true,
    writable: true,
  }));
  const meta: ClassMeta = {
    kind: 'class',
    name,
    path: `${name}.cls`,
    superclass: undefined,
    interfaces: interfaces.map((one) => platformType(one, 'interface')),
    isAbstract: false,
    isTest: false,
    sharing: undefined,
    visibility: 'public',
    annotations: [],
    fields,
    methods: [],
    jsClass: jobClass,
    newInstance: () => new jobClass(),
    allocate: () =>
      Object.assign(
        Object.create(jobClass.prototype as object) as object,
        Object.fromEntries(fields.map((field) => [field.key, null])),
      ),
    statics: undefined,
    enumValues: undefined,
    type,
  };
  type.meta = meta;
  types.set(name.toLowerCase(), type);
  defineClass(jobClass, meta);
}

export interface Row {
  readonly object: JobObject;
  readonly id: string;
  readonly values: Record<string, unknown>;
}

class MemoryStore implements JobStore {
  rows: Row[] = [];
  readonly states = new Map<string, string>();
  #next = 0;

  insert(object: JobObject, values: Readonly<Record<string, unknown>>): string {
    const prefix = { AsyncApexJob: '707', CronTrigger: '08e', CronJobDetail: '08a' }[object];
    const id = `${prefix}${String((this.#next += 1)).padStart(12, '0')}AAA`;
    this.rows.push({ object, id, values: { ...values } });
    return id;
  }

  update(object: JobObject, id: string, values: Readonly<Record<string, unknown>>): void {
    const row = this.rows.find((one) => one.object === object && one.id === id);
    if (!row) throw new Error(`no ${object} ${id}`);
    Object.assign(row.values, values);
  }

  remove(object: JobObject, id: string): void {
    this.rows = this.rows.filter((row) => row.object !== object || row.id !== id);
  }

  exists(object: JobObject, id: string): boolean {
    return this.rows.some((row) => row.object === object && row.id === id);
  }

  keep(id: string, state: string | null): void {
    if (state === null) this.states.delete(id);
    else this.states.set(id, state);
  }

  keptState(id: string): string | undefined {
    return this.states.get(id);
  }

  kept(): { id: string; state: string }[] {
    return [...this.states].map(([id, state]) => ({ id, state }));
  }
}

function makeEventStore(): EventStore {
  let replayId = 0;
  const marked = new Set<string>();
  const stream = new TestStream();
  return {
    append: (events) => stream.append(events),
    read: (object, after, most) => stream.read(object, after, most),
    get end() {
      return stream.end;
    },
    appendChanges: () => [],
    takeChanges: () => [],
    topics: [],
    state: () => ({ position: 0, retries: 0, lastError: null, failed: false }),
    nextReplayId: () => (replayId += 1),
    mark: (id) => marked.add(id),
    takeMarked: (ids) => new Set(ids.filter((id) => marked.delete(id))),
    record: () => {},
  };
}

export interface World {
  now: number;
  readonly engine: AsyncEngine;
  readonly store: MemoryStore;
  readonly data: FakeDatabase;
  readonly log: string[];
  readonly delivered: { readonly object: string; readonly events: readonly SObject[] }[];
  readonly called: unknown[][];
  /** a synchronous transaction of the user: Apex that enqueues, then the commit */
  transaction<T>(work: () => T, options?: Partial<ContextOptions>): T;
  job(id: string): Record<string, unknown>;
  /** a new process over the same rows */
  restart(): AsyncEngine;
}

export function makeWorld(): World {
  const store = new MemoryStore();
  const log: string[] = [];
  const delivered: World['delivered'] = [];
  const called: unknown[][] = [];
  const data = fakeDatabase();
  let testing = false;
  const org = () => fakeOrg({ clock: { now: () => world.now }, data, async: world.engine });
  const run = <T>(options: Partial<ContextOptions>, work: () => T): [T, ExecutionContext] => {
    const context = new ExecutionContext({ org: org(), user: USER, program, ...options });
    try {
      const result = withContext(context, () => {
        const value = work();
        world.engine.committing(context);
        return value;
      });
      return [result, context];
    } catch (error) {
      world.engine.rolledBack(context);
      throw error;
    } finally {
      world.engine.ended(context);
    }
  };
  const host: AsyncHost = {
    clock: { now: () => world.now },
    jobs: store,
    automatedUserId: '005000000000009AAA',
    transaction: (kind, userId, work) => {
      const limits = new LimitCounter(ASYNCHRONOUS_LIMITS);
      const [result] = run(
        { kind: kind === 'event' ? 'synchronous' : kind, user: { ...USER, id: userId }, limits, isTest: testing },
        work,
      );
      return result;
    },
    events: makeEventStore(),
    subscribers: () => [{ trigger: 'OnEvent', batchSize: 2000, userId: undefined }],
    fireTrigger: (_trigger, events) => delivered.push({ object: events[0].type, events }),
    callStatic: (className, key, args) => called.push([className, key, ...args]),
    classId: () => '01p000000000001AAA',
    log: (text) => log.push(text),
  };
  const world: World = {
    now: NOW,
    engine: new AsyncEngine(host),
    store,
    data,
    log,
    delivered,
    called,
    transaction(work, options = {}) {
      testing = options.isTest ?? false;
      const [result] = run(options, work);
      return result;
    },
    job: (id) => store.rows.find((row) => row.id === id)!.values,
    restart: () => {
      const engine = new AsyncEngine(host);
      engine.restore();
      return engine;
    },
  };
  return world;
}

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { current } from '../../src/runtime/kernel/context.ts';
import { throwApex } from '../../src/runtime/kernel/exception.ts';
import { ApexObject } from '../../src/runtime/kernel/object.ts';
import { lookup } from '../../src/runtime/kernel/registry.ts';
import { rtType } from '../../src/runtime/kernel/types.ts';
import { ApexList } from '../../src/runtime/library/list.ts';
import { QueryLocator } from '../../src/runtime/platform/query-locator.ts';
import { createSObject } from '../../src/runtime/platform/sobject-access.ts';
import type { SObject } from '../../src/runtime/platform/sobject.ts';
import { ApexDatetime } from '../../src/values/datetime.ts';
import { apex, call, NOW } from '../platform/support.ts';
import { declareJob, makeWorld } from './support.ts';

const system = (key: string, ...args: readonly unknown[]): unknown => lookup('System.System')!.statics![key](...args);
const executeBatch = (job: object, scope: number): string =>
  lookup('System.Database')!.statics!['executeBatch(Object,Integer)'](job, scope) as string;

/** What the jobs did; statics of Apex would be fresh in each transaction. */
let trace: string[] = [];
test.beforeEach(() => {
  trace = [];
});

class CountingBatch extends ApexObject {
  seen: number | null = 0;
  rows: number | null = 5;
  failing: number | null = -1;

  'start(Database.BatchableContext)'(): unknown {
    return new QueryLocator(
      'q',
      Array.from({ length: this.rows! }, (_, i) => createSObject('Account', ['Name', `a${i}`])),
    );
  }

  'execute(Database.BatchableContext,List)'(_context: unknown, scope: ApexList): void {
    const names = scope.items.map((row) => (row as SObject).peek('Name'));
    this.seen! += scope.items.length;
    if (names.includes(`a${this.failing}`)) throwApex('System.DmlException', 'failed chunk');
    trace.push(`${scope.rtType.name} ${names.join('+')} seen ${this.seen}`);
  }

  'finish(Database.BatchableContext)'(context: unknown): void {
    trace.push(`finish ${this.seen} ${String(call(context, 'getJobId()')).slice(0, 3)}`);
  }
}
class StatefulBatch extends CountingBatch {}
declareJob('CountingBatch', CountingBatch, ['Database.Batchable']);
declareJob('StatefulBatch', StatefulBatch, ['Database.Batchable', 'Database.Stateful']);

class Job extends ApexObject {
  name: string | null = 'job';
  chain: number | null = 0;
  cache: string | null = null;

  'execute(System.QueueableContext)'(): void {
    trace.push(`${this.name} ${current().kind} cache ${this.cache}`);
    if (this.name === 'bad') throwApex('System.MathException', 'Divide by 0');
    if (this.chain! > 0)
      system('enqueueJob(Object)', Object.assign(new Job(), { name: `${this.name}+`, chain: this.chain! - 1 }));
    if (this.name === 'finalized') system('attachFinalizer(Object)', new Last());
  }

  'execute(System.SchedulableContext)'(context: unknown): void {
    trace.push(`${this.name} ${current().kind} ${String(call(context, 'getTriggerId()')).slice(0, 3)}`);
  }
}
class Last extends ApexObject {
  'execute(System.FinalizerContext)'(context: unknown): void {
    trace.push(`last ${(call(context, 'getResult()') as { name: string }).name}`);
  }
}
declareJob('Job', Job, ['System.Queueable', 'System.Schedulable'], ['cache']);
declareJob('Last', Last, ['System.Finalizer']);

const job = (fields: Partial<Job> = {}): Job => Object.assign(new Job(), fields);

test('a batch runs chunk by chunk and each chunk starts from the state that was enqueued', () => {
  const world = makeWorld();
  const id = world.transaction(() => executeBatch(new CountingBatch(), 2));
  assert.deepEqual(trace, []);
  assert.equal(world.job(id).Status, 'Holding');
  world.engine.runDue(world.now);
  assert.deepEqual(trace, [
    'List<Account> a0+a1 seen 2',
    'List<Account> a2+a3 seen 2',
    'List<Account> a4 seen 1',
    'finish 0 707',
  ]);
  assert.deepEqual(
    [world.job(id).Status, world.job(id).TotalJobItems, world.job(id).JobItemsProcessed],
    ['Completed', 3, 3],
  );
});

test('a stateful batch carries its fields along, and a chunk that failed left no trace in them', () => {
  const world = makeWorld();
  const id = world.transaction(() => executeBatch(Object.assign(new StatefulBatch(), { failing: 2 }), 2));
  world.engine.runDue(world.now);
  assert.deepEqual(trace, ['List<Account> a0+a1 seen 2', 'List<Account> a4 seen 3', 'finish 3 707']);
  assert.deepEqual([world.job(id).Status, world.job(id).NumberOfErrors], ['Completed', 1]);
  assert.match(String(world.job(id).ExtendedStatus), /First error: System\.DmlException: failed chunk/);
  assert.match(world.log[0], /failed chunk/);
});

test('changes of a job after it was enqueued do not reach it, and transient fields are null', () => {
  const world = makeWorld();
  world.transaction(() => {
    const queued = job({ name: 'early', cache: 'warm' });
    system('enqueueJob(Object)', queued);
    queued.name = 'late';
  });
  world.engine.runDue(world.now);
  assert.deepEqual(trace, ['early queueable cache null']);
});

test('queueables chain, and each runs in a transaction of its own', () => {
  const world = makeWorld();
  world.transaction(() => system('enqueueJob(Object)', job({ chain: 2 })));
  assert.equal(world.engine.runDue(world.now), 3);
  assert.deepEqual(
    trace.map((line) => line.split(' ')[0]),
    ['job', 'job+', 'job++'],
  );
});

test('a job that was rolled back does not run', () => {
  const world = makeWorld();
  const id = world.transaction(() => system('enqueueJob(Object)', job()) as string);
  world.store.remove('AsyncApexJob', id);
  assert.equal(world.engine.runDue(world.now), 0);
  assert.deepEqual(trace, []);
});

test('a delayed job waits for the clock', () => {
  const world = makeWorld();
  world.transaction(() => system('enqueueJob(Object,Integer)', job(), 5));
  assert.equal(world.engine.runDue(world.now + 4 * 60_000), 0);
  assert.equal(world.engine.nextDue, NOW + 5 * 60_000);
  assert.equal(world.engine.runDue(world.now + 5 * 60_000), 1);
  assert.throws(
    () => world.transaction(() => system('enqueueJob(Object,Integer)', job(), 11)),
    apex('System.IllegalArgumentException', /between 0 and 10/),
  );
});

test('a job that fails is logged with its row, its finalizer runs, and others go on', () => {
  const world = makeWorld();
  const [bad] = world.transaction(() => [
    system('enqueueJob(Object)', job({ name: 'bad' })) as string,
    system('enqueueJob(Object)', job({ name: 'finalized' })),
  ]);
  world.engine.runDue(world.now);
  assert.equal(world.job(bad).Status, 'Failed');
  assert.match(world.log[0], /Divide by 0/);
  assert.deepEqual(trace.slice(1), ['finalized queueable cache null', 'last SUCCESS']);
});

test('future methods get their arguments, and none may be called from another', () => {
  const world = makeWorld();
  world.transaction(() => world.engine.enqueueFuture('Work', 'run(list)', [new ApexList(rtType('String'), ['a'])]));
  world.engine.runDue(world.now);
  assert.equal((world.called[0][2] as ApexList).items[0], 'a');
  assert.throws(
    () => world.transaction(() => world.engine.enqueueFuture('Work', 'run(list)', []), { kind: 'future' }),
    apex('System.AsyncException', 'Future method cannot be called from a future or batch method: Work.run(list)'),
  );
});

test('a scheduled job fires when the clock reaches it, once for a jump over several nights, and is then scheduled anew', () => {
  const world = makeWorld();
  const id = world.transaction(() =>
    system('schedule(String,String,Object)', 'nightly', '0 0 2 * * ?', job()),
  ) as string;
  const night = Date.parse('2026-03-02T01:00:00Z');
  assert.deepEqual(world.job(id).NextFireTime, new ApexDatetime(night));
  assert.equal(world.engine.runDue(night - 1), 0);
  world.now = night + 3 * 86_400_000;
  assert.equal(world.engine.runDue(world.now), 1);
  assert.deepEqual(trace, ['job scheduled 08e']);
  assert.deepEqual(world.job(id).NextFireTime, new ApexDatetime(night + 4 * 86_400_000));
  assert.equal(world.job(id).TimesTriggered, 1);
});

test('a name is scheduled once, a wrong expression is refused, and an aborted schedule is gone', () => {
  const world = makeWorld();
  const schedule = (name: string, cron: string): string =>
    world.transaction(() => system('schedule(String,String,Object)', name, cron, job())) as string;
  const id = schedule('nightly', '0 0 2 * * ?');
  assert.throws(
    () => schedule('nightly', '0 0 2 * * ?'),
    apex('System.AsyncException', 'The Apex job named "nightly" is already scheduled for execution.'),
  );
  assert.throws(() => schedule('x', '0 0 2 * *'), apex('System.StringException', /Illegal cron/));
  assert.throws(
    () => schedule('x', '0 0 2 1 1 ? 2020'),
    apex('System.AsyncException', 'Based on configured schedule, the given trigger x will never fire.'),
  );
  world.transaction(() => system('abortJob(String)', id));
  assert.equal(world.engine.runDue(world.now + 86_400_000 * 3), 0);
  schedule('nightly', '0 0 2 * * ?');
  assert.throws(
    () => world.transaction(() => system('abortJob(String)', id)),
    apex('System.AsyncException', /does not exist/),
  );
});

test('schedules survive a restart', () => {
  const world = makeWorld();
  world.transaction(() => system('schedule(String,String,Object)', 'nightly', '0 0 2 * * ?', job({ name: 'kept' })));
  const engine = world.restart();
  assert.equal(engine.runDue(world.now + 86_400_000), 1);
  assert.deepEqual(trace, ['kept scheduled 08e']);
});

test('in a test stopTest runs what was enqueued; what fails there reaches the test', () => {
  const world = makeWorld();
  world.transaction(
    () => {
      system('enqueueJob(Object)', job({ name: 'one' }));
      system('schedule(String,String,Object)', 'nightly', '0 0 2 * * ?', job({ name: 'two' }));
      executeBatch(new CountingBatch(), 200);
      assert.equal(trace.length, 0);
      world.engine.stopTest();
      assert.deepEqual(
        trace.map((line) => line.split(' ')[0]),
        ['one', 'two', 'List<Account>', 'finish'],
      );
      system('enqueueJob(Object)', job({ name: 'bad' }));
      assert.throws(() => world.engine.stopTest(), apex('System.MathException', 'Divide by 0'));
    },
    { isTest: true },
  );
  assert.equal(world.engine.runDue(world.now + 86_400_000 * 2), 0, 'nothing of the test is left');
});

test('a test may run one chunk only and not chain queueables', () => {
  const world = makeWorld();
  world.transaction(
    () => {
      executeBatch(new CountingBatch(), 2);
      assert.throws(() => world.engine.stopTest(), apex('System.UnexpectedException', /No more than one executeBatch/));
      system('enqueueJob(Object)', job({ chain: 1 }));
      assert.throws(
        () => world.engine.stopTest(),
        apex('System.AsyncException', 'Maximum stack depth has been reached.'),
      );
    },
    { isTest: true },
  );
});

test('a batch may start another from finish and not from execute', () => {
  const world = makeWorld();
  class Chained extends CountingBatch {
    stage: string | null = null;

    override 'execute(Database.BatchableContext,List)'(): void {
      if (this.stage === 'execute') executeBatch(new CountingBatch(), 200);
    }

    override 'finish(Database.BatchableContext)'(): void {
      if (this.stage === 'finish') executeBatch(new CountingBatch(), 200);
    }
  }
  declareJob('Chained', Chained, ['Database.Batchable']);
  world.transaction(() => executeBatch(Object.assign(new Chained(), { stage: 'finish' }), 200));
  assert.equal(world.engine.runDue(world.now), 2);
  assert.equal(world.log.length, 0);
  world.transaction(() => executeBatch(Object.assign(new Chained(), { stage: 'execute' }), 200));
  world.engine.runDue(world.now);
  assert.match(world.log[0], /cannot be called from a batch start, batch execute, or future method/);
});

test('what cannot be serialised is refused when it is enqueued', () => {
  const world = makeWorld();
  class Holder extends Job {
    held: unknown = null;
  }
  declareJob('Holder', Holder, ['System.Queueable']);
  const held = lookup('System.HttpRequest')!.constructors!['new()']();
  assert.throws(
    () => world.transaction(() => system('enqueueJob(Object)', Object.assign(new Holder(), { held }))),
    apex('System.SerializationException', 'Not Serializable: System.HttpRequest'),
  );
});

import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { SourceFile } from '../../src/diagnostics/diagnostic.ts';
import { runAnonymous } from '../../src/org/anonymous.ts';
import type { LocalOrg } from '../../src/org/local-org.ts';
import { CLASS_META, writeProject } from '../schema/project-fixture.ts';
import { openFileOrg } from './file-org.ts';

const CLASSES: Readonly<Record<string, string>> = {
  Later: `public class Later implements Queueable, Finalizer {
    private String name;
    public Later(String name) { this.name = name; }
    public void execute(QueueableContext context) {
      System.attachFinalizer(new Later('finalizer of ' + name));
      insert new Account(Name = name);
      System.debug('ran ' + name);
    }
    public void execute(FinalizerContext context) {
      System.debug('finalizing');
      insert new Account(Name = name + ' ' + context.getResult());
    }
    @future public static void soon(String name) {
      System.debug('ran ' + name);
      insert new Account(Name = name);
    }
  }`,
  Counting: `public class Counting implements Database.Batchable<Integer>, Database.Stateful {
    private List<Integer> seen = new List<Integer>();
    public Iterable<Integer> start(Database.BatchableContext context) { return new List<Integer>{ 1, 2, 3 }; }
    public void execute(Database.BatchableContext context, List<Integer> scope) {
      seen.addAll(scope);
      insert new Account(Name = 'chunk ' + scope[0]);
      System.debug('chunk ' + scope[0]);
    }
    public void finish(Database.BatchableContext context) {
      insert new Account(Name = 'finished ' + seen);
    }
  }`,
};

interface Place {
  readonly directory: string;
  readonly database: string;
  /** a process that is killed when Apex logs the word */
  readonly kill: (apex: string, word: string) => void;
  readonly open: () => LocalOrg;
}

function place(context: TestContext): Place {
  const files = Object.entries(CLASSES).flatMap(([name, text]) => [
    [`classes/${name}.cls`, text],
    [`classes/${name}.cls-meta.xml`, CLASS_META],
  ]);
  const directory = writeProject(context, Object.fromEntries(files) as Record<string, string>);
  const database = join(directory, 'org.db');
  return {
    directory,
    database,
    kill(apex, word) {
      const script = join(import.meta.dirname, 'killed-process.ts');
      const child = spawnSync(process.execPath, [script, directory, database, word], { input: apex, encoding: 'utf8' });
      assert.equal(child.signal, 'SIGKILL', child.stderr);
    },
    open() {
      const org = openFileOrg(directory, database, () => {});
      context.after(() => org.close());
      return org;
    },
  };
}

const names = (org: LocalOrg): unknown[] =>
  org.systemQuery('SELECT Name FROM Account ORDER BY Name').map((row) => row.peek('Name'));

const statuses = (org: LocalOrg, type: string): unknown[] =>
  org.systemQuery(`SELECT Status FROM AsyncApexJob WHERE JobType = '${type}'`).map((row) => row.peek('Status'));

test('a job that waits for its time runs in the next process', (context) => {
  const here = place(context);
  const first = openFileOrg(here.directory, here.database, () => {});
  const block = new SourceFile('Block', "System.enqueueJob(new Later('late'), 5);");
  runAnonymous(first, first.seeded.adminId, block, () => {});
  assert.deepEqual(names(first), []);
  first.close();
  const second = here.open();
  second.moveClock(second.clock.now() + 6 * 60_000);
  assert.deepEqual(names(second), ['finalizer of late SUCCESS', 'late']);
  assert.deepEqual(statuses(second, 'Queueable'), ['Completed']);
});

test('a queueable job that was killed while it ran runs again, once', (context) => {
  const here = place(context);
  here.kill("System.enqueueJob(new Later('q'));", 'ran q');
  const org = here.open();
  org.async.runDue(org.clock.now());
  assert.deepEqual(names(org), ['finalizer of q SUCCESS', 'q']);
  assert.equal(org.async.nextDue, undefined);
});

test('a job whose finalizer was killed does not run again, but the finalizer does', (context) => {
  const here = place(context);
  here.kill("System.enqueueJob(new Later('q'));", 'finalizing');
  const org = here.open();
  assert.deepEqual(names(org), ['q']);
  org.async.runDue(org.clock.now());
  assert.deepEqual(names(org), ['finalizer of q SUCCESS', 'q']);
});

test('a future method that was killed while it ran runs again', (context) => {
  const here = place(context);
  here.kill("Later.soon('f');", 'ran f');
  const org = here.open();
  org.async.runDue(org.clock.now());
  assert.deepEqual(names(org), ['f']);
  assert.deepEqual(statuses(org, 'Future'), ['Completed']);
});

test('a batch that was killed in its second chunk goes on there, with the state of the first', (context) => {
  const here = place(context);
  here.kill('Database.executeBatch(new Counting(), 1);', 'chunk 2');
  const org = here.open();
  assert.deepEqual(names(org), ['chunk 1']);
  org.async.runDue(org.clock.now());
  assert.deepEqual(names(org), ['chunk 1', 'chunk 2', 'chunk 3', 'finished (1, 2, 3)']);
  const [job] = org.systemQuery(
    "SELECT Status, JobItemsProcessed, TotalJobItems FROM AsyncApexJob WHERE JobType = 'BatchApex'",
  );
  assert.deepEqual(
    ['Status', 'JobItemsProcessed', 'TotalJobItems'].map((field) => job.peek(field)),
    ['Completed', 3, 3],
  );
});

test('work that its transaction rolled back does not come back', (context) => {
  const here = place(context);
  const org = here.open();
  const block = new SourceFile('Block', "System.enqueueJob(new Later('no'), 5); Integer i = 1 / 0;");
  assert.throws(() => runAnonymous(org, org.seeded.adminId, block, () => {}), /Divide by 0/);
  const again = here.open();
  again.moveClock(again.clock.now() + 6 * 60_000);
  assert.deepEqual(names(again), []);
});

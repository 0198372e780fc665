import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { SourceFile } from '../../src/diagnostics/diagnostic.ts';
import { runAnonymous } from '../../src/org/anonymous.ts';
import type { LocalOrg } from '../../src/org/local-org.ts';
import { CLASS_META, customField, meta, writeProject } from '../schema/project-fixture.ts';
import { openFileOrg } from './file-org.ts';

const CLASSES: Readonly<Record<string, string>> = {
  Hearing: `public class Hearing implements EventBus.EventPublishSuccessCallback {
    public void onSuccess(EventBus.SuccessResult result) {
      insert new Account(Name = 'heard of ' + result.getEventUuids().size());
      System.debug('heard');
    }
  }`,
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

const EVENT = (behavior: string): string =>
  meta(
    'CustomObject',
    `<label>Note</label><pluralLabel>Notes</pluralLabel><deploymentStatus>Deployed</deploymentStatus><eventType>HighVolume</eventType><publishBehavior>${behavior}</publishBehavior>`,
  );
const TEXT = customField('Text__c', '<type>Text</type><length>80</length>');
/** Each event becomes an account of its text, in transactions of two events. */
const KEEP = (name: string, object: string): Record<string, string> => ({
  [`triggers/${name}.trigger`]: `trigger ${name} on ${object} (after insert) {
    System.debug('delivering');
    for (${object} event : Trigger.new) insert new Account(Name = event.${object.endsWith('__e') ? 'Text__c' : 'LastName'} + ' of ' + Trigger.new.size());
    System.debug('delivered ' + [SELECT COUNT() FROM Account]);
  }`,
  [`triggers/${name}.trigger-meta.xml`]: meta('ApexTrigger', '<apiVersion>66.0</apiVersion><status>Active</status>'),
  [`config/${name}.platformEventSubscriberConfig-meta.xml`]: meta(
    'PlatformEventSubscriberConfig',
    `<batchSize>2</batchSize><masterLabel>${name}</masterLabel><platformEventConsumer>${name}</platformEventConsumer>`,
  ),
});
const EVENTS: Readonly<Record<string, string>> = {
  'objects/Now__e/Now__e.object-meta.xml': EVENT('PublishImmediately'),
  'objects/Now__e/fields/Text__c.field-meta.xml': TEXT,
  'objects/Late__e/Late__e.object-meta.xml': EVENT('PublishAfterCommit'),
  'objects/Late__e/fields/Text__c.field-meta.xml': TEXT,
  'channels/Contacts.platformEventChannelMember-meta.xml': meta(
    'PlatformEventChannelMember',
    '<eventChannel>ChangeEvents</eventChannel><selectedEntity>ContactChangeEvent</selectedEntity>',
  ),
  ...KEEP('KeepNow', 'Now__e'),
  ...KEEP('KeepLate', 'Late__e'),
  ...KEEP('KeepContact', 'ContactChangeEvent'),
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
  const directory = writeProject(context, { ...(Object.fromEntries(files) as Record<string, string>), ...EVENTS });
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

const three = (object: string): string =>
  `List<${object}> events = new List<${object}>();
   for (Integer i = 1; i < 4; i++) events.add(new ${object}(Text__c = String.valueOf(i)));
   EventBus.publish(events);`;

for (const object of ['Now__e', 'Late__e']) {
  test(`events of ${object} that a killed process published are delivered by the next one, in order`, (context) => {
    const here = place(context);
    here.kill(three(object), 'delivering');
    const org = here.open();
    assert.deepEqual(names(org), []);
    org.async.runDue(org.clock.now());
    assert.deepEqual(names(org), ['1 of 2', '2 of 2', '3 of 1']);
    assert.equal(org.async.nextDue, undefined);
  });
}

test('a batch of events that was done before the process was killed is not delivered again', (context) => {
  const here = place(context);
  here.kill(three('Now__e'), 'delivered 3');
  const org = here.open();
  assert.deepEqual(names(org), ['1 of 2', '2 of 2']);
  org.async.runDue(org.clock.now());
  assert.deepEqual(names(org), ['1 of 2', '2 of 2', '3 of 1']);
});

test('events that were published immediately outlive a rollback and a killed process, the others do not', (context) => {
  const here = place(context);
  const late = "EventBus.publish(new Late__e(Text__c = 'late'));";
  here.kill(`${late} ${three('Now__e')} Integer i = 1 / 0;`, 'delivering');
  const org = here.open();
  org.async.runDue(org.clock.now());
  assert.deepEqual(names(org), ['1 of 2', '2 of 2', '3 of 1']);
});

test('change events that a killed process did not deliver are delivered by the next one', (context) => {
  const here = place(context);
  here.kill("insert new Contact(LastName = 'Sailor');", 'delivering');
  const org = here.open();
  org.async.runDue(org.clock.now());
  assert.deepEqual(names(org), ['Sailor of 1']);
});

test('a publish callback that was killed is called again, once', (context) => {
  const here = place(context);
  here.kill("EventBus.publish(new Late__e(Text__c = 'x'), new Hearing());", 'heard');
  const org = here.open();
  org.async.runDue(org.clock.now());
  assert.deepEqual(names(org), ['heard of 1', 'x of 1']);
  assert.equal(here.open().async.nextDue, undefined);
});

test('replay Ids go on where the last process was', (context) => {
  const here = place(context);
  const first = here.open();
  const publish = new SourceFile('Block', "EventBus.publish(new Now__e(Text__c = 'x'));");
  runAnonymous(first, first.seeded.adminId, publish, () => {});
  const second = here.open();
  runAnonymous(second, second.seeded.adminId, publish, () => {});
  assert.deepEqual(
    second.channels.read('Now__e').map(({ replayId }) => replayId),
    [1, 2],
  );
});

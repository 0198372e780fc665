/** Platform events from publishing to their triggers, in an org that runs Apex. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { CompilationError } from '../../src/diagnostics/diagnostic.ts';
import { LocalOrgService } from '../../src/org/service.ts';
import { SObject } from '../../src/runtime/platform/sobject.ts';
import { apexOrg, customField, meta } from './apex-org.ts';

const event = (behavior: string): string =>
  meta(
    'CustomObject',
    `<label>Note</label><pluralLabel>Notes</pluralLabel><deploymentStatus>Deployed</deploymentStatus><eventType>HighVolume</eventType><publishBehavior>${behavior}</publishBehavior>`,
  );

const TEXT = customField('Text__c', '<type>Text</type><length>80</length><required>true</required>');
const FILES = {
  'objects/Now__e/Now__e.object-meta.xml': event('PublishImmediately'),
  'objects/Now__e/fields/Text__c.field-meta.xml': TEXT,
  'objects/Later__e/Later__e.object-meta.xml': event('PublishAfterCommit'),
  'objects/Later__e/fields/Text__c.field-meta.xml': TEXT,
};

/** Each event becomes an account of its text. */
const KEEP = (object: string): string =>
  `trigger Keep${object.replace('__e', '')} on ${object} (after insert) {
    List<Account> rows = new List<Account>();
    for (${object} one : Trigger.new) rows.add(new Account(Name = one.Text__c, Description = one.ReplayId + ' ' + one.EventUuid));
    insert rows;
  }`;

const ACCOUNTS = 'SELECT Name FROM Account ORDER BY CreatedDate, Id';

test('a trigger runs after the commit, as the automated user', (t) => {
  const { run, values } = apexOrg(t, { files: FILES, triggers: { KeepLater: KEEP('Later__e') } });
  const log = run(`
    EventBus.publish(new Later__e(Text__c = 'told'));
    System.debug([SELECT COUNT() FROM Account]);`);
  assert.deepEqual(log, ['0']);
  assert.deepEqual(values(ACCOUNTS), ['told']);
  assert.deepEqual(values('SELECT CreatedBy.Name FROM Account').length, 1);
  assert.deepEqual(
    values("SELECT Name FROM User WHERE UserType = 'AutomatedProcess' AND Id IN (SELECT CreatedById FROM Account)"),
    ['Automated Process'],
  );
});

test('after a failure the events that were published immediately are delivered, the others are not', (t) => {
  const triggers = { KeepLater: KEEP('Later__e'), KeepNow: KEEP('Now__e') };
  const { run, values } = apexOrg(t, { files: FILES, triggers });
  const block = `
    EventBus.publish(new Later__e(Text__c = 'later'));
    EventBus.publish(new Now__e(Text__c = 'now'));
    Integer zero = 0;
    System.debug(1 / zero);`;
  assert.throws(() => run(block), /Divide by 0/);
  assert.deepEqual(values(ACCOUNTS), ['now']);
});

test('a rollback to a savepoint takes back what waits for the commit', (t) => {
  const { run, values } = apexOrg(t, { files: FILES, triggers: { KeepLater: KEEP('Later__e') } });
  run(`
    EventBus.publish(new Later__e(Text__c = 'before'));
    Savepoint start = Database.setSavepoint();
    EventBus.publish(new Later__e(Text__c = 'undone'));
    Database.rollback(start);
    EventBus.publish(new Later__e(Text__c = 'after'));`);
  assert.deepEqual(values(ACCOUNTS), ['before', 'after']);
});

test('replay Ids increase over transactions and tell the order; UUIDs differ', (t) => {
  const { run, values } = apexOrg(t, { files: FILES, triggers: { KeepNow: KEEP('Now__e') } });
  run("EventBus.publish(new List<Now__e>{ new Now__e(Text__c = 'a'), new Now__e(Text__c = 'b') });");
  run("EventBus.publish(new Now__e(Text__c = 'c'));");
  const texts = values('SELECT Description FROM Account ORDER BY Name').map((text) => text.split(' '));
  assert.deepEqual(
    texts.map(([replayId]) => Number(replayId)),
    [1, 2, 3],
  );
  assert.equal(new Set(texts.map(([, uuid]) => uuid)).size, 3);
});

test('the result of a publish names the UUID, which an event made with defaults knows before', (t) => {
  const { run } = apexOrg(t, { files: FILES });
  const log = run(`
    Now__e one = (Now__e) Now__e.SObjectType.newSObject(null, true);
    one.Text__c = 'x';
    Database.SaveResult result = EventBus.publish(one);
    System.debug(result.isSuccess() + ' ' + result.getErrors()[0].getStatusCode());
    System.debug(one.EventUuid == EventBus.getOperationId(result));
    Database.SaveResult refused = EventBus.publish(new Now__e());
    System.debug(refused.isSuccess() + ' ' + refused.getErrors()[0].getMessage() + ' ' + EventBus.getOperationId(refused));
    System.debug(Limits.getPublishImmediateDML() + ' ' + Limits.getDmlStatements());`);
  assert.deepEqual(log, [
    'true OPERATION_ENQUEUED',
    'true',
    'false Required fields are missing: [Text__c] null',
    '2 0',
  ]);
});

test('an event that waits for the commit counts as a DML statement', (t) => {
  const { run } = apexOrg(t, { files: FILES });
  const log = run(
    "EventBus.publish(new Later__e(Text__c = 'x')); System.debug(Limits.getPublishImmediateDML() + ' ' + Limits.getDmlStatements());",
  );
  assert.deepEqual(log, ['0 1']);
});

test('a trigger gets the events in batches of its configured size, as the configured user', (t) => {
  const config =
    '<batchSize>2</batchSize><masterLabel>Sizes</masterLabel><platformEventConsumer>Sizes</platformEventConsumer><user>admin@local-org.example</user>';
  const { run, values } = apexOrg(t, {
    files: {
      ...FILES,
      'PlatformEventSubscriberConfigs/Sizes.platformEventSubscriberConfig-meta.xml': meta(
        'PlatformEventSubscriberConfig',
        config,
      ),
    },
    triggers: {
      Sizes:
        "trigger Sizes on Now__e (after insert) { insert new Account(Name = Trigger.new.size() + ' ' + UserInfo.getName()); }",
    },
  });
  run(`List<Now__e> events = new List<Now__e>();
    for (Integer i = 0; i < 5; i++) events.add(new Now__e(Text__c = 'x'));
    EventBus.publish(events);`);
  assert.deepEqual(values(ACCOUNTS), ['2 Admin User', '2 Admin User', '1 Admin User']);
});

test('a failed trigger is logged, undone and not run again, and the other trigger of the event is not touched', (t) => {
  const failing =
    "trigger Failing on Now__e (after insert) { insert new Account(Name = 'undone'); Integer zero = 0; System.debug(1 / zero); }";
  const { run, values, log } = apexOrg(t, { files: FILES, triggers: { Failing: failing, KeepNow: KEEP('Now__e') } });
  run("EventBus.publish(new Now__e(Text__c = 'kept'));");
  assert.deepEqual(values(ACCOUNTS), ['kept']);
  assert.equal(log.length, 1);
  assert.match(log[0], /Trigger Failing failed: System.MathException: Divide by 0/);
  run("EventBus.publish(new Now__e(Text__c = 'again'));");
  assert.deepEqual(values("SELECT Status FROM EventBusSubscriber WHERE Name = 'Failing'"), ['Running']);
});

const RETRYING = `trigger Retrying on Now__e (after insert) {
  EventBus.TriggerContext context = EventBus.TriggerContext.currentContext();
  insert new Account(Name = 'run ' + context.retries + ' ' + context.lastError + ' ' + Trigger.new.size());
  if (context.retries < 2) throw new EventBus.RetryableException('not yet');
}`;

test('a retry undoes the run and gives the same events again', (t) => {
  const { run, values, log } = apexOrg(t, { files: FILES, triggers: { Retrying: RETRYING } });
  run("EventBus.publish(new Now__e(Text__c = 'x'));");
  assert.deepEqual(values(ACCOUNTS), ['run 2 not yet 1']);
  assert.deepEqual(log, []);
});

test('after nine retries a trigger is in error and gets no further events', (t) => {
  const always = "trigger Always on Now__e (after insert) { throw new EventBus.RetryableException('never'); }";
  const { run, values, log } = apexOrg(t, { files: FILES, triggers: { Always: always } });
  run("EventBus.publish(new Now__e(Text__c = 'x'));");
  run("EventBus.publish(new Now__e(Text__c = 'y'));");
  assert.deepEqual(log, ['Trigger Always failed: EventBus.RetryableException: never']);
  const state = 'SELECT Status FROM EventBusSubscriber';
  assert.deepEqual(values(state), ['Error']);
  assert.deepEqual(values('SELECT Retries FROM EventBusSubscriber'), ['9']);
});

test('a checkpoint keeps what was done and goes on after it, also when the trigger then fails', (t) => {
  const stepping = `trigger Stepping on Now__e (after insert) {
    Integer done = 0;
    for (Now__e one : Trigger.new) {
      if (done == 2) throw new StopException();
      insert new Account(Name = one.Text__c + ' of ' + Trigger.new.size());
      EventBus.TriggerContext.currentContext().setResumeCheckpoint(one.ReplayId);
      done++;
    }
  }`;
  const classes = { StopException: 'public class StopException extends Exception {}' };
  const { run, values } = apexOrg(t, { files: FILES, classes, triggers: { Stepping: stepping } });
  run(`List<Now__e> events = new List<Now__e>();
    for (Integer i = 1; i < 6; i++) events.add(new Now__e(Text__c = String.valueOf(i)));
    EventBus.publish(events);`);
  assert.deepEqual(values(ACCOUNTS), ['1 of 5', '2 of 5', '3 of 3', '4 of 3', '5 of 1']);
});

test('a checkpoint outside of the batch is refused', (t) => {
  const wrong = `trigger Wrong on Now__e (after insert) {
    try { EventBus.TriggerContext.currentContext().setResumeCheckpoint('4711'); }
    catch (EventBus.InvalidReplayIdException e) { insert new Account(Name = e.getTypeName()); }
  }`;
  const { run, values } = apexOrg(t, { files: FILES, triggers: { Wrong: wrong } });
  run("EventBus.publish(new Now__e(Text__c = 'x'));");
  assert.deepEqual(values(ACCOUNTS), ['EventBus.InvalidReplayIdException']);
});

const HEARING = `public class Hearing implements EventBus.EventPublishSuccessCallback, EventBus.EventPublishFailureCallback {
  public void onSuccess(EventBus.SuccessResult result) { insert new Account(Name = 'success ' + result.getEventUuids().size()); }
  public void onFailure(EventBus.FailureResult result) { insert new Account(Name = 'failure ' + result.getEventUuids().size()); }
}`;
const TWO = "new List<Now__e>{ new Now__e(Text__c = 'a'), new Now__e(Text__c = 'b') }";

test('a callback hears that its events were published', (t) => {
  const { run, values } = apexOrg(t, { files: FILES, classes: { Hearing: HEARING } });
  const log = run(`System.debug(EventBus.publish(${TWO}, new Hearing())[0].getErrors()[0].getStatusCode());`);
  assert.deepEqual(log, ['OPERATION_WITH_CALLBACK_ENQUEUED']);
  assert.deepEqual(values(ACCOUNTS), ['success 2']);
});

test('a test delivers or fails its events when it says so, and stopTest delivers the rest', (t) => {
  const org = apexOrg(t, { files: FILES, classes: { Hearing: HEARING }, triggers: { KeepNow: KEEP('Now__e') } });
  const NAMES =
    'List<String> names = new List<String>(); for (Account a : [SELECT Name FROM Account ORDER BY Id]) names.add(a.Name);';
  const log = org.test(`
    EventBus.publish(${TWO}, new Hearing());
    Test.getEventBus().fail();
    EventBus.publish(new Now__e(Text__c = 'c'), new Hearing());
    Test.getEventBus().deliver();
    Test.getEventBus().deliver();
    Test.startTest();
    EventBus.publish(new Now__e(Text__c = 'd'));
    Test.stopTest();
    ${NAMES}
    System.debug(String.join(names, ', '));`);
  assert.deepEqual(log, ['failure 2, c, success 1, d']);
});

test('in a test a retry waits for the next delivery, and the subscriber says how it fares', (t) => {
  const org = apexOrg(t, { files: FILES, triggers: { Retrying: RETRYING } });
  const READ = `for (EventBusSubscriber s : [SELECT Position, Retries, LastError, Topic, Type FROM EventBusSubscriber])
    System.debug(s.Position + ' ' + s.Retries + ' ' + s.LastError + ' ' + s.Topic + ' ' + s.Type);`;
  const log = org.test(`
    EventBus.publish(new Now__e(Text__c = 'x'));
    Test.getEventBus().deliver();
    ${READ}
    EventBus.publish(new Now__e(Text__c = 'y'));
    Test.getEventBus().deliver();
    Test.getEventBus().deliver();
    ${READ.replaceAll('(EventBusSubscriber s', '(EventBusSubscriber s')}
    System.debug([SELECT Name FROM Account].Name);`);
  assert.deepEqual(log, ['0 1 not yet Now__e ApexTrigger', '2 2 not yet Now__e ApexTrigger', 'run 2 not yet 2']);
});

test('what a job of a test publishes is delivered by stopTest', (t) => {
  const classes = {
    Job: "public class Job implements Queueable { public void execute(QueueableContext c) { EventBus.publish(new Later__e(Text__c = 'from the job')); } }",
  };
  const org = apexOrg(t, { files: FILES, classes, triggers: { KeepLater: KEEP('Later__e') } });
  const log = org.test(`
    Test.startTest();
    System.enqueueJob(new Job());
    Test.stopTest();
    System.debug([SELECT Name FROM Account].Name);`);
  assert.deepEqual(log, ['from the job']);
});

test('only after insert triggers exist for platform events', (t) => {
  const before = 'trigger Early on Now__e (before insert) { }';
  assert.throws(
    () => apexOrg(t, { files: FILES, triggers: { Early: before } }),
    (error: CompilationError) => /Only after insert triggers are supported/.test(error.message),
  );
});

test('the header of a change event is filled and read', (t) => {
  const { run } = apexOrg(t);
  const log = run(`
    EventBus.ChangeEventHeader header = new EventBus.ChangeEventHeader();
    header.entityName = 'Account';
    header.changeType = 'UPDATE';
    header.recordIds = new List<String>{ '001000000000001' };
    header.commitNumber = 5L;
    System.debug(header.getEntityName() + ' ' + header.getChangeType() + ' ' + header.getRecordIds().size() + ' ' + header.commitNumber);`);
  assert.deepEqual(log, ['Account UPDATE 1 5']);
});

test('inserting an event through the API publishes it, where the user may create it', (t) => {
  const users = [
    {
      username: 'reader@example.com',
      lastName: 'Reader',
      email: 'reader@example.com',
      alias: 'reader',
      profile: 'Read Only',
    },
  ];
  const { org, values } = apexOrg(t, { files: FILES, users, triggers: { KeepNow: KEEP('Now__e') } });
  const service = new LocalOrgService(org);
  const schema = org.schema.objects.get('now__e')!;
  const insert = (userId: string) =>
    service.write(userId, {
      operation: 'insert',
      rows: [new SObject('Now__e', schema, new Map([['Text__c', 'from outside']]))],
      allOrNone: true,
    });
  assert.equal(
    insert(org.seeded.userIds.get('reader@example.com')!)[0].errors[0].statusCode,
    'INSUFFICIENT_ACCESS_OR_READONLY',
  );
  assert.equal(insert(org.seeded.adminId)[0].success, true);
  assert.deepEqual(values(ACCOUNTS), ['from outside']);
});

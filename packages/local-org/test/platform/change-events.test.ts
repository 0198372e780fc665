/** Changes of records as subscribers of channels get them. */
import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { LocalOrgService } from '../../src/org/service.ts';
import { SObject } from '../../src/runtime/platform/sobject.ts';
import { apexOrg, customField, meta, type ApexOrg } from './apex-org.ts';

const member = (channel: string, entity: string, more = ''): string =>
  meta(
    'PlatformEventChannelMember',
    `${more}<eventChannel>${channel}</eventChannel><selectedEntity>${entity}</selectedEntity>`,
  );
const memberFile = (name: string): string => `platformEventChannelMembers/${name}.platformEventChannelMember-meta.xml`;
const filter = (text: string): string => `<filterExpression>${text}</filterExpression>`;

const SALES = {
  'platformEventChannels/Sales__chn.platformEventChannel-meta.xml': meta(
    'PlatformEventChannel',
    '<channelType>data</channelType><label>Sales</label>',
  ),
};

/** An org whose standard channel has accounts, and whose channel Sales has those that the filter lets through. */
function orgWith(context: TestContext, expression: string): ApexOrg {
  return apexOrg(context, {
    files: {
      ...SALES,
      [memberFile('ChangeEvents_Account')]: member('ChangeEvents', 'AccountChangeEvent'),
      [memberFile('Sales_Account')]: member('Sales__chn', 'AccountChangeEvent', filter(expression)),
    },
  });
}

const names = ({ org }: ApexOrg, channel: string): unknown[] =>
  org.channels.read(channel).map(({ payload }) => payload.Name ?? '-');

test('a channel gives its events as JSON, in order, from any place on', (t) => {
  const here = apexOrg(t, { files: { [memberFile('A')]: member('ChangeEvents', 'AccountChangeEvent') } });
  here.run("insert new Account(Name = 'Harbour', BillingCity = 'Bremen'); insert new Contact(LastName = 'Sailor');");
  here.run('Account a = [SELECT Id FROM Account]; a.BillingCity = null; a.NumberOfEmployees = 7; update a;');
  const [created, updated] = here.org.channels.read('ChangeEvents');
  const header = created.payload.ChangeEventHeader as Record<string, unknown>;
  assert.deepEqual(
    [created.event, created.payload.Name, created.payload.BillingAddress, header.changeType, header.commitTimestamp],
    ['AccountChangeEvent', 'Harbour', { City: 'Bremen' }, 'CREATE', here.org.clock.now()],
  );
  assert.equal(created.payload.CreatedDate, '2026-03-02T09:00:00.000Z');
  const { ChangeEventHeader: second, LastModifiedDate: at, ...fields } = updated.payload;
  assert.deepEqual(fields, { BillingAddress: { City: null }, NumberOfEmployees: 7 });
  assert.equal(at, '2026-03-02T09:00:00.000Z');
  const { changedFields, nulledFields, commitNumber } = second as Record<string, unknown>;
  assert.deepEqual(changedFields, ['BillingAddress.City', 'NumberOfEmployees', 'LastModifiedDate']);
  assert.deepEqual(nulledFields, ['BillingAddress.City']);
  assert.ok(Number(commitNumber) > Number(header.commitNumber));
  assert.deepEqual(here.org.channels.read('ChangeEvents', created.replayId), [updated]);
  assert.deepEqual(here.org.channels.read('/data/AccountChangeEvent'), [created, updated]);
});

test('a filter lets through what matches, text without regard to case', (t) => {
  const here = orgWith(t, "Industry = 'banking' AND (NumberOfEmployees &gt; 10 OR Name LIKE 'H%')");
  here.run(`insert new List<Account>{
    new Account(Name = 'Big', Industry = 'Banking', NumberOfEmployees = 11),
    new Account(Name = 'harbour', Industry = 'BANKING'),
    new Account(Name = 'Small', Industry = 'Banking', NumberOfEmployees = 10),
    new Account(Name = 'Huge', Industry = 'Apparel', NumberOfEmployees = 1000) };`);
  assert.deepEqual(names(here, 'Sales__chn'), ['Big', 'harbour']);
  assert.deepEqual(names(here, 'ChangeEvents'), ['Big', 'harbour', 'Small', 'Huge']);
});

test('the fields of a filter are in every event of the channel, and of no other', (t) => {
  const here = orgWith(t, "Industry = 'Banking'");
  here.run("insert new Account(Name = 'Bank', Industry = 'Banking', Phone = '1');");
  here.run("Account a = [SELECT Id FROM Account]; a.Phone = '2'; update a;");
  here.run('delete [SELECT Id FROM Account];');
  const industries = (channel: string): unknown[] =>
    here.org.channels.read(channel).map(({ payload }) => payload.Industry ?? '-');
  assert.deepEqual(industries('Sales__chn'), ['Banking', 'Banking', 'Banking']);
  assert.deepEqual(industries('ChangeEvents'), ['Banking', '-', '-']);
});

test('filters look at the header', (t) => {
  const here = orgWith(t, "ChangeEventHeader.changeType IN ('UPDATE', 'DELETE')");
  here.run("Account a = new Account(Name = 'Bank'); insert a; a.Phone = '1'; update a; delete a; undelete a;");
  const types = here.org.channels
    .read('Sales__chn')
    .map(({ payload }) => (payload.ChangeEventHeader as Record<string, unknown>).changeType);
  assert.deepEqual(types, ['UPDATE', 'DELETE']);
});

test('enriched fields are in updates and deletions of their channel, unless they are empty', (t) => {
  const enriched =
    '<enrichedFields><name>Site</name></enrichedFields><enrichedFields><name>BillingAddress</name></enrichedFields>';
  const here = apexOrg(t, {
    files: { [memberFile('A')]: member('ChangeEvents', 'AccountChangeEvent', enriched) },
  });
  here.run("insert new Account(Name = 'Bank', BillingCity = 'Bremen');");
  here.run("Account a = [SELECT Id FROM Account]; a.Phone = '2'; update a; delete a;");
  const [, updated, deleted] = here.org.channels.read('ChangeEvents').map(({ payload }) => payload);
  assert.deepEqual([updated.BillingAddress, 'Site' in updated], [{ City: 'Bremen' }, false]);
  assert.deepEqual(deleted.BillingAddress, { City: 'Bremen' });
  assert.deepEqual((updated.ChangeEventHeader as { changedFields: string[] }).changedFields, [
    'Phone',
    'LastModifiedDate',
  ]);
});

test('a change that comes through the API says so', (t) => {
  const here = apexOrg(t, { files: { [memberFile('A')]: member('ChangeEvents', 'AccountChangeEvent') } });
  const { org } = here;
  const account = new SObject('Account', org.schema.objects.get('account'), new Map([['Name', 'Bank']]));
  new LocalOrgService(org).write(org.seeded.adminId, { operation: 'insert', rows: [account], allOrNone: true });
  const [{ payload }] = org.channels.read('ChangeEvents');
  assert.equal((payload.ChangeEventHeader as Record<string, unknown>).changeOrigin, 'com/salesforce/api/rest/66.0');
});

test('what fails, or is rolled back, is no event; what a trigger changes meanwhile is', (t) => {
  const here = apexOrg(t, {
    files: { [memberFile('A')]: member('ChangeEvents', 'AccountChangeEvent') },
    triggers: {
      Touch:
        "trigger Touch on Account (after insert) { List<Account> rows = new List<Account>(); for (Account a : Trigger.new) rows.add(new Account(Id = a.Id, Phone = '1')); update rows; }",
    },
  });
  here.run(`
    Savepoint start = Database.setSavepoint();
    insert new Account(Name = 'Undone');
    Database.rollback(start);
    Database.insert(new List<Account>{ new Account(Name = 'Kept'), new Account() }, false);`);
  assert.deepEqual(names(here, 'ChangeEvents'), ['-', 'Kept']);
  assert.throws(() => here.run("insert new Account(Name = 'Lost'); Integer i = 1 / 0;"), /Divide by 0/);
  assert.equal(here.org.channels.read('ChangeEvents').length, 2);
});

test('events are kept for three days', (t) => {
  const here = apexOrg(t, { files: { [memberFile('A')]: member('ChangeEvents', 'AccountChangeEvent') } });
  here.run("insert new Account(Name = 'Old');");
  here.org.moveClock(here.org.clock.now() + 73 * 3_600_000);
  here.run("insert new Account(Name = 'New');");
  assert.deepEqual(names(here, 'ChangeEvents'), ['New']);
});

const NOTE = {
  'objects/Note__e/Note__e.object-meta.xml': meta(
    'CustomObject',
    '<label>Note</label><pluralLabel>Notes</pluralLabel><deploymentStatus>Deployed</deploymentStatus><eventType>HighVolume</eventType><publishBehavior>PublishAfterCommit</publishBehavior>',
  ),
  'objects/Note__e/fields/Text__c.field-meta.xml': customField('Text__c', '<type>Text</type><length>80</length>'),
  'platformEventChannels/Notes__chn.platformEventChannel-meta.xml': meta(
    'PlatformEventChannel',
    '<channelType>event</channelType><label>Notes</label>',
  ),
  [memberFile('Notes_Note')]: member('Notes__chn', 'Note__e', filter("Text__c != 'quiet'")),
};

test('platform events are on channels too, filtered, and on the channel of their own name', (t) => {
  const { run, org } = apexOrg(t, { files: NOTE });
  run("EventBus.publish(new List<Note__e>{ new Note__e(Text__c = 'loud'), new Note__e(Text__c = 'quiet') });");
  const texts = (channel: string): unknown[] => org.channels.read(channel).map(({ payload }) => payload.Text__c);
  assert.deepEqual(texts('Notes__chn'), ['loud']);
  assert.deepEqual(texts('/event/Note__e'), ['loud', 'quiet']);
  assert.throws(() => org.channels.read('Other__chn'), /There is no channel Other__chn/);
});

test('change events cannot be published by code', (t) => {
  const { run } = apexOrg(t);
  assert.throws(() => run('EventBus.publish(new AccountChangeEvent());'), /AccountChangeEvent/);
});

/** Invariant 8: what downstream systems read of changes holds nothing synthetic. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { approveDataset, DATASET, packageOrg, type PackageOrg } from '../support.ts';

const OBJECTS = ['Account', 'Contact', 'Lead', 'Opportunity', 'Case'];

/** Each change of a channel as `ACTION Object`. */
function changes({ org }: PackageOrg, channel: string): string[] {
  return org.channels.read(channel).map(({ event, payload }) => {
    const { changeType } = payload.ChangeEventHeader as { changeType: string };
    return `${changeType} ${event.replace('ChangeEvent', '')}`;
  });
}

const life = (datasetId: string): string => `
  Account account = new Account(Name = 'A', Synthetic_Dataset__c = ${datasetId});
  insert account;
  Contact contact = new Contact(LastName = 'C', AccountId = account.Id, Synthetic_Dataset__c = ${datasetId});
  Lead lead = new Lead(LastName = 'L', Company = 'L', Synthetic_Dataset__c = ${datasetId});
  Opportunity deal = new Opportunity(Name = 'O', AccountId = account.Id, StageName = 'Prospecting', CloseDate = Date.today(), Synthetic_Dataset__c = ${datasetId});
  Case issue = new Case(Subject = 'S', AccountId = account.Id, Synthetic_Dataset__c = ${datasetId});
  List<SObject> records = new List<SObject>{ contact, lead, deal, issue };
  insert records;
  records.add(0, account);`;

test('no synthetic change reaches the channel of the real lane, and no real one that of the test systems', (t) => {
  const here = packageOrg(t, ['optional/change-events']);
  approveDataset(here);
  const created = new Set(OBJECTS.map((object) => `CREATE ${object}`));

  here.run(`${DATASET}${life('datasetId')}`, 'loader');
  assert.deepEqual(changes(here, 'Synthetic_Real_Lane__chn'), []);
  assert.deepEqual(new Set(changes(here, 'Synthetic_Test_Systems__chn')), created);

  here.run(life('null'));
  assert.deepEqual(new Set(changes(here, 'Synthetic_Real_Lane__chn')), created);
  assert.equal(changes(here, 'Synthetic_Test_Systems__chn').length, OBJECTS.length);

  // Updates and deletions do not change the mark, and still go to the channel of their lane alone.
  for (const lane of ['!=', '='])
    here.run(
      OBJECTS.map(
        (object) => `
          List<${object}> of${object} = [SELECT Id FROM ${object} WHERE Synthetic_Dataset__c ${lane} NULL WITH SYSTEM_MODE];
          of${object}[0].Description = 'x';
          update of${object};`,
      ).join(''),
    );
  for (const lane of ['!=', '='])
    here.run(
      ['Case', 'Opportunity', 'Lead', 'Contact', 'Account']
        .map((object) => `delete [SELECT Id FROM ${object} WHERE Synthetic_Dataset__c ${lane} NULL WITH SYSTEM_MODE];`)
        .join('\n'),
    );

  const both = ['UPDATE', 'DELETE'].flatMap((action) => OBJECTS.map((object) => `${action} ${object}`));
  for (const channel of ['Synthetic_Real_Lane__chn', 'Synthetic_Test_Systems__chn'])
    assert.deepEqual(new Set(changes(here, channel).slice(OBJECTS.length)), new Set(both), channel);
  const marks = here.org.channels
    .read('Synthetic_Real_Lane__chn')
    .map(({ payload }) => payload.Is_Synthetic__c ?? false);
  assert.deepEqual(new Set(marks), new Set([false]));
});

/** The sweep as a chain of real batch jobs, and its report as somebody outside of the org would check it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { approveDataset, DATASET, packageOrg } from '../support.ts';

interface Run {
  readonly Status__c: string;
  readonly Synthetic_Records__c: number;
  readonly Real_Records__c: number;
  readonly Crossings__c: number;
  readonly Report__c: string;
  readonly Report_Hash__c: string;
}

/** Twice as many jobs as there are steps. */
const TURNS = 20;

test('a sweep examines every record once, over all its jobs, and its report can be checked outside', (t) => {
  const here = packageOrg(t);
  approveDataset(here);
  here.run(
    `${DATASET}
     List<Account> accounts = new List<Account>();
     for (Integer i = 0; i < 450; i++) accounts.add(new Account(Name = 'A' + i, Synthetic_Dataset__c = i < 250 ? datasetId : null));
     insert accounts;
     insert new Contact(LastName = 'C', AccountId = accounts[0].Id, Synthetic_Dataset__c = datasetId);`,
    'loader',
  );
  here.run(`
    Synthetic_Lane_State__c state = Synthetic_Lane_State__c.getOrgDefaults();
    state.Lanes_Open__c = false;
    update as system state;
    insert as system new Contact(LastName = 'Crossing', AccountId = [SELECT Id FROM Account WHERE Name = 'A1' WITH SYSTEM_MODE].Id);`);

  here.run('SyntheticSweepService.start();', 'admin');
  for (let turn = 0; turn < TURNS; turn++) here.run('Integer nothing = 0;');

  const [text, ...kinds] = here.run(`
    System.debug(JSON.serialize([SELECT Status__c, Synthetic_Records__c, Real_Records__c, Crossings__c, Report__c, Report_Hash__c
      FROM Synthetic_Sweep_Run__c WITH SYSTEM_MODE][0]));
    for (Synthetic_Sweep_Finding__c f : [SELECT Kind__c FROM Synthetic_Sweep_Finding__c WITH SYSTEM_MODE ORDER BY Kind__c]) System.debug(f.Kind__c);`);
  const run = JSON.parse(text) as Run;
  assert.deepEqual(kinds.sort(), ['CROSSING_REFERENCE', 'LANE_SWITCHED_OFF']);
  const { Status__c: status, Synthetic_Records__c: synthetic, Real_Records__c: real, Crossings__c: crossings } = run;
  assert.deepEqual([status, synthetic, real, crossings], ['Completed', 251, 201, 1]);
  assert.equal(createHash('sha256').update(run.Report__c).digest('hex'), run.Report_Hash__c);
  const report = JSON.parse(run.Report__c) as { objects: Record<string, { synthetic: number }>; crossings: number };
  assert.equal(report.crossings, 1);
  assert.equal(report.objects.Account.synthetic, 250);
});

/** Invariant 5 in orgs of other kinds than the one that everything else is tested in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { approveDataset, DATASET, packageOrg } from '../support.ts';

const refusal = (apex: string): string =>
  `try { ${apex} System.debug('accepted'); } catch (DmlException e) { System.debug(e.getDmlMessage(0)); }`;

test('a production org takes no synthetic data, even of an approved dataset', (t) => {
  const here = packageOrg(t, [], 'production');
  approveDataset(here);

  const [answer] = here.run(
    `${DATASET}${refusal("insert new Account(Name = 'A', Synthetic_Dataset__c = datasetId);")}`,
    'loader',
  );

  assert.match(answer, /refuses synthetic data in this kind of org \(Production\)/);
  assert.deepEqual(here.run(refusal("insert new Account(Name = 'Real');")), ['accepted']);
});

test('a production org stops a load that looks synthetic, once an administrator has confirmed what it is', (t) => {
  const here = packageOrg(t, [], 'production');
  const load = refusal(`
    List<Contact> seeds = new List<Contact>();
    for (Integer i = 0; i < 200; i++) seeds.add(new Contact(LastName = 'P' + i, Email = 'p' + i + '@example.com'));
    insert seeds;`);
  assert.deepEqual(here.run(load), ['accepted']);

  here.run('SyntheticLaneService.confirmEnvironment();', 'admin');

  assert.match(here.run(load)[0], /look synthetic \(Reserved_Email_Domain\) but name no dataset/);
});

test('a sandbox takes the records of an approved dataset', (t) => {
  const here = packageOrg(t, [], 'sandbox');
  approveDataset(here);

  const answers = here.run(
    `${DATASET}${refusal("insert new Account(Name = 'A', Synthetic_Dataset__c = datasetId);")}
     System.debug(SyntheticLaneService.environment());`,
    'loader',
  );

  assert.deepEqual(answers, ['accepted', 'Sandbox']);
});

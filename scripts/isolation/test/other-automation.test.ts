/** The guards beside triggers of the org that change rows on the way, write others, or call themselves again. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { approveDataset, DATASET, packageOrg, type PackageOrg } from '../support.ts';

describe('beside triggers that change what they should not', () => {
  let here: PackageOrg;
  after(() => here.org.close());
  before(() => {
    here = packageOrg({ after: () => {} }, ['scripts/isolation/test/hostile']);
    approveDataset(here);
    here.run(
      `${DATASET}insert new List<Account>{ new Account(Name = 'Real'), new Account(Name = 'Synthetic', Synthetic_Dataset__c = datasetId) };`,
      'loader',
    );
  });

  /** What comes of a synthetic contact whose title tells the hostile trigger what to do. */
  function outcome(title: string, othersAreSaved = true): string {
    const block = `${DATASET}
      Id accountId = [SELECT Id FROM Account WHERE Name = 'Synthetic'].Id;
      Database.SaveResult[] results = Database.insert(new List<Contact>{
        new Contact(LastName = 'Plain', AccountId = accountId, Synthetic_Dataset__c = datasetId),
        new Contact(LastName = 'Hostile', Title = '${title}', AccountId = accountId, Synthetic_Dataset__c = datasetId)
      }, false);
      System.debug(results[0].isSuccess());
      System.debug(results[1].isSuccess() ? 'accepted' : results[1].getErrors()[0].getMessage());`;
    const [plain, hostile] = here.run(block, 'loader');
    // what ends another trigger ends its whole chunk
    assert.equal(plain, String(othersAreSaved), 'the other row of the chunk');
    return hostile;
  }

  it('accepts what no other trigger touches', () => assert.equal(outcome('nothing'), 'accepted'));

  it('refuses a mark that was taken off between the stamp and the save', () =>
    assert.match(outcome('unmark'), /provenance/i));

  it('refuses a dataset that was taken away', () => assert.match(outcome('take away'), /./));

  it('refuses a parent of the other lane that was put in before the save', () =>
    assert.match(outcome('reparent before'), /cannot reference Account 001\w+, which is in the real lane/));

  it('refuses a parent of the other lane that was put in by an update inside of the insert', () =>
    assert.match(outcome('reparent after', false), /cannot reference Account/));

  it('refuses what another trigger ties to both lanes', () =>
    assert.match(outcome('task', false), /cannot point at records of both lanes/));

  it('leaves no crossing behind', () => {
    const crossings = here.run(`
      System.debug([SELECT COUNT() FROM Contact WHERE Synthetic_Dataset__c != NULL AND Account.Synthetic_Dataset__c = NULL WITH SYSTEM_MODE]);
      System.debug([SELECT COUNT() FROM Contact WHERE Synthetic_Dataset__c = NULL AND Account.Synthetic_Dataset__c != NULL WITH SYSTEM_MODE]);
      System.debug([SELECT COUNT() FROM Task]);`);
    assert.deepEqual(crossings, ['0', '0', '0']);
  });
});

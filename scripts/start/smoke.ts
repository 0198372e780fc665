/**
 * `npm start -- --smoke`: the promises of the first page, checked over HTTP against the org that was just started. The first
 * one that does not hold ends the walk with a sentence that says what was expected and what came.
 */
import { strict as assert } from 'node:assert';
import { fileURLToPath } from 'node:url';
import { ApiError, type OrgClient } from '../load/client.ts';
import type { LocalOrg } from '../load/local-org.ts';
import { verifyManifest } from '../manifest/actions.ts';
import type { RealRecords } from './real-records.ts';

const SAMPLE = fileURLToPath(new URL('../../sample/manifest.json', import.meta.url));
const GOVERNED = ['Account', 'Contact', 'Lead', 'Opportunity', 'Case'];
const PROVENANCE = [
  'Synthetic_Method__c',
  'Synthetic_Generated_At__c',
  'Synthetic_Purpose__c',
  'Synthetic_Responsible_Entity__c',
  'Synthetic_Expires_At__c',
];

interface Count {
  readonly n: number;
}

export async function smoke(org: LocalOrg, real: RealRecords, told: (line: string) => void): Promise<void> {
  const admin = org.admin();
  const loader = await org.clientFor('loader@example.com');
  const step = async (sentence: string, work: () => Promise<void>): Promise<void> => {
    await work();
    told(`ok  ${sentence}`);
  };
  const dataset = (
    await admin.query<{ Id: string; Expires_At__c: string }>(
      "SELECT Id, Expires_At__c FROM Synthetic_Dataset__c WHERE Dataset_Key__c = 'sample-crm'",
    )
  )[0];
  assert.ok(dataset, 'the sample dataset is in the org');
  const synthetic = `Synthetic_Dataset__c = '${dataset.Id}'`;

  await step('a synthetic Contact carries its provenance, a real one none', async () => {
    const [marked] = await admin.query<Record<string, unknown>>(
      `SELECT Is_Synthetic__c, ${PROVENANCE.join(', ')} FROM Contact WHERE ${synthetic} LIMIT 1`,
    );
    assert.equal(marked?.Is_Synthetic__c, true);
    for (const field of PROVENANCE) assert.ok(marked[field], `${field} is stamped`);
    const [plain] = await admin.query<Record<string, unknown>>(
      `SELECT Is_Synthetic__c, ${PROVENANCE.join(', ')} FROM Contact WHERE Id = '${real.contactId}'`,
    );
    assert.equal(plain?.Is_Synthetic__c, false);
    for (const field of PROVENANCE) assert.equal(plain[field], null, `${field} is empty on a real record`);
  });

  await step('the manifest of the dataset says what its files say, and is signed with the key of the org', async () => {
    const { problems } = await verifyManifest(
      { file: SAMPLE, dataset: 'sample-crm', client: admin },
      undefined,
      undefined,
    );
    assert.deepEqual(problems, []);
  });

  await step('the provenance of the dataset is told as PROV-JSON, with what made it and who approved it', async () => {
    const document = await org.call<Record<string, Record<string, unknown>>>(
      'GET',
      '/services/apexrest/synthetic/v1/provenance/sample-crm',
    );
    assert.ok(document.entity['sdg:dataset/sample-crm'], 'the dataset is an entity');
    for (const activity of ['generation', 'request', 'approval', 'loading'])
      assert.ok(document.activity[`sdg:${activity}/sample-crm`], `${activity} is an activity`);
    const manifest = Object.entries(document.entity).find(([name]) => name.startsWith('sdg:manifest/'))?.[1];
    assert.equal((manifest as Record<string, unknown>)['sdg:signature'], 'VALID');
  });

  await step('the dataset was approved after a validation of every row that was staged', async () => {
    const [run] = await admin.query<{
      Verdict__c: string;
      Records_Staged__c: number;
      Records_Examined__c: number;
      Certificate__c: string;
    }>(
      'SELECT Verdict__c, Records_Staged__c, Records_Examined__c, Certificate__c FROM Synthetic_Validation_Run__c ' +
        `WHERE Dataset__c = '${dataset.Id}' AND Kind__c = 'Admission' ORDER BY Name DESC LIMIT 1`,
    );
    assert.equal(run?.Verdict__c, 'Passed');
    assert.ok(run.Records_Staged__c > 0);
    assert.equal(run.Records_Examined__c, run.Records_Staged__c);
    assert.match(run.Certificate__c, /^[0-9a-f]{64}$/);
  });

  await step('a synthetic record that could reach somebody is refused', async () => {
    const [lead] = await admin.query<{ Id: string }>(`SELECT Id FROM Lead WHERE ${synthetic} LIMIT 1`);
    const message = await refusal(() => loader.update('Lead', lead.Id, { Email: 'somebody@a-real-domain.com' }));
    assert.match(message, /fails the validation/);
    assert.ok(!message.includes('a-real-domain'), 'the message does not repeat the address');
  });

  const [account] = await admin.query<{ Id: string; Name: string }>(
    `SELECT Id, Name FROM Account WHERE ${synthetic} LIMIT 1`,
  );
  await step('a real Opportunity cannot be linked to a synthetic Account', async () => {
    const message = await refusal(() => admin.update('Opportunity', real.opportunityId, { AccountId: account.Id }));
    assert.match(message, /real lane/);
    assert.match(message, /synthetic lane/);
    assert.ok(message.includes(account.Name), `the message names the account: ${message}`);
  });

  await step('a synthetic record without an approved dataset is refused', async () => {
    const draft = await (
      await org.clientFor('requester@example.com')
    ).create('Synthetic_Dataset__c', {
      Name: 'Smoke test draft',
      Dataset_Key__c: `smoke-${Date.now()}`,
      Retention_Days__c: 1,
      Allowed_Objects__c: 'Account',
    });
    assert.notEqual(
      await refusal(() => loader.create('Account', { Name: 'Too early', Synthetic_Dataset__c: draft })),
      '',
    );
  });

  await step('neither lane nor provenance of a record can be changed', async () => {
    assert.notEqual(await refusal(() => loader.update('Account', account.Id, { Synthetic_Dataset__c: null })), '');
    assert.notEqual(
      await refusal(() => admin.update('Account', account.Id, { Synthetic_Purpose__c: 'Something else' })),
      '',
    );
    assert.notEqual(
      await refusal(() => loader.update('Account', real.accountId, { Synthetic_Dataset__c: dataset.Id })),
      '',
    );
  });

  const realBefore = await counts(admin, 'Synthetic_Dataset__c = null');
  await step('past its expiry the scheduled purge deletes the dataset and no real record', async () => {
    const past = new Date(Date.parse(dataset.Expires_At__c) + 2 * 86_400_000).toISOString();
    await org.call('POST', '/local-org/clock', { to: past });
    const left = await counts(admin, synthetic);
    assert.deepEqual(
      left,
      Object.fromEntries(GOVERNED.map((object) => [object, 0])),
      'no record of the dataset is left',
    );
    assert.deepEqual(
      await counts(admin, 'Synthetic_Dataset__c = null'),
      realBefore,
      'every real record is still there',
    );
  });

  await step('the purge left a certificate', async () => {
    const [run] = await admin.query<{ Status__c: string; Certificate__c: string; Records_Deleted__c: number }>(
      `SELECT Status__c, Certificate__c, Records_Deleted__c FROM Synthetic_Purge_Run__c WHERE Dataset__c = '${dataset.Id}'`,
    );
    assert.equal(run?.Status__c, 'Completed');
    assert.match(run.Certificate__c, /^[0-9a-f]{64}$/);
    assert.ok(run.Records_Deleted__c > 0);
  });
}

async function counts(client: OrgClient, where: string): Promise<Record<string, number>> {
  const result: Record<string, number> = {};
  for (const object of GOVERNED)
    result[object] = (await client.query<Count>(`SELECT COUNT(Id) n FROM ${object} WHERE ${where}`))[0].n;
  return result;
}

/** The message with which the org refuses. */
async function refusal(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) return error.message;
    throw error;
  }
  throw new Error('The org accepted what it must refuse');
}

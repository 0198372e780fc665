/** Brings the manifest's dataset to the state in which rows may be loaded, by the people whose task each step is. */
import type { OrgClient } from './client.ts';
import { InputError } from './errors.ts';
import type { StagedContent } from '../manifest/content.ts';
import { recordLimitsText, type DatasetDescription } from './manifest.ts';

const OBJECT = 'Synthetic_Dataset__c';

export interface People {
  readonly requester: OrgClient;
  /** somebody else than the requester: the org refuses an approval of one's own request */
  readonly approver: OrgClient;
  readonly loader: OrgClient;
}

interface DatasetRow {
  readonly Id: string;
  readonly Status__c: string;
}

/** What has to happen to a draft before it is submitted; false where it is not to be submitted. */
export type Examine = (datasetId: string) => Promise<boolean>;

/**
 * Requests, submits, approves and activates the dataset as far as that has not happened yet, and gives its Id. A draft goes
 * through `examine` first; undefined where that stopped it. `told` hears each step. InputError where the dataset is past loading:
 * expired, purged, rejected or revoked.
 */
export async function prepareDataset(
  dataset: DatasetDescription,
  content: StagedContent,
  people: People,
  examine: Examine,
  told: (step: string) => void,
): Promise<string | undefined> {
  const find = async (): Promise<DatasetRow | undefined> =>
    (
      await people.requester.query<DatasetRow>(
        `SELECT Id, Status__c FROM ${OBJECT} WHERE Dataset_Key__c = '${escapeSoql(dataset.key)}'`,
      )
    )[0];
  let row = await find();
  if (!row) {
    const id = await people.requester.create(OBJECT, {
      Name: dataset.name,
      Dataset_Key__c: dataset.key,
      Generator__c: dataset.generator,
      Generator_Version__c: dataset.generatorVersion,
      Method__c: dataset.method,
      Configuration_Hash__c: dataset.configurationHash,
      Seed__c: dataset.seed,
      Generated_At__c: dataset.generatedAt,
      Purpose__c: dataset.purpose,
      Responsible_Entity__c: dataset.responsibleEntity,
      Allowed_Objects__c: dataset.allowedObjects.join(';'),
      Retention_Days__c: dataset.retentionDays,
      Record_Limits__c: recordLimitsText(dataset),
      Maximum_Records__c: dataset.maximumRecords,
      Markets__c: dataset.markets?.join(';'),
      Model_Name__c: dataset.modelName,
      Model_Version__c: dataset.modelVersion,
      Training_Data__c: dataset.trainingData,
      Record_Count__c: content.records,
      Content_Root__c: content.root,
    });
    row = { Id: id, Status__c: 'Draft' };
    told(`requested "${dataset.name}"`);
  }
  const move = async (client: OrgClient, status: string, step: string): Promise<void> => {
    await client.update(OBJECT, row!.Id, { Status__c: status });
    row = { Id: row!.Id, Status__c: status };
    told(step);
  };
  if (row.Status__c === 'Draft' && !(await examine(row.Id))) return undefined;
  if (row.Status__c === 'Draft') await move(people.requester, 'Submitted', 'submitted for approval');
  if (row.Status__c === 'Submitted') await move(people.approver, 'Approved', 'approved');
  if (row.Status__c === 'Approved') await move(people.loader, 'Active', 'opened for loading');
  if (row.Status__c !== 'Active') {
    throw new InputError(
      `The dataset "${dataset.name}" (${dataset.key}) is ${row.Status__c}; nothing can be loaded into it.`,
    );
  }
  return row.Id;
}

function escapeSoql(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}

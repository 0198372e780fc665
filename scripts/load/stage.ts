/** Stages the rows of a load in the org, so that they can be validated before the dataset is approved. */
import type { OrgClient } from './client.ts';
import { InputError } from './errors.ts';
import { KEY } from './keys.ts';
import type { Plan, PlannedFile, PlannedRow } from './plan.ts';
import type { FieldDescribe, ObjectDescribe } from './client.ts';

const OBJECT = 'Synthetic_Staged_Record__c';
const CHUNK = 200;
/** the length of `Key__c` */
const LONGEST_KEY = 80;

/** By the name that staged row and finding have in common. */
export type StagedRows = ReadonlyMap<string, { readonly file: PlannedFile; readonly row: PlannedRow }>;

export const rowName = (object: string, key: string): string => `${object}|${key}`.toLowerCase();

/**
 * Stages every row of the plan for the dataset, which must be a Draft; rows that are staged already are overwritten. InputError where the
 * dataset has other staged rows: they would be validated and approved, and never loaded.
 */
export async function stage(
  client: OrgClient,
  datasetId: string,
  { files }: Plan,
  describes: ReadonlyMap<string, ObjectDescribe>,
  progress: (done: number) => void,
): Promise<StagedRows> {
  const staged = new Map<string, { file: PlannedFile; row: PlannedRow }>();
  const records = files.flatMap((file) =>
    file.rows.map((row) => {
      const { object } = file.file;
      const key = keyOf(row);
      if (key.length > LONGEST_KEY)
        throw new InputError(`${file.file.name}:${row.source.line}: the key has more than ${LONGEST_KEY} characters`);
      staged.set(rowName(object, key), { file, row });
      return {
        Dataset__c: datasetId,
        Object_Name__c: object,
        Key__c: key,
        Row_Key__c: `${datasetId}|${object}|${key}`,
        Payload__c: JSON.stringify(payloadOf(row, describes.get(object)!)),
      };
    }),
  );
  for (let start = 0; start < records.length; start += CHUNK) {
    const results = await client.upsertCollection(OBJECT, 'Row_Key__c', records.slice(start, start + CHUNK));
    for (const [index, { success, errors }] of results.entries()) {
      if (success) continue;
      const record = records[start + index];
      const { file, row } = staged.get(rowName(record.Object_Name__c, record.Key__c))!;
      throw new InputError(
        `${file.file.name}:${row.source.line}: the row cannot be staged: ${errors.map((e) => e.message).join('; ')}`,
      );
    }
    progress(Math.min(start + CHUNK, records.length));
  }
  const [{ n }] = await client.query<{ n: number }>(
    `SELECT COUNT(Id) n FROM ${OBJECT} WHERE Dataset__c = '${datasetId}'`,
  );
  if (n !== records.length) {
    throw new InputError(
      `${n} rows are staged for the dataset and ${records.length} are to be loaded. Remove the others (${OBJECT}) or give the dataset another key.`,
    );
  }
  return staged;
}

/** A row without a key of its own is known by its line. */
function keyOf({ key, source }: PlannedRow): string {
  return key ?? `line ${source.line}`;
}

/** Field values as the REST API takes them; references to rows of this load by the keys of these. */
export function payloadOf(row: PlannedRow, describe: ObjectDescribe): Record<string, unknown> {
  const references = [...row.references].map(([field, { key }]) => [
    relationshipOf(describe.fields.find(({ name }) => name === field)),
    { [KEY]: key },
  ]);
  return { ...row.values, ...(Object.fromEntries(references) as Record<string, unknown>) };
}

function relationshipOf(field: FieldDescribe | undefined): string {
  return field?.relationshipName ?? field?.name ?? '';
}

/** Has the org validate a dataset, waits for the verdict, and gives each refused row with what its checks say. */
import { setTimeout as pause } from 'node:timers/promises';
import type { OrgClient } from './client.ts';
import { InputError } from './errors.ts';
import { rowName, type StagedRows } from './stage.ts';
import type { RefusedRow } from './upload.ts';
import type { PlannedFile } from './plan.ts';

const RESOURCE = 'synthetic/validations';
const PAGE = 50;
const PAUSE = 200;

export interface ValidationStatus {
  readonly runId: string;
  readonly name: string;
  readonly status: string;
  readonly verdict: string | null;
  readonly score: number | null;
  readonly isEnded: boolean;
  readonly examined: number;
  readonly blockingFindings: number;
  readonly otherFindings: number;
  readonly errors: string | null;
}

interface Finding {
  readonly Check__c: string;
  readonly Blocking__c: boolean;
  readonly Object_Name__c?: string | null;
  readonly Record_Key__c?: string | null;
  readonly Message__c: string;
}

export interface Validation {
  readonly status: ValidationStatus;
  /** rows with a blocking finding, by file */
  readonly refused: ReadonlyMap<PlannedFile, readonly RefusedRow[]>;
  /** blocking findings that are about the dataset itself */
  readonly onDataset: readonly string[];
}

/** InputError where the run ended without a verdict. */
export async function validate(
  client: OrgClient,
  datasetId: string,
  staged: StagedRows,
  progress: (examined: number) => void,
): Promise<Validation> {
  let status = await client.apexRest<ValidationStatus>('POST', RESOURCE, { datasetId });
  while (!status.isEnded) {
    await pause(PAUSE);
    status = (await client.apexRest<{ run: ValidationStatus }>('GET', `${RESOURCE}/${status.runId}`)).run;
    progress(status.examined);
  }
  if (status.verdict === null) {
    throw new InputError(`${status.name} ended ${status.status} and without a verdict: ${status.errors ?? ''}`);
  }
  const findings = status.verdict === 'Failed' ? await findingsOf(client, status.runId) : [];
  return { status, ...sorted(findings, staged) };
}

/** What the run has stored; beyond that it only counts. */
async function findingsOf(client: OrgClient, runId: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (;;) {
    const path = `${RESOURCE}/${runId}?findings=true&first=${findings.length}`;
    const page = (await client.apexRest<{ findings: Finding[] }>('GET', path)).findings;
    findings.push(...page);
    if (page.length < PAGE) return findings;
  }
}

function sorted(findings: readonly Finding[], staged: StagedRows): Pick<Validation, 'refused' | 'onDataset'> {
  const messages = new Map<string, string[]>();
  const onDataset: string[] = [];
  for (const finding of findings) {
    if (!finding.Blocking__c) continue;
    const text = `${finding.Check__c}: ${finding.Message__c}`;
    const name = rowName(finding.Object_Name__c ?? '', finding.Record_Key__c ?? '');
    if (!staged.has(name)) onDataset.push(text);
    else messages.set(name, [...(messages.get(name) ?? []), text]);
  }
  const refused = new Map<PlannedFile, RefusedRow[]>();
  for (const [name, { file, row }] of staged) {
    const texts = messages.get(name);
    if (texts) refused.set(file, [...(refused.get(file) ?? []), { row, message: texts.join('; ') }]);
  }
  return { refused, onDataset };
}

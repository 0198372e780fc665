/** Loads a folder of CSV files as one synthetic dataset: check everything, stage, validate, have it approved, send, report. */
import type { ObjectDescribe, OrgClient } from './client.ts';
import { readCsv } from './csv-file.ts';
import { contentOf } from '../manifest/content.ts';
import { prepareDataset, type People } from './dataset.ts';
import { writeErrorFile } from './error-file.ts';
import { InputError } from './errors.ts';
import { readManifest } from './manifest.ts';
import { plan, type Plan } from './plan.ts';
import { Progress } from './progress.ts';
import { stage } from './stage.ts';
import { upload, type FileOutcome } from './upload.ts';
import { validate, type Validation } from './validate.ts';

const SHOWN_PROBLEMS = 20;

export interface LoadReport {
  readonly datasetId: string | undefined;
  /** the validation that the org made of the staged rows; undefined where the dataset was past its submission */
  readonly validation:
    | {
        readonly run: string;
        readonly verdict: string;
        readonly score: number;
        /** blocking findings, those without a row included, and those of which no more than the count is kept */
        readonly findings: number;
        readonly onDataset: readonly string[];
      }
    | undefined;
  readonly files: readonly {
    readonly object: string;
    readonly file: string;
    readonly rows: number;
    readonly created: number;
    readonly updated: number;
    readonly refused: number;
    readonly errorFile: string | undefined;
  }[];
}

export interface LoadOptions {
  readonly manifest: string;
  readonly people: People;
  /** check only; nothing is written */
  readonly dryRun: boolean;
  tell(line: string): void;
}

/** InputError where the input is wrong; then nothing was written. Rows that the org refuses are in the report. */
export async function load(options: LoadOptions): Promise<LoadReport> {
  const manifest = readManifest(options.manifest);
  const csvFiles = manifest.files.map((file) => readCsv(file.path, file.name));
  const describes = await describeAll(
    options.people.loader,
    manifest.files.map((file) => file.object),
  );
  const planned = plan(manifest, csvFiles, describes);
  refuseProblems(planned);
  for (const { file, ignoredColumns } of planned.files) {
    if (ignoredColumns.length > 0)
      options.tell(
        `${file.name}: the org fills these columns itself, they are not loaded: ${ignoredColumns.join(', ')}`,
      );
  }
  if (options.dryRun) {
    return {
      datasetId: undefined,
      validation: undefined,
      files: planned.files.map((file) => reportOf({ file, created: 0, updated: 0, refused: [] }, undefined)),
    };
  }
  let validation: Validation | undefined;
  const examine = async (draftId: string): Promise<boolean> => {
    const rows = planned.files.reduce((sum, file) => sum + file.rows.length, 0);
    const staging = new Progress('staged', rows);
    const staged = await stage(options.people.requester, draftId, planned, describes, (done) => staging.update(done));
    staging.finish(rows, 'ready to be validated');
    const examining = new Progress('validated', rows);
    validation = await validate(options.people.requester, draftId, staged, (done) => examining.update(done));
    const { verdict, score, name, blockingFindings } = validation.status;
    examining.finish(rows, `${name} ${verdict?.toLowerCase()}, score ${score}, ${blockingFindings} findings`);
    return verdict === 'Passed';
  };
  const datasetId = await prepareDataset(
    manifest.dataset,
    contentOf(manifest, csvFiles),
    options.people,
    examine,
    (step) => options.tell(`dataset ${manifest.dataset.key}: ${step}`),
  );
  if (datasetId === undefined) return refusedReport(planned, validation!);
  const ids = new Map<string, string>();
  const outcomes: FileOutcome[] = [];
  for (const file of planned.files) {
    const progress = new Progress(file.file.object, file.rows.length);
    const common = { Synthetic_Dataset__c: datasetId };
    const outcome = await upload(options.people.loader, file, manifest.dataset.key, common, ids, (done) =>
      progress.update(done),
    );
    progress.finish(
      file.rows.length,
      `${outcome.created} created, ${outcome.updated} already there, ${outcome.refused.length} refused`,
    );
    outcomes.push(outcome);
  }
  return {
    datasetId,
    validation: verdictOf(validation),
    files: outcomes.map((outcome) => reportOf(outcome, writeErrorFile(outcome))),
  };
}

/** Nothing was loaded; the error files name each row with what the checks say of it. */
function refusedReport({ files }: Plan, validation: Validation): LoadReport {
  return {
    datasetId: undefined,
    validation: verdictOf(validation),
    files: files.map((file) => {
      const outcome = { file, created: 0, updated: 0, refused: validation.refused.get(file) ?? [] };
      return reportOf(outcome, writeErrorFile(outcome));
    }),
  };
}

function verdictOf(validation: Validation | undefined): LoadReport['validation'] {
  if (validation === undefined) return undefined;
  const { name, verdict, score, blockingFindings } = validation.status;
  return {
    run: name,
    verdict: verdict ?? '',
    score: score ?? 0,
    findings: blockingFindings,
    onDataset: validation.onDataset,
  };
}

function reportOf(outcome: FileOutcome, errorFile: string | undefined): LoadReport['files'][number] {
  return {
    object: outcome.file.file.object,
    file: outcome.file.file.name,
    rows: outcome.file.rows.length,
    created: outcome.created,
    updated: outcome.updated,
    refused: outcome.refused.length,
    errorFile,
  };
}

async function describeAll(client: OrgClient, objects: readonly string[]): Promise<Map<string, ObjectDescribe>> {
  const describes = new Map<string, ObjectDescribe>();
  for (const object of new Set(objects)) describes.set(object, await client.describe(object));
  return describes;
}

function refuseProblems({ problems }: Plan): void {
  if (problems.length === 0) return;
  const lines = problems.slice(0, SHOWN_PROBLEMS).map(({ file, line, message }) => `${file}:${line}: ${message}`);
  const rest = problems.length - lines.length;
  if (rest > 0) lines.push(`... and ${rest} more`);
  throw new InputError(
    `${lines.join('\n')}\n${problems.length} problem${problems.length === 1 ? '' : 's'}; nothing was loaded.`,
  );
}

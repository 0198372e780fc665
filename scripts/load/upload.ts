/** Sends planned files, 200 records a call, and keeps what the org refused. */
import type { OrgClient, SaveResult } from './client.ts';
import { externalIdOf, withUniqueKeys } from './keys.ts';
import type { PlannedFile, PlannedRow } from './plan.ts';

const CHUNK = 200;

export interface RefusedRow {
  readonly row: PlannedRow;
  readonly message: string;
}

export interface FileOutcome {
  readonly file: PlannedFile;
  readonly created: number;
  readonly updated: number;
  readonly refused: readonly RefusedRow[];
}

/**
 * `dataset` is its key; `common` are values that every row has. `progress` is told how many rows of the file have been answered. Upserts by
 * key can be sent again after an interruption.
 */
export async function upload(
  client: OrgClient,
  planned: PlannedFile,
  dataset: string,
  common: Readonly<Record<string, unknown>>,
  ids: Map<string, string>,
  progress: (done: number) => void,
): Promise<FileOutcome> {
  const { object, externalId } = planned.file;
  const refused: RefusedRow[] = [];
  let created = 0;
  let updated = 0;
  let start = 0;
  while (start < planned.rows.length) {
    const chunk = nextChunk(planned.rows, start);
    const records = chunk.map((row) => record(row, dataset, common, ids));
    const results: SaveResult[] =
      externalId === undefined
        ? await client.insertCollection(object, records)
        : await client.upsertCollection(object, externalIdOf(externalId), records);
    for (const [index, result] of results.entries()) {
      const row = chunk[index];
      if (result.success) {
        if (row.key !== undefined && result.id !== null) ids.set(`${object}:${row.key}`, result.id);
        if (result.created === false) updated += 1;
        else created += 1;
      } else
        refused.push({
          row,
          message: result.errors.map((error) => `${error.statusCode}: ${error.message}`).join('; '),
        });
    }
    start += chunk.length;
    progress(start);
  }
  return { file: planned, created, updated, refused };
}

/** Up to 200 rows, ending before a row that refers to another row of the same call. */
function nextChunk(rows: readonly PlannedRow[], start: number): PlannedRow[] {
  const chunk: PlannedRow[] = [];
  const keys = new Set<string>();
  for (const row of rows.slice(start, start + CHUNK)) {
    const refersHere =
      [...row.references.values()].some(({ key }) => keys.has(key)) ||
      Object.values(row.values).some(
        (v) =>
          typeof v === 'object' &&
          v !== null &&
          Object.values(v as Record<string, string>).some((key) => keys.has(key)),
      );
    if (refersHere) break;
    if (row.key !== undefined) keys.add(row.key);
    chunk.push(row);
  }
  return chunk;
}

function record(
  row: PlannedRow,
  dataset: string,
  common: Readonly<Record<string, unknown>>,
  ids: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const references = [...row.references].map(
    ([field, { object, key }]) => [field, ids.get(`${object}:${key}`) ?? key] as const,
  );
  return { ...withUniqueKeys(row.values, dataset), ...Object.fromEntries(references), ...common };
}

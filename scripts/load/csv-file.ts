/** Reads one CSV file of the kind that Data Loader and `sf data export` write: a header line, then a row a record. */
import { readFileSync } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import { InputError } from './errors.ts';

export interface CsvRow {
  /** line in the file, 1 is the header */
  readonly line: number;
  /** by column, as written; an empty cell is an empty text */
  readonly cells: Readonly<Record<string, string>>;
}

export interface CsvFile {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** InputError names file and line where the file is missing, empty, or a row has not as many cells as the header. */
export function readCsv(path: string, name: string): CsvFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new InputError(`${name}: cannot read the file (${path})`);
  }
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, { bom: true, info: true, skip_empty_lines: true }) as unknown as typeof records;
  } catch (error) {
    if (error instanceof CsvError) throw new InputError(`${name}:${String(error.lines ?? '?')}: ${error.message}`);
    throw error;
  }
  const header = records[0]?.record;
  if (!header) throw new InputError(`${name}: the file is empty; the first line must name the columns`);
  const columns = header.map((column) => column.trim());
  const blank = columns.findIndex((column) => column === '');
  if (blank >= 0) throw new InputError(`${name}:1: column ${blank + 1} has no name`);
  const twice = columns.find(
    (column, index) => columns.findIndex((other) => other.toLowerCase() === column.toLowerCase()) !== index,
  );
  if (twice !== undefined) throw new InputError(`${name}:1: the column "${twice}" stands twice`);
  const rows = records.slice(1).map(({ record, info }) => ({
    line: info.lines,
    cells: Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ''])),
  }));
  return { name, columns, rows };
}

/**
 * Turns CSV files into records, and checks everything that can be checked before the first row is sent: columns against the
 * object's describe, values against the field's type, references against the rows of this load. Parents come first.
 */
import type { CsvFile, CsvRow } from './csv-file.ts';
import type { FieldDescribe, ObjectDescribe } from './client.ts';
import type { Manifest, ManifestFile } from './manifest.ts';

export interface PlannedRow {
  readonly source: CsvRow;
  readonly values: Readonly<Record<string, unknown>>;
  /** reference field -> key of a row of this load, whose new Id is not known yet */
  readonly references: ReadonlyMap<string, { readonly object: string; readonly key: string }>;
  /** the row's own key: external id, or the Id that it had in the org it was exported from */
  readonly key: string | undefined;
}

export interface PlannedFile {
  readonly file: ManifestFile;
  readonly csv: CsvFile;
  readonly rows: readonly PlannedRow[];
  /** columns that are not loaded since the org fills them itself */
  readonly ignoredColumns: readonly string[];
}

export interface Plan {
  readonly files: readonly PlannedFile[];
  /** `file:line: column: message`, in order */
  readonly problems: readonly RowProblem[];
}

export interface RowProblem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

type Column =
  | { readonly kind: 'ignored'; readonly name: string }
  | { readonly kind: 'sourceId'; readonly name: string }
  | { readonly kind: 'value'; readonly name: string; readonly field: FieldDescribe }
  /** `Account.Synthetic_Key__c`: the parent by its external id */
  | { readonly kind: 'parentKey'; readonly name: string; readonly field: FieldDescribe; readonly parentField: string };

export function plan(
  manifest: Manifest,
  csvFiles: readonly CsvFile[],
  describes: ReadonlyMap<string, ObjectDescribe>,
): Plan {
  const problems: RowProblem[] = [];
  const keys = new Map<string, Set<string>>();
  const files = manifest.files.map((file, index): PlannedFile => {
    const csv = csvFiles[index];
    const describe = describes.get(file.object)!;
    const report = (line: number, message: string): void => void problems.push({ file: file.name, line, message });
    if (file.rows !== undefined && file.rows !== csv.rows.length) {
      report(1, `the manifest promises ${file.rows} rows, the file has ${csv.rows.length}`);
    }
    const columns = csv.columns.map((name) => columnOf(name, describe, file, report));
    const keyField = file.externalId;
    if (keyField !== undefined && !csv.columns.some((name) => name.toLowerCase() === keyField.toLowerCase())) {
      report(1, `the external id column "${keyField}" that the manifest names is missing`);
    }
    const own = keys.get(file.object) ?? new Set<string>();
    keys.set(file.object, own);
    const rows = csv.rows.map((source): PlannedRow => {
      const key = keyOf(source, columns, keyField);
      if (keyField !== undefined && key === undefined)
        report(source.line, `${keyField} is empty; every row needs its key`);
      if (key !== undefined) {
        if (own.has(key)) report(source.line, `the key "${key}" stands twice`);
        own.add(key);
      }
      return planRow(source, columns, key, report);
    });
    return {
      file,
      csv,
      rows,
      ignoredColumns: columns.filter((column) => column?.kind === 'ignored').map((column) => column.name),
    };
  });
  const ordered = files.map((planned) => ({ ...planned, rows: parentsFirst(planned, problems) }));
  checkReferences(ordered, keys, problems);
  return { files: ordered, problems };
}

function columnOf(
  name: string,
  describe: ObjectDescribe,
  file: ManifestFile,
  report: (line: number, message: string) => void,
): Column | undefined {
  const find = (wanted: string): FieldDescribe | undefined =>
    describe.fields.find((f) => f.name.toLowerCase() === wanted.toLowerCase());
  if (name.toLowerCase() === 'id') return { kind: 'sourceId', name };
  const [relationship, parentField, ...rest] = name.split('.');
  if (parentField !== undefined) {
    const field = describe.fields.find((f) => f.relationshipName?.toLowerCase() === relationship.toLowerCase());
    if (!field || rest.length > 0) {
      report(1, `column "${name}": ${file.object} has no relationship "${relationship}"`);
      return undefined;
    }
    return { kind: 'parentKey', name, field, parentField };
  }
  const field = find(name);
  if (!field) {
    report(1, `column "${name}": no such field on ${file.object}`);
    return undefined;
  }
  return field.createable ? { kind: 'value', name, field } : { kind: 'ignored', name };
}

function keyOf(
  row: CsvRow,
  columns: readonly (Column | undefined)[],
  keyField: string | undefined,
): string | undefined {
  const column = columns.find((c) =>
    keyField === undefined ? c?.kind === 'sourceId' : c?.name.toLowerCase() === keyField.toLowerCase(),
  );
  const cell = column === undefined ? '' : (row.cells[column.name] ?? '').trim();
  return cell === '' ? undefined : cell;
}

function planRow(
  source: CsvRow,
  columns: readonly (Column | undefined)[],
  key: string | undefined,
  report: (line: number, message: string) => void,
): PlannedRow {
  const values: Record<string, unknown> = {};
  const references = new Map<string, { object: string; key: string }>();
  for (const column of columns) {
    if (column === undefined || column.kind === 'ignored' || column.kind === 'sourceId') continue;
    const cell = source.cells[column.name] ?? '';
    if (cell === '') continue;
    if (column.kind === 'parentKey') values[column.field.relationshipName!] = { [column.parentField]: cell };
    else if (column.field.type === 'reference')
      references.set(column.field.name, { object: column.field.referenceTo[0] ?? '', key: cell });
    else {
      const checked = typed(cell, column.field);
      if ('problem' in checked) report(source.line, `${column.field.name}: ${checked.problem}`);
      else values[column.field.name] = checked.value;
    }
  }
  return { source, values, references, key };
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATETIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/;

/** A cell as the JSON value that the field takes, or what is wrong with it. */
export function typed(cell: string, field: FieldDescribe): { value: unknown } | { problem: string } {
  switch (field.type) {
    case 'boolean': {
      const text = cell.trim().toLowerCase();
      if (['true', '1', 'yes'].includes(text)) return { value: true };
      if (['false', '0', 'no'].includes(text)) return { value: false };
      return { problem: `"${cell}" is not true or false` };
    }
    case 'int':
      return /^[+-]?\d+$/.test(cell.trim()) ? { value: Number(cell) } : { problem: `"${cell}" is not a whole number` };
    case 'double':
    case 'currency':
    case 'percent':
      return NUMBER.test(cell.trim()) ? { value: Number(cell) } : { problem: `"${cell}" is not a number` };
    case 'date':
      return DATE.test(cell) && isCalendarDate(cell)
        ? { value: cell }
        : { problem: `"${cell}" is not a date (YYYY-MM-DD)` };
    case 'datetime':
      return DATETIME.test(cell) &&
        isCalendarDate(cell.slice(0, 10)) &&
        !Number.isNaN(Date.parse(cell.replace(' ', 'T')))
        ? { value: cell.replace(' ', 'T') }
        : { problem: `"${cell}" is not a date and time (YYYY-MM-DDThh:mm:ssZ)` };
    default:
      break;
  }
  if (field.length > 0 && cell.length > field.length)
    return { problem: `${cell.length} characters; at most ${field.length} fit` };
  if (
    field.restrictedPicklist &&
    field.type === 'picklist' &&
    !field.picklistValues.some((v) => v.active && v.value === cell)
  ) {
    return { problem: `"${cell}" is no value of the picklist` };
  }
  return { value: cell };
}

function isCalendarDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

/** Rows that refer to rows of their own file come after them. A circle is a problem of the rows in it. */
function parentsFirst(planned: PlannedFile, problems: RowProblem[]): PlannedRow[] {
  const byKey = new Map(planned.rows.flatMap((row) => (row.key === undefined ? [] : [[row.key, row] as const])));
  const state = new Map<PlannedRow, 'open' | 'done'>();
  const ordered: PlannedRow[] = [];
  const parentsOf = (row: PlannedRow): PlannedRow[] => {
    const direct = [...row.references.values()]
      .filter((r) => r.object === planned.file.object)
      .map((r) => byKey.get(r.key));
    const nested = Object.values(row.values).flatMap((value) =>
      typeof value === 'object' && value !== null
        ? Object.values(value as Record<string, string>).map((key) => byKey.get(key))
        : [],
    );
    return [...direct, ...nested].filter((parent) => parent !== undefined && parent !== row) as PlannedRow[];
  };
  for (const first of planned.rows) {
    const stack = [first];
    while (stack.length > 0) {
      const row = stack.at(-1)!;
      if (state.get(row) === 'done') stack.pop();
      else {
        const waiting = parentsOf(row).filter((parent) => state.get(parent) !== 'done');
        const circle = waiting.find((parent) => state.get(parent) === 'open');
        if (circle)
          problems.push({
            file: planned.file.name,
            line: row.source.line,
            message: `refers in a circle to the row in line ${circle.source.line}`,
          });
        if (waiting.length === 0 || circle) {
          state.set(row, 'done');
          ordered.push(row);
          stack.pop();
        } else {
          state.set(row, 'open');
          stack.push(...waiting);
        }
      }
    }
  }
  return ordered;
}

/** A key that looks like no Id must be a row of this load, in a file that is loaded before. */
function checkReferences(
  files: readonly PlannedFile[],
  keys: ReadonlyMap<string, ReadonlySet<string>>,
  problems: RowProblem[],
): void {
  const loaded = new Set<string>();
  for (const { file, rows } of files) {
    loaded.add(file.object);
    for (const row of rows) {
      for (const [field, { object, key }] of row.references) {
        if (keys.get(object)?.has(key)) {
          if (!loaded.has(object)) {
            problems.push({
              file: file.name,
              line: row.source.line,
              message: `${field}: ${object} is loaded later; name its file before this one in the manifest`,
            });
          }
        } else if (!/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(key)) {
          problems.push({
            file: file.name,
            line: row.source.line,
            message: `${field}: "${key}" is neither an Id nor the key of a row of this load`,
          });
        }
      }
    }
  }
}

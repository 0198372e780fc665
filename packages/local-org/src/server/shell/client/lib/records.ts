/** Reading and writing records, and word of changes to whoever shows them. */
import { request } from './http.ts';
import { rest } from './session.ts';

/** A field of a record in the User Interface API; a relationship's value is a record. */
export interface FieldValue {
  readonly value: unknown;
  readonly displayValue: string | null;
}

export interface RecordData {
  readonly id: string;
  readonly apiName: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** Paths are `Object.Field` or `Object.Relationship.Field`. */
export function readRecord(
  id: string,
  fields: readonly string[],
  optionalFields: readonly string[],
): Promise<RecordData> {
  const query = new URLSearchParams();
  if (fields.length > 0) query.set('fields', fields.join(','));
  if (optionalFields.length > 0) query.set('optionalFields', optionalFields.join(','));
  return request<RecordData>('GET', rest(`ui-api/records/${encodeURIComponent(id)}?${query}`));
}

/** The value at a path below the record, without the object's name: `Account.Name`. */
export function valueAt(record: RecordData, path: string): unknown {
  const [first = '', ...rest] = path.split('.');
  const field = record.fields[first];
  if (!field || rest.length === 0) return field?.value;
  return field.value ? valueAt(field.value as RecordData, rest.join('.')) : null;
}

export type Values = Readonly<Record<string, unknown>>;

/** Gives the new record's Id. */
export async function createRecord(object: string, values: Values): Promise<string> {
  const { id } = await request<{ id: string }>('POST', rest(`sobjects/${object}`), values);
  changed(null);
  return id;
}

export async function updateRecord(object: string, id: string, values: Values): Promise<void> {
  await request('PATCH', rest(`sobjects/${object}/${id}`), values);
  changed(id);
}

export async function deleteRecord(object: string, id: string): Promise<void> {
  await request('DELETE', rest(`sobjects/${object}/${id}`));
  changed(null);
}

export type Row = Readonly<Record<string, unknown>>;

export async function query(soql: string): Promise<{ rows: readonly Row[]; totalSize: number }> {
  const answer = await request<{ records: Row[]; totalSize: number }>(
    'GET',
    rest(`query?q=${encodeURIComponent(soql)}`),
  );
  return { rows: answer.records, totalSize: answer.totalSize };
}

/** The value at a dotted path of a row; null where a parent is missing. */
export function cell(row: Row, path: string): unknown {
  let value: unknown = row;
  for (const step of path.split('.')) value = (value as Row | null | undefined)?.[step];
  return value ?? null;
}

type Listener = (id: string | null) => void;
const listeners = new Set<Listener>();

/** Told the Id of a record that has changed, or null where any may have. Gives back how to stop. */
export function onRecordChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function changed(id: string | null): void {
  for (const listener of [...listeners]) listener(id);
}

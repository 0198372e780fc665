/**
 * `lightning/uiRecordApi` over the org's User Interface and REST APIs, without the cache of Lightning Data Service.
 * Source: Lightning Web Components Developer Guide, "lightning/uiRecordApi".
 */
import { RequestError } from '../../lib/http.ts';
import * as records from '../../lib/records.ts';
import { objectOfId } from '../../lib/session.ts';

type FieldReference = string | { readonly objectApiName: string; readonly fieldApiName: string };
type Record_ = records.RecordData;

interface Config {
  readonly recordId?: string;
  readonly fields?: FieldReference | readonly FieldReference[];
  readonly optionalFields?: FieldReference | readonly FieldReference[];
}

interface WireResult {
  readonly data?: Record_;
  readonly error?: unknown;
}

function path(field: FieldReference): string {
  return typeof field === 'string' ? field : `${field.objectApiName}.${field.fieldApiName}`;
}

function paths(fields: Config['fields']): string[] {
  if (fields === undefined) return [];
  return (Array.isArray(fields) ? (fields as readonly FieldReference[]) : [fields as FieldReference]).map(path);
}

/** An error as the platform hands it to components: FetchResponse, with what concerns the page and each field. */
function fetchResponse(error: unknown): unknown {
  if (!(error instanceof RequestError)) return error;
  const fieldErrors: Record<string, unknown[]> = {};
  const pageErrors: unknown[] = [];
  for (const { errorCode, message, fields = [] } of error.errors) {
    for (const field of fields) (fieldErrors[field] ??= []).push({ errorCode, message, field });
    if (fields.length === 0) pageErrors.push({ errorCode, message });
  }
  const { errorCode } = error.errors[0] ?? {};
  const output = { errors: pageErrors, fieldErrors };
  const body = { message: error.message, statusCode: error.status, errorCode, output };
  return { ok: false, status: error.status, statusText: error.message, errorType: 'fetchResponse', body };
}

/** Wire adapter: waits while the id or all fields are undefined, and delivers again after a change. */
export class getRecord {
  readonly #deliver: (result: WireResult) => void;
  #config: Config = {};
  #load = 0;
  #stop?: () => void;

  constructor(deliver: (result: WireResult) => void) {
    this.#deliver = deliver;
    deliver({ data: undefined, error: undefined });
  }

  connect(): void {
    this.#stop = records.onRecordChange((id) => {
      if (id === null || id === this.#config.recordId) void this.read();
    });
  }

  disconnect(): void {
    this.#stop?.();
    this.#load++;
  }

  update(config: Config): void {
    this.#config = config;
    void this.read();
  }

  private async read(): Promise<void> {
    const load = ++this.#load;
    const { recordId, fields, optionalFields } = this.#config;
    if (!recordId || (fields === undefined && optionalFields === undefined)) return;
    let result: WireResult;
    try {
      result = { data: await records.readRecord(recordId, paths(fields), paths(optionalFields)), error: undefined };
    } catch (error) {
      result = { data: undefined, error: fetchResponse(error) };
    }
    if (load === this.#load) this.#deliver(result);
  }
}

function fieldAt(record: Record_ | undefined, field: FieldReference): records.FieldValue | undefined {
  const names = path(field).split('.').slice(1);
  let current: Record_ | null | undefined = record;
  for (const name of names.slice(0, -1)) current = current?.fields[name]?.value as Record_ | null | undefined;
  return current?.fields[names.at(-1)!];
}

export function getFieldValue(record: Record_ | undefined, field: FieldReference): unknown {
  return fieldAt(record, field)?.value;
}

export function getFieldDisplayValue(record: Record_ | undefined, field: FieldReference): string | null | undefined {
  return fieldAt(record, field)?.displayValue;
}

interface RecordInput {
  readonly apiName?: string;
  readonly fields: records.Values;
}

export async function createRecord({ apiName = '', fields }: RecordInput): Promise<Record_> {
  try {
    const id = await records.createRecord(apiName, fields);
    return await records.readRecord(
      id,
      [],
      Object.keys(fields).map((name) => `${apiName}.${name}`),
    );
  } catch (error) {
    throw fetchResponse(error);
  }
}

export async function updateRecord({ fields }: RecordInput): Promise<Record_> {
  const { Id: id, ...changes } = fields as { Id: string } & records.Values;
  const apiName = objectOfId(id)?.name ?? '';
  try {
    await records.updateRecord(apiName, id, changes);
    return await records.readRecord(
      id,
      [],
      Object.keys(changes).map((name) => `${apiName}.${name}`),
    );
  } catch (error) {
    throw fetchResponse(error);
  }
}

export async function deleteRecord(recordId: string): Promise<void> {
  try {
    await records.deleteRecord(objectOfId(recordId)?.name ?? '', recordId);
  } catch (error) {
    throw fetchResponse(error);
  }
}

export function notifyRecordUpdateAvailable(items: readonly { readonly recordId: string }[]): Promise<void> {
  for (const { recordId } of items) records.changed(recordId);
  return Promise.resolve();
}

export const getRecordNotifyChange = notifyRecordUpdateAvailable;

/** A small client of Salesforce's REST API: what the loader needs, against the local org or a real one. */
import { InputError } from './errors.ts';

export interface FieldDescribe {
  readonly name: string;
  readonly type: string;
  readonly length: number;
  readonly createable: boolean;
  readonly relationshipName: string | null;
  readonly referenceTo: readonly string[];
  readonly externalId: boolean;
  readonly restrictedPicklist: boolean;
  readonly picklistValues: readonly { readonly value: string; readonly active: boolean }[];
}

export interface ObjectDescribe {
  readonly name: string;
  readonly fields: readonly FieldDescribe[];
}

export interface SaveResult {
  readonly id: string | null;
  readonly success: boolean;
  readonly created?: boolean;
  readonly errors: readonly {
    readonly statusCode: string;
    readonly message: string;
    readonly fields: readonly string[];
  }[];
}

/** The org said no. `code` is Salesforce's error code. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

export class OrgClient {
  readonly #instanceUrl: string;
  readonly #sessionId: string;
  readonly #apiVersion: string;

  constructor(instanceUrl: string, sessionId: string, apiVersion: string) {
    this.#instanceUrl = instanceUrl.replace(/\/+$/, '');
    this.#sessionId = sessionId;
    this.#apiVersion = apiVersion;
  }

  describe(object: string): Promise<ObjectDescribe> {
    return this.#call<ObjectDescribe>('GET', `sobjects/${encodeURIComponent(object)}/describe`);
  }

  async query<Row>(soql: string): Promise<Row[]> {
    const result = await this.#call<{ records: Row[] }>('GET', `query?q=${encodeURIComponent(soql)}`);
    return result.records;
  }

  async create(object: string, values: Record<string, unknown>): Promise<string> {
    return (await this.#call<{ id: string }>('POST', `sobjects/${encodeURIComponent(object)}`, values)).id;
  }

  async update(object: string, id: string, values: Record<string, unknown>): Promise<void> {
    await this.#call<undefined>('PATCH', `sobjects/${encodeURIComponent(object)}/${encodeURIComponent(id)}`, values);
  }

  /** At most 200 records a call; results in the order of the records. */
  upsertCollection(
    object: string,
    externalId: string,
    records: readonly Record<string, unknown>[],
  ): Promise<SaveResult[]> {
    const path = `composite/sobjects/${encodeURIComponent(object)}/${encodeURIComponent(externalId)}`;
    return this.#call<SaveResult[]>('PATCH', path, { allOrNone: false, records: withType(object, records) });
  }

  insertCollection(object: string, records: readonly Record<string, unknown>[]): Promise<SaveResult[]> {
    return this.#call<SaveResult[]>('POST', 'composite/sobjects', {
      allOrNone: false,
      records: withType(object, records),
    });
  }

  /** A call of the org's own endpoints under `/services/apexrest`. */
  apexRest<Result>(method: string, path: string, body?: unknown): Promise<Result> {
    return this.#send<Result>(method, `/services/apexrest/${path}`, body);
  }

  /** Runs anonymous Apex; ApiError with the compiler's or the exception's words where it fails. */
  async executeAnonymous(apex: string): Promise<void> {
    type Outcome = { success: boolean; compileProblem: string | null; exceptionMessage: string | null };
    const outcome = await this.#call<Outcome>(
      'GET',
      `tooling/executeAnonymous?anonymousBody=${encodeURIComponent(apex)}`,
    );
    if (!outcome.success)
      throw new ApiError(
        200,
        'APEX_ERROR',
        outcome.compileProblem ?? outcome.exceptionMessage ?? 'anonymous Apex failed',
      );
  }

  #call<Result>(method: string, path: string, body?: unknown): Promise<Result> {
    return this.#send<Result>(method, `/services/data/v${this.#apiVersion}/${path}`, body);
  }

  async #send<Result>(method: string, path: string, body?: unknown): Promise<Result> {
    const url = `${this.#instanceUrl}${path}`;
    let response: Response;
    try {
      response = await fetch(url, {
        method,
        headers: {
          authorization: `Bearer ${this.#sessionId}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new InputError(`No org answers at ${this.#instanceUrl}: ${reason}`);
    }
    const text = await response.text();
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    if (response.ok) return answer as Result;
    const first = (Array.isArray(answer) ? answer[0] : answer) as { errorCode?: string; message?: string } | undefined;
    throw new ApiError(response.status, first?.errorCode ?? 'UNKNOWN', first?.message ?? `HTTP ${response.status}`);
  }
}

function withType(object: string, records: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  return records.map((record) => ({ attributes: { type: object }, ...record }));
}

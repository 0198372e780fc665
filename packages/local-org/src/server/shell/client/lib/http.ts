/** Requests to the org. The session is in a cookie that scripts cannot read. */

/** One error as the REST API writes it. */
export interface OrgError {
  readonly message: string;
  readonly errorCode: string;
  readonly fields?: readonly string[];
}

/** An answer that is not a success, in the org's own words. */
export class RequestError extends Error {
  readonly status: number;
  readonly errors: readonly OrgError[];

  constructor(status: number, errors: readonly OrgError[]) {
    super(errors.map((error) => error.message).join('\n'));
    this.name = 'RequestError';
    this.status = status;
    this.errors = errors;
  }
}

/** The JSON of the answer; undefined where it has no body. @throws {RequestError} */
export async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        'x-requested-with': 'local-org',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new RequestError(0, [
      { errorCode: 'NO_ANSWER', message: 'The local org does not answer. Is it still running?' },
    ]);
  }
  const text = await response.text();
  if (!response.ok) throw new RequestError(response.status, errorsOf(text, response));
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

function errorsOf(text: string, response: Response): OrgError[] {
  try {
    const parsed = JSON.parse(text) as OrgError | OrgError[];
    return Array.isArray(parsed) ? parsed : [parsed];
  } catch {
    return [{ errorCode: String(response.status), message: response.statusText || `HTTP status ${response.status}` }];
  }
}

/** What to show of any error. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

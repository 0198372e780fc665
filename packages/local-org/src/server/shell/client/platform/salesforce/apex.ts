/**
 * `@salesforce/apex` and `@salesforce/apex/Class.method` over the org, without the client-side cache of the platform: a wired
 * method is called whenever its parameters change. Source: Lightning Web Components Developer Guide, "Call Apex Methods".
 */
import { request, RequestError } from '../../lib/http.ts';

type Parameters_ = Readonly<Record<string, unknown>>;

interface WireResult {
  readonly data?: unknown;
  readonly error?: unknown;
}

type Deliver = (result: WireResult) => void;

/** How to ask again for what a component has been given. */
const refreshers = new WeakMap<WireResult, () => Promise<void>>();

/** Asks the org again for a wired value: the object that the wire has given. */
export function refreshApex(wired: WireResult): Promise<void> {
  return refreshers.get(wired)?.() ?? Promise.resolve();
}

/** The value of a field of a record that Apex has returned; `field` as `@salesforce/schema` gives it, or a path. */
export function getSObjectValue(record: Parameters_, field: string | { readonly fieldApiName: string }): unknown {
  const path = typeof field === 'string' ? field.split('.').slice(1) : field.fieldApiName.split('.');
  let value: unknown = record;
  for (const name of path) value = (value as Parameters_ | null | undefined)?.[name];
  return value;
}

/** The function that a component imports; it is the wire adapter too. */
export function apexMethod(classname: string, method: string): (params?: Parameters_) => Promise<unknown> {
  const invoke = (params: Parameters_ | undefined, wired: boolean): Promise<unknown> =>
    request<{ value: unknown }>('POST', '/local-org/apex', { classname, method, params: params ?? {}, wired }).then(
      ({ value }) => value,
      (error: unknown) => {
        throw fetchResponse(error);
      },
    );
  return Object.assign((params?: Parameters_) => invoke(params, false), { adapter: adapterOf(invoke) });
}

/** An error as the platform hands it to components. */
function fetchResponse(error: unknown): unknown {
  if (!(error instanceof RequestError)) return error;
  return {
    ok: false,
    status: error.status,
    statusText: error.message,
    errorType: 'fetchResponse',
    body: error.errors[0],
    headers: {},
  };
}

/** Waits while a parameter is undefined. */
function adapterOf(invoke: (params: Parameters_, wired: boolean) => Promise<unknown>): unknown {
  return class ApexWireAdapter {
    readonly #deliver: Deliver;
    #params: Parameters_ | undefined;
    #load = 0;

    constructor(deliver: Deliver) {
      this.#deliver = deliver;
      deliver({ data: undefined, error: undefined });
    }

    connect(): void {}

    disconnect(): void {
      this.#load++;
    }

    update(params: Parameters_): void {
      this.#params = params;
      void this.read();
    }

    private async read(): Promise<void> {
      const load = ++this.#load;
      const params = this.#params;
      if (params === undefined || Object.values(params).includes(undefined)) return;
      let result: WireResult;
      try {
        result = { data: await invoke(params, true), error: undefined };
      } catch (error) {
        result = { data: undefined, error };
      }
      if (load !== this.#load) return;
      refreshers.set(result, () => this.read());
      this.#deliver(result);
    }
  };
}

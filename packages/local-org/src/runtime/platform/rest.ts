/** RestContext, RestRequest, RestResponse and Request (Apex Reference Guide). The server fills the context for a REST class. */
import type { ApexBlob } from '../../values/blob.ts';
import { current } from '../kernel/context.ts';
import { throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import type { ApexMap } from '../library/map.ts';
import { newMap } from './collections.ts';
import { enumValue } from './enums.ts';

export class RestRequest {
  f_headers: ApexMap = newMap('String', 'String', []);
  f_httpMethod: string | null = null;
  f_params: ApexMap = newMap('String', 'String', []);
  f_remoteAddress: string | null = null;
  f_requestBody: ApexBlob | null = null;
  f_requestURI: string | null = null;
  f_resourcePath: string | null = null;

  'addHeader(String,String)'(name: string | null, value: string | null): void {
    this.f_headers.put(requireName(name), value);
  }
  'addParameter(String,String)'(name: string | null, value: string | null): void {
    this.f_params.put(requireName(name), value);
  }
}

export class RestResponse {
  f_headers: ApexMap = newMap('String', 'String', []);
  f_responseBody: ApexBlob | null = null;
  f_statusCode: number | null = null;

  'addHeader(String,String)'(name: string | null, value: string | null): void {
    this.f_headers.put(requireName(name), value);
  }
}

function requireName(name: string | null): string {
  return name === null ? throwNull() : name;
}

const REST = Symbol('REST context');

export interface RestContext {
  request: RestRequest | null;
  response: RestResponse | null;
}

/** What `RestContext.request` and `.response` answer in the running transaction; null until somebody sets them. */
export function restContext(): RestContext {
  return current().feature(REST, () => ({ request: null, response: null }));
}

register('System.RestContext', {
  staticFields: { request: () => restContext().request, response: () => restContext().response },
  staticSetters: {
    request: (value: RestRequest | null) => {
      restContext().request = value;
    },
    response: (value: RestResponse | null) => {
      restContext().response = value;
    },
  },
});
register('System.RestRequest', { class: RestRequest, constructors: { 'new()': () => new RestRequest() } });
register('System.RestResponse', { class: RestResponse, constructors: { 'new()': () => new RestResponse() } });

const QUIDDITIES: Readonly<Record<ReturnType<typeof current>['kind'], string>> = {
  synchronous: 'SYNCHRONOUS',
  anonymous: 'ANONYMOUS',
  rest: 'REST',
  test: 'RUNTEST_SYNC',
  batch: 'BATCH_APEX',
  future: 'FUTURE',
  queueable: 'QUEUEABLE',
  scheduled: 'SCHEDULED',
};

const REQUEST = Symbol('request of the transaction');

/** Apex Reference Guide, Request Class. The Id stays the same for the whole transaction. */
export class Request {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }

  'getQuiddity()'(): unknown {
    return enumValue('System.Quiddity', QUIDDITIES[current().kind]);
  }
  'getRequestId()'(): string {
    return this.id;
  }
}

function currentRequest(): Request {
  return current().feature(
    REQUEST,
    () => new Request(Buffer.from(current().org.random.bytes(16)).toString('base64url')),
  );
}

register('System.Request', { class: Request, statics: { 'getCurrent()': currentRequest } });

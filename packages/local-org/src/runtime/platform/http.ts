/** HTTP callouts. The local org reaches no network: a test's mock answers, anything else is refused as the platform refuses
 * an endpoint that no remote site setting allows (Apex Reference Guide, Http, HttpRequest and HttpResponse Classes). */
import { readFileSync, statSync } from 'node:fs';
import { ApexBlob } from '../../values/blob.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { Document } from '../library/xml/document.ts';
import { XmlStreamReader } from '../library/xml/stream-reader.ts';
import { beginCallout, refuseEndpoint } from './callouts.ts';
import { newList } from './collections.ts';
import { org } from './session.ts';

/** Header names ignore case and keep the case in which they were first given. */
class Headers {
  readonly entries = new Map<string, { readonly name: string; readonly value: string }>();

  get(name: string | null): string | null {
    return this.entries.get((name ?? '').toLowerCase())?.value ?? null;
  }

  set(name: string | null, value: string | null): void {
    if (name === null) throwNull();
    this.entries.set(name.toLowerCase(), { name, value: value ?? '' });
  }
}

class HttpMessage {
  readonly headers = new Headers();
  body: ApexBlob | null = null;

  'getBody()'(): string {
    return this.body === null ? '' : Buffer.from(this.body.bytes).toString('utf8');
  }
  'getBodyAsBlob()'(): ApexBlob | null {
    return this.body;
  }
  'getBodyDocument()'(): Document {
    const document = new Document();
    document['load(String)'](this['getBody()']());
    return document;
  }
  'getHeader(String)'(name: string | null): string | null {
    return this.headers.get(name);
  }
  'setBody(String)'(text: string | null): void {
    this.body = text === null ? null : new ApexBlob(Buffer.from(text, 'utf8'));
  }
  'setBodyAsBlob(Blob)'(body: ApexBlob | null): void {
    this.body = body;
  }
  'setHeader(String,String)'(name: string | null, value: string | null): void {
    this.headers.set(name, value);
  }
}

const MAXIMUM_TIMEOUT = 120_000;

export class HttpRequest extends HttpMessage {
  endpoint: string | null = null;
  method: string | null = null;
  compressed = false;
  timeout = 10_000;

  'getCompressed()'(): boolean {
    return this.compressed;
  }
  'getEndpoint()'(): string | null {
    return this.endpoint;
  }
  'getMethod()'(): string | null {
    return this.method;
  }
  'setBodyDocument(Dom.Document)'(document: Document | null): void {
    if (document === null) throwNull();
    this['setBody(String)'](document['toXmlString()']());
  }
  /** @throws where the project has no certificate of that name: the org makes none of its own */
  'setClientCertificateName(String)'(name: string | null): void {
    if (name === null) throwNull();
    throwApex('System.InvalidParameterValueException', `The certificate ${name} does not exist or is not valid`);
  }
  'setCompressed(Boolean)'(flag: boolean | null): void {
    this.compressed = flag ?? false;
  }
  'setEndpoint(String)'(endpoint: string | null): void {
    this.endpoint = endpoint;
  }
  'setMethod(String)'(method: string | null): void {
    this.method = method;
  }

  'setTimeout(Integer)'(milliseconds: number | null): void {
    if (milliseconds === null || milliseconds < 1 || milliseconds > MAXIMUM_TIMEOUT) {
      throwApex('System.CalloutException', `Invalid timeout: ${milliseconds}`);
    }
    this.timeout = milliseconds;
  }

  'toString()'(): string {
    return this.toText();
  }

  toText(): string {
    return `System.HttpRequest[Endpoint=${this.endpoint}, Method=${this.method}]`;
  }
}

export class HttpResponse extends HttpMessage {
  status: string | null = null;
  statusCode = 0;

  'getHeaderKeys()'(): unknown {
    return newList(
      'String',
      [...this.headers.entries.values()].map((header) => header.name),
    );
  }
  'getStatus()'(): string | null {
    return this.status;
  }
  'getStatusCode()'(): number {
    return this.statusCode;
  }
  'getXmlStreamReader()'(): XmlStreamReader {
    return new XmlStreamReader(this['getBody()']());
  }
  'setStatus(String)'(status: string | null): void {
    this.status = status;
  }
  'setStatusCode(Integer)'(code: number | null): void {
    this.statusCode = code ?? 0;
  }

  'toString()'(): string {
    return this.toText();
  }

  toText(): string {
    return `System.HttpResponse[Status=${this.status}, StatusCode=${this.statusCode}]`;
  }
}

interface CalloutMock {
  'respond(System.HttpRequest)'(request: HttpRequest): HttpResponse | null;
}

export class Http {
  'send(System.HttpRequest)'(request: HttpRequest | null): HttpResponse | null {
    if (request === null) throwNull();
    const mock = beginCallout('HttpCalloutMock') as CalloutMock | undefined;
    if (mock) return mock['respond(System.HttpRequest)'](request);
    const { endpoint, method } = request;
    if (endpoint === null || endpoint === '') throwApex('System.CalloutException', 'no endpoint specified');
    if (method === null || method === '') throwApex('System.CalloutException', 'no method specified');
    refuseEndpoint(endpoint);
  }
}

/** What a mock made of static resources answers with besides the body. */
class ResourceMock {
  status: string | null = null;
  statusCode = 200;
  readonly headers = new Headers();

  'setHeader(String,String)'(name: string | null, value: string | null): void {
    this.headers.set(name, value);
  }
  'setStatus(String)'(status: string | null): void {
    this.status = status;
  }
  'setStatusCode(Integer)'(code: number | null): void {
    this.statusCode = code ?? 0;
  }

  answer(resource: string): HttpResponse {
    const response = new HttpResponse();
    response.status = this.status;
    response.statusCode = this.statusCode;
    for (const { name, value } of this.headers.entries.values()) response.headers.set(name, value);
    response.body = contentOf(resource);
    return response;
  }
}

/** @throws System.NullPointerException where the project has no such static resource, as a public test suite shows */
function contentOf(name: string): ApexBlob {
  const resource = org().schema.setup.staticResources.get(name.toLowerCase());
  if (resource === undefined) throwApex('System.NullPointerException', `Static Resource not found: ${name}`);
  if (statSync(resource.path).isDirectory()) {
    throwApex('System.CalloutException', `The static resource ${name} is an archive, which is no body of a response`);
  }
  return new ApexBlob(readFileSync(resource.path));
}

class StaticResourceCalloutMock extends ResourceMock {
  #resource: string | null = null;

  'respond(System.HttpRequest)'(_request: HttpRequest | null): HttpResponse {
    if (this.#resource === null) throwApex('System.CalloutException', 'No static resource has been set for the mock');
    return this.answer(this.#resource);
  }
  'setStaticResource(String)'(resource: string | null): void {
    this.#resource = resource;
  }
}

class MultiStaticResourceCalloutMock extends ResourceMock {
  readonly #resources = new Map<string, string>();

  'respond(System.HttpRequest)'(request: HttpRequest | null): HttpResponse {
    const endpoint = request?.endpoint ?? '';
    const resource = this.#resources.get(endpoint);
    if (resource === undefined) {
      throwApex('System.CalloutException', `No static resource has been set for the endpoint ${endpoint}`);
    }
    return this.answer(resource);
  }
  'setStaticResource(String,String)'(endpoint: string | null, resource: string | null): void {
    if (endpoint === null || resource === null) throwNull();
    this.#resources.set(endpoint, resource);
  }
}

const MOCK = ['System.HttpCalloutMock'];
register('System.StaticResourceCalloutMock', {
  class: StaticResourceCalloutMock,
  interfaces: MOCK,
  constructors: { 'new()': () => new StaticResourceCalloutMock() },
});
register('System.MultiStaticResourceCalloutMock', {
  class: MultiStaticResourceCalloutMock,
  interfaces: MOCK,
  constructors: { 'new()': () => new MultiStaticResourceCalloutMock() },
});
register('System.Http', { class: Http, constructors: { 'new()': () => new Http() } });
register('System.HttpRequest', { class: HttpRequest, constructors: { 'new()': () => new HttpRequest() } });
register('System.HttpResponse', { class: HttpResponse, constructors: { 'new()': () => new HttpResponse() } });

/** HTTP callouts. The local org reaches no network: a test's mock answers, anything else is refused as the platform refuses
 * an endpoint that no remote site setting allows (Apex Reference Guide, Http, HttpRequest and HttpResponse Classes). */
import { ApexBlob } from '../../values/blob.ts';
import { current } from '../kernel/context.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { newList } from './collections.ts';
import { mockOf } from './test-class.ts';
import { hasUncommittedWork } from './transaction.ts';

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
  'setStatus(String)'(status: string | null): void {
    this.status = status;
  }
  'setStatusCode(Integer)'(code: number | null): void {
    this.statusCode = code ?? 0;
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
    const { limits, isTest } = current();
    if (hasUncommittedWork()) {
      throwApex(
        'System.CalloutException',
        'You have uncommitted work pending. Please commit or rollback before calling out',
      );
    }
    limits.count('callouts');
    const mock = mockOf('HttpCalloutMock') as CalloutMock | undefined;
    if (mock) return mock['respond(System.HttpRequest)'](request);
    throwApex(
      'System.CalloutException',
      isTest
        ? 'Methods defined as TestMethod do not support Web service callouts'
        : `Unauthorized endpoint, please check Setup->Security->Remote site settings. endpoint = ${request.endpoint}`,
    );
  }
}

register('System.Http', { class: Http, constructors: { 'new()': () => new Http() } });
register('System.HttpRequest', { class: HttpRequest, constructors: { 'new()': () => new HttpRequest() } });
register('System.HttpResponse', { class: HttpResponse, constructors: { 'new()': () => new HttpResponse() } });

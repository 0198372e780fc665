/** System.Url, with the parts that java.net.URL gives. Source: Apex Reference Guide, URL Class. */
import { throwApex, throwNull } from '../../kernel/exception.ts';
import { register } from '../../kernel/registry.ts';
import { entryOf } from '../../../util/table.ts';

/** Where the org says it is: the form of a My Domain address. Nothing answers there. */
export const ORG_DOMAIN = 'https://local-org.my.salesforce.com';

/** protocol, authority, path, query and fragment of RFC 3986, appendix B */
const PARTS = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/;

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21 };

interface UrlParts {
  readonly protocol: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string | null;
  readonly ref: string | null;
}

export class Url {
  readonly parts: UrlParts;

  constructor(parts: UrlParts) {
    this.parts = parts;
  }

  /** @throws System.StringException as the platform words Java's MalformedURLException */
  static parse(spec: string | null, context?: Url): Url {
    if (spec === null) throwNull();
    const [, protocol, authority, path, query = null, ref = null] = PARTS.exec(spec.trim())!;
    if (protocol !== undefined) {
      if (!Object.hasOwn(DEFAULT_PORTS, protocol.toLowerCase()))
        malformed(`unknown protocol: ${protocol.toLowerCase()}`);
      return new Url({ protocol: protocol.toLowerCase(), authority: authority ?? '', path, query, ref });
    }
    if (context === undefined) malformed(`no protocol: ${spec}`);
    const base = context.parts;
    if (authority !== undefined) return new Url({ protocol: base.protocol, authority, path, query, ref });
    const resolved = path === '' && query === null ? base.path : resolvePath(base.path, path);
    return new Url({ ...base, path: resolved, query: path === '' && query === null ? base.query : query, ref });
  }

  static of(protocol: string | null, host: string | null, port: number, file: string | null): Url {
    if (protocol === null || host === null || file === null) throwNull();
    const [path, query = null] = file.split(/\?(.*)/s);
    const authority = port === -1 ? host : `${host}:${port}`;
    return new Url({ protocol: protocol.toLowerCase(), authority, path, query, ref: null });
  }

  'getAuthority()'(): string {
    return this.parts.authority;
  }
  'getDefaultPort()'(): number {
    return entryOf(DEFAULT_PORTS, this.parts.protocol) ?? -1;
  }
  'getFile()'(): string {
    return this.parts.path + (this.parts.query === null ? '' : `?${this.parts.query}`);
  }
  'getHost()'(): string {
    return this.parts.authority.replace(/^.*@/, '').replace(/:\d*$/, '');
  }
  'getPath()'(): string {
    return this.parts.path;
  }
  'getPort()'(): number {
    return Number(/:(\d+)$/.exec(this.parts.authority)?.[1] ?? -1);
  }
  'getProtocol()'(): string {
    return this.parts.protocol;
  }
  'getQuery()'(): string | null {
    return this.parts.query;
  }
  'getRef()'(): string | null {
    return this.parts.ref;
  }
  'getUserInfo()'(): string | null {
    return /^(.*)@/.exec(this.parts.authority)?.[1] ?? null;
  }
  'sameFile(System.Url)'(other: Url | null): boolean {
    if (other === null) throwNull();
    const address = (url: Url): string => `${url['getHost()']()}:${url.effectivePort}`.toLowerCase();
    return (
      this.parts.protocol === other.parts.protocol &&
      address(this) === address(other) &&
      this['getFile()']() === other['getFile()']()
    );
  }
  'toExternalForm()'(): string {
    const { protocol, authority, ref } = this.parts;
    return `${protocol}:${authority === '' ? '' : `//${authority}`}${this['getFile()']()}${ref === null ? '' : `#${ref}`}`;
  }

  get effectivePort(): number {
    const port = this['getPort()']();
    return port === -1 ? this['getDefaultPort()']() : port;
  }

  equals(other: unknown): boolean {
    return other instanceof Url && this['sameFile(System.Url)'](other) && this.parts.ref === other.parts.ref;
  }

  toText(): string {
    return `Url:[delegate=${this['toExternalForm()']()}]`;
  }
}

function malformed(reason: string): never {
  throwApex('System.StringException', reason);
}

/** The path of a relative reference: RFC 3986, 5.2.4. */
function resolvePath(base: string, path: string): string {
  const joined = path.startsWith('/') ? path : base.slice(0, base.lastIndexOf('/') + 1) + path;
  const kept: string[] = [];
  const segments = joined.split('/');
  segments.forEach((segment, index) => {
    const last = index === segments.length - 1;
    if (segment === '..') {
      if (kept.length > 1) kept.pop();
      if (last) kept.push('');
    } else if (segment !== '.') kept.push(segment);
    else if (last) kept.push('');
  });
  return kept.join('/');
}

const domain = (): Url => Url.parse(ORG_DOMAIN);

function fileFieldUrl(id: string | null, field: string | null): string {
  if (id === null || field === null) throwNull();
  const type = /^(Attachment|Document)\.?body$/i.test(field) || /^body$/i.test(field);
  if (!type) throwApex('System.StringException', `Invalid field name: ${field}`);
  return `/servlet/servlet.FileDownload?file=${id}`;
}

register('System.Url', {
  class: Url,
  constructors: {
    'new(String)': (spec: string | null) => Url.parse(spec),
    'new(System.Url,String)': (context: Url | null, spec: string | null) => Url.parse(spec, context ?? undefined),
    'new(String,String,String)': (protocol: string | null, host: string | null, file: string | null) =>
      Url.of(protocol, host, -1, file),
    'new(String,String,Integer,String)': (
      protocol: string | null,
      host: string | null,
      port: number | null,
      file: string | null,
    ) => Url.of(protocol, host, port ?? -1, file),
  },
  statics: {
    'getCurrentRequestUrl()': domain,
    'getFileFieldURL(String,String)': fileFieldUrl,
    'getOrgDomainUrl()': domain,
    'getSalesforceBaseUrl()': domain,
  },
});

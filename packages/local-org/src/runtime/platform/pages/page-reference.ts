/** PageReference and Cookie. Source: Apex Reference Guide, PageReference Class, Cookie Class. */
import { throwApex, throwNull } from '../../kernel/exception.ts';
import { register } from '../../kernel/registry.ts';
import type { ApexList } from '../../library/list.ts';
import type { ApexMap } from '../../library/map.ts';
import { newMap } from '../collections.ts';
import { getField } from '../sobject-access.ts';
import type { SObject } from '../sobject.ts';
import { org } from '../session.ts';

export class PageReference {
  readonly path: string;
  readonly parameters: ApexMap;
  readonly headers: ApexMap = newMap('String', 'String', []);
  readonly cookies: ApexMap = newMap('String', 'System.Cookie', []);
  anchor: string | null;
  redirect = false;
  redirectCode: number | null = null;

  /** A page's own address, `/apex/name?id=1#part`, or any other. */
  constructor(url: string) {
    const [address, anchor = null] = url.split(/#(.*)/s);
    const [path, query = ''] = address.split(/\?(.*)/s);
    this.path = path;
    this.anchor = anchor;
    this.parameters = newMap('String', 'String', [...new URLSearchParams(query)]);
  }

  static of(url: string | null): PageReference {
    return new PageReference(url ?? throwNull());
  }

  static ofRecord(record: SObject | null): PageReference {
    if (record === null) throwNull();
    return new PageReference(`/${(getField(record, 'Id') as string | null) ?? ''}`);
  }

  'getAnchor()'(): string | null {
    return this.anchor;
  }
  'getContent()'(): never {
    refuseContent(this, 'getContent');
  }
  'getContentAsPDF()'(): never {
    refuseContent(this, 'getContentAsPDF');
  }
  'getCookies()'(): ApexMap {
    return this.cookies;
  }
  'getHeaders()'(): ApexMap {
    return this.headers;
  }
  'getParameters()'(): ApexMap {
    return this.parameters;
  }
  'getRedirect()'(): boolean {
    return this.redirect;
  }
  'getRedirectCode()'(): number {
    return this.redirectCode ?? (this.redirect ? 302 : 0);
  }
  'getUrl()'(): string {
    const query = new URLSearchParams();
    for (const [name, value] of this.parameters.entries()) {
      if (name !== null && value !== null) query.append(String(name), String(value));
    }
    const text = query.toString();
    return this.path + (text === '' ? '' : `?${text}`) + (this.anchor === null ? '' : `#${this.anchor}`);
  }
  'setAnchor(String)'(anchor: string | null): PageReference {
    this.anchor = anchor;
    return this;
  }
  'setCookies(List)'(cookies: ApexList | null): void {
    if (cookies === null) throwNull();
    for (const cookie of cookies.items as (Cookie | null)[]) {
      if (cookie === null) throwNull();
      this.cookies.put(cookie.name, cookie);
    }
  }
  'setRedirect(Boolean)'(redirect: boolean | null): PageReference {
    this.redirect = redirect ?? false;
    return this;
  }
  /** A code of redirection makes the page redirect. */
  'setRedirectCode(Integer)'(code: number | null): PageReference {
    if (code === null || code < 300 || code > 308)
      throwApex('System.VisualforceException', `Invalid redirect code: ${code}`);
    this.redirect = true;
    this.redirectCode = code;
    return this;
  }

  toText(): string {
    return `System.PageReference[${this['getUrl()']()}]`;
  }
}

function refuseContent(page: PageReference, method: string): never {
  throwApex(
    'System.UnsupportedOperationException',
    `The local org does not render pages: PageReference.${method} of ${page['getUrl()']()}`,
  );
}

/** The address under which a static resource is served; its time stamp is that of the resource, which has none here. */
function forResource(name: string | null, path: string | null = null): PageReference {
  if (name === null) throwNull();
  const resource = org().schema.setup.staticResources.get(name.toLowerCase());
  if (resource === undefined) throwApex('System.VisualforceException', `Static Resource named ${name} does not exist`);
  return new PageReference(`/resource/${resource.name}${path === null ? '' : `/${path}`}`);
}

const SAME_SITE = new Set(['None', 'Lax', 'Strict']);

export class Cookie {
  readonly name: string;
  readonly value: string | null;
  readonly path: string | null;
  readonly maxAge: number;
  readonly secure: boolean;
  readonly sameSite: string | null;
  readonly httpOnly: boolean;

  constructor(
    name: string | null,
    value: string | null,
    path: string | null,
    maxAge: number | null,
    secure: boolean | null,
    sameSite: string | null = null,
    httpOnly: boolean | null = false,
  ) {
    if (name === null) throwNull();
    if (sameSite !== null && !SAME_SITE.has(sameSite)) {
      throwApex('System.VisualforceException', `Invalid SameSite value: ${sameSite}`);
    }
    this.name = name;
    this.value = value;
    this.path = path;
    this.maxAge = maxAge ?? -1;
    this.secure = secure ?? false;
    this.sameSite = sameSite;
    this.httpOnly = httpOnly ?? false;
  }

  'getDomain()'(): string | null {
    return null;
  }
  'getMaxAge()'(): number {
    return this.maxAge;
  }
  'getName()'(): string {
    return this.name;
  }
  'getPath()'(): string | null {
    return this.path;
  }
  'getSameSite()'(): string | null {
    return this.sameSite;
  }
  'getValue()'(): string | null {
    return this.value;
  }
  'isHttpOnly()'(): boolean {
    return this.httpOnly;
  }
  'isSecure()'(): boolean {
    return this.secure;
  }
}

type CookieArguments = ConstructorParameters<typeof Cookie>;
const newCookie = (...args: CookieArguments): Cookie => new Cookie(...args);

register('System.Cookie', {
  class: Cookie,
  constructors: {
    'new(String,String,String,Integer,Boolean)': newCookie,
    'new(String,String,String,Integer,Boolean,String)': newCookie,
    'new(String,String,String,Integer,Boolean,String,Boolean)': newCookie,
  },
});
register('System.PageReference', {
  class: PageReference,
  constructors: {
    'new(String)': (url: string | null) => PageReference.of(url),
    'new(SObject)': (record: SObject | null) => PageReference.ofRecord(record),
  },
  statics: {
    'forResource(String)': (name: string | null) => forResource(name),
    'forResource(String,String)': forResource,
  },
});

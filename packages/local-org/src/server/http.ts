/**
 * The HTTP server: who may talk to the org at all, and where a request goes. It listens on the loopback address only, wants
 * a session for every request, and refuses foreign Host and Origin headers, so that no web page can reach it by DNS rebinding.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpError, notFound } from './errors.ts';
import type { Session, Sessions } from './sessions.ts';

export const LOOPBACK = '127.0.0.1';
const MAXIMUM_BODY = 32 * 1024 * 1024;

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** undefined only on routes that are open to everybody */
  readonly session: Session | undefined;
  readonly sessionId: string | undefined;
  /** the parts of the path that a route's pattern captured, decoded */
  readonly parameters: readonly string[];
}

export interface Response {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** a Buffer goes out as it is, undefined as no body, anything else as JSON */
  readonly body?: unknown;
}

export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  /** reachable without a session: the login itself */
  readonly open?: boolean;
  handle(request: Request): Response | Promise<Response>;
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return { status, body, headers };
}

/** The body as JSON; JSON_PARSER_ERROR where it is not. */
export function parseJson(request: Request): unknown {
  try {
    return JSON.parse(request.body.toString('utf8')) as unknown;
  } catch (error) {
    throw new HttpError(400, 'JSON_PARSER_ERROR', error instanceof Error ? error.message : String(error));
  }
}

/** The body as a JSON object. */
export function parseObject(request: Request): Record<string, unknown> {
  const value = parseJson(request);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HttpError(400, 'JSON_PARSER_ERROR', 'The request body must be a JSON object');
  }
  return value as Record<string, unknown>;
}

export interface Listening {
  readonly port: number;
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface ServerOptions {
  /** 0 for any free port */
  readonly port: number;
  readonly sessions: Sessions;
  readonly routes: readonly Route[];
  /** told of errors that are the server's own fault */
  readonly onInternalError: (error: unknown) => void;
}

export class PortInUseError extends Error {
  constructor(port: number) {
    super(`Port ${port} on ${LOOPBACK} is in use. Choose another with --port N, or --port 0 for any free one.`);
    this.name = 'PortInUseError';
  }
}

/** Rejects where nothing could listen on the port now: for callers who have much to do before they listen. */
export async function ensurePortFree(port: number): Promise<void> {
  const probe = createServer();
  await bind(probe, port);
  await new Promise((resolve) => probe.close(resolve));
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(port) : error);
    });
    server.listen(port, LOOPBACK, resolve);
  });
}

/** Starts to listen. Rejects with a sentence that names the port where it is taken. */
export async function listen(options: ServerOptions): Promise<Listening> {
  const server: Server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing, options).catch(options.onInternalError);
  });
  await bind(server, options.port);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://${LOOPBACK}:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse, options: ServerOptions): Promise<void> {
  let response: Response;
  try {
    response = await dispatch(incoming, options);
  } catch (error) {
    if (error instanceof HttpError) response = json(error.status, error.toJson());
    else {
      options.onInternalError(error);
      response = json(500, [
        { errorCode: 'UNKNOWN_EXCEPTION', message: 'An unexpected error occurred; the server log has it.' },
      ]);
    }
  }
  send(outgoing, response);
}

async function dispatch(incoming: IncomingMessage, options: ServerOptions): Promise<Response> {
  refuseForeign(incoming);
  // Clients store the instance URL with a trailing slash and append to it: `//services/data`.
  const url = new URL((incoming.url ?? '/').replace(/^\/+/, '/'), `http://${LOOPBACK}`);
  const path = url.pathname.replace(/\/{2,}/g, '/');
  const method = incoming.method ?? 'GET';
  const matching = options.routes.filter((route) => route.pattern.test(path));
  const sessionId = sessionIdOf(incoming);
  const session = options.sessions.find(sessionId);
  const route = matching.find(
    (candidate) => candidate.method === method || (method === 'HEAD' && candidate.method === 'GET'),
  );
  if (!route?.open && !session) throw new HttpError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  if (matching.length === 0) throw notFound();
  if (!route)
    throw new HttpError(
      405,
      'METHOD_NOT_ALLOWED',
      `HTTP Method '${method}' not allowed. Allowed are ${matching.map((r) => r.method).join(',')}`,
    );
  const parameters = (route.pattern.exec(path) ?? []).slice(1).map((part) => decode(part ?? ''));
  const body = await readBody(incoming);
  return route.handle({
    method,
    path,
    query: url.searchParams,
    headers: incoming.headers,
    body,
    session,
    sessionId,
    parameters,
  });
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new HttpError(400, 'MALFORMED_QUERY', `The path has a malformed escape: ${part}`);
  }
}

/** Refuses a Host that is not this server's own, and an Origin that is not its own page. */
function refuseForeign(incoming: IncomingMessage): void {
  const port = incoming.socket.localPort;
  const own = [`${LOOPBACK}:${port}`, `localhost:${port}`];
  const host = incoming.headers.host ?? '';
  if (!own.includes(host))
    throw new HttpError(403, 'FORBIDDEN', `This org answers on ${own[0]} only, not for the host "${host}"`);
  const origin = incoming.headers.origin;
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new HttpError(403, 'FORBIDDEN', `Requests from the origin "${origin}" are refused`);
  }
  const site = incoming.headers['sec-fetch-site'];
  if (origin === undefined && site === 'cross-site' && incoming.method !== 'GET') {
    throw new HttpError(403, 'FORBIDDEN', 'Requests from another site are refused');
  }
}

function sessionIdOf(incoming: IncomingMessage): string | undefined {
  const authorization = incoming.headers.authorization;
  const bearer = authorization === undefined ? null : /^(?:Bearer|OAuth) (\S+)$/.exec(authorization);
  if (bearer) return bearer[1];
  const cookie = /(?:^|;\s*)sid=([^;]+)/.exec(incoming.headers.cookie ?? '');
  return cookie ? decode(cookie[1]) : undefined;
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAXIMUM_BODY)
      throw new HttpError(413, 'REQUEST_LIMIT_EXCEEDED', `The request body exceeds ${MAXIMUM_BODY} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(outgoing: ServerResponse, response: Response): void {
  const { status, headers = {}, body } = response;
  const raw = body === undefined ? Buffer.alloc(0) : Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  const isJson = body !== undefined && !Buffer.isBuffer(body);
  outgoing.writeHead(status, {
    ...(isJson ? { 'content-type': 'application/json;charset=UTF-8' } : {}),
    'content-length': String(raw.length),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    ...headers,
  });
  outgoing.end(raw);
}

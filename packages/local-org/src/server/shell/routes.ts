/** What the page shell asks of the server besides REST: the page, its files, logging in, the clock, who to be. */
import { HttpError, notFound } from '../errors.ts';
import { json, parseObject, type Request, type Response, type Route } from '../http.ts';
import type { OrgService } from '../service.ts';
import type { Session, Sessions } from '../sessions.ts';
import { loggedOutPage, shellPage, staticFile } from './assets.ts';
import { bootstrap } from './bootstrap.ts';
import { refusingForgery } from './forgery.ts';
import { flexiPage, objectPage } from './pages.ts';

const ADMINISTRATOR_PROFILE = 'System Administrator';

/**
 * The routes of the page shell.
 * @param shellDirectory what `buildShell` has made
 */
export function shellRoutes(org: OrgService, sessions: Sessions, shellDirectory: string): Route[] {
  const users = new UserSwitch(org, sessions);
  const routes: Route[] = [
    { method: 'GET', pattern: /^\/$/, open: true, handle: () => redirect('/lightning/') },
    {
      method: 'GET',
      pattern: /^\/lightning(?:\/.*)?$/,
      open: true,
      handle: ({ session }) => (session ? shellPage() : loggedOutPage()),
    },
    {
      method: 'GET',
      pattern: /^\/assets\/(.+)$/,
      handle: ({ parameters }) => staticFile(shellDirectory, parameters[0]),
    },
    { method: 'GET', pattern: /^\/secur\/frontdoor\.jsp$/, open: true, handle: (request) => logIn(sessions, request) },
    { method: 'POST', pattern: /^\/local-org\/logout$/, handle: (request) => logOut(sessions, request) },
    {
      method: 'GET',
      pattern: /^\/local-org\/bootstrap$/,
      handle: ({ session }) => json(200, bootstrap(org, session!.userId, users.mayAdminister(session!))),
    },
    { method: 'GET', pattern: /^\/local-org\/page$/, handle: (request) => page(org, request) },
    {
      method: 'GET',
      pattern: /^\/local-org\/clock$/,
      handle: () => json(200, { now: new Date(org.now()).toISOString() }),
    },
    { method: 'POST', pattern: /^\/local-org\/clock$/, handle: (request) => moveClock(org, users, request) },
    { method: 'POST', pattern: /^\/local-org\/login-as$/, handle: (request) => users.loginAs(request) },
    { method: 'POST', pattern: /^\/local-org\/switch-user$/, handle: (request) => users.switchTo(request) },
  ];
  return routes.map(refusingForgery);
}

/** Sessions of administrators who act as other users, so that they can come back. */
class UserSwitch {
  readonly #org: OrgService;
  readonly #sessions: Sessions;
  readonly #impersonated = new WeakSet<Session>();

  constructor(org: OrgService, sessions: Sessions) {
    this.#org = org;
    this.#sessions = sessions;
  }

  /** True for an administrator, and for a session that an administrator has opened to act as somebody else. */
  mayAdminister(session: Session): boolean {
    return this.#org.user(session.userId).profileName === ADMINISTRATOR_PROFILE || this.#impersonated.has(session);
  }

  requireAdministrator(session: Session): void {
    if (!this.mayAdminister(session)) {
      throw new HttpError(
        403,
        'INSUFFICIENT_ACCESS',
        `Only users with the profile ${ADMINISTRATOR_PROFILE} may do this`,
      );
    }
  }

  /** A session of another user for use in an Authorization header; the own one stays. It has that user's rights only. */
  loginAs(request: Request): Response {
    const user = this.#chosen(request);
    const { id: userId, username } = user;
    return json(200, { userId, username, sessionId: this.#sessions.open(userId) });
  }

  /** Makes this browser act as another user. */
  switchTo(request: Request): Response {
    const user = this.#chosen(request);
    const sessionId = this.#sessions.open(user.id);
    this.#impersonated.add(this.#sessions.find(sessionId)!);
    if (request.sessionId !== undefined) this.#sessions.close(request.sessionId);
    return json(200, { userId: user.id, username: user.username }, { 'set-cookie': cookie(sessionId) });
  }

  #chosen(request: Request): { readonly id: string; readonly username: string } {
    this.requireAdministrator(request.session!);
    const { username } = parseObject(request);
    const user = typeof username === 'string' ? this.#org.findUser(username) : undefined;
    if (!user) throw notFound(`There is no user with the username ${JSON.stringify(username)}`);
    return user;
  }
}

function redirect(location: string, headers: Readonly<Record<string, string>> = {}): Response {
  return { status: 303, headers: { location, ...headers } };
}

/** Scripts cannot read it, and the browser sends it to this org's own pages only. */
function cookie(sessionId: string): string {
  return `sid=${encodeURIComponent(sessionId)}; Path=/; HttpOnly; SameSite=Strict`;
}

/** Redeems a link: `?otp=CODE`, and `&retURL=/lightning/...` for a page of this org to go to. */
function logIn(sessions: Sessions, request: Request): Response {
  const sessionId = sessions.redeem(request.query.get('otp') ?? '');
  if (sessionId === undefined) return loggedOutPage();
  const wanted = request.query.get('retURL') ?? '';
  const location = /^\/lightning\/[\w./?=&%-]*$/.test(wanted) ? wanted : '/lightning/';
  return redirect(location, { 'set-cookie': cookie(sessionId) });
}

function logOut(sessions: Sessions, request: Request): Response {
  sessions.close(request.sessionId!);
  return { status: 204, headers: { 'set-cookie': 'sid=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0' } };
}

/** `?object=Contact&app=Sales` for an object's pages, `?name=Home` for a page of its own. */
function page(org: OrgService, { query, session }: Request): Response {
  const name = query.get('name');
  if (name !== null) return json(200, flexiPage(org.schema, name));
  const object = query.get('object') ?? '';
  const view = objectPage(org.schema, object, query.get('app'));
  if (!org.objectAccess(session!.userId, view.object).read) throw notFound(`There is no object ${object}`);
  return json(200, view);
}

function moveClock(org: OrgService, users: UserSwitch, request: Request): Response {
  users.requireAdministrator(request.session!);
  const { to } = parseObject(request);
  const time = typeof to === 'string' ? Date.parse(to) : NaN;
  if (Number.isNaN(time))
    throw new HttpError(400, 'INVALID_INPUT', 'The member "to" must be a time in ISO 8601', ['to']);
  try {
    const jobs = org.moveClock(time);
    return json(200, { now: new Date(org.now()).toISOString(), jobs });
  } catch (error) {
    if (error instanceof RangeError) throw new HttpError(400, 'INVALID_INPUT', error.message, ['to']);
    throw error;
  }
}

/** How to reach the local org that is running: its address and the administrator's session, from the file it wrote for its owner. */
import { readFileSync } from 'node:fs';
import { OrgClient } from './client.ts';
import { InputError } from './errors.ts';

interface ServerFile {
  readonly url: string;
  readonly sessionId: string;
  readonly apiVersion: string;
}

export class LocalOrg {
  readonly url: string;
  readonly #server: ServerFile;

  constructor(server: ServerFile) {
    this.#server = server;
    this.url = server.url;
  }

  /** InputError where no local org runs. */
  static fromFile(path: string): LocalOrg {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch {
      throw new InputError(`No local org is running: ${path} is not there. Start one with "npm start".`);
    }
    return new LocalOrg(JSON.parse(text) as ServerFile);
  }

  admin(): OrgClient {
    return new OrgClient(this.url, this.#server.sessionId, this.#server.apiVersion);
  }

  /** A client with a session of its own for another user, as an administrator's "log in as". */
  async clientFor(username: string): Promise<OrgClient> {
    return new OrgClient(this.url, await this.sessionFor(username), this.#server.apiVersion);
  }

  async sessionFor(username: string): Promise<string> {
    const answer = await this.call<{ sessionId: string }>('POST', '/local-org/login-as', { username });
    return answer.sessionId;
  }

  /** A call to the local org's own endpoints, which a real org does not have: the clock, users, sessions. */
  async call<Result>(method: string, path: string, body?: unknown): Promise<Result> {
    let response: Response;
    try {
      response = await fetch(`${this.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${this.#server.sessionId}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw new InputError(`The local org at ${this.url} does not answer. Start it with "npm start".`);
    }
    const answer = await response.json();
    if (!response.ok) throw new InputError((answer as { message: string }[])[0]?.message ?? `HTTP ${response.status}`);
    return answer as Result;
  }
}

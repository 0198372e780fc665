/**
 * Sessions of one server process. A session id has the form of Salesforce's own (`00D...!secret`), is kept as a hash, and
 * is worth nothing after a restart.
 */
import { createHash, randomBytes } from 'node:crypto';

export interface Session {
  readonly userId: string;
}

export class Sessions {
  readonly #organizationId: string;
  readonly #sessions = new Map<string, Session>();
  readonly #links = new Map<string, Session>();

  constructor(organizationId: string) {
    this.#organizationId = organizationId;
  }

  /** A new session id for a user. */
  open(userId: string): string {
    const id = `${this.#organizationId.slice(0, 15)}!${secret()}`;
    this.#sessions.set(digest(id), { userId });
    return id;
  }

  find(id: string | undefined): Session | undefined {
    return id === undefined ? undefined : this.#sessions.get(digest(id));
  }

  close(id: string): void {
    this.#sessions.delete(digest(id));
  }

  /** A code for a link that logs a browser in without showing a session id in its address. */
  link(userId: string): string {
    const code = secret();
    this.#links.set(digest(code), { userId });
    return code;
  }

  redeem(code: string): string | undefined {
    const link = this.#links.get(digest(code));
    return link && this.open(link.userId);
  }
}

function secret(): string {
  return randomBytes(36).toString('base64url').replaceAll('-', '.');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

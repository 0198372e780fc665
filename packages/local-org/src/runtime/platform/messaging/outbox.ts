/** What the org would have sent. Nothing leaves it: mail and notifications are kept, and those of a test or a failed transaction are not. */
import { current } from '../../kernel/context.ts';
import type { OrgPorts } from '../../ports.ts';

export interface SentEmail {
  /** milliseconds since the epoch */
  readonly time: number;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string;
  readonly plainText: string | null;
  readonly html: string | null;
  readonly attachments: readonly string[];
}

export interface SentNotification {
  readonly time: number;
  readonly to: readonly string[];
  readonly title: string;
  readonly body: string;
  readonly targetId: string | null;
}

export interface Outbox {
  readonly emails: SentEmail[];
  readonly notifications: SentNotification[];
}

const outboxes = new WeakMap<OrgPorts, Outbox>();

/** oldest first */
export function outboxOf(org: OrgPorts): Outbox {
  let outbox = outboxes.get(org);
  if (outbox === undefined) outboxes.set(org, (outbox = { emails: [], notifications: [] }));
  return outbox;
}

/** Puts it into the outbox when the transaction has been committed. */
export function post(add: (outbox: Outbox) => void): void {
  const { root } = current();
  if (!root.isTest) root.afterCommit.push(() => add(outboxOf(root.org)));
}

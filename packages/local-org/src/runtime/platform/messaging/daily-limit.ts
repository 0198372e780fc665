/**
 * How many external addresses the org may write to on a day, by GMT. Users of the org are not counted, nor is what a test sends,
 * which leaves nothing behind. Apex Developer Guide, "Execution Governors and Limits", Email Limits.
 */
import { current } from '../../kernel/context.ts';
import type { OrgPorts } from '../../ports.ts';
import { org, platformAccess, uncounted } from '../session.ts';
import { outboxOf, type SentEmail } from './outbox.ts';

/** Of a Developer Edition org. */
export const DAILY_ADDRESSES = 15;

const DAY = 86_400_000;

const recipientsOf = ({ to, cc, bcc }: SentEmail): string[] =>
  [...to, ...cc, ...bcc].map((address) => address.toLowerCase());

/** External addresses that today's mail went to. */
export function addressesOfToday(ports: OrgPorts): number {
  const midnight = Math.floor(ports.clock.now() / DAY) * DAY;
  return countExternal(outboxOf(ports).emails.filter(({ time }) => time >= midnight));
}

const WAITING = Symbol('mail that goes out with the transaction');

/** Tells whether the day's limit lets the mail go, after what the transaction sends already. */
export function fitsTheDay(emails: readonly SentEmail[]): boolean {
  const { root } = current();
  if (root.isTest || emails.length === 0) return true;
  const waiting = root.feature(WAITING, (): SentEmail[] => []);
  const fits = addressesOfToday(root.org) + countExternal([...waiting, ...emails]) <= DAILY_ADDRESSES;
  if (fits) waiting.push(...emails);
  return fits;
}

function countExternal(emails: readonly SentEmail[]): number {
  const addresses = emails.flatMap(recipientsOf);
  if (addresses.length === 0) return 0;
  const items = [...new Set(addresses)];
  const { rows } = uncounted(() =>
    org().data.query('SELECT Email FROM User WHERE Email IN :addresses', [{ items }], platformAccess()),
  );
  const own = new Set(rows.map((row) => String(row.peek('Email')).toLowerCase()));
  return addresses.filter((address) => !own.has(address) && !address.startsWith('005')).length;
}

/** Id and UUID. Source: Apex Reference Guide, Id Class and UUID Class. */
import { notNull, raise } from '../../values/ambient.ts';
import { stringHash } from '../../values/equality.ts';
import { idTo18, normalizeId, tryNormalizeId, withRestoredCase } from '../../values/id.ts';
import { current } from '../kernel/context.ts';
import { throwApex } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { objectOfId } from '../platform/tokens.ts';

register('System.Id', {
  statics: {
    'valueOf(String)': (text: string) => normalizeId(notNull(text)),
    // the checksum restores the case in any event
    'valueOf(String,Boolean)': (text: string, restoreCasing: boolean) =>
      notNull(restoreCasing) ? withRestoredCase(notNull(text)) : normalizeId(notNull(text)),
  },
  instance: {
    'equals(Object)': (self: string, other: unknown) =>
      typeof other === 'string' && idTo18(self) === (tryNormalizeId(other) ?? other),
    'getSObjectType()': (self: string) =>
      objectOfId(self) ?? throwApex('System.SObjectException', `Cannot locate Apex Type for ID: ${self}`),
    'hashCode()': (self: string) => stringHash(idTo18(self)),
    'to15()': (self: string) => self.slice(0, 15),
  },
});

const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export class ApexUuid {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  hashKey(): string {
    return `uuid:${this.text}`;
  }

  equals(other: unknown): boolean {
    return other instanceof ApexUuid && other.text === this.text;
  }

  'equals(Object)'(other: unknown): boolean {
    return this.equals(other);
  }

  'hashCode()'(): number {
    return stringHash(this.text);
  }

  'toString()'(): string {
    return this.text;
  }
}

/** Version 4, from the org's source of randomness. */
export function randomUuid(): ApexUuid {
  const bytes = current().org.random.bytes(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return new ApexUuid(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
}

register('System.UUID', {
  class: ApexUuid,
  statics: {
    'randomUUID()': randomUuid,
    'fromString(String)': (text: string) => {
      const folded = notNull(text).toLowerCase();
      if (!UUID_PATTERN.test(folded)) raise('System.IllegalArgumentException', `Invalid UUID string: ${text}`);
      return new ApexUuid(folded);
    },
  },
});

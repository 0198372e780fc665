/** Apex Reference Guide, AccessLevel Class. */
import { register } from '../kernel/registry.ts';

export class AccessLevel {
  readonly mode: 'user' | 'system';

  constructor(mode: 'user' | 'system') {
    this.mode = mode;
  }

  toText(): string {
    return this.mode === 'user' ? 'USER_MODE' : 'SYSTEM_MODE';
  }
}

export const USER_MODE = new AccessLevel('user');
export const SYSTEM_MODE = new AccessLevel('system');

register('System.AccessLevel', {
  class: AccessLevel,
  staticFields: { USER_MODE: () => USER_MODE, SYSTEM_MODE: () => SYSTEM_MODE },
});

/** Apex Reference Guide, AccessLevel Class. */
import { throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';

export class AccessLevel {
  readonly mode: 'user' | 'system';
  readonly permissionSetId: string | undefined;

  constructor(mode: 'user' | 'system', permissionSetId?: string) {
    this.mode = mode;
    this.permissionSetId = permissionSetId;
  }

  /** The permission set counts beside what the user has himself, for the operations that are given this level. */
  'withPermissionSetId(String)'(id: string | null): AccessLevel {
    return new AccessLevel(this.mode, id ?? throwNull());
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

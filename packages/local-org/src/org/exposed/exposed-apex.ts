/** What the server asks of exposed Apex, over one org. */
import type { ExposedApex } from '../../server/apex/contract.ts';
import type { LocalOrg } from '../local-org.ts';
import { callRest } from './apex-rest.ts';
import { callAura } from './aura.ts';
import { invocableActions, invokeAction } from './invocable.ts';

export function exposedApex(org: LocalOrg): ExposedApex {
  return {
    rest: (userId, call) => callRest(org, userId, call),
    aura: (userId, call) => callAura(org, userId, call),
    actions: (userId) => invocableActions(org, userId),
    invoke: (userId, action, inputs) => invokeAction(org, userId, action, inputs),
  };
}

/** Where tabs lead. */
import type { TabView } from '../../contract.ts';
import { addressOf } from './router.ts';

export function tabAddress(tab: TabView): string {
  return tab.kind === 'object' ? addressOf.list(tab.target) : addressOf.tab(tab.name);
}

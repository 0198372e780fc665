import { LightningElement, api } from 'lwc';
import type { AppView } from '../../../../contract.ts';
import { objectIcon } from '../../../lib/icons.ts';
import { tabAddress } from '../../../lib/tabs.ts';

/** The start of an app: its tabs as tiles. */
export default class Home extends LightningElement {
  @api app!: AppView;

  get tiles(): { name: string; label: string; href: string; icon: string }[] {
    return this.app.tabs.map((tab) => ({
      name: tab.name,
      label: tab.label,
      href: tabAddress(tab),
      icon: tab.kind === 'object' ? objectIcon(tab.target) : 'standard:custom',
    }));
  }
}

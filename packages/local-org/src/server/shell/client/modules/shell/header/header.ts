import { LightningElement, api } from 'lwc';
import type { AppView } from '../../../../contract.ts';
import { addressOf } from '../../../lib/router.ts';
import { bootstrap } from '../../../lib/session.ts';
import { tabAddress } from '../../../lib/tabs.ts';

/** The top of every page: the org, its clock, the user; below, the app and its tabs. */
export default class Header extends LightningElement {
  @api app!: AppView;
  /** object, page or component that is shown */
  @api target = '';

  readonly organization = bootstrap.organization.name;
  readonly homeAddress = addressOf.home;
  readonly apps = bootstrap.apps.map(({ name, label, description }) => ({
    name,
    label,
    description,
    href: addressOf.app(name),
  }));
  launching = false;

  get tabs(): { name: string; label: string; href: string; className: string; current: string | null }[] {
    return this.app.tabs.map((tab) => {
      const isCurrent = tab.target === this.target;
      return {
        name: tab.name,
        label: tab.label,
        href: tabAddress(tab),
        className: `shell-nav__tab${isCurrent ? ' shell-nav__tab_current' : ''}`,
        current: isCurrent ? 'page' : null,
      };
    });
  }

  handleLauncher(): void {
    this.launching = true;
  }

  handleClose(): void {
    this.launching = false;
  }
}

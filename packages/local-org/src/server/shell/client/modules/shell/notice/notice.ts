import { LightningElement, api } from 'lwc';

const ICONS: Readonly<Record<string, string>> = {
  empty: 'utility:info',
  error: 'utility:error',
  warning: 'utility:warning',
};

/** Says in the place of content why there is none. */
export default class Notice extends LightningElement {
  /** `empty`, `warning` or `error` */
  @api variant = 'empty';
  @api heading = '';
  @api text = '';

  get icon(): string {
    return ICONS[this.variant] ?? ICONS['empty'];
  }

  get className(): string {
    return `shell-notice shell-notice_${this.variant}`;
  }

  get role(): string {
    return this.variant === 'error' ? 'alert' : 'status';
  }
}

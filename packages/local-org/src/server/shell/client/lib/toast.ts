/** Short messages at the top of the page. */

export interface Toast {
  readonly title: string;
  readonly message?: string;
  readonly variant?: 'info' | 'success' | 'warning' | 'error';
  /** an error stays until it is closed unless this says otherwise */
  readonly mode?: 'dismissible' | 'pester' | 'sticky' | 'dismissable';
}

export const TOAST_EVENT = 'lightning__showtoast';

export function showToast(toast: Toast): void {
  window.dispatchEvent(new CustomEvent(TOAST_EVENT, { detail: toast }));
}

import { LightningElement } from 'lwc';
import { TOAST_EVENT, type Toast } from '../../../lib/toast.ts';

interface ShownToast {
  readonly id: string;
  readonly title: string;
  readonly message: string;
  readonly variant: string;
  readonly icon: string;
  readonly className: string;
  readonly role: string;
}

const SHOWN_FOR = 6000;

/** The messages at the top of the page. Errors stay until they are closed; the others go by themselves. */
export default class Toasts extends LightningElement {
  toasts: readonly ShownToast[] = [];
  #count = 0;

  override connectedCallback(): void {
    window.addEventListener(TOAST_EVENT, this.#show);
  }

  override disconnectedCallback(): void {
    window.removeEventListener(TOAST_EVENT, this.#show);
  }

  #show = (event: Event): void => {
    const { title = '', message = '', variant = 'info', mode } = (event as CustomEvent<Toast>).detail;
    const id = String(++this.#count);
    const shown = {
      id,
      title,
      message,
      variant,
      icon: `utility:${variant}`,
      className: `slds-notify slds-notify_toast slds-theme_${variant}`,
      role: variant === 'error' ? 'alert' : 'status',
    };
    this.toasts = [...this.toasts, shown];
    const stays = mode ? mode === 'sticky' : variant === 'error';
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- a message has its time
    if (!stays) setTimeout(() => this.#remove(id), SHOWN_FOR);
  };

  #remove = (id: string): void => {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  };

  handleClose(event: Event): void {
    this.#remove((event.currentTarget as HTMLElement).dataset['id']!);
  }
}

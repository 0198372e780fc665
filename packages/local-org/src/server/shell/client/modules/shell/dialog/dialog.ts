import { LightningElement, api } from 'lwc';

/**
 * A modal dialog, open as long as it is in the page. The browser's own `dialog` keeps the focus inside, closes on Escape
 * and gives the focus back.
 * @fires close when the user wants to leave it
 */
export default class Dialog extends LightningElement {
  static override delegatesFocus = false;

  @api heading = '';

  #opener: Element | null = null;

  override connectedCallback(): void {
    this.#opener = document.activeElement;
  }

  override renderedCallback(): void {
    const dialog = this.refs!['dialog'] as HTMLDialogElement;
    if (!dialog.open) dialog.showModal();
  }

  override disconnectedCallback(): void {
    if (this.#opener instanceof HTMLElement && this.#opener.isConnected) this.#opener.focus();
  }

  handleCancel(event: Event): void {
    // A date picker or menu inside has its own Escape.
    event.preventDefault();
    this.close();
  }

  close(): void {
    this.dispatchEvent(new CustomEvent('close'));
  }
}

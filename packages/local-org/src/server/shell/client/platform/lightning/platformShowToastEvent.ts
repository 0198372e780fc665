/** `lightning/platformShowToastEvent`. Source: Lightning Component Reference, "Toast Notification". */
import { TOAST_EVENT, type Toast } from '../../lib/toast.ts';

export class ShowToastEvent extends CustomEvent<Toast> {
  constructor(toast: Toast) {
    super(TOAST_EVENT, { bubbles: true, composed: true, cancelable: true, detail: toast });
  }
}
export const ShowToastEventName = TOAST_EVENT;

import { LightningElement } from 'lwc';
import { errorMessage, request } from '../../../lib/http.ts';
import { bootstrap } from '../../../lib/session.ts';

/** Who is logged in, whom an administrator can act as, and the way out. */
export default class UserMenu extends LightningElement {
  readonly me = bootstrap.me;
  readonly others = bootstrap.users.filter((user) => user.id !== bootstrap.me.id);
  open = false;
  switching = false;
  error = '';

  handleOpen(): void {
    this.error = '';
    this.open = true;
  }

  handleClose(): void {
    this.open = false;
  }

  handleSwitch(event: Event): void {
    const { username } = (event.currentTarget as HTMLElement).dataset;
    void this.leave('/local-org/switch-user', { username });
  }

  handleLogout(): void {
    void this.leave('/local-org/logout');
  }

  /** What is shown belongs to the user who asked for it: the page starts anew. */
  private async leave(path: string, body?: unknown): Promise<void> {
    this.switching = true;
    try {
      await request('POST', path, body);
      window.location.reload();
    } catch (error) {
      this.error = errorMessage(error);
      this.switching = false;
    }
  }
}

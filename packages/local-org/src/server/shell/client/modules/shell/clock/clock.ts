import { LightningElement } from 'lwc';
import { formatMoment } from '../../../lib/format.ts';
import { errorMessage, request } from '../../../lib/http.ts';
import { changed } from '../../../lib/records.ts';
import { bootstrap } from '../../../lib/session.ts';
import { showToast } from '../../../lib/toast.ts';

interface Job {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly status: string;
  readonly error?: string;
}

const DAY = 86_400_000;
const MINUTE = 60_000;

/** The org's clock, and how to move it. */
export default class Clock extends LightningElement {
  now = bootstrap.now;
  open = false;
  moving = false;
  date: string | null = null;
  error = '';
  jobs: readonly Job[] | null = null;
  readonly canMove = bootstrap.canAdminister;
  readonly timeZone = bootstrap.me.timeZone;
  #timer = 0;

  override connectedCallback(): void {
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- a clock runs
    this.#timer = window.setInterval(() => void this.read(), MINUTE);
  }

  override disconnectedCallback(): void {
    window.clearInterval(this.#timer);
  }

  get nowText(): string {
    return formatMoment(this.now);
  }

  private async read(): Promise<void> {
    try {
      this.now = (await request<{ now: string }>('GET', '/local-org/clock')).now;
    } catch {
      // The next request that somebody makes says that the org does not answer.
    }
  }

  async handleOpen(): Promise<void> {
    this.jobs = null;
    this.error = '';
    this.open = true;
    await this.read();
  }

  handleClose(): void {
    this.open = false;
  }

  handleDays(event: Event): void {
    const days = Number((event.currentTarget as HTMLElement).dataset['days']);
    void this.move(new Date(Date.parse(this.now) + days * DAY).toISOString());
  }

  handleDateChange(event: CustomEvent<{ value: string | null }>): void {
    this.date = event.detail.value;
  }

  handleDate(event: Event): void {
    event.preventDefault();
    if (!this.date) this.error = 'Choose a date first.';
    else void this.move(`${this.date}T00:00:00.000Z`);
  }

  private async move(to: string): Promise<void> {
    this.moving = true;
    this.error = '';
    this.jobs = null;
    try {
      const { now, jobs } = await request<{ now: string; jobs: Job[] }>('POST', '/local-org/clock', { to });
      this.now = now;
      this.jobs = jobs;
      const failed = jobs.filter((job) => job.error).length;
      const ran = `${jobs.length} ${jobs.length === 1 ? 'job' : 'jobs'} ran`;
      showToast({
        variant: failed > 0 ? 'warning' : 'success',
        title: `It is ${this.nowText}.`,
        message: failed > 0 ? `${ran}, ${failed} with an error.` : `${ran}.`,
      });
      changed(null);
    } catch (error) {
      this.error = errorMessage(error);
    }
    this.moving = false;
  }
}

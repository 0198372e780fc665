import { LightningElement } from 'lwc';
import confirmEnvironment from '@salesforce/apex/SyntheticSetupController.confirmEnvironment';
import read from '@salesforce/apex/SyntheticSetupController.read';
import schedule from '@salesforce/apex/SyntheticSetupController.schedule';
import scheduleAll from '@salesforce/apex/SyntheticSetupController.scheduleAll';
import stop from '@salesforce/apex/SyntheticSetupController.stop';
import synchronizeQueue from '@salesforce/apex/SyntheticSetupController.synchronizeQueue';
import CANCEL from '@salesforce/label/c.Synthetic_Setup_Cancel';
import CHECKS from '@salesforce/label/c.Synthetic_Setup_Checks';
import DONE from '@salesforce/label/c.Synthetic_Setup_Done';
import CONFIRM from '@salesforce/label/c.Synthetic_Setup_Environment_Confirm';
import ERROR from '@salesforce/label/c.Synthetic_Setup_Error';
import INTRODUCTION from '@salesforce/label/c.Synthetic_Setup_Introduction';
import JOBS from '@salesforce/label/c.Synthetic_Setup_Jobs';
import LOADING from '@salesforce/label/c.Synthetic_Setup_Loading';
import NEXT_RUN from '@salesforce/label/c.Synthetic_Setup_Next_Run';
import NOT_SCHEDULED from '@salesforce/label/c.Synthetic_Setup_Not_Scheduled';
import OPEN from '@salesforce/label/c.Synthetic_Setup_Open';
import SYNCHRONIZE from '@salesforce/label/c.Synthetic_Setup_Queue_Synchronize';
import SCHEDULE from '@salesforce/label/c.Synthetic_Setup_Schedule';
import SCHEDULE_ALL from '@salesforce/label/c.Synthetic_Setup_Schedule_All';
import SCHEDULED from '@salesforce/label/c.Synthetic_Setup_Scheduled';
import STOP from '@salesforce/label/c.Synthetic_Setup_Stop';
import STOP_SURE from '@salesforce/label/c.Synthetic_Setup_Stop_Sure';
import STOP_YES from '@salesforce/label/c.Synthetic_Setup_Stop_Yes';
import TITLE from '@salesforce/label/c.Synthetic_Setup_Title';

interface Job {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly isScheduled: boolean;
  /** ISO 8601; absent while the job is not scheduled. */
  readonly nextRun?: string;
}

interface Check {
  readonly name: string;
  readonly label: string;
  readonly isDone: boolean;
  readonly detail: string;
}

/** As `SyntheticSetupController` gives it. */
interface State {
  readonly jobs: readonly Job[];
  readonly checks: readonly Check[];
}

/** What the package can do about a check that is open; the rest takes Salesforce's own setup. */
const REMEDIES: Readonly<Record<string, { readonly label: string; readonly run: () => Promise<State> }>> = {
  environment: { label: CONFIRM, run: () => confirmEnvironment() as Promise<State> },
  queue: { label: SYNCHRONIZE, run: () => synchronizeQueue() as Promise<State> },
};

/**
 * Shows what the package still needs in this org and offers to do what it can. A job is stopped only after it was asked for
 * twice.
 */
export default class SyntheticSetupAssistant extends LightningElement {
  readonly label = {
    title: TITLE,
    introduction: INTRODUCTION,
    loading: LOADING,
    error: ERROR,
    jobs: JOBS,
    scheduleAll: SCHEDULE_ALL,
    schedule: SCHEDULE,
    stop: STOP,
    stopSure: STOP_SURE,
    stopYes: STOP_YES,
    cancel: CANCEL,
    nextRun: NEXT_RUN,
    checks: CHECKS,
  };

  state?: State;
  isLoading = false;
  hasError = false;
  /** What the server said of it, if it said anything. */
  error = '';
  /** Name of the job that is about to be stopped. */
  private stopping = '';

  connectedCallback(): void {
    // take shows every error itself
    this.take(() => read() as Promise<State>).catch(() => undefined);
  }

  get checks(): object[] {
    return (this.state?.checks ?? []).map((check) => ({
      ...check,
      mark: check.isDone ? DONE : OPEN,
      icon: check.isDone ? 'utility:success' : 'utility:warning',
      action: check.isDone ? undefined : REMEDIES[check.name]?.label,
    }));
  }

  get jobs(): object[] {
    return (this.state?.jobs ?? []).map((job) => ({
      ...job,
      mark: job.isScheduled ? SCHEDULED : NOT_SCHEDULED,
      icon: job.isScheduled ? 'utility:success' : 'utility:warning',
      isStopping: job.name === this.stopping,
    }));
  }

  get hasNothingToSchedule(): boolean {
    return this.isLoading || (this.state?.jobs ?? []).every((job) => job.isScheduled);
  }

  async handleCheck(event: Event): Promise<void> {
    await this.take(REMEDIES[nameIn(event, 'check')].run);
  }

  async handleScheduleAll(): Promise<void> {
    await this.take(() => scheduleAll() as Promise<State>);
  }

  async handleSchedule(event: Event): Promise<void> {
    const name = nameIn(event, 'schedule');
    await this.take(() => schedule({ name }) as Promise<State>);
  }

  handleAskStop(event: Event): void {
    this.stopping = nameIn(event, 'stop');
  }

  handleCancel(): void {
    this.stopping = '';
  }

  async handleStop(): Promise<void> {
    const name = this.stopping;
    this.stopping = '';
    await this.take(() => stop({ name }) as Promise<State>);
  }

  /** Keeps what is shown where the work is refused, and says why. */
  private async take(work: () => Promise<State>): Promise<void> {
    this.isLoading = true;
    this.hasError = false;
    try {
      this.state = await work();
    } catch (error) {
      this.hasError = true;
      this.error = messageOf(error);
    } finally {
      this.isLoading = false;
    }
  }
}

function nameIn(event: Event, key: string): string {
  return (event.currentTarget as HTMLElement).dataset[key] ?? '';
}

/** The sentence of the server, or that of the error itself. */
function messageOf(error: unknown): string {
  const { body, message } = error as { body?: { message?: string }; message?: string };
  return body?.message ?? message ?? '';
}

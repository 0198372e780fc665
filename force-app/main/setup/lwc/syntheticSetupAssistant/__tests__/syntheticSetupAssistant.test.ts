import { createElement } from 'lwc';
import { registerSa11yMatcher } from '@sa11y/jest';
import SyntheticSetupAssistant from 'c/syntheticSetupAssistant';
import confirmEnvironment from '@salesforce/apex/SyntheticSetupController.confirmEnvironment';
import read from '@salesforce/apex/SyntheticSetupController.read';
import schedule from '@salesforce/apex/SyntheticSetupController.schedule';
import scheduleAll from '@salesforce/apex/SyntheticSetupController.scheduleAll';
import stop from '@salesforce/apex/SyntheticSetupController.stop';
import synchronizeQueue from '@salesforce/apex/SyntheticSetupController.synchronizeQueue';

jest.mock('@salesforce/apex/SyntheticSetupController.confirmEnvironment', () => ({ default: jest.fn() }), {
  virtual: true,
});
jest.mock('@salesforce/apex/SyntheticSetupController.read', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/SyntheticSetupController.schedule', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/SyntheticSetupController.scheduleAll', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/SyntheticSetupController.stop', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/SyntheticSetupController.synchronizeQueue', () => ({ default: jest.fn() }), {
  virtual: true,
});

const answers = (call: unknown): jest.Mock => call as jest.Mock;

const state = {
  jobs: [
    { name: 'Purge', label: 'Nightly purge', description: 'Deletes', isScheduled: false },
    {
      name: 'Checkpoint',
      label: 'Hourly checkpoint',
      description: 'Signs',
      isScheduled: true,
      nextRun: '2026-06-01T12:00:00.000Z',
    },
  ],
  checks: [
    { name: 'people', label: 'People', isDone: false, detail: 'Nobody holds: Synthetic_Data_Auditor.' },
    { name: 'queue', label: 'Approvers queue', isDone: false, detail: '1 users are missing' },
    { name: 'environment', label: 'Environment', isDone: false, detail: 'Nobody has confirmed' },
    { name: 'signing', label: 'Signing key', isDone: true, detail: 'The key Main signs' },
  ],
};
const allScheduled = { ...state, jobs: state.jobs.map((job) => ({ ...job, isScheduled: true })) };

async function assistant(): Promise<HTMLElement> {
  const element = createElement('c-synthetic-setup-assistant', { is: SyntheticSetupAssistant });
  document.body.appendChild(element);
  await settled();
  return element;
}

/** Every promise that is pending, and the rendering after them. */
async function settled(): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve);
  });
}

function button(element: HTMLElement, selector: string): HTMLElement & { disabled?: boolean; label?: string } {
  const found = element.shadowRoot!.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}`);
  return found;
}

async function press(element: HTMLElement, selector: string): Promise<void> {
  button(element, selector).click();
  await settled();
}

const has = (element: HTMLElement, selector: string): boolean => element.shadowRoot!.querySelector(selector) !== null;
const text = (element: HTMLElement): string => element.shadowRoot!.textContent ?? '';

describe('the setup assistant', () => {
  beforeAll(() => registerSa11yMatcher());

  beforeEach(() => {
    answers(read).mockResolvedValue(state);
  });

  afterEach(() => {
    document.body.replaceChildren();
    jest.resetAllMocks();
  });

  it('shows every check with a mark in words, and every job', async () => {
    const element = await assistant();

    expect(text(element)).toContain('Nobody holds: Synthetic_Data_Auditor.');
    expect(text(element)).toContain('c.Synthetic_Setup_Open');
    expect(text(element)).toContain('c.Synthetic_Setup_Done');
    expect(text(element)).toContain('Nightly purge');
    expect(element.shadowRoot!.querySelector('lightning-formatted-date-time')).not.toBeNull();
  });

  it('is accessible', async () => {
    await expect(await assistant()).toBeAccessible();
  });

  it('says that it is looking until the org has answered', async () => {
    answers(read).mockReturnValue(new Promise(() => {}));

    expect(has(await assistant(), 'lightning-spinner')).toBe(true);
  });

  it('offers what the package can do about an open check, and nothing where it can do nothing', async () => {
    answers(synchronizeQueue).mockResolvedValue(state);
    answers(confirmEnvironment).mockResolvedValue(state);
    const element = await assistant();

    expect(has(element, '[data-check="people"]')).toBe(false);
    expect(has(element, '[data-check="signing"]')).toBe(false);
    await press(element, '[data-check="queue"]');
    expect(synchronizeQueue).toHaveBeenCalledTimes(1);
    await press(element, '[data-check="environment"]');
    expect(confirmEnvironment).toHaveBeenCalledTimes(1);
  });

  it('schedules one job, or all, and offers no more once all are scheduled', async () => {
    answers(schedule).mockResolvedValue(state);
    answers(scheduleAll).mockResolvedValue(allScheduled);
    const element = await assistant();

    await press(element, '[data-schedule="Purge"]');
    expect(schedule).toHaveBeenCalledWith({ name: 'Purge' });
    expect(button(element, '[data-id="schedule-all"]').disabled).toBe(false);
    await press(element, '[data-id="schedule-all"]');
    expect(button(element, '[data-id="schedule-all"]').disabled).toBe(true);
    expect(has(element, '[data-schedule]')).toBe(false);
  });

  it('stops a job only after it was asked for twice', async () => {
    answers(stop).mockResolvedValue(state);
    const element = await assistant();

    await press(element, '[data-stop="Checkpoint"]');
    expect(stop).not.toHaveBeenCalled();
    await press(element, '[data-cancel="Checkpoint"]');
    expect(has(element, '[data-stop="Checkpoint"]')).toBe(true);
    await press(element, '[data-stop="Checkpoint"]');
    await press(element, '[data-stop-yes="Checkpoint"]');
    expect(stop).toHaveBeenCalledWith({ name: 'Checkpoint' });
  });

  it('keeps what it shows where the org refuses, and says why', async () => {
    answers(scheduleAll).mockRejectedValue({ body: { message: 'This takes Synthetic_Administer.' } });
    const element = await assistant();

    await press(element, '[data-id="schedule-all"]');

    expect(text(element)).toContain('This takes Synthetic_Administer.');
    expect(text(element)).toContain('Nightly purge');
  });

  it('says that the setup could not be read', async () => {
    answers(read).mockRejectedValue(new Error('No connection'));
    const element = await assistant();

    expect(element.shadowRoot!.querySelector('[role="alert"]')?.textContent).toContain('No connection');
    expect(has(element, '[data-id="jobs"]')).toBe(false);
  });

  it('shows an error that says nothing as one', async () => {
    answers(read).mockRejectedValue({});

    expect(text(await assistant())).toContain('c.Synthetic_Setup_Error');
  });
});

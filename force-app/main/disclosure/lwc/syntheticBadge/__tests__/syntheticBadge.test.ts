import { createElement } from 'lwc';
import { registerSa11yMatcher } from '@sa11y/jest';
import { getRecord } from 'lightning/uiRecordApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import recordView from '@salesforce/apex/SyntheticAccessController.recordView';
import SyntheticBadge from 'c/syntheticBadge';

jest.mock('@salesforce/apex/SyntheticAccessController.recordView', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true,
});
const logged = recordView as jest.MockedFunction<typeof recordView>;

/** What the stub of the wire adapter in sfdx-lwc-jest adds to it. */
interface TestAdapter {
  emit(value: unknown): void;
  error(body?: unknown): void;
  getLastConfig(): { recordId?: string; optionalFields?: string[] } | undefined;
}

interface BadgeElement extends HTMLElement {
  recordId?: string;
  objectApiName?: string;
}

const adapter = getRecord as unknown as TestAdapter;
const RECORD_ID = '003000000000001AAA';
const NOW = Date.parse('2026-06-01T12:00:00.000Z');

type Fields = RecordRepresentation['fields'];

function contact(fields: Fields): RecordRepresentation {
  return { id: RECORD_ID, apiName: 'Contact', fields };
}

function plain(value: unknown, displayValue: string | null = null): Fields[string] {
  return { value, displayValue };
}

function dataset(status: string): Fields[string] {
  const fields = { Name: plain('Q4 demo'), Status__c: plain(status) };
  return plain({ id: 'a00000000000001AAA', apiName: 'Synthetic_Dataset__c', fields }, 'Q4 demo');
}

function syntheticContact(changes: Fields = {}): RecordRepresentation {
  return contact({
    Is_Synthetic__c: plain(true),
    Synthetic_Method__c: plain('algorithmicMedia', 'Rule-based generator'),
    Synthetic_Generated_At__c: plain('2026-05-01T09:30:00.000Z'),
    Synthetic_Purpose__c: plain('Load test of the onboarding flow'),
    Synthetic_Responsible_Entity__c: plain('Example Bank plc'),
    Synthetic_Expires_At__c: plain('2026-07-01T09:30:00.000Z'),
    Synthetic_Dataset__r: dataset('Active'),
    ...changes,
  });
}

function createBadge(): BadgeElement {
  const element: BadgeElement = createElement('c-synthetic-badge', { is: SyntheticBadge });
  element.recordId = RECORD_ID;
  element.objectApiName = 'Contact';
  document.body.appendChild(element);
  return element;
}

async function badgeFor(record: RecordRepresentation): Promise<BadgeElement> {
  const element = createBadge();
  adapter.emit(record);
  await Promise.resolve();
  return element;
}

/** What the badge says, as `label: value`, in its order. */
function factsOf(element: BadgeElement): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const fact of element.shadowRoot!.querySelectorAll<HTMLElement>('.fact')) {
    const moment = fact.querySelector<HTMLElement & { value: string }>('lightning-formatted-date-time');
    facts[fact.dataset.name!] = moment ? moment.value : fact.querySelector('dd')!.textContent;
  }
  return facts;
}

/** The second mark of a badge, which says why the record is due for deletion, and the sentence that goes with it. */
function endingOf(element: BadgeElement): { mark?: string; icon?: string; explanation?: string } {
  const mark = element.shadowRoot!.querySelector('.mark_ending');
  const [, explanation] = element.shadowRoot!.querySelectorAll('.explanation');
  const icon = mark?.querySelector<HTMLElement & { iconName: string }>('lightning-icon');
  return { mark: mark?.textContent, icon: icon?.iconName, explanation: explanation?.textContent };
}

const EXPIRED_ENDING = {
  mark: 'c.Synthetic_Badge_Expired',
  icon: 'utility:clock',
  explanation: 'c.Synthetic_Badge_Expired_Explanation',
};
const REVOKED_ENDING = {
  mark: 'c.Synthetic_Badge_Revoked',
  icon: 'utility:ban',
  explanation: 'c.Synthetic_Badge_Revoked_Explanation',
};

/** The checker reads `value` of every element, of which the engine warns on those that have none. */
function silenceEngine(): void {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
}

describe('c-synthetic-badge', () => {
  beforeAll(registerSa11yMatcher);

  beforeEach(() => {
    jest.spyOn(Date, 'now').mockReturnValue(NOW);
    logged.mockReset().mockResolvedValue(undefined);
  });

  afterEach(() => {
    document.body.replaceChildren();
    jest.restoreAllMocks();
  });

  it('asks for the provenance fields of the object that the page shows, all of them optional', async () => {
    createBadge();
    await Promise.resolve();

    expect(adapter.getLastConfig()).toEqual({
      recordId: RECORD_ID,
      optionalFields: [
        'Contact.Is_Synthetic__c',
        'Contact.Synthetic_Method__c',
        'Contact.Synthetic_Generated_At__c',
        'Contact.Synthetic_Purpose__c',
        'Contact.Synthetic_Responsible_Entity__c',
        'Contact.Synthetic_Expires_At__c',
        'Contact.Synthetic_Dataset__r.Name',
        'Contact.Synthetic_Dataset__r.Status__c',
      ],
    });
  });

  it('has the view of a synthetic record logged, once', async () => {
    await badgeFor(syntheticContact());
    adapter.emit(syntheticContact({ Synthetic_Purpose__c: plain('Another purpose') }));
    await Promise.resolve();

    expect(logged.mock.calls).toEqual([[{ recordId: RECORD_ID }]]);
  });

  it('leaves no trace of a real record', async () => {
    await badgeFor(contact({ Is_Synthetic__c: plain(false) }));

    expect(logged).not.toHaveBeenCalled();
  });

  it('shows its marks when the view cannot be logged, and tries again with the next delivery', async () => {
    logged.mockRejectedValue(new Error('no access to the class'));
    const element = await badgeFor(syntheticContact());
    await Promise.resolve();
    await Promise.resolve();
    adapter.emit(syntheticContact({ Synthetic_Purpose__c: plain('Another purpose') }));
    await Promise.resolve();

    expect(logged).toHaveBeenCalledTimes(2);
    expect(element.shadowRoot!.querySelector('section')).not.toBeNull();
  });

  it('marks a synthetic record in words, with an icon beside them', async () => {
    const element = await badgeFor(syntheticContact());

    const section = element.shadowRoot!.querySelector('section')!;
    expect(section.getAttribute('aria-label')).toBe('c.Synthetic_Badge_Title');
    const mark = section.querySelector('.mark')!;
    expect(mark.textContent).toBe('c.Synthetic_Badge_Title');
    expect(mark.querySelector('lightning-icon')!.getAttribute('aria-hidden')).toBe('true');
    expect(section.querySelector('.explanation')!.textContent).toBe('c.Synthetic_Badge_Explanation');
  });

  it('shows method, time, purpose, responsible entity, expiry and dataset without any interaction', async () => {
    const element = await badgeFor(syntheticContact());

    expect(factsOf(element)).toEqual({
      method: 'Rule-based generator',
      generated: '2026-05-01T09:30:00.000Z',
      purpose: 'Load test of the onboarding flow',
      responsible: 'Example Bank plc',
      expires: '2026-07-01T09:30:00.000Z',
      dataset: 'Q4 demo',
    });
  });

  it('pairs every value with a term, so that a screen reader can announce both', async () => {
    const element = await badgeFor(syntheticContact());

    const list = element.shadowRoot!.querySelector('dl')!;
    const terms = [...list.querySelectorAll('dt')].map((term) => term.textContent);
    expect(terms).toEqual([
      'c.Synthetic_Badge_Method',
      'c.Synthetic_Badge_Generated',
      'c.Synthetic_Badge_Purpose',
      'c.Synthetic_Badge_Responsible',
      'c.Synthetic_Badge_Expires',
      'c.Synthetic_Badge_Dataset',
    ]);
    expect(list.querySelectorAll('dd')).toHaveLength(terms.length);
  });

  it('names a trained model by its label where the platform gives no display value', async () => {
    const element = await badgeFor(syntheticContact({ Synthetic_Method__c: plain('trainedAlgorithmicMedia') }));

    expect(factsOf(element).method).toBe('c.Synthetic_Badge_Method_Model');
  });

  it('names rules and a trained model together by their label', async () => {
    const method = plain('compositeWithTrainedAlgorithmicMedia');
    const element = await badgeFor(syntheticContact({ Synthetic_Method__c: method }));

    expect(factsOf(element).method).toBe('c.Synthetic_Badge_Method_Both');
  });

  it('shows a method that it does not know as it is', async () => {
    const element = await badgeFor(syntheticContact({ Synthetic_Method__c: plain('digitalCreation') }));

    expect(factsOf(element).method).toBe('digitalCreation');
  });

  it('says so where a value was not recorded or may not be seen', async () => {
    const element = await badgeFor(contact({ Is_Synthetic__c: plain(true), Synthetic_Purpose__c: plain(null) }));

    expect(new Set(Object.values(factsOf(element)))).toEqual(new Set(['c.Synthetic_Badge_Not_Recorded']));
  });

  it('shows moments in the time zone and locale of the user, and says which zone that is', async () => {
    const element = await badgeFor(syntheticContact());

    const moment = element.shadowRoot!.querySelector<HTMLElement & { timeZone?: string; timeZoneName?: string }>(
      '[data-name="expires"] lightning-formatted-date-time',
    )!;
    expect(moment.timeZoneName).toBe('short');
    // The base component takes the user's own zone where it is told none.
    expect(moment.timeZone).toBeUndefined();
  });

  it('does not call a record expired before its time', async () => {
    const element = await badgeFor(syntheticContact());

    expect(endingOf(element)).toEqual({});
  });

  it('says in words and by an icon that a record has expired, from the very moment on', async () => {
    const element = await badgeFor(syntheticContact({ Synthetic_Expires_At__c: plain('2026-06-01T12:00:00.000Z') }));

    expect(endingOf(element)).toEqual(EXPIRED_ENDING);
  });

  it.each(['Expired', 'Purged'])('calls a record expired before its time when its dataset is %s', async (status) => {
    const element = await badgeFor(syntheticContact({ Synthetic_Dataset__r: dataset(status) }));

    expect(endingOf(element)).toEqual(EXPIRED_ENDING);
  });

  it('says in words and by an icon that the dataset was revoked', async () => {
    const element = await badgeFor(syntheticContact({ Synthetic_Dataset__r: dataset('Revoked') }));

    expect(endingOf(element)).toEqual(REVOKED_ENDING);
  });

  it('calls a record revoked rather than expired when it is both', async () => {
    const element = await badgeFor(
      syntheticContact({
        Synthetic_Dataset__r: dataset('Revoked'),
        Synthetic_Expires_At__c: plain('2026-01-01T00:00:00.000Z'),
      }),
    );

    expect(endingOf(element)).toEqual(REVOKED_ENDING);
  });

  it('shows nothing on a real record', async () => {
    const element = await badgeFor(contact({ Is_Synthetic__c: plain(false) }));

    expect(element.shadowRoot!.children).toHaveLength(0);
  });

  it('says that it cannot tell where the user may not see the mark, since silence would read as real', async () => {
    const element = await badgeFor(contact({}));

    const note = element.shadowRoot!.querySelector('[role="note"]')!;
    expect(note.querySelector('.mark')!.textContent).toBe('c.Synthetic_Badge_Error');
    expect(note.querySelector('.explanation')!.textContent).toBe('c.Synthetic_Badge_No_Access');
    expect(element.shadowRoot!.querySelector('section')).toBeNull();
  });

  it('announces that it is checking until the record is there', async () => {
    const element = createBadge();
    await Promise.resolve();

    const status = element.shadowRoot!.querySelector('[role="status"]')!;
    expect(status.textContent).toBe('c.Synthetic_Badge_Loading');

    adapter.emit(syntheticContact());
    await Promise.resolve();
    expect(element.shadowRoot!.querySelector('[role="status"]')).toBeNull();
  });

  it('shows nothing and asks for nothing while the page has given no record', async () => {
    const element = createElement('c-synthetic-badge', { is: SyntheticBadge });
    document.body.appendChild(element);
    await Promise.resolve();

    expect(element.shadowRoot!.children).toHaveLength(0);
  });

  it('alerts the user where the record cannot be read, in the words of the platform', async () => {
    const element = createBadge();
    adapter.error({ message: 'You do not have access to this record' });
    await Promise.resolve();

    const alert = element.shadowRoot!.querySelector('[role="alert"]')!;
    expect(alert.textContent).toContain('c.Synthetic_Badge_Error');
    expect(alert.textContent).toContain('You do not have access to this record');
  });

  it('reads the first of several errors', async () => {
    const element = createBadge();
    adapter.error([{ message: 'first' }, { message: 'second' }]);
    await Promise.resolve();

    expect(element.shadowRoot!.querySelector('[role="alert"] .explanation')!.textContent).toBe('first');
  });

  it('takes the error back when the record can be read after all', async () => {
    const element = createBadge();
    adapter.error();
    await Promise.resolve();
    adapter.emit(syntheticContact());
    await Promise.resolve();

    expect(element.shadowRoot!.querySelector('[role="alert"]')).toBeNull();
    expect(element.shadowRoot!.querySelector('section')).not.toBeNull();
  });

  it.each<[string, Fields | undefined]>([
    ['loading', undefined],
    ['on a real record', { Is_Synthetic__c: plain(false) }],
    ['on a synthetic record', syntheticContact().fields],
    ['on an expired record', syntheticContact({ Synthetic_Dataset__r: dataset('Expired') }).fields],
    ['on a record of a revoked dataset', syntheticContact({ Synthetic_Dataset__r: dataset('Revoked') }).fields],
    ['without access to the mark', {}],
  ])('has no accessibility violation %s', async (_state, fields) => {
    const element = createBadge();
    if (fields) {
      adapter.emit(contact(fields));
    }
    await Promise.resolve();

    silenceEngine();
    await expect(element).toBeAccessible();
  });

  it('has no accessibility violation with an error', async () => {
    const element = createBadge();
    adapter.error({ message: 'You do not have access to this record' });
    await Promise.resolve();

    silenceEngine();
    await expect(element).toBeAccessible();
  });
});

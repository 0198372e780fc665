import { createElement } from 'lwc';
import { getRecord } from 'lightning/uiRecordApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import SyntheticBadge from 'c/syntheticBadge';

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

function syntheticContact(changes: Fields = {}): RecordRepresentation {
  return contact({
    Is_Synthetic__c: plain(true),
    Synthetic_Method__c: plain('algorithmicMedia', 'Rule-based generator'),
    Synthetic_Generated_At__c: plain('2026-05-01T09:30:00.000Z'),
    Synthetic_Purpose__c: plain('Load test of the onboarding flow'),
    Synthetic_Responsible_Entity__c: plain('Example Bank plc'),
    Synthetic_Expires_At__c: plain('2026-07-01T09:30:00.000Z'),
    Synthetic_Dataset__r: plain(
      { id: 'a00000000000001AAA', apiName: 'Synthetic_Dataset__c', fields: { Name: plain('Q4 demo') } },
      'Q4 demo',
    ),
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

describe('c-synthetic-badge', () => {
  beforeEach(() => {
    jest.spyOn(Date, 'now').mockReturnValue(NOW);
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
      ],
    });
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

  it('shows a method that it does not know as it is', async () => {
    const element = await badgeFor(syntheticContact({ Synthetic_Method__c: plain('digitalCreation') }));

    expect(factsOf(element).method).toBe('digitalCreation');
  });

  it('says so where a value was not recorded or may not be seen', async () => {
    const element = await badgeFor(contact({ Is_Synthetic__c: plain(true), Synthetic_Purpose__c: plain(null) }));

    expect(new Set(Object.values(factsOf(element)))).toEqual(new Set(['c.Synthetic_Badge_Not_Recorded']));
  });

  it('does not call a record expired before its time', async () => {
    const element = await badgeFor(syntheticContact());

    expect(element.shadowRoot!.querySelector('.mark_expired')).toBeNull();
  });

  it('says in words that a record has expired, from the very moment on', async () => {
    const element = await badgeFor(syntheticContact({ Synthetic_Expires_At__c: plain('2026-06-01T12:00:00.000Z') }));

    expect(element.shadowRoot!.querySelector('.mark_expired')!.textContent).toBe('c.Synthetic_Badge_Expired');
    expect(element.shadowRoot!.textContent).toContain('c.Synthetic_Badge_Expired_Explanation');
  });

  it('shows nothing on a real record', async () => {
    const element = await badgeFor(contact({ Is_Synthetic__c: plain(false) }));

    expect(element.shadowRoot!.children).toHaveLength(0);
  });

  it('shows nothing where the user may not see the marker', async () => {
    const element = await badgeFor(contact({}));

    expect(element.shadowRoot!.children).toHaveLength(0);
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
});

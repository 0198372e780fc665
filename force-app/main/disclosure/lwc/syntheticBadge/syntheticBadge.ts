import { LightningElement, api, wire } from 'lwc';
import { getFieldDisplayValue, getFieldValue, getRecord } from 'lightning/uiRecordApi';
import type { RecordRepresentation, WireResult } from 'lightning/uiRecordApi';
import recordView from '@salesforce/apex/SyntheticAccessController.recordView';
import DATASET from '@salesforce/label/c.Synthetic_Badge_Dataset';
import ERROR from '@salesforce/label/c.Synthetic_Badge_Error';
import EXPIRED from '@salesforce/label/c.Synthetic_Badge_Expired';
import EXPIRED_EXPLANATION from '@salesforce/label/c.Synthetic_Badge_Expired_Explanation';
import EXPIRES from '@salesforce/label/c.Synthetic_Badge_Expires';
import EXPLANATION from '@salesforce/label/c.Synthetic_Badge_Explanation';
import GENERATED from '@salesforce/label/c.Synthetic_Badge_Generated';
import LOADING from '@salesforce/label/c.Synthetic_Badge_Loading';
import METHOD from '@salesforce/label/c.Synthetic_Badge_Method';
import METHOD_BOTH from '@salesforce/label/c.Synthetic_Badge_Method_Both';
import METHOD_MODEL from '@salesforce/label/c.Synthetic_Badge_Method_Model';
import METHOD_RULES from '@salesforce/label/c.Synthetic_Badge_Method_Rules';
import NO_ACCESS from '@salesforce/label/c.Synthetic_Badge_No_Access';
import NOT_RECORDED from '@salesforce/label/c.Synthetic_Badge_Not_Recorded';
import PURPOSE from '@salesforce/label/c.Synthetic_Badge_Purpose';
import RESPONSIBLE from '@salesforce/label/c.Synthetic_Badge_Responsible';
import REVOKED from '@salesforce/label/c.Synthetic_Badge_Revoked';
import REVOKED_EXPLANATION from '@salesforce/label/c.Synthetic_Badge_Revoked_Explanation';
import TITLE from '@salesforce/label/c.Synthetic_Badge_Title';

/** Provenance fields, the same on every governed object. Asked for as optional: who cannot see one still sees the page. */
const FIELDS = [
  'Is_Synthetic__c',
  'Synthetic_Method__c',
  'Synthetic_Generated_At__c',
  'Synthetic_Purpose__c',
  'Synthetic_Responsible_Entity__c',
  'Synthetic_Expires_At__c',
  'Synthetic_Dataset__r.Name',
  'Synthetic_Dataset__r.Status__c',
] as const;

type FieldName = (typeof FIELDS)[number];

/** Names of the IPTC digital source types, for users to whom the platform gives no display value. */
const METHODS: Readonly<Record<string, string>> = {
  algorithmicMedia: METHOD_RULES,
  compositeWithTrainedAlgorithmicMedia: METHOD_BOTH,
  trainedAlgorithmicMedia: METHOD_MODEL,
};

/** Why a record is due for deletion, in words and beside them an icon. */
interface Ending {
  readonly mark: string;
  readonly explanation: string;
  readonly icon: string;
}

const REVOCATION: Ending = { mark: REVOKED, explanation: REVOKED_EXPLANATION, icon: 'utility:ban' };
const EXPIRY: Ending = { mark: EXPIRED, explanation: EXPIRED_EXPLANATION, icon: 'utility:clock' };

/** Statuses of a dataset whose time is over, whatever its expiry says: an administrator may end one early. */
const ENDED_STATUSES: readonly unknown[] = ['Expired', 'Purged'];

/** One row of the definition list; `moment`, an ISO 8601 text, is shown in the user's time zone and wins over `text`. */
interface Fact {
  readonly name: string;
  readonly label: string;
  readonly text?: string;
  readonly moment?: string;
}

/**
 * The disclosure badge: on a synthetic record it says so and shows the provenance, on a real record it shows nothing.
 * What it could not find out it says too, since silence would read as "real".
 */
export default class SyntheticBadge extends LightningElement {
  /** Given by the record page. */
  @api recordId?: string;
  /** API name of the record's object, given by the record page. */
  @api objectApiName?: string;

  readonly label = {
    title: TITLE,
    explanation: EXPLANATION,
    loading: LOADING,
    error: ERROR,
    noAccess: NO_ACCESS,
  };

  record?: RecordRepresentation;
  hasError = false;
  /** The record whose view is in the audit log. */
  private loggedId?: string;
  /** What the platform said of the error, if it said anything. */
  errorDetail = '';

  @wire(getRecord, { recordId: '$recordId', optionalFields: '$optionalFields' })
  receive({ data, error }: WireResult<RecordRepresentation>): void {
    this.record = data;
    this.hasError = Boolean(error);
    this.errorDetail = error ? messageOf(error) : '';
    this.logView();
  }

  /** Once for each synthetic record that is shown, however often the platform delivers it anew. */
  private logView(): void {
    const { recordId } = this;
    if (!recordId || !this.isSynthetic || recordId === this.loggedId) {
      return;
    }
    this.loggedId = recordId;
    recordView({ recordId }).catch(() => {
      // The platform has shown the record already. What the log lacks then is said in docs/audit-coverage.md.
      this.loggedId = undefined;
    });
  }

  /** Undefined, which holds the wire back, until the page has said which object this is. */
  get optionalFields(): string[] | undefined {
    return this.objectApiName ? FIELDS.map((field) => `${this.objectApiName}.${field}`) : undefined;
  }

  get isLoading(): boolean {
    return Boolean(this.recordId && this.objectApiName) && !this.record && !this.hasError;
  }

  /** The platform delivers a record without the fields that the user may not see. */
  get isHidden(): boolean {
    return Boolean(this.record) && this.value('Is_Synthetic__c') === undefined;
  }

  get isSynthetic(): boolean {
    return this.value('Is_Synthetic__c') === true;
  }

  /** Undefined as long as the record may stay. A revocation is the graver reason. */
  get ending(): Ending | undefined {
    const status = this.value('Synthetic_Dataset__r.Status__c');
    if (status === 'Revoked') {
      return REVOCATION;
    }
    const expiresAt = this.value('Synthetic_Expires_At__c');
    const isPast = typeof expiresAt === 'string' && Date.parse(expiresAt) <= Date.now();
    return isPast || ENDED_STATUSES.includes(status) ? EXPIRY : undefined;
  }

  get facts(): Fact[] {
    return [
      { name: 'method', label: METHOD, text: this.method },
      this.moment('generated', GENERATED, 'Synthetic_Generated_At__c'),
      this.text('purpose', PURPOSE, 'Synthetic_Purpose__c'),
      this.text('responsible', RESPONSIBLE, 'Synthetic_Responsible_Entity__c'),
      this.moment('expires', EXPIRES, 'Synthetic_Expires_At__c'),
      this.text('dataset', DATASET, 'Synthetic_Dataset__r.Name'),
    ];
  }

  private get method(): string {
    const code = this.value('Synthetic_Method__c');
    if (typeof code !== 'string') {
      return NOT_RECORDED;
    }
    const shown = this.record && getFieldDisplayValue(this.record, this.path('Synthetic_Method__c'));
    return shown || METHODS[code] || code;
  }

  private text(name: string, label: string, field: FieldName): Fact {
    const value = this.value(field);
    return { name, label, text: typeof value === 'string' && value ? value : NOT_RECORDED };
  }

  private moment(name: string, label: string, field: FieldName): Fact {
    const value = this.value(field);
    return typeof value === 'string' && value ? { name, label, moment: value } : { name, label, text: NOT_RECORDED };
  }

  private value(field: FieldName): unknown {
    return this.record ? getFieldValue(this.record, this.path(field)) : undefined;
  }

  private path(field: FieldName): string {
    return `${this.objectApiName}.${field}`;
  }
}

/** The platform's own words for a failed read: `body.message`, or the first of `body` where that is a list. */
function messageOf(error: unknown): string {
  const { body, message } = error as { body?: ErrorBody | readonly ErrorBody[]; message?: string };
  const first: ErrorBody | undefined = isList(body) ? body[0] : body;
  return first?.message ?? message ?? '';
}

interface ErrorBody {
  readonly message?: string;
}

/** `Array.isArray` does not narrow readonly arrays. */
function isList<T>(value: T | readonly T[] | undefined): value is readonly T[] {
  return Array.isArray(value);
}

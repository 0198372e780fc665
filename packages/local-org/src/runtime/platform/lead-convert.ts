/** Database.convertLead with LeadConvert and LeadConvertResult (Apex Reference Guide, Database Namespace). */
import type { LeadConversion, LeadConversionResult } from '../ports.ts';
import { newException, throwApex, throwNull } from '../kernel/exception.ts';
import { register, type JsonShape } from '../kernel/registry.ts';
import { ApexList } from '../library/list.ts';
import { AccessLevel } from './access-level.ts';
import { newList } from './collections.ts';
import { DatabaseError } from './database-results.ts';
import { DMLOptions } from './dml-options.ts';
import { accessFor, org } from './session.ts';
import { leaveUncommitted } from './transaction.ts';

export class LeadConvert {
  f_accountId: string | null = null;
  // there are no duplicate rules whose check could be passed by
  f_bypassAccountDedupeCheck = false;
  f_bypassContactDedupeCheck = false;
  f_contactId: string | null = null;
  f_convertedStatus: string | null = null;
  f_doNotCreateOpportunity = false;
  f_leadId: string | null = null;
  f_opportunityId: string | null = null;
  f_opportunityName: string | null = null;
  f_overwriteLeadSource = false;
  f_ownerId: string | null = null;
  f_sendNotificationEmail = false;

  'getAccountId()'(): string | null {
    return this.f_accountId;
  }
  'getBypassAccountDedupeCheck()'(): boolean {
    return this.f_bypassAccountDedupeCheck;
  }
  'getBypassContactDedupeCheck()'(): boolean {
    return this.f_bypassContactDedupeCheck;
  }
  'getContactId()'(): string | null {
    return this.f_contactId;
  }
  'getConvertedStatus()'(): string | null {
    return this.f_convertedStatus;
  }
  'getLeadId()'(): string | null {
    return this.f_leadId;
  }
  'getOpportunityId()'(): string | null {
    return this.f_opportunityId;
  }
  'getOpportunityName()'(): string | null {
    return this.f_opportunityName;
  }
  'getOwnerId()'(): string | null {
    return this.f_ownerId;
  }
  'isDoNotCreateOpportunity()'(): boolean {
    return this.f_doNotCreateOpportunity;
  }
  'isOverWriteLeadSource()'(): boolean {
    return this.f_overwriteLeadSource;
  }
  'isSendNotificationEmail()'(): boolean {
    return this.f_sendNotificationEmail;
  }
  'setAccountId(Id)'(id: string | null): void {
    this.f_accountId = id;
  }
  'setBypassAccountDedupeCheck(Boolean)'(flag: boolean | null): void {
    this.f_bypassAccountDedupeCheck = flag ?? false;
  }
  'setBypassContactDedupeCheck(Boolean)'(flag: boolean | null): void {
    this.f_bypassContactDedupeCheck = flag ?? false;
  }
  'setContactId(Id)'(id: string | null): void {
    this.f_contactId = id;
  }
  'setConvertedStatus(String)'(status: string | null): void {
    this.f_convertedStatus = status;
  }
  'setDoNotCreateOpportunity(Boolean)'(flag: boolean | null): void {
    this.f_doNotCreateOpportunity = flag ?? false;
  }
  'setLeadId(Id)'(id: string | null): void {
    this.f_leadId = id;
  }
  'setOpportunityId(Id)'(id: string | null): void {
    this.f_opportunityId = id;
  }
  'setOpportunityName(String)'(name: string | null): void {
    this.f_opportunityName = name;
  }
  'setOverwriteLeadSource(Boolean)'(flag: boolean | null): void {
    this.f_overwriteLeadSource = flag ?? false;
  }
  'setOwnerId(Id)'(id: string | null): void {
    this.f_ownerId = id;
  }
  /** the local org sends no e-mail */
  'setSendNotificationEmail(Boolean)'(flag: boolean | null): void {
    this.f_sendNotificationEmail = flag ?? false;
  }
}

export class LeadConvertResult {
  readonly row: LeadConversionResult;

  constructor(row: LeadConversionResult) {
    this.row = row;
  }

  get f_accountId(): string | null {
    return this.row.accountId;
  }
  get f_contactId(): string | null {
    return this.row.contactId;
  }
  get f_errors(): unknown {
    return newList(
      'Database.Error',
      this.row.errors.map((error) => DatabaseError.from(error)),
    );
  }
  get f_leadId(): string | null {
    return this.row.leadId;
  }
  get f_opportunityId(): string | null {
    return this.row.opportunityId;
  }
  /** person accounts are not enabled */
  get f_relatedPersonAccountId(): string | null {
    return null;
  }
  get f_success(): boolean {
    return this.row.success;
  }
  'getAccountId()'(): string | null {
    return this.row.accountId;
  }
  'getContactId()'(): string | null {
    return this.row.contactId;
  }
  'getErrors()'(): unknown {
    return this.f_errors;
  }
  'getLeadId()'(): string | null {
    return this.row.leadId;
  }
  'getOpportunityId()'(): string | null {
    return this.row.opportunityId;
  }
  'getRelatedPersonAccountId()'(): string | null {
    return null;
  }
  'isSuccess()'(): boolean {
    return this.row.success;
  }
}

function convertLead(target: unknown, ...options: readonly unknown[]): unknown {
  if (target === null) throwNull();
  const given = (target instanceof ApexList ? target.items : [target]) as readonly (LeadConvert | null)[];
  const { allOrNone, level } = optionsOf(options);
  leaveUncommitted();
  const leads = given.map((lead) => conversionOf(lead ?? throwNull()));
  const rows = leads.length === 0 ? [] : org().data.convertLeads({ leads, allOrNone, access: accessFor(level) });
  if (allOrNone && rows.some(({ success }) => !success)) throw failure(rows);
  const results = rows.map((row) => new LeadConvertResult(row));
  return target instanceof ApexList ? newList('Database.LeadConvertResult', results) : results[0];
}

function conversionOf(lead: LeadConvert): LeadConversion {
  return {
    leadId: lead.f_leadId,
    accountId: lead.f_accountId,
    contactId: lead.f_contactId,
    opportunityId: lead.f_opportunityId,
    opportunityName: lead.f_opportunityName,
    convertedStatus: lead.f_convertedStatus,
    ownerId: lead.f_ownerId,
    doNotCreateOpportunity: lead.f_doNotCreateOpportunity,
    overwriteLeadSource: lead.f_overwriteLeadSource,
  };
}

function optionsOf(given: readonly unknown[]): { readonly allOrNone: boolean; readonly level: AccessLevel | null } {
  let allOrNone = true;
  let level: AccessLevel | null = null;
  for (const value of given) {
    if (typeof value === 'boolean') allOrNone = value;
    else if (value instanceof AccessLevel) level = value;
    else if (value instanceof DMLOptions) allOrNone = value.f_optAllOrNone ?? false;
    else throwApex('System.NullPointerException', 'Argument cannot be null.');
  }
  return { allOrNone, level };
}

function failure(rows: readonly LeadConversionResult[]): Error {
  const failures = rows.flatMap(({ leadId, errors }, index) =>
    errors.map((error) => ({ ...error, index, id: leadId, object: 'Lead' })),
  );
  const [{ index, statusCode, message, fields }] = failures;
  const text = `ConvertLead failed. First exception on row ${index}; first error: ${statusCode}, ${message}: [${fields.join(', ')}]`;
  return Object.assign(newException('System.DmlException', text), { dmlFailures: failures });
}

const KEYS = ['Database.LeadConvert', 'List'].flatMap((target) =>
  ['', ',Boolean', ',Database.DMLOptions'].flatMap((middle) =>
    ['', ',System.AccessLevel'].map((level) => `convertLead(${target}${middle}${level})`),
  ),
);

const readMember = (instance: Readonly<Record<string, unknown>>, name: string): unknown => instance[`f_${name}`];

const RESULT_SHAPE: JsonShape = {
  members: [
    { name: 'success', type: 'Boolean' },
    ...['leadId', 'accountId', 'contactId', 'opportunityId', 'relatedPersonAccountId'].map((name) => ({
      name,
      type: 'Id',
    })),
    { name: 'errors', type: 'List<Database.Error>' },
  ],
  read: readMember,
  make(values) {
    const id = (name: string): string | null => (values.get(name) as string | null | undefined) ?? null;
    const errors = values.get('errors');
    return new LeadConvertResult({
      leadId: id('leadId'),
      accountId: id('accountId'),
      contactId: id('contactId'),
      opportunityId: id('opportunityId'),
      success: values.get('success') === true,
      errors: errors instanceof ApexList ? (errors.items as DatabaseError[]) : [],
    });
  },
};

const CONVERT_SHAPE: JsonShape = {
  members: [
    ...['accountId', 'contactId', 'leadId', 'opportunityId', 'ownerId'].map((name) => ({ name, type: 'Id' })),
    ...['convertedStatus', 'opportunityName'].map((name) => ({ name, type: 'String' })),
    ...['doNotCreateOpportunity', 'overwriteLeadSource', 'sendNotificationEmail'].map((name) => ({
      name,
      type: 'Boolean',
    })),
  ],
  read: readMember,
  make: (values) =>
    Object.assign(new LeadConvert(), Object.fromEntries([...values].map(([name, value]) => [`f_${name}`, value]))),
};

register('System.Database', { statics: Object.fromEntries(KEYS.map((key) => [key, convertLead])) });
register('Database.LeadConvert', {
  class: LeadConvert,
  constructors: { 'new()': () => new LeadConvert() },
  json: CONVERT_SHAPE,
});
register('Database.LeadConvertResult', { class: LeadConvertResult, json: RESULT_SHAPE });

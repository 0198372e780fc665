/** Lead, Campaign and CampaignMember. Source: Object Reference for the Salesforce Platform, objects of these names. */
import {
  addressFields, checkbox, currency, date, datetime, email, integer, lookup, makeField, number, owner, percent, phone, picklist,
  text, textarea, url, viewFields,
} from '../fields.ts';
import { PERSON_NAME } from '../derived.ts';
import { defineObject } from './define.ts';
import {
  CAMPAIGN_MEMBER_STATUSES, CAMPAIGN_STATUSES, CAMPAIGN_TYPES, INDUSTRIES, LEAD_SOURCES, LEAD_STATUSES, RATINGS, SALUTATIONS,
} from './picklists.ts';

/** Lead's address has no prefix: Street, City, State ... Address. */
export const LEAD = defineObject({
  name: 'Lead',
  label: 'Lead',
  keyPrefix: '00Q',
  fields: [
    lookup('MasterRecordId', 'Lead', undefined, { readOnly: true }),
    text('LastName', 80, { required: true }),
    text('FirstName', 40),
    picklist('Salutation', SALUTATIONS, { length: 40 }),
    text('Name', 121, { label: 'Full Name', readOnly: true, nameField: true, required: true, formula: PERSON_NAME }),
    text('Title', 128),
    text('Company', 255, { required: true }),
    ...addressFields(''),
    phone('Phone'),
    phone('MobilePhone'),
    phone('Fax'),
    email('Email'),
    url('Website'),
    url('PhotoUrl', 255, { readOnly: true, label: 'Photo URL' }),
    textarea('Description', 32000),
    picklist('LeadSource', LEAD_SOURCES),
    picklist('Status', LEAD_STATUSES, { required: true, initial: 'Open - Not Contacted' }),
    picklist('Industry', INDUSTRIES),
    picklist('Rating', RATINGS),
    currency('AnnualRevenue', { scale: 0 }),
    integer('NumberOfEmployees', 8, { label: 'Employees' }),
    owner('UserOrGroup'),
    checkbox('HasOptedOutOfEmail', { label: 'Email Opt Out' }),
    checkbox('HasOptedOutOfFax', { label: 'Fax Opt Out' }),
    checkbox('DoNotCall'),
    checkbox('IsConverted', { updateable: false, label: 'Converted' }),
    date('ConvertedDate', { updateable: false }),
    lookup('ConvertedAccountId', 'Account', undefined, { updateable: false }),
    lookup('ConvertedContactId', 'Contact', undefined, { updateable: false }),
    lookup('ConvertedOpportunityId', 'Opportunity', undefined, { updateable: false }),
    checkbox('IsUnreadByOwner', { label: 'Unread By Owner' }),
    date('LastActivityDate', { readOnly: true, label: 'Last Activity' }),
    ...viewFields(),
    text('Jigsaw', 20, { label: 'Data.com Key' }),
    text('JigsawContactId', 20, { readOnly: true, label: 'Jigsaw Contact ID' }),
    text('CompanyDunsNumber', 9, { label: 'Company D-U-N-S Number' }),
    text('EmailBouncedReason', 255),
    datetime('EmailBouncedDate'),
    lookup('IndividualId', 'Individual', 'Leads'),
  ],
});

const rollup = (name: string) => integer(name, 9, { readOnly: true, required: true, defaultValue: '0' });
const amount = (name: string) => currency(name, { readOnly: true, required: true, scale: 0, defaultValue: '0' });

export const CAMPAIGN = defineObject({
  name: 'Campaign',
  label: 'Campaign',
  keyPrefix: '701',
  fields: [
    text('Name', 80, { required: true, nameField: true }),
    lookup('ParentId', 'Campaign', 'ChildCampaigns', { label: 'Parent Campaign ID' }),
    picklist('Type', CAMPAIGN_TYPES),
    picklist('Status', CAMPAIGN_STATUSES, { initial: 'Planned' }),
    date('StartDate'),
    date('EndDate'),
    currency('ExpectedRevenue', { scale: 0 }),
    currency('BudgetedCost', { scale: 0 }),
    currency('ActualCost', { scale: 0 }),
    percent('ExpectedResponse', 8, 2),
    number('NumberSent', 18, 0, { label: 'Num Sent' }),
    checkbox('IsActive', { label: 'Active' }),
    textarea('Description', 32000),
    rollup('NumberOfLeads'),
    rollup('NumberOfConvertedLeads'),
    rollup('NumberOfContacts'),
    rollup('NumberOfResponses'),
    rollup('NumberOfOpportunities'),
    rollup('NumberOfWonOpportunities'),
    amount('AmountAllOpportunities'),
    amount('AmountWonOpportunities'),
    owner(),
    date('LastActivityDate', { readOnly: true, label: 'Last Activity' }),
    ...viewFields(),
    makeField('CampaignMemberRecordTypeId', 'reference', {
      referenceTo: ['RecordType'],
      relationshipName: 'CampaignMemberRecordType',
    }),
  ],
});

export const CAMPAIGN_MEMBER = defineObject({
  name: 'CampaignMember',
  label: 'Campaign Member',
  keyPrefix: '00v',
  sharingModel: 'ControlledByParent',
  fields: [
    lookup('CampaignId', 'Campaign', 'CampaignMembers', { required: true, updateable: false, deleteConstraint: 'cascade' }),
    lookup('LeadId', 'Lead', 'CampaignMembers', { deleteConstraint: 'cascade' }),
    lookup('ContactId', 'Contact', 'CampaignMembers', { deleteConstraint: 'cascade' }),
    picklist('Status', CAMPAIGN_MEMBER_STATUSES, { initial: 'Sent', length: 40 }),
    checkbox('HasResponded', { readOnly: true, label: 'Responded' }),
    date('FirstRespondedDate', { readOnly: true }),
    lookup('LeadOrContactOwnerId', ['Group', 'User'], undefined, { readOnly: true }),
    picklist('LeadSource', LEAD_SOURCES, { readOnly: true }),
  ],
});

/** One row for each value of Lead.Status; `Closed - Converted` has IsConverted. */
export const LEAD_STATUS = defineObject({
  name: 'LeadStatus',
  label: 'Lead Status Value',
  keyPrefix: '01Q',
  kind: 'setup',
  writable: false,
  fields: [
    text('MasterLabel', 255, { nameField: true }),
    text('ApiName', 255),
    integer('SortOrder', 9),
    checkbox('IsDefault'),
    checkbox('IsConverted'),
  ],
});

/** Account, Contact and the roles of contacts. Source: Object Reference for the Salesforce Platform, objects of these names. */
import {
  addressFields, checkbox, currency, date, datetime, email, integer, lookup, makeField, owner, phone, picklist, text,
  textarea, url, viewFields,
} from '../fields.ts';
import { PERSON_NAME } from '../derived.ts';
import { defineObject } from './define.ts';
import { ACCOUNT_OWNERSHIPS, ACCOUNT_TYPES, CONTACT_ROLES, INDUSTRIES, LEAD_SOURCES, RATINGS, SALUTATIONS } from './picklists.ts';

const CLEAN_STATUSES: readonly (readonly [string, string])[] = [
  ['Matched', 'In Sync'], ['Different', 'Different'], ['Acknowledged', 'Reviewed'], ['NotFound', 'Not Found'],
  ['Inactive', 'Inactive'], ['Pending', 'Not Compared'], ['SelectMatch', 'Select Match'], ['Skipped', 'Skipped'],
  ];

export const ACCOUNT = defineObject({
  name: 'Account',
  label: 'Account',
  keyPrefix: '001',
  fields: [
    lookup('MasterRecordId', 'Account', undefined, { readOnly: true }),
    text('Name', 255, { label: 'Account Name', required: true, nameField: true }),
    picklist('Type', ACCOUNT_TYPES, { label: 'Account Type' }),
    lookup('ParentId', 'Account', 'ChildAccounts', { label: 'Parent Account ID' }),
    ...addressFields('Billing'),
    ...addressFields('Shipping'),
    phone('Phone', { label: 'Account Phone' }),
    phone('Fax', { label: 'Account Fax' }),
    text('AccountNumber', 40),
    url('Website'),
    url('PhotoUrl', 255, { readOnly: true, label: 'Photo URL' }),
    text('Sic', 20, { label: 'SIC Code' }),
    picklist('Industry', INDUSTRIES),
    currency('AnnualRevenue', { scale: 0 }),
    integer('NumberOfEmployees', 8, { label: 'Employees' }),
    picklist('Ownership', ACCOUNT_OWNERSHIPS),
    text('TickerSymbol', 20),
    textarea('Description', 32000, { label: 'Account Description' }),
    picklist('Rating', RATINGS, { label: 'Account Rating' }),
    text('Site', 80, { label: 'Account Site' }),
    owner(),
    date('LastActivityDate', { readOnly: true, label: 'Last Activity' }),
    ...viewFields(),
    text('Jigsaw', 20, { label: 'Data.com Key' }),
    text('JigsawCompanyId', 20, { readOnly: true, label: 'Jigsaw Company ID' }),
    picklist('CleanStatus', CLEAN_STATUSES, { length: 40 }),
    picklist('AccountSource', LEAD_SOURCES),
    text('DunsNumber', 9, { label: 'D-U-N-S Number' }),
    text('Tradestyle', 255),
    text('NaicsCode', 8, { label: 'NAICS Code' }),
    text('NaicsDesc', 120, { label: 'NAICS Description' }),
    text('YearStarted', 4),
    text('SicDesc', 80, { label: 'SIC Description' }),
  ],
});

export const CONTACT = defineObject({
  name: 'Contact',
  label: 'Contact',
  keyPrefix: '003',
  sharingModel: 'ControlledByParent',
  fields: [
    lookup('MasterRecordId', 'Contact', undefined, { readOnly: true }),
    lookup('AccountId', 'Account', 'Contacts', { deleteConstraint: 'cascade' }),
    text('LastName', 80, { required: true }),
    text('FirstName', 40),
    picklist('Salutation', SALUTATIONS, { length: 40 }),
    text('Name', 121, { label: 'Full Name', readOnly: true, nameField: true, required: true, formula: PERSON_NAME }),
    ...addressFields('Other'),
    ...addressFields('Mailing'),
    phone('Phone', { label: 'Business Phone' }),
    phone('Fax', { label: 'Business Fax' }),
    phone('MobilePhone'),
    phone('HomePhone'),
    phone('OtherPhone'),
    phone('AssistantPhone', { label: 'Asst. Phone' }),
    lookup('ReportsToId', 'Contact', 'ContactReports', { label: 'Reports To ID' }),
    email('Email'),
    text('Title', 128),
    text('Department', 80),
    text('AssistantName', 40, { label: "Assistant's Name" }),
    picklist('LeadSource', LEAD_SOURCES),
    date('Birthdate'),
    textarea('Description', 32000, { label: 'Contact Description' }),
    owner(),
    checkbox('HasOptedOutOfEmail', { label: 'Email Opt Out' }),
    checkbox('HasOptedOutOfFax', { label: 'Fax Opt Out' }),
    checkbox('DoNotCall'),
    date('LastActivityDate', { readOnly: true, label: 'Last Activity' }),
    datetime('LastCURequestDate', { readOnly: true, label: 'Last Stay-in-Touch Request Date' }),
    datetime('LastCUUpdateDate', { readOnly: true, label: 'Last Stay-in-Touch Save Date' }),
    ...viewFields(),
    text('EmailBouncedReason', 255),
    datetime('EmailBouncedDate'),
    checkbox('IsEmailBounced', { readOnly: true }),
    url('PhotoUrl', 255, { readOnly: true, label: 'Photo URL' }),
    text('Jigsaw', 20, { label: 'Data.com Key' }),
    text('JigsawContactId', 20, { readOnly: true, label: 'Jigsaw Contact ID' }),
    picklist('CleanStatus', CLEAN_STATUSES, { length: 40 }),
    lookup('IndividualId', 'Individual', 'Contacts'),
  ],
});

export const INDIVIDUAL = defineObject({
  name: 'Individual',
  label: 'Individual',
  keyPrefix: '0PK',
  fields: [
    owner(),
    text('LastName', 80, { required: true }),
    text('FirstName', 40),
    picklist('Salutation', SALUTATIONS, { length: 40 }),
    text('Name', 121, { readOnly: true, nameField: true, required: true, formula: PERSON_NAME }),
    checkbox('HasOptedOutTracking', { label: "Don't Track" }),
    checkbox('HasOptedOutProfiling', { label: "Don't Profile" }),
    checkbox('HasOptedOutProcessing', { label: "Don't Process" }),
    checkbox('HasOptedOutSolicit', { label: "Don't Market" }),
    checkbox('ShouldForget', { label: 'Forget this Individual' }),
    checkbox('SendIndividualData', { label: 'Export Individual’s Data' }),
    checkbox('CanStorePiiElsewhere', { label: 'OK to Store PII Data Elsewhere' }),
    date('BirthDate'),
    lookup('MasterRecordId', 'Individual', undefined, { readOnly: true }),
    ...viewFields(),
  ],
});

const contactRole = (
  name: string, keyPrefix: string, label: string, parent: string, children: string, childrenOfContact: string,
) =>
  defineObject({
    name,
    label,
    keyPrefix,
    sharingModel: 'ControlledByParent',
    fields: [
      lookup(`${parent}Id`, parent, children, { required: true, updateable: false, deleteConstraint: 'cascade' }),
      lookup('ContactId', 'Contact', childrenOfContact, { required: true, deleteConstraint: 'cascade' }),
      picklist('Role', CONTACT_ROLES, { length: 40 }),
      checkbox('IsPrimary', { label: 'Primary' }),
    ],
  });

export const ACCOUNT_CONTACT_ROLE = contactRole(
  'AccountContactRole', '02Z', 'Account Contact Role', 'Account', 'AccountContactRoles', 'AccountContactRoles',
);
export const OPPORTUNITY_CONTACT_ROLE = contactRole(
  'OpportunityContactRole', '00K', 'Opportunity Contact Role', 'Opportunity', 'OpportunityContactRoles', 'OpportunityContactRoles',
);
export const CONTRACT_CONTACT_ROLE = contactRole(
  'ContractContactRole', '02a', 'Contract Contact Role', 'Contract', 'ContractContactRoles', 'ContractContactRoles',
);
export const CASE_CONTACT_ROLE = defineObject({
  name: 'CaseContactRole',
  label: 'Case Contact Role',
  keyPrefix: '03j',
  sharingModel: 'ControlledByParent',
  fields: [
    lookup('CasesId', 'Case', 'CaseContactRoles', { required: true, updateable: false, deleteConstraint: 'cascade' }),
    lookup('ContactId', 'Contact', 'CaseContactRoles', { required: true, deleteConstraint: 'cascade' }),
    makeField('Role', 'picklist', { length: 40, picklistValues: [] }),
  ],
});

/** Case and its comments. Source: Object Reference for the Salesforce Platform, objects of these names. */
import {
  checkbox,
  datetime,
  email,
  integer,
  lookup,
  makeField,
  owner,
  phone,
  picklist,
  text,
  textarea,
  viewFields,
} from '../fields.ts';
import { picklistIn } from '../derived.ts';
import { defineObject } from './define.ts';
import {
  CASE_CLOSED_STATUSES,
  CASE_ORIGINS,
  CASE_PRIORITIES,
  CASE_REASONS,
  CASE_STATUSES,
  CASE_TYPES,
} from './picklists.ts';

/**
 * An account or contact with cases cannot be deleted ("could not be completed because it is associated with the
 * following cases"), hence `restrict`.
 */
export const CASE = defineObject({
  name: 'Case',
  label: 'Case',
  keyPrefix: '500',
  fields: [
    lookup('MasterRecordId', 'Case', undefined, { readOnly: true }),
    makeField('CaseNumber', 'autonumber', {
      readOnly: true,
      nillable: false,
      nameField: true,
      displayFormat: '{00000000}',
      system: true,
    }),
    lookup('ContactId', 'Contact', 'Cases', { deleteConstraint: 'restrict' }),
    lookup('AccountId', 'Account', 'Cases', { deleteConstraint: 'restrict' }),
    lookup('AssetId', 'Asset', 'Cases'),
    lookup('ParentId', 'Case', 'Cases', { label: 'Parent Case ID' }),
    text('SuppliedName', 80, { label: 'Name' }),
    email('SuppliedEmail', { label: 'Email Address' }),
    text('SuppliedPhone', 40, { label: 'Phone' }),
    text('SuppliedCompany', 80, { label: 'Company' }),
    picklist('Type', CASE_TYPES, { label: 'Case Type' }),
    picklist('Status', CASE_STATUSES, { initial: 'New' }),
    picklist('Reason', CASE_REASONS, { label: 'Case Reason' }),
    picklist('Origin', CASE_ORIGINS, { label: 'Case Origin' }),
    text('Subject', 255),
    picklist('Priority', CASE_PRIORITIES, { initial: 'Medium' }),
    textarea('Description', 32000),
    checkbox('IsClosed', { readOnly: true, label: 'Closed', formula: picklistIn('Status', CASE_CLOSED_STATUSES) }),
    datetime('ClosedDate', { readOnly: true }),
    checkbox('IsEscalated', { label: 'Escalated' }),
    owner('UserOrGroup'),
    phone('ContactPhone', { readOnly: true }),
    phone('ContactMobile', { readOnly: true }),
    email('ContactEmail', { readOnly: true }),
    phone('ContactFax', { readOnly: true }),
    textarea('Comments', 4000, { label: 'Internal Comments' }),
    checkbox('IsClosedOnCreate', { readOnly: true, label: 'Closed When Created' }),
    lookup('SourceId', 'EmailMessage', undefined, { updateable: false }),
    ...viewFields(),
  ],
});

export const CASE_STATUS = defineObject({
  name: 'CaseStatus',
  label: 'Case Status Value',
  keyPrefix: '01R',
  kind: 'setup',
  writable: false,
  fields: [
    text('MasterLabel', 255, { nameField: true }),
    text('ApiName', 255),
    integer('SortOrder', 9),
    checkbox('IsDefault'),
    checkbox('IsClosed'),
  ],
});

export const CASE_COMMENT = defineObject({
  name: 'CaseComment',
  label: 'Case Comment',
  keyPrefix: '00a',
  sharingModel: 'ControlledByParent',
  fields: [
    lookup('ParentId', 'Case', 'CaseComments', { required: true, updateable: false, deleteConstraint: 'cascade' }),
    checkbox('IsPublished', { label: 'Published' }),
    textarea('CommentBody', 4000, { label: 'Body' }),
  ],
});

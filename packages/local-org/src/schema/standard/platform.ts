/** Apex code, jobs and schedules as rows. Source: Object Reference and SOAP API Developer Guide, objects of these names. */
import { checkbox, datetime, integer, lookup, makeField, number, picklist, text, textarea, url } from '../fields.ts';
import { defineObject } from './define.ts';

const JOB_TYPES: readonly (readonly [string, string])[] = [
  ['Future', 'Future'],
  ['SharingRecalculation', 'Sharing Recalculation'],
  ['ScheduledApex', 'Scheduled Apex'],
  ['BatchApex', 'Batch Apex'],
  ['BatchApexWorker', 'Batch Apex Worker'],
  ['TestRequest', 'Test Request'],
  ['TestWorker', 'Test Worker'],
  ['ApexToken', 'Apex Token'],
  ['Queueable', 'Queueable'],
];

const JOB_STATUSES = ['Queued', 'Processing', 'Aborted', 'Completed', 'Failed', 'Preparing', 'Holding'];

export const APEX_CLASS = defineObject({
  name: 'ApexClass',
  label: 'Apex Class',
  labelPlural: 'Apex Classes',
  keyPrefix: '01p',
  kind: 'setup',
  writable: false,
  fields: [
    text('NamespacePrefix', 15),
    text('Name', 255, { required: true, nameField: true }),
    number('ApiVersion', 18, 1),
    picklist('Status', ['Inactive', 'Active', 'Deleted'], { length: 40 }),
    checkbox('IsValid'),
    number('BodyCrc', 18, 0),
    textarea('Body', 1000000),
    integer('LengthWithoutComments', 9),
  ],
});

export const APEX_TRIGGER = defineObject({
  name: 'ApexTrigger',
  label: 'Apex Trigger',
  keyPrefix: '01q',
  kind: 'setup',
  writable: false,
  fields: [
    text('NamespacePrefix', 15),
    text('Name', 255, { required: true, nameField: true }),
    picklist('TableEnumOrId', [], { length: 40 }),
    ...['Before', 'After'].flatMap((when) =>
      ['Insert', 'Update', 'Delete'].map((what) => checkbox(`Usage${when}${what}`)),
    ),
    checkbox('UsageAfterUndelete'),
    checkbox('UsageIsBulk'),
    number('ApiVersion', 18, 1),
    picklist('Status', ['Inactive', 'Active', 'Deleted'], { length: 40 }),
    checkbox('IsValid'),
    number('BodyCrc', 18, 0),
    textarea('Body', 1000000),
    integer('LengthWithoutComments', 9),
  ],
});

export const ASYNC_APEX_JOB = defineObject({
  name: 'AsyncApexJob',
  label: 'Apex Job',
  keyPrefix: '707',
  kind: 'setup',
  writable: false,
  audit: ['CreatedDate', 'CreatedById'],
  fields: [
    picklist('JobType', JOB_TYPES, { length: 40 }),
    lookup('ApexClassId', 'ApexClass', undefined),
    picklist('Status', JOB_STATUSES, { length: 40 }),
    integer('JobItemsProcessed', 9),
    integer('TotalJobItems', 9),
    integer('NumberOfErrors', 9),
    datetime('CompletedDate'),
    text('MethodName', 255),
    text('ExtendedStatus', 255),
    lookup('ParentJobId', 'AsyncApexJob', undefined, { relationshipName: undefined }),
    text('LastProcessed', 15),
    integer('LastProcessedOffset', 9),
    lookup('CronTriggerId', 'CronTrigger', undefined),
  ],
});

export const CRON_TRIGGER = defineObject({
  name: 'CronTrigger',
  label: 'Scheduled Job',
  keyPrefix: '08e',
  kind: 'setup',
  writable: false,
  audit: ['CreatedDate', 'CreatedById', 'LastModifiedById'],
  fields: [
    lookup('CronJobDetailId', 'CronJobDetail', undefined),
    datetime('NextFireTime'),
    datetime('PreviousFireTime'),
    picklist(
      'State',
      ['WAITING', 'ACQUIRED', 'EXECUTING', 'COMPLETE', 'ERROR', 'DELETED', 'PAUSED', 'BLOCKED', 'PAUSED_BLOCKED'],
      { length: 40 },
    ),
    datetime('StartTime'),
    datetime('EndTime'),
    text('CronExpression', 255),
    text('TimeZoneSidKey', 40),
    lookup('OwnerId', 'User', undefined),
    integer('TimesTriggered', 9),
  ],
});

/** The triggers of platform events, and how far they have come. */
export const EVENT_BUS_SUBSCRIBER = defineObject({
  name: 'EventBusSubscriber',
  label: 'Event Bus Subscriber',
  keyPrefix: '0NE',
  kind: 'setup',
  writable: false,
  audit: [],
  fields: [
    text('ExternalId', 18),
    text('Name', 255, { nameField: true }),
    picklist('Type', ['ApexTrigger'], { length: 40 }),
    text('Topic', 255),
    integer('Position', 18),
    integer('Tip', 18),
    integer('Retries', 9),
    text('LastError', 1000),
    picklist('Status', ['Running', 'Error', 'Suspended', 'Expired', 'Idle'], { length: 40 }),
    checkbox('IsPartitioned'),
  ],
});

/** JobType `7` is scheduled Apex. */
export const CRON_JOB_DETAIL = defineObject({
  name: 'CronJobDetail',
  label: 'Cron Job',
  keyPrefix: '08a',
  kind: 'setup',
  writable: false,
  audit: [],
  fields: [
    text('Name', 80, { required: true, nameField: true }),
    picklist(
      'JobType',
      [
        ['1', 'Data Export'],
        ['3', 'Dashboard Refresh'],
        ['4', 'Reporting Snapshot'],
        ['7', 'Scheduled Apex'],
        ['8', 'Report Run'],
        ['9', 'Batch Job'],
        ['A', 'Reporting Notification'],
      ],
      { length: 40 },
    ),
  ],
});

export const STATIC_RESOURCE = defineObject({
  name: 'StaticResource',
  label: 'Static Resource',
  keyPrefix: '081',
  kind: 'setup',
  writable: false,
  fields: [
    text('NamespacePrefix', 15),
    text('Name', 255, { required: true, nameField: true }),
    text('ContentType', 120),
    integer('BodyLength', 9),
    makeField('Body', 'base64'),
    textarea('Description', 255),
    picklist('CacheControl', ['Private', 'Public'], { length: 40 }),
  ],
});

export const FOLDER = defineObject({
  name: 'Folder',
  label: 'Folder',
  keyPrefix: '00l',
  kind: 'setup',
  fields: [
    lookup('ParentId', 'Folder', 'SubFolders', { deleteConstraint: 'restrict' }),
    text('Name', 255, { required: true, nameField: true }),
    text('DeveloperName', 80),
    picklist('AccessType', ['Shared', 'Public', 'Hidden', 'PublicInternal'], { required: true, length: 40 }),
    checkbox('IsReadonly'),
    picklist('Type', ['Dashboard', 'Document', 'Email', 'Report'], { required: true, updateable: false, length: 40 }),
    text('NamespacePrefix', 15, { readOnly: true }),
  ],
});

export const EMAIL_TEMPLATE = defineObject({
  name: 'EmailTemplate',
  label: 'Email Template',
  keyPrefix: '00X',
  kind: 'setup',
  fields: [
    text('Name', 80, { required: true, nameField: true }),
    text('DeveloperName', 80, { required: true }),
    text('NamespacePrefix', 15, { readOnly: true }),
    lookup('OwnerId', 'User', undefined),
    lookup('FolderId', ['Folder', 'Organization', 'User'], undefined, { required: true }),
    picklist(
      'TemplateStyle',
      ['none', 'freeForm', 'formalLetter', 'promotionRight', 'promotionLeft', 'newsletter', 'products'],
      {
        length: 40,
      },
    ),
    checkbox('IsActive', { label: 'Available For Use' }),
    picklist('TemplateType', ['text', 'html', 'custom', 'visualforce'], { required: true, length: 40 }),
    picklist('Encoding', ['UTF-8', 'ISO-8859-1'], { length: 40 }),
    textarea('Description', 4000),
    text('Subject', 255),
    textarea('HtmlValue', 384000),
    textarea('Body', 384000),
    integer('TimesUsed', 9, { readOnly: true }),
    datetime('LastUsedDate', { readOnly: true }),
  ],
});

/** A named page of an org's domain; asked for by code that builds links. */
export const DOMAIN = defineObject({
  name: 'Domain',
  label: 'Domain',
  keyPrefix: '0I4',
  kind: 'setup',
  writable: false,
  fields: [picklist('DomainType', ['DNS'], { length: 40 }), url('Domain', 80, { nameField: true })],
});

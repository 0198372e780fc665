/** Task and Event. Source: Object Reference for the Salesforce Platform, "Task", "Event". */
import { checkbox, date, datetime, integer, lookup, makeField, owner, picklist, text, textarea } from '../fields.ts';
import { picklistIn } from '../derived.ts';
import { defineObject } from './define.ts';
import { fieldsIn } from './notation.ts';
import { TASK_PRIORITIES, TASK_STATUSES, TASK_TYPES } from './picklists.ts';

/** What an activity may be related to; custom objects with activities enabled are added by the project. */
export const ACTIVITY_PARENTS = [
  'Account',
  'Asset',
  'Campaign',
  'Case',
  'Contract',
  'Opportunity',
  'Order',
  'Product2',
];

const related = (children: string) => [
  lookup('WhoId', ['Contact', 'Lead'], children, { label: 'Name ID', deleteConstraint: 'cascade' }),
  lookup('WhatId', ACTIVITY_PARENTS, children, { label: 'Related To ID', deleteConstraint: 'cascade' }),
];

const RECURRENCE = `
  RecurrenceType {RecursDaily,RecursEveryWeekday,RecursMonthly,RecursMonthlyNth,RecursWeekly,RecursYearly,RecursYearlyNth}; RecurrenceInterval int
  RecurrenceDayOfWeekMask int; RecurrenceDayOfMonth int; RecurrenceInstance {First,Second,Third,Fourth,Last}
  RecurrenceMonthOfYear {January,February,March,April,May,June,July,August,September,October,November,December}`;

export const TASK = defineObject({
  name: 'Task',
  label: 'Task',
  keyPrefix: '00T',
  sharingModel: 'Private',
  fields: [
    ...related('Tasks'),
    makeField('Subject', 'combobox', { length: 255, nameField: true }),
    date('ActivityDate', { label: 'Due Date Only' }),
    picklist('Status', TASK_STATUSES, { required: true, initial: 'Not Started' }),
    picklist('Priority', TASK_PRIORITIES, { required: true, initial: 'Normal' }),
    checkbox('IsHighPriority', { readOnly: true, label: 'High Priority' }),
    owner('UserOrGroup'),
    textarea('Description', 32000),
    picklist('Type', TASK_TYPES, { length: 40 }),
    checkbox('IsClosed', { readOnly: true, label: 'Closed', formula: picklistIn('Status', ['Completed']) }),
    checkbox('IsArchived', { readOnly: true, label: 'Archived' }),
    lookup('AccountId', 'Account', undefined, { readOnly: true }),
    integer('CallDurationInSeconds', 8, { label: 'Call Duration' }),
    picklist('CallType', ['Internal', 'Inbound', 'Outbound'], { length: 40 }),
    text('CallDisposition', 255, { label: 'Call Result' }),
    text('CallObject', 255, { label: 'Call Object Identifier' }),
    datetime('ReminderDateTime', { label: 'Reminder Date/Time' }),
    checkbox('IsReminderSet', { label: 'Reminder Set' }),
    checkbox('IsRecurrence', { updateable: false, label: 'Create Recurring Series of Tasks' }),
    picklist('TaskSubtype', ['Task', 'Email', 'ListEmail', 'Cadence', 'Call', 'LinkedIn'], {
      updateable: false,
      length: 40,
      initial: 'Task',
    }),
    datetime('CompletedDateTime', { readOnly: true, label: 'Completed Date/Time' }),
    ...fieldsIn(`
      RecurrenceActivityId -> Task as RecurringTasks readonly; RecurrenceStartDateOnly date; RecurrenceEndDateOnly date; RecurrenceTimeZoneSidKey string(40)
      ${RECURRENCE}; RecurrenceRegeneratedType {RecurrenceRegenerateAfterDueDate=After due date,RecurrenceRegenerateAfterToday=After date completed}
    `),
  ],
});

export const EVENT = defineObject({
  name: 'Event',
  label: 'Event',
  keyPrefix: '00U',
  sharingModel: 'Private',
  fields: [
    ...related('Events'),
    makeField('Subject', 'combobox', { length: 255, nameField: true }),
    text('Location', 255),
    checkbox('IsAllDayEvent', { label: 'All-Day Event' }),
    datetime('ActivityDateTime', { label: 'Due Date Time' }),
    date('ActivityDate', { label: 'Due Date Only' }),
    integer('DurationInMinutes', 8, { label: 'Duration' }),
    datetime('StartDateTime', { label: 'Start Date Time' }),
    datetime('EndDateTime', { label: 'End Date Time' }),
    date('EndDate', { readOnly: true }),
    textarea('Description', 32000),
    lookup('AccountId', 'Account', undefined, { readOnly: true }),
    owner('UserOrGroup'),
    picklist('Type', ['Call', 'Email', 'Meeting', 'Other'], { length: 40 }),
    checkbox('IsPrivate', { label: 'Private' }),
    picklist(
      'ShowAs',
      [
        ['Busy', 'Busy'],
        ['OutOfOffice', 'Out of Office'],
        ['Free', 'Free'],
      ],
      { initial: 'Busy', length: 40 },
    ),
    checkbox('IsChild', { readOnly: true, label: 'Is Child' }),
    checkbox('IsGroupEvent', { readOnly: true, label: 'Is Group Event' }),
    checkbox('IsArchived', { readOnly: true, label: 'Archived' }),
    checkbox('IsRecurrence', { updateable: false, label: 'Create Recurring Series of Events' }),
    datetime('ReminderDateTime', { label: 'Reminder Date/Time' }),
    checkbox('IsReminderSet', { label: 'Reminder Set' }),
    picklist('EventSubtype', ['Event'], { updateable: false, length: 40, initial: 'Event' }),
    ...fieldsIn(`
      RecurrenceActivityId -> Event as RecurringEvents readonly; RecurrenceStartDateTime datetime; RecurrenceEndDateOnly date; RecurrenceTimeZoneSidKey string(40)
      ${RECURRENCE}; GroupEventType {0=Non-group Event,1=Group Event,2=Proposed Event} readonly; IsRecurrence2 boolean readonly; IsRecurrence2Exception boolean readonly
      IsRecurrence2Exclusion boolean readonly; Recurrence2PatternText string(512); Recurrence2PatternVersion {1=RFC 5545 v4.0 RRULE} readonly; Recurrence2PatternStartDate datetime; Recurrence2PatternTimeZone string(255) readonly
    `),
  ],
});

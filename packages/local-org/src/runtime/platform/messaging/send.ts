/** Sending. Source: Apex Reference Guide, Messaging Class; the texts of errors are those of the SOAP API's sendEmail. */
import { current } from '../../kernel/context.ts';
import { newException, throwApex, throwNull } from '../../kernel/exception.ts';
import { readGettersAsProperties } from '../../library/define.ts';
import type { ApexList } from '../../library/list.ts';
import { newList } from '../collections.ts';
import { enumValue } from '../enums.ts';
import { objectOfId } from '../tokens.ts';
import { fitsTheDay } from './daily-limit.ts';
import { merge, queryOne, type MergeSources } from './merge.ts';
import { MassEmailMessage, SingleEmailMessage } from './messages.ts';
import { post, type SentEmail } from './outbox.ts';

export interface SendFailure {
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
  readonly targetObjectId: string | null;
}

export class SendEmailError {
  readonly failure: SendFailure;

  constructor(failure: SendFailure) {
    this.failure = failure;
  }

  'getFields()'(): ApexList {
    return newList('String', [...this.failure.fields]);
  }
  'getMessage()'(): string {
    return this.failure.message;
  }
  'getStatusCode()'(): unknown {
    return enumValue('System.StatusCode', this.failure.statusCode);
  }
  'getTargetObjectId()'(): string | null {
    return this.failure.targetObjectId;
  }
}

export class SendEmailResult {
  readonly failures: readonly SendFailure[];

  constructor(failures: readonly SendFailure[]) {
    this.failures = failures;
  }

  'getErrors()'(): ApexList {
    return newList(
      'Messaging.SendEmailError',
      this.failures.map((failure) => new SendEmailError(failure)),
    );
  }
  'isSuccess()'(): boolean {
    return this.failures.length === 0;
  }
}

interface Outcome {
  readonly failures: readonly SendFailure[];
  readonly emails: readonly SentEmail[];
}

/** One call is one invocation, however many messages it has. @throws System.EmailException where allOrNothing and one fails */
export function sendEmail(messages: ApexList | null, allOrNothing: boolean | null = true): ApexList {
  if (messages === null) throwNull();
  current().limits.count('emailInvocations');
  const outcomes = messages.items.map((message) => withinTheDay(prepare(message ?? throwNull())));
  if (allOrNothing !== false) refuseFailures(outcomes);
  for (const email of outcomes.flatMap((outcome) => outcome.emails)) post(({ emails }) => emails.push(email));
  return newList(
    'Messaging.SendEmailResult',
    outcomes.map(({ failures }) => new SendEmailResult(failures)),
  );
}

function withinTheDay(outcome: Outcome): Outcome {
  if (fitsTheDay(outcome.emails)) return outcome;
  const text = 'The daily limit for the org would be exceeded by this request';
  return { failures: [failure('SINGLE_EMAIL_LIMIT_EXCEEDED', text)], emails: [] };
}

function refuseFailures(outcomes: readonly Outcome[]): void {
  const failures = outcomes.flatMap(({ failures }, index) =>
    failures.map(({ statusCode, message, fields, targetObjectId }) => ({
      index,
      id: targetObjectId,
      statusCode,
      message,
      fields,
    })),
  );
  if (failures.length === 0) return;
  const [{ index, statusCode, message, fields }] = failures;
  const text =
    `SendEmail failed. First exception on row ${index}; ` +
    `first error: ${statusCode}, ${message}: [${fields.join(', ')}]`;
  throw Object.assign(newException('System.EmailException', text), { dmlFailures: failures });
}

function prepare(message: unknown): Outcome {
  if (message instanceof SingleEmailMessage) return single(message as unknown as SingleFields);
  if (message instanceof MassEmailMessage) return mass(message as unknown as MassFields);
  throwApex('System.TypeException', 'Messaging.sendEmail takes a SingleEmailMessage or a MassEmailMessage');
}

interface EmailFields {
  readonly f_subject: string | null;
  readonly f_saveAsActivity: boolean | null;
  readonly f_templateId: string | null;
}

interface SingleFields extends EmailFields {
  readonly f_bccAddresses: ApexList | null;
  readonly f_ccAddresses: ApexList | null;
  readonly f_fileAttachments: ApexList | null;
  readonly f_htmlBody: string | null;
  readonly f_orgWideEmailAddressId: string | null;
  readonly f_plainTextBody: string | null;
  readonly f_targetObjectId: string | null;
  readonly f_toAddresses: ApexList | null;
  readonly f_treatBodiesAsTemplate: boolean | null;
  readonly f_treatTargetObjectAsRecipient: boolean | null;
  readonly f_whatId: string | null;
}

interface MassFields extends EmailFields {
  readonly f_targetObjectIds: ApexList | null;
  readonly f_whatIds: ApexList | null;
}

const failure = (
  statusCode: string,
  message: string,
  fields: readonly string[] = [],
  targetObjectId: string | null = null,
): SendFailure => ({ statusCode, message, fields, targetObjectId });

const RECIPIENTS = new Set(['Contact', 'Lead', 'User']);

function single(message: SingleFields): Outcome {
  const whoId = message.f_targetObjectId;
  const sources = { whoId, whatId: message.f_whatId };
  const failures = [
    ...addressFailures('toAddresses', message.f_toAddresses),
    ...addressFailures('ccAddresses', message.f_ccAddresses),
    ...addressFailures('bccAddresses', message.f_bccAddresses),
    ...(whoId === null ? [] : targetFailures(whoId, message.f_saveAsActivity, message.f_whatId)),
  ];
  const to = texts(message.f_toAddresses);
  const own = whoId === null || message.f_treatTargetObjectAsRecipient === false ? null : emailOf(whoId);
  if (own !== null) to.unshift(own);
  const copies = [...texts(message.f_ccAddresses), ...texts(message.f_bccAddresses)];
  if (to.length + copies.length === 0 && failures.length === 0) {
    failures.push(failure('REQUIRED_FIELD_MISSING', 'Add a recipient to send an email.'));
  }
  const content = message.f_templateId === null ? written(message, sources) : stored(message.f_templateId, sources);
  if (content.plainText === null && content.html === null && failures.length === 0) {
    failures.push(failure('REQUIRED_FIELD_MISSING', 'Missing body, need at least one of html or plainText'));
  }
  if (failures.length > 0) return { failures, emails: [] };
  const attachments = (message.f_fileAttachments?.items ?? []) as { f_fileName: string | null }[];
  const email: SentEmail = {
    ...content,
    time: current().clock.now(),
    from: senderOf(message.f_orgWideEmailAddressId),
    to,
    cc: texts(message.f_ccAddresses),
    bcc: texts(message.f_bccAddresses),
    attachments: attachments.map((file) => file.f_fileName ?? ''),
  };
  return { failures, emails: [email] };
}

/** One message of the template for each target. */
function mass(message: MassFields): Outcome {
  const targets = texts(message.f_targetObjectIds);
  if (targets.length === 0) {
    return { failures: [failure('REQUIRED_FIELD_MISSING', 'Add a recipient to send an email.')], emails: [] };
  }
  if (message.f_templateId === null) {
    return { failures: [failure('REQUIRED_FIELD_MISSING', 'Missing template', ['templateId'])], emails: [] };
  }
  const { f_templateId: templateId } = message;
  const whats = texts(message.f_whatIds);
  const failures = targets.flatMap((whoId, index) =>
    targetFailures(whoId, message.f_saveAsActivity, whats[index] ?? null),
  );
  if (failures.length > 0) return { failures, emails: [] };
  const emails = targets.map((whoId, index) => ({
    ...stored(templateId, { whoId, whatId: whats[index] ?? null }),
    time: current().clock.now(),
    from: senderOf(null),
    to: [emailOf(whoId)].filter((address) => address !== null),
    cc: [],
    bcc: [],
    attachments: [],
  }));
  return { failures: [], emails };
}

function texts(list: ApexList | null): string[] {
  return (list?.items ?? []).filter((text): text is string => typeof text === 'string');
}

/** `toAddresses` may also name users, contacts and leads by Id. */
function addressFailures(field: string, list: ApexList | null): SendFailure[] {
  return texts(list)
    .filter((address) => !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(address.trim()) && objectOfId(address) === undefined)
    .map((address) => failure('INVALID_EMAIL_ADDRESS', `Email address is invalid: ${address}`, [field, address]));
}

function targetFailures(whoId: string, saveAsActivity: boolean | null, whatId: string | null): SendFailure[] {
  const object = objectOfId(whoId)?.object.name ?? '';
  if (!RECIPIENTS.has(object)) {
    const message = 'Only User, Contact, Lead, or Person objects are allowed for targetObjectId';
    return [failure('INVALID_ID_FIELD', message, ['targetObjectId', whoId], whoId)];
  }
  if (object !== 'User') return [];
  if (whatId !== null) {
    const message = 'WhatId is not available for sending emails to UserIds.';
    return [failure('INVALID_ID_FIELD', message, ['whatId', whatId], whoId)];
  }
  if (saveAsActivity !== true) return [];
  const message = 'saveAsActivity must be false when sending mail to users.';
  return [failure('INVALID_SAVE_AS_ACTIVITY_FLAG', message, ['saveAsActivity', 'true'], whoId)];
}

function emailOf(id: string): string | null {
  const object = objectOfId(id)?.object.name ?? '';
  if (!RECIPIENTS.has(object)) return null;
  return queryOne(`SELECT Email FROM ${object} WHERE Id = :id`, id)?.get('Email') as string | null;
}

function senderOf(orgWideId: string | null): string {
  if (orgWideId === null) return current().user.email;
  const address = queryOne('SELECT Address FROM OrgWideEmailAddress WHERE Id = :id', orgWideId)?.get('Address');
  return String(
    address ?? throwApex('System.EmailException', `No organization-wide email address has the Id ${orgWideId}`),
  );
}

interface Content {
  readonly subject: string;
  readonly plainText: string | null;
  readonly html: string | null;
}

function written(message: SingleFields, sources: MergeSources): Content {
  const filled = (text: string | null): string | null =>
    text === null || message.f_treatBodiesAsTemplate !== true ? text : merge(text, sources);
  return {
    subject: filled(message.f_subject) ?? '',
    plainText: filled(message.f_plainTextBody),
    html: filled(message.f_htmlBody),
  };
}

for (const result of [SendEmailResult, SendEmailError]) readGettersAsProperties(result);
/** @throws System.EmailException where no template has the Id */
export function stored(templateId: string, sources: MergeSources): Content {
  const row = queryOne('SELECT Subject, Body, HtmlValue FROM EmailTemplate WHERE Id = :id', templateId);
  if (row === undefined) throwApex('System.EmailException', `No email template has the Id ${templateId}`);
  const filled = (field: string): string | null => {
    const text = row.get(field) as string | null;
    return text === null ? null : merge(text, sources);
  };
  return { subject: filled('Subject') ?? '', plainText: filled('Body'), html: filled('HtmlValue') };
}

/** The Messaging class. Source: Apex Reference Guide, Messaging Class. */
import { throwApex, throwNull } from '../../kernel/exception.ts';
import { current } from '../../kernel/context.ts';
import { register } from '../../kernel/registry.ts';
import type { ApexList } from '../../library/list.ts';
import { newList } from '../collections.ts';
import './inbound.ts';
import { merge } from './merge.ts';
import { SingleEmailMessage } from './messages.ts';
import './notification.ts';
import { sendEmail, SendEmailError, SendEmailResult, stored } from './send.ts';

class RenderResult {
  readonly body: string;

  constructor(body: string) {
    this.body = body;
  }

  'getMergedBody()'(): string {
    return this.body;
  }
  'getSuccess()'(): boolean {
    return true;
  }
}

function renderBodies(whoId: string | null, whatId: string | null, bodies: ApexList | null): ApexList {
  if (bodies === null) throwNull();
  return newList(
    'Messaging.RenderEmailTemplateBodyResult',
    bodies.items.map((body) => new RenderResult(merge(body as string, { whoId, whatId }))),
  );
}

/** A message that can be sent or read; the call counts as a query. */
function renderStored(templateId: string | null, whoId: string | null, whatId: string | null): SingleEmailMessage {
  if (templateId === null) throwNull();
  current().limits.count('queries');
  const { subject, plainText, html } = stored(templateId, { whoId, whatId });
  const message = new SingleEmailMessage();
  return Object.assign(message, {
    f_subject: subject,
    f_plainTextBody: plainText,
    f_htmlBody: html,
    f_targetObjectId: whoId,
    f_whatId: whatId,
    f_templateId: templateId,
  });
}

/** A day's capacity of a Developer Edition org. */
const DAILY_EMAILS = 5000;

function reserve(count: number | null): void {
  if (count === null) throwNull();
  if (count > DAILY_EMAILS) {
    throwApex('System.HandledException', `The daily limit for the org would be exceeded by this request: ${count}`);
  }
}

register('Messaging.RenderEmailTemplateBodyResult', { class: RenderResult });
register('Messaging.SendEmailError', { class: SendEmailError });
register('Messaging.SendEmailResult', { class: SendEmailResult });
register('System.Messaging', {
  statics: {
    'renderEmailTemplate(String,String,List)': renderBodies,
    'renderStoredEmailTemplate(String,String,String)': renderStored,
    'reserveMassEmailCapacity(Integer)': reserve,
    'reserveSingleEmailCapacity(Integer)': reserve,
    'sendEmail(List)': (messages: ApexList | null) => sendEmail(messages),
    'sendEmail(List,Boolean)': sendEmail,
  },
});

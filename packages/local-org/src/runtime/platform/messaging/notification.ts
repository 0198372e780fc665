/** Messaging.CustomNotification. Source: Apex Reference Guide, CustomNotification Class. */
import { current } from '../../kernel/context.ts';
import { throwApex } from '../../kernel/exception.ts';
import { register } from '../../kernel/registry.ts';
import type { ApexSet } from '../../library/set.ts';
import { post } from './outbox.ts';

const MAXIMUM_RECIPIENTS = 500;

class CustomNotification {
  typeId: string | null = null;
  senderId: string | null = null;
  title: string | null = null;
  body: string | null = null;
  targetId: string | null = null;
  targetPageRef: string | null = null;

  /** @throws where what the notification needs is missing: type, title, body, a target, and from 1 to 500 recipients */
  'send(Set)'(users: ApexSet | null): void {
    const to = (users?.toArray() ?? []).filter((user): user is string => typeof user === 'string');
    const { typeId, title, body } = this;
    if (typeId === null) refuse('notification type ID');
    if (title === null || title === '') refuse('title');
    if (body === null || body === '') refuse('body');
    if (this.targetId === null && this.targetPageRef === null) refuse('target ID or target page reference');
    if (to.length === 0) refuse('recipients');
    if (to.length > MAXIMUM_RECIPIENTS) {
      throwApex('System.IllegalArgumentException', `A notification can have up to ${MAXIMUM_RECIPIENTS} recipients`);
    }
    const { targetId } = this;
    const time = current().clock.now();
    post(({ notifications }) => notifications.push({ time, to, title, body, targetId }));
  }
  'setBody(String)'(body: string | null): void {
    this.body = body;
  }
  'setNotificationTypeId(String)'(id: string | null): void {
    this.typeId = id;
  }
  'setSenderId(String)'(id: string | null): void {
    this.senderId = id;
  }
  'setTargetId(String)'(id: string | null): void {
    this.targetId = id;
  }
  'setTargetPageRef(String)'(page: string | null): void {
    this.targetPageRef = page;
  }
  'setTitle(String)'(title: string | null): void {
    this.title = title;
  }
}

function refuse(what: string): never {
  throwApex('System.IllegalArgumentException', `Required parameter is missing: ${what}`);
}

register('Messaging.CustomNotification', {
  class: CustomNotification,
  constructors: {
    'new()': () => new CustomNotification(),
    'new(String,String,String,String,String,String)': (
      typeId: string | null,
      senderId: string | null,
      title: string | null,
      body: string | null,
      targetId: string | null,
      targetPageRef: string | null,
    ) => Object.assign(new CustomNotification(), { typeId, senderId, title, body, targetId, targetPageRef }),
  },
});

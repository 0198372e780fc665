/** What an email service hands to its handler. Source: Apex Reference Guide, InboundEmail Class and its neighbours. */
import { register } from '../../kernel/registry.ts';
import { newList } from '../collections.ts';
import { dataClass } from '../data-class.ts';

const list = (element: string) => (): unknown => newList(element, []);
const headers = list('Messaging.InboundEmail.Header');
const off = (): boolean => false;

const TYPES = {
  InboundEmail: {
    binaryAttachments: undefined,
    ccAddresses: list('String'),
    fromAddress: undefined,
    fromName: undefined,
    headers,
    htmlBody: undefined,
    htmlBodyIsTruncated: off,
    inReplyTo: undefined,
    messageId: undefined,
    plainTextBody: undefined,
    plainTextBodyIsTruncated: off,
    references: list('String'),
    replyTo: undefined,
    subject: undefined,
    textAttachments: undefined,
    toAddresses: list('String'),
  },
  'InboundEmail.BinaryAttachment': { body: undefined, fileName: undefined, headers, mimeTypeSubType: undefined },
  'InboundEmail.TextAttachment': {
    body: undefined,
    bodyIsTruncated: off,
    charset: undefined,
    fileName: undefined,
    headers,
    mimeTypeSubType: undefined,
  },
  'InboundEmail.Header': { name: undefined, value: undefined },
  InboundEnvelope: { fromAddress: undefined, toAddress: undefined },
  InboundEmailResult: { message: undefined, success: undefined },
};

for (const [name, defaults] of Object.entries(TYPES)) {
  const made = dataClass(defaults);
  register(`Messaging.${name}`, { class: made, constructors: { 'new()': () => new made() } });
}
register('Messaging.InboundEmailHandler', {});

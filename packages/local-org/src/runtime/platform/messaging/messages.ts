/** The messages themselves. Source: Apex Reference Guide, Messaging Namespace. */
import { register } from '../../kernel/registry.ts';
import { addAccessors, dataClass, type DataClass } from '../data-class.ts';

const off = (): boolean => false;
const on = (): boolean => true;

const EMAIL = {
  bccSender: off,
  emailPriority: undefined,
  replyTo: undefined,
  saveAsActivity: on,
  senderDisplayName: undefined,
  subject: undefined,
  useSignature: on,
};
const SINGLE = {
  bccAddresses: undefined,
  ccAddresses: undefined,
  charset: undefined,
  entityAttachments: undefined,
  fileAttachments: undefined,
  htmlBody: undefined,
  inReplyTo: undefined,
  optOutPolicy: undefined,
  orgWideEmailAddressId: undefined,
  plainTextBody: undefined,
  references: undefined,
  targetObjectId: undefined,
  templateId: undefined,
  templateName: undefined,
  toAddresses: undefined,
  treatBodiesAsTemplate: off,
  treatTargetObjectAsRecipient: on,
  whatId: undefined,
};
const MASS = { description: undefined, targetObjectIds: undefined, templateId: undefined, whatIds: undefined };
const ATTACHMENT = { body: undefined, contentType: undefined, fileName: undefined, id: undefined, inline: off };

/** What the setter of a property takes; a String where nothing is said. */
const TYPES: Readonly<Record<string, string>> = {
  bccAddresses: 'List',
  bccSender: 'Boolean',
  body: 'Blob',
  ccAddresses: 'List',
  entityAttachments: 'List',
  fileAttachments: 'List',
  id: 'Id',
  inline: 'Boolean',
  orgWideEmailAddressId: 'Id',
  saveAsActivity: 'Boolean',
  targetObjectId: 'Id',
  targetObjectIds: 'List',
  templateId: 'Id',
  toAddresses: 'List',
  treatBodiesAsTemplate: 'Boolean',
  treatTargetObjectAsRecipient: 'Boolean',
  useSignature: 'Boolean',
  whatId: 'Id',
  whatIds: 'List',
};

function accessors(target: DataClass, properties: object): void {
  for (const property of Object.keys(properties)) {
    addAccessors(target, property, TYPES[property] ?? 'String', property.startsWith('treat') ? 'is' : 'get');
  }
}

const EmailClass = dataClass(EMAIL);
export class SingleEmailMessage extends dataClass(SINGLE, EmailClass) {
  'isUserMail()'(): boolean {
    return String(this.f_targetObjectId ?? '').startsWith('005');
  }
}
export class MassEmailMessage extends dataClass(MASS, EmailClass) {}
export class EmailFileAttachment extends dataClass(ATTACHMENT) {}

accessors(EmailClass, EMAIL);
accessors(SingleEmailMessage, SINGLE);
accessors(MassEmailMessage, MASS);
accessors(EmailFileAttachment, ATTACHMENT);
// the name of a template is read-only
Reflect.deleteProperty(SingleEmailMessage.prototype, 'setTemplateName(String)');

register('Messaging.Email', { class: EmailClass });
for (const [name, made] of Object.entries({ SingleEmailMessage, MassEmailMessage, EmailFileAttachment })) {
  register(`Messaging.${name}`, { class: made, constructors: { 'new()': () => new made() } });
}

/** Notes, attachments, files and email messages. Source: Object Reference, objects of these names. */
import { checkbox, datetime, integer, lookup, makeField, owner, picklist, text, textarea, url } from '../fields.ts';
import { ACTIVITY_PARENTS } from './activities.ts';
import { defineObject } from './define.ts';
import { fieldsIn } from './notation.ts';

/** What a note, an attachment or a file may hang on; the project adds its custom objects. */
export const ATTACHMENT_PARENTS = [...ACTIVITY_PARENTS, 'Contact', 'Lead', 'Task', 'Event'];

export const NOTE = defineObject({
  name: 'Note',
  label: 'Note',
  keyPrefix: '002',
  sharingModel: 'ControlledByParent',
  fields: [
    lookup('ParentId', ATTACHMENT_PARENTS, 'Notes', { required: true, updateable: false, deleteConstraint: 'cascade' }),
    text('Title', 80, { required: true, nameField: true }),
    checkbox('IsPrivate', { label: 'Private' }),
    textarea('Body', 32000),
    owner(),
  ],
});

export const ATTACHMENT = defineObject({
  name: 'Attachment',
  label: 'Attachment',
  keyPrefix: '00P',
  sharingModel: 'ControlledByParent',
  fields: [
    lookup('ParentId', ATTACHMENT_PARENTS, 'Attachments', {
      required: true,
      updateable: false,
      deleteConstraint: 'cascade',
    }),
    text('Name', 255, { label: 'File Name', required: true, nameField: true }),
    checkbox('IsPrivate', { label: 'Private' }),
    text('ContentType', 120),
    integer('BodyLength', 9, { readOnly: true }),
    makeField('Body', 'base64', { required: true }),
    owner('UserOrGroup'),
    text('Description', 500),
  ],
});

export const CONTENT_DOCUMENT = defineObject({
  name: 'ContentDocument',
  label: 'Content Document',
  keyPrefix: '069',
  // a version makes it
  createable: false,
  sharingModel: 'Private',
  fields: [
    text('Title', 255, { required: true, nameField: true }),
    picklist(
      'PublishStatus',
      [
        ['P', 'Public'],
        ['R', 'Personal Library'],
        ['U', 'Upload Interrupted'],
      ],
      { readOnly: true, length: 40 },
    ),
    lookup('LatestPublishedVersionId', 'ContentVersion', undefined, { readOnly: true }),
    owner(),
    lookup('ParentId', [], undefined, { relationshipName: undefined }),
    text('Description', 1000),
    integer('ContentSize', 9, { readOnly: true }),
    text('FileType', 20, { readOnly: true }),
    text('FileExtension', 40, { readOnly: true }),
    checkbox('IsArchived', { label: 'Is Archived' }),
    datetime('ContentModifiedDate', { readOnly: true }),
  ],
});

export const CONTENT_VERSION = defineObject({
  name: 'ContentVersion',
  label: 'Content Version',
  keyPrefix: '068',
  sharingModel: 'ControlledByParent',
  fields: [
    lookup('ContentDocumentId', 'ContentDocument', 'ContentVersions', {
      updateable: false,
      deleteConstraint: 'cascade',
    }),
    checkbox('IsLatest', { readOnly: true, label: 'Is Latest' }),
    url('ContentUrl', 1300),
    text('VersionNumber', 20, { readOnly: true }),
    text('Title', 255, { nameField: true }),
    text('Description', 1000),
    text('ReasonForChange', 1000),
    picklist(
      'SharingOption',
      [
        ['A', 'Freeze Sharing Off'],
        ['R', 'Freeze Sharing On'],
      ],
      { initial: 'A', length: 40 },
    ),
    text('PathOnClient', 500, { updateable: false }),
    integer('RatingCount', 9, { readOnly: true }),
    owner(),
    lookup('FirstPublishLocationId', [...ATTACHMENT_PARENTS, 'Organization', 'User'], undefined, { updateable: false }),
    picklist(
      'Origin',
      [
        ['C', 'Content'],
        ['H', 'Chatter'],
      ],
      { updateable: false, initial: 'C', length: 40 },
    ),
    text('FileType', 20, { readOnly: true }),
    text('FileExtension', 40, { readOnly: true }),
    makeField('VersionData', 'base64'),
    integer('ContentSize', 9, { readOnly: true, label: 'Size' }),
    text('Checksum', 50, { readOnly: true }),
    checkbox('IsMajorVersion', { label: 'Major Version', updateable: false }),
    datetime('ContentModifiedDate', { readOnly: true }),
  ],
});

export const CONTENT_DOCUMENT_LINK = defineObject({
  name: 'ContentDocumentLink',
  label: 'Content Document Link',
  keyPrefix: '06A',
  sharingModel: 'ControlledByParent',
  audit: ['SystemModstamp'],
  fields: [
    lookup('LinkedEntityId', [...ATTACHMENT_PARENTS, 'Organization', 'User', 'Group'], 'ContentDocumentLinks', {
      required: true,
      updateable: false,
      deleteConstraint: 'cascade',
    }),
    lookup('ContentDocumentId', 'ContentDocument', 'ContentDocumentLinks', {
      required: true,
      updateable: false,
      deleteConstraint: 'cascade',
    }),
    picklist(
      'ShareType',
      [
        ['V', 'Viewer'],
        ['C', 'Collaborator'],
        ['I', 'Inferred'],
      ],
      { initial: 'V', length: 40 },
    ),
    picklist(
      'Visibility',
      [
        ['AllUsers', 'All Users'],
        ['InternalUsers', 'Standard Users'],
        ['SharedUsers', 'Shared Users'],
      ],
      {
        initial: 'AllUsers',
        length: 40,
      },
    ),
  ],
});

export const EMAIL_MESSAGE = defineObject({
  name: 'EmailMessage',
  label: 'Email Message',
  keyPrefix: '02s',
  sharingModel: 'ControlledByParent',
  fields: [
    lookup('ParentId', 'Case', 'EmailMessages', { label: 'Case ID', updateable: false, deleteConstraint: 'cascade' }),
    lookup('ActivityId', 'Task', undefined, { updateable: false }),
    textarea('TextBody', 32000),
    makeField('HtmlBody', 'html', { length: 131072 }),
    textarea('Headers', 32000),
    text('Subject', 3000, { nameField: true }),
    text('FromName', 1000),
    text('FromAddress', 1000),
    text('ValidatedFromAddress', 1000),
    text('ToAddress', 4000),
    text('CcAddress', 4000),
    text('BccAddress', 4000),
    checkbox('Incoming', { label: 'Is Incoming' }),
    checkbox('HasAttachment', { readOnly: true }),
    picklist(
      'Status',
      [
        ['0', 'New'],
        ['1', 'Read'],
        ['2', 'Replied'],
        ['3', 'Sent'],
        ['4', 'Forwarded'],
        ['5', 'Draft'],
      ],
      {
        required: true,
        initial: '0',
        length: 40,
      },
    ),
    datetime('MessageDate'),
    lookup('ReplyToEmailMessageId', 'EmailMessage', undefined, { updateable: false }),
    text('MessageIdentifier', 765, { updateable: false }),
    text('ThreadIdentifier', 765, { updateable: false }),
    lookup('RelatedToId', ACTIVITY_PARENTS, 'Emails', { deleteConstraint: 'cascade' }),
    checkbox('IsExternallyVisible'),
    lookup('EmailTemplateId', 'EmailTemplate', undefined),
    ...fieldsIn(`
      ContentDocumentIds string(4000); FromId -> Contact|Lead|User unnamed; IsClientManaged boolean; IsOpened boolean readonly; IsTracked boolean; IsBounced boolean readonly
      FirstOpenedDate datetime; LastOpenedDate datetime; EmailThreadingToken string(64) readonly; Source {Self,Unknown}
    `),
  ],
});

/** All readers, by the suffix of their files. A further kind of metadata is one file and one line here. */
import type { MetadataReader } from '../project-draft.ts';
import { automationReaders } from './automation.ts';
import { cachePartitionReader } from './cache-partition.ts';
import { apexClassReader, apexTriggerReader, lwcReader } from './code.ts';
import { customMetadataReader } from './custom-metadata.ts';
import { channelMemberReader, eventChannelReader } from './event-channels.ts';
import { eventSubscriberReader } from './event-subscriber.ts';
import { fieldReader } from './field.ts';
import { customPermissionReader, labelsReader } from './labels.ts';
import { leadConvertReader } from './lead-convert.ts';
import { groupReader, queueReader, roleReader } from './groups.ts';
import { listViewReader } from './list-view.ts';
import { notificationTypeReader } from './notification-type.ts';
import { fieldSetReader, indexReader, objectReader, recordTypeReader, validationRuleReader } from './object-parts.ts';
import { applicationReader, flexiPageReader, layoutReader, tabReader } from './pages.ts';
import { permissionSetReader, profileReader } from './permission-set.ts';
import { mutingPermissionSetReader, permissionSetGroupReader } from './permission-set-group.ts';
import { sharingReasonReader, sharingRulesReader } from './sharing-rules.ts';
import { globalValueSetReader, standardValueSetReader } from './value-set.ts';
import { apexPageReader, staticResourceReader } from './visualforce.ts';

const READERS: readonly MetadataReader[] = [
  objectReader,
  fieldReader,
  recordTypeReader,
  validationRuleReader,
  fieldSetReader,
  indexReader,
  listViewReader,
  globalValueSetReader,
  standardValueSetReader,
  apexClassReader,
  apexTriggerReader,
  lwcReader,
  labelsReader,
  customPermissionReader,
  customMetadataReader,
  permissionSetReader,
  profileReader,
  flexiPageReader,
  applicationReader,
  tabReader,
  layoutReader,
  eventSubscriberReader,
  eventChannelReader,
  channelMemberReader,
  leadConvertReader,
  notificationTypeReader,
  ...automationReaders,
  cachePartitionReader,
  apexPageReader,
  staticResourceReader,
  roleReader,
  groupReader,
  queueReader,
  sharingReasonReader,
  sharingRulesReader,
  permissionSetGroupReader,
  mutingPermissionSetReader,
];

export const readersBySuffix: ReadonlyMap<string, MetadataReader> = new Map(
  READERS.map((reader) => [reader.suffix, reader]),
);

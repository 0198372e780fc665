/**
 * The standard objects of a new Developer Edition org that this product knows, by lower-cased name.
 * An object that is not here does not exist for the compiler: code that uses it is refused by name.
 */
import type { ObjectSchema } from '../model.ts';
import * as accounts from './accounts.ts';
import * as activities from './activities.ts';
import * as content from './content.ts';
import * as events from './events.ts';
import * as leads from './leads.ts';
import * as opportunities from './opportunities.ts';
import * as permissions from './permissions.ts';
import * as platform from './platform.ts';
import * as products from './products.ts';
import { METADATA_OBJECTS } from './metadata.ts';
import { RARE_OBJECTS } from './rare.ts';
import * as service from './service.ts';
import * as users from './users.ts';

export const STANDARD_OBJECTS: readonly ObjectSchema[] = [
  accounts.ACCOUNT,
  accounts.CONTACT,
  accounts.INDIVIDUAL,
  accounts.ACCOUNT_CONTACT_ROLE,
  accounts.OPPORTUNITY_CONTACT_ROLE,
  accounts.CONTRACT_CONTACT_ROLE,
  accounts.CASE_CONTACT_ROLE,
  leads.LEAD,
  leads.LEAD_STATUS,
  leads.CAMPAIGN,
  leads.CAMPAIGN_MEMBER,
  opportunities.OPPORTUNITY,
  opportunities.OPPORTUNITY_STAGE,
  opportunities.OPPORTUNITY_LINE_ITEM,
  service.CASE,
  service.CASE_STATUS,
  service.CASE_COMMENT,
  products.PRODUCT,
  products.PRICEBOOK,
  products.PRICEBOOK_ENTRY,
  products.CONTRACT,
  products.ORDER,
  products.ORDER_ITEM,
  products.ASSET,
  activities.TASK,
  activities.EVENT,
  users.USER,
  users.PROFILE,
  users.USER_LICENSE,
  users.USER_ROLE,
  users.GROUP,
  users.GROUP_MEMBER,
  users.QUEUE_SOBJECT,
  users.RECORD_TYPE,
  users.ORGANIZATION,
  permissions.PERMISSION_SET,
  permissions.PERMISSION_SET_GROUP,
  permissions.PERMISSION_SET_GROUP_COMPONENT,
  permissions.PERMISSION_SET_ASSIGNMENT,
  permissions.OBJECT_PERMISSIONS,
  permissions.FIELD_PERMISSIONS,
  permissions.CUSTOM_PERMISSION,
  permissions.SETUP_ENTITY_ACCESS,
  platform.APEX_CLASS,
  platform.APEX_TRIGGER,
  platform.ASYNC_APEX_JOB,
  platform.CRON_TRIGGER,
  platform.CRON_JOB_DETAIL,
  platform.EVENT_BUS_SUBSCRIBER,
  events.BATCH_APEX_ERROR_EVENT,
  platform.STATIC_RESOURCE,
  platform.FOLDER,
  platform.EMAIL_TEMPLATE,
  platform.DOMAIN,
  content.NOTE,
  content.ATTACHMENT,
  content.CONTENT_DOCUMENT,
  content.CONTENT_VERSION,
  content.CONTENT_DOCUMENT_LINK,
  content.EMAIL_MESSAGE,
  ...RARE_OBJECTS,
  ...METADATA_OBJECTS,
];

export const standardObjects: ReadonlyMap<string, ObjectSchema> = new Map(
  STANDARD_OBJECTS.map((object) => [object.name.toLowerCase(), object]),
);

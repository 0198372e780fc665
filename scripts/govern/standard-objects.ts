/**
 * Standard objects that carry all that a governed object needs: triggers for insert, update, delete and undelete, custom
 * fields, and among these a lookup to a custom object (Object Reference; Apex Developer Guide, "Triggers"; Salesforce Help,
 * "Custom Field Types"). An object that is not listed is refused, since a deployment would fail half way.
 */

export interface StandardObject {
  readonly label: string;
  readonly plural: string;
  /** columns of a list view that say which record a row is */
  readonly columns: readonly string[];
}

const named = (label: string, plural: string, ...columns: string[]): StandardObject => ({ label, plural, columns });

export const STANDARD_OBJECTS: Readonly<Record<string, StandardObject>> = {
  Account: named('Account', 'Accounts', 'ACCOUNT.NAME'),
  Asset: named('Asset', 'Assets', 'ASSET.NAME'),
  Campaign: named('Campaign', 'Campaigns', 'CAMPAIGN.NAME'),
  Case: named('Case', 'Cases', 'CASES.CASE_NUMBER', 'CASES.SUBJECT'),
  Contact: named('Contact', 'Contacts', 'FULL_NAME', 'ACCOUNT.NAME'),
  Contract: named('Contract', 'Contracts', 'CONTRACT.CONTRACT_NUMBER', 'ACCOUNT.NAME'),
  Lead: named('Lead', 'Leads', 'FULL_NAME', 'LEAD.COMPANY'),
  Opportunity: named('Opportunity', 'Opportunities', 'OPPORTUNITY.NAME', 'ACCOUNT.NAME'),
  Order: named('Order', 'Orders', 'ORDERS.ORDER_NUMBER', 'ACCOUNT.NAME'),
  Product2: named('Product', 'Products', 'PRODUCT2.NAME'),
};

/** Objects that people ask for, and why they cannot be governed. */
export const REFUSED: Readonly<Record<string, string>> = {
  Attachment: 'it takes no custom fields',
  CampaignMember: 'it belongs to a campaign and a person, whose lanes are its own: references between them are guarded',
  ContentDocument: 'it takes no custom fields; links from files to records are guarded instead',
  ContentVersion: 'it takes no lookup to a custom object; links from files to records are guarded instead',
  EmailMessage: 'mail to synthetic people is refused instead',
  Event: 'activities take no lookup to a custom object; their references to governed records are guarded instead',
  FeedItem: 'it takes no custom fields',
  Group: 'it is a setup object',
  Note: 'it takes no custom fields',
  Pricebook2: 'it takes no undelete trigger',
  Profile: 'it is a setup object',
  Task: 'activities take no lookup to a custom object; their references to governed records are guarded instead',
  User: 'it is a setup object: its records cannot be written together with others, nor deleted',
};

/** What the ending of a name says of an object that takes neither triggers nor fields of this kind. */
export const REFUSED_SUFFIXES: readonly (readonly [suffix: string, reason: string])[] = [
  ['__mdt', 'a custom metadata type carries no triggers'],
  ['__e', 'a platform event is published, not kept: it has no records to govern'],
  ['__b', 'a big object carries no triggers and no lookups'],
  ['__x', 'an external object keeps its records elsewhere and carries no triggers'],
  ['__kav', 'knowledge articles are written in versions, which no lookup can follow'],
  ['__Share', 'a sharing object carries no fields of its own'],
  ['__History', 'a history carries no triggers and no fields of its own'],
  ['__Feed', 'a feed carries no fields of its own'],
  ['__Tag', 'a tag carries no fields of its own'],
  ['ChangeEvent', 'a change event is published, not kept: it has no records to govern'],
];

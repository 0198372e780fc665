/**
 * Standard value sets a project may redefine, by lower-cased name, and the fields that draw on them.
 * Source: Metadata API Developer Guide, "StandardValueSet Names and Standard Picklist Fields".
 */
export interface StandardValueSetTarget {
  readonly object: string;
  readonly field: string;
  /** derived checkbox -> the flag of a value that makes it true */
  readonly derived?: Readonly<Record<string, string>>;
}

const at = (object: string, field: string, derived?: Readonly<Record<string, string>>): StandardValueSetTarget => ({
  object,
  field,
  ...(derived ? { derived } : {}),
});

export const STANDARD_VALUE_SETS: Readonly<Record<string, readonly StandardValueSetTarget[]>> = {
  accountownership: [at('Account', 'Ownership')],
  accountrating: [at('Account', 'Rating'), at('Lead', 'Rating')],
  accounttype: [at('Account', 'Type')],
  assetstatus: [at('Asset', 'Status')],
  campaignmemberstatus: [at('CampaignMember', 'Status')],
  campaignstatus: [at('Campaign', 'Status')],
  campaigntype: [at('Campaign', 'Type')],
  caseorigin: [at('Case', 'Origin')],
  casepriority: [at('Case', 'Priority')],
  casereason: [at('Case', 'Reason')],
  casestatus: [at('Case', 'Status', { IsClosed: 'closed' })],
  casetype: [at('Case', 'Type')],
  contactrole: [at('AccountContactRole', 'Role'), at('ContractContactRole', 'Role')],
  contractstatus: [at('Contract', 'Status')],
  eventtype: [at('Event', 'Type')],
  industry: [at('Account', 'Industry'), at('Lead', 'Industry')],
  leadsource: [
    at('Lead', 'LeadSource'),
    at('Contact', 'LeadSource'),
    at('Opportunity', 'LeadSource'),
    at('Account', 'AccountSource'),
  ],
  leadstatus: [at('Lead', 'Status')],
  opportunitystage: [at('Opportunity', 'StageName', { IsClosed: 'closed', IsWon: 'won' })],
  opportunitytype: [at('Opportunity', 'Type')],
  orderstatus: [at('Order', 'Status')],
  ordertype: [at('Order', 'Type')],
  product2family: [at('Product2', 'Family')],
  salutation: [at('Contact', 'Salutation'), at('Lead', 'Salutation')],
  taskpriority: [at('Task', 'Priority')],
  taskstatus: [at('Task', 'Status', { IsClosed: 'closed' })],
  tasktype: [at('Task', 'Type')],
};

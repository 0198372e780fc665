/**
 * Values of standard picklists as a new Developer Edition org has them.
 * Source: Metadata API Developer Guide, "StandardValueSet Names and Standard Picklist Fields".
 */

export const SALUTATIONS = ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.', 'Mx.'];

export const INDUSTRIES = [
  'Agriculture',
  'Apparel',
  'Banking',
  'Biotechnology',
  'Chemicals',
  'Communications',
  'Construction',
  'Consulting',
  'Education',
  'Electronics',
  'Energy',
  'Engineering',
  'Entertainment',
  'Environmental',
  'Finance',
  'Food & Beverage',
  'Government',
  'Healthcare',
  'Hospitality',
  'Insurance',
  'Machinery',
  'Manufacturing',
  'Media',
  'Not For Profit',
  'Recreation',
  'Retail',
  'Shipping',
  'Technology',
  'Telecommunications',
  'Transportation',
  'Utilities',
  'Other',
];

export const ACCOUNT_TYPES = [
  'Prospect',
  'Customer - Direct',
  'Customer - Channel',
  'Channel Partner / Reseller',
  'Installation Partner',
  'Technology Partner',
  'Other',
];

export const ACCOUNT_OWNERSHIPS = ['Public', 'Private', 'Subsidiary', 'Other'];

export const RATINGS = ['Hot', 'Warm', 'Cold'];

export const LEAD_SOURCES = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'];

export const LEAD_STATUSES = [
  'Open - Not Contacted',
  'Working - Contacted',
  'Closed - Converted',
  'Closed - Not Converted',
];

/** The status that stands for conversion. */
export const LEAD_CONVERTED_STATUS = 'Closed - Converted';

export const OPPORTUNITY_TYPES = [
  'Existing Customer - Upgrade',
  'Existing Customer - Replacement',
  'Existing Customer - Downgrade',
  'New Customer',
];

export interface OpportunityStageDefinition {
  readonly value: string;
  /** percent; the default of Probability */
  readonly probability: number;
  readonly forecastCategory: 'Omitted' | 'Pipeline' | 'BestCase' | 'Forecast' | 'Closed';
  readonly isClosed: boolean;
  readonly isWon: boolean;
}

const open = (value: string, probability: number): OpportunityStageDefinition => ({
  value,
  probability,
  forecastCategory: 'Pipeline',
  isClosed: false,
  isWon: false,
});

export const OPPORTUNITY_STAGES: readonly OpportunityStageDefinition[] = [
  open('Prospecting', 10),
  open('Qualification', 10),
  open('Needs Analysis', 20),
  open('Value Proposition', 50),
  open('Id. Decision Makers', 60),
  open('Perception Analysis', 70),
  open('Proposal/Price Quote', 75),
  open('Negotiation/Review', 90),
  { value: 'Closed Won', probability: 100, forecastCategory: 'Closed', isClosed: true, isWon: true },
  { value: 'Closed Lost', probability: 0, forecastCategory: 'Omitted', isClosed: true, isWon: false },
];

/** value and label of ForecastCategory; ForecastCategoryName has the labels as values */
export const FORECAST_CATEGORIES: readonly (readonly [string, string])[] = [
  ['Omitted', 'Omitted'],
  ['Pipeline', 'Pipeline'],
  ['BestCase', 'Best Case'],
  ['Forecast', 'Commit'],
  ['Closed', 'Closed'],
];

export const CASE_TYPES = ['Mechanical', 'Electrical', 'Electronic', 'Structural', 'Other'];
export const CASE_STATUSES = ['New', 'Working', 'Escalated', 'Closed'];
export const CASE_CLOSED_STATUSES = ['Closed'];
export const CASE_REASONS = [
  'Installation',
  'Equipment Complexity',
  'Performance',
  'Breakdown',
  'Equipment Design',
  'Feedback',
  'Other',
];
export const CASE_ORIGINS = ['Phone', 'Email', 'Web'];
export const CASE_PRIORITIES = ['High', 'Medium', 'Low'];

export const TASK_STATUSES = ['Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'];
export const TASK_PRIORITIES = ['High', 'Normal', 'Low'];
export const TASK_TYPES = ['Call', 'Meeting', 'Other'];

export const CONTACT_ROLES = [
  'Business User',
  'Decision Maker',
  'Economic Buyer',
  'Economic Decision Maker',
  'Evaluator',
  'Executive Sponsor',
  'Influencer',
  'Technical Buyer',
  'Other',
];

export const CAMPAIGN_TYPES = [
  'Conference',
  'Webinar',
  'Trade Show',
  'Public Relations',
  'Partners',
  'Referral Program',
  'Advertisement',
  'Banner Ads',
  'Direct Mail',
  'Email',
  'Telemarketing',
  'Other',
];
export const CAMPAIGN_STATUSES = ['Planned', 'In Progress', 'Completed', 'Aborted'];
export const CAMPAIGN_MEMBER_STATUSES = ['Sent', 'Responded'];

export const CONTRACT_STATUSES = ['Draft', 'In Approval Process', 'Activated'];
export const ORDER_STATUSES = ['Draft', 'Activated'];
export const ASSET_STATUSES = ['Shipped', 'Installed', 'Registered', 'Obsolete', 'Purchased'];

export const TIME_ZONES = [
  'UTC',
  'GMT',
  'Europe/London',
  'Europe/Dublin',
  'Europe/Lisbon',
  'Europe/Paris',
  'Europe/Berlin',
  'Europe/Amsterdam',
  'Europe/Brussels',
  'Europe/Madrid',
  'Europe/Rome',
  'Europe/Vienna',
  'Europe/Zurich',
  'Europe/Prague',
  'Europe/Warsaw',
  'Europe/Stockholm',
  'Europe/Helsinki',
  'Europe/Athens',
  'Europe/Bucharest',
  'Europe/Istanbul',
  'Africa/Cairo',
  'Africa/Johannesburg',
  'Asia/Jerusalem',
  'Asia/Dubai',
  'Asia/Karachi',
  'Asia/Kolkata',
  'Asia/Dhaka',
  'Asia/Bangkok',
  'Asia/Shanghai',
  'Asia/Hong_Kong',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Asia/Seoul',
  'Australia/Perth',
  'Australia/Brisbane',
  'Australia/Sydney',
  'Pacific/Auckland',
  'Pacific/Honolulu',
  'America/Anchorage',
  'America/Los_Angeles',
  'America/Phoenix',
  'America/Denver',
  'America/Chicago',
  'America/New_York',
  'America/Halifax',
  'America/Sao_Paulo',
  'America/Argentina/Buenos_Aires',
  'America/Bogota',
  'America/Mexico_City',
];
export const LOCALES = [
  'en_US',
  'en_GB',
  'en_CA',
  'en_AU',
  'en_IE',
  'en_IN',
  'de_DE',
  'de_AT',
  'de_CH',
  'fr_FR',
  'fr_CA',
  'es_ES',
  'es_MX',
  'it_IT',
  'nl_NL',
  'pt_BR',
  'pt_PT',
  'sv_SE',
  'da_DK',
  'fi_FI',
  'nb_NO',
  'pl_PL',
  'cs_CZ',
  'ja_JP',
  'ko_KR',
  'zh_CN',
];
export const LANGUAGES = [
  'en_US',
  'en_GB',
  'de',
  'fr',
  'es',
  'es_MX',
  'it',
  'nl_NL',
  'pt_BR',
  'pt_PT',
  'sv',
  'da',
  'fi',
  'no',
  'ja',
  'ko',
  'zh_CN',
  'zh_TW',
  'ru',
  'th',
];
export const ENCODINGS = [
  'UTF-8',
  'ISO-8859-1',
  'Shift_JIS',
  'ISO-2022-JP',
  'EUC-JP',
  'ks_c_5601-1987',
  'Big5',
  'GB2312',
];

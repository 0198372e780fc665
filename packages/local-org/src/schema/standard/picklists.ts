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

const words = (text: string): readonly string[] => text.split(/\s+/);

/** Salesforce Help, "Supported Time Zones"; UTC is the local org's own. */
export const TIME_ZONES =
  words(`UTC GMT Africa/Algiers Africa/Cairo Africa/Casablanca Africa/Johannesburg Africa/Nairobi America/Adak America/Anchorage America/Argentina/Buenos_Aires
  America/Bogota America/Caracas America/Cayenne America/Chicago America/Denver America/El_Salvador America/Halifax America/Indiana/Indianapolis America/Lima
  America/Los_Angeles America/Mazatlan America/Mexico_City America/New_York America/Panama America/Phoenix America/Puerto_Rico America/Santiago America/Sao_Paulo
  America/Scoresbysund America/St_Johns America/Tijuana Asia/Baghdad Asia/Baku Asia/Bangkok Asia/Beirut Asia/Colombo Asia/Dhaka Asia/Dubai Asia/Ho_Chi_Minh
  Asia/Hong_Kong Asia/Jakarta Asia/Jerusalem Asia/Kabul Asia/Kamchatka Asia/Karachi Asia/Kathmandu Asia/Kolkata Asia/Kuala_Lumpur Asia/Kuwait Asia/Manila
  Asia/Rangoon Asia/Riyadh Asia/Seoul Asia/Shanghai Asia/Singapore Asia/Taipei Asia/Tashkent Asia/Tbilisi Asia/Tehran Asia/Tokyo Asia/Yekaterinburg Asia/Yerevan
  Atlantic/Azores Atlantic/Bermuda Atlantic/Cape_Verde Atlantic/South_Georgia Australia/Adelaide Australia/Brisbane Australia/Darwin Australia/Lord_Howe
  Australia/Perth Australia/Sydney Europe/Amsterdam Europe/Athens Europe/Berlin Europe/Brussels Europe/Bucharest Europe/Dublin Europe/Helsinki Europe/Istanbul
  Europe/Lisbon Europe/London Europe/Madrid Europe/Minsk Europe/Moscow Europe/Paris Europe/Prague Europe/Rome Europe/Stockholm Europe/Vienna Europe/Warsaw
  Europe/Zurich Pacific/Auckland Pacific/Chatham Pacific/Enderbury Pacific/Fiji Pacific/Gambier Pacific/Guadalcanal Pacific/Honolulu Pacific/Kiritimati
  Pacific/Marquesas Pacific/Niue Pacific/Norfolk Pacific/Pago_Pago Pacific/Pitcairn Pacific/Tongatapu`);

/** Salesforce Help, "Locales Overview"; without the variants of currencies and of sorting. */
export const LOCALES =
  words(`en_US af_ZA am_ET ar ar_AE ar_BH ar_DZ ar_EG ar_IQ ar_JO ar_KW ar_LB ar_LY ar_MA ar_OM ar_QA ar_SA ar_SD ar_SY ar_TN ar_YE az_AZ be_BY bg bg_BG bn_BD bn_IN bs bs_BA
  ca ca_ES cs cs_CZ cy_GB da da_DK de de_AT de_BE de_CH de_DE de_LU el el_CY el_GR en_AE en_AU en_BE en_BM en_BW en_CA en_CM en_CY en_FJ en_GB en_GH en_GI en_HK en_ID
  en_IE en_IL en_IN en_JM en_KE en_MT en_MU en_MY en_NA en_NG en_NL en_NZ en_PH en_PK en_RW en_SE en_SG en_SI en_TT en_TZ en_UG en_ZA en_ZM en_ZW es es_AR es_BO es_CL
  es_CO es_CR es_CU es_DO es_EC es_ES es_GT es_HN es_MX es_NI es_PA es_PE es_PR es_PY es_SV es_US es_UY es_VE et et_EE eu_ES fa_IR fi fi_FI fr fr_BE fr_CA fr_CH fr_FR
  fr_LU fr_MA fr_MC ga ga_IE gu_IN hi hi_IN hr hr_HR hu hu_HU hy_AM in in_ID is is_IS it it_CH it_IT iw iw_IL ja ja_JP ka ka_GE kk_KZ km_KH kn_IN ko ko_KR ky_KG lb_LU lo_LA lt
  lt_LT lv lv_LV mk_MK ml_IN mr_IN ms ms_BN ms_MY mt_MT my_MM nb_NO ne_NP nl nl_AW nl_BE nl_NL nl_SR no no_NO pa_IN pl pl_PL ps_AF pt pt_AO pt_BR pt_CV pt_MZ pt_PT rm_CH ro
  ro_MD ro_RO ru ru_KZ ru_RU sh sh_BA sh_ME sk sk_SK sl sl_SI so_SO sq sq_AL sr sr_BA sr_RS sv sv_SE sw_KE ta_IN ta_LK te_IN tg_TJ th th_TH tl_PH tr tr_TR uk uk_UA ur_PK vi vi_VN
  xh_ZA yo_BJ zh zh_CN zh_HK zh_MO zh_SG zh_TW zu_ZA`);
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

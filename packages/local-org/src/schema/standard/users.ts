/** Users, profiles, roles, groups, queues and the organization. Source: Object Reference, objects of these names. */
import {
  addressFields,
  checkbox,
  datetime,
  integer,
  lookup,
  makeField,
  phone,
  picklist,
  text,
  textarea,
  url,
  viewFields,
} from '../fields.ts';
import { PERSON_NAME } from '../derived.ts';
import { defineObject } from './define.ts';
import { fieldsIn } from './notation.ts';
import { ENCODINGS, LANGUAGES, LOCALES, TIME_ZONES } from './picklists.ts';

const USER_TYPES: readonly (readonly [string, string])[] = [
  ['Standard', 'Standard'],
  ['PowerPartner', 'Partner'],
  ['PowerCustomerSuccess', 'Customer Portal Manager'],
  ['CustomerSuccess', 'Customer Portal User'],
  ['Guest', 'Guest'],
  ['CspLitePortal', 'High Volume Portal'],
  ['CsnOnly', 'CSN Only'],
  ['SelfService', 'Self Service'],
  ['AutomatedProcess', 'Automated Process'],
];

const GROUP_TYPES: readonly (readonly [string, string])[] = [
  ['Regular', 'Public Group'],
  ['Role', 'Role'],
  ['RoleAndSubordinates', 'Role and Subordinates'],
  ['RoleAndSubordinatesInternal', 'Role and Internal Subordinates'],
  ['Organization', 'Organization'],
  ['Queue', 'Queue'],
  ['Manager', 'Manager'],
  ['ManagerAndSubordinatesInternal', 'Manager and Subordinates'],
  ['AllCustomerPortal', 'All Customer Portal Users'],
  ['Territory', 'Territory'],
];

const ACCESS_LEVELS: readonly (readonly [string, string])[] = [
  ['None', 'Private'],
  ['Read', 'Read Only'],
  ['Edit', 'Read/Write'],
  ['ControlledByParent', 'Controlled By Parent'],
];

export const USER = defineObject({
  name: 'User',
  label: 'User',
  keyPrefix: '005',
  recyclable: false,
  deletable: false,
  sharingModel: 'Read',
  fields: [
    text('Username', 80, { required: true, unique: true }),
    text('LastName', 80, { required: true }),
    text('FirstName', 40),
    text('Name', 121, { label: 'Full Name', readOnly: true, nameField: true, required: true, formula: PERSON_NAME }),
    text('CompanyName', 80),
    text('Division', 80),
    text('Department', 80),
    text('Title', 80),
    ...addressFields(''),
    makeField('Email', 'email', { length: 128, required: true }),
    phone('Phone'),
    phone('Fax'),
    phone('MobilePhone', { label: 'Mobile' }),
    text('Alias', 8, { required: true }),
    text('CommunityNickname', 40, { label: 'Nickname', required: true }),
    checkbox('IsActive', { label: 'Active', defaultValue: 'true' }),
    picklist('TimeZoneSidKey', TIME_ZONES, {
      label: 'Time Zone',
      required: true,
      length: 40,
      restrictedPicklist: true,
    }),
    lookup('UserRoleId', 'UserRole', 'Users', { label: 'Role ID' }),
    picklist('LocaleSidKey', LOCALES, { label: 'Locale', required: true, length: 40, restrictedPicklist: true }),
    checkbox('ReceivesInfoEmails', { label: 'Info Emails' }),
    checkbox('ReceivesAdminInfoEmails', { label: 'Admin Info Emails' }),
    picklist('EmailEncodingKey', ENCODINGS, {
      label: 'Email Encoding',
      required: true,
      length: 40,
      restrictedPicklist: true,
    }),
    lookup('ProfileId', 'Profile', 'Users', { required: true, deleteConstraint: 'restrict' }),
    picklist('UserType', USER_TYPES, { readOnly: true, length: 40, initial: 'Standard' }),
    picklist('LanguageLocaleKey', LANGUAGES, {
      label: 'Language',
      required: true,
      length: 40,
      restrictedPicklist: true,
    }),
    text('EmployeeNumber', 20),
    lookup('DelegatedApproverId', ['Group', 'User']),
    lookup('ManagerId', 'User', 'ManagedUsers'),
    datetime('LastLoginDate', { readOnly: true, label: 'Last Login' }),
    datetime('LastPasswordChangeDate', { readOnly: true }),
    checkbox('ForecastEnabled', { label: 'Allow Forecasting' }),
    checkbox('UserPermissionsMarketingUser', { label: 'Marketing User' }),
    checkbox('UserPermissionsOfflineUser', { label: 'Offline User' }),
    checkbox('UserPermissionsSFContentUser', { label: 'Salesforce CRM Content User' }),
    checkbox('UserPermissionsKnowledgeUser', { label: 'Knowledge User' }),
    lookup('ContactId', 'Contact', 'Users', { updateable: false }),
    lookup('AccountId', 'Account', 'Users', { readOnly: true }),
    text('Extension', 40, { label: 'Extension' }),
    text('FederationIdentifier', 512, { label: 'SAML Federation ID', unique: true, caseSensitive: true }),
    text('AboutMe', 1000),
    url('FullPhotoUrl', 1024, { readOnly: true }),
    url('SmallPhotoUrl', 1024, { readOnly: true }),
    picklist(
      'DigestFrequency',
      [
        ['D', 'Daily'],
        ['W', 'Weekly'],
        ['N', 'Never'],
      ],
      {
        label: 'Chatter Email Highlights Frequency',
        initial: 'D',
        length: 40,
      },
    ),
    text('Signature', 1333, { label: 'Email Signature' }),
    ...viewFields(),
    lookup('IndividualId', 'Individual', 'Users'),
    ...fieldsIn(`
      SenderEmail email; SenderName string(80); StayInTouchSubject string(80); StayInTouchSignature string(512); StayInTouchNote string(512)
      EmailPreferencesAutoBcc boolean; EmailPreferencesAutoBccStayInTouch boolean; EmailPreferencesStayInTouchReminder boolean
      OfflineTrialExpirationDate datetime readonly; OfflinePdaTrialExpirationDate datetime readonly; NumberOfFailedLogins int readonly; SuAccessExpirationDate date readonly
      BadgeText string(80) readonly; BannerPhotoUrl url(1024) readonly; SmallBannerPhotoUrl url(1024) readonly; MediumBannerPhotoUrl url(1024) readonly; MediumPhotoUrl url(1024) readonly
      IsExtIndicatorVisible boolean readonly; IsProfilePhotoActive boolean readonly; OutOfOfficeMessage string(40) readonly; CallCenterId string(18); JigsawImportLimitOverride int
      DefaultGroupNotificationFrequency {P=Email on Each Post,D=Daily Digests,W=Weekly Digests,*N=Never}
      UserSubtype string(40) readonly; ProfilePhotoId string(18) readonly; UserPermissionsAvantgoUser boolean; UserPermissionsCallCenterAutoLogin boolean
      UserPermissionsInteractionUser boolean; UserPermissionsSupportUser boolean; UserPermissionsJigsawProspectingUser boolean
      UserPermissionsSiteforceContributorUser boolean; UserPermissionsSiteforcePublisherUser boolean; UserPermissionsWorkDotComUserFeature boolean
      UserPreferencesActivityRemindersPopup boolean; UserPreferencesEventRemindersCheckboxDefault boolean; UserPreferencesTaskRemindersCheckboxDefault boolean; UserPreferencesReminderSoundOff boolean
      UserPreferencesApexPagesDeveloperMode boolean; UserPreferencesReceiveNoNotificationsAsApprover boolean; UserPreferencesReceiveNotificationsAsDelegatedApprover boolean
      UserPreferencesLightningExperiencePreferred boolean; UserPreferencesHideCSNGetChatterMobileTask boolean; UserPreferencesCacheDiagnostics boolean
    `),
  ],
});

export const PROFILE = defineObject({
  name: 'Profile',
  label: 'Profile',
  keyPrefix: '00e',
  kind: 'setup',
  writable: false,
  fields: [
    text('Name', 255, { required: true, nameField: true }),
    textarea('Description', 255),
    lookup('UserLicenseId', 'UserLicense', undefined, { readOnly: true }),
    picklist('UserType', USER_TYPES, { readOnly: true, length: 40, initial: 'Standard' }),
    ...viewFields(),
  ],
});

export const USER_LICENSE = defineObject({
  name: 'UserLicense',
  label: 'User License',
  keyPrefix: '100',
  kind: 'setup',
  writable: false,
  audit: ['CreatedDate', 'LastModifiedDate', 'SystemModstamp'],
  fields: [
    text('LicenseDefinitionKey', 40),
    integer('TotalLicenses', 9),
    picklist('Status', ['Active', 'Disabled']),
    integer('UsedLicenses', 9),
    text('Name', 255, { nameField: true }),
    text('MasterLabel', 255),
  ],
});

export const USER_ROLE = defineObject({
  name: 'UserRole',
  label: 'Role',
  keyPrefix: '00E',
  kind: 'setup',
  audit: ['LastModifiedDate', 'LastModifiedById', 'SystemModstamp'],
  fields: [
    text('Name', 80, { required: true, nameField: true }),
    lookup('ParentRoleId', 'UserRole', undefined, { relationshipName: undefined, deleteConstraint: 'restrict' }),
    text('RollupDescription', 80, { label: 'Description' }),
    picklist('OpportunityAccessForAccountOwner', ACCESS_LEVELS, { initial: 'None', length: 40 }),
    picklist('CaseAccessForAccountOwner', ACCESS_LEVELS, { initial: 'None', length: 40 }),
    picklist('ContactAccessForAccountOwner', ACCESS_LEVELS, { initial: 'None', length: 40 }),
    text('DeveloperName', 80),
    lookup('ForecastUserId', 'User', undefined, { readOnly: true, relationshipName: undefined }),
  ],
});

export const GROUP = defineObject({
  name: 'Group',
  label: 'Group',
  keyPrefix: '00G',
  kind: 'setup',
  fields: [
    text('Name', 40, { required: true, nameField: true }),
    text('DeveloperName', 80),
    lookup('RelatedId', ['User', 'UserRole'], undefined, { readOnly: true }),
    picklist('Type', GROUP_TYPES, { updateable: false, length: 40, initial: 'Regular', restrictedPicklist: true }),
    makeField('Email', 'email', { length: 255, label: 'Queue Email' }),
    text('Description', 255),
    lookup('OwnerId', ['Organization', 'User'], undefined, { readOnly: true }),
    checkbox('DoesSendEmailToMembers', { label: 'Send Email to Members' }),
    checkbox('DoesIncludeBosses', { label: 'Include Bosses' }),
  ],
});

export const GROUP_MEMBER = defineObject({
  name: 'GroupMember',
  label: 'Group Member',
  keyPrefix: '011',
  kind: 'setup',
  audit: ['SystemModstamp'],
  fields: [
    lookup('GroupId', 'Group', 'GroupMembers', { required: true, updateable: false, deleteConstraint: 'cascade' }),
    lookup('UserOrGroupId', ['Group', 'User'], undefined, {
      required: true,
      updateable: false,
      deleteConstraint: 'cascade',
      relationshipName: undefined,
    }),
  ],
});

export const QUEUE_SOBJECT = defineObject({
  name: 'QueueSobject',
  label: 'Queue Sobject',
  keyPrefix: '03g',
  kind: 'setup',
  audit: ['CreatedById', 'SystemModstamp'],
  fields: [
    lookup('QueueId', 'Group', 'QueueSobjects', { required: true, updateable: false, deleteConstraint: 'cascade' }),
    picklist('SobjectType', [], { required: true, updateable: false, length: 40 }),
  ],
});

export const RECORD_TYPE = defineObject({
  name: 'RecordType',
  label: 'Record Type',
  keyPrefix: '012',
  kind: 'setup',
  fields: [
    text('Name', 80, { required: true, nameField: true }),
    text('DeveloperName', 80, { required: true }),
    text('NamespacePrefix', 15, { readOnly: true }),
    textarea('Description', 255),
    lookup('BusinessProcessId', [], undefined, { relationshipName: undefined }),
    picklist('SobjectType', [], { required: true, updateable: false, length: 40, label: 'SObject Type Name' }),
    checkbox('IsActive', { label: 'Active' }),
    checkbox('IsPersonType', { readOnly: true }),
  ],
});

export const ORGANIZATION = defineObject({
  name: 'Organization',
  label: 'Organization',
  keyPrefix: '00D',
  kind: 'setup',
  fields: [
    text('Name', 80, { required: true, nameField: true }),
    text('Division', 80),
    ...addressFields(''),
    phone('Phone'),
    phone('Fax'),
    text('PrimaryContact', 80),
    picklist('DefaultLocaleSidKey', LOCALES, { length: 40 }),
    picklist('TimeZoneSidKey', TIME_ZONES, { length: 40 }),
    picklist('LanguageLocaleKey', LANGUAGES, { length: 40 }),
    integer('FiscalYearStartMonth', 9, { readOnly: true }),
    checkbox('UsesStartDateAsFiscalYearName', { readOnly: true }),
    picklist('DefaultAccountAccess', ACCESS_LEVELS, { readOnly: true, length: 40 }),
    picklist('DefaultContactAccess', ACCESS_LEVELS, { readOnly: true, length: 40 }),
    picklist('DefaultOpportunityAccess', ACCESS_LEVELS, { readOnly: true, length: 40 }),
    picklist('DefaultLeadAccess', ACCESS_LEVELS, { readOnly: true, length: 40 }),
    picklist('DefaultCaseAccess', ACCESS_LEVELS, { readOnly: true, length: 40 }),
    picklist(
      'OrganizationType',
      ['Developer Edition', 'Enterprise Edition', 'Unlimited Edition', 'Professional Edition'],
      {
        readOnly: true,
        length: 40,
        label: 'Edition',
      },
    ),
    text('NamespacePrefix', 15, { readOnly: true }),
    text('InstanceName', 5, { readOnly: true }),
    checkbox('IsSandbox', { readOnly: true }),
    datetime('TrialExpirationDate', { readOnly: true }),
    checkbox('IsReadOnly', { readOnly: true }),
    integer('MonthlyPageViewsUsed', 9, { readOnly: true }),
    ...fieldsIn(`
      MonthlyPageViewsEntitlement int readonly; ReceivesInfoEmails boolean; ReceivesAdminInfoEmails boolean; PreferencesRequireOpportunityProducts boolean readonly
      PreferencesTransactionSecurityPolicy boolean readonly; PreferencesConsentManagementEnabled boolean readonly; PreferencesLightningLoginEnabled boolean readonly
      ComplianceBccEmail email readonly; UiSkin {Theme2,Theme3,Theme4}; SignupCountryIsoCode string(2) readonly; NumKnowledgeService int readonly
      DefaultPricebookAccess {None,Read,ReadSelect} readonly; DefaultCampaignAccess {None,Read,Edit,All} readonly; DefaultCalendarAccess {HideDetails,ShowDetails,AllowEdits} readonly
      WebToCaseDefaultOrigin string(40) readonly; WebToCaseAssignedEmailTemplateId string(18) readonly
    `),
  ],
  deletable: false,
});

/**
 * Objects that code names more often than data fills. Source: Object Reference for the Salesforce Platform, objects of these
 * names. See notation.ts for how they are written.
 */
import { ACTIVITY_PARENTS } from './activities.ts';
import { ATTACHMENT_PARENTS } from './content.ts';
import { objectsIn } from './notation.ts';

/** standard objects whose records go through approval, have topics and feeds */
export const ANY_RECORD_OBJECTS = [...new Set([...ATTACHMENT_PARENTS, 'Quote', 'Solution'])];
const ANY_RECORD = ANY_RECORD_OBJECTS.join('|');
const ACTIVITIES = ACTIVITY_PARENTS.join('|');
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const elapsed =
  'ElapsedTimeInDays double(18,2) readonly; ElapsedTimeInHours double(18,2) readonly; ElapsedTimeInMinutes double(18,2) readonly';

const APPROVALS = `
ProcessDefinition 04a Process Definition | setup readonly
  Name string(80) name; DeveloperName string(80); Type {Approval,State}; Description textarea; TableEnumOrId {}
  LockType {Total,Admin,Owner,Workitem,Node,none}; State {Active,Inactive,Obsolete}
ProcessNode 04b Process Node | setup readonly audit SystemModstamp
  Name string(80) name; DeveloperName string(80); ProcessDefinitionId -> ProcessDefinition; Description textarea
ProcessInstance 04g Process Instance | norecycle readonly byparent
  ProcessDefinitionId -> ProcessDefinition; TargetObjectId -> ${ANY_RECORD} as ProcessInstances cascade
  Status {Started,Pending,Approved,Rejected,Removed,Fault,Held,NoResponse,Reassigned}; CompletedDate datetime; LastActorId -> User
  ${elapsed}; SubmittedById -> User
ProcessInstanceStep 04h Process Instance Step | norecycle readonly byparent audit CreatedDate,CreatedById,SystemModstamp
  ProcessInstanceId -> ProcessInstance as Steps cascade; StepNodeId -> ProcessNode unnamed
  StepStatus {Started,Pending,Approved,Rejected,Removed,Fault,Held,NoResponse,Reassigned}
  OriginalActorId -> Group|User; ActorId -> Group|User; Comments string(4000); ${elapsed}
ProcessInstanceWorkitem 04i Approval Request | norecycle readonly byparent audit CreatedDate,CreatedById,SystemModstamp
  ProcessInstanceId -> ProcessInstance as Workitems cascade; OriginalActorId -> Group|User; ActorId -> Group|User; ${elapsed}
`;

const SETUP = `
BusinessHours 01m Business Hours | setup undeletable
  Name string(80) required name; IsActive boolean; IsDefault boolean
  ${DAYS.map((day) => `${day}StartTime time; ${day}EndTime time`).join('; ')}
  TimeZoneSidKey {UTC,GMT,America/New_York,America/Los_Angeles,Europe/London,Europe/Berlin,Asia/Tokyo}
Holiday 0C0 Holiday | setup
  Name string(80) required name; Description textarea; IsAllDay boolean; ActivityDate date; StartTimeInMinutes int; EndTimeInMinutes int
  IsRecurrence boolean; RecurrenceStartDate date; RecurrenceEndDateOnly date; RecurrenceType {RecursDaily,RecursEveryWeekday,RecursMonthly,RecursMonthlyNth,RecursWeekly,RecursYearly,RecursYearlyNth}
  RecurrenceInterval int; RecurrenceDayOfWeekMask int; RecurrenceDayOfMonth int; RecurrenceInstance {First,Second,Third,Fourth,Last}
AssignmentRule 01Q Assignment Rule | setup readonly
  Name string(120) name; SobjectType {Case,Lead}; Active boolean
OrgWideEmailAddress 0D2 Organization-wide From Email Address | setup
  Address email required; DisplayName string(240) required name; IsAllowAllProfiles boolean
  Purpose {*UserSelection,DefaultNoreply,UserSelectionAndDefaultNoreply}
LoginHistory 0Ya Login History | setup readonly audit none
  UserId -> User unnamed; LoginTime datetime; LoginType {*A=Application,O=Other Apex API,P=Partner Product,S=SAML Sfdc Initiated SSO,i=Remote Access 2.0}
  SourceIp string(39); LoginUrl string(120); AuthenticationServiceId string(18); Browser string(64); Platform string(64); Status string(128)
  Application string(64); ClientVersion string(64); ApiType string(64); ApiVersion string(32); CountryIso string(2); AuthMethodReference string(80)
  LoginGeoId -> LoginGeo; TlsProtocol {TLS 1.2,TLS 1.3,Unknown}; CipherSuite string(64); OptionsIsGet boolean; OptionsIsPost boolean
LoginGeo 04F Login Geo Data | setup readonly
  LoginTime datetime; Country string(80); CountryIso string(2); Subdivision string(80); City string(80); PostalCode string(20)
  Latitude double(18,15); Longitude double(18,15)
AuthSession 0Ak Auth Session | setup readonly audit CreatedDate,LastModifiedDate
  UsersId -> User unnamed; ParentId -> AuthSession; SessionType {ApexOauth,API,ChatterNetworks,UI,VisualforcePages,Aura}; UserType {Standard,Guest}
  SourceIp string(39); LoginType {Application,SAML,Partner Product,Remote Access 2.0}; NumSecondsValid int; LoginGeoId -> LoginGeo
  SessionSecurityLevel {LOW,STANDARD,HIGH_ASSURANCE}; LogoutUrl string(1333); LoginHistoryId -> LoginHistory unnamed; IsCurrent boolean
UserPreference 03u User Preference | setup audit SystemModstamp
  UserId -> User as UserPreferences cascade; Preference {57=ApexPagesDeveloperMode,58=HideCSNGetChatterMobileTask}; Value string(1333)
UserLogin 0Yw User Login | setup undeletable audit LastModifiedDate,LastModifiedById
  UserId -> User fixed unnamed; IsFrozen boolean; IsPasswordLocked boolean
UserPackageLicense 051 User Package License | setup
  PackageLicenseId -> PackageLicense required; UserId -> User as UserPackageLicenses required
PackageLicense 050 Package License | setup readonly audit CreatedDate,LastModifiedDate,SystemModstamp
  Status {Active,Expired,Free,Trial}; IsProvisioned boolean; AllowedLicenses int; UsedLicenses int; ExpirationDate datetime; NamespacePrefix string(15)
PermissionSetLicense 0PL Permission Set License | setup readonly
  DeveloperName string(80) name; MasterLabel string(80); Language {en_US}; PermissionSetLicenseKey string(80); TotalLicenses int; UsedLicenses int
  Status {Active,Disabled}; ExpirationDate date; IsAvailableForIntegrations boolean
PermissionSetLicenseAssign 2LA Permission Set License Assignment | setup
  PermissionSetLicenseId -> PermissionSetLicense required fixed cascade; AssigneeId -> User as PermissionSetLicenseAssignments required fixed cascade
MutingPermissionSet 0QM Muting Permission Set | setup
  DeveloperName string(80) required name; MasterLabel string(80) required; Language {en_US}; Description textarea; NamespacePrefix string(15) readonly
ApexPage 066 Visualforce Page | setup readonly
  NamespacePrefix string(15); Name string(80) name; ApiVersion double(18,1); MasterLabel string(80); Description textarea
  ControllerType {Standard,StandardSet,Custom}; ControllerKey string(255); IsAvailableInTouch boolean; IsConfirmationTokenRequired boolean; Markup textarea(1000000)
ApexComponent 099 Visualforce Component | setup readonly
  NamespacePrefix string(15); Name string(80) name; ApiVersion double(18,1); MasterLabel string(80); Description textarea
  ControllerType {Custom,None}; ControllerKey string(255); Markup textarea(1000000)
ApexLog 07L Apex Debug Log | setup readonly audit SystemModstamp,LastModifiedDate
  LogUserId -> User; LogLength int; Request string(16); Operation string(64); Application string(64); Status string(255); DurationMilliseconds int
  StartTime datetime; Location {MonitoringDebugLog,SystemLog,Monitoring}; RequestIdentifier string(36)
ApexTestQueueItem 709 Apex Test Queue Item | setup readonly audit CreatedDate,CreatedById,SystemModstamp
  ApexClassId -> ApexClass; Status {Holding,Queued,Preparing,Processing,Aborted,Completed,Failed}; ExtendedStatus string(1000)
  ParentJobId -> AsyncApexJob unnamed; TestRunResultId string(18); ShouldSkipCodeCoverage boolean
ApexTestResult 07M Apex Test Result | setup readonly audit SystemModstamp
  TestTimestamp datetime; Outcome {Pass,Fail,CompileFail,Skip}; ApexClassId -> ApexClass; MethodName string(255); Message string(4000); StackTrace string(4000)
  AsyncApexJobId -> AsyncApexJob; QueueItemId -> ApexTestQueueItem; ApexLogId -> ApexLog; RunTime int
ApexTestSuite 05F Apex Test Suite | setup
  TestSuiteName string(255) required name
AuraDefinitionBundle 0Ab Aura Component Bundle | setup readonly
  DeveloperName string(80) name; MasterLabel string(80); Language {en_US}; ApiVersion double(18,1); Description textarea; NamespacePrefix string(15)
FlowInterview 0Fo Flow Interview | setup readonly
  Name string(255) name; CurrentElement string(100); InterviewLabel string(1000); PauseLabel string(1000); Guid string(40); InterviewStatus {Running,Paused,Error}; OwnerId -> Group|User
SetupAuditTrail 0Ym Setup Audit Trail Entry | setup readonly audit CreatedDate,CreatedById
  Action string(40); Section string(255); Display string(1000); DelegateUser string(255); ResponsibleNamespacePrefix string(15)
BusinessProcess 019 Business Process | setup readonly
  Name string(80) name; NamespacePrefix string(15); Description textarea; TableEnumOrId {Lead,Opportunity,Case,Solution}; IsActive boolean
FiscalYearSettings 022 Fiscal Year Settings | setup readonly audit SystemModstamp
  PeriodId string(18); StartDate date; EndDate date; Name string(80) name; IsStandardYear boolean; YearType {Standard,Custom}; Description textarea
Period 026 Period | setup readonly audit SystemModstamp
  FiscalYearSettingsId -> FiscalYearSettings as Periods; Type {Month,Quarter,Week,Year}; StartDate date; EndDate date; IsForecastPeriod boolean; Number int; FullyQualifiedLabel string(80)
ListView 00B List View | setup readonly
  Name string(40) name; DeveloperName string(80); NamespacePrefix string(15); SobjectType {}; IsSoqlCompatible boolean; LastViewedDate datetime; LastReferencedDate datetime
WebLink 00b Custom Button or Link | setup readonly
  PageOrSobjectType {}; Name string(240) name; MasterLabel string(240); Url string(1024); LinkType {url,sControl,javascript,page,flow}; OpenType {newWindow,sidebar,noSidebar,replace,onClickJavaScript}
  Description textarea; DisplayType {L=Link,B=Button,M=Mass Action}; NamespacePrefix string(15)
NamedCredential 0XA Named Credential | setup readonly
  DeveloperName string(80) name; MasterLabel string(80); Language {en_US}; NamespacePrefix string(15); Endpoint url(255); PrincipalType {Anonymous,PerUser,NamedUser}
ConnectedApplication 0H4 Connected App | setup readonly
  Name string(80) name; StartUrl url(255); MobileStartUrl url(255); RefreshTokenValidityPeriod int; OptionsAllowAdminApprovedUsersOnly boolean; OptionsHasSessionLevelPolicy boolean
AuthProvider 0SO Auth. Provider | setup readonly audit CreatedDate
  ProviderType {Custom,Facebook,Google,OpenIdConnect,Salesforce}; FriendlyName string(32) name; DeveloperName string(32); ExecutionUserId -> User
AppMenuItem 0DS App Menu Item | setup readonly
  Name string(80) name; Label string(80); Description textarea; SortOrder int; Type {ConnectedApplication,ServiceProvider,TabSet,Network}; ApplicationId string(18); StartUrl url(1000); IsAccessible boolean; IsVisible boolean
CustomNotificationType 0ML Custom Notification Type | setup readonly
  DeveloperName string(80) name; MasterLabel string(80); CustomNotifTypeName string(80); Language {en_US}; NamespacePrefix string(15); Desktop boolean; Mobile boolean; Slack boolean; IsSlack boolean
TaskStatus 01T Task Status Value | setup readonly
  MasterLabel string(255) name; ApiName string(255); SortOrder int; IsDefault boolean; IsClosed boolean
TaskPriority 01U Task Priority Value | setup readonly
  MasterLabel string(255) name; ApiName string(255); SortOrder int; IsDefault boolean; IsHighPriority boolean
Site 0DM Site | setup readonly
  Name string(80) name; Subdomain string(80); UrlPathPrefix string(40); GuestUserId -> User; AdminId -> User; Status {Active,Inactive,InMaintenance}; MasterLabel string(80)
  SiteType {ChatterNetwork,ChatterNetworkPicasso,Siteforce,Visualforce}; GuestRecordDefaultOwnerId -> User; Description textarea; OptionsRequireHttps boolean
Network 0DB Experience | setup undeletable
  Name string(80) name; UrlPathPrefix string(40); Status {UnderConstruction,Live,DownForMaintenance}; Description textarea; OptionsReputationEnabled boolean
  OptionsAllowMembersToFlag boolean; OptionsGuestChatterEnabled boolean; OptionsSelfRegistrationEnabled boolean; FirstActivationDate datetime; SelfRegProfileId -> Profile; EmailSenderAddress email; EmailSenderName string(80)
Community 09a Zone | setup readonly
  Name string(80) name; Description textarea; IsActive boolean; IsPublished boolean; CanCreateCase boolean; NetworkId -> Network
Report 00O Report | setup readonly
  Name string(40) name; Description textarea; DeveloperName string(80); FolderName string(256); NamespacePrefix string(15); LastRunDate datetime; Format {Tabular,Summary,Matrix,MultiBlock}; OwnerId string(18); views
Dashboard 01Z Dashboard | setup readonly
  Title string(80) name; DeveloperName string(80); FolderId -> Folder|User; FolderName string(256); NamespacePrefix string(15); Description textarea; Type {SpecifiedUser,LoggedInUser,MyTeamUser}; RunningUserId -> User; views
DuplicateRule 0Bm Duplicate Rule | setup readonly
  DeveloperName string(80) name; MasterLabel string(80); Language {en_US}; SobjectType {}; SobjectSubtype {None,PersonAccount}; IsActive boolean; NamespacePrefix string(15)
BrandTemplate 016 Letterhead | setup readonly
  Name string(80) name; DeveloperName string(80); IsActive boolean; Description textarea; Value textarea(32000); NamespacePrefix string(15)
EmailServicesFunction 091 Email Service | setup readonly
  IsActive boolean; FunctionName string(64) name; AuthorizedSenders string(4000); ApexClassId string(18); AttachmentOption {0=None,1=TextOnly,2=BinaryOnly,3=All}; IsTlsRequired boolean
EmailServicesAddress 093 Email Services Address | setup readonly
  IsActive boolean; LocalPart string(64) name; EmailDomainName string(255); AuthorizedSenders string(4000); RunAsUserId -> User; FunctionId -> EmailServicesFunction as Addresses; DeveloperName string(80)
`;

const DOCUMENTS = `
Document 015 Document | norecycle
  FolderId -> Folder|User unnamed required; Name string(255) required name; DeveloperName string(80) required; NamespacePrefix string(15) readonly
  ContentType string(120); Type string(40); IsPublic boolean; BodyLength int readonly; Body base64; Url url(1000); Description textarea; Keywords string(255)
  IsInternalUseOnly boolean; AuthorId -> User; IsBodySearchable boolean readonly; views
ContentWorkspace 058 Library | norecycle
  Name string(255) required name; Description string(1000); TagModel {U=Unrestricted,R=Restricted,G=Guided}; DeveloperName string(255); RootContentFolderId -> ContentFolder readonly; NamespacePrefix string(15) readonly; LastWorkspaceActivityDate datetime readonly
ContentFolder 07H Content Folder | norecycle
  Name string(200) required name; ParentContentFolderId -> ContentFolder as ContentFolders
ContentAsset 03S Asset File | setup
  DeveloperName string(80) required name; MasterLabel string(80); Language {en_US}; NamespacePrefix string(15) readonly; ContentDocumentId -> ContentDocument as ContentAssets fixed; IsVisibleByExternalUsers boolean
ContentDistribution 05D Content Delivery | norecycle
  OwnerId -> User; ContentVersionId -> ContentVersion as ContentDistributions required fixed cascade; ContentDocumentId -> ContentDocument as ContentDistributions readonly; RelatedRecordId -> ${ANY_RECORD} unnamed
  Name string(100) required name; PreferencesAllowPDFDownload boolean; PreferencesAllowOriginalDownload boolean; PreferencesPasswordRequired boolean; PreferencesNotifyOnVisit boolean
  PreferencesLinkLatestVersion boolean; PreferencesAllowViewInBrowser boolean; PreferencesExpires boolean; PreferencesNotifyRndtnComplete boolean; ExpiryDate datetime; Password string(40) readonly
  ViewCount int readonly; FirstViewDate datetime readonly; LastViewDate datetime readonly; DistributionPublicUrl url(1000) readonly; ContentDownloadUrl url(1000) readonly; PdfDownloadUrl url(1000) readonly
Topic 0TO Topic | norecycle
  Name string(150) required name; Description string(400); TalkingAbout int readonly; NetworkId -> Network; ManagedTopicType {Content,Featured,Navigational}
TopicAssignment 0TA Topic Assignment | norecycle byparent audit CreatedDate,CreatedById,SystemModstamp
  TopicId -> Topic as TopicAssignments required fixed cascade; EntityId -> ${ANY_RECORD} as TopicAssignments required fixed cascade; EntityKeyPrefix string(3) readonly; EntityType string(100) readonly; NetworkId -> Network
FeedItem 0D5 Feed Item | byparent
  ParentId -> ${ANY_RECORD}|User|CollaborationGroup as Feeds required fixed cascade; Type {*TextPost,LinkPost,ContentPost,PollPost,AdvancedTextPost,TrackedChange,UserStatus,QuestionPost}
  InsertedById -> User readonly; Revision int readonly; LastEditById string(18) readonly; LastEditDate datetime readonly; CommentCount int readonly; LikeCount int readonly
  Title string(255); Body textarea(10000); LinkUrl url(1000); IsRichText boolean; RelatedRecordId -> ContentVersion unnamed; BestCommentId -> FeedComment; HasContent boolean readonly; HasLink boolean readonly
  Status {*Published,PendingReview}; Visibility {*AllUsers,InternalUsers}; NetworkScope -> Network unnamed
FeedComment 0D7 Feed Comment | byparent
  FeedItemId -> FeedItem as FeedComments required fixed cascade; ParentId -> ${ANY_RECORD}|User|CollaborationGroup readonly unnamed; CommentBody textarea(10000) required; Revision int readonly
  InsertedById -> User readonly; CommentType {*TextComment,ContentComment}; RelatedRecordId -> ContentVersion unnamed; IsRichText boolean; IsVerified boolean readonly; HasEntityLinks boolean readonly; Status {*Published,PendingReview}; ThreadParentId -> FeedComment as ThreadedComments
FeedTrackedChange 0D6 Feed Tracked Change | norecycle readonly audit CreatedDate,CreatedById,SystemModstamp
  FeedItemId -> FeedItem as FeedTrackedChanges cascade; FieldName string(120); OldValue string(255); NewValue string(255)
EntitySubscription 0E8 Entity Subscription | norecycle audit CreatedDate,CreatedById
  ParentId -> ${ANY_RECORD}|User|CollaborationGroup as FeedSubscriptionsForEntity required fixed cascade; SubscriberId -> User as FeedSubscriptions required fixed cascade; NetworkId -> Network
CollaborationGroup 0F9 Group | norecycle
  Name string(40) required name; MemberCount int readonly; OwnerId -> User; CollaborationType {*Public,Private,Unlisted}; Description textarea(1000); InformationTitle string(60); InformationBody textarea(4000)
  HasPrivateFieldsAccess boolean readonly; CanHaveGuests boolean; IsArchived boolean; IsAutoArchiveDisabled boolean; IsBroadcast boolean; LastFeedModifiedDate datetime readonly; NetworkId -> Network
CollaborationGroupMember 0FB Group Member | norecycle byparent
  CollaborationGroupId -> CollaborationGroup as GroupMembers required fixed cascade; MemberId -> User as GroupMemberships required fixed cascade; CollaborationRole {*Standard,Admin}; NotificationFrequency {P=Each Post,D=Daily,W=Weekly,*N=Never}; NetworkId -> Network
Idea 087 Idea | norecycle
  Title string(255) required name; Body textarea(32000); CommunityId -> Community required; NumComments int readonly; VoteScore double(18,0) readonly; VoteTotal double(18,0) readonly; Status {}; Categories multipicklist; IsHtml boolean readonly; IsMerged boolean readonly
Macro 0JZ Macro | private
  owner; Name string(255) required name; Description string(255); IsAlohaSupported boolean readonly; IsLightningSupported boolean readonly; StartingContext {Case,Account,Contact,Lead}; FolderId string(18); views
MacroInstruction 0Ji Macro Instruction | byparent
  Name string(80) readonly name; MacroId -> Macro as MacroInstructions required fixed cascade; Operation {Select,Set,Submit,Insert,Close}; Target string(1024); Value string(1024); ValueRecord string(1024); SortOrder int required
`;

const SALES_AND_SERVICE = `
CampaignMemberStatus 01Y Campaign Member Status | norecycle byparent
  CampaignId -> Campaign as CampaignMemberStatuses required fixed cascade; Label string(765) required name; SortOrder int; IsDefault boolean; HasResponded boolean
OpportunityHistory 008 Opportunity History | readonly byparent audit CreatedDate,CreatedById,SystemModstamp
  OpportunityId -> Opportunity as OpportunityHistories cascade; StageName {}; Amount currency; ExpectedRevenue currency; CloseDate date; Probability percent(3,0); ForecastCategory {Omitted,Pipeline,BestCase=Best Case,Forecast=Commit,Closed}
  PrevAmount currency; PrevCloseDate date
OpportunityTeamMember 00q Opportunity Team Member | byparent
  OpportunityId -> Opportunity as OpportunityTeamMembers required fixed cascade; UserId -> User as OpportunityTeamMembers required; Name string(361) readonly name; PhotoUrl url(255) readonly; Title string(80) readonly
  TeamMemberRole {Account Manager,Channel Manager,Executive Sponsor,Lead Qualifier,Pre-Sales Consultant,Sales Manager,Sales Rep}; OpportunityAccessLevel {Read,Edit,All}
AccountTeamMember 01M Account Team Member | byparent
  AccountId -> Account as AccountTeamMembers required fixed cascade; UserId -> User as AccountTeamMembers required; PhotoUrl url(255) readonly; Title string(80) readonly
  TeamMemberRole {Account Manager,Channel Manager,Executive Sponsor,Lead Qualifier,Pre-Sales Consultant,Sales Manager,Sales Rep}; AccountAccessLevel {Read,Edit,All}; OpportunityAccessLevel {None,Read,Edit}; CaseAccessLevel {None,Read,Edit}; ContactAccessLevel {None,Read,Edit}
OpportunityCompetitor 00J Opportunity: Competitor | byparent
  OpportunityId -> Opportunity as OpportunityCompetitors required fixed cascade; CompetitorName string(80); Strengths textarea(1000); Weaknesses textarea(1000)
Quote 0Q0 Quote | byparent
  OwnerId -> Group|User; Name string(255) required name; OpportunityId -> Opportunity as Quotes fixed cascade; Pricebook2Id -> Pricebook2; ContactId -> Contact as Quotes; QuoteNumber autonumber({00000000}); IsSyncing boolean readonly
  ShippingHandling currency; Tax currency; Status {*Draft,Needs Review,In Review,Approved,Rejected,Presented,Accepted,Denied}; ExpirationDate date; Description textarea(32000); Subtotal currency readonly; TotalPrice currency readonly
  LineItemCount int readonly; Billing address; Shipping address; QuoteTo address; Additional address; BillingName string(255); ShippingName string(255); QuoteToName string(255); AdditionalName string(255)
  Email email; Phone phone; Fax phone; ContractId -> Contract as Quotes; AccountId -> Account as Quotes readonly; Discount percent(18,2) readonly; GrandTotal currency readonly; CanCreateQuoteLineItems boolean readonly; views
QuoteLineItem 0QL Quote Line Item | byparent
  LineNumber autonumber({00000000}) name; QuoteId -> Quote as QuoteLineItems required fixed cascade; PricebookEntryId -> PricebookEntry as QuoteLineItems required fixed restrict; OpportunityLineItemId -> OpportunityLineItem readonly
  Quantity double(12,2) required; UnitPrice currency required; Discount percent(5,2); Description string(255); ServiceDate date; Product2Id -> Product2 as QuoteLineItems fixed restrict; SortOrder int; HasQuantitySchedule boolean readonly
  HasRevenueSchedule boolean readonly; HasSchedule boolean readonly; ListPrice currency readonly; Subtotal currency readonly; TotalPrice currency readonly; views
QuoteDocument 0QD Quote PDF | byparent
  Name string(255) readonly name; QuoteId -> Quote as QuoteDocuments required fixed cascade; ContentVersionDocumentId -> ContentVersion readonly unnamed; Document base64 fixed; Discount percent(5,2) readonly; GrandTotal currency readonly
OpportunityLineItemSchedule 00o Opportunity Product Schedule | byparent
  OpportunityLineItemId -> OpportunityLineItem as OpportunityLineItemSchedules required fixed cascade; Type {Quantity,Revenue,Both}; Revenue currency; Quantity double(12,2); Description string(80); ScheduleDate date required
Partner 00I Partner | byparent
  OpportunityId -> Opportunity as Partners fixed cascade; AccountFromId -> Account as PartnersFrom fixed cascade; AccountToId -> Account as PartnersTo required fixed cascade; Role {Advertiser,Agency,Broker,Consultant,Dealer,Developer,Distributor,Institution,Lender,Supplier,System Integrator,VAR/Reseller}; IsPrimary boolean; ReversePartnerId -> Partner readonly unnamed
Solution 501 Solution
  SolutionNumber autonumber({00000000}); SolutionName string(255) required name; IsPublished boolean; IsPublishedInPublicKb boolean; Status {*Draft,Reviewed,Duplicate}; IsReviewed boolean readonly; SolutionNote textarea(32000); owner; TimesUsed int readonly; IsHtml boolean readonly
CaseSolution 010 Case Solution | norecycle byparent
  CaseId -> Case as CaseSolutions required fixed cascade; SolutionId -> Solution as CaseSolutions required fixed cascade
CaseTeamRole 0B7 Case Team Member Role | setup
  Name string(80) required name; AccessLevel {None=Private,Read,Edit}; PreferencesVisibleInCSP boolean
Entitlement 550 Entitlement
  Name string(255) required name; AccountId -> Account as Entitlements required fixed cascade; Type {Phone Support,Web Support}; ServiceContractId -> ServiceContract as Entitlements; AssetId -> Asset as Entitlements; StartDate date; EndDate date
  BusinessHoursId -> BusinessHours; IsPerIncident boolean; CasesPerEntitlement int; RemainingCases int; Status {Active,Expired,Inactive} readonly; views
ServiceContract 810 Service Contract
  OwnerId -> Group|User; Name string(255) required name; AccountId -> Account as ServiceContracts; ContactId -> Contact as ServiceContracts; Term int; StartDate date; EndDate date; ActivationDate datetime; ApprovalStatus {*Draft,In Review,Approved}
  Description textarea(32000); Billing address; Shipping address; Pricebook2Id -> Pricebook2; ShippingHandling currency; Tax currency; Subtotal currency readonly; TotalPrice currency readonly; LineItemCount int readonly
  ContractNumber autonumber({00000000}); SpecialTerms textarea(4000); Discount percent(18,2) readonly; GrandTotal currency readonly; Status {Active,Expired,Inactive} readonly; ParentServiceContractId -> ServiceContract as ChildServiceContracts; RootServiceContractId -> ServiceContract readonly; views
OperatingHours 0OH Operating Hours
  Name string(255) required name; Description textarea; TimeZone {UTC,America/New_York,America/Los_Angeles,Europe/London,Europe/Berlin,Asia/Tokyo}; views
Location 131 Location
  owner; Name string(255) required name; LocationType {Warehouse,Site,Van,Plant}; Description textarea; DrivingDirections textarea; Latitude double(18,15); Longitude double(18,15); Location location readonly; TimeZone {UTC}; ParentLocationId -> Location as ChildLocations
  RootLocationId -> Location readonly; LocationLevel int readonly; IsMobile boolean; IsInventoryLocation boolean; OpenDate date; CloseDate date; PossessionDate date; ConstructionStartDate date; ConstructionEndDate date; RemodelStartDate date; RemodelEndDate date; ExternalReference string(255); VisitorAddressId -> Address; LogoId -> ContentAsset; views
Address 130 Address | byparent
  Name string(255) required name; ParentId -> Location as Addresses required fixed cascade; LocationType {Warehouse,Site,Van,Plant} required; AddressType {Mailing,Shipping,Billing,Home}; Description textarea; DrivingDirections textarea; TimeZone {UTC}; plain address; views
DuplicateRecordSet 0GK Duplicate Record Set
  Name autonumber({000000000}) name; DuplicateRuleId -> DuplicateRule as DuplicateRecordSets; RecordCount int readonly; views
DuplicateRecordItem 0GL Duplicate Record Item | byparent
  Name autonumber({000000000}) name; DuplicateRecordSetId -> DuplicateRecordSet as DuplicateRecordItems required fixed cascade; RecordId -> Account|Contact|Lead as DuplicateRecordItems required fixed cascade
EventRelation 0RE Event Relation | byparent
  RelationId -> Contact|Lead|User as EventRelations required fixed cascade; EventId -> Event as EventRelations required fixed cascade; Status {*New,Declined,Accepted,Uninvited,Maybe}; RespondedDate datetime; Response string(255)
TaskRelation 0RT Task Relation | byparent
  RelationId -> Contact|Lead|${ACTIVITIES} as TaskRelations required fixed cascade; TaskId -> Task as TaskRelations required fixed cascade; IsWhat boolean readonly
`;

export const RARE_OBJECTS = [
  ...objectsIn(APPROVALS),
  ...objectsIn(SETUP),
  ...objectsIn(DOCUMENTS),
  ...objectsIn(SALES_AND_SERVICE),
].map((object) => ({ ...object, rare: true }));

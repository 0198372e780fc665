/** User licences and the type of user that each makes. Source: Salesforce Help, "User Licenses"; Object Reference, "User", UserType. */

export interface UserLicenseDefinition {
  readonly name: string;
  /** LicenseDefinitionKey */
  readonly key: string;
  readonly userType: string;
}

export const DEFAULT_LICENSE = 'Salesforce';

export const USER_LICENSES: readonly UserLicenseDefinition[] = [
  { name: 'Salesforce', key: 'SFDC', userType: 'Standard' },
  { name: 'Salesforce Platform', key: 'AUL', userType: 'Standard' },
  { name: 'Salesforce Integration', key: 'PID_Salesforce_Integration', userType: 'Standard' },
  { name: 'Identity', key: 'PID_Identity', userType: 'Standard' },
  { name: 'Chatter Free', key: 'CHATTER_FREE', userType: 'CsnOnly' },
  { name: 'Chatter External', key: 'CHATTER_EXTERNAL', userType: 'CsnOnly' },
  { name: 'Customer Community', key: 'PID_Customer_Community', userType: 'CspLitePortal' },
  { name: 'Customer Community Plus', key: 'PID_Customer_Community_Plus', userType: 'PowerCustomerSuccess' },
  { name: 'Partner Community', key: 'PID_Partner_Community', userType: 'PowerPartner' },
  { name: 'External Identity', key: 'PID_External_Identity', userType: 'CspLitePortal' },
  { name: 'Guest User License', key: 'PID_Guest_User', userType: 'Guest' },
];

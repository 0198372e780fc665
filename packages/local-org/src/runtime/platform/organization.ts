/** What the org says of itself outside of any site: Site, Network, Label, and parts of System (Apex Reference Guide). */
import type { ApexDate } from '../../values/date.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { enumValue } from './enums.ts';
import { runDml } from './dml.ts';
import { org, platformAccess, uncounted } from './session.ts';
import { ORG_DOMAIN } from './pages/url.ts';
import { isReadOnly } from './transaction.ts';
import { Version } from './version.ts';

const nothing = (): null => null;
const no = (): boolean => false;

register('System.Site', {
  statics: {
    'changePassword(String,String)': nothing,
    'changePassword(String,String,String)': nothing,
    'createExternalUser(SObject,String)': nothing,
    'createExternalUser(SObject,String,String)': nothing,
    'createExternalUser(SObject,String,String,Boolean)': nothing,
    'createPersonAccountPortalUser(SObject,String,String)': nothing,
    'createPersonAccountPortalUser(SObject,String,String,String)': nothing,
    'createPortalUser(SObject,String)': nothing,
    'createPortalUser(SObject,String,String)': nothing,
    'createPortalUser(SObject,String,String,Boolean)': nothing,
    'forgotPassword(String)': no,
    'forgotPassword(String,String)': no,
    'getAdminEmail()': nothing,
    'getAdminId()': nothing,
    'getBaseSecureUrl()': nothing,
    'getBaseUrl()': nothing,
    'getDomain()': nothing,
    'getErrorDescription()': nothing,
    'getErrorMessage()': nothing,
    'getMasterLabel()': nothing,
    'getName()': nothing,
    'getOriginalUrl()': nothing,
    'getPathPrefix()': nothing,
    'getSiteId()': nothing,
    'getSiteType()': nothing,
    'getSiteTypeLabel()': nothing,
    'isLoginEnabled()': no,
    'isPasswordExpired()': no,
    'isRegistrationEnabled()': no,
    'login(String,String,String)': nothing,
  },
});
register('System.Network', {
  statics: {
    'communitiesLanding()': nothing,
    'forwardToAuthPage(String)': nothing,
    'forwardToAuthPage(String,String)': nothing,
    'getNetworkId()': nothing,
  },
});

/** Hosts as an org of production has them: "My Domain URL Formats", Salesforce Help. */
const MY_DOMAIN = /^https:\/\/([^.]+)/.exec(ORG_DOMAIN)![1];

register('System.DomainCreator', {
  statics: {
    'getContentHostname()': () => `${MY_DOMAIN}.file.force.com`,
    'getExperienceCloudSitesHostname()': () =>
      throwApex('System.InvalidParameterValueException', 'Digital Experiences are not enabled'),
    'getLightningHostname()': () => `${MY_DOMAIN}.lightning.force.com`,
    'getOrgMyDomainHostname()': () => `${MY_DOMAIN}.my.salesforce.com`,
    'getSetupHostname()': () => `${MY_DOMAIN}.my.salesforce-setup.com`,
    // code outside of packages has the namespace c
    'getVisualforceHostname(String)': (name: string | null) =>
      `${MY_DOMAIN}--${name === null || name === '' ? 'c' : name}.vf.force.com`,
  },
});

/** Custom labels have one language here, so that a translation into any other is the label itself. */
function label(namespace: string | null, name: string | null): string {
  if (name === null) throwNull();
  const found = isOwn(namespace) ? org().schema.labels.get(name.toLowerCase()) : undefined;
  return found?.value ?? throwApex('System.IllegalArgumentException', `Custom label ${name} does not exist`);
}

const isOwn = (namespace: string | null): boolean =>
  namespace === null || namespace === '' || namespace.toLowerCase() === 'c';

register('System.Label', {
  statics: {
    'get(String,String)': label,
    'get(String,String,String)': (namespace: string | null, name: string | null, _language: string | null) =>
      label(namespace, name),
    'translationExists(String,String,String)': (namespace: string | null, name: string | null) => {
      label(namespace, name);
      return false;
    },
  },
});

/** Jobs that ended before the date. @returns how many were deleted */
function purgeOldAsyncJobs(before: ApexDate | null): number {
  if (before === null) throwNull();
  const ended = `Status IN ('Completed', 'Failed', 'Aborted') AND CompletedDate < ${before.toIso()}T00:00:00Z`;
  return uncounted(() => {
    const { rows } = org().data.query(`SELECT Id FROM AsyncApexJob WHERE ${ended}`, [], platformAccess());
    if (rows.length > 0) runDml('delete', rows, { access: platformAccess(), allOrNone: true });
    return rows.length;
  });
}

/** Nobody logs in to the local org with a password, so that there is none to keep. */
function setPassword(userId: string | null, password: string | null): void {
  if (userId === null || password === null) throwNull();
  if (!userId.startsWith('005')) throwApex('System.InvalidParameterValueException', `Invalid user id: ${userId}`);
  if (password.length < 8) {
    throwApex(
      'System.InvalidParameterValueException',
      'INVALID_NEW_PASSWORD: Your password must be at least 8 characters long.',
    );
  }
}

register('System.System', {
  statics: {
    'getApplicationReadWriteMode()': () =>
      enumValue('System.ApplicationReadWriteMode', isReadOnly() ? 'READ_ONLY' : 'DEFAULT'),
    'purgeOldAsyncJobs(Date)': purgeOldAsyncJobs,
    // only a managed package has a version of its own
    'requestVersion()': () => new Version(0, 0),
    'setPassword(Id,String)': setPassword,
  },
});

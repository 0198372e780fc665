/** System.UserInfo and System.FeatureManagement (Apex Reference Guide). */
import { current } from '../kernel/context.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { lookup, register } from '../kernel/registry.ts';
import { org, platformAccess, uncounted } from './session.ts';

/** A field of the running user's record that the port does not carry. */
function userField(field: 'FirstName' | 'LastName' | 'UserRoleId' | 'UserType'): unknown {
  const { id } = current().user;
  const { rows } = uncounted(() =>
    org().data.query(`SELECT ${field} FROM User WHERE Id = '${id}'`, [], platformAccess()),
  );
  return rows[0]?.peek(field) ?? null;
}

/** No managed package is installed, and nobody has a licence of one. */
function noSuchPackage(namespace: string | null): never {
  if (namespace === null) throwNull();
  throwApex('System.TypeException', `Invalid package namespace: ${namespace}`);
}

const LIGHTNING_DESKTOP = 'Theme4d';

register('System.UserInfo', {
  statics: {
    'getCurrentUvid()': () => null,
    'getDefaultCurrency()': () => 'USD',
    'getFirstName()': () => userField('FirstName'),
    'getLanguage()': () => current().user.language,
    'getLastName()': () => userField('LastName'),
    'getLocale()': () => current().user.locale,
    'getName()': () => current().user.name,
    'getOrganizationId()': () => org().organizationId,
    'getOrganizationName()': () => org().organizationName,
    'getProfileId()': () => current().user.profileId,
    // Code that nobody logged in for has no session; a test has none either.
    'getSessionId()': () => null,
    'getTimeZone()': () => lookup('System.TimeZone')?.statics?.['getTimeZone(String)'](current().user.timeZone),
    'getUiTheme()': () => LIGHTNING_DESKTOP,
    'getUiThemeDisplayed()': () => LIGHTNING_DESKTOP,
    'getUserEmail()': () => current().user.email,
    'getUserId()': () => current().user.id,
    'getUserName()': () => current().user.username,
    'getUserRoleId()': () => userField('UserRoleId'),
    'getUserType()': () => userField('UserType'),
    'hasPackageLicense(Id)': (id: string | null) => (id === null ? throwNull() : false),
    'isCurrentUserLicensed(String)': noSuchPackage,
    'isCurrentUserLicensedForPackage(Id)': (id: string | null) => (id === null ? throwNull() : false),
    'isMultiCurrencyOrganization()': () => false,
  },
});

register('System.FeatureManagement', {
  statics: {
    'checkPermission(String)': (name: string | null) =>
      name === null ? throwNull() : org().security.hasCustomPermission(current().user.id, name),
  },
});

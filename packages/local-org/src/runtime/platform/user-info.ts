/** System.UserInfo and System.FeatureManagement (Apex Reference Guide). */
import { current } from '../kernel/context.ts';
import { throwNull } from '../kernel/exception.ts';
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

register('System.UserInfo', {
  statics: {
    'getDefaultCurrency()': () => 'USD',
    'getFirstName()': () => userField('FirstName'),
    'getLanguage()': () => current().user.language,
    'getLastName()': () => userField('LastName'),
    'getLocale()': () => current().user.locale,
    'getName()': () => current().user.name,
    'getOrganizationId()': () => org().organizationId,
    'getOrganizationName()': () => org().organizationName,
    'getProfileId()': () => current().user.profileId,
    'getTimeZone()': () => lookup('System.TimeZone')?.statics?.['getTimeZone(String)'](current().user.timeZone),
    'getUserEmail()': () => current().user.email,
    'getUserId()': () => current().user.id,
    'getUserName()': () => current().user.username,
    'getUserRoleId()': () => userField('UserRoleId'),
    'getUserType()': () => userField('UserType'),
    'isMultiCurrencyOrganization()': () => false,
  },
});

register('System.FeatureManagement', {
  statics: {
    'checkPermission(String)': (name: string | null) =>
      name === null ? throwNull() : org().security.hasCustomPermission(current().user.id, name),
  },
});

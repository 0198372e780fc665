/** Icons of objects. The build keeps the icons that are named in the sources. */

const ICONS: Readonly<Record<string, string>> = {
  Account: 'standard:account',
  Contact: 'standard:contact',
  Lead: 'standard:lead',
  Opportunity: 'standard:opportunity',
  Case: 'standard:case',
  User: 'standard:user',
  Task: 'standard:task',
  Event: 'standard:event',
  Campaign: 'standard:campaign',
  Product2: 'standard:product',
  Contract: 'standard:contract',
  Order: 'standard:orders',
};

export function objectIcon(object: string): string {
  return ICONS[object] ?? (object.endsWith('__c') ? 'standard:custom' : 'standard:record');
}

/**
 * Keys of the generator are unique in their dataset; the org's unique external id is dataset and key together. Files keep
 * to the generator's keys, and what is sent says which dataset they are of.
 */

/** the field of the generator's own key */
export const KEY = 'Synthetic_Key__c';
/** the field by which the org knows a row again */
export const UNIQUE_KEY = 'Synthetic_Unique_Key__c';

/** The external id to send rows by. */
export function externalIdOf(field: string): string {
  return isKey(field) ? UNIQUE_KEY : field;
}

/** The values as they are sent: the row's own key and those of its parents said with their dataset. */
export function withUniqueKeys(values: Readonly<Record<string, unknown>>, dataset: string): Record<string, unknown> {
  const sent: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'object' && value !== null) sent[name] = Object.fromEntries(uniqueParent(value, dataset));
    else sent[name] = value;
    if (isKey(name) && typeof value === 'string') sent[UNIQUE_KEY] = `${dataset}/${value.trim()}`;
  }
  return sent;
}

function uniqueParent(parent: object, dataset: string): [string, unknown][] {
  return Object.entries(parent).map(([name, key]: [string, unknown]) =>
    isKey(name) && typeof key === 'string' ? [UNIQUE_KEY, `${dataset}/${key.trim()}`] : [name, key],
  );
}

const isKey = (field: string): boolean => field.toLowerCase() === KEY.toLowerCase();

/** `newSObject(recordTypeId, true)`: the default values that the schema declares. */
import { randomUuid } from '../library/ids.ts';
import { org } from './session.ts';
import type { SObject } from './sobject.ts';

export function loadDefaults(record: SObject): void {
  // an event that is made with its defaults knows its UUID before it is published
  if (record.schema?.kind === 'platformEvent' && !record.values.has('EventUuid'))
    record.values.set('EventUuid', randomUuid().text);
  if (record.schema === undefined) return;
  const { fields } = record.schema;
  for (const [name, value] of org().data.defaultValues(record.schema)) {
    if (!record.values.has(name) && fields.get(name.toLowerCase())?.createable) record.values.set(name, value);
  }
}

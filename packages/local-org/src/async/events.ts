/**
 * Publishing of platform events: checked at once, delivered to the triggers of the event in a transaction of the automated
 * user. `PublishImmediately` events are delivered even when the publishing transaction is rolled back; the others wait for
 * its commit (Platform Events Developer Guide, Publish Behavior).
 */
import { current } from '../runtime/kernel/context.ts';
import { throwApex } from '../runtime/kernel/exception.ts';
import { cloneSObject } from '../runtime/platform/sobject-methods.ts';
import type { SObject } from '../runtime/platform/sobject.ts';
import type { RowResult, SaveError } from '../runtime/ports.ts';
import { ApexDatetime } from '../values/datetime.ts';

export interface PublishedEvents {
  readonly results: readonly RowResult[];
  readonly immediate: readonly SObject[];
  readonly afterCommit: readonly SObject[];
}

export function prepareEvents(events: readonly SObject[], nextReplayId: () => number): PublishedEvents {
  const results: RowResult[] = [];
  const immediate: SObject[] = [];
  const afterCommit: SObject[] = [];
  for (const event of events) {
    if (event.schema?.kind !== 'platformEvent')
      throwApex('System.TypeException', `${event.type} is not a platform event`);
    const errors = missingFields(event);
    const id = current().org.data.newId(event.schema.keyPrefix);
    results.push({
      id: errors.length === 0 ? id : null,
      success: errors.length === 0,
      created: errors.length === 0,
      errors,
    });
    if (errors.length > 0) continue;
    const published = stamp(event, nextReplayId());
    (event.schema.publishBehavior === 'PublishImmediately' ? immediate : afterCommit).push(published);
  }
  return { results, immediate, afterCommit };
}

function missingFields(event: SObject): SaveError[] {
  const missing = [...event.schema!.fields.values()]
    .filter((field) => field.custom && !field.nillable && field.type !== 'boolean' && field.defaultValue === undefined)
    .filter((field) => (event.peek(field.name) ?? null) === null)
    .map((field) => field.name);
  if (missing.length === 0) return [];
  const message = `Required fields are missing: [${missing.join(', ')}]`;
  return [{ statusCode: 'REQUIRED_FIELD_MISSING', message, fields: missing }];
}

/** The event as subscribers see it: a copy, with the fields that the event bus fills. */
function stamp(event: SObject, replayId: number): SObject {
  const { clock, user, org } = current();
  const copy = cloneSObject(event);
  copy.poke('ReplayId', String(replayId));
  const uuid = Buffer.from(org.random.bytes(16));
  uuid[6] = (uuid[6] & 0x0f) | 0x40;
  uuid[8] = (uuid[8] & 0x3f) | 0x80;
  copy.poke('EventUuid', uuid.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
  copy.poke('CreatedDate', new ApexDatetime(clock.now()));
  copy.poke('CreatedById', user.id);
  return copy;
}

/** Runs of one object in order of publication, as the event bus delivers them. */
export function groupByObject(events: readonly SObject[]): readonly (readonly SObject[])[] {
  const groups: SObject[][] = [];
  for (const event of events) {
    const last = groups.at(-1);
    if (last?.[0].type === event.type) last.push(event);
    else groups.push([event]);
  }
  return groups;
}

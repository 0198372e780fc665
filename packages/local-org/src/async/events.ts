/**
 * Publishing of platform events: each is checked, gets its UUID and its place in the stream, and waits to be delivered. What is
 * published is a copy, as subscribers will see it (Platform Events Developer Guide, "Publishing Platform Events").
 */
import { current } from '../runtime/kernel/context.ts';
import { throwApex } from '../runtime/kernel/exception.ts';
import { loadDefaults } from '../runtime/platform/sobject-defaults.ts';
import { cloneSObject } from '../runtime/platform/sobject-methods.ts';
import type { SObject } from '../runtime/platform/sobject.ts';
import type { RowResult, SaveError } from '../runtime/ports.ts';
import { ApexDatetime } from '../values/datetime.ts';

export interface PublishedEvents {
  readonly results: readonly RowResult[];
  /** the events that were accepted, in order */
  readonly accepted: readonly SObject[];
}

/**
 * @param hasCallback whether the caller will hear what becomes of them
 * @param room        how many of them may be published
 */
export function prepareEvents(
  events: readonly SObject[],
  hasCallback: boolean,
  nextReplayId: () => number,
  room: number,
): PublishedEvents {
  const results: RowResult[] = [];
  const accepted: SObject[] = [];
  for (const event of events) {
    // change events are the platform's own
    if (event.schema?.kind !== 'platformEvent' || event.schema.fields.has('changeeventheader'))
      throwApex('System.TypeException', `${event.type} is not a platform event`);
    const errors = accepted.length < room ? missingFields(event) : [overLimit()];
    if (errors.length > 0) {
      results.push({ id: null, success: false, created: false, errors });
      continue;
    }
    const published = stamp(event, nextReplayId());
    accepted.push(published);
    // The result of an accepted event carries its UUID as the message of an error that is none.
    const statusCode = hasCallback ? 'OPERATION_WITH_CALLBACK_ENQUEUED' : 'OPERATION_ENQUEUED';
    const enqueued: SaveError = { statusCode, message: uuidOf(published), fields: [] };
    const id = current().org.data.newId(event.schema.keyPrefix);
    results.push({ id, success: true, created: true, errors: [enqueued] });
  }
  return { results, accepted };
}

export const replayIdOf = (event: SObject): string => event.peek('ReplayId') as string;

export const uuidOf = (event: SObject): string => event.peek('EventUuid') as string;

function missingFields(event: SObject): SaveError[] {
  const missing = [...event.schema!.fields.values()]
    .filter((field) => field.custom && !field.nillable && field.type !== 'boolean' && field.defaultValue === undefined)
    .filter((field) => (event.peek(field.name) ?? null) === null)
    .map((field) => field.name);
  if (missing.length === 0) return [];
  const message = `Required fields are missing: [${missing.join(', ')}]`;
  return [{ statusCode: 'REQUIRED_FIELD_MISSING', message, fields: missing }];
}

/** The documentation is silent on the wording. */
const overLimit = (): SaveError => ({
  statusCode: 'LIMIT_EXCEEDED',
  message: 'The limit of event messages that can be published has been exceeded',
  fields: [],
});

/** The event as subscribers see it: a copy, with the fields that the event bus fills. Empty texts arrive as null. */
function stamp(event: SObject, replayId: number): SObject {
  const { clock, user } = current();
  const copy = cloneSObject(event);
  loadDefaults(copy);
  for (const field of event.schema!.fields.values()) {
    const value = copy.peek(field.name);
    if (value === undefined || value === '') copy.poke(field.name, field.type === 'boolean' ? false : null);
  }
  copy.poke('ReplayId', String(replayId));
  copy.poke('CreatedDate', new ApexDatetime(clock.now()));
  copy.poke('CreatedById', user.id);
  return copy;
}

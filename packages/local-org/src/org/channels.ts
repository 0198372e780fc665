/**
 * What subscribers outside of the org would get of a channel: its events, those that its members' filters let through, with the fields
 * that the members add. Triggers get all events of their object, as they are. Source: Change Data Capture Developer Guide, "Subscription
 * Channels", "Filter Your Stream of Change Events with Channels", "Enrich Change Events with Extra Fields".
 */
import { componentsOf, type Cell } from '../data/changes/change-event.ts';
import { memberFilter } from '../data/changes/filter.ts';
import { fromSql, kindOf } from '../data/values.ts';
import type { ChannelMemberConfig } from '../schema/channels.ts';
import type { FieldSchema, ObjectSchema, OrgSchema } from '../schema/model.ts';
import { capturedObject } from '../schema/standard/change-events.ts';
import { ApexDate } from '../values/date.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { ApexTime } from '../values/time.ts';
import type { EventLog, LoggedEvent } from './event-log.ts';

export interface ChannelMessage {
  readonly replayId: number;
  /** `AccountChangeEvent`, `Low_Ink__e` */
  readonly event: string;
  /** as subscribers read it: the header of a change event, and fields; compound ones are nested */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A member of a channel, or of the channel that an event is by itself. */
type Member = Pick<ChannelMemberConfig, 'event' | 'object' | 'enriched'> & { readonly config?: ChannelMemberConfig };

export class Channels {
  readonly #schema: OrgSchema;
  readonly #log: EventLog;

  constructor(schema: OrgSchema, log: EventLog) {
    this.#schema = schema;
    this.#log = log;
  }

  /**
   * @param channel `ChangeEvents`, `SalesEvents__chn`, or one event: `AccountChangeEvent`, `Low_Ink__e`; with or without `/data/`, `/event/`
   * @param after the replay Id of the last event that the subscriber has; 0 for all that are kept
   * @throws RangeError where there is no such channel
   */
  read(channel: string, after = 0): readonly ChannelMessage[] {
    const members = new Map(this.#members(channel).map((member) => [member.event, member]));
    return this.#log
      .events([...members.keys()], after, Number.MAX_SAFE_INTEGER)
      .flatMap((event) => this.#message(members.get(event.type)!, event) ?? []);
  }

  #members(channel: string): readonly Member[] {
    const { setup, objects } = this.#schema;
    const name = channel.replace(/^\/?(data|event)\//i, '').toLowerCase();
    const members = [...setup.channelMembers.values()].filter((member) => member.channel.toLowerCase() === name);
    if (members.length > 0 || name === 'changeevents' || setup.channels.has(name))
      return members.map((config) => ({ ...config, config }));
    const object = capturedObject(objects, name);
    const selected = [...setup.channelMembers.values()].find((member) => member.object === object?.name);
    if (object !== undefined && selected !== undefined)
      return [{ event: selected.event, object: object.name, enriched: [] }];
    const event = objects.get(name);
    if (event?.kind !== 'platformEvent' || object !== undefined)
      throw new RangeError(`There is no channel ${channel}, and no event of that name`);
    return [{ event: event.name, object: undefined, enriched: [] }];
  }

  #message({ event, object: captured, enriched, config }: Member, logged: LoggedEvent): ChannelMessage | undefined {
    const { replayId, values, change } = logged;
    const filter = config && memberFilter(this.#schema, config).filter;
    const all = { ...change?.unchanged, ...values };
    if (filter !== undefined && !filter.matches({ values: all, header: change?.header })) return undefined;
    const object = this.#schema.objects.get((captured ?? event).toLowerCase())!;
    const extra = new Set([...enriched, ...(filter?.fields ?? [])]);
    const added = Object.entries(change?.unchanged ?? {}).filter(([name]) => isWanted(object, extra, name));
    const fields = payloadOf(object, [...Object.entries(values), ...added]);
    return { replayId, event, payload: change ? { ChangeEventHeader: change.header, ...fields } : fields };
  }
}

function isWanted(object: ObjectSchema, wanted: ReadonlySet<string>, name: string): boolean {
  return wanted.has(name) || wanted.has(componentsOf(object).get(name)?.compound.name ?? '');
}

function payloadOf(object: ObjectSchema, cells: readonly (readonly [string, Cell])[]): Record<string, unknown> {
  const payload: Record<string, unknown> = {};
  for (const [name, cell] of cells) {
    const field = object.fields.get(name.toLowerCase());
    if (field === undefined || name === 'ReplayId') continue;
    const value = jsonOf(field, cell);
    const component = componentsOf(object).get(name);
    if (component === undefined) payload[name] = value;
    else {
      const { compound, part } = component;
      payload[compound.name] = { ...(payload[compound.name] as object | undefined), [part]: value };
    }
  }
  return payload;
}

function jsonOf(field: FieldSchema, cell: Cell): unknown {
  const value = fromSql(kindOf(field), cell, field.scale);
  if (value instanceof ApexDatetime || value instanceof ApexDate || value instanceof ApexTime) return value.toIso();
  return typeof value === 'object' && value !== null ? cell : value;
}

/**
 * Channels of change events and platform events, and their members. Source: Metadata API Developer Guide, "PlatformEventChannel",
 * "PlatformEventChannelMember"; Change Data Capture Developer Guide, "Enrich Change Events with Extra Fields".
 */
import { STANDARD_CHANNEL, type ChannelMemberConfig } from '../channels.ts';
import { notFound, type MetadataFile, type MetadataReader, type ProjectDraft } from '../project-draft.ts';
import { capturedObject, changeEventName } from '../standard/change-events.ts';

/** What the platform cannot add to an event. */
const NOT_ENRICHED = new Set(['longtextarea', 'html', 'base64', 'location', 'encryptedstring', 'multipicklist']);

export const eventChannelReader: MetadataReader = {
  kind: 'PlatformEventChannel',
  suffix: 'platformEventChannel',
  phase: 'components',
  elements: ['fullName', 'channelType', 'label'],
  read(file, draft) {
    const { root, name } = file;
    const type = draft.required(root, 'channelType');
    const label = draft.required(root, 'label');
    if (!/__chn$/i.test(name)) draft.report(root, `The name of a custom channel ends in __chn: ${name}`);
    if (type === 'data' || type === 'event') draft.add(draft.setup.channels, name, { name, label, type }, file);
    else if (type !== '') draft.report(root.child('channelType')!, `'${type}' is not a valid channelType`);
  },
};

export const channelMemberReader: MetadataReader = {
  kind: 'PlatformEventChannelMember',
  suffix: 'platformEventChannelMember',
  phase: 'components',
  elements: ['fullName', 'enrichedFields', 'eventChannel', 'filterExpression', 'selectedEntity'],
  read(file, draft) {
    const { root, name } = file;
    const channel = draft.required(root, 'eventChannel');
    const selected = draft.required(root, 'selectedEntity');
    if (channel === '' || selected === '') return;
    const target = selectedEvent(selected, draft);
    if (target === undefined) {
      draft.report(root.child('selectedEntity')!, notFound('selectedEntity', 'CustomObject', selected));
      return;
    }
    const filter = root.child('filterExpression');
    const member: ChannelMemberConfig = {
      name,
      channel,
      ...target,
      enriched: enrichedFields(file, target.object, draft),
      filter: filter && filter.text.trim() !== '' ? { text: filter.text, place: filter.position } : undefined,
    };
    checkUnique(file, member, draft);
    draft.add(draft.setup.channelMembers, name, member, file);
    draft.afterwards(() => checkChannel(file, member, draft));
  },
};

function selectedEvent(
  selected: string,
  draft: ProjectDraft,
): Pick<ChannelMemberConfig, 'event' | 'object'> | undefined {
  const event = draft.objects.get(selected.toLowerCase());
  const object = capturedObject(draft.objects, selected);
  if (object !== undefined) return { event: changeEventName(object), object: object.name };
  return event?.kind === 'platformEvent' ? { event: event.name, object: undefined } : undefined;
}

function enrichedFields({ root }: MetadataFile, objectName: string | undefined, draft: ProjectDraft): string[] {
  const object = draft.objects.get((objectName ?? '').toLowerCase());
  return root.children('enrichedFields').flatMap((element) => {
    const name = draft.required(element, 'name', 'EnrichedField');
    const field = object?.fields.get(name.toLowerCase());
    if (field === undefined) {
      if (name !== '') draft.report(element, `no CustomField named ${objectName ?? ''}.${name} found`);
      return [];
    }
    if (NOT_ENRICHED.has(field.type) || (field.custom && field.formula !== undefined)) {
      draft.report(element, `The field ${field.name} is of a type that change events cannot be enriched with`);
      return [];
    }
    return [field.name];
  });
}

function checkUnique({ root }: MetadataFile, { channel, event }: ChannelMemberConfig, draft: ProjectDraft): void {
  for (const other of draft.setup.channelMembers.values()) {
    if (other.channel.toLowerCase() === channel.toLowerCase() && other.event === event)
      draft.report(root, `${event} is on the channel ${channel} already`);
  }
}

function checkChannel({ root }: MetadataFile, member: ChannelMemberConfig, draft: ProjectDraft): void {
  const place = root.child('eventChannel')!;
  const standard = member.channel.toLowerCase() === STANDARD_CHANNEL.toLowerCase();
  const channel = draft.setup.channels.get(member.channel.toLowerCase());
  const type = standard ? 'data' : channel?.type;
  if (type === undefined) draft.report(place, notFound('eventChannel', 'PlatformEventChannel', member.channel));
  else if ((type === 'data') !== (member.object !== undefined))
    draft.report(place, `${member.event} cannot be on the channel ${member.channel}, whose type is ${type}`);
}

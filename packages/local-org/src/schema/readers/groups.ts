/** Roles, public groups and queues. Source: Metadata API Developer Guide, "Role", "Group", "Queue". */
import { notFound, type MetadataReader, type ProjectDraft } from '../project-draft.ts';
import type { AccountOwnerAccess, MemberReference } from '../setup.ts';
import type { XmlElement } from '../xml.ts';
import { entryOf } from '../../util/table.ts';

export const roleReader: MetadataReader = {
  kind: 'Role',
  suffix: 'role',
  phase: 'components',
  elements: [
    'fullName',
    'caseAccessLevel',
    'contactAccessLevel',
    'description',
    'mayForecastManagerShare',
    'name',
    'opportunityAccessLevel',
    'parentRole',
  ],
  read(file, draft) {
    const { root } = file;
    const parent = root.value('parentRole');
    const role = {
      name: file.name,
      label: draft.required(root, 'name'),
      description: root.value('description'),
      parent,
      caseAccess: accessLevel(root, 'caseAccessLevel', draft),
      contactAccess: accessLevel(root, 'contactAccessLevel', draft),
      opportunityAccess: accessLevel(root, 'opportunityAccessLevel', draft),
    };
    draft.add(draft.setup.roles, file.name, role, file);
    draft.afterwards((schema) => {
      if (parent !== undefined && !schema.setup.roles.has(parent.toLowerCase()))
        draft.report(root.child('parentRole')!, notFound('parentRole', 'Role', parent));
      else if (isAboveItself(file.name, (name) => schema.setup.roles.get(name.toLowerCase())?.parent))
        draft.report(root.child('parentRole')!, `The role ${file.name} cannot be above itself`);
    });
  },
};

function isAboveItself(name: string, parentOf: (name: string) => string | undefined): boolean {
  const seen = new Set<string>();
  for (let at = parentOf(name); at !== undefined; at = parentOf(at)) {
    if (at.toLowerCase() === name.toLowerCase()) return true;
    if (seen.has(at.toLowerCase())) return false;
    seen.add(at.toLowerCase());
  }
  return false;
}

function accessLevel(root: XmlElement, name: string, draft: ProjectDraft): AccountOwnerAccess {
  const value = root.value(name) ?? 'None';
  if (value === 'None' || value === 'Read' || value === 'Edit') return value;
  draft.report(root.child(name)!, `'${value}' is not a valid value of ${name}`);
  return 'None';
}

/** Who is in a group is data, not metadata. */
export const groupReader: MetadataReader = {
  kind: 'Group',
  suffix: 'group',
  phase: 'components',
  elements: ['fullName', 'doesIncludeBosses', 'name'],
  read(file, draft) {
    const group = {
      name: file.name,
      label: draft.required(file.root, 'name'),
      includesBosses: file.root.value('doesIncludeBosses')?.toLowerCase() !== 'false',
    };
    draft.add(draft.setup.groups, file.name, group, file);
  },
};

export const queueReader: MetadataReader = {
  kind: 'Queue',
  suffix: 'queue',
  phase: 'components',
  elements: [
    'fullName',
    'description',
    'doesSendEmailToMembers',
    'email',
    'name',
    'queueMembers',
    'queueRoutingConfig',
    'queueSobject',
  ],
  read(file, draft) {
    const { root } = file;
    const objects = root.children('queueSobject').map((item) => ({ item, name: draft.required(item, 'sobjectType') }));
    for (const { item, name } of objects) {
      if (!draft.objects.has(name.toLowerCase())) draft.report(item, notFound('sobjectType', 'CustomObject', name));
    }
    const queue = {
      name: file.name,
      label: draft.required(root, 'name'),
      email: root.value('email'),
      sendsEmail: root.flag('doesSendEmailToMembers'),
      objects: objects.map(({ name }) => draft.objects.get(name.toLowerCase())?.name ?? name),
      members: root.children('queueMembers').flatMap((element) => queueMembers(element, draft)),
    };
    draft.add(draft.setup.queues, file.name, queue, file);
  },
};

/** `<users><user>a@b.c</user></users>`: a list of each kind */
const MEMBER_LISTS: Readonly<Record<string, readonly [item: string, kind: MemberReference['kind']]>> = {
  users: ['user', 'user'],
  publicGroups: ['publicGroup', 'group'],
  roles: ['role', 'role'],
  roleAndSubordinates: ['roleAndSubordinate', 'roleAndSubordinates'],
  roleAndSubordinatesInternal: ['roleAndSubordinateInternal', 'roleAndSubordinates'],
};

function queueMembers(element: XmlElement, draft: ProjectDraft): MemberReference[] {
  return element.elements.flatMap((list) => {
    const [item, kind] = entryOf(MEMBER_LISTS, list.name) ?? [undefined, undefined];
    if (item === undefined) {
      draft.report(list, `Members of a queue of the kind ${list.name} are not supported`);
      return [];
    }
    return list.children(item).map((child) => checkedReference({ kind, name: child.text }, child, draft));
  });
}

const SHARED_TO: Readonly<Record<string, MemberReference['kind']>> = {
  group: 'group',
  role: 'role',
  roleAndSubordinates: 'roleAndSubordinates',
  roleAndSubordinatesInternal: 'roleAndSubordinates',
  allInternalUsers: 'allInternalUsers',
  queue: 'group',
};

/** What `sharedTo` or `sharedFrom` of a sharing rule names; undefined, and reported, where it is nothing that the org has. */
export function memberReference(element: XmlElement, draft: ProjectDraft): MemberReference | undefined {
  const [named] = element.elements;
  const kind = named === undefined ? undefined : entryOf(SHARED_TO, named.name);
  if (named === undefined || kind === undefined) {
    draft.report(named ?? element, `Sharing with ${named?.name ?? 'nobody'} is not supported`);
    return undefined;
  }
  return checkedReference({ kind, name: kind === 'allInternalUsers' ? '' : named.text }, named, draft);
}

function checkedReference(reference: MemberReference, place: XmlElement, draft: ProjectDraft): MemberReference {
  draft.afterwards(({ setup }) => {
    const { kind, name } = reference;
    const key = name.toLowerCase();
    if (kind === 'group' && !setup.groups.has(key) && !setup.queues.has(key))
      draft.report(place, notFound(place.name, 'Group', name));
    if ((kind === 'role' || kind === 'roleAndSubordinates') && !setup.roles.has(key))
      draft.report(place, notFound(place.name, 'Role', name));
  });
  return reference;
}

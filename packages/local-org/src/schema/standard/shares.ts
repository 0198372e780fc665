/**
 * Share objects: who else than the owner sees a record. Those of custom objects exist where the org-wide default is not public
 * read/write.
 * Source: Object Reference, "AccountShare" and its kin, "Understanding Apex Managed Sharing".
 */
import { checkbox, lookup, picklist } from '../fields.ts';
import type { ObjectSchema } from '../model.ts';
import { defineObject } from './define.ts';

const ACCESS_LEVELS: readonly (readonly [string, string])[] = [
  ['None', 'Private'],
  ['Read', 'Read Only'],
  ['Edit', 'Read/Write'],
  ['All', 'Owner'],
];

const ROW_CAUSES: readonly (readonly [string, string])[] = [
  ['Owner', 'Owner'],
  ['Manual', 'Manual Sharing'],
  ['Rule', 'Sharing Rule'],
  ['ImplicitChild', 'Account Sharing'],
  ['ImplicitParent', 'Associated record owner or sharing'],
  ['Team', 'Team'],
];

interface ShareDefinition {
  readonly parent: string;
  readonly keyPrefix: string;
  /** the access levels that one row grants */
  readonly levels: readonly string[];
}

const STANDARD: readonly ShareDefinition[] = [
  {
    parent: 'Account',
    keyPrefix: '00r',
    levels: ['AccountAccessLevel', 'OpportunityAccessLevel', 'CaseAccessLevel', 'ContactAccessLevel'],
  },
  { parent: 'Contact', keyPrefix: '03s', levels: ['ContactAccessLevel'] },
  { parent: 'Opportunity', keyPrefix: '00t', levels: ['OpportunityAccessLevel'] },
  { parent: 'Case', keyPrefix: '01n', levels: ['CaseAccessLevel'] },
  { parent: 'Lead', keyPrefix: '01o', levels: ['LeadAccessLevel'] },
  { parent: 'Campaign', keyPrefix: '08s', levels: ['CampaignAccessLevel'] },
  { parent: 'Asset', keyPrefix: '70a', levels: ['AssetAccessLevel'] },
  { parent: 'User', keyPrefix: '0N0', levels: ['UserAccessLevel'] },
];

/** Standard objects whose shares are named and made as those of custom objects are. */
const LIKE_CUSTOM = ['Individual', 'Location', 'Macro', 'Order', 'Quote', 'ServiceContract'];

/** Those of standard objects are there whatever the org-wide default. */
export function standardShareObjects(objects: ReadonlyMap<string, ObjectSchema>): ObjectSchema[] {
  const own = STANDARD.map(({ parent, keyPrefix, levels }) =>
    shareObject(`${parent}Share`, `${parent} Share`, keyPrefix, parent, `${parent}Id`, levels),
  );
  const like = LIKE_CUSTOM.map((parent) =>
    shareObject(`${parent}Share`, `${parent} Share`, '02c', parent, 'ParentId', ['AccessLevel']),
  );
  return [...own, ...like].map((share) => {
    const parent = objects.get(share.name.replace(/Share$/, '').toLowerCase())!;
    return isShared(parent) ? share : { ...share, rare: true };
  });
}

/**
 * `Invoice__Share` of `Invoice__c`; undefined where the object has none. All share objects of custom objects have the
 * key prefix 02c, as on the platform.
 */
export function customShareObject(object: ObjectSchema): ObjectSchema | undefined {
  if (!isShared(object)) return undefined;
  const name = object.name.replace(/__c$/i, '__Share');
  const reasons = object.sharingReasons ?? [];
  return shareObject(name, `Share: ${object.label}`, '02c', object.name, 'ParentId', ['AccessLevel'], reasons);
}

/** Whether there is anybody who does not see and change everything anyway. */
export function isShared({ sharingModel, externalSharingModel }: ObjectSchema): boolean {
  if (sharingModel === 'ControlledByParent') return false;
  return sharingModel !== 'ReadWrite' || (externalSharingModel ?? 'ReadWrite') !== 'ReadWrite';
}

function shareObject(
  name: string,
  label: string,
  keyPrefix: string,
  parent: string,
  parentField: string,
  levels: readonly string[],
  reasons: NonNullable<ObjectSchema['sharingReasons']> = [],
): ObjectSchema {
  const key = { required: true, updateable: false, deleteConstraint: 'cascade' as const };
  const share = defineObject({
    name,
    label,
    labelPlural: label,
    keyPrefix,
    recyclable: false,
    audit: ['LastModifiedDate', 'LastModifiedById'],
    fields: [
      lookup(parentField, parent, 'Shares', key),
      lookup('UserOrGroupId', ['User', 'Group'], undefined, key),
      ...levels.map((level) => picklist(level, ACCESS_LEVELS, { required: level === levels[0], length: 40 })),
      picklist('RowCause', [...ROW_CAUSES, ...reasons.map(({ name, label }) => [name, label] as const)], {
        updateable: false,
        initial: 'Manual',
        length: 40,
        restrictedPicklist: true,
      }),
      checkbox('IsDeleted', { readOnly: true, system: true, defaultValue: 'false' }),
    ],
  });
  return { ...share, custom: parent.endsWith('__c') };
}

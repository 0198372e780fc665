/** The rights of the roles on a governed object: what each permission set says of its fields and of its records. */
import { fieldNames } from './templates.ts';

/** Fields that a loader fills; the package writes all others. */
const WRITTEN_BY_LOADER: ReadonlySet<string> = new Set([
  'Synthetic_Dataset__c',
  'Synthetic_Key__c',
  'Synthetic_Unique_Key__c',
]);

/** Fields that say how a record came about, beyond that it is synthetic. */
const NOT_FOR_VIEWERS: ReadonlySet<string> = new Set([
  'Synthetic_Digest__c',
  'Synthetic_Generator__c',
  'Synthetic_Key__c',
  'Synthetic_Unique_Key__c',
]);

const ROLES = ['Admin', 'Approver', 'Auditor', 'Loader', 'Requester', 'Viewer'] as const;
type Role = (typeof ROLES)[number];

export interface PermissionSetFile {
  readonly name: string;
  readonly label: string;
  /** the file with the rights in it, given the file as it is; undefined where there is none yet */
  readonly write: (text: string | undefined) => string;
}

export function permissionSetsOf(object: string): PermissionSetFile[] {
  return ROLES.map((role) => ({
    name: `Synthetic_Data_${role}`,
    label: `Synthetic Data ${role}`,
    write: (text) => withBlocks(text ?? emptySet(`Synthetic Data ${role}`), blocksOf(role, object)),
  }));
}

interface Block {
  readonly tag: 'fieldPermissions' | 'objectPermissions';
  /** what it is sorted and recognised by */
  readonly key: string;
  readonly text: string;
}

function blocksOf(role: Role, object: string): Block[] {
  const fields = fieldNames()
    .filter((field) => role !== 'Viewer' || !NOT_FOR_VIEWERS.has(field))
    .map((field): Block => {
      const editable = role === 'Loader' && WRITTEN_BY_LOADER.has(field);
      const text = `    <fieldPermissions>
        <editable>${editable}</editable>
        <field>${object}.${field}</field>
        <readable>true</readable>
    </fieldPermissions>
`;
      return { tag: 'fieldPermissions', key: `${object}.${field}`, text };
    });
  // A viewer's rights on records come from elsewhere: the mark is all that this set adds.
  return role === 'Viewer' ? fields : [...fields, objectBlock(object, role === 'Loader')];
}

function objectBlock(object: string, writes: boolean): Block {
  const text = `    <objectPermissions>
        <allowCreate>${writes}</allowCreate>
        <allowDelete>false</allowDelete>
        <allowEdit>${writes}</allowEdit>
        <allowRead>true</allowRead>
        <modifyAllRecords>false</modifyAllRecords>
        <object>${object}</object>
        <viewAllRecords>false</viewAllRecords>
    </objectPermissions>
`;
  return { tag: 'objectPermissions', key: object, text };
}

/** Puts each block at its place in the alphabet, over the one that is there; everything else stays as it is. */
function withBlocks(text: string, blocks: readonly Block[]): string {
  for (const tag of ['fieldPermissions', 'objectPermissions'] as const) {
    const own = new Map(blocks.filter((block) => block.tag === tag).map(({ key, text: block }) => [key, block]));
    if (own.size === 0) continue;
    const existing = [...text.matchAll(new RegExp(` *<${tag}>.*?</${tag}>\n`, 'gs'))];
    const all = new Map(existing.map(([block]) => [keyIn(block, tag), block]));
    for (const [key, block] of own) all.set(key, block);
    const sorted = [...all.keys()].sort().map((key) => all.get(key));
    for (const [block] of existing) text = text.replace(block, '');
    const at = existing.length > 0 ? existing[0].index : placeOf(text, tag);
    text = text.slice(0, at) + sorted.join('') + text.slice(at);
  }
  return text;
}

function keyIn(block: string, tag: string): string {
  const name = tag === 'fieldPermissions' ? 'field' : 'object';
  return new RegExp(`<${name}>(.*?)</${name}>`).exec(block)?.[1] ?? '';
}

/** Elements of a permission set stand in the order of their names. */
function placeOf(text: string, tag: string): number {
  for (const { 1: name, index } of text.matchAll(/^ {4}<(\w+)>/gm)) if (name > tag) return index;
  return text.lastIndexOf('</PermissionSet>');
}

function emptySet(label: string): string {
  return `<?xml version="1.0" encoding="UTF-8" ?>
<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
    <label>${label}</label>
</PermissionSet>
`;
}

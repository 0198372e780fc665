/**
 * History objects: who changed a tracked field, from what, to what. Source: Object Reference, "StandardObjectNameHistory",
 * "Custom Object__History". All of them share the key prefix 017.
 */
import { lookup, makeField, picklist } from '../fields.ts';
import type { ObjectSchema } from '../model.ts';
import { defineObject } from './define.ts';

/** Standard objects whose fields can be tracked; the name of the history where it does not follow from the object's. */
const TRACKED: readonly (readonly [object: string, history?: string])[] = [
  ['Account'],
  ['Asset'],
  ['Campaign'],
  ['Case'],
  ['Contact'],
  ['ContentDocument'],
  ['ContentVersion'],
  ['Contract'],
  ['Entitlement'],
  ['Individual'],
  ['Lead'],
  ['Location'],
  ['Macro'],
  ['Opportunity', 'OpportunityFieldHistory'],
  ['Order'],
  ['OrderItem'],
  ['Pricebook2'],
  ['PricebookEntry'],
  ['Product2'],
  ['Quote'],
  ['QuoteLineItem'],
  ['ServiceContract'],
  ['Solution'],
];

/** `Invoice__History` of `Invoice__c`, `AccountHistory` of Account */
export function historyNameOf(object: string): string {
  if (/__c$/i.test(object)) return object.replace(/__c$/i, '__History');
  return TRACKED.find(([name]) => name === object)?.[1] ?? `${object}History`;
}

export function standardHistories(objects: ReadonlyMap<string, ObjectSchema>): ObjectSchema[] {
  return TRACKED.map(([name]) =>
    historyObject(historyNameOf(name), objects.get(name.toLowerCase())!, `${name}Id`, 'Histories'),
  );
}

/** Of the other standard objects that a project names, as it names the history: `ContactPointAddressHistory`. */
export function historiesNamed(objects: ReadonlyMap<string, ObjectSchema>, words: ReadonlySet<string>): ObjectSchema[] {
  return [...objects.values()]
    .filter(({ kind, name }) => kind === 'standard' && words.has(`${name}History`.toLowerCase()))
    .filter(({ name }) => !objects.has(`${name}History`.toLowerCase()))
    .map((object) => historyObject(`${object.name}History`, object, `${object.name}Id`, 'Histories'));
}

export const customHistory = (object: ObjectSchema): ObjectSchema =>
  historyObject(historyNameOf(object.name), object, 'ParentId', 'Histories');

function historyObject(name: string, parent: ObjectSchema, parentField: string, children: string): ObjectSchema {
  const system = { readOnly: true, system: true };
  const history = defineObject({
    name,
    label: parent.custom ? `History: ${parent.label}` : `${parent.label} History`,
    labelPlural: parent.custom ? `History: ${parent.label}` : `${parent.label} History`,
    keyPrefix: '017',
    writable: false,
    sharingModel: 'ControlledByParent',
    audit: ['CreatedDate', 'CreatedById'],
    fields: [
      lookup(parentField, parent.name, children, { readOnly: true, nillable: false, deleteConstraint: 'cascade' }),
      picklist('Field', ['created', 'Owner', 'Record Type', 'locked', 'unlocked'], {
        ...system,
        label: 'Changed Field',
      }),
      picklist('DataType', ['Boolean', 'Currency', 'Date', 'DateTime', 'Text', 'EntityId', 'DynamicEnum'], system),
      makeField('OldValue', 'string', system),
      makeField('NewValue', 'string', system),
    ],
  });
  return { ...history, custom: parent.custom, rare: true };
}

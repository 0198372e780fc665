/**
 * Change events: `AccountChangeEvent` has the fields of Account, `Invoice__ChangeEvent` those of Invoice__c, and a header that says
 * what has changed. Source: Change Data Capture Developer Guide, "Change Event Fields" and "Subscribe with Apex Triggers".
 */
import { makeField, text } from '../fields.ts';
import type { ObjectSchema } from '../model.ts';

/** Of the objects that a project names in words (lower-cased); those of custom objects where it names any change event of one. */
export function changeEventsNamed(
  objects: ReadonlyMap<string, ObjectSchema>,
  words: ReadonlySet<string>,
): ObjectSchema[] {
  return [...objects.values()].flatMap((object) => {
    if (object.kind === 'custom') return words.has('changeevent') ? [changeEvent(object)] : [];
    return object.kind === 'standard' && words.has(`${object.name.toLowerCase()}changeevent`)
      ? [changeEvent(object)]
      : [];
  });
}

function changeEvent(object: ObjectSchema): ObjectSchema {
  const name = object.custom ? object.name.replace(/__c$/i, '__ChangeEvent') : `${object.name}ChangeEvent`;
  const own = [text('ReplayId', 1000, { system: true }), makeField('ChangeEventHeader', 'changeeventheader')];
  const fields = new Map(own.map((field) => [field.name.toLowerCase(), field]));
  for (const [key, field] of object.fields) {
    // an event holds what has changed, and nothing that is computed
    if (field.type === 'id' || field.formula !== undefined || key === 'isdeleted') continue;
    fields.set(key, {
      ...field,
      nillable: true,
      createable: true,
      defaultValue: undefined,
      childRelationshipName: undefined,
      deleteConstraint: undefined,
    });
  }
  return {
    ...object,
    name,
    label: `Change Event: ${object.label}`,
    labelPlural: `Change Event: ${object.labelPlural}`,
    keyPrefix: '',
    kind: 'platformEvent',
    fields,
    recordTypes: [],
    validationRules: [],
    fieldSets: new Map(),
    listViews: [],
    publishBehavior: 'PublishAfterCommit',
    createable: false,
    updateable: false,
    deletable: false,
    queryable: false,
  };
}

/**
 * Change events: `AccountChangeEvent` has the fields of Account, `Invoice__ChangeEvent` those of Invoice__c, and a header that says
 * what has changed. Source: Change Data Capture Developer Guide, "Change Event Fields" and "Subscribe with Apex Triggers".
 */
import { derivedValue } from '../derived.ts';
import { makeField, text } from '../fields.ts';
import type { FieldSchema, ObjectSchema } from '../model.ts';

/** Of the objects that a project names in words (lower-cased); those of custom objects where it names any change event of one. */
export function changeEventsNamed(
  objects: ReadonlyMap<string, ObjectSchema>,
  words: ReadonlySet<string>,
): ObjectSchema[] {
  return [...objects.values()].flatMap((object) => {
    const named = words.has(object.custom ? 'changeevent' : `${object.name.toLowerCase()}changeevent`);
    return named && isCapturable(object) ? [changeEvent(object)] : [];
  });
}

/** Kept by the platform beside the record, or worked out from others: not part of an event. */
const NOT_CAPTURED = new Set([
  'isdeleted',
  'systemmodstamp',
  'lastvieweddate',
  'lastreferenceddate',
  'lastactivitydate',
  'photourl',
]);

/** Whether a field of an object is one of its change events; roll-up summaries are, formulas are not. */
export function isCaptured(field: FieldSchema): boolean {
  if (field.type === 'id' || field.type === 'base64' || NOT_CAPTURED.has(field.name.toLowerCase())) return false;
  return field.formula === undefined || derivedValue(field)?.kind === 'personName';
}

export const changeEventName = (object: ObjectSchema): string =>
  object.custom ? object.name.replace(/__c$/i, '__ChangeEvent') : `${object.name}ChangeEvent`;

/** Whether changes of the object are captured at all: not those of settings, of metadata and of what the platform derives. */
export function isCapturable(object: ObjectSchema): boolean {
  if (object.kind === 'custom') return /__c$/i.test(object.name);
  if (object.name === 'User') return true;
  return object.kind === 'standard' && object.createable && !/(Share|History|Feed|Tag)$/.test(object.name);
}

/** The object that the change events of that name are of. */
export function capturedObject(objects: ReadonlyMap<string, ObjectSchema>, event: string): ObjectSchema | undefined {
  const [, base, custom] = /^(.+?)(__)?ChangeEvent$/i.exec(event) ?? [];
  if (base === undefined) return undefined;
  const object = objects.get(`${base}${custom === undefined ? '' : '__c'}`.toLowerCase());
  return object !== undefined && object.custom === (custom !== undefined) && isCapturable(object) ? object : undefined;
}

function changeEvent(object: ObjectSchema): ObjectSchema {
  const name = changeEventName(object);
  const own = [text('ReplayId', 1000, { system: true }), makeField('ChangeEventHeader', 'changeeventheader')];
  const fields = new Map(own.map((field) => [field.name.toLowerCase(), field]));
  for (const [key, field] of object.fields) {
    if (!isCaptured(field)) continue;
    fields.set(key, {
      ...field,
      formula: undefined,
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

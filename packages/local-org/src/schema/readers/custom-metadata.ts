/** `customMetadata/Type.Name.md-meta.xml`. Source: Metadata API Developer Guide, "CustomMetadata". */
import type { FieldSchema, ObjectSchema } from '../model.ts';
import { notFound, type MetadataReader, type ProjectDraft } from '../project-draft.ts';
import type { XmlElement } from '../xml.ts';

type Value = string | number | boolean | null;

export const customMetadataReader: MetadataReader = {
  kind: 'CustomMetadata',
  suffix: 'md',
  phase: 'components',
  elements: ['fullName', 'description', 'label', 'protected', 'values'],
  read(file, draft) {
    const dot = file.name.indexOf('.');
    const type = `${file.name.slice(0, dot)}__mdt`;
    const developerName = file.name.slice(dot + 1);
    const object = draft.objects.get(type.toLowerCase());
    if (dot < 0 || !object) {
      draft.report(file.root, `no CustomObject named ${type} found for the custom metadata record ${file.name}`);
      return;
    }
    const values = new Map<string, Value>();
    for (const element of file.root.children('values')) {
      const name = draft.required(element, 'field');
      const field = object.fields.get(name.toLowerCase());
      if (field?.custom) values.set(field.name, valueOf(field, element.child('value'), draft));
      if (field?.custom) checkRecord(field, values.get(field.name), element, draft);
      else draft.report(element, notFound('field', 'CustomField', `${object.name}.${name}`));
    }
    for (const field of object.fields.values()) {
      if (!field.custom) continue;
      const value = values.get(field.name) ?? defaultOf(field);
      values.set(field.name, value);
      if (value === null && !field.nillable) draft.report(file.root, `Required fields are missing: [${field.name}]`);
    }
    qualifyNames(object, values, draft.objects);
    if (draft.customMetadata.some((record) => record.type === object.name && record.developerName === developerName)) {
      draft.report(file.root, `Duplicate CustomMetadata named ${file.name}`);
    }
    draft.customMetadata.push({
      type: object.name,
      developerName,
      label: draft.required(file.root, 'label'),
      isProtected: file.root.flag('protected'),
      values,
    });
  },
};

/** A relationship to another record of custom metadata must find it. */
function checkRecord(field: FieldSchema, value: Value | undefined, element: XmlElement, draft: ProjectDraft): void {
  const [target = ''] = field.referenceTo;
  if (typeof value !== 'string' || !target.endsWith('__mdt')) return;
  draft.afterwards(() => {
    const found = draft.customMetadata.some(({ type, developerName }) => type === target && developerName === value);
    if (!found) draft.report(element, notFound('value', 'CustomMetadata', `${target.replace(/__mdt$/, '')}.${value}`));
  });
}

/**
 * Files name objects and fields in any case. A relationship to FieldDefinition has the field's name alone, and the object is in
 * another field: together they are the DurableId.
 */
function qualifyNames(
  object: ObjectSchema,
  values: Map<string, Value>,
  objects: ReadonlyMap<string, ObjectSchema>,
): void {
  for (const field of object.fields.values()) {
    const controller = field.objectField === undefined ? undefined : object.fields.get(field.objectField.toLowerCase());
    const [value, entity] = [values.get(field.name), controller && values.get(controller.name)];
    if (field.referenceTo[0] === 'EntityDefinition' && typeof value === 'string')
      values.set(field.name, objects.get(value.toLowerCase())?.name ?? value);
    if (field.referenceTo[0] !== 'FieldDefinition' || typeof value !== 'string' || typeof entity !== 'string') continue;
    const target = objects.get(entity.toLowerCase());
    values.set(field.name, `${target?.name ?? entity}.${target?.fields.get(value.toLowerCase())?.name ?? value}`);
  }
}

function valueOf(field: FieldSchema, element: XmlElement | undefined, draft: ProjectDraft): Value {
  if (!element || element.attributes['xsi:nil'] === 'true' || element.text === '')
    return field.type === 'boolean' ? false : null;
  const text = element.text;
  const invalid = (): null => {
    draft.report(element, `In field: value - '${text}' is not a valid value for ${field.name}`);
    return null;
  };
  switch (field.type) {
    case 'boolean':
      return /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : invalid();
    case 'double':
    case 'percent':
    case 'currency':
      return Number.isFinite(Number(text)) ? Number(text) : invalid();
    case 'picklist':
      return field.picklistValues.some((value) => value.value === text) || !field.restrictedPicklist ? text : invalid();
    case 'reference':
      // the developer name of a record, or a name of the schema; the seeding of the org resolves it
      return text;
    default:
      return field.length > 0 && text.length > field.length ? invalid() : text;
  }
}

function defaultOf(field: FieldSchema): Value {
  if (field.type === 'boolean') return field.defaultValue?.toLowerCase() === 'true';
  return null;
}

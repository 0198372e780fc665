/** Describe answers: an object and its fields, as far as the user may see them. */
import { isDefaultedOnCreate } from '../../schema/fields.ts';
import type { FieldSchema, ObjectSchema } from '../../schema/model.ts';
import type { OrgService } from '../service.ts';

export function describeGlobal(org: OrgService, userId: string): unknown {
  const sobjects = [...org.schema.objects.values()]
    .filter((object) => org.objectAccess(userId, object.name).read)
    .map((object) => summary(org, userId, object));
  return { encoding: 'UTF-8', maxBatchSize: 200, sobjects };
}

export function describeObject(org: OrgService, userId: string, object: ObjectSchema): unknown {
  const fields = [...object.fields.values()].filter((field) => org.fieldAccess(userId, object.name, field.name).read);
  return {
    ...(summary(org, userId, object) as object),
    fields: fields.map((field) => describeField(org, userId, object, field)),
    childRelationships: org.schema.childRelationships(object.name).map((child) => ({
      childSObject: child.childObject,
      field: child.field,
      relationshipName: child.relationshipName ?? null,
      cascadeDelete: child.cascadeDelete,
      restrictedDelete: child.restrictedDelete,
    })),
    recordTypeInfos: object.recordTypes.map((type) => ({
      name: type.label,
      developerName: type.developerName,
      active: type.active,
    })),
  };
}

function summary(org: OrgService, userId: string, object: ObjectSchema): unknown {
  const access = org.objectAccess(userId, object.name);
  return {
    name: object.name,
    label: object.label,
    labelPlural: object.labelPlural,
    keyPrefix: object.keyPrefix,
    custom: object.custom,
    customSetting: object.kind === 'customSetting',
    createable: object.createable && access.create,
    updateable: object.updateable && access.edit,
    deletable: object.deletable && access.delete,
    queryable: object.queryable && access.read,
  };
}

/** Types as the SOAP and REST APIs name them. */
const API_TYPES: Readonly<Record<string, string>> = {
  autonumber: 'string',
  longtextarea: 'textarea',
  html: 'textarea',
};

function describeField(org: OrgService, userId: string, object: ObjectSchema, field: FieldSchema): unknown {
  const access = org.fieldAccess(userId, object.name, field.name);
  return {
    name: field.name,
    label: field.label,
    type: API_TYPES[field.type] ?? field.type,
    length: field.length,
    precision: field.precision,
    scale: field.scale,
    nillable: field.nillable,
    unique: field.unique,
    externalId: field.externalId,
    custom: field.custom,
    nameField: field.nameField,
    createable: field.createable && access.edit,
    updateable: field.updateable && access.edit,
    calculated: field.formula !== undefined || field.summary !== undefined,
    autoNumber: field.type === 'autonumber',
    defaultedOnCreate: isDefaultedOnCreate(field),
    inlineHelpText: field.inlineHelpText ?? null,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName ?? null,
    restrictedPicklist: field.restrictedPicklist,
    picklistValues: field.picklistValues.map(({ value, label, active, isDefault }) => ({
      value,
      label,
      active,
      defaultValue: isDefault,
    })),
  };
}

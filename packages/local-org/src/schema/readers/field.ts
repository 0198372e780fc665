/** `objects/X/fields/Y__c.field-meta.xml`. Source: Metadata API Developer Guide, "CustomField". */
import { DEFINITIONS, makeField, type FieldOptions } from '../fields.ts';
import { summaryOptions } from '../summaries.ts';
import type { FieldSchema, FieldType, ObjectKind, PicklistValue } from '../model.ts';
import type { MetadataReader, ProjectDraft } from '../project-draft.ts';
import type { XmlElement } from '../xml.ts';
import { entryOf } from '../../util/table.ts';

export const fieldReader: MetadataReader = {
  kind: 'CustomField',
  suffix: 'field',
  phase: 'objects',
  elements: [
    'fullName',
    'businessOwnerGroup',
    'businessOwnerUser',
    'businessStatus',
    'caseSensitive',
    'complianceGroup',
    'customDataType',
    'defaultValue',
    'deleteConstraint',
    'deprecated',
    'description',
    'displayFormat',
    'displayLocationInDecimal',
    'encryptionScheme',
    'escapeMarkup',
    'externalId',
    'fieldManageability',
    'formula',
    'formulaTreatBlanksAs',
    'inlineHelpText',
    'isFilteringDisabled',
    'isNameField',
    'isSortingDisabled',
    'label',
    'length',
    'lookupFilter',
    'maskChar',
    'maskType',
    'metadataRelationshipControllingField',
    'populateExistingRows',
    'precision',
    'referenceTargetField',
    'referenceTo',
    'relationshipLabel',
    'relationshipName',
    'relationshipOrder',
    'reparentableMasterDetail',
    'required',
    'restrictedAdminField',
    'scale',
    'securityClassification',
    'startingNumber',
    'stripMarkup',
    'summarizedField',
    'summaryFilterItems',
    'summaryForeignKey',
    'summaryOperation',
    'trackFeedHistory',
    'trackHistory',
    'trackTrending',
    'type',
    'unique',
    'valueSet',
    'visibleLines',
    'writeRequiresMasterRead',
  ],
  read(file, draft) {
    const name = file.root.value('fullName') ?? file.name;
    if (name !== file.name) draft.report(file.root, `The fullName ${name} differs from the file name ${file.name}`);
    draft.add(draft.objectDraft(file.object).fields, name, file.root, file);
  },
};

const TYPES: Readonly<Record<string, FieldType>> = {
  AutoNumber: 'autonumber',
  Checkbox: 'boolean',
  Currency: 'currency',
  Date: 'date',
  DateTime: 'datetime',
  Email: 'email',
  EncryptedText: 'encryptedstring',
  Hierarchy: 'reference',
  Html: 'html',
  Location: 'location',
  LongTextArea: 'longtextarea',
  Lookup: 'reference',
  MasterDetail: 'reference',
  MetadataRelationship: 'reference',
  MultiselectPicklist: 'multipicklist',
  Number: 'double',
  Percent: 'percent',
  Phone: 'phone',
  Picklist: 'picklist',
  // takes the type of what it sums up when all objects are known: see summaries.ts
  Summary: 'double',
  Text: 'string',
  TextArea: 'textarea',
  Time: 'time',
  Url: 'url',
};

/** Types of the Metadata API that the local org refuses, with the reason. */
const UNSUPPORTED_TYPES: Readonly<Record<string, string>> = {
  ExternalLookup: 'external objects are not supported',
  IndirectLookup: 'external objects are not supported',
  File: 'rich file fields are not supported',
};

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  Text: ['length'],
  LongTextArea: ['length', 'visibleLines'],
  Html: ['length', 'visibleLines'],
  EncryptedText: ['length'],
  Number: ['precision', 'scale'],
  Currency: ['precision', 'scale'],
  Percent: ['precision', 'scale'],
  Lookup: ['referenceTo'],
  MasterDetail: ['referenceTo', 'relationshipName'],
  MetadataRelationship: ['referenceTo'],
  Checkbox: ['defaultValue'],
  MultiselectPicklist: ['visibleLines', 'valueSet'],
  Picklist: ['valueSet'],
  Location: ['scale'],
  Summary: ['summaryForeignKey', 'summaryOperation'],
};

/** A custom field's schema, with the components of a geolocation; empty after a report. */
export function customFields(
  object: string,
  kind: ObjectKind,
  name: string,
  element: XmlElement,
  draft: ProjectDraft,
): FieldSchema[] {
  const typeName = draft.required(element, 'type');
  const unsupported = entryOf(UNSUPPORTED_TYPES, typeName);
  if (unsupported) {
    draft.report(element.child('type')!, `${object}.${name}: ${unsupported}`);
    return [];
  }
  const type = entryOf(TYPES, typeName);
  if (!type) {
    if (typeName) draft.report(element.child('type')!, `'${typeName}' is not a valid value for the enum 'FieldType'`);
    return [];
  }
  const formula = element.value('formula');
  for (const needed of formula === undefined ? (entryOf(NEEDED, typeName) ?? []) : []) {
    if (!element.child(needed)) draft.report(element, `Must specify '${needed}' for a CustomField of type ${typeName}`);
  }
  const options = { ...commonOptions(element, formula), ...typeOptions(object, name, typeName, element, draft) };
  if (kind === 'customMetadata') Object.assign(options, { createable: false, updateable: false });
  const field = makeField(name, type, options);
  return type === 'location' ? [...locationComponents(field), field] : [field];
}

function commonOptions(element: XmlElement, formula: string | undefined): FieldOptions {
  const options: FieldOptions = {
    label: element.value('label') ?? element.value('fullName')?.replace(/__c$/, '').replaceAll('_', ' ') ?? '',
    custom: true,
    unique: element.flag('unique'),
    caseSensitive: element.flag('caseSensitive'),
    externalId: element.flag('externalId'),
    inlineHelpText: element.value('inlineHelpText'),
    defaultValue: element.value('defaultValue'),
  };
  if (element.flag('trackHistory')) Object.assign(options, { tracked: true });
  const place = element.child('formula') ?? element.child('defaultValue');
  if (place !== undefined) Object.assign(options, { formulaPlace: place.position });
  if (formula !== undefined) {
    const blanksAsZero = element.value('formulaTreatBlanksAs') === 'BlankAsZero';
    return { ...options, formula, blanksAsZero, readOnly: true, defaultValue: undefined };
  }
  return element.flag('required') ? { ...options, required: true } : options;
}

function typeOptions(
  object: string,
  name: string,
  typeName: string,
  element: XmlElement,
  draft: ProjectDraft,
): FieldOptions {
  const length = (): FieldOptions => (element.value('length') ? { length: wholeNumber(element, 'length', draft) } : {});
  switch (typeName) {
    case 'Number':
    case 'Currency':
    case 'Percent':
      return {
        precision: element.value('precision') ? wholeNumber(element, 'precision', draft) : 18,
        scale: wholeNumber(element, 'scale', draft),
      };
    case 'Summary':
      return { ...summaryOptions(object, name, element, draft), formulaPlace: element.position };
    case 'Location':
      return { scale: wholeNumber(element, 'scale', draft), readOnly: true };
    case 'AutoNumber':
      return {
        readOnly: true,
        nillable: false,
        displayFormat: element.value('displayFormat') ?? '{0}',
        ...(element.value('startingNumber') ? { startingNumber: wholeNumber(element, 'startingNumber', draft) } : {}),
        system: true,
      };
    case 'Checkbox':
      return { defaultValue: element.value('formula') ? undefined : (element.value('defaultValue') ?? 'false') };
    case 'Picklist':
    case 'MultiselectPicklist':
      return picklistOptions(element, draft);
    case 'Lookup':
    case 'MasterDetail':
    case 'Hierarchy':
    case 'MetadataRelationship':
      return referenceOptions(object, name, typeName, element, draft);
    default:
      return length();
  }
}

function referenceOptions(
  object: string,
  name: string,
  typeName: string,
  element: XmlElement,
  draft: ProjectDraft,
): FieldOptions {
  const target = typeName === 'Hierarchy' ? 'User' : (element.value('referenceTo') ?? '');
  const masterDetail = typeName === 'MasterDetail';
  if (typeName === 'MetadataRelationship' && !target.endsWith('__mdt') && !DEFINITIONS.has(target)) {
    draft.report(element, `${object}.${name}: a metadata relationship to ${target} is not supported`);
  }
  draft.afterwards((schema) => {
    if (target && !schema.objects.has(target.toLowerCase())) {
      const place = element.child('referenceTo') ?? element;
      draft.report(place, `referenceTo value of '${target}' does not resolve to a valid sObject type`);
    }
  });
  const children = element.value('relationshipName');
  return {
    referenceTo: [target],
    relationshipName: name.replace(/__c$/, '__r'),
    childRelationshipName: children && `${children}__r`,
    masterDetail,
    objectField: element.value('metadataRelationshipControllingField')?.split('.').at(-1),
    deleteConstraint: masterDetail ? 'cascade' : deleteConstraint(element, draft),
    ...lookupFilter(element, draft),
    ...(masterDetail
      ? {
          nillable: false,
          updateable: element.flag('reparentableMasterDetail'),
          writeRequiresMasterRead: element.flag('writeRequiresMasterRead'),
        }
      : {}),
  };
}

/** Optional filters only narrow what a page offers. Source: Metadata API Developer Guide, "LookupFilter". */
function lookupFilter(element: XmlElement, draft: ProjectDraft): FieldOptions {
  const filter = element.child('lookupFilter');
  if (filter === undefined || !filter.flag('active') || filter.flag('isOptional')) return {};
  return {
    formulaPlace: filter.position,
    lookupFilter: {
      items: filter.children('filterItems').map((item) => ({
        field: draft.required(item, 'field'),
        operation: draft.required(item, 'operation'),
        value: item.value('value'),
        valueField: item.value('valueField'),
      })),
      logic: filter.value('booleanFilter'),
      message: filter.value('errorMessage') ?? 'Value does not exist or does not match filter criteria.',
    },
  };
}

function deleteConstraint(element: XmlElement, draft: ProjectDraft): FieldSchema['deleteConstraint'] {
  const value = element.value('deleteConstraint') ?? 'SetNull';
  if (value === 'Cascade') return 'cascade';
  if (value === 'Restrict') return 'restrict';
  if (value !== 'SetNull')
    draft.report(element.child('deleteConstraint')!, `'${value}' is not a valid value for the enum 'DeleteConstraint'`);
  return 'setNull';
}

function picklistOptions(element: XmlElement, draft: ProjectDraft): FieldOptions {
  const valueSet = element.child('valueSet');
  if (!valueSet) return {};
  const options = { restrictedPicklist: valueSet.flag('restricted') };
  const global = valueSet.child('valueSetName');
  if (global) {
    const values = draft.globalValueSets.get(global.text.toLowerCase());
    if (!values) draft.report(global, `In field: valueSet - no GlobalValueSet named ${global.text} found`);
    return { ...options, restrictedPicklist: true, ...dependency(valueSet, values ?? []) };
  }
  const definition = valueSet.child('valueSetDefinition');
  if (!definition)
    draft.report(valueSet, 'Must specify a valueSetDefinition or a valueSetName for a CustomField of type Picklist');
  const values = definition ? picklistValuesOf(definition.children('value'), draft) : [];
  return { ...options, ...dependency(valueSet, values) };
}

/** A dependent picklist: `controllingField`, and for each value with which values of that field it goes. */
function dependency(
  valueSet: XmlElement,
  values: readonly PicklistValue[],
): Pick<FieldSchema, 'picklistValues' | 'controllingField'> {
  const controllingField = valueSet.value('controllingField');
  if (controllingField === undefined) return { picklistValues: values };
  const settings = new Map(
    valueSet
      .children('valueSettings')
      .map((setting) => [
        setting.value('valueName')?.toLowerCase(),
        setting.children('controllingFieldValue').map((value) => value.text),
      ]),
  );
  return {
    controllingField,
    picklistValues: values.map((entry) => ({ ...entry, validFor: settings.get(entry.value.toLowerCase()) ?? [] })),
  };
}

/** Values of `<value>`, `<customValue>` or `<standardValue>` elements; two of one name are an error. */
export function picklistValuesOf(elements: readonly XmlElement[], draft: ProjectDraft): PicklistValue[] {
  const seen = new Set<string>();
  return elements.map((element) => {
    const value = draft.required(element, 'fullName');
    if (seen.has(value.toLowerCase())) draft.report(element, `Duplicate value in picklist: ${value}`);
    seen.add(value.toLowerCase());
    return {
      value,
      label: element.value('label') ?? value,
      active: element.value('isActive') === undefined || element.flag('isActive'),
      isDefault: element.flag('default'),
    };
  });
}

/** `Place__Latitude__s`, `Place__Longitude__s` */
function locationComponents(field: FieldSchema): FieldSchema[] {
  const stem = field.name.replace(/__c$/, '');
  return ['Latitude', 'Longitude'].map((part) =>
    makeField(`${stem}__${part}__s`, 'double', {
      label: `${field.label} (${part})`,
      custom: true,
      precision: field.scale + 3,
      scale: field.scale,
      nillable: field.nillable,
    }),
  );
}

function wholeNumber(element: XmlElement, name: string, draft: ProjectDraft): number {
  const value = element.value(name);
  if (value === undefined) return 0;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0) return number;
  draft.report(element.child(name)!, `'${value}' is not a valid value for ${name}`);
  return 0;
}

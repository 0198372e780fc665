/**
 * Makers of `FieldSchema`, shared by the catalogue of standard objects and the readers of custom fields.
 * Defaults follow Salesforce's describe results: a checkbox is never null, an ID has 18 characters, a reference is
 * named after its field without `Id`.
 */
import type { FieldSchema, FieldType, PicklistValue } from './model.ts';

export type FieldOptions = Partial<Omit<FieldSchema, 'name' | 'type'>> & {
  /** shorthand for `nillable: false` */
  readonly required?: boolean;
  /** shorthand for `createable: false, updateable: false` */
  readonly readOnly?: boolean;
};

const DEFAULT_LENGTHS: Partial<Record<FieldType, number>> = {
  id: 18,
  reference: 18,
  string: 255,
  textarea: 255,
  email: 80,
  phone: 40,
  url: 255,
  picklist: 255,
  multipicklist: 4099,
  combobox: 255,
  autonumber: 30,
  encryptedstring: 175,
  longtextarea: 32768,
  html: 32768,
};

export function makeField(name: string, type: FieldType, options: FieldOptions = {}): FieldSchema {
  const { required, readOnly, ...given } = options;
  const writable = !readOnly;
  return {
    name,
    label: labelFromName(name),
    type,
    length: DEFAULT_LENGTHS[type] ?? 0,
    precision: 0,
    scale: 0,
    nillable: !required && type !== 'boolean' && type !== 'id',
    unique: false,
    caseSensitive: false,
    externalId: false,
    createable: writable,
    updateable: writable,
    custom: false,
    restrictedPicklist: false,
    picklistValues: [],
    referenceTo: [],
    relationshipName: undefined,
    childRelationshipName: undefined,
    deleteConstraint: undefined,
    masterDetail: false,
    defaultValue: type === 'boolean' && writable ? 'false' : undefined,
    formula: undefined,
    displayFormat: undefined,
    inlineHelpText: undefined,
    nameField: false,
    system: false,
    ...given,
  };
}

export const text = (name: string, length = 255, options: FieldOptions = {}): FieldSchema =>
  makeField(name, 'string', { length, ...options });

export const textarea = (name: string, length = 255, options: FieldOptions = {}): FieldSchema =>
  makeField(name, length > 255 ? 'longtextarea' : 'textarea', { length, ...options });

export const email = (name: string, options: FieldOptions = {}): FieldSchema => makeField(name, 'email', options);

export const phone = (name: string, options: FieldOptions = {}): FieldSchema => makeField(name, 'phone', options);

export const url = (name: string, length = 255, options: FieldOptions = {}): FieldSchema =>
  makeField(name, 'url', { length, ...options });

export const checkbox = (name: string, options: FieldOptions = {}): FieldSchema => makeField(name, 'boolean', options);

export const integer = (name: string, digits = 8, options: FieldOptions = {}): FieldSchema =>
  makeField(name, 'int', { precision: digits, ...options });

export const number = (name: string, precision: number, scale: number, options: FieldOptions = {}): FieldSchema =>
  makeField(name, 'double', { precision, scale, ...options });

export const currency = (name: string, options: FieldOptions = {}): FieldSchema =>
  makeField(name, 'currency', { precision: 18, scale: 2, ...options });

export const percent = (name: string, precision = 3, scale = 0, options: FieldOptions = {}): FieldSchema =>
  makeField(name, 'percent', { precision, scale, ...options });

export const date = (name: string, options: FieldOptions = {}): FieldSchema => makeField(name, 'date', options);

export const datetime = (name: string, options: FieldOptions = {}): FieldSchema => makeField(name, 'datetime', options);

/** A picklist; values as a list of names, or of [value, label] where they differ. `initial` is the default value. */
export const picklist = (
  name: string,
  values: readonly (string | readonly [value: string, label: string])[],
  options: FieldOptions & { readonly initial?: string } = {},
): FieldSchema => {
  const { initial, ...rest } = options;
  return makeField(name, 'picklist', { picklistValues: picklistValues(values, initial), ...rest });
};

export function picklistValues(
  values: readonly (string | readonly [value: string, label: string])[],
  initial?: string,
): PicklistValue[] {
  return values.map((entry) => {
    const [value, label] = typeof entry === 'string' ? [entry, entry] : entry;
    return { value, label, active: true, isDefault: value === initial };
  });
}

/**
 * A reference. The relationship is the field's name without `Id`; `children` is the name of the child relationship
 * seen from the parent. Deleting the parent sets the field to null unless `deleteConstraint` says otherwise.
 */
export const lookup = (
  name: string,
  to: string | readonly string[],
  children?: string,
  options: FieldOptions = {},
): FieldSchema =>
  makeField(name, 'reference', {
    referenceTo: typeof to === 'string' ? [to] : to,
    relationshipName: name.replace(/Id$/, ''),
    childRelationshipName: children,
    deleteConstraint: 'setNull',
    ...options,
  });

/** `OwnerId`; filled with the running user when the caller does not set it. */
export const owner = (to: 'User' | 'UserOrGroup' = 'User'): FieldSchema =>
  lookup('OwnerId', to === 'User' ? ['User'] : ['Group', 'User'], undefined, {
    label: 'Owner ID',
    nillable: false,
    deleteConstraint: 'restrict',
  });

const GIVEN_BY_THE_PLATFORM: ReadonlySet<string> = new Set([
  'Id',
  'IsDeleted',
  'OwnerId',
  'CreatedDate',
  'CreatedById',
  'LastModifiedDate',
  'LastModifiedById',
  'SystemModstamp',
]);

/** Whether a new record has a value here that nobody gave it ("Defaulted on create" in the Object Reference). */
export function isDefaultedOnCreate(field: FieldSchema): boolean {
  return (
    GIVEN_BY_THE_PLATFORM.has(field.name) ||
    field.type === 'boolean' ||
    field.type === 'autonumber' ||
    field.defaultValue !== undefined ||
    field.picklistValues.some((value) => value.isDefault)
  );
}

/** The components of an address and the read-only compound field over them: `addressFields('Billing')`. */
export function addressFields(prefix: string): FieldSchema[] {
  const readOnly = { readOnly: true };
  return [
    textarea(`${prefix}Street`),
    text(`${prefix}City`, 40),
    text(`${prefix}State`, 80, { label: labelFromName(`${prefix}State/Province`) }),
    text(`${prefix}PostalCode`, 20, { label: labelFromName(`${prefix}Zip/PostalCode`) }),
    text(`${prefix}Country`, 80),
    number(`${prefix}Latitude`, 18, 15),
    number(`${prefix}Longitude`, 18, 15),
    picklist(`${prefix}GeocodeAccuracy`, GEOCODE_ACCURACY, { length: 40 }),
    makeField(`${prefix}Address`, 'address', readOnly),
  ];
}

const GEOCODE_ACCURACY = [
  'Address',
  'NearAddress',
  'Block',
  'Street',
  'ExtendedZip',
  'Zip',
  'Neighborhood',
  'City',
  'County',
  'State',
  'Unknown',
];

export const idField = (): FieldSchema =>
  makeField('Id', 'id', { system: true, readOnly: true, label: 'Record ID', caseSensitive: true });

export const isDeletedField = (): FieldSchema =>
  checkbox('IsDeleted', { system: true, readOnly: true, label: 'Deleted', defaultValue: 'false' });

/** Who created and changed a record, and when. Object Reference, "System Fields". */
export function auditFields(): FieldSchema[] {
  const system = { system: true, readOnly: true, nillable: false };
  const user = { ...system, deleteConstraint: 'restrict' as const };
  return [
    datetime('CreatedDate', system),
    lookup('CreatedById', 'User', undefined, { ...user, label: 'Created By ID' }),
    datetime('LastModifiedDate', system),
    lookup('LastModifiedById', 'User', undefined, { ...user, label: 'Last Modified By ID' }),
    datetime('SystemModstamp', { ...system, label: 'System Modstamp' }),
  ];
}

/** When the running user last saw a record or one that refers to it. */
export function viewFields(): FieldSchema[] {
  const system = { system: true, readOnly: true };
  return [datetime('LastViewedDate', system), datetime('LastReferencedDate', system)];
}

/** `AnnualRevenue` -> `Annual Revenue`, `AccountId` -> `Account ID` */
export function labelFromName(name: string): string {
  return name
    .replace(/([a-z0-9/])([A-Z])/g, '$1 $2')
    .replace(/\/ /g, '/')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/\bId\b/g, 'ID');
}

/** Fields by lower-cased name, in the order given. */
export function fieldMap(fields: Iterable<FieldSchema>): Map<string, FieldSchema> {
  return new Map(Array.from(fields, (field) => [field.name.toLowerCase(), field]));
}

/** Objects whose rows are the schema itself: a metadata relationship to one holds a name and no Id. */
export const DEFINITIONS: ReadonlySet<string> = new Set(['EntityDefinition', 'FieldDefinition', 'EntityParticle']);

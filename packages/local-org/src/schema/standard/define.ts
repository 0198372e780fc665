/** How the files of the catalogue declare an object. */
import { auditFields, fieldMap, idField, isDeletedField } from '../fields.ts';
import type { FieldSchema, ObjectKind, ObjectSchema } from '../model.ts';

export interface StandardObjectDefinition {
  readonly name: string;
  readonly label: string;
  readonly labelPlural?: string;
  /** the first three characters of its record IDs, as Salesforce assigns them */
  readonly keyPrefix: string;
  readonly kind?: Extract<ObjectKind, 'standard' | 'setup'>;
  /** without `Id`, `IsDeleted` and the audit fields */
  readonly fields: readonly FieldSchema[];
  /** the org-wide default of a new Developer Edition org */
  readonly sharingModel?: ObjectSchema['sharingModel'];
  /** false for rows that cannot go to the recycle bin; they have no `IsDeleted` */
  readonly recyclable?: boolean;
  /** false where the platform alone writes rows */
  readonly writable?: boolean;
  readonly createable?: boolean;
  readonly deletable?: boolean;
  /** which of the audit fields the object has; all by default */
  readonly audit?: readonly string[];
}

/** Setup objects have no recycle bin; `audit: []` leaves the audit fields out altogether. */
export function defineObject(definition: StandardObjectDefinition): ObjectSchema {
  const kind = definition.kind ?? 'standard';
  const recyclable = definition.recyclable ?? kind === 'standard';
  const writable = definition.writable ?? true;
  const audit = auditFields().filter((field) => definition.audit?.includes(field.name) ?? true);
  const fields = [idField(), ...(recyclable ? [isDeletedField()] : []), ...definition.fields, ...audit];
  return {
    name: definition.name,
    label: definition.label,
    labelPlural: definition.labelPlural ?? `${definition.label}s`,
    keyPrefix: definition.keyPrefix,
    kind,
    custom: false,
    fields: fieldMap(fields),
    recordTypes: [],
    validationRules: [],
    fieldSets: new Map(),
    listViews: [],
    sharingModel: definition.sharingModel ?? 'ReadWrite',
    customSettingType: undefined,
    publishBehavior: undefined,
    createable: definition.createable ?? writable,
    updateable: writable,
    deletable: definition.deletable ?? writable,
    queryable: true,
    source: 'standard',
  };
}

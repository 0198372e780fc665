/** What is known of objects and their fields. */

export interface FieldInfo {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  readonly nillable: boolean;
  readonly custom: boolean;
  readonly nameField: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly calculated: boolean;
  readonly autoNumber: boolean;
  readonly defaultedOnCreate: boolean;
  readonly inlineHelpText: string | null;
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | null;
  readonly picklistValues: readonly {
    readonly value: string;
    readonly label: string;
    readonly active: boolean;
    readonly defaultValue: boolean;
  }[];
}

export interface ChildInfo {
  readonly childSObject: string;
  readonly field: string;
  readonly relationshipName: string | null;
}

export interface ObjectDescription {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly fields: readonly FieldInfo[];
  readonly childRelationships: readonly ChildInfo[];
}

export function fieldNamed(description: ObjectDescription, name: string): FieldInfo | undefined {
  const wanted = name.toLowerCase();
  return description.fields.find((field) => field.name.toLowerCase() === wanted);
}

/** As pages label a field: a reference by what it refers to, not as an ID. */
export function fieldLabel(field: FieldInfo): string {
  return field.type === 'reference' ? field.label.replace(/ ID$/, '') : field.label;
}

/** A field that must be filled in before a new record can be saved. */
export function isRequired(field: FieldInfo): boolean {
  // Who creates a record owns it unless the record says otherwise.
  if (field.name === 'OwnerId') return false;
  return !field.nillable && !field.defaultedOnCreate && !field.autoNumber && !field.calculated && field.createable;
}

/** A column of a list. */
export interface Column {
  /** the path that also orders the rows */
  readonly path: string;
  readonly label: string;
  /** the field that holds the shown value */
  readonly field: FieldInfo;
  /** paths that a query must select */
  readonly select: readonly string[];
  /** where the Id of the record is that the value links to; null for plain values */
  readonly idPath: string | null;
}

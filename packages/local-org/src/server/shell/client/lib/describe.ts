/** Descriptions of objects as the REST API gives them: only what this user may see. */
import { request } from './http.ts';
import { rest } from './session.ts';

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

const descriptions = new Map<string, Promise<ObjectDescription>>();

/** Asked once for each object and page load. */
export function describe(object: string): Promise<ObjectDescription> {
  const key = object.toLowerCase();
  let description = descriptions.get(key);
  if (!description) {
    description = request<ObjectDescription>('GET', rest(`sobjects/${encodeURIComponent(object)}/describe`));
    descriptions.set(key, description);
    description.catch(() => descriptions.delete(key));
  }
  return description;
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

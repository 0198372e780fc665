/** Which fields a record's details show, and in which sections. */
import type { LayoutSchema } from '../../../../schema/model.ts';
import { fieldNamed, isRequired, type FieldInfo, type ObjectDescription } from './fields.ts';

export interface Section {
  readonly label: string;
  readonly fields: readonly FieldInfo[];
}

/** Kinds that a line of text cannot show, and parts that another field shows whole. */
const HIDDEN_TYPES = new Set(['id', 'address', 'location', 'base64']);
const HIDDEN_NAMES =
  /^(IsDeleted|SystemModstamp|MasterRecordId|PhotoUrl|LastViewedDate|LastReferencedDate|Jigsaw.*)$|(Latitude|Longitude|GeocodeAccuracy)$/;
const ADDRESS_PART = /(Street|City|State|PostalCode|Country)$/;
const SYSTEM_NAMES = new Set([
  'CreatedById',
  'CreatedDate',
  'LastModifiedById',
  'LastModifiedDate',
  'LastActivityDate',
]);

/** The layout's sections with what of them the user can see, else all readable fields in four sections. */
export function sectionsOf(object: ObjectDescription, layout: LayoutSchema | null): Section[] {
  const sections = layout
    ? layout.sections.map(({ label, fields }) => ({
        label: label || 'Details',
        fields: fields.flatMap((name) => fieldNamed(object, name) ?? []),
      }))
    : defaultSections(object);
  return sections.filter((section) => section.fields.length > 0);
}

function defaultSections(object: ObjectDescription): Section[] {
  const shown = object.fields.filter((field) => !HIDDEN_TYPES.has(field.type) && !isHidden(object, field));
  const system = shown.filter((field) => SYSTEM_NAMES.has(field.name));
  const custom = shown.filter((field) => field.custom);
  const address = shown.filter((field) => !field.custom && ADDRESS_PART.test(field.name));
  const rest = new Set([...system, ...custom, ...address]);
  return [
    { label: `${object.label} Information`, fields: shown.filter((field) => !rest.has(field)) },
    { label: 'Address Information', fields: address },
    { label: 'Additional Information', fields: custom },
    { label: 'System Information', fields: system },
  ];
}

/** A person's name is made of its parts: those are shown and edited. */
function isHidden(object: ObjectDescription, field: FieldInfo): boolean {
  if (HIDDEN_NAMES.test(field.name) && !field.custom) return true;
  return field.name === 'Name' && fieldNamed(object, 'LastName') !== undefined;
}

/** Sections of a new record: what can be set, and every required field even where the layout forgets it. */
export function createSections(object: ObjectDescription, layout: LayoutSchema | null): Section[] {
  const sections = sectionsOf(object, layout)
    .map(({ label, fields }) => ({
      label,
      fields: fields.filter(({ createable, name }) => createable && name !== 'OwnerId'),
    }))
    .filter((section) => section.fields.length > 0);
  const present = new Set(sections.flatMap((section) => section.fields.map((field) => field.name)));
  const missing = object.fields.filter((field) => isRequired(field) && !present.has(field.name));
  return missing.length > 0 ? [{ label: 'Required', fields: missing }, ...sections] : sections;
}

/**
 * Compound fields: an address or geolocation is read from the columns of its components, and is null where all of them are.
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/compound_fields.htm
 */
import { ADDRESS_PARTS } from '../../runtime/platform/geolocation.ts';
import type { FieldSchema, ObjectSchema } from '../../schema/model.ts';
import { stored } from '../objects.ts';
import { joined, sql } from '../sql.ts';
import type { Fragment } from '../sql.ts';

export const isCompound = (field: FieldSchema): boolean => !stored(field);

/** `BillingLatitude` of `BillingAddress`, `Place__Latitude__s` of `Place__c`, `Latitude` of `Location` */
export function coordinatesOf(field: FieldSchema): readonly [latitude: string, longitude: string] {
  const custom = /^(.*)__c$/i.exec(field.name)?.[1];
  if (custom !== undefined) return [`${custom}__Latitude__s`, `${custom}__Longitude__s`];
  const prefix = prefixOf(field);
  return [`${prefix}Latitude`, `${prefix}Longitude`];
}

const prefixOf = (field: FieldSchema): string => field.name.replace(/(Address|Location)$/, '');

/** The components as one JSON array, with null for those that the object does not have. */
export function compoundColumn(
  field: FieldSchema,
  object: ObjectSchema,
  columnOf: (component: FieldSchema) => Fragment,
): Fragment {
  const names =
    field.type === 'location'
      ? coordinatesOf(field)
      : ADDRESS_PARTS.map((part) => `${prefixOf(field)}${part[0].toUpperCase()}${part.slice(1)}`);
  const columns = names.map((name) => {
    const component = object.fields.get(name.toLowerCase());
    return component === undefined ? undefined : columnOf(component);
  });
  const present = columns.filter((column) => column !== undefined);
  const values = columns.map((column) => column ?? sql`NULL`);
  return sql`CASE WHEN COALESCE(${joined(present, ', ')}) IS NOT NULL THEN json_array(${joined(values, ', ')}) END`;
}

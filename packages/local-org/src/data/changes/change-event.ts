/**
 * One change event: what it says of the change, and the fields that it carries, as plain data that a file can keep. Source: Change Data
 * Capture Developer Guide, "Change Event Message Structure", "Change Event Body Fields", "Get Compound Fields in Change Events".
 */
import { ADDRESS_PARTS } from '../../runtime/platform/geolocation.ts';
import { ChangeEventHeader } from '../../runtime/platform/change-event-header.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import { newList } from '../../runtime/platform/collections.ts';
import { derivedValue } from '../../schema/derived.ts';
import type { FieldSchema, ObjectSchema, OrgSchema } from '../../schema/model.ts';
import { capturedObject } from '../../schema/standard/change-events.ts';
import { memo, stored } from '../objects.ts';
import { coordinatesOf } from '../soql/compound.ts';
import { fromSql, kindOf } from '../values.ts';

/** A column's value that JSON can hold. */
export type Cell = null | number | string;

export type Cells = Readonly<Record<string, Cell>>;

export type ChangeType = 'CREATE' | 'UPDATE' | 'DELETE' | 'UNDELETE';

/** In the words of EventBus.ChangeEventHeader. */
export interface ChangeHeader {
  readonly entityName: string;
  readonly recordIds: readonly string[];
  readonly changeType: ChangeType;
  readonly changeOrigin: string;
  readonly transactionKey: string;
  readonly sequenceNumber: number;
  readonly commitTimestamp: number;
  readonly commitNumber: number;
  readonly commitUser: string;
  readonly nulledFields: readonly string[];
  readonly diffFields: readonly string[];
  readonly changedFields: readonly string[];
}

export interface ChangeEvent {
  /** `AccountChangeEvent` */
  readonly event: string;
  readonly header: ChangeHeader;
  /** what has changed, by canonical name of the field */
  readonly values: Cells;
  /** what has not, and is there for channels that want it */
  readonly unchanged: Cells;
}

const NAME_PARTS = ['Salutation', 'FirstName', 'MiddleName', 'LastName', 'Suffix'];

/** A compound field, and what its component is called within it. */
export interface Component {
  readonly compound: FieldSchema;
  readonly part: string;
}

/** The components of an object's compound fields, by canonical name. */
export const componentsOf = memo((object: ObjectSchema): ReadonlyMap<string, Component> => {
  const components = new Map<string, Component>();
  for (const compound of object.fields.values()) {
    for (const [name, part] of partsOf(compound)) {
      const component = object.fields.get(name.toLowerCase());
      if (component !== undefined) components.set(component.name, { compound, part });
    }
  }
  return components;
});

function partsOf(compound: FieldSchema): readonly (readonly [name: string, part: string])[] {
  if (derivedValue(compound)?.kind === 'personName') return NAME_PARTS.map((part) => [part, part]);
  if (stored(compound)) return [];
  if (compound.type === 'location') {
    const [latitude, longitude] = coordinatesOf(compound);
    return [
      [latitude, 'Latitude'],
      [longitude, 'Longitude'],
    ];
  }
  const prefix = compound.name.replace(/Address$/, '');
  return ADDRESS_PARTS.map((key) => {
    const part = key[0].toUpperCase() + key.slice(1);
    return [prefix + part, part];
  });
}

/** `BillingAddress.Street` for BillingStreet; other fields have their own name. */
export function nameInHeader(object: ObjectSchema, field: string): string {
  const component = componentsOf(object).get(field);
  return component === undefined ? field : `${component.compound.name}.${component.part}`;
}

/** The event as a trigger gets it; what it does not carry is null. */
export function changeRecord(schema: OrgSchema, { event, header, values }: ChangeEvent, replayId: string): SObject {
  const type = schema.objects.get(event.toLowerCase())!;
  const object = capturedObject(schema.objects, event)!;
  const record = new SObject(type.name, type);
  for (const field of type.fields.values()) if (stored(field)) record.poke(field.name, null);
  for (const [name, cell] of Object.entries(values)) {
    const field = type.fields.get(name.toLowerCase());
    if (field !== undefined) record.poke(field.name, fromSql(kindOf(field), cell, field.scale));
  }
  for (const field of object.fields.values()) {
    if (derivedValue(field)?.kind === 'personName') record.poke(field.name, personName(values));
  }
  record.poke('ReplayId', replayId);
  record.poke('ChangeEventHeader', headerOf(header));
  return record;
}

/** "The concatenated values of the salutation, first name, and last name": those that the event has. */
function personName(values: Cells): string | null {
  const parts = ['Salutation', 'FirstName', 'LastName'].flatMap((name) => values[name] ?? []);
  return parts.length === 0 ? null : parts.join(' ');
}

function headerOf(header: ChangeHeader): ChangeEventHeader {
  const made = new ChangeEventHeader();
  const texts = (values: readonly string[]): object => newList('String', [...values]);
  made.f_changedFields = texts(header.changedFields);
  made.f_changeOrigin = header.changeOrigin;
  made.f_changeType = header.changeType;
  made.f_commitNumber = BigInt(header.commitNumber);
  made.f_commitTimestamp = BigInt(header.commitTimestamp);
  made.f_commitUser = header.commitUser;
  made.f_diffFields = texts(header.diffFields);
  made.f_entityName = header.entityName;
  made.f_nulledFields = texts(header.nulledFields);
  made.f_recordIds = texts(header.recordIds);
  made.f_sequenceNumber = header.sequenceNumber;
  made.f_transactionKey = header.transactionKey;
  return made;
}

/**
 * An sObject in memory. Field values are keyed by canonical API name; a field that is absent from the map is *unset*,
 * which differs from null. Rows that came from SOQL know it, so that reading a field that was not selected fails as on the platform.
 * The methods that Apex sees (`get(String)`, `put(String,Object)`, ...) are added by `sobject-methods.ts`.
 */
import type { ObjectSchema } from '../../schema/model.ts';

/** A value that a field can hold: see the table of values; parents are SObject, children ApexList. */
export type FieldValue = unknown;

export interface RecordError {
  readonly message: string;
  /** canonical field name; undefined for an error of the whole record */
  readonly field: string | undefined;
}

export class SObject {
  /** canonical name: `Account`, `AggregateResult` */
  readonly type: string;
  /** undefined for AggregateResult */
  readonly schema: ObjectSchema | undefined;
  readonly values: Map<string, FieldValue>;
  /** set by the data layer on rows that a query returned */
  queried: boolean;
  /** errors added by addError during a trigger; read by the DML pipeline */
  errors: RecordError[] | undefined;
  /** rows of Trigger.old and of after triggers refuse writes with this message */
  readOnlyReason: string | undefined;
  /** the Id of the record that this one was cloned from; undefined when it is no clone */
  cloneSourceId: string | null | undefined;
  /** a Database.DMLOptions given by setOptions */
  options: unknown;

  constructor(
    type: string,
    schema: ObjectSchema | undefined,
    values: Map<string, FieldValue> = new Map(),
    queried = false,
  ) {
    this.type = type;
    this.schema = schema;
    this.values = values;
    this.queried = queried;
    this.errors = undefined;
    this.readOnlyReason = undefined;
    this.cloneSourceId = undefined;
    this.options = null;
  }

  /** For the data layer and the server: no checks, undefined where unset. `field` is canonical. */
  peek(field: string): FieldValue {
    return this.values.get(field);
  }

  /** For the data layer: no checks. */
  poke(field: string, value: FieldValue): void {
    this.values.set(field, value);
  }
}

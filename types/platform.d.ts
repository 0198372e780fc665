/**
 * The modules that the Lightning platform provides and for which nobody publishes types: only what the components of
 * this package use, in the shapes that the Lightning Web Components Developer Guide gives.
 */

declare module '@salesforce/label/*' {
  /** The text of a custom label in the user's language. */
  const text: string;
  export default text;
}

declare module '@salesforce/apex/*' {
  /** An Apex method with `@AuraEnabled`: takes its parameters by name. */
  const method: (parameters?: Readonly<Record<string, unknown>>) => Promise<unknown>;
  export default method;
}

declare module 'lightning/uiRecordApi' {
  /** What a wire adapter delivers: nothing at first, then either data or an error. */
  export interface WireResult<Data> {
    data?: Data;
    error?: unknown;
  }

  /** A field of a record: its raw value, and the text that the user's locale makes of it (null where there is none). */
  export interface FieldValueRepresentation {
    value: unknown;
    displayValue: string | null;
  }

  /** A record of the User Interface API. A spanning field's value is itself a record. */
  export interface RecordRepresentation {
    id: string;
    apiName: string;
    fields: Record<string, FieldValueRepresentation>;
  }

  /** A field as `Object.Field` or, across a relationship, `Object.Relation__r.Field`. */
  type FieldPath = string;

  /** What a record is asked for by; the adapter waits while the id, or every list of fields, is undefined. */
  export interface GetRecordConfig {
    recordId?: string;
    fields?: FieldPath[];
    optionalFields?: FieldPath[];
  }

  /** Wire adapter: only the framework makes and calls it. */
  export const getRecord: new (callback: (value: WireResult<RecordRepresentation>) => void) => {
    update(config: GetRecordConfig): void;
    connect(): void;
    disconnect(): void;
  };

  /** The raw value, or undefined where the record was delivered without the field. */
  export function getFieldValue(record: RecordRepresentation, field: FieldPath): unknown;

  /** The formatted value, or null or undefined where there is none. */
  export function getFieldDisplayValue(record: RecordRepresentation, field: FieldPath): string | null | undefined;
}

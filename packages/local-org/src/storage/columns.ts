/** How a field is kept in SQLite. */
import { derivedValue, type DerivedValue } from '../schema/derived.ts';
import type { FieldSchema, FieldType, ObjectSchema } from '../schema/model.ts';

export type SqlType = 'TEXT' | 'REAL' | 'INTEGER' | 'BLOB';

export interface Column {
  readonly name: string;
  /** the name in double quotes, for SQL text */
  readonly sql: string;
  readonly type: SqlType;
  /** text compares as SOQL compares it: without regard to case, save for IDs and case-sensitive fields */
  readonly caseInsensitive: boolean;
  /** computed by SQLite from other columns; never written */
  readonly generated: boolean;
}

const TYPES: Readonly<Record<FieldType, SqlType | undefined>> = {
  id: 'TEXT',
  reference: 'TEXT',
  string: 'TEXT',
  textarea: 'TEXT',
  longtextarea: 'TEXT',
  html: 'TEXT',
  email: 'TEXT',
  phone: 'TEXT',
  url: 'TEXT',
  encryptedstring: 'TEXT',
  picklist: 'TEXT',
  multipicklist: 'TEXT',
  combobox: 'TEXT',
  autonumber: 'TEXT',
  boolean: 'INTEGER',
  int: 'INTEGER',
  long: 'INTEGER',
  double: 'REAL',
  currency: 'REAL',
  percent: 'REAL',
  // days since 1970-01-01, milliseconds since then (UTC), milliseconds of the day
  date: 'INTEGER',
  datetime: 'INTEGER',
  time: 'INTEGER',
  base64: 'BLOB',
  // made of other fields
  address: undefined,
  location: undefined,
  changeeventheader: undefined,
};

const columns = new WeakMap<FieldSchema, Column | undefined>();

/**
 * The column of a field; undefined for compound fields (address, geolocation) and for the project's formula fields,
 * which are computed when they are read.
 */
export function columnOf(field: FieldSchema): Column | undefined {
  if (columns.has(field)) return columns.get(field);
  const column = makeColumn(field);
  columns.set(field, column);
  return column;
}

function makeColumn(field: FieldSchema): Column | undefined {
  const type = TYPES[field.type];
  const generated = derivedValue(field) !== undefined;
  if (!type || (field.formula !== undefined && !generated)) return undefined;
  const isId = field.type === 'id' || field.type === 'reference';
  const caseInsensitive = type === 'TEXT' && !isId && !field.caseSensitive;
  return { name: field.name, sql: quoteName(field.name), type, caseInsensitive, generated };
}

/** What follows the column's name in DDL. */
export function columnDefinition(field: FieldSchema, column: Column): string {
  const type = column.caseInsensitive ? `${column.type} COLLATE NOCASE` : column.type;
  if (field.type === 'id') return `${type} PRIMARY KEY NOT NULL`;
  const derived = derivedValue(field);
  if (derived) return `${type} GENERATED ALWAYS AS (${derivedExpression(derived)}) VIRTUAL`;
  // Rows that are older than a checkbox have its default, as on the platform.
  if (field.type === 'boolean') return `${type} DEFAULT ${field.defaultValue?.toLowerCase() === 'true' ? 1 : 0}`;
  return type;
}

function derivedExpression(derived: DerivedValue): string {
  switch (derived.kind) {
    case 'personName':
      return `CASE WHEN "FirstName" IS NULL OR "FirstName" = '' THEN "LastName" ELSE "FirstName" || ' ' || "LastName" END`;
    case 'picklistIn':
      return `ifnull(${quoteName(derived.field)} IN (${derived.values.map(quoteText).join(', ')}), 0)`;
  }
}

/** Platform events are delivered, not kept. */
export function hasTable(object: ObjectSchema): boolean {
  return object.kind !== 'platformEvent';
}

/** `Order` is a word of SQL, and names come from metadata: always quoted. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Data of tests: Test.loadData from a static resource, and what SOSL finds (Apex Reference Guide, Test Class). */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { primitiveOf } from '../library/json-deserialize.ts';
import { current } from '../kernel/context.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import type { ApexList } from '../library/list.ts';
import { newList } from './collections.ts';
import { runDml } from './dml.ts';
import { apexTypeOfField } from './field-types.ts';
import { accessFor, org } from './session.ts';
import { createSObject } from './sobject-access.ts';
import type { FieldSchema } from '../../schema/model.ts';
import type { SObject } from './sobject.ts';
import { requireTest } from './test-class.ts';
import type { SObjectTypeToken } from './tokens.ts';

/** Inserts the rows of a CSV file whose first line names the fields. @returns the records, in the order of the lines */
function loadData(token: SObjectTypeToken | null, name: string | null): object {
  requireTest();
  if (token === null || name === null) throwNull();
  const resource = org().schema.setup.staticResources.get(name.toLowerCase());
  if (resource === undefined) throwApex('System.StringException', `No static resource is named ${name}`);
  const [header = [], ...rows] = parse(readFileSync(resource.path, 'utf8'), {
    bom: true,
    skip_empty_lines: true,
    trim: true,
  }) as readonly (readonly string[])[];
  const fields = header.map((column) => fieldOf(token, column));
  const records = rows.map((row, index) => recordOf(token, fields, row, index + 2));
  runDml('insert', records, { access: accessFor(), allOrNone: true });
  return newList(token.object.name, records);
}

const fieldOf = ({ object }: SObjectTypeToken, column: string): FieldSchema =>
  object.fields.get(column.toLowerCase()) ??
  throwApex('System.StringException', `No such column '${column}' on ${object.name}`);

/** `line` is that of the row in the file. */
function recordOf(
  { object }: SObjectTypeToken,
  fields: readonly FieldSchema[],
  row: readonly string[],
  line: number,
): SObject {
  const record = createSObject(object.name, []);
  for (const [at, text] of row.entries()) {
    if (text === '') continue;
    const field = fields[at];
    const value = primitiveOf(apexTypeOfField(field), 'VALUE_STRING', text);
    if (value === undefined)
      throwApex('System.StringException', `Line ${line}: '${text}' is no value for ${object.name}.${field.name}`);
    record.poke(field.name, value);
  }
  return record;
}

const FOUND = Symbol('what SOSL finds in the test');

/** In a test SOSL finds nothing but these, whatever it looks for; undefined outside of tests. */
export function fixedSearchResults(): readonly string[] | undefined {
  const context = current();
  return context.isTest ? ((context.root.features.get(FOUND) as readonly string[] | undefined) ?? []) : undefined;
}

function setFixedSearchResults(ids: ApexList | null): void {
  requireTest();
  if (ids === null) throwNull();
  current().root.features.set(FOUND, [...ids.items]);
}

register('System.Test', {
  statics: {
    'loadData(Schema.SObjectType,String)': loadData,
    'setFixedSearchResults(List)': setFixedSearchResults,
  },
});

/** Formula fields of rows in memory, as triggers see them. */
import { fieldValue } from '../../formula/inputs.ts';
import type { FormulaEnvironment } from '../../formula/typed.ts';
import type { FormulaError } from '../../runtime/ports.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import type { ObjectSchema, OrgSchema } from '../../schema/model.ts';
import type { Database } from '../../storage/database.ts';
import { loadRows } from '../dml/table.ts';
import { formulasOf } from './object-formulas.ts';
import { readTogether } from './together.ts';

export interface FormulaServices {
  readonly database: Database;
  readonly schema: OrgSchema;
  readonly environment: () => FormulaEnvironment;
}

/** Sets the formula fields of rows of one object from their other values. */
export function computeFormulas(
  { database, schema, environment, object }: FormulaServices & { readonly object: ObjectSchema },
  rows: readonly SObject[],
  failed?: (index: number, error: FormulaError) => void,
): void {
  const { fields } = formulasOf(schema, object);
  if (fields.length === 0 || rows.length === 0) return;
  const frame = { prior: undefined, isNew: false, isClone: false, environment: environment() };
  const inputsOf = readTogether(database, fields, rows);
  fields.forEach(({ field, formula }, at) => {
    const inputs = inputsOf(at);
    rows.forEach((row, index) => {
      const value = formula.evaluate({ ...frame, inputs: inputs[index] }, (message) =>
        failed?.(index, { field: field.name, message }),
      );
      row.poke(field.name, fieldValue(field, value));
    });
  });
}

/** Like `computeFormulas`, for records that may lack some of their fields: those are read from the database. */
export function recalculate(
  services: FormulaServices,
  records: readonly SObject[],
): readonly (readonly FormulaError[])[] {
  const errors = new Map(records.map((record) => [record, [] as FormulaError[]]));
  for (const [object, rows] of Map.groupBy(records, (record) => record.schema)) {
    if (object === undefined) continue;
    const { fields } = formulasOf(services.schema, object);
    const needed = new Set(
      fields.flatMap(({ formula }) =>
        formula.inputs.map(({ steps: [first], field }) => (first === undefined ? field.name : first.field.name)),
      ),
    );
    const incomplete = rows.filter((row) => [...needed].some((name) => !row.values.has(name)));
    const ids = incomplete.map((row) => row.peek('Id')).filter((id) => typeof id === 'string');
    const stored = ids.length === 0 ? new Map<string, SObject>() : loadRows(services.database, object, ids);
    const complete = rows.map((row) => {
      const known = stored.get(row.peek('Id') as string);
      if (known === undefined) return row;
      return new SObject(row.type, object, new Map([...known.values, ...row.values]));
    });
    computeFormulas({ ...services, object }, complete, (index, error) => errors.get(rows[index])!.push(error));
    rows.forEach((row, index) => {
      for (const { field } of fields) row.poke(field.name, complete[index].peek(field.name));
    });
  }
  return records.map((record) => errors.get(record)!);
}

/** Formula fields in SQL: a call of `formula_value` on the stored columns that the formula reads. */
import { fieldValue, inputValue } from '../../formula/inputs.ts';
import type { FormulaEnvironment, FormulaInput } from '../../formula/typed.ts';
import type { FieldSchema, ObjectSchema, OrgSchema } from '../../schema/model.ts';
import type { Database, SqlValue } from '../../storage/database.ts';
import { joined, sql } from '../sql.ts';
import type { Fragment } from '../sql.ts';
import { fromSql, kindOf, toSql } from '../values.ts';
import { formulasOf } from './object-formulas.ts';
import type { FieldFormula } from './object-formulas.ts';

const FUNCTION = 'formula_value';

/** `columnOf`: where the statement finds an input. Its text is the same for the same field, as GROUP BY needs it. */
export function formulaColumn(
  schema: OrgSchema,
  object: ObjectSchema,
  field: FieldSchema,
  columnOf: (input: FormulaInput) => Fragment,
): Fragment {
  const { formula } = formulasOf(schema, object).byName.get(field.name)!;
  const key: Fragment = { text: `'${object.name}.${field.name}'`, parameters: [] };
  const call = sql`formula_value(${joined([key, ...formula.inputs.map(columnOf)], ', ')})`;
  return kindOf(field) === 'text' ? sql`(${call} COLLATE NOCASE)` : call;
}

/** The result depends on the clock and the running user, so SQLite may not keep it. */
export function defineFormulaFunction(
  database: Database,
  schema: OrgSchema,
  environment: () => FormulaEnvironment,
): void {
  const known = new Map<SqlValue, FieldFormula>();
  const find = (key: SqlValue): FieldFormula => {
    let entry = known.get(key);
    if (entry === undefined) {
      const [object, field] = String(key).split('.');
      entry = formulasOf(schema, schema.objects.get(object.toLowerCase())!).byName.get(field)!;
      known.set(key, entry);
    }
    return entry;
  };
  database.defineFunction(
    FUNCTION,
    (key, ...cells) => {
      const { field, formula } = find(key);
      const inputs = formula.inputs.map((input, index) =>
        inputValue(input.field, fromSql(kindOf(input.field), cells[index], input.field.scale)),
      );
      const frame = { inputs, prior: undefined, isNew: false, isClone: false, environment: environment() };
      return toSql(kindOf(field), fieldValue(field, formula.evaluate(frame)));
    },
    { varargs: true, deterministic: false },
  );
}

/** Validation rules and lookup filters: all of an object are evaluated, and each that is broken is an error of the row. */
import type { CompiledFormula } from '../../formula/compile.ts';
import type { FormulaEnvironment } from '../../formula/typed.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import { formulasOf } from '../formulas/object-formulas.ts';
import { readInputs } from '../formulas/inputs.ts';
import { fail } from './change.ts';
import type { Change } from './change.ts';
import type { ChunkContext } from './services.ts';

export function checkRules(context: ChunkContext, changes: readonly Change[]): void {
  const { object, schema } = context;
  const { rules, filters } = formulasOf(schema, object);
  if (rules.length + filters.length === 0 || changes.length === 0) return;
  const environment = context.environment();
  for (const { field, formula } of filters) {
    for (const change of broken(context, formula, changes, environment)) {
      fail(change, 'FIELD_FILTER_VALIDATION_EXCEPTION', field.lookupFilter!.message, [field.name]);
    }
  }
  for (const { rule, formula } of rules) {
    const field = rule.errorField === undefined ? undefined : object.fields.get(rule.errorField.toLowerCase());
    for (const change of broken(context, formula, changes, environment)) {
      fail(change, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', rule.message, field === undefined ? [] : [field.name]);
    }
  }
}

/** The changes of which the formula is true. */
function broken(
  { object, database }: ChunkContext,
  formula: CompiledFormula,
  changes: readonly Change[],
  environment: FormulaEnvironment,
): readonly Change[] {
  const rowsOf = (choose: (change: Change) => SObject): readonly (readonly unknown[])[] =>
    readInputs(database, formula.inputs, changes.map(choose));
  const inputs = rowsOf((change) => change.row);
  const nothing = new SObject(object.name, object);
  const prior = changes.some((change) => change.old !== undefined) ? rowsOf((change) => change.old ?? nothing) : [];
  return changes.filter(
    (change, index) =>
      formula.evaluate({
        inputs: inputs[index],
        prior: change.old === undefined ? undefined : prior[index],
        isNew: change.created,
        isClone: (change.given.cloneSourceId ?? null) !== null,
        environment,
      }) === true,
  );
}

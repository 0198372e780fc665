/** Validation rules and lookup filters: all of an object are evaluated, and each that is broken is an error of the row. */
import type { CompiledFormula } from '../../formula/compile.ts';
import type { FormulaEnvironment } from '../../formula/typed.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import { formulasOf } from '../formulas/object-formulas.ts';
import { readTogether } from '../formulas/together.ts';
import { fail } from './change.ts';
import type { Change } from './change.ts';
import type { ChunkContext } from './services.ts';

export function checkRules(context: ChunkContext, changes: readonly Change[]): void {
  const { object, schema } = context;
  const { rules, filters } = formulasOf(schema, object);
  if (rules.length + filters.length === 0 || changes.length === 0) return;
  const environment = context.environment();
  const brokenFilters = broken(context, filters, changes, environment);
  filters.forEach(({ field }, at) => {
    for (const change of brokenFilters(at))
      fail(change, 'FIELD_FILTER_VALIDATION_EXCEPTION', field.lookupFilter!.message, [field.name]);
  });
  const brokenRules = broken(context, rules, changes, environment);
  rules.forEach(({ rule }, at) => {
    const field = rule.errorField === undefined ? undefined : object.fields.get(rule.errorField.toLowerCase());
    for (const change of brokenRules(at))
      fail(change, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', rule.message, field === undefined ? [] : [field.name]);
  });
}

/** For the formula at each place, the changes of which it is true. */
function broken(
  { object, database }: ChunkContext,
  entries: readonly { readonly formula: CompiledFormula }[],
  changes: readonly Change[],
  environment: FormulaEnvironment,
): (at: number) => readonly Change[] {
  const inputsOf = readTogether(
    database,
    entries,
    changes.map((change) => change.row),
  );
  const nothing = new SObject(object.name, object);
  const before = changes.map((change) => change.old ?? nothing);
  const priorOf = changes.some((change) => change.old !== undefined)
    ? readTogether(database, entries, before)
    : () => [];
  return (at) => {
    const [inputs, prior] = [inputsOf(at), priorOf(at)];
    return changes.filter(
      (change, index) =>
        entries[at].formula.evaluate({
          inputs: inputs[index],
          prior: change.old === undefined ? undefined : prior[index],
          isNew: change.created,
          isClone: (change.given.cloneSourceId ?? null) !== null,
          environment,
        }) === true,
    );
  };
}

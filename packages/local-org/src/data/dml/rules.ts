/** Validation rules: all rules of an object are evaluated, and each that holds is an error of the row. */
import { SObject } from '../../runtime/platform/sobject.ts';
import { formulasOf } from '../formulas/object-formulas.ts';
import { readInputs } from '../formulas/inputs.ts';
import { fail } from './change.ts';
import type { Change } from './change.ts';
import type { ChunkContext } from './services.ts';

export function checkRules(context: ChunkContext, changes: readonly Change[]): void {
  const { object, schema, database } = context;
  const { rules } = formulasOf(schema, object);
  if (rules.length === 0 || changes.length === 0) return;
  const environment = context.environment();
  const rows = changes.map((change) => change.row);
  const nothing = new SObject(object.name, object);
  const updated = changes.some((change) => change.old !== undefined);
  for (const { rule, formula } of rules) {
    const inputs = readInputs(database, formula.inputs, rows);
    const prior = updated
      ? readInputs(
          database,
          formula.inputs,
          changes.map((change) => change.old ?? nothing),
        )
      : [];
    changes.forEach((change, index) => {
      const broken = formula.evaluate({
        inputs: inputs[index],
        prior: change.old === undefined ? undefined : prior[index],
        isNew: change.created,
        isClone: (change.given.cloneSourceId ?? null) !== null,
        environment,
      });
      if (broken !== true) return;
      const field = rule.errorField === undefined ? undefined : object.fields.get(rule.errorField.toLowerCase());
      fail(change, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', rule.message, field === undefined ? [] : [field.name]);
    });
  }
}

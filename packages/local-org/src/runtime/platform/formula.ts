/** System.Formula and what it answers with (Apex Reference Guide). */
import { register } from '../kernel/registry.ts';
import { throwNull } from '../kernel/exception.ts';
import type { ApexList } from '../library/list.ts';
import type { FormulaError } from '../ports.ts';
import { newList } from './collections.ts';
import { org } from './session.ts';
import type { SObject } from './sobject.ts';

export class FormulaRecalcFieldError {
  readonly error: FormulaError;

  constructor(error: FormulaError) {
    this.error = error;
  }

  'getFieldError()'(): string {
    return this.error.message;
  }
  /** The reference shows the developer name, without `__c`. */
  'getFieldName()'(): string {
    return this.error.field.replace(/__c$/, '');
  }
}

export class FormulaRecalcResult {
  readonly record: SObject;
  readonly errors: readonly FormulaError[];

  constructor(record: SObject, errors: readonly FormulaError[]) {
    this.record = record;
    this.errors = errors;
  }

  'getErrors()'(): unknown {
    return newList(
      'System.FormulaRecalcFieldError',
      this.errors.map((error) => new FormulaRecalcFieldError(error)),
    );
  }
  'getSObject()'(): SObject {
    return this.record;
  }
  'isSuccess()'(): boolean {
    return this.errors.length === 0;
  }
}

function recalculateFormulas(records: ApexList | null): unknown {
  if (records === null) return throwNull();
  const rows = records.items as SObject[];
  const errors = org().data.recalculateFormulas(rows);
  return newList(
    'System.FormulaRecalcResult',
    rows.map((row, index) => new FormulaRecalcResult(row, errors[index])),
  );
}

register('System.Formula', { statics: { 'recalculateFormulas(List)': recalculateFormulas } });
register('System.FormulaRecalcResult', { class: FormulaRecalcResult });
register('System.FormulaRecalcFieldError', { class: FormulaRecalcFieldError });

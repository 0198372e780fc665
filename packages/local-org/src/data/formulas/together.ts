/** Several formulas over the same rows: what they read is read once, parents with one query a relationship. */
import type { CompiledFormula } from '../../formula/compile.ts';
import type { FormulaInput } from '../../formula/typed.ts';
import type { SObject } from '../../runtime/platform/sobject.ts';
import type { Database } from '../../storage/database.ts';
import { memo } from '../objects.ts';
import { readInputs } from './inputs.ts';

interface Plan {
  readonly inputs: readonly FormulaInput[];
  /** where each formula's inputs begin */
  readonly starts: readonly number[];
}

const planOf = memo((entries: readonly { readonly formula: CompiledFormula }[]): Plan => {
  const starts: number[] = [];
  const inputs: FormulaInput[] = [];
  for (const { formula } of entries) {
    starts.push(inputs.length);
    inputs.push(...formula.inputs);
  }
  return { inputs, starts };
});

/** @returns for the formula at `index` of `entries`, the inputs of each row */
export function readTogether(
  database: Database,
  entries: readonly { readonly formula: CompiledFormula }[],
  rows: readonly SObject[],
): (index: number) => readonly (readonly unknown[])[] {
  const { inputs, starts } = planOf(entries);
  const values = readInputs(database, inputs, rows);
  return (index) => {
    const from = starts[index];
    const to = from + entries[index].formula.inputs.length;
    return values.map((row) => row.slice(from, to));
  };
}

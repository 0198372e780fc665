/** The fields that formulas read, for rows in memory: their own values, and those of their parents with one query a relationship. */
import { inputValue } from '../../formula/inputs.ts';
import type { FormulaInput, Step } from '../../formula/typed.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import type { Database, SqlValue } from '../../storage/database.ts';
import { memo } from '../objects.ts';
import { quoted } from '../sql.ts';
import { fromSql, kindOf } from '../values.ts';

/** For each row, the values of the inputs in their order. */
export function readInputs(
  database: Database,
  inputs: readonly FormulaInput[],
  rows: readonly SObject[],
): readonly (readonly unknown[])[] {
  const values = rows.map((row) => inputs.map((input) => inputValue(input.field, ownValue(row, input))));
  for (const reader of parentReaders(inputs)) {
    const ids = new Set<string>();
    for (const row of rows) {
      const id = row.peek(reader.step.field.name);
      if (typeof id === 'string') ids.add(id);
    }
    if (ids.size === 0) continue;
    const found = new Map<SqlValue, SqlValue[]>();
    for (const cells of database.arrays(reader.sql, JSON.stringify([...ids]))) found.set(cells.at(-1)!, cells);
    rows.forEach((row, at) => {
      const cells = found.get((row.peek(reader.step.field.name) ?? null) as SqlValue);
      if (cells === undefined) return;
      reader.positions.forEach((position, column) => {
        const { field } = inputs[position];
        if (heldParent(row, inputs[position].steps) === undefined)
          values[at][position] = inputValue(field, fromSql(kindOf(field), cells[column], field.scale));
      });
    });
  }
  return values;
}

function ownValue(row: SObject, { steps, field }: FormulaInput): unknown {
  if (steps.length === 0) return row.peek(field.name);
  return heldParent(row, steps)?.peek(field.name);
}

/** The parent that the row itself holds, as after a query through the relationship. */
function heldParent(row: SObject, steps: readonly Step[]): SObject | undefined {
  let current = row;
  for (const { field } of steps) {
    const parent = current.peek(field.relationshipName ?? '');
    if (!(parent instanceof SObject)) return undefined;
    current = parent;
  }
  return current;
}

/** Reads, for the parents that one relationship leads to, all inputs beyond it. */
interface ParentReader {
  readonly step: Step;
  readonly sql: string;
  /** index of the input that each column is for; the parent's Id comes after them */
  readonly positions: readonly number[];
}

const parentReaders = memo((inputs: readonly FormulaInput[]): readonly ParentReader[] => {
  const groups = new Map<string, number[]>();
  inputs.forEach(({ steps: [first] }, index) => {
    if (first === undefined) return;
    const key = keyOf(first);
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  return [...groups.values()].map((positions) => {
    const [step] = inputs[positions[0]].steps;
    const aliases = new Map<string, string>([['', 't0']]);
    const joins: string[] = [];
    const columns = positions.map((position) => {
      const { steps, field } = inputs[position];
      let path = '';
      for (const { field: key, target } of steps.slice(1)) {
        const from = aliases.get(path)!;
        path += `/${keyOf({ field: key, target })}`;
        let alias = aliases.get(path);
        if (alias === undefined) {
          aliases.set(path, (alias = `t${aliases.size}`));
          joins.push(`LEFT JOIN ${quoted(target.name)} AS ${alias} ON ${alias}."Id" = ${from}.${quoted(key.name)}`);
        }
      }
      return `${aliases.get(path)!}.${quoted(field.name)}`;
    });
    const from = [`${quoted(step.target.name)} AS t0`, ...joins].join(' ');
    const sql = `SELECT ${[...columns, 't0."Id"'].join(', ')} FROM ${from} WHERE t0."Id" IN (SELECT value FROM json_each(?))`;
    return { step, sql, positions };
  });
});

const keyOf = ({ field, target }: Step): string => `${field.name}:${target.name}`;

/** The criteria of a sharing rule as SQL. Source: Metadata API Developer Guide, "FilterItem". */
import type { FieldSchema, ObjectSchema } from '../../schema/model.ts';
import type { SharingCriterion } from '../../schema/setup.ts';
import { allOf, constant, identifier, joined, sql } from '../sql.ts';
import type { Fragment } from '../sql.ts';
import { DAY, kindOf } from '../values.ts';

/** @throws Error naming what of the rule is not understood */
export function criteriaCondition(
  object: ObjectSchema,
  alias: string,
  items: readonly SharingCriterion[],
  filter: string | undefined,
): Fragment {
  const conditions = items.map((item) => criterion(object.fields.get(item.field.toLowerCase())!, alias, item));
  return filter === undefined ? allOf(conditions) : combined(filter, conditions);
}

function criterion(field: FieldSchema, alias: string, { operation, value }: SharingCriterion): Fragment {
  const column = identifier(alias, field.name);
  const values = operands(field, value);
  const any = (one: (operand: Fragment) => Fragment): Fragment =>
    sql`(${joined(
      values.map((operand) => one(constant(operand))),
      ' OR ',
    )})`;
  switch (operation) {
    case 'equals':
      return any((operand) => sql`${column} IS ${operand}`);
    case 'notEqual':
      return sql`NOT ${any((operand) => sql`${column} IS ${operand}`)}`;
    case 'lessThan':
      return any((operand) => sql`${column} < ${operand}`);
    case 'greaterThan':
      return any((operand) => sql`${column} > ${operand}`);
    case 'lessOrEqual':
      return any((operand) => sql`${column} <= ${operand}`);
    case 'greaterOrEqual':
      return any((operand) => sql`${column} >= ${operand}`);
    case 'contains':
      return any((operand) => sql`instr(lower(${column}), lower(${operand})) > 0`);
    case 'notContain':
      return sql`NOT ifnull(${any((operand) => sql`instr(lower(${column}), lower(${operand})) > 0`)}, 0)`;
    case 'startsWith':
      return any((operand) => sql`instr(lower(${column}), lower(${operand})) = 1`);
    case 'includes':
      return any((operand) => sql`instr(';' || lower(${column}) || ';', ';' || lower(${operand}) || ';') > 0`);
    case 'excludes':
      return sql`NOT ifnull(${any((operand) => sql`instr(';' || lower(${column}) || ';', ';' || lower(${operand}) || ';') > 0`)}, 0)`;
    default:
      throw new Error(`The operation ${operation} of a sharing rule is not supported`);
  }
}

/** Several values, separated by commas, are alternatives; an empty one is null. */
function operands(field: FieldSchema, text: string): (string | number | null)[] {
  const parts = text === '' ? [''] : text.split(',').map((part) => part.trim());
  return parts.map((part) => {
    if (part === '') return null;
    switch (kindOf(field)) {
      case 'boolean':
        return /^(true|1)$/i.test(part) ? 1 : 0;
      case 'int':
      case 'long':
      case 'decimal':
        return Number(part);
      case 'date':
        return Math.floor(Date.parse(part) / DAY);
      case 'datetime':
        return Date.parse(part);
      default:
        return part;
    }
  });
}

/** `1 AND (2 OR NOT 3)` with each number replaced by its condition. */
function combined(filter: string, conditions: readonly Fragment[]): Fragment {
  const parts = filter.match(/\d+|\(|\)|[A-Za-z]+/g) ?? [];
  return joined(
    parts.map((part) => {
      if (/^\d+$/.test(part)) {
        const condition = conditions[Number(part) - 1];
        if (condition === undefined)
          throw new Error(`The filter "${filter}" of a sharing rule has no criterion ${part}`);
        return sql`(${condition})`;
      }
      if (!/^(and|or|not|\(|\))$/i.test(part)) throw new Error(`The filter "${filter}" of a sharing rule is not valid`);
      return { text: part, parameters: [] };
    }),
    ' ',
  );
}

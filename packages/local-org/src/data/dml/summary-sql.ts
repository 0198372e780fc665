/** Roll-up summaries in SQL: an aggregate over the details of the row `p`, narrowed by the summary's filters. */
import type { FieldSchema, ObjectSchema, OrgSchema, RollupFilter } from '../../schema/model.ts';
import { quoteText } from '../../storage/columns.ts';
import { isFormulaField } from '../../formula/inputs.ts';
import { formulaColumn } from '../formulas/column.ts';
import { isText, recyclable } from '../objects.ts';
import { identifier, quoted } from '../sql.ts';
import { kindOf } from '../values.ts';

export function summaryColumn(schema: OrgSchema, child: ObjectSchema, key: FieldSchema, field: FieldSchema): string {
  const { operation, summarizedField, filters } = field.summary!;
  const column = (name: string): string => columnText(schema, child, child.fields.get(name.toLowerCase())!);
  const conditions = [
    `c.${quoted(key.name)} = p."Id"`,
    ...(recyclable(child) ? ['c."IsDeleted" = 0'] : []),
    ...filters.map((filter) => condition(child.fields.get(filter.field.toLowerCase())!, column(filter.field), filter)),
  ];
  const from = `FROM ${quoted(child.name)} AS c WHERE ${conditions.join(' AND ')}`;
  switch (operation) {
    case 'count':
      return `(SELECT COUNT(*) * 1.0 ${from})`;
    case 'sum':
      // The sum of binary fractions is brought back to the decimals that the field has.
      return `(SELECT ROUND(IFNULL(SUM(${column(summarizedField!)}), 0.0), ${field.scale}) ${from})`;
    case 'min':
    case 'max':
      return `(SELECT ${operation.toUpperCase()}(${column(summarizedField!)}) ${from})`;
  }
}

function columnText(schema: OrgSchema, child: ObjectSchema, field: FieldSchema): string {
  if (!isFormulaField(field)) return `c.${quoted(field.name)}`;
  return formulaColumn(schema, child, field, ({ field: input }) => identifier('c', input.name)).text;
}

function condition(field: FieldSchema, column: string, { operation, value }: RollupFilter): string {
  const values = value === '' ? [''] : value.split(',').map((part) => part.trim());
  const any = (test: (literal: string) => string): string => `(${values.map((part) => test(part)).join(' OR ')})`;
  const like = (pattern: (text: string) => string): string =>
    any((part) => `${column} LIKE ${quoteText(pattern(part.replace(/[\\%_]/g, '\\$&')))} ESCAPE '\\'`);
  switch (operation) {
    case 'equals':
      return any((part) => `${column} IS ${literal(field, part)}`);
    case 'notEqual':
      return `NOT ${any((part) => `${column} IS ${literal(field, part)}`)}`;
    case 'lessThan':
      return any((part) => `${column} < ${literal(field, part)}`);
    case 'lessOrEqual':
      return any((part) => `${column} <= ${literal(field, part)}`);
    case 'greaterThan':
      return any((part) => `${column} > ${literal(field, part)}`);
    case 'greaterOrEqual':
      return any((part) => `${column} >= ${literal(field, part)}`);
    case 'contains':
      return like((text) => `%${text}%`);
    case 'notContain':
      return `NOT IFNULL(${like((text) => `%${text}%`)}, 0)`;
    case 'startsWith':
      return like((text) => `${text}%`);
    case 'includes':
      return `IFNULL(${any((part) => includes(column, part))}, 0)`;
    case 'excludes':
      return `NOT IFNULL(${any((part) => includes(column, part))}, 0)`;
    default:
      throw new Error(`The filter operation ${operation} is not known`);
  }
}

const includes = (column: string, part: string): string =>
  `instr(';' || lower(${column}) || ';', ${quoteText(`;${part.toLowerCase()};`)}) > 0`;

/** A filter's value as the column keeps it. */
function literal(field: FieldSchema, text: string): string {
  if (text === '') return field.type === 'boolean' ? '0' : 'NULL';
  switch (kindOf(field)) {
    case 'boolean':
      return /^(true|1)$/i.test(text) ? '1' : '0';
    case 'int':
    case 'long':
    case 'decimal':
      return String(Number(text) || 0);
    case 'date':
      return String(Math.floor(instant(text) / 86_400_000));
    case 'datetime':
      return String(instant(text));
    default:
      return isText(field) || field.type === 'reference' || field.type === 'id' ? quoteText(text) : 'NULL';
  }
}

/** `2024-01-31`, `1/31/2024`, `2024-01-31T00:00:00.000Z` */
function instant(text: string): number {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text);
  if (american) return Date.UTC(Number(american[3]), Number(american[1]) - 1, Number(american[2]));
  return Date.parse(text);
}

/**
 * Conditions of metadata, each of a field, an operation and a value, as formulas. Text is compared without regard to case.
 * Source: Metadata API Developer Guide, "FilterItem"; Salesforce Help, "Filter Operators".
 */
import { formulaTypeOf } from '../../formula/inputs.ts';
import type { FieldSchema, ObjectSchema, OrgSchema } from '../../schema/model.ts';

/** A field as formulas name it, ready to be compared. */
export interface Operand {
  readonly text: string;
  readonly field: FieldSchema | undefined;
}

export function operandOf(name: string, field: FieldSchema | undefined): Operand {
  const type = field && formulaTypeOf(field);
  if (type === 'picklist') return { text: `UPPER(TEXT(${name}))`, field };
  return {
    text: type === 'text' && field!.type !== 'reference' && field!.type !== 'id' ? `UPPER(${name})` : name,
    field,
  };
}

/** Conditions joined as `1 AND (2 OR 3)` says; all of them where there is no such text. */
export function combined(conditions: readonly string[], logic: string | undefined): string {
  if (logic === undefined) return conditions.join(' && ');
  return logic
    .replace(/\bAND\b/gi, '&&')
    .replace(/\bOR\b/gi, '||')
    .replace(/\bNOT\b/gi, '!')
    .replace(/\d+/g, (number) => conditions[Number(number) - 1] ?? 'NULL');
}

/** Several values, separated by commas, are alternatives; no value is blank. */
export function itemCondition(left: Operand, operation: string, value: string): string {
  if (value === '') return operation === 'notEqual' ? `NOT(ISBLANK(${left.text}))` : `ISBLANK(${left.text})`;
  const negative = operation === 'notEqual' || operation === 'notContain' || operation === 'excludes';
  const all = value.split(',').map((part) => compared(left, literal(left, part.trim()), operation));
  return `(${all.join(negative ? ' && ' : ' || ')})`;
}

export function fieldAt(
  schema: OrgSchema,
  object: ObjectSchema | undefined,
  steps: readonly string[],
): FieldSchema | undefined {
  const [first = '', ...rest] = steps.map((step) => step.toLowerCase());
  if (rest.length === 0) return object?.fields.get(first);
  const reference = object?.fields.values().find((field) => field.relationshipName?.toLowerCase() === first);
  return fieldAt(schema, schema.objects.get((reference?.referenceTo[0] ?? '').toLowerCase()), rest);
}

function literal({ field }: Operand, value: string): string {
  const type = field && formulaTypeOf(field);
  const text = `"${value.replace(/[\\"]/g, '\\$&')}"`;
  switch (type) {
    case 'boolean':
      return /^(true|1)$/i.test(value) ? 'TRUE' : 'FALSE';
    case 'number':
      return field!.type === 'percent' ? `(${value} / 100)` : value;
    case 'date':
      return `DATEVALUE(${text})`;
    case 'datetime':
      return `DATETIMEVALUE(${text})`;
    case 'multipicklist':
      return text;
    case 'text':
      return field!.type === 'reference' || field!.type === 'id' ? `LEFT(${text}, 15)` : `UPPER(${text})`;
    default:
      return `UPPER(${text})`;
  }
}

export function compared({ text }: Operand, other: string, operation: string): string {
  switch (operation) {
    case 'equals':
      return `${text} = ${other}`;
    case 'notEqual':
      return `NOT(IF(${text} = ${other}, TRUE, FALSE))`;
    case 'lessThan':
      return `${text} < ${other}`;
    case 'lessOrEqual':
      return `${text} <= ${other}`;
    case 'greaterThan':
      return `${text} > ${other}`;
    case 'greaterOrEqual':
      return `${text} >= ${other}`;
    case 'contains':
      return `CONTAINS(${text}, ${other})`;
    case 'notContain':
      return `NOT(CONTAINS(${text}, ${other}))`;
    case 'startsWith':
      return `BEGINS(${text}, ${other})`;
    case 'includes':
      return `INCLUDES(${text}, ${other})`;
    case 'excludes':
      return `NOT(INCLUDES(${text}, ${other}))`;
    default:
      // The compiler names it: no function is called so.
      return `${operation.toUpperCase()}(${text})`;
  }
}

/**
 * Lookup filters as formulas: true where the record that a reference names does not match. They are looked at when a record is made, or
 * one of the fields that they read is changed. Salesforce Help, "Lookup Filters".
 */
import { formulaTypeOf } from '../../formula/inputs.ts';
import type { FieldSchema, LookupFilter, LookupFilterItem, ObjectSchema, OrgSchema } from '../../schema/model.ts';

export function brokenFilter(
  schema: OrgSchema,
  object: ObjectSchema,
  field: FieldSchema,
  { items, logic }: LookupFilter,
): string {
  const conditions = items.map((item) => condition(schema, object, field, item));
  const holds =
    logic === undefined
      ? conditions.join(' && ')
      : logic
          .replace(/\bAND\b/gi, '&&')
          .replace(/\bOR\b/gi, '||')
          .replace(/\d+/g, (number) => conditions[Number(number) - 1] ?? 'NULL');
  const read = new Set([field.name, ...items.flatMap((item) => [item.field, item.valueField ?? '']).flatMap(ownField)]);
  const changed = [...read].map((name) => `ISCHANGED(${name})`).join(', ');
  return `AND(NOT(ISBLANK(${field.name})), OR(ISNEW(), ${changed}), NOT(IF(${holds}, TRUE, FALSE)))`;
}

const ownField = (path: string): string[] => (/^\$source\.\w+$/i.test(path) ? [path.slice('$Source.'.length)] : []);

interface Operand {
  readonly text: string;
  readonly field: FieldSchema | undefined;
}

function condition(schema: OrgSchema, object: ObjectSchema, field: FieldSchema, item: LookupFilterItem): string {
  const left = operand(schema, object, field, item.field);
  if (item.valueField !== undefined) {
    return compared(left, operand(schema, object, field, item.valueField).text, item.operation);
  }
  const { value } = item;
  if (value === undefined || value === '') {
    return item.operation === 'notEqual' ? `NOT(ISBLANK(${left.text}))` : `ISBLANK(${left.text})`;
  }
  const negative = item.operation === 'notEqual' || item.operation === 'notContain' || item.operation === 'excludes';
  const all = value.split(',').map((part) => compared(left, literal(left, part.trim()), item.operation));
  return `(${all.join(negative ? ' && ' : ' || ')})`;
}

/** Paths begin with the object that the reference leads to, `$Source`, or a global variable. */
function operand(schema: OrgSchema, object: ObjectSchema, field: FieldSchema, path: string): Operand {
  const [root, ...steps] = path.split('.');
  const source = root.toLowerCase() === '$source';
  const global = root.startsWith('$') && !source;
  const name = global ? path : [...(source ? [] : [field.relationshipName ?? '']), ...steps].join('.');
  const start = source ? object : schema.objects.get((field.referenceTo[0] ?? '').toLowerCase());
  const end = global ? undefined : fieldAt(schema, start, steps);
  const type = end && formulaTypeOf(end);
  if (type === 'picklist') return { text: `UPPER(TEXT(${name}))`, field: end };
  return {
    text: type === 'text' && end!.type !== 'reference' && end!.type !== 'id' ? `UPPER(${name})` : name,
    field: end,
  };
}

function fieldAt(
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

function compared({ text }: Operand, other: string, operation: string): string {
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

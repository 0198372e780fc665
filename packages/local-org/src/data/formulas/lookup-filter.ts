/**
 * Lookup filters as formulas: true where the record that a reference names does not match. They are looked at when a record is made, or
 * one of the fields that they read is changed. Salesforce Help, "Lookup Filters".
 */
import type { FieldSchema, LookupFilter, LookupFilterItem, ObjectSchema, OrgSchema } from '../../schema/model.ts';
import { combined, compared, fieldAt, itemCondition, operandOf } from './filter-items.ts';
import type { Operand } from './filter-items.ts';

export function brokenFilter(
  schema: OrgSchema,
  object: ObjectSchema,
  field: FieldSchema,
  { items, logic }: LookupFilter,
): string {
  const conditions = items.map((item) => condition(schema, object, field, item));
  const holds = combined(conditions, logic);
  const read = new Set([field.name, ...items.flatMap((item) => [item.field, item.valueField ?? '']).flatMap(ownField)]);
  const changed = [...read].map((name) => `ISCHANGED(${name})`).join(', ');
  return `AND(NOT(ISBLANK(${field.name})), OR(ISNEW(), ${changed}), NOT(IF(${holds}, TRUE, FALSE)))`;
}

const ownField = (path: string): string[] => (/^\$source\.\w+$/i.test(path) ? [path.slice('$Source.'.length)] : []);

function condition(schema: OrgSchema, object: ObjectSchema, field: FieldSchema, item: LookupFilterItem): string {
  const left = operand(schema, object, field, item.field);
  if (item.valueField !== undefined) {
    return compared(left, operand(schema, object, field, item.valueField).text, item.operation);
  }
  return itemCondition(left, item.operation, item.value ?? '');
}

/** Paths begin with the object that the reference leads to, `$Source`, or a global variable. */
function operand(schema: OrgSchema, object: ObjectSchema, field: FieldSchema, path: string): Operand {
  const [root, ...steps] = path.split('.');
  const source = root.toLowerCase() === '$source';
  const global = root.startsWith('$') && !source;
  const name = global ? path : [...(source ? [] : [field.relationshipName ?? '']), ...steps].join('.');
  const start = source ? object : schema.objects.get((field.referenceTo[0] ?? '').toLowerCase());
  const end = global ? undefined : fieldAt(schema, start, steps);
  return operandOf(name, end);
}

/** `newSObject(recordTypeId, true)`: the default values that the schema declares. */
import type { FieldSchema } from '../../schema/model.ts';
import { throwApex } from '../kernel/exception.ts';
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { randomUuid } from '../library/ids.ts';
import { org } from './session.ts';
import { literalDefault } from './describe-field.ts';
import { apexTypeOfField } from './field-types.ts';
import type { SObject } from './sobject.ts';

export function loadDefaults(record: SObject): void {
  // an event that is made with its defaults knows its UUID before it is published
  if (record.schema?.kind === 'platformEvent' && !record.values.has('EventUuid'))
    record.values.set('EventUuid', randomUuid().text);
  for (const field of record.schema?.fields.values() ?? []) {
    if (!field.createable || record.values.has(field.name)) continue;
    const value = defaultOf(record.type, field);
    if (value !== null) record.values.set(field.name, value);
  }
}

function defaultOf(object: string, field: FieldSchema): unknown {
  const literal = literalDefault(field);
  if (literal !== null) return literal;
  const formula = field.defaultValue?.trim();
  return formula === undefined || formula === '' ? null : evaluate(object, field, formula);
}

/** Literals and the two clocks; other formulas are worked out by the database when the record is inserted. */
function evaluate(object: string, field: FieldSchema, formula: string): unknown {
  const now = org().clock.now();
  const text = /^"([^"\\]*)"$|^'([^'\\]*)'$/.exec(formula);
  if (text) return text[1] ?? text[2];
  if (/^today\s*\(\s*\)$/i.test(formula)) return new ApexDate(Math.floor(now / 86_400_000));
  if (/^now\s*\(\s*\)$/i.test(formula)) return new ApexDatetime(now);
  if (/^-?\d+(\.\d+)?$/.test(formula)) {
    return apexTypeOfField(field) === 'Integer' ? Number(formula) : Decimal.parse(formula);
  }
  throwApex(
    'System.SObjectException',
    `The default value of ${object}.${field.name} is not supported here: ${formula}`,
  );
}

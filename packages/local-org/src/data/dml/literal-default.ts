import type { FieldSchema } from '../../schema/model.ts';
import { Decimal } from '../../values/decimal.ts';
import { kindOf } from '../values.ts';

/** The value of a default that is a literal; undefined for a formula. */
export function literalDefault(field: FieldSchema, text: string): unknown {
  const string = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')$/s.exec(text);
  switch (kindOf(field)) {
    case 'boolean':
      return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined;
    case 'int':
      return /^-?\d+$/.test(text) ? Number(text) : undefined;
    case 'decimal':
      return Decimal.tryParse(text)?.setScale(field.scale, 'HALF_UP');
    case 'text':
      if (string !== null) return (string[1] ?? string[2]).replace(/\\(.)/g, '$1');
      return field.type === 'picklist' && field.picklistValues.some((value) => value.value === text) ? text : undefined;
    default:
      return undefined;
  }
}
